"""Bearings: words that are true of their pictures, frames that are told apart, blocks that hold together."""

from __future__ import annotations

import dataclasses
import math
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_golden_questions import compare, told

from spacenum_dsl.answers.grade import read, score
from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.span import Source
from spacenum_dsl.checks.arm_pairs import check_arms
from spacenum_dsl.checks.arm_worlds import recheck_arms
from spacenum_dsl.cli.specs import load_specs
from spacenum_dsl.language.parse import parse
from spacenum_dsl.output.pictures.renderer import RENDERERS
from spacenum_dsl.output.pictures.stage import stage_of
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.questions.arms import arms_of, intervene
from spacenum_dsl.questions.ask import ask, build, draft, make_cell
from spacenum_dsl.questions.families._bearing_sectors import (
    SECTORS,
    in_mirror,
    narrowest,
    rank_of,
    sector_of,
)
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import Resolved, resolve
from spacenum_dsl.world.function import FUNCTIONS

SPEC = """
scene table {
  surface: desk_top(1.6, 1.2) m
  object mug    { kind: mug; at: (0, 0) m; yaw: 90 deg }
  object lamp   { kind: lamp; at: (-0.5, 0) m; yaw: 0 deg }
  object target { kind: apple; at: (-0.35 .. 0.7, -0.5 .. 0.5) m }
  camera { look_at: surface; distance: 1.8 m; elevation: 60 deg; azimuth: -90 deg; fov: 60 deg }
  require distance(target, mug) >= 15 cm
}
bearing four on table  { target: target; from: mug; towards: lamp }
bearing two on table   { target: target; from: mug; towards: lamp; sectors: 2 }
bearing three on table { target: target; from: mug; towards: lamp; sectors: 3; margin: 10 deg }
bearing eight on table { target: target; from: mug; towards: lamp; sectors: 8 }
bearing front on table { target: target; from: mug }
"""
ALL = ("two", "three", "four", "eight", "front")
ANGLES = st.floats(-180.0, 180.0, exclude_max=True, allow_nan=False)


def resolved(text: str) -> Resolved:
    parsed = parse(Source("test.scene", text))
    return resolve([parsed.tree], (), parsed.diagnostics)


@lru_cache
def program(arms: str = "", cells: str = "; ".join(f"{name}: 6" for name in ALL)) -> Program:
    names = [line.split()[1] for line in arms.splitlines()]
    asked = f"; interventions: {', '.join(names)}" if names else ""
    made = resolved(f"{SPEC}\n{arms}\ndataset d {{ seed: 3; cells {{ {cells} }}{asked} }}")
    assert made.program is not None, made.diagnostics
    return made.program


def cell(name: str, arms: str = "") -> Cell:
    return make_cell(program(arms), program(arms).datasets[0], name)


@lru_cache
def questions(name: str) -> tuple[Question, ...]:
    made = ask(cell(name), range(6))
    assert made.questions, made.diagnostics
    return made.questions


def text_of(question: Question) -> str:
    return "\n".join(block.text for block in question.content if isinstance(block, Text))


@given(ANGLES, st.sampled_from(sorted(SECTORS)))
def test_every_direction_is_in_one_sector_and_its_mirror_image_in_the_mirrored_one(
    angle: float, count: int
) -> None:
    holding = [sector for sector in SECTORS[count] if sector.holds(angle)]
    assert [sector.word for sector in holding] == [sector_of(angle, count)]
    (sector,) = holding
    if abs(math.remainder(angle - sector.middle, 360.0)) < sector.half - 1e-9:
        assert sector_of((180.0 - angle) % 360.0 - 180.0, count) == in_mirror(sector.word)


@pytest.mark.parametrize("count", sorted(SECTORS))
def test_sectors_fill_the_circle_and_a_mirror_exchanges_them(count: int) -> None:
    assert sum(2 * sector.half for sector in SECTORS[count]) == 360.0
    assert min(2 * sector.half for sector in SECTORS[count]) == narrowest(count)
    words = [sector.word for sector in SECTORS[count]]
    assert sorted(map(in_mirror, words)) == sorted(words)
    assert [in_mirror(in_mirror(word)) for word in words] == words
    assert [rank_of(word, count) for word in words] == list(range(count))


@dataclasses.dataclass
class Stand:
    """Three boxes of no size, as a function sees them."""

    places: dict[str, tuple[float, float, float]]

    def box(self, name: str) -> Boxes:
        x, y, yaw = (np.array(part) for part in self.places[name])
        return Boxes(x, y, np.zeros(()), yaw, *[np.ones(())] * 3)


@given(ANGLES, ANGLES, st.floats(0.1, 5.0), st.floats(0.1, 5.0), st.floats(-3.0, 3.0), st.floats(-3.0, 3.0))
def test_the_function_turns_counter_clockwise_from_ahead(
    ahead: float, turned: float, far: float, near: float, x: float, y: float
) -> None:
    """An object is put where a compass and a ruler say, and the function tells how far it was turned."""
    there = math.radians(ahead + turned)
    faced = (x + far * math.cos(math.radians(ahead)), y + far * math.sin(math.radians(ahead)), 0.0)
    of = (x + near * math.cos(there), y + near * math.sin(there), 0.0)
    place = Stand({"of": of, "from": (x, y, ahead), "towards": faced})
    measure = FUNCTIONS["bearing"].measure
    for names in (("of", "from", "towards"), ("of", "from")):
        found = float(measure(place, names))  # type: ignore[arg-type]
        assert -180.0 <= found < 180.0
        assert abs(math.remainder(found - turned, 360.0)) < 1e-9


def test_who_stands_there_sees_what_is_to_the_left_on_the_left() -> None:
    """A camera over the mug, turned to the lamp, shows the target left of the middle where the function is
    positive, and right of it where it is negative."""
    sides = set()
    with RENDERERS["raycast"].open("draft", 1) as session:
        for question in questions("eight")[:4:2]:
            encoded, world = encode([question]), question.world
            mug, lamp = (world.thing(name).placement.position for name in ("mug", "lamp"))
            yaw = math.degrees(math.atan2(lamp[1] - mug[1], lamp[0] - mug[0]))
            camera = Camera((mug[0], mug[1], 0.4), yaw, -30.0, 110.0, 120, 120)
            for option in question.options:
                stage = stage_of(encoded.worlds[0], question.views[option.views[0]].state)
                shown = session.render(stage, camera, passes=True).ids
                assert shown is not None
                columns = np.nonzero(shown == world.thing("target").id)[1]
                if option.text in {"front-left", "front-right"} and len(columns):
                    left = float(columns.mean()) < 60
                    assert left == (option.text == "front-left") == (float(str(option.value["bearing"])) > 0)
                    sides.add(left)
    assert sides == {True, False}


@pytest.mark.parametrize("name", ALL)
def test_each_word_is_true_of_its_picture_and_of_no_other(name: str) -> None:
    """One faces −x at the mug, so left is −y; by the front of the mug one faces +y, so left is −x."""
    words = {"two": 2, "three": 3, "eight": 8}.get(name, 4)
    margin = 10.0 if name == "three" else 0.2 * narrowest(words)
    for question in questions(name):
        assert sorted(rank_of(option.text, words) for option in question.options) == list(range(words))
        for option in question.options:
            x, y, _ = question.world.states[question.views[option.views[0]].state][0].position
            left, ahead = (-x, y) if name == "front" else (-y, -x)
            angle = math.degrees(math.atan2(left, ahead))
            assert option.value["bearing"] == pytest.approx(angle, abs=1e-6)
            (sector,) = (each for each in SECTORS[words] if each.word == option.text)
            assert abs(math.remainder(angle - sector.middle, 360.0)) <= sector.half - margin + 1e-6
        answer = question.options[question.answer_index]
        assert question.truth["sector"] == answer.text
        if question.direction == "num2space":
            assert f"in the sector {answer.text}?" in text_of(question)


def test_options_tell_what_they_would_be_called_in_other_frames() -> None:
    """The camera looks along +y, and so does the front of the mug, a quarter turn to the right of −x: what
    one has before oneself is to the camera's left."""
    quarter = {"front": "left", "left": "back", "back": "right", "right": "front"}
    for question in questions("four"):
        for option in question.options:
            assert option.value["camera"] == option.value["own_front"] == quarter[option.text]
            x, y, _ = question.world.states[question.views[option.views[0]].state][0].position
            ahead, left = x + 0.5, y
            other = ("left" if left > 0 else "right") if abs(left) > abs(ahead) else "front"
            other = "back" if other == "front" and ahead < 0 else other
            assert option.value["other_way"] == other
        assert question.truth["camera"] == quarter[str(question.truth["sector"])]
        assert (question.truth["from"], question.truth["towards"]) == ("mug", "lamp")


def test_who_faces_as_a_front_does_has_no_other_way() -> None:
    for question in questions("front"):
        assert all(set(option.value) == {"sector", "bearing", "camera"} for option in question.options)
        assert "the front of the" in text_of(question) and "towards" not in question.truth


def test_answers_are_of_all_ranks_and_letters() -> None:
    made = ask(cell("four"), range(100)).questions
    for direction in ("num2space", "space2num"):
        asked = [question for question in made if question.direction == direction]
        letters = [question.answer_index for question in asked]
        assert [letters.count(place) for place in range(4)] == [25] * 4
        ranks = [question.rank for question in asked]
        assert min(ranks.count(rank) for rank in range(4)) > 10


ARMS = """intervention mirror { world: mirrored }
intervention around on bearing { azimuth: 0 deg | 180 deg }
intervention higher { elevation: 75 deg }
intervention dark { light: evening }"""


@pytest.mark.parametrize("name", ALL)
def test_arms_change_what_they_say_and_nothing_else(name: str) -> None:
    changed = cell(name, ARMS)
    arms = arms_of(program(ARMS), program(ARMS).datasets[0], changed)
    outcomes = []
    for pair in draft(changed, range(3)).drafts:
        outcomes += intervene(arms, pair, tuple(build(each) for each in pair))
    assert not [fault.message for check in (check_arms, recheck_arms) for fault in check(changed, outcomes)]
    kinds = {made.arm.name.intervention for made in outcomes if made.question is not None}
    assert kinds == {"mirror", "around", "higher", "dark"}
    for made in outcomes:
        if made.question is None:
            continue
        pairs = list(zip(made.base.options, made.question.options, strict=True))
        if made.arm.name.intervention == "mirror":
            for one, other in pairs:
                assert other.text == in_mirror(one.text)
                assert other.value["camera"] == in_mirror(str(one.value["camera"]))
                assert other.value["bearing"] == -float(str(one.value["bearing"]))
        else:
            assert [(one.text, one.value["bearing"]) for one, _ in pairs] == [
                (other.text, other.value["bearing"]) for _, other in pairs
            ]


def test_from_another_side_the_camera_calls_things_differently() -> None:
    """A camera that looks along −x has what one faces before it: both frames agree."""
    changed = cell("four", ARMS)
    arms = arms_of(program(ARMS), program(ARMS).datasets[0], changed)
    (pair,) = draft(changed, [0]).drafts
    seen = 0
    for made in intervene(arms, pair, tuple(build(each) for each in pair)):
        if made.question is not None and made.arm.name.label == "0 deg":
            assert all(option.value["camera"] == option.text for option in made.question.options)
            seen += 1
    assert seen == 2


BAD = [
    ("sectors: 5", "there are 2, 3, 4 or 8 sectors, not 5"),
    ("sectors: 4; margin: 45 deg", "a margin of 45° on both sides leaves nothing of a sector"),
    ("from: lamp; towards: lamp", "`towards` is the same object as `from`"),
    ("from: target", "`from` is the same object as `target`"),
    ("from: mug; towards: late", "`late` is written below `target`, whose places depend on it"),
    ("target: plain", "`position` varies, but `plain` has one `at`"),
    ("from: plain; towards: mug", ""),
    ("from: plain", "a `apple` has no front to face with"),
    ("target: many", "`target` of a bearing is a single `object`"),
    ("towards: many", "`towards` of a bearing is a single object or anchor"),
    ("options: 4", "unknown property `options`"),
    ("span: 50 %", "unknown property `span`"),
]


@pytest.mark.parametrize(("written", "message"), BAD)
def test_a_block_that_does_not_hold_together(written: str, message: str) -> None:
    scene = SPEC[: SPEC.index("bearing four")].replace(
        "  object target",
        "  object plain { kind: apple; at: (0.6, 0.3) m }\n"
        "  distractors many { count: 2; kind: pen; at: anywhere }\n  object target",
    )
    scene = scene.replace("kind: apple; at: (-0.35", "kind: book; at: (-0.35")
    scene = scene.replace("  camera", "  object late { kind: bottle; at: anywhere }\n  camera")
    given_ = {part.split(":")[0].strip() for part in written.split(";")}
    usual = [
        f"{role}: {name}" for role, name in (("target", "target"), ("from", "mug")) if role not in given_
    ]
    found = resolved(f"{scene}\nbearing bad on table {{ {'; '.join([*usual, written])} }}").diagnostics
    said = [fault.message for fault in found if fault.severity == "error"]
    assert said == ([message] if message else []), said


def test_a_sector_without_a_place_is_named(few_attempts: int) -> None:
    """Behind the mug the desk ends."""
    text = SPEC.replace("at: (-0.35 .. 0.7,", "at: (-0.35 .. 0.1,").replace("four on", "none on")
    dataset = resolved(f"{text}\ndataset d {{ cells {{ none: 1 }} }}").program
    assert dataset is not None
    (fault,) = ask(make_cell(dataset, dataset.datasets[0], "none"), [0]).diagnostics
    assert fault.label.startswith("no place for it in the sector back of `mug`, facing `lamp`, ")
    assert "places lie there, and none passes: " in fault.label
    assert f"{few_attempts} worlds drawn" in fault.notes[0]
    assert fault.span.text.startswith("(-0.35 .. 0.1")


OVER = """
scene room {
  room: (4, 4, 2.6) m
  ceiling: none
  object table  { kind: table; at: (0, 0) m }
  object lamp   { kind: lamp; at: on(table) }
  object target { kind: bin; at: anywhere }
  camera { look_at: room; distance: 5 m; elevation: 45 deg; azimuth: -90 deg; fov: 60 deg }
}
bearing up on room { target: target; from: table; towards: lamp }
dataset d { cells { up: 1 } }
"""


def test_what_stands_on_the_place_is_in_no_direction(few_attempts: int) -> None:
    made = resolved(OVER).program
    assert made is not None
    (fault,) = ask(make_cell(made, made.datasets[0], "up"), [0]).diagnostics
    assert fault.label == "`table` and `lamp` would be one above the other, in no direction"


def test_questions_as_they_are_told(specs: Path, tmp_path: Path) -> None:
    (spec,) = load_specs([specs / "bearing.scene"], {}).specs
    assert spec.program is not None
    compare("bearing", told(spec.program, tmp_path / "words", 1))
    _, degrees = spec.program.datasets
    compare("degrees", told(dataclasses.replace(spec.program, datasets=(degrees,)), tmp_path / "degrees", 1))


def test_a_direction_in_degrees_is_asked_for_and_no_sector_is_told(tmp_path: Path) -> None:
    """Sectors say where the places lie; the key counts to the left, whatever a reply calls it."""
    spec = SPEC + "bearing degrees extends four { answer: number }\ndataset d { cells { degrees: 2 } }"
    made = resolved(f"{spec}".replace("{ answer", "{ margin: 5 deg; answer")).program
    assert made is not None
    asked = ask(make_cell(made, made.datasets[0], "degrees"), range(3)).questions
    encoded = encode(asked)
    for question, item, key in zip(asked, encoded.items, encoded.answers, strict=True):
        text = text_of(question)
        assert question.direction == "space2num" and text.endswith("Answer with a number in degrees.")
        assert not any(word in text for word in ("sector", "front", "45°"))
        told, right = msgspec.to_builtins(item), msgspec.to_builtins(key)
        (number,) = (o.value["bearing"] for o in question.options if o.label == "ABCD"[key.answer_index])
        assert key.answer == number
        side = "left" if key.answer > 0 else "right"
        replies = (
            f"{key.answer:.1f}",
            f"{abs(key.answer):.1f}° to the {side}",
            f"{key.answer % 360:.1f} deg",
        )
        for reply in replies:
            assert score(told, right, read(told, reply))["mra"] == 1.0
        assert score(told, right, read(told, f"{-key.answer:.1f}"))["mra"] < 1.0
