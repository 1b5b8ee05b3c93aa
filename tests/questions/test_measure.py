"""Measures: numbers by another formula, options that lie apart, words that say what is meant, every arm."""

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
import pytest
from measure_specs import (
    BOTH,
    CELLS,
    FAMILIES,
    OPEN,
    PICKED,
    SCENE,
    cell_of,
    drafts,
    program_of,
    questions,
    resolved,
)
from msgspec.structs import replace
from probes import EVERY, faults, one, text_of

from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.questions.arms import Outcome, arms_of, intervene
from spacenum_dsl.questions.ask import ask, build, make_cell
from spacenum_dsl.questions.families.measure import option_set
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.world.world import Thing

QUANTITIES = {"far": "gap", "middle": "distance", "high": "height", "times": "ratio"}


def corners(thing: Thing) -> np.ndarray:
    """(4, 2) of its box in plan, in order."""
    (x, y, _), scale = thing.placement.position, thing.placement.scale
    turn = math.radians(thing.placement.yaw)
    ahead, left = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    depth, width, _ = (side * scale / 2 for side in thing.size)
    signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    return np.array([(x, y) + u * depth * ahead + v * width * left for u, v in signs])


def to_side(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    """From a point to a line between two others."""
    along = np.clip((point - start) @ (end - start) / ((end - start) @ (end - start)), 0.0, 1.0)
    return float(np.hypot(*(point - start - along * (end - start))))


def expected(quantity: str, one: Thing, other: Thing) -> float:
    """Of two things on one ground, of which neither is in the other."""
    highs = [thing.size[2] * thing.placement.scale for thing in (one, other)]
    if quantity == "height":
        return highs[0]
    if quantity == "ratio":
        return highs[0] / highs[1]
    if quantity == "distance":
        (x, y, _), (u, v, _) = (thing.placement.position for thing in (one, other))
        return math.hypot(x - u, y - v, (highs[0] - highs[1]) / 2)
    boxes = corners(one), corners(other)
    return min(
        to_side(point, here[side - 1], here[side])
        for here, there in (boxes, boxes[::-1])
        for point in there
        for side in range(4)
    )


@pytest.mark.parametrize("cell", CELLS)
def test_every_option_is_what_its_state_measures(cell: str) -> None:
    quantity = QUANTITIES[cell.removesuffix("_open")]
    for question in questions(cell):
        for option in question.options:
            things = {
                thing.name: thing for thing in question.world.in_state(question.views[option.views[0]].state)
            }
            found = option.value[quantity]
            assert found == pytest.approx(expected(quantity, things["thing"], things["mark"]), abs=1e-9)


@pytest.mark.parametrize("cell", BOTH)
def test_both_objects_differ_in_every_state(cell: str) -> None:
    """Each is another one in each picture, and options say what lies between the two of their own."""
    quantity = QUANTITIES[cell.removesuffix("_both")]
    assert recheck(cell_of(cell), questions(cell)) == ()
    for question in questions(cell):
        world = question.world
        assert sorted(world.varied) == ["mark", "thing"]
        for name in world.varied:
            own = {(place.position, place.scale) for place in world.placements(name) if place is not None}
            assert len(own) == 4
        for option in question.options:
            pair = [world.thing(name, question.views[option.views[0]].state) for name in ("thing", "mark")]
            assert option.value[quantity] == pytest.approx(expected(quantity, *pair), abs=1e-9)


TABLE = """
scene room {
  room: (5.0, 5.0, 2.7) m
  object table { kind: table; at: (0, 0) m }
  object mark  { kind: crate; at: (-0.3 .. 0.3, -1.6 .. -1.2) m; yaw: any }
  object thing { kind: toaster; at: on(table) }
  camera { look_at: table; distance: 2.4 m; elevation: 40 deg; azimuth: -60 .. 0 deg; fov: 75 deg }
}
measure across on room { of: thing; to: mark; quantity: QUANTITY; apart: 2 cm }
dataset d { seed: 4; image: (128, 128) px; cells { across: 3 } }
"""


@pytest.mark.parametrize("quantity", ["gap", "distance"])
def test_lengths_go_through_space(quantity: str) -> None:
    """From a table down to the floor; the independent check agrees."""
    program = resolved(TABLE.replace("QUANTITY", quantity)).program
    assert program is not None
    cell = make_cell(program, program.datasets[0], "across")
    made = ask(cell, range(3)).questions
    assert len(made) == 6 and recheck(cell, made) == ()
    for question in made:
        for option in question.options:
            state = question.world.in_state(question.views[option.views[0]].state)
            things = {thing.name: thing for thing in state}
            one, other = things["thing"], things["mark"]
            top = other.size[2] * other.placement.scale
            rise = one.placement.position[2] - top
            if quantity == "distance":
                rise += (one.size[2] * one.placement.scale + top) / 2
                flat = math.dist(one.placement.position[:2], other.placement.position[:2])
            else:
                flat = expected("gap", one, other)
            assert rise > 0.3
            assert option.value[quantity] == pytest.approx(math.hypot(flat, rise), abs=1e-9)


@pytest.mark.parametrize(("cell", "least"), [("far", 0.05), ("middle", 0.05), ("high", 0.02), ("times", 0.1)])
def test_options_lie_apart_and_rank_by_their_numbers(cell: str, least: float) -> None:
    for question in questions(cell):
        numbers = [float(option.value[QUANTITIES[cell]]) for option in question.options]  # type: ignore[arg-type]
        assert min(b - a for a, b in itertools.pairwise(sorted(numbers))) >= least
        assert question.rank == sorted(numbers).index(numbers[question.answer_index])


@pytest.mark.long
def test_an_amount_of_ones_own_is_kept() -> None:
    text = f"{SCENE}\n{FAMILIES}\nmeasure wide extends far {{ apart: 15 cm; options: 3 }}"
    program = resolved(f"{text}\ndataset d {{ seed: 2; image: (96, 96) px; cells {{ wide: 4 }} }}").program
    assert program is not None
    for question in ask(make_cell(program, program.datasets[0], "wide"), range(4)).questions:
        numbers = sorted(float(option.value["gap"]) for option in question.options)  # type: ignore[arg-type]
        assert min(b - a for a, b in itertools.pairwise(numbers)) >= 0.15


@pytest.mark.long
def test_a_set_is_the_same_whatever_is_asked_of_it() -> None:
    """Both directions and the open form of one world draw from one set, which knows of no answer."""
    for picked, open in zip(PICKED, OPEN, strict=True):
        text = f"{SCENE}\n{FAMILIES}\nmeasure other extends {picked} {{ answer: number; worlds: {picked} }}"
        cells = f"cells {{ {picked}: 3; other: 3; {open}: 3 }}"
        program = resolved(f"{text}\ndataset d {{ seed: 2; image: (96, 96) px; {cells} }}").program
        assert program is not None
        told = ask(make_cell(program, program.datasets[0], picked), range(3)).questions
        asked = ask(make_cell(program, program.datasets[0], "other"), range(3)).questions
        for number, question in enumerate(asked):
            one, other = told[2 * number : 2 * number + 2]
            sets = [sorted(option.text for option in each.options) for each in (one, other, question)]
            assert sets[0] == sets[1] == sets[2]


@pytest.mark.parametrize("cell", CELLS)
def test_the_prompt_tells_the_camera_what_is_meant_and_both_names(cell: str) -> None:
    for question in questions(cell):
        text, camera = text_of(question), question.world.cameras["camera"]
        assert f"the camera is {camera.position[2]:.2f} m above that top and looks 45° downwards" in text
        assert f"a horizontal field of view of {camera.fov:.0f}°" in text
        things = [question.world.thing(name) for name in ("thing", "mark")[: 1 if "high" in cell else 2]]
        asked = text[text.index("In which" if question.direction == "num2space" else "What is") :]
        places = [asked.index(f"the {thing.colour} {thing.kind}") for thing in things]
        assert places == sorted(places)
        assert ("bounding box" in text) == (cell.removesuffix("_open") in {"far", "middle"})


@pytest.mark.parametrize("cell", OPEN)
def test_an_open_question_tells_no_number_but_the_cameras(cell: str) -> None:
    for question in questions(cell):
        assert question.direction == "space2num" and question.open is not None
        unit = "" if cell == "times_open" else " in metres"
        assert text_of(question).endswith(f"Answer with a number{unit}.")
        assert question.open.fields["unit"] == ("" if cell == "times_open" else "m")
        asked = text_of(question).partition("What is")[2]
        assert not any(character.isdigit() for character in asked)
        for number, option in zip(question.open.answers, question.options, strict=True):
            assert number == pytest.approx(option.value[QUANTITIES[cell.removesuffix("_open")]], abs=1e-6)


@pytest.mark.parametrize("cell", ["far", "high"])
def test_states_are_treated_alike(cell: str) -> None:
    """In another order they make the same set, each with its own number and view."""
    for pair in drafts(cell):
        chosen, own = pair[0].chosen, pair[0].cell
        order = (2, 0, 3, 1)
        states = tuple(chosen.world.states[place] for place in order)
        again = option_set(own, replace(chosen.world, states=states))
        assert isinstance(again, OptionSet)
        assert [member.value for member in again.members] == [member.value for member in chosen.members]
        assert [order[member.number] for member in again.members] == [each.number for each in chosen.members]


ALL = "\n".join(text.replace("tried", f"by_{name}") for name, text in EVERY.items())
OF_OTHERS = {"action", "draw", "height", "origin", "pitch", "rephrase"}
"""Interventions that are of other families alone."""
LENGTHS = {
    *(f"numbers integer({unit})" for unit in ("cm", "mm")),
    *(f"numbers unit({unit})" for unit in ("cm", "mm", "ft")),
    *(f"units scaled({times})" for times in ("2", "0.5")),
}
"""What changes lengths alone: a ratio stays as it is."""
AS_THEY_ARE = {
    "distance 1.4 m",
    "fov 65 deg",
    "numbers decimal",
    "numbers decimal(all)",
    "overlay axes",
    "overlay scale_bar",
}
"""The camera's own lens and distance, decimals that are there already, and what lies in a map frame."""
OPTIONS = {"numbers words", *(f"options shuffled({shift})" for shift in (1, 2, 3))}
"""What changes options alone, which open questions do not tell."""


def outcomes(cell: str) -> list[Outcome]:
    """What came of all questions of a cell in every arm that there is."""
    program = program_of(ALL)
    arms = arms_of(program, program.datasets[0], make_cell(program, program.datasets[0], cell))
    pairs, found = drafts(cell), []
    for place, pair in enumerate(pairs):
        others = pairs[place - 1 if place else 1]
        near = [dataclasses.replace(own, neighbour=other) for own, other in zip(pair, others, strict=True)]
        found += list(intervene(arms, near, [build(each) for each in pair]))
    return found


def named(outcome: Outcome) -> str:
    return f"{outcome.arm.steps[0].block.factor} {outcome.arm.name.label}"


@pytest.mark.parametrize("cell", ["far", "times", "high_open"])
@pytest.mark.long
def test_every_arm_is_right_or_changes_nothing(cell: str) -> None:
    made = outcomes(cell)
    changed = [each for each in made if each.question is not None]
    assert faults(cell_of(cell), changed) == ""
    tried = {named(each) for each in made}
    assert {name.partition(" ")[0] for name in tried} == set(EVERY) - OF_OTHERS
    left = AS_THEY_ARE | (LENGTHS if "times" in cell else set()) | (OPTIONS if cell in OPEN else set())
    assert tried - {named(each) for each in changed} == left


def test_a_told_length_is_in_one_unit_and_its_key_in_metres() -> None:
    made = [each for each in outcomes("far_open") if each.question is not None]
    (feet, *_) = [one(each) for each in made if named(each) == "numbers unit(ft)"]
    assert feet.open is not None and (feet.open.fields["unit"], feet.open.fields["bare"]) == ("m", "ft")
    assert text_of(feet).endswith("Answer with a number in feet.") and " m " not in text_of(feet)
    gap = feet.options[feet.answer_index].value["gap"]
    assert feet.open.answers[feet.answer_index] == pytest.approx(float(gap), abs=1e-9)  # type: ignore[arg-type]


def faults_of(block: str, scene: str = SCENE) -> list[str]:
    made = resolved(f"{scene}\n{block}\n")
    return [f"{each.code} {each.message}" for each in made.diagnostics if each.severity == "error"]


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ("of: thing; quantity: gap", "SN243 a `gap` lies between two objects"),
        ("of: thing; quantity: ratio", "SN243 a `ratio` compares two objects"),
        ("of: thing; to: mark; quantity: height", "SN243 a `height` is that of one object"),
        ("of: thing; to: thing; quantity: gap", "SN243 `thing` is measured against itself"),
        ("of: clutter; to: mark; quantity: gap", "SN243 `of` of a measure is a single `object`"),
        (
            "of: thing; to: clutter; quantity: gap",
            "SN243 `to` of a measure is a single `object` or an anchor",
        ),
        ("of: thing; to: mark; quantity: gap; apart: 0.1", "SN243 a `gap` is a length"),
        ("of: thing; to: mark; quantity: ratio; apart: 5 cm", "SN243 a `ratio` is a number"),
        ("of: mark; to: thing; quantity: ratio; options: 3", ""),
        ("of: thing; quantity: height; require step >= 5 cm", "SN243"),
        ("of: thing; quantity: height; vary: both", "SN243 a `height` is that of one object"),
        ("of: thing; to: mark; quantity: gap; vary: mark", "SN2"),
        ("of: thing; to: origin; quantity: gap; vary: both", "SN243 `to` of a measure is a single `object`"),
        ("of: thing; to: origin; quantity: gap", ""),
    ],
)
def test_what_can_not_be_measured_is_said(block: str, fault: str) -> None:
    anchors = "anchor origin { kind: bowl; at: (-0.5, 0) m }\n  anchor x_axis { kind: plate; at: (0.5, 0) m }"
    scene = SCENE.replace("object mark", f"{anchors}\n  object mark")
    found = faults_of(f"measure wrong on desk {{ {block} }}", scene)
    assert len(found) == bool(fault) and all(each.startswith(fault) for each in found)


def test_what_moves_with_another_depends_on_nothing_that_moves() -> None:
    scene = SCENE.replace("at: (-0.6 .. 0.6, -0.35 .. 0.35) m", "at: (mark.at.x, -0.35 .. 0.35 m)")
    wrong = "measure wrong on desk { of: thing; to: mark; quantity: gap; vary: both }"
    (fault,) = resolved(f"{scene}\n{wrong}").diagnostics
    assert fault.message == "`thing` depends on the other object, which differs between options too"


def test_numbers_that_are_never_far_enough_apart_are_said_to_be(few_attempts: int) -> None:
    text = f"{SCENE}\nmeasure near on desk {{ of: thing; quantity: height; apart: 50 cm }}"
    program = resolved(f"{text}\ndataset d {{ cells {{ near: 1 }} }}").program
    assert program is not None
    (fault,) = ask(make_cell(program, program.datasets[0], "near"), [0]).diagnostics
    told = "\n".join((fault.message, *fault.help, *fault.notes))
    assert "two options' numbers would be too near each other" in told
    assert "0.5 m are needed" in told and "a smaller `apart`" in told
