"""Ways to write a scene that mean what they say: each draws questions that the independent judge accepts."""

from __future__ import annotations

import pytest

from spacenum_dsl.base.span import Source
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.ask import Asked, ask, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.semantics.resolve import Resolved, resolve
from spacenum_dsl.world.world import World

pytestmark = pytest.mark.long

SPEC = """
{lets}
scene s {{
  surface: {surface}
  anchor origin {{ kind: mug; at: (-0.45, -0.2) m }}
  anchor x_axis {{ kind: lamp; at: (0.25, -0.2) m }}
  object target {{ kind: bowl; at: (0.1 .. 0.8 step 0.05, 0.1 .. 0.4 step 0.05) m; scale: {scale} }}
  distractors clutter {{ count: 0 .. 3; kind: cup; at: {at} }}
  camera {{ look_at: surface; distance: 1.5 m; elevation: 40 deg; azimuth: -90 deg }}
  {more}
}}
layout l on s {{ target: target; vary: position, size }}
dataset d {{ seed: 3; cells {{ l: 20 }} }}
"""
PLAIN = {"lets": "", "surface": "desk_top(1.4, 0.8) m", "scale": "80 % | 120 %", "at": "anywhere", "more": ""}


def resolved(**parts: str) -> Resolved:
    return resolve([parse(Source("test.scene", SPEC.format(**{**PLAIN, **parts}))).tree])


def asked(**parts: str) -> tuple[Cell, Asked]:
    program = resolved(**parts).program
    assert program is not None
    cell = make_cell(program, program.datasets[0], "l")
    return cell, ask(cell, range(20))


def worlds(**parts: str) -> list[World]:
    """The worlds of 20 questions, after the judge has accepted them."""
    cell, found = asked(**parts)
    assert found.diagnostics == ()
    assert recheck(cell, found.questions) == ()
    return [question.world for question in found.questions[::2]]


def clutter(world: World) -> list[tuple[float, float]]:
    """Where the distractors stand, in the map frame."""
    assert world.frame is not None
    return [
        world.frame.to_map(*thing.placement.position[:2])
        for thing in world.things
        if thing.group == "clutter"
    ]


@pytest.mark.parametrize(
    "requirement",
    [
        "gap(clutter, target) >= 2 cm",
        "gap(clutter, clutter) >= 5 cm",
        "visible(clutter) >= 10 %",
        "not gap(clutter, target) < 10 cm",
        "gap(clutter, origin) >= 30 cm or gap(clutter, x_axis) >= 30 cm",
        "count(anchors) == 2 and visible(target) >= 50 %",
    ],
)
def test_requirements_on_a_group_hold_whatever_its_count(requirement: str) -> None:
    counts = {len(clutter(world)) for world in worlds(more=f"require {requirement}")}
    assert len(counts) > 2


def test_a_requirement_on_the_count_holds_in_worlds_without_the_last_member() -> None:
    assert {len(clutter(world)) for world in worlds(more="require count(clutter) >= 2")} == {2, 3}


def test_one_of_several_places() -> None:
    one = worlds(at="(0.1, 0.5) m | (0.3, -0.1) m", more="require count(clutter) == 1")
    assert {(round(x, 6), round(y, 6)) for world in one for x, y in clutter(world)} == {
        (0.1, 0.5),
        (0.3, -0.1),
    }


def test_a_named_place_is_one_draw() -> None:
    one = worlds(lets="let p = (0.3 .. 0.6, -0.1) m", at="p", more="require count(clutter) == 1")
    assert len({clutter(world)[0] for world in one}) == 20


@pytest.mark.parametrize(
    "parts",
    [
        {"lets": "let top = desk_top(1.4, 0.8) m", "surface": "top"},
        {"lets": "let side = 1.4 m", "surface": "desk_top(side, 0.8 m)"},
        {"lets": "let where = anywhere", "at": "where"},
    ],
)
@pytest.mark.long
def test_a_name_for_a_surface_or_a_rule(parts: dict[str, str]) -> None:
    assert worlds(**parts) == worlds()


def test_an_anchors_place_is_in_the_surfaces_frame() -> None:
    assert worlds(more="require x_axis.at.x == 25 cm and origin.at.x == -45 cm")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"at": "(0.1, 0.5) m | anywhere"}, "SN220"),
        ({"lets": "let sizes = 80 % | 120 %", "scale": "sizes"}, "SN243"),
    ],
)
def test_what_can_have_no_meaning_is_a_fault(parts: dict[str, str], code: str) -> None:
    assert [fault.code for fault in resolved(**parts).diagnostics] == [code]


@pytest.mark.usefixtures("few_attempts")
def test_the_report_names_the_requirement_that_refuses() -> None:
    _, found = asked(more="require gap(target, origin) >= 3 m")
    (fault,) = found.diagnostics
    assert fault.code == "SN401"
    assert fault.span is not None
    assert fault.span.text == "gap(target, origin) >= 3 m"


ROOM = """
scene r {
  room: (5, 4, 2.7) m
  object  table { kind: table; at: (-1.5 .. -0.5, -0.5 .. 0.5) m }
  objects high  { count: 8; kind: clock | picture; at: hung(walls, 1.5 m) }
  agent { at: (table.at.x + 1.8 m, 0 m); yaw: table.yaw + 180 deg }
}
transition t on r { action: rotate_left | rotate_right; by: 5 .. 30 step 5 deg; options: 3 }
dataset d { seed: 1; cells { t: 8 } }
"""


def test_an_agent_can_be_placed_and_turned_by_an_object() -> None:
    program = resolve([parse(Source("test.scene", ROOM)).tree]).program
    assert program is not None
    cell = make_cell(program, program.datasets[0], "t")
    found = ask(cell, range(8))
    assert found.diagnostics == ()
    assert recheck(cell, found.questions) == ()
    places = set()
    for question in found.questions:
        first, table = question.views[0].point, question.world.thing("table").placement
        assert first.position[0] == pytest.approx(table.position[0] + 1.8)
        assert first.yaw == pytest.approx((table.yaw + 180.0) % 360.0)
        places.add(first.position[0])
    assert len(places) == 8
