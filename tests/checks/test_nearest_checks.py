"""Nearness by its judge and its oracle: right ones pass, and whatever is tampered with is found."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from oracle_dataset import groups_of
from tampering import SPECS, cell_of, found, made, with_option, wrong_option

from spacenum_dsl.checks.oracle.exam import Exam, exam_of
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.oracle import answer
from spacenum_dsl.checks.oracle.passes import cloud_of
from spacenum_dsl.checks.oracle.verify import QuestionGroup, examine
from spacenum_dsl.cli.cli import main
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.testing.conformance import judge_faults


def with_words(question: Question, old: str, new: str) -> Question:
    content = tuple(
        Text(block.text.replace(old, new)) if isinstance(block, Text) else block for block in question.content
    )
    assert content != question.content
    return replace(question, content=content)


class TestJudge:
    def test_each_option_passes_with_its_own_value_and_with_no_other(self) -> None:
        cell, questions = made("nearest", "on_desk")
        assert found(cell, *questions) == ""
        assert not list(judge_faults(cell, questions[:2]))

    @pytest.mark.parametrize(
        ("name", "wrong", "message"),
        [
            ("lead", 1.01, "is told a lead of 1.01, its triangles say"),
            ("camera", "grey pen", "is told grey pen by its picture, not"),
            ("more", "words", "of itself"),
        ],
    )
    def test_a_wrong_part_of_a_value(self, name: str, wrong: str | float, message: str) -> None:
        cell, (question, *_) = made("nearest", "on_desk")
        place = wrong_option(question)
        value = {**question.options[place].value, name: wrong}
        assert message in found(cell, with_option(question, place, value=value))

    def test_a_wrong_rank_and_a_wrong_difference(self) -> None:
        cell, (question, *_) = made("nearest", "on_desk")
        wrong = replace(question, rank=(question.rank + 1) % 3)
        assert f"the answer has rank {question.rank}, not {wrong.rank}" in found(cell, wrong)
        wrong = with_option(question, wrong_option(question), differs={"nearest": 7.0})
        assert "names from the answer, not" in found(cell, wrong)

    def test_margins_and_pictures_that_another_block_wants(self) -> None:
        """Questions of one block are held against another one that wants more."""
        cell, questions = made("nearest", "on_desk")
        strict = cell_of(SPECS / "nearest.scene", "desk_misleading")
        block = dataclasses.replace(strict.block, name=cell.block.name)
        plain = [q for q in questions if all(o.value["camera"] == o.text for o in q.options)]
        said = found(dataclasses.replace(strict, block=block), plain[0])
        assert "0 of its pictures show another object nearer, not 2" in said
        metric = cell_of(SPECS / "nearest.scene", "two_misleading")
        block = dataclasses.replace(
            cell.block, values={**cell.block.values, "margin": metric.block.values["margin"]}
        )
        assert "so it should be" in found(dataclasses.replace(cell, block=block), *questions)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("as seen from above", "in space", "do not say which objects there are, or which distances"),
            ("Of three objects, the ", "Of three objects, the other ", "it asks which of the other"),
            ("is it", "is", "its words never ask: "),
        ],
    )
    def test_other_words(self, old: str, new: str, message: str) -> None:
        cell, questions = made("nearest", "on_desk")
        for question in questions[:2]:
            assert message in found(cell, with_words(question, old, new))


SPEC = """
import "nearest.scene"

intervention mirror { world: mirrored }

dataset proof {
  seed:  5
  image: (200, 200) px
  cells { on_desk: 1; two_misleading: 1 }
  interventions: mirror
}
"""


@pytest.fixture(scope="module")
def all_groups(tmp_path_factory: pytest.TempPathFactory, specs: Path) -> tuple[QuestionGroup, ...]:
    """Compiled and rendered: four questions and their mirror images."""
    home = tmp_path_factory.mktemp("nearest")
    shutil.copy(specs / "nearest.scene", home)
    (home / "proof.scene").write_text(SPEC)
    way = ("--workers", "1", "--render", "--renderer", "raycast", "--passes", "--no-cache")
    result = CliRunner().invoke(main, ["compile", str(home / "proof.scene"), "-o", str(home), *way])
    assert result.exit_code == 0, result.output
    return groups_of(home / "proof")


def exams(group: QuestionGroup) -> list[tuple[Exam, str | float]]:
    """The exams of a group's questions, with the right letter."""
    return [
        (exam_of(item, key, group.worlds, group.views, 0), key.answer)
        for item, key in group.questions
        if item.intervention is None
    ]


def sat(exam: Exam, group: QuestionGroup) -> tuple[str | None, tuple[str, ...]]:
    images = Path(group.folder) / "images"
    shots = {shot.view: shot for shot in exam.pictures}
    given = answer(exam, Measures(lambda view: cloud_of(images, shots[view])))
    return given.label, given.doubts


class TestOracle:
    def test_it_answers_all_questions_and_their_changes(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        results = [examine(group) for group in all_groups]
        grades = [grade for result in results for grade in result.grades]
        assert sum(grade.arm is None for grade in grades) == 4 and len(grades) == 8
        assert not [grade.failed for grade in grades if grade.failed is not None]
        assert all(grade.unanswerable is None for grade in grades)
        assert not [fault for result in results for fault in result.faults]

    def test_it_hears_another_name(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        heard = 0
        for group in all_groups:
            for exam, right in exams(group):
                asked = exam.text.partition("In which picture is it the ")[2].partition("?")[0]
                others = exam.text.partition(" objects, the ")[2].partition(", one is")[0]
                if asked:
                    other = next(
                        name
                        for name in others.replace(" and the ", ", the ").split(", the ")
                        if name != asked
                    )
                    wrong = exam.text.replace(f"is it the {asked}?", f"is it the {other}?")
                    assert sat(dataclasses.replace(exam, text=wrong), group)[0] not in {right, None}
                    heard += 1
        assert heard == 2

    def test_it_knows_no_other_words(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        exam, _ = exams(all_groups[0])[0]
        for old, new in (
            ("as seen from above", "in space"),
            ("one is nearest to", "one is farthest from"),
            ("is it the ", "is it the other "),
        ):
            assert old in exam.text
            label, doubts = sat(dataclasses.replace(exam, text=exam.text.replace(old, new)), all_groups[0])
            assert label is None and doubts
