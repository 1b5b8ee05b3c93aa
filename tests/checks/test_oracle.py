"""`spacenum verify` is right on what was compiled and rendered, and finds whatever is tampered with."""

from __future__ import annotations

import ast
import dataclasses
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from oracle_dataset import compiled, copied, groups_of
from PIL import Image

from spacenum_dsl.checks import oracle
from spacenum_dsl.checks.oracle.exam import Exam, ExamOption, ExamPicture, exam_of
from spacenum_dsl.checks.oracle.oracle import ORACLES
from spacenum_dsl.checks.oracle.tally import REPORT
from spacenum_dsl.checks.oracle.verify import Found, QuestionGroup, examine
from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.records.types import AnswerRecord, ImageRecord, ItemRecord, TextRecord

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory, specs: Path) -> Path:
    return compiled(tmp_path_factory, specs)


@pytest.fixture(scope="module")
def all_groups(dataset: Path) -> tuple[QuestionGroup, ...]:
    return groups_of(dataset)


@pytest.fixture
def group_of(all_groups: tuple[QuestionGroup, ...], tmp_path: Path) -> Callable[[str], QuestionGroup]:
    """The first group of a cell, without its arms, with pictures of its own to tamper with."""

    def make(cell: str) -> QuestionGroup:
        return copied(all_groups, cell, tmp_path)

    return make


def failed(found: Found, direction: str = "") -> list[str]:
    """The doubts of questions that failed, with those that were answered wrongly as such."""
    return [
        "; ".join(grade.failed.doubts) or "wrong"
        for grade in found.grades
        if grade.failed is not None and direction in grade.direction
    ]


def with_question(
    group: QuestionGroup,
    change: Callable[[ItemRecord, AnswerRecord], tuple[ItemRecord, AnswerRecord]],
    direction: str = "",
) -> QuestionGroup:
    questions = (
        change(item, key) if direction in item.direction else (item, key) for item, key in group.questions
    )
    return replace(group, questions=tuple(questions))


def with_item(
    group: QuestionGroup, change: Callable[[ItemRecord], ItemRecord], direction: str = ""
) -> QuestionGroup:
    return with_question(group, lambda item, key: (change(item), key), direction)


def of_arm(group: QuestionGroup, intervention: str) -> QuestionGroup:
    chosen = tuple((item, key) for item, key in group.questions if item.intervention == intervention)
    return replace(group, questions=chosen)


def with_text(item: ItemRecord, change: Callable[[str], str]) -> ItemRecord:
    content = (
        replace(part, text=change(part.text)) if isinstance(part, TextRecord) else part
        for part in item.content
    )
    return replace(item, content=tuple(content))


def view_of(group: QuestionGroup, label: str) -> str:
    """The picture of an option."""
    options = next(item.options for item, _ in group.questions if item.direction == "num2space")
    view = next(option.pictures[0].view for option in options if option.label == label)
    assert view is not None
    return view


def files(group: QuestionGroup, view: str) -> Iterator[Path]:
    return (Path(group.folder) / "images").glob(f"{view}.*")


def exchange(group: QuestionGroup, one: str, other: str, endings: tuple[str, ...]) -> None:
    images = Path(group.folder) / "images"
    for ending in endings:
        first, second = images / f"{one}{ending}", images / f"{other}{ending}"
        data = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(data)


PASSES = (".depth.tiff", ".ids.png")


CELLS = ("desk_1d", "desk_2d", "desk_3d", "walk", "strafe", "tilt", "turn")


@pytest.mark.parametrize("cell", CELLS)
def test_both_questions_of_a_cell_are_answered_as_recorded(
    group_of: Callable[[str], QuestionGroup], cell: str
) -> None:
    """Without its arms, which `test_every_question_is_answered_as_recorded` has."""
    found = examine(group_of(cell))
    assert [grade.direction for grade in found.grades] == ["num2space", "space2num"]
    assert failed(found) == []
    assert {grade.unanswerable for grade in found.grades} == {None}
    assert found.faults == ()


@pytest.mark.long
def test_every_question_is_answered_as_recorded(dataset: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(dataset), "--workers", "2"])
    assert result.exit_code == 0, result.output
    assert f"next: spacenum audit {dataset}" in result.stderr
    report = json.loads((dataset / REPORT).read_text())
    assert report["failed"] == report["faults"] == []
    for row in report["cells"]:
        blind = row["arm"] is not None and row["arm"].startswith("blind")
        assert row["right"] == (0 if blind else row["asked"]), row
        assert sum(row["unanswerable"].values()) == (row["asked"] if blind else 0)
    assert {row["cell"] for row in report["cells"] if row["arm"] is None} == set(CELLS)


def test_what_is_not_answerable_says_why(all_groups: tuple[QuestionGroup, ...]) -> None:
    group = next(group for group in all_groups if group.questions[0][0].cell == "desk_2d")
    reasons = {grade.arm: grade.unanswerable for grade in examine(of_arm(group, "blind")).grades}
    assert reasons == {
        "blind: black": "pictures painted with `images: black`",
        "blind: swapped": "pictures of another question",
        "blind: none": "pictures that are left out",
    }


@pytest.mark.parametrize("cell", ["desk_2d", "turn"])
@pytest.mark.parametrize("direction", ["num2space", "space2num"])
def test_another_recorded_answer_fails(
    group_of: Callable[[str], QuestionGroup], cell: str, direction: str
) -> None:
    def wrong(item: ItemRecord, key: AnswerRecord) -> tuple[ItemRecord, AnswerRecord]:
        others = [option.label for option in item.options if option.label != key.answer]
        return item, replace(key, answer=others[0])

    found = examine(with_question(group_of(cell), wrong, direction))
    assert failed(found) == ["wrong"]


@pytest.mark.parametrize("cell", ["desk_1d", "desk_3d", pytest.param("walk", marks=pytest.mark.long)])
def test_two_options_letters_exchanged_fail(group_of: Callable[[str], QuestionGroup], cell: str) -> None:
    def swapped(item: ItemRecord, key: AnswerRecord) -> tuple[ItemRecord, AnswerRecord]:
        """The same letter for the answer, which now stands for another option, shown and exact."""
        right, other = key.answer_index, next(n for n in range(len(item.options)) if n != key.answer_index)
        shown, exact = list(item.options), list(key.options)
        for one, two in ((right, other), (other, right)):
            shown[one] = replace(item.options[two], label=item.options[one].label)
            exact[one] = replace(key.options[two], label=key.options[one].label)
        return replace(item, options=tuple(shown)), replace(key, options=tuple(exact))

    group = group_of(cell)
    for direction in ("num2space", "space2num"):
        assert failed(examine(with_question(group, swapped, direction))) == ["wrong"]


@pytest.mark.parametrize("cell", ["desk_2d", pytest.param("tilt", marks=pytest.mark.long)])
def test_exchanged_passes_fail(group_of: Callable[[str], QuestionGroup], cell: str) -> None:
    """Those of the answer and of what Space2Num shows, or of any other candidate where that is the same."""
    group = group_of(cell)
    (one, key), (other, _) = group.questions
    assert (one.direction, other.direction) == ("num2space", "space2num")
    answer = view_of(group, key.answer)
    shown = [part.view for part in other.content if isinstance(part, ImageRecord)][-1]
    rest = (part.view for option in one.options for part in option.pictures if part.view != answer)
    exchange(group, answer, shown if shown != answer else str(next(rest)), PASSES)
    assert failed(examine(group), "num2space") == ["wrong"]
    assert len(failed(examine(group), "space2num")) == 1


@pytest.mark.parametrize("cell", ["desk_2d", "walk"])
def test_depth_of_another_scale_contradicts_the_prompt(
    group_of: Callable[[str], QuestionGroup], cell: str
) -> None:
    group = group_of(cell)
    for path in (Path(group.folder) / "images").glob("*.depth.tiff"):
        Image.fromarray(np.asarray(Image.open(path)) * np.float32(1.2)).save(path)
    doubts = failed(examine(group))
    assert len(doubts) == 2
    assert all("above the ground" in doubt for doubt in doubts)


@pytest.mark.parametrize("cell", ["desk_1d", "desk_2d", "desk_3d"])
def test_exchanged_anchors_fail(group_of: Callable[[str], QuestionGroup], cell: str) -> None:
    group = group_of(cell)

    def exchanged(text: str) -> str:
        names = [line.partition(":")[0][2:] for line in text.splitlines() if line.startswith("- ")][:2]
        if not names:
            return text
        one, other = names
        return text.replace(one, "\0").replace(other, one).replace("\0", other)

    changed = with_item(group, lambda item: with_text(item, exchanged))
    assert len(failed(examine(changed))) == 2


def test_a_told_camera_that_is_not_the_pictures_fails(group_of: Callable[[str], QuestionGroup]) -> None:
    group = group_of("desk_2d")
    changed = with_item(
        group, lambda item: with_text(item, lambda text: text.replace("looks 40°", "looks 39°")), "space2num"
    )
    assert any("upwards" in doubt for doubt in failed(examine(changed)))


def test_a_transition_told_with_another_action_fails(group_of: Callable[[str], QuestionGroup]) -> None:
    group = group_of("walk")
    turned = {"move forward": "move to the left", "move backward": "move to the right"}

    def other(text: str) -> str:
        for one, two in turned.items():
            text = text.replace(f"you {one}", f"you {two}")
        return text

    changed = with_item(group, lambda item: with_text(item, other))
    assert len(failed(examine(changed))) == 2


def test_a_mirrored_arm_needs_mirrored_pictures(all_groups: tuple[QuestionGroup, ...]) -> None:
    group = next(group for group in all_groups if group.questions[0][0].cell == "turn")
    views = {name: replace(view, effects=()) for name, view in group.views.items()}
    mirrored = replace(of_arm(group, "mirror"), views=views)
    assert len(failed(examine(mirrored))) == len(mirrored.questions) == 2


def codes(found: Found) -> set[str]:
    return {fault.code for fault in found.faults}


def test_instances_of_another_world_are_found(group_of: Callable[[str], QuestionGroup]) -> None:
    group = group_of("desk_2d")
    path = Path(group.folder) / "images" / f"{view_of(group, 'A')}.ids.png"
    ids = np.asarray(Image.open(path)).astype(np.uint16)
    ids[:4, :4] = 999
    Image.fromarray(ids).save(path)
    assert codes(examine(group)) == {"SN613"}


def test_candidates_that_look_alike_are_found(group_of: Callable[[str], QuestionGroup]) -> None:
    group = group_of("strafe")
    one, other = view_of(group, "A"), view_of(group, "B")
    for file in list(files(group, one)):
        shutil.copy(file, file.with_name(file.name.replace(one, other)))
    assert "SN614" in codes(examine(group))


def test_a_black_picture_is_found(group_of: Callable[[str], QuestionGroup]) -> None:
    group = group_of("tilt")
    path = Path(group.folder) / "images" / f"{view_of(group, 'A')}.png"
    Image.new("RGB", (240, 240)).save(path)
    assert codes(examine(group)) == {"SN615"}


def duplicate(dataset: Path, to: Path) -> Path:
    shutil.copytree(dataset, to, ignore=shutil.ignore_patterns("*.normals.tiff"))
    return to


def test_missing_passes_name_the_command_that_makes_them(dataset: Path, tmp_path: Path) -> None:
    folder = duplicate(dataset, tmp_path / "proof")
    for path in (folder / "images").glob("*.depth.tiff"):
        path.unlink()
    result = CliRunner().invoke(main, ["verify", str(folder)])
    assert result.exit_code == 2
    assert "SN611" in result.stderr
    way = "--renderer raycast --quality standard --device cpu --passes"
    assert f"spacenum render {folder} {way}" in result.stderr


@pytest.mark.parametrize("ending", [".depth.tiff", ".ids.png", ".png"])
def test_damaged_files_are_named(
    dataset: Path, all_groups: tuple[QuestionGroup, ...], tmp_path: Path, ending: str
) -> None:
    folder = duplicate(dataset, tmp_path / "proof")
    rendered = next(iter(all_groups[0].views.values())).shows
    path = folder / "images" / f"{rendered}{ending}"
    path.write_bytes(path.read_bytes()[:300])
    result = CliRunner().invoke(main, ["verify", str(folder), "--workers", "1"])
    assert result.exit_code == 2
    assert "SN612" in result.stderr
    assert path.name in result.stderr


def test_the_exam_has_no_field_that_could_tell_the_answer(all_groups: tuple[QuestionGroup, ...]) -> None:
    fields = {field.name for kind in (Exam, ExamOption, ExamPicture) for field in dataclasses.fields(kind)}
    assert fields == {
        *("setting", "direction", "text", "pictures", "choices", "names", "scaled", "blind", "open"),
        *("label", "value", "view"),
        *("passes", "flipped", "width", "height", "intrinsics"),
    }
    for group in all_groups:
        for item, key in group.questions:
            exam = exam_of(item, key, group.worlds, group.views, ORACLES[item.setting].beside)
            told = [(choice.value is not None) + (choice.view is not None) for choice in exam.choices]
            assert set(told) == ({1} if item.arm != "none" or item.direction == "space2num" else {0})


def test_the_oracle_shares_no_code_with_what_makes_questions() -> None:
    """Numbers of the geometry may be shared, and how replies are scored, nothing that draws, sees, words or
    rechecks; the triangles of objects, in the one file that holds pictures against their world."""
    allowed = (
        "answers",
        "base",
        "output.records.types",
        "output.records.dataset",
        "output.pictures.brightness",
        "output.pictures.files",
        "checks.oracle",
        "__init__",
    )
    triangles = ("semantics.kind", "output.records.meshes", "world.world")
    for path in Path(oracle.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if module.startswith("spacenum_dsl."):
                shared = (*allowed, *triangles) if path.name == "silhouettes.py" else allowed
                assert module.removeprefix("spacenum_dsl.").startswith(shared), f"{path.name}: {module}"


@pytest.mark.long
def test_a_turn_as_wide_as_the_picture_is_left_open(tmp_path: Path) -> None:
    """Such pictures share nothing: none of their questions is right by luck, and none is called wrong."""
    spec = tmp_path / "wide.scene"
    spec.write_text(
        "scene den { style: bedroom; agent { at: free(0.3 m); yaw: any } }\n"
        "transition turn on den { action: rotate_left; by: 15 .. 90 step 15 deg }\n"
        "dataset wide { seed: 1; image: (168, 168) px; cells { turn: 6 } }\n"
    )

    def run(*arguments: object) -> None:
        done = CliRunner().invoke(main, [str(each) for each in arguments])
        assert done.exit_code == 0, done.output

    run("compile", spec, "-o", tmp_path, "--workers", 1)
    folder = tmp_path / "wide"
    run("render", folder, "--renderer", "raycast", "--passes", "--workers", 1)
    run("verify", folder, "--workers", 1)
    found = json.loads((folder / REPORT).read_text())
    keys = map(json.loads, (folder / "key" / "answers.jsonl").read_text().splitlines())
    wide = {key["id"] for key in keys if key["truth"]["magnitude"] == 90}
    assert not found["failed"] and wide and wide <= {each["item"] for each in found["open"]}
