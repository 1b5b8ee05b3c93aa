"""The oracle of measures is right on what was compiled and rendered, and finds whatever is tampered with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from measure_specs import FAMILIES, SCENE
from msgspec.structs import replace
from oracle_dataset import copied, groups_of
from PIL import Image

from spacenum_dsl.checks.oracle.tally import REPORT
from spacenum_dsl.checks.oracle.verify import QuestionGroup, examine
from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.records.types import AnswerRecord, ItemRecord, TextRecord

pytestmark = pytest.mark.long

CELLS = ("far", "middle", "high", "times")
DATASETS = """
intervention mirror                    { world: mirrored }
intervention feet on far, high         { numbers: unit(ft) }
intervention spoken on times           { numbers: words }
intervention double on middle          { units: scaled(2) }
intervention blind on far              { images: black }

dataset told {
  seed: 3
  image: (240, 240) px
  cells { far: 1; middle: 1; high: 1; times: 1 }
  interventions: mirror, feet, spoken, double, blind
}

dataset given {
  seed: 4
  image: (240, 240) px
  cells { far_open: 1; middle_open: 1; high_open: 1; times_open: 1 }
  interventions: mirror, feet_given, double_given
}
"""
GIVEN = """
intervention feet_given   on far_open    { numbers: unit(ft) }
intervention double_given on middle_open { units: scaled(2) }
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both datasets, 12 questions and their arms, compiled and rendered."""
    home = tmp_path_factory.mktemp("measures")
    (home / "measures.scene").write_text(SCENE + FAMILIES + GIVEN + DATASETS)
    way = ("--workers", "1", "--render", "--renderer", "raycast", "--passes", "--no-cache")
    result = CliRunner().invoke(main, ["compile", str(home / "measures.scene"), "-o", str(home), *way])
    assert result.exit_code == 0, result.output
    return home


@pytest.fixture(scope="module")
def all_groups(folder: Path) -> tuple[QuestionGroup, ...]:
    return (*groups_of(folder / "told"), *groups_of(folder / "given"))


@pytest.mark.parametrize(("name", "count"), [("told", 8), ("given", 4)])
def test_every_question_is_answered_as_recorded(folder: Path, name: str, count: int) -> None:
    result = CliRunner().invoke(main, ["verify", str(folder / name), "--workers", "1"])
    assert result.exit_code == 0, result.output
    report = json.loads((folder / name / REPORT).read_text())
    assert report["failed"] == report["faults"] == []
    assert sum(row["asked"] for row in report["cells"] if row["arm"] is None) == count
    for row in report["cells"]:
        blind = row["arm"] is not None and row["arm"].startswith("blind")
        assert row["right"] == (0 if blind else row["asked"]), row


@pytest.fixture
def group_of(all_groups: tuple[QuestionGroup, ...], tmp_path: Path) -> Callable[[str], QuestionGroup]:
    """The first group of a cell, without its arms, with pictures of its own to tamper with."""

    def make(cell: str) -> QuestionGroup:
        return copied(all_groups, cell, tmp_path)

    return make


def failed(group: QuestionGroup) -> list[str]:
    """The doubts of questions that failed, with those that were answered wrongly as such."""
    found = examine(group).grades
    return ["; ".join(each.failed.doubts) or "wrong" for each in found if each.failed is not None]


def told(group: QuestionGroup, change: Callable[[str, ItemRecord, AnswerRecord], str]) -> QuestionGroup:
    """The group with other words."""

    def changed(item: ItemRecord, key: AnswerRecord) -> ItemRecord:
        parts = (
            replace(part, text=change(part.text, item, key)) if isinstance(part, TextRecord) else part
            for part in item.content
        )
        return replace(item, content=tuple(parts))

    return replace(group, questions=tuple((changed(item, key), key) for item, key in group.questions))


@pytest.mark.parametrize("cell", CELLS)
def test_another_recorded_answer_fails(group_of: Callable[[str], QuestionGroup], cell: str) -> None:
    group = group_of(cell)
    for away in (1, 2, 3):
        questions = tuple(
            (item, replace(key, answer="ABCD"[(key.answer_index + away) % 4]))
            for item, key in group.questions
        )
        assert failed(replace(group, questions=questions)) == ["wrong", "wrong"]


@pytest.mark.parametrize("cell", CELLS)
def test_a_number_that_no_picture_shows_fails(group_of: Callable[[str], QuestionGroup], cell: str) -> None:
    """Twice as much in the prompt of Num2Space: another picture shows it, or none does."""

    def doubled(text: str, item: ItemRecord, key: AnswerRecord) -> str:
        own = key.options[key.answer_index].text
        number, space, unit = own.partition(" ")
        return (
            text if item.direction == "space2num" else text.replace(own, f"{2 * float(number)}{space}{unit}")
        )

    (only,) = failed(told(group_of(cell), doubled))
    assert only == "wrong" or "nothing fits" in only


def test_a_number_that_lies_between_two_pictures_is_doubted(
    group_of: Callable[[str], QuestionGroup],
) -> None:
    def raised(text: str, item: ItemRecord, key: AnswerRecord) -> str:
        own = key.options[key.answer_index].text
        return text.replace(own, "1.90 m") if item.direction == "num2space" else text

    (only,) = failed(told(group_of("far"), raised))
    assert "nothing fits: the nearest is off by 1." in only


@pytest.mark.parametrize("cell", ["far", "high"])
def test_another_unit_fails(group_of: Callable[[str], QuestionGroup], cell: str) -> None:
    """The same numbers told in feet, in a prompt that tells its camera in metres."""

    def in_feet(text: str, item: ItemRecord, key: AnswerRecord) -> str:
        own = key.options[key.answer_index].text
        return text.replace(own, own.replace(" m", " ft")) if item.direction == "num2space" else text

    (only,) = failed(told(group_of(cell), in_feet))
    assert only == "wrong" or "nothing fits" in only


@pytest.mark.parametrize(("cell", "off"), [("far", 0.02), ("middle", 0.02), ("high", 0.01), ("times", 0.05)])
def test_the_number_that_is_given_is_near_the_true_one(
    group_of: Callable[[str], QuestionGroup], cell: str, off: float
) -> None:
    """Not only nearer than to any other case: told as what another recorded case was answered with."""
    group = group_of(f"{cell}_open")
    ((item, key),) = group.questions
    other = (key.answer_index + 1) % 4
    wrong = replace(key, answer=key.answers[other], answer_index=other)
    (grade,) = examine(replace(group, questions=((item, wrong),))).grades
    assert grade.failed is not None and isinstance(grade.failed.given, float)
    assert grade.failed.given == pytest.approx(key.answers[key.answer_index], abs=off)


def test_a_number_given_in_another_unit_is_another_one(group_of: Callable[[str], QuestionGroup]) -> None:
    """The key's numbers in centimetres where metres are asked for: the nearest of them is the smallest."""
    group = group_of("far_open")
    ((item, key),) = group.questions
    largest = key.answers.index(max(key.answers))
    numbers = tuple(100 * number for number in key.answers)
    wrong = replace(key, answers=numbers, answer=numbers[largest], answer_index=largest)
    assert failed(replace(group, questions=((item, wrong),))) == ["wrong"]


def test_exchanged_objects_fail(group_of: Callable[[str], QuestionGroup]) -> None:
    """How many times as tall the other one is."""
    group = group_of("times")
    names = {
        thing.name: f"{thing.colour} {thing.kind}" for thing in next(iter(group.worlds.values())).objects
    }
    one, other = names["thing"], names["mark"]

    def exchanged(text: str, _: ItemRecord, __: AnswerRecord) -> str:
        return text.replace(one, "\0").replace(other, one).replace("\0", other)

    assert len(failed(told(group, exchanged))) == len(group.questions)


@pytest.mark.parametrize("cell", CELLS)
def test_another_quantity_fails(group_of: Callable[[str], QuestionGroup], cell: str) -> None:
    """Words that say what is measured must fit what is asked."""

    def other(text: str, _: ItemRecord, __: AnswerRecord) -> str:
        return (
            text.replace("shortest straight", "longest straight")
            .replace("centres", "corners")
            .replace("highest point", "middle")
        )

    doubts = failed(told(group_of(cell), other))
    assert len(doubts) == 2 and all("does not say what a" in doubt for doubt in doubts)


@pytest.mark.parametrize("cell", ["far", "high_open"])
def test_depth_of_another_scale_contradicts_the_prompt(
    group_of: Callable[[str], QuestionGroup], cell: str
) -> None:
    group = group_of(cell)
    for path in (Path(group.folder) / "images").glob("*.depth.tiff"):
        Image.fromarray(np.asarray(Image.open(path)) * np.float32(1.2)).save(path)
    doubts = failed(group)
    assert len(doubts) == len(group.questions) and all("above the ground" in doubt for doubt in doubts)


def test_exchanged_pictures_fail(group_of: Callable[[str], QuestionGroup]) -> None:
    """Those of the right option and of the one farthest from it in number."""
    group = group_of("far")
    (item, key), _ = group.questions
    assert item.direction == "num2space"
    gaps = [float(option.value["gap"]) for option in key.options]  # type: ignore[arg-type]
    far = max(range(4), key=lambda place: abs(gaps[place] - gaps[key.answer_index]))
    views = [item.options[place].pictures[0].view for place in (key.answer_index, far)]
    for ending in (".depth.tiff", ".ids.png"):
        one, other = (Path(group.folder) / "images" / f"{view}{ending}" for view in views)
        data = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(data)
    assert "wrong" in failed(group)


def test_a_mirror_changes_no_number(all_groups: tuple[QuestionGroup, ...]) -> None:
    """Lengths are the same in a mirror, so whatever is flipped is answered alike."""
    group = next(group for group in all_groups if group.questions[0][0].cell == "far")
    mirrored = tuple((item, key) for item, key in group.questions if item.intervention == "mirror")
    assert len(mirrored) == 2
    for views in (group.views, {name: replace(view, effects=()) for name, view in group.views.items()}):
        assert failed(replace(group, questions=mirrored, views=views)) == []


def test_a_named_object_that_is_hidden_is_found(group_of: Callable[[str], QuestionGroup]) -> None:
    group = group_of("far")
    mark = next(thing.id for thing in next(iter(group.worlds.values())).objects if thing.name == "mark")
    for path in (Path(group.folder) / "images").glob("*.ids.png"):
        ids = np.asarray(Image.open(path)).astype(np.uint16)
        ids[ids == mark] = 4
        Image.fromarray(ids).save(path)
    found = examine(group)
    assert {fault.code for fault in found.faults} == {"SN613"}
    assert all("not in view" in doubt for doubt in failed(group))
