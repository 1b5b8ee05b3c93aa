"""Nearness: names that are true of their pictures, pictures that mislead, blocks that hold together."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from test_golden_questions import compare, told

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.span import Source
from spacenum_dsl.checks.arm_pairs import check_arms
from spacenum_dsl.checks.arm_worlds import recheck_arms
from spacenum_dsl.cli.specs import load_specs
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.arms import arms_of, intervene
from spacenum_dsl.questions.ask import ask, build, draft, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import Resolved, resolve

SPEC = """
scene table {
  surface: desk_top(1.6, 1.2) m
  object mug    { kind: mug;    at: (-0.4, -0.3) m }
  object bottle { kind: bottle; at: (-0.4, 0.3) m }
  object book   { kind: book;   at: (0.4, 0) m }
  object target { kind: apple;  at: (-0.7 .. 0.7, -0.5 .. 0.5) m }
  camera { look_at: surface; distance: 1.8 m; elevation: 20 deg; azimuth: -90 deg; fov: 60 deg }
}
nearest three   on table { target: target; among: mug, bottle, book }
nearest two     on table { target: target; among: book, mug; margin: 30 cm }
nearest plain   on table { target: target; among: mug, bottle, book; misleading: 0 }
nearest misled  on table { target: target; among: mug, bottle, book; misleading: 2 }
"""
ALL = ("three", "two", "plain", "misled")
PLACES = {"mug": (-0.4, -0.3), "bottle": (-0.4, 0.3), "book": (0.4, 0.0)}


def resolved(text: str) -> Resolved:
    parsed = parse(Source("test.scene", text))
    return resolve([parsed.tree], (), parsed.diagnostics)


@lru_cache
def program(arms: str = "") -> Program:
    names = [line.split()[1] for line in arms.splitlines()]
    asked = f"; interventions: {', '.join(names)}" if names else ""
    cells = "; ".join(f"{name}: 6" for name in ALL)
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


@pytest.mark.parametrize("name", ALL)
def test_each_name_is_true_of_its_picture_and_of_no_other(name: str) -> None:
    among = ["book", "mug"] if name == "two" else ["mug", "bottle", "book"]
    for question in questions(name):
        assert sorted(option.text.split()[-1] for option in question.options) == sorted(among)
        for option in question.options:
            place = question.world.states[question.views[option.views[0]].state][0].position[:2]
            near, after, *_ = sorted((math.dist(place, PLACES[each]), each) for each in among)
            assert option.text.split()[-1] == near[1]
            assert option.value["lead"] == pytest.approx(after[0] / near[0])
            assert after[0] >= (near[0] + 0.3 if name == "two" else 1.3 * near[0]) - 1e-9
        answer = question.options[question.answer_index]
        assert question.truth["nearest"] == answer.text
        assert question.rank == among.index(answer.text.split()[-1])
        if question.direction == "num2space":
            assert f"is it the {answer.text}?" in text_of(question)


def test_the_prompt_lists_objects_in_the_order_of_the_block() -> None:
    colours = {thing.name: thing.colour for thing in questions("two")[0].world.things}
    listed = f"the {colours['book']} book and the {colours['mug']} mug"
    of = f"Of two objects, {listed}, one is nearer to the {colours['target']} apple."
    assert of in text_of(questions("two")[0])
    assert "one is nearest to the" in text_of(questions("three")[0])


@pytest.mark.parametrize(("name", "count"), [("plain", 0), ("misled", 2)])
def test_as_many_pictures_mislead_as_the_block_says(name: str, count: int) -> None:
    """Pixels between the centres of boxes, by the camera that takes the pictures."""
    for question in questions(name):
        point = question.world.cameras["camera"]
        assert point is not None
        camera = Camera(point.position, point.yaw, point.pitch, point.fov, *question.image)
        for option in question.options:
            pixels = {}
            for thing in question.world.in_state(question.views[option.views[0]].state):
                x, y, z = thing.placement.position
                high = thing.size[2] * thing.placement.scale
                pixels[thing.name] = camera.project([(x, y, z + high / 2)])[0][0]  # type: ignore[arg-type]
            near = min(PLACES, key=lambda each: math.dist(pixels[each], pixels["target"]))
            assert str(option.value["camera"]).split()[-1] == near
        assert sum(option.value["camera"] != option.text for option in question.options) == count


def test_answers_are_of_all_names() -> None:
    made = ask(cell("two"), range(30)).questions
    for direction in ("num2space", "space2num"):
        asked = [question for question in made if question.direction == direction]
        counts = Counter(question.rank for question in asked)
        assert len(counts) == 2 and min(counts.values()) > 7


ARMS = """intervention mirror { world: mirrored }
intervention around on nearest { azimuth: 0 deg | 180 deg }
intervention higher { elevation: 75 deg }"""


@pytest.mark.parametrize("name", ["two", "misled"])
def test_arms_change_what_they_say_and_nothing_else(name: str) -> None:
    """From high up a picture is a plan, and misleads less; the name that is right stays right."""
    changed = cell(name, ARMS)
    arms = arms_of(program(ARMS), program(ARMS).datasets[0], changed)
    outcomes = []
    for pair in draft(changed, range(2)).drafts:
        outcomes += intervene(arms, pair, tuple(build(each) for each in pair))
    assert not [fault.message for check in (check_arms, recheck_arms) for fault in check(changed, outcomes)]
    made = [each for each in outcomes if each.question is not None]
    assert {each.arm.name.intervention for each in made} == {"mirror", "around", "higher"}
    for each in made:
        assert each.question is not None
        assert [option.text for option in each.question.options] == [o.text for o in each.base.options]
        if each.arm.name.intervention == "higher":
            misled = [option.value["camera"] != option.text for option in each.question.options]
            assert sum(misled) <= 1


BAD = [
    ("among: mug, mug, book", "`mug` is listed twice"),
    ("among: mug", "expected 2 to 10 names, found 1"),
    ("among: mug, 3", "expected the name of an object"),
    ("among: mug, target", "`target` is the target itself"),
    ("among: mug, many", "`many` is no single object or anchor"),
    ("among: mug, late", "`late` is written below `target`, whose places depend on it"),
    ("among: mug, book; misleading: 3", "3 of 2 pictures can't mislead"),
    ("among: mug, book; margin: 20 deg", "`deg` is not a unit of a count"),
    ("among: mug, book; options: 2", "unknown property `options`"),
    ("target: late; among: mug, book", "`position` varies, but `late` has one `at`"),
    ("target: many; among: mug, book", "`target` of a nearest is a single `object`"),
]


@pytest.mark.parametrize(("written", "message"), BAD)
def test_a_block_that_does_not_hold_together(written: str, message: str) -> None:
    scene = SPEC[: SPEC.index("nearest three")].replace(
        "  camera",
        "  distractors many { count: 2; kind: pen; at: anywhere }\n"
        "  object late { kind: bowl; at: (0.6, 0.5) m }\n  camera",
    )
    target = "" if "target:" in written else "target: target; "
    found = resolved(f"{scene}\nnearest bad on table {{ {target}{written} }}").diagnostics
    assert [fault.message for fault in found if fault.severity == "error"] == [message]


def test_pictures_that_cannot_mislead_are_named(few_attempts: int) -> None:
    """From straight above, or nearly, what is near looks near."""
    text = SPEC.replace("elevation: 20 deg", "elevation: 85 deg")
    made = resolved(f"{text}\ndataset d {{ cells {{ misled: 1 }} }}").program
    assert made is not None
    (fault,) = ask(make_cell(made, made.datasets[0], "misled"), [0]).diagnostics
    assert fault.label.startswith("more or fewer pictures would show another object nearer, as ")
    assert f"{few_attempts} worlds drawn" in fault.notes[0]


def test_questions_as_they_are_told(specs: Path, tmp_path: Path) -> None:
    (spec,) = load_specs([specs / "nearest.scene"], {}).specs
    assert spec.program is not None
    compare("nearest", told(spec.program, tmp_path, 1))
