"""Bearings by their judge and their oracle: right ones pass, and whatever is tampered with is found."""

from __future__ import annotations

import dataclasses
import itertools
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from oracle_dataset import copied, groups_of
from PIL import Image
from tampering import SPECS, cell_of, found, made, moved, with_option, wrong_option

from spacenum_dsl.checks.oracle.exam import Exam, exam_of
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.oracle import answer
from spacenum_dsl.checks.oracle.passes import cloud_of
from spacenum_dsl.checks.oracle.verify import QuestionGroup, examine
from spacenum_dsl.cli.cli import main
from spacenum_dsl.questions.ask import ask
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.testing.conformance import judge_faults

CELLS = ("from_chair", "from_seat", "left_or_right", "on_desk", "eight")
MIRROR = {"left": "right", "right": "left"}


def in_mirror(text: str) -> str:
    """A text with left and right exchanged."""
    words = text.replace("left", "\0").replace("right", "left")
    return words.replace("\0", "right")


def with_words(question: Question, change: Callable[[str], str]) -> Question:
    content = tuple(
        Text(change(block.text)) if isinstance(block, Text) else block for block in question.content
    )
    return replace(question, content=content)


class TestJudge:
    @pytest.mark.parametrize("name", CELLS)
    def test_each_option_passes_with_its_own_value_and_with_no_other(self, name: str) -> None:
        """Words are exchanged in value, text and prompt, so that nothing but the triangles tells."""
        cell, questions = made("bearing", name)
        assert found(cell, *questions) == ""
        question = next(each for each in questions if each.direction == "space2num")
        for one, other in itertools.combinations(range(len(question.options)), 2):
            a, b = question.options[one], question.options[other]
            wrong = with_option(question, one, value=b.value, text=b.text)
            wrong = with_option(wrong, other, value=a.value, text=a.text)
            wrong = with_words(
                wrong,
                lambda text, a=a, b=b: text.replace(f"{a.label}. {a.text}", f"{a.label}. {b.text}").replace(  # type: ignore[misc]
                    f"{b.label}. {b.text}", f"{b.label}. {a.text}"
                ),
            )
            wrong = replace(wrong, truth={**wrong.truth, **wrong.options[wrong.answer_index].value})
            message = found(cell, wrong)
            assert f"option {a.label} says {b.text} ({b.text}), it is {a.text}" in message
            assert f"option {b.label} says {a.text} ({a.text}), it is {b.text}" in message

    @pytest.mark.parametrize(
        ("name", "wrong", "message"),
        [
            ("bearing", 12.0, "° to the left, its triangles say"),
            ("camera", "nowhere", "is told nowhere by `camera`, not"),
            ("other_way", "nowhere", "is told nowhere by `other_way`, not"),
            ("own_front", "nowhere", "is told nowhere by `own_front`, not"),
            ("more", "words", "of itself"),
        ],
    )
    def test_a_wrong_part_of_a_value(self, name: str, wrong: str | float, message: str) -> None:
        cell, (question, *_) = made("bearing", "from_chair")
        place = wrong_option(question)
        value = {**question.options[place].value, name: wrong}
        assert message in found(cell, with_option(question, place, value=value))

    def test_an_angle_with_the_other_sign(self) -> None:
        cell, (question, *_) = made("bearing", "from_chair")
        place = wrong_option(question)
        value = dict(question.options[place].value)
        value["bearing"] = -float(str(value["bearing"]))
        assert "its triangles say" in found(cell, with_option(question, place, value=value))

    def test_a_wrong_rank(self) -> None:
        cell, (question, *_) = made("bearing", "from_chair")
        wrong = replace(question, rank=(question.rank + 1) % 4)
        assert f"the answer has rank {question.rank}, not {wrong.rank}" in found(cell, wrong)

    def test_a_wrong_difference(self) -> None:
        cell, (question, *_) = made("bearing", "from_chair")
        assert "sectors from the answer, not" in found(
            cell, with_option(question, wrong_option(question), differs={"sector": 7.0})
        )

    def test_a_target_near_a_border(self) -> None:
        """A target at 44° is in front, but nobody could be sure of it."""
        cell, (question, *_) = made("bearing", "from_chair")
        world = question.world
        chair, lamp = (world.thing(name).placement.position for name in ("chair", "lamp"))
        ahead = np.arctan2(lamp[1] - chair[1], lamp[0] - chair[0]) + np.radians(44.0)
        state = replace(
            world.states[0][0],
            position=(float(chair[0] + np.cos(ahead)), float(chair[1] + np.sin(ahead)), 0.0),
        )
        near = replace(moved(world, "thing", *state.position), states=((state,), *world.states[1:]))
        message = found(cell, replace(question, world=near))
        assert "is 1.0000° from a border of its sector, not 18° or more" in message or "overlaps" in message

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("standing at the centre of the ", "standing at the centre of the other ", "it asks for the "),
            ("facing the centre of the ", "facing the centre of the other ", "it asks for the "),
            ("four sectors of 90°", "eight sectors of 45°", "do not tell of four sectors of 90°"),
            ("Imagine standing", "Imagine sitting", "do not say where one stands"),
        ],
    )
    def test_other_words(self, old: str, new: str, message: str) -> None:
        cell, questions = made("bearing", "from_chair")
        for question in questions[:2]:
            assert old in "".join(block.text for block in question.content if isinstance(block, Text))
            assert message in found(cell, with_words(question, lambda text: text.replace(old, new)))

    def test_a_mirrored_prompt(self) -> None:
        """The sector that is asked for is another one; front and back have none."""
        cell, questions = made("bearing", "from_chair")
        asked = [each for each in questions if each.direction == "num2space"]
        sides = [each for each in asked if each.truth["sector"] in MIRROR]
        assert sides
        for question in sides:
            word = str(question.truth["sector"])
            message = f"it asks for the sector {MIRROR[word]}, and the answer is {word}"
            assert message in found(cell, with_words(question, in_mirror))

    def test_a_number_of_degrees(self) -> None:
        """The key's numbers are the angles to the left, and the words say so."""
        cell = cell_of(SPECS / "bearing.scene", "degrees_on_desk")
        question, *_ = ask(cell, [0]).questions
        assert found(cell, question) == "" and not list(judge_faults(cell, [question]))
        assert question.open is not None
        mirrored = replace(question.open, answers=tuple(-number for number in question.open.answers))
        assert "it is answered by one of" in found(cell, replace(question, open=mirrored))
        other = replace(question.open, fields={**question.open.fields, "sense": "clockwise"})
        assert "it is answered in `deg` of 360.0, clockwise" in found(cell, replace(question, open=other))
        turned = with_words(
            question, lambda text: text.replace("positive to the left", "positive to the right")
        )
        assert "do not tell how degrees are counted" in found(cell, turned)

    def test_a_lamp_that_no_picture_shows(self) -> None:
        """Behind the camera."""
        cell, (question, *_) = made("bearing", "from_chair")
        camera = question.world.cameras["camera"]
        away = replace(question.world, cameras={"camera": replace(camera, yaw=camera.yaw + 180.0)})
        views = tuple(replace(view, point=away.cameras["camera"]) for view in question.views)
        message = found(cell, replace(question, world=away, views=views))
        assert all(f"`{name}` is not visible in state 0" in message for name in ("thing", "chair", "lamp"))


SPEC = """
import "bearing.scene"

intervention mirror                { world: mirrored }
intervention around on from_chair  { azimuth: 30 deg | 210 deg }

dataset proof {
  seed: 5
  cells { from_chair: 4; from_seat: 2; left_or_right: 2; on_desk: 1; eight: 1; degrees_on_desk: 1 }
  interventions: mirror, around
}
"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory, specs: Path) -> Path:
    """Compiled and rendered: 21 questions and their changes."""
    home = tmp_path_factory.mktemp("bearing")
    shutil.copy(specs / "bearing.scene", home)
    (home / "proof.scene").write_text(SPEC)
    way = ("--workers", "1", "--render", "--renderer", "raycast", "--passes", "--no-cache")
    result = CliRunner().invoke(main, ["compile", str(home / "proof.scene"), "-o", str(home), *way])
    assert result.exit_code == 0, result.output
    return home / "proof"


@pytest.fixture(scope="module")
def all_groups(dataset: Path) -> tuple[QuestionGroup, ...]:
    return groups_of(dataset)


def exams(group: QuestionGroup) -> list[tuple[Exam, str]]:
    """The exams of a group's questions, with the right letter."""
    return [
        (exam_of(item, key, group.worlds, group.views, 0), key.answer)
        for item, key in group.questions
        if item.intervention is None
    ]


def sat(exam: Exam, group: QuestionGroup) -> tuple[str | None, tuple[str, ...]]:
    images = Path(group.folder) / "images"
    shots = {shot.view: shot for shot in exam.pictures}
    found_ = answer(exam, Measures(lambda view: cloud_of(images, shots[view])))
    return found_.label, found_.doubts


@pytest.mark.long
class TestOracle:
    def test_it_answers_all_questions_and_their_changes(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        examined = [examine(group) for group in all_groups]
        grades = [grade for each in examined for grade in each.grades]
        assert sum(grade.arm is None for grade in grades) == 21 and len(grades) > 40
        assert not [grade.failed for grade in grades if grade.failed is not None]
        assert sum(grade.unanswerable is not None for grade in grades) <= 2
        assert not [fault for each in examined for fault in each.faults]

    def test_it_hears_a_mirrored_prompt(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        """Left in place of right: another picture, another letter."""
        heard = 0
        for group in all_groups:
            for exam, right in exams(group):
                if exam.direction == "num2space" and "sector left?" in exam.text:
                    wrong = dataclasses.replace(
                        exam, text=exam.text.replace("in the sector left?", "in the sector right?")
                    )
                    assert sat(exam, group)[0] == right != sat(wrong, group)[0] is not None
                    heard += 1
        assert heard

    def test_it_sees_mirrored_pictures(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        """What was left in the picture is right in its mirror image."""
        seen = 0
        for group in all_groups:
            for exam, right in exams(group):
                if exam.open:
                    continue
                label = next(choice for choice in exam.choices if choice.label == right)
                if exam.direction == "space2num" and (label.value or {}).get("sector") in MIRROR:
                    flipped = tuple(dataclasses.replace(shot, flipped=True) for shot in exam.pictures)
                    picked = sat(dataclasses.replace(exam, pictures=flipped), group)[0]
                    other = next(choice for choice in exam.choices if choice.label == picked)
                    assert (other.value or {}).get("sector") == MIRROR[str((label.value or {})["sector"])]
                    seen += 1
        assert seen

    def test_it_knows_no_other_words(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        exam, _ = exams(all_groups[0])[0]
        for old, new in (
            ("There are four sectors", "There are some sectors"),
            ("counter-clockwise from it", "clockwise from it"),
            ("facing the centre of", "near the centre of"),
        ):
            assert old in exam.text
            label, doubts = sat(dataclasses.replace(exam, text=exam.text.replace(old, new)), all_groups[0])
            assert label is None and doubts

    def test_it_doubts_another_camera(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        exam, _ = exams(all_groups[0])[0]
        text = re.sub(r"the camera is [\d.]+ m above", "the camera is 3.21 m above", exam.text)
        _, doubts = sat(dataclasses.replace(exam, text=text), all_groups[0])
        assert any("above the ground" in doubt for doubt in doubts)

    def test_it_misses_what_is_painted_over(
        self, all_groups: tuple[QuestionGroup, ...], tmp_path: Path
    ) -> None:
        """The chair's pixels become the floor's."""
        group = copied(all_groups, "from_chair", tmp_path)
        (world,) = {key.world for _, key in group.questions}
        chair = next(thing.id for thing in group.worlds[world].objects if thing.name == "chair")
        for path in (tmp_path / "images").glob("*.ids.png"):
            ids = np.asarray(Image.open(path)).copy()
            ids[ids == chair] = 1
            Image.fromarray(ids).save(path)
        result = examine(group)
        assert all(grade.failed is not None for grade in result.grades)
        assert any("which `from_chair" in fault.message for fault in result.faults)

    def test_the_wrong_letter_fails(self, all_groups: tuple[QuestionGroup, ...]) -> None:
        group = all_groups[0]
        questions = tuple(
            (item, replace(key, answer=next(o.label for o in key.options if o.label != key.answer)))
            for item, key in group.questions
        )
        grades = examine(replace(group, questions=questions)).grades
        assert all(grade.failed is not None for grade in grades)
