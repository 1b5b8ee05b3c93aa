"""Rooms as cameras see them: walls without gaps, open behind windows; and the rooms that styles furnish."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise

import msgspec
import numpy as np
import pytest
import shapely
from measured import drawn, floor, points, walls

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Floats, Places
from spacenum_dsl.output.pictures.renderer import RENDERERS, Instance, Renderer, Session, Stage
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.style import STYLES
from spacenum_dsl.world.lighting import Lamp, Lighting
from spacenum_dsl.world.plan import Plan, plan_scene
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.structure import CEILING, FLOOR, THICK, WALL, structure_of
from spacenum_dsl.world.world import Decor, Placement, Room, Thing, World

DECOR = Decor("oak_planks", "white_paint", "lamp", (0.0, 0.0, 0.0, 0.0))
ROOMS = {
    "rectangle": Room((5.0, 4.0, 2.6)),
    "narrow": Room((8.0, 2.2, 3.2)),
    "l_shaped": Room((6.5, 6.0, 2.5), (2.5, 2.2)),
    "one narrow arm": Room((5.0, 7.0, 2.8), (4.0, 1.6)),
}
SIDES = [(name, wall) for name, room in ROOMS.items() for wall in range(len(walls(room)))]
PIXELS = 96

Picture = Callable[[World, tuple[float, float, float], float, float], tuple[Places, Floats]]


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    renderer = RENDERERS.get("raycast")
    assert isinstance(renderer, Renderer)
    with renderer.open("draft", 1) as opened:
        yield opened


@pytest.fixture(scope="module")
def picture(session: Session) -> Picture:
    """Ids and depths that a camera with a field of view of 100° sees: from where, yaw and pitch."""

    def see(world: World, eye: tuple[float, float, float], yaw: float, pitch: float) -> tuple[Places, Floats]:
        parts = tuple(
            Instance(number, mesh, (0.0, 0.0, 0.0), 0.0, 1.0, "white")
            for number, mesh in structure_of(world).meshes.items()
        )
        objects = tuple(
            Instance(thing.id, thing.mesh, thing.placement.position, thing.placement.yaw, 1.0, thing.colour)
            for thing in world.things
            if thing.kind != "window"
        )
        lamp = Lamp((0.0, 0.0, 2.0), (1.0, 1.0), 60.0)
        stage = Stage(f"{world}", (*parts, *objects), Lighting((lamp,)))
        frame = session.render(stage, Camera(eye, yaw, pitch, 100.0, PIXELS, PIXELS), passes=True)
        assert frame.ids is not None and frame.depth is not None
        return frame.ids, np.asarray(frame.depth, dtype=float)

    return see


def empty(room: Room, *things: Thing) -> World:
    return World("hand", 0, 0, 0, room, None, DECOR, things, None, (), (), None, "hand")


def at_wall(room: Room, wall: int, kind: str, size: tuple[float, float, float], low: float) -> Thing:
    """Something 2 mm before the middle of a wall, its lowest point that high."""
    known = KINDS[kind]
    x, y, yaw = ahead_of(room, wall, size[0] / 2 + 0.002)
    variant = {name: choices[0] for name, choices in known.variants.items()}
    return Thing(16, kind, "object", kind, size, variant, "white", 0.0, Placement((x, y, low), yaw, 1.0))


def ahead_of(room: Room, wall: int, by: float) -> tuple[float, float, float]:
    """So far from the middle of a wall into the room, or out of it: x, y, and the wall's inward normal."""
    line = walls(room)[wall]
    (x, y), (u, v) = line.coords
    yaw = math.degrees(math.atan2(v - y, u - x)) + 90.0
    turn = math.radians(yaw)
    return (x + u) / 2 + by * math.cos(turn), (y + v) / 2 + by * math.sin(turn), round(yaw) % 360.0


@pytest.mark.parametrize("name", ROOMS)
def test_no_light_comes_through_corners(name: str, picture: Picture) -> None:
    """From the middle and from 10 cm before each corner, every ray in every direction meets the room."""
    room = ROOMS[name]
    inner = floor(room).buffer(-0.1, join_style="mitre")
    eyes = [*inner.exterior.coords[:-1], (-room.size[0] / 2 + 0.6, -room.size[1] / 2 + 0.6)]
    for x, y in eyes:
        for z in (0.05, room.size[2] / 2, room.size[2] - 0.05):
            for yaw, pitch in ((0, 0), (90, 0), (180, 0), (270, 0), (45, -89), (45, 89)):
                ids, depth = picture(empty(room), (x, y, z), float(yaw), float(pitch))
                assert set(np.unique(ids)) <= {FLOOR, WALL, CEILING}
                assert np.isfinite(depth).all()


@pytest.mark.parametrize("name", ROOMS)
def test_walls_stand_where_the_language_says(name: str, picture: Picture) -> None:
    """Straight ahead of a camera at the middle of each wall, the wall opposite is as far as on the plan."""
    room = ROOMS[name]
    for wall in range(len(walls(room))):
        x, y, yaw = ahead_of(room, wall, 0.5)
        ids, depth = picture(empty(room), (x, y, 1.5), yaw, 0.0)
        turn = math.radians(yaw)
        ray = [(x, y), (x + 50 * math.cos(turn), y + 50 * math.sin(turn))]
        far = min(
            math.dist((x, y), met.coords[0])
            for met in (line.intersection(type(line)(ray)) for line in walls(room))
            if not met.is_empty
        )
        middle = PIXELS // 2
        assert ids[middle, middle] == WALL
        assert depth[middle, middle] == pytest.approx(far, abs=1e-3)


@pytest.mark.parametrize(("name", "wall"), SIDES)
def test_the_wall_is_open_behind_a_window(name: str, wall: int, picture: Picture) -> None:
    """Out of the room one sees nothing, but for the outside of walls where a corner juts into it; into the
    room one sees all of it. The hole is the window less 6 cm all round, and beside it is wall."""
    room = ROOMS[name]
    depth, width, height, low = 0.06, min(1.0, walls(room)[wall].length - 0.3), 1.2, 0.8
    world = empty(room, at_wall(room, wall, "window", (depth, width, height), low))
    middle = low + height / 2
    near = 0.8
    for away, turn in ((near, 180.0), (-near - THICK, 0.0)):
        x, y, yaw = ahead_of(room, wall, away)
        ids, far = picture(world, (x, y, middle), (yaw + turn) % 360.0, 0.0)
        focal = PIXELS / 2 / math.tan(math.radians(50.0))
        rows, columns = np.indices(ids.shape) + 0.5 - PIXELS / 2
        aside, up = np.abs(columns) * near / focal, np.abs(rows) * near / focal
        reach, rise = width / 2 - 0.06, height / 2 - 0.06
        through = (aside < 0.85 * reach) & (up < 0.85 * rise)
        beside = ((aside > reach + 0.03) | (up > rise + 0.03)) & (aside < reach + 0.1) & (up < rise + 0.1)
        if away > 0:
            met = through & (ids > 0)
            c, s = math.cos(math.radians(yaw + turn)), math.sin(math.radians(yaw + turn))
            ahead, left = far[met], -far[met] * columns[met] / focal
            seen = shapely.points(x + ahead * c - left * s, y + ahead * s + left * c)
            outside = shapely.distance(floor(room), seen)
            assert (outside < THICK + 1e-3).all()
            assert (ids[through & (np.abs(columns) < 3)] == 0).all()
        else:
            assert set(np.unique(ids[through])) <= {FLOOR, WALL, CEILING}
            assert (far[through] > 1.2).all()
        assert (ids[beside] == WALL).all()
        assert far[beside] == pytest.approx(near, abs=1e-3)


@pytest.mark.parametrize(("name", "wall"), SIDES)
def test_a_skirting_board_runs_along_every_wall(name: str, wall: int, picture: Picture) -> None:
    """8 cm high and 12 mm thick, from one end of the wall to the other."""
    room = ROOMS[name]
    (x, y), (u, v) = walls(room)[wall].coords
    _, _, yaw = ahead_of(room, wall, 0.0)
    turn, middle = math.radians(yaw), PIXELS // 2
    for share in (0.04, 0.3, 0.5, 0.7, 0.96):
        at = (x + share * (u - x) + 0.3 * math.cos(turn), y + share * (v - y) + 0.3 * math.sin(turn))
        for z, thick in ((0.04, 0.012), (0.07, 0.012), (0.09, 0.0), (0.3, 0.0)):
            ids, depth = picture(empty(room), (*at, z), (yaw + 180.0) % 360.0, 0.0)
            assert ids[middle, middle] == WALL
            focal = PIXELS / 2 / math.tan(math.radians(50.0))
            assert depth[middle, middle] == pytest.approx(0.3 - thick, abs=1e-3 + 0.3 / focal / 100)


@pytest.mark.parametrize(("name", "wall"), SIDES)
def test_no_skirting_board_runs_through_a_door(name: str, wall: int, picture: Picture) -> None:
    """Down to the floor one sees the door alone over all of its width."""
    room = ROOMS[name]
    door = at_wall(room, wall, "door", (0.075, 0.95, 2.05), 0.0)
    x, y, yaw = ahead_of(room, wall, 0.7)
    ids, _ = picture(empty(room, door), (x, y, 0.05), (yaw + 180.0) % 360.0, 0.0)
    focal = PIXELS / 2 / math.tan(math.radians(50.0))
    reach = (np.arange(PIXELS) + 0.5 - PIXELS / 2) * 0.63 / focal
    across = np.abs(reach) < 0.44
    row = PIXELS // 2
    assert (ids[row - 1 : row + 2, across] == door.id).all()


OURS = ("bathroom", "bedroom", "kitchen", "living_room", "office")


@pytest.fixture(scope="module")
def styled(program_of: Callable[[str], Program]) -> Callable[[str], Plan]:
    """The plan of a scene that a style furnishes."""

    def plan(style: str) -> Plan:
        text = f"scene room {{\n  style: {style}\n  agent {{ at: free(0.3 m) }}\n}}\n"
        return plan_scene(program_of(text).scenes["room"])

    return plan


def test_all_styles_are_here() -> None:
    assert tuple(STYLES) == OURS


@pytest.mark.parametrize("style", OURS)
@pytest.mark.long
def test_a_styled_world_is_the_same_whatever_batch_it_is_drawn_in(
    style: str, styled: Callable[[str], Plan]
) -> None:
    plan, numbers = styled(style), list(range(12))
    together = draw_worlds(plan, 4, numbers, [0] * 12)
    alone = [draw_worlds(plan, 4, [number], [0])[0] for number in numbers]
    assert together == alone
    assert draw_worlds(plan, 4, numbers[::-1], [0] * 12) == together[::-1]
    worlds = [world for world in together if isinstance(world, World)]
    assert len(worlds) >= 6
    again = [world for world in draw_worlds(styled(style), 4, numbers, [0] * 12) if isinstance(world, World)]
    assert msgspec.json.encode(worlds) == msgspec.json.encode(again)


@pytest.mark.parametrize(
    "style", [pytest.param(each, marks=() if each == "bedroom" else pytest.mark.long) for each in OURS]
)
def test_a_style_gives_many_rooms(style: str, styled: Callable[[str], Plan]) -> None:
    """Over seeds: no two rooms alike, several sizes, coverings and lights, and everything at other places."""
    plan = styled(style)
    drawn = [draw_worlds(plan, seed, [0], [attempt])[0] for seed in range(12) for attempt in range(2)]
    worlds = [world for world in drawn if isinstance(world, World)]
    assert len(worlds) >= 12
    rooms = {world.room.size for world in worlds if world.room is not None}
    assert len(rooms) == len(worlds)
    for what in ("floor", "walls", "light"):
        assert len({getattr(world.decor, what) for world in worlds}) >= 2, what
    for one, other in pairwise(worlds):
        there = {thing.name: thing.placement for thing in one.things}
        same = [thing.name for thing in other.things if there.get(thing.name) == thing.placement]
        assert len(same) <= 0.2 * len(one.things), same


@pytest.mark.parametrize("style", OURS)
def test_two_objects_of_a_style_differ(style: str, styled: Callable[[str], Plan]) -> None:
    """By where their texture starts, even where kind, size and colour are the same."""
    (world,) = [
        world for world in draw_worlds(styled(style), 1, range(40), [0] * 40) if isinstance(world, World)
    ][:1]
    grains = [thing.grain for thing in world.things]
    assert len(set(grains)) > 0.9 * len(grains)
    assert all(0 <= grain < 1 for grain in grains)
    assert all(np.isfinite(points(thing)).all() for thing in world.things)


def test_a_unit_reaches_into_a_choice(program_of: Callable[[str], Program]) -> None:
    """`(4, 4, 2.6 | 2.7) m` is in metres, every number of it."""
    worlds = drawn(program_of, 20, "room: (4, 4, 2.6 | 2.7) m")
    assert {world.room.size for world in worlds if world.room} == {(4.0, 4.0, 2.6), (4.0, 4.0, 2.7)}
