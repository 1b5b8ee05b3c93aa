"""The judge's reading of requirements, pinned on a world laid out by hand, and drawn worlds against it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.checks.requirements import holds
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.program import Program, Role
from spacenum_dsl.world.world import Decor, MapFrame, Placement, Thing, World

BOWL, BOX = (0.16, 0.16, 0.06), (0.2, 0.3, 0.1)
SCENE = """
scene s {{
  surface: desk_top(2.0, 2.0) m
  anchor origin {{ kind: mug; at: (-0.5, -0.5) m }}
  anchor x_axis {{ kind: lamp; at: (-0.5, 0.5) m }}
  object bowl {{ kind: bowl }}
  object cup {{ kind: bowl }}
  object high {{ kind: bowl }}
  objects boxes {{ count: 2; kind: box }}
  objects none {{ count: 0 .. 1; kind: pen }}
  camera {{ look_at: surface; distance: 1.6 m; elevation: 40 deg; azimuth: -90 deg; fov: 55 deg }}
  require {condition}
}}
"""


def thing(
    number: int, name: str, role: Role, kind: str, size: tuple[float, float, float], at: tuple[float, ...]
) -> Thing:
    x, y, z = at
    known = KINDS[kind]
    variant = {feature: choices[0] for feature, choices in known.variants.items()}
    return Thing(number, name, role, kind, size, variant, "red", 0.0, Placement((x, y, z), 90.0, 1.0))


def by_hand() -> World:
    """+x of the map points to +y of the world. Seen from a bowl in the middle one box is 12 cm to the left,
    one 22 cm to the right, a cup 30 cm to the right and 40 cm away, and something floats 50 cm above it."""
    turned = (BOX[1], BOX[0], BOX[2])
    things = (
        thing(16, "origin", "anchor", "mug", (0.12, 0.09, 0.1), (-0.5, -0.5, 0.0)),
        thing(17, "x_axis", "anchor", "lamp", (0.3, 0.18, 0.45), (-0.5, 0.5, 0.0)),
        thing(18, "bowl", "object", "bowl", BOWL, (0.0, 0.0, 0.0)),
        thing(19, "cup", "object", "bowl", BOWL, (0.3, 0.4, 0.0)),
        thing(20, "high", "object", "bowl", BOWL, (0.0, 0.0, 0.56)),
        thing(21, "boxes[0]", "objects", "box", turned, (-0.3, 0.0, 0.0)),
        thing(22, "boxes[1]", "objects", "box", turned, (0.4, 0.0, 0.0)),
    )
    decor = Decor("oak_planks", "white_paint", "lamp", (0.0, 0.0, 0.0, 0.0))
    frame = MapFrame((-0.5, -0.5, 0.0), 90.0)
    return World("s", 0, 0, 0, None, None, decor, things, frame, (), (), None, "s")


@pytest.mark.parametrize(
    ("condition", "meant"),
    [
        ("gap(bowl, boxes) >= 12 cm", True),
        ("gap(bowl, boxes) >= 13 cm", False),
        ("gap(bowl, boxes) <= 22 cm", True),
        ("gap(bowl, boxes) <= 21 cm", False),
        ("not gap(bowl, boxes) >= 13 cm", True),
        ("not gap(bowl, boxes) >= 11 cm", False),
        ("not gap(bowl, boxes) < 20 cm", True),
        ("gap(bowl, cup) >= 27.7 cm and gap(bowl, cup) <= 27.8 cm", True),
        ("gap(bowl, high) >= 50 cm and gap(bowl, high) <= 50 cm", True),
        ("gap(cup, high) >= 57.1 cm and gap(cup, high) <= 57.3 cm", True),
        ("gap(bowl, boxes) + gap(cup, boxes) >= 38 cm", True),
        ("gap(bowl, boxes) < gap(cup, boxes)", False),
        ("gap(boxes, boxes) >= 50 cm", True),
        ("gap(boxes, boxes) < 49 cm", False),
        ("distance(bowl, cup) == 50 cm", True),
        ("distance(bowl, cup) > 50.1 cm", False),
        ("distance(cup, high) > 75.0 cm and distance(cup, high) < 75.1 cm", True),
        ("angle(bowl, cup) > -36.9 deg and angle(bowl, cup) < -36.8 deg", True),
        ("angle(cup, bowl) > 143.1 deg and angle(cup, bowl) < 143.2 deg", True),
        ("angle(bowl, cup) > 0 deg", False),
        ("count(boxes) == 2", True),
        ("count(boxes) != 2", False),
        ("count(boxes) < 2", False),
        ("count(anchors) == 2", True),
        ("count(none) == 0", True),
        ("count(none) > 0", False),
        ("count(boxes) * 10 cm < bowl.size.z", False),
        ("bowl.at.x == 50 cm and bowl.at.y == -50 cm", True),
        ("bowl.at.x < 49 cm", False),
        ("boxes.at.y <= -20 cm", True),
        ("boxes.at.y <= -80 cm", False),
        ("origin.at.x == -50 cm and x_axis.at.y == 50 cm", True),
        ("bowl.yaw < 1 deg", True),
        ("origin.yaw == 90 deg", True),
        ("bowl.scale * 3 / 4 == 75 %", True),
        ("bowl.size.z / bowl.size.x > 0.4", False),
        ("gap(bowl, boxes) >= 13 cm or bowl.at.x > 40 cm", True),
        ("gap(bowl, boxes) >= 13 cm or bowl.at.x < 40 cm", False),
        ("not (gap(bowl, boxes) >= 11 cm and bowl.at.x > 40 cm)", False),
        ("not (gap(bowl, boxes) >= 13 cm or bowl.at.x > 60 cm)", True),
    ],
)
def test_conditions_mean_what_the_documents_say(
    condition: str, meant: bool, program_of: Callable[[str], Program]
) -> None:
    (requirement,) = program_of(SCENE.format(condition=condition)).scenes["s"].requirements
    (facts,) = Judged(by_hand()).states
    assert holds(requirement.condition, facts) is meant


@pytest.mark.parametrize(
    "condition",
    [
        "gap(bowl, none) >= 5 m",
        "not gap(bowl, none) >= 5 m",
        "none.at.x > 5 m or bowl.at.x < 0 m",
        "visible(bowl) >= 99 %",
        "not visible(bowl) >= 1 %",
        "count(visible) >= 50",
    ],
)
def test_what_a_world_alone_can_not_break(condition: str, program_of: Callable[[str], Program]) -> None:
    (requirement,) = program_of(SCENE.format(condition=condition)).scenes["s"].requirements
    (facts,) = Judged(by_hand()).states
    assert holds(requirement.condition, facts) is None


DRAWN = """
scene s {{
  surface: desk_top(1.6, 1.6) m
  anchor origin {{ kind: mug; at: (-0.5, -0.3) m }}
  anchor x_axis {{ kind: lamp; at: (-0.4, 0.3) m }}
  object a {{ kind: bowl; at: (0.0 .. 0.6 step 0.05, -0.6 .. 0.6 step 0.05) m; scale: 80 % | 120 % }}
  object b {{ kind: book; yaw: any }}
  objects c {{ count: 0 .. 3; kind: pen | cup; yaw: any }}
  camera {{ look_at: surface; distance: 2.0 m; elevation: 60 deg; azimuth: -90 deg; fov: 60 deg }}
  require {condition}
}}
layout l on s {{ target: a; dims: 2; vary: position, size; options: 4 }}
dataset d {{ seed: 3; cells {{ l: 4 }} }}
"""


@pytest.mark.parametrize(
    "condition",
    [
        "gap(a, c) >= 30 cm",
        "gap(a, anchors) >= 20 cm and gap(c, b) >= 5 cm",
        "gap(a, c) < gap(b, c)",
        "distance(anchors, c) <= 90 cm",
        "angle(a, b) >= 20 deg and angle(a, b) < 90 deg",
        "a.at.x + b.at.y < 0.2 m",
        "count(c) == 2",
        "count(c) * 15 cm < gap(a, b)",
        "gap(a, c) >= 40 cm or gap(b, c) >= 40 cm",
        "not gap(a, c) < 30 cm",
        "gap(c, c) >= 10 cm",
    ],
)
@pytest.mark.long
def test_drawn_worlds_keep_their_requirements(condition: str, program_of: Callable[[str], Program]) -> None:
    """Groups, counts, `or` and `not` too, in worlds that have only some of a group's members."""
    program = program_of(DRAWN.format(condition=condition))
    cell = make_cell(program, program.datasets[0], "l")
    asked = ask(cell, range(24))
    assert asked.diagnostics == ()
    assert [fault.message for fault in recheck(cell, asked.questions) if "require" in fault.message] == []


@pytest.mark.long
def test_ranks_follow_the_numbers_in_a_turned_frame(program_of: Callable[[str], Program]) -> None:
    """Two positions of one x and different y rank by y, whatever the rounding of a turned frame does to x."""
    program = program_of(DRAWN.format(condition="gap(a, anchors) >= 1 cm"))
    cell = make_cell(program, program.datasets[0], "l")
    assert [fault.message for fault in recheck(cell, ask(cell, range(96)).questions)] == []


@pytest.mark.long
def test_a_group_keeps_its_numbers_where_a_requirement_pairs_its_members(
    program_of: Callable[[str], Program],
) -> None:
    """`gap(c, c)` is about two different members; no world of several may be ruled out by one with itself."""
    program = program_of(DRAWN.format(condition="gap(c, c) >= 1 cm"))
    cell = make_cell(program, program.datasets[0], "l")
    worlds = [question.world for question in ask(cell, range(48)).questions]
    assert {sum(thing.group == "c" for thing in world.things) for world in worlds} == {0, 1, 2, 3}


def test_an_anchors_own_coordinates_are_those_of_its_surface(program_of: Callable[[str], Program]) -> None:
    """`at` of an anchor is written in the surface's frame, so that is what `x_axis.at.x` reads."""
    program = program_of(DRAWN.format(condition="x_axis.at.x < -30 cm"))
    cell = make_cell(program, program.datasets[0], "l")
    assert ask(cell, range(4)).diagnostics == ()
