"""Anchors that stand on objects or so far from each other, and places on a table: measured, and judged."""

from __future__ import annotations

import math
from functools import lru_cache

import pytest
from msgspec.structs import replace
from tampering import cell_from, found, with_thing

from spacenum_dsl.questions.ask import ask
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.world.world import Placement, Thing

KITCHEN = """
scene kitchen {
  room: (5, 4, 2.7) m
  object table { kind: table; at: anywhere; yaw: any }
  anchor origin { kind: mug; at: on(table, (-0.1 .. 0.1 step 0.05, -0.3 .. 0.3 step 0.1) m) }
  anchor x_axis { kind: plate; at: around(origin, 0.3 .. 0.5 step 0.05 m) }
  object target { kind: bowl; at: (-0.5 .. 0.5 step 0.05, -0.5 .. 0.5 step 0.05) m; scale: 80 % | 120 % }
  object beside { kind: apple; at: around(x_axis, 20 cm, 90 deg) }
  camera { look_at: table; distance: 1.7 m; elevation: 45 deg; azimuth: any }
}
layout on_table on kitchen { target: target; dims: 3 }
dataset tables { seed: 3; cells { on_table: 12 } }
"""

DESK = """
scene desk {
  surface: desk_top(1.6, 1.2) m
  anchor origin { kind: mug; at: (-0.4 .. 0.4 step 0.1, -0.3 .. 0.3 step 0.1) m }
  anchor x_axis { kind: plate; at: around(origin, 0.3 m | 0.5 m, 0 .. 330 step 30 deg) }
  object target { kind: bowl; at: (-0.5 .. 0.5 step 0.1, -0.5 .. 0.5 step 0.1) m; scale: 80 % | 120 % }
  camera { look_at: surface; distance: 1.7 m; elevation: 40 deg; azimuth: any; fov: 60 deg }
}
layout turned on desk { target: target }
dataset desks { seed: 3; cells { turned: 48 } }
"""


@lru_cache
def asked(text: str, name: str, count: int) -> tuple[Cell, tuple[Question, ...]]:
    cell = cell_from(text, name)
    made = ask(cell, range(count))
    assert made.diagnostics == ()
    assert found(cell, *made.questions) == ""
    return cell, made.questions[:: len(cell.block.asks)]


def seen_from(thing: Thing, place: Placement, yaw: float) -> tuple[float, float]:
    """Where the centre of a base is from another one's, along a yaw and to the left of it, metres."""
    (x, y, _), (u, v, _) = thing.placement.position, place.position
    turn = complex(x - u, y - v) / complex(math.cos(math.radians(yaw)), math.sin(math.radians(yaw)))
    return turn.real, turn.imag


def on_grid(number: float, step: float) -> bool:
    return abs(number / step - round(number / step)) < 1e-6


def test_a_map_on_a_table() -> None:
    """Everything stands on the table's top, the origin on its own grid, the target on the map's; 3D entries
    count from the top."""
    _, questions = asked(KITCHEN, "on_table", 12)
    for question in questions:
        world = question.world
        table, origin, x_axis = (world.thing(name) for name in ("table", "origin", "x_axis"))
        top = table.size[2] * table.placement.scale
        assert world.frame is not None
        assert world.frame.origin[2] == pytest.approx(top) and top > 0.6
        ahead, aside = seen_from(origin, table.placement, table.placement.yaw)
        assert on_grid(ahead, 0.05) and abs(ahead) < 0.101
        assert on_grid(aside, 0.1) and abs(aside) < 0.301
        away = math.hypot(*seen_from(x_axis, origin.placement, 0.0))
        assert on_grid(away, 0.05) and 0.299 < away < 0.501
        for (state,) in world.states:
            assert state.position[2] == pytest.approx(top)
            moved = replace(world.thing("target"), placement=state)
            x, y = seen_from(moved, origin.placement, world.frame.yaw)
            assert on_grid(x, 0.05) and on_grid(y, 0.05)
        for option in question.options:
            low = option.value["low"]
            assert isinstance(low, tuple) and low[2] == pytest.approx(0.0, abs=1e-6)


def test_a_prompt_tells_what_its_map_is_on() -> None:
    _, questions = asked(KITCHEN, "on_table", 12)
    for question in questions:
        text = "\n".join(block.text for block in question.content if isinstance(block, Text))
        table = question.world.thing("table")
        high = f"{table.size[2] * table.placement.scale:.2f} m"
        assert f"the point on the top of the {table.colour} table, {high} above the floor, under" in text


def test_anchors_turn_all_round_and_vary_in_distance() -> None:
    _, questions = asked(DESK, "turned", 48)
    frames = [question.world.frame for question in questions]
    yaws = {round(frame.yaw) % 360 for frame in frames if frame is not None}
    assert yaws <= set(range(0, 360, 30)) and len(yaws) >= 10
    apart = {
        round(math.dist(*(question.world.thing(name).placement.position for name in ("origin", "x_axis"))), 6)
        for question in questions
    }
    assert apart == {0.3, 0.5}


def shifted(question: Question, name: str, x: float, y: float, z: float = 0.0) -> Question:
    place = question.world.thing(name).placement
    at = (place.position[0] + x, place.position[1] + y, place.position[2] + z)
    return replace(question, world=with_thing(question.world, name, placement=replace(place, position=at)))


@pytest.mark.parametrize(
    ("name", "by", "complaint"),
    [
        ("origin", (0.02, 0.01, 0.0), "`origin` stands at ("),
        ("origin", (0.0, 0.0, 0.1), "`origin` at"),
        ("x_axis", (0.013, 0.007, 0.0), "`x_axis` stands 0."),
        ("x_axis", (0.0, 0.0, -0.2), "`x_axis` does not stand on what `origin` stands on"),
        ("beside", (0.05, 0.0, 0.0), "`beside` stands"),
    ],
)
def test_a_broken_promise_is_reported(name: str, by: tuple[float, float, float], complaint: str) -> None:
    cell, questions = asked(KITCHEN, "on_table", 12)
    assert complaint in found(cell, shifted(questions[0], name, *by))


def test_a_target_off_the_table_is_reported() -> None:
    cell, questions = asked(KITCHEN, "on_table", 12)
    world = questions[0].world
    first = world.thing("target").placement
    there = replace(first, position=(*first.position[:2], 0.0))
    low = with_thing(replace(world, states=((there,), *world.states[1:])), "target", placement=there)
    assert "over the ground of its frame" in found(cell, replace(questions[0], world=low))
