"""Where cameras may stand: measured by hand against rooms, boxes and near planes."""

from __future__ import annotations

import math

import pytest
from msgspec.structs import replace
from tampering import cell_from

from spacenum_dsl.base import registry
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.questions.ask import ask
from spacenum_dsl.world.standing import fitting, opened, outside_of, reach_of, within
from spacenum_dsl.world.structure import CEILING, WALL, structure_of
from spacenum_dsl.world.world import (
    Decor,
    Placement,
    Position,
    Room,
    SurfaceRecord,
    Thing,
    ViewPoint,
    World,
)

DECOR = Decor("oak_planks", "white_paint", "lamp", (0.5, 0.5, 0.5, 0.5))

registry.load()


def world_of(room: Room | None = None, surface: SurfaceRecord | None = None) -> World:
    return World("s", 0, 0, 0, room, surface, DECOR, (), None, (), (), None, "hand")


def camera(fov: float, width: int = 336, height: int = 336) -> Camera:
    return Camera((0.0, 0.0, 1.0), 0.0, 0.0, fov, width, height)


ROOM = structure_of(world_of(Room((5.0, 4.0, 2.8))))
DESK = structure_of(world_of(surface=SurfaceRecord("desk_top", 1.4, 0.8)))


@pytest.mark.parametrize(
    ("eye", "found"),
    [
        ((0.0, 0.0, 1.5), None),
        ((2.4, 1.9, 2.7), None),
        ((0.0, 0.0, 3.45), "0.65 m above the ceiling of 2.80 m"),
        ((0.0, 0.0, 2.75), "0.05 m below the ceiling, nearer than 0.1 m"),
        ((0.0, 0.0, -0.2), "0.20 m below the floor"),
        ((0.0, 0.0, 0.05), "0.05 m above the floor, nearer than 0.1 m"),
        ((3.0, 0.0, 1.5), "0.50 m beyond a wall"),
        ((2.45, 0.0, 1.5), "nearer than 0.1 m to a wall"),
    ],
)
def test_what_a_camera_would_be_beyond(eye: Position, found: str | None) -> None:
    assert outside_of(ROOM, eye) == found


def test_a_missing_corner_is_outside() -> None:
    around = structure_of(world_of(Room((6.0, 5.0, 2.6), (2.0, 1.5))))
    assert outside_of(around, (2.5, 2.0, 1.5)) == "in the corner that the room lacks"
    assert outside_of(around, (2.5, 0.5, 1.5)) is None


@pytest.mark.parametrize(("fov", "corners"), [(90.0, math.sqrt(3)), (60.0, math.sqrt(1 + 2 / 3))])
def test_a_near_plane_reaches_to_its_corners(fov: float, corners: float) -> None:
    """Square pictures: each side of the plane, 2 cm before the eye, is tan(fov / 2) × 4 cm long."""
    assert reach_of(camera(fov)) == pytest.approx(0.02 * corners)


def test_a_camera_in_a_box_or_cut_by_it() -> None:
    size, at = (0.4, 0.8, 2.0), Placement((1.0, 0.0, 0.0), 90.0, 1.0)
    shelf = Thing(16, "shelf", "object", "bookcase", size, {}, "oak", 0.5, at)
    reach = reach_of(camera(90.0))
    assert within((1.0, 0.0, 1.5), reach, [shelf], ROOM) == ("`shelf`", 0.0)
    name, by = within((1.0, 0.22, 1.5), reach, [shelf], ROOM) or ("", 0.0)
    assert (name, by) == ("`shelf`", pytest.approx(0.02))
    assert within((1.0, 0.24, 1.5), reach, [shelf], ROOM) is None
    assert within((1.42, 0.0, 1.5), reach, [shelf], ROOM) == ("`shelf`", pytest.approx(0.02))


def test_a_desk_and_its_rooms_own_bookcase() -> None:
    """The bookcase stands 1.2 m left of the middle of the wall at +y; the desk's top is 3 cm thick."""
    reach = reach_of(camera(30.0))
    bookcase = next(thing for thing in DESK.fittings if thing.kind == "bookcase")
    x, y, _ = bookcase.placement.position
    assert within((x, y, 0.5), reach, [], DESK) == ("the room's bookcase", 0.0)
    assert within((0.0, 0.0, -0.3), reach, [], DESK) == ("surface", 0.0)
    assert within((0.0, 0.0, 0.3), reach, [], DESK) is None


def test_what_would_fit() -> None:
    """From the middle of a room of 2.8 m: 4.5 m at 50° is 3.45 m high. 2.7 m is reached at 36.9°, or from
    3.52 m away; both stay within 2.4 m of the middle along x only if the room is wide enough."""
    wide = structure_of(world_of(Room((12.0, 12.0, 2.8))))
    ways = fitting(wide, (0.0, 0.0, 0.0), 4.5, 50.0, 0.0)
    assert ways == ("elevation at most 36°", "distance at most 3.50 m")
    assert fitting(ROOM, (0.0, 0.0, 0.0), 3.0, 10.0, 0.0) == (
        "elevation at least 37°",
        "distance at most 2.40 m",
    )


@pytest.mark.parametrize(
    ("eye", "lacking"),
    [
        ((0.0, 0.0, 5.0), ()),
        ((0.0, -4.0, 2.0), (0,)),
        ((4.0, -4.0, 2.0), (0, 1)),
        ((4.0, 0.0, 2.0), (1,)),
        ((0.0, 4.0, 2.0), (2,)),
        ((-2.45, 0.0, 2.0), (3,)),
    ],
)
def test_walls_between_camera_and_room_are_left_out(eye: Position, lacking: tuple[int, ...]) -> None:
    assert opened(Room((5.0, 4.0, 2.8)), eye) == lacking


IN_A_BOOKCASE = """
scene s {
  surface: desk_top(0.8, 0.6) m
  anchor origin { kind: mug; at: (-0.25, -0.10) m; scale: 150 % }
  anchor x_axis { kind: lamp; at: (0.15, -0.15) m }
  object target { kind: teddy_bear | globe; at: (0.05 .. 0.50 step 0.05, 0.10 .. 0.35 step 0.05) m }
  camera { look_at: surface; distance: 2.45 .. 2.65 m; elevation: 5 .. 30 deg; azimuth: 113 .. 123 deg
    fov: 30 deg }
}
layout l on s { target: target; vary: position; options: 2 }
dataset inside { seed: 0; cells { l: 6 } }
"""

A_WIDE_DESK = """
scene s {
  surface: desk_top(8, 2) m
  anchor origin { kind: mug; at: (-0.45, -0.20) m; scale: 300 % }
  anchor x_axis { kind: lamp; at: (0.55, -0.20) m; scale: 150 % }
  object target { kind: globe; at: (2.4 .. 3.6 step 0.2, 0.1 .. 0.6 step 0.1) m; scale: 200 % }
  camera { look_at: surface; distance: 1.9 m; elevation: 25 deg; azimuth: 200 deg; fov: 90 deg }
}
layout l on s { target: target; vary: position; options: 2 }
dataset wide { seed: 0; cells { l: 4 } }
"""


def test_no_question_is_seen_from_within_a_bookcase() -> None:
    """Its own room's: no eye is in it, and the judge finds who would put one there."""
    cell = cell_from(IN_A_BOOKCASE, "l")
    made = ask(cell, range(6))
    assert made.diagnostics == () and recheck(cell, made.questions) == ()
    for question in made.questions:
        eye = question.views[0].point.position
        around = structure_of(question.world)
        assert within(eye, reach_of(camera(30.0)), question.world.things, around) is None
    first = made.questions[0]
    shelf = next(thing for thing in DESK.fittings if thing.kind == "bookcase").placement.position
    moved = replace_eye(first.world, (shelf[0], shelf[1], 0.6))
    views = tuple(replace(view, point=moved.cameras["camera"]) for view in first.views)
    told = "\n".join(each.message for each in recheck(cell, [replace(first, world=moved, views=views)]))
    assert "the camera is in the room's bookcase" in told


def test_a_desks_room_makes_way() -> None:
    """3.1 m away the camera is behind the wall at +y, which is left out with all that stands at it."""
    cell = cell_from(IN_A_BOOKCASE.replace("2.45 .. 2.65 m", "3.1 m"), "l")
    (question, *_), diagnostics = ask(cell, range(1)).questions, ask(cell, range(1)).diagnostics
    assert diagnostics == () and recheck(cell, [question]) == ()
    surface = question.world.surface
    assert surface is not None and surface.without == (2,)
    around = structure_of(question.world)
    assert [thing.kind for thing in around.fittings] == ["door"]
    assert CEILING not in around.meshes and around.meshes[WALL].vertices[:, 1].max() < 2.5 + 0.11
    shut = replace(question.world, surface=replace(surface, without=None))
    told = "\n".join(each.message for each in recheck(cell, [replace(question, world=shut)]))
    assert "`target` is not visible in state 0" in told
    assert "the room is closed, which it should not be" in told
    other = replace(question.world, surface=replace(surface, without=(2, 3)))
    told = "\n".join(each.message for each in recheck(cell, [replace(question, world=other)]))
    assert "wall 3 is left out" in told


def replace_eye(world: World, eye: Position) -> World:
    """A world whose camera is moved into its room, which is closed then."""
    assert world.surface is not None
    point = ViewPoint(
        eye, world.cameras["camera"].yaw, world.cameras["camera"].pitch, world.cameras["camera"].fov
    )
    return replace(world, cameras={"camera": point}, surface=replace(world.surface, without=None))


def test_a_room_grows_with_its_desk() -> None:
    """Half a metre is left beside a top of 8 m, and no option stands behind a wall."""
    cell = cell_from(A_WIDE_DESK, "l")
    made = ask(cell, range(4))
    assert made.diagnostics == () and recheck(cell, made.questions) == ()
    around = structure_of(made.questions[0].world)
    assert (around.low[0], around.high[0], around.high[1]) == (-4.5, 4.5, 2.5)
    for question in made.questions:
        assert all(abs(state.position[0]) < 4.0 for (state,) in question.world.states)


def test_nothing_on_a_desk_is_higher_than_its_room() -> None:
    """A bottle of 2.75 m under a ceiling 2.06 m above the desk."""
    tall = A_WIDE_DESK.replace("kind: globe", "kind: bottle").replace(
        "200 % }\n  camera", "1000 % }\n  camera"
    )
    (fault,) = ask(cell_from(tall, "l"), range(1)).diagnostics
    assert fault.code == "SN401" and "it would stick out" in f"{fault}"


ATTIC = """
scene home {
  room: (5, 5, 2.6) m
  object  table { kind: table; at: anywhere }
  objects units { count: 4; kind: cabinet | sideboard; at: against(walls) }
  objects high  { count: 4; kind: picture; at: hung(walls, 1.5 m) }
  agent { at: free(0.3 m); height: HEIGHT; pitch: -30 deg }
}
transition turn on home { action: rotate_left; by: 10 .. 70 step 10 deg }
dataset attic { seed: 0; cells { turn: 6 } }
"""


@pytest.mark.usefixtures("few_attempts")
def test_an_eye_stays_below_the_ceiling() -> None:
    (fault,) = ask(cell_from(ATTIC.replace("HEIGHT", "3.0 m"), "turn"), range(1)).diagnostics
    assert fault.code == "SN401" and "the eye would be outside the room" in f"{fault}"
    cell = cell_from(ATTIC.replace("HEIGHT", "2.2 .. 3.2 m"), "turn")
    made = ask(cell, range(6))
    assert made.diagnostics == () and recheck(cell, made.questions) == ()
    eyes = {view.point.position[2] for question in made.questions for view in question.views}
    assert max(eyes) <= 2.5
    high = replace(
        made.questions[0],
        views=tuple(replace(view, point=raised(view.point)) for view in made.questions[0].views),
    )
    assert any("edge of the room" in each.message for each in recheck(cell, [high]))


def raised(point: ViewPoint) -> ViewPoint:
    return ViewPoint((*point.position[:2], 2.9), point.yaw, point.pitch, point.fov)
