"""What each placement rule means, measured at the triangles of the objects, in rooms of all forms."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations

import pytest
import shapely
from measured import ROOMS, drawn, extent, floor, group, hull, points, wall_behind, walls

from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.world import Thing, World

COUNT = 40
EXACT = 1e-6
"""Metres."""

ProgramOf = Callable[[str], Program]

pytestmark = pytest.mark.parametrize("form", ROOMS)


def looks_at(thing: Thing, other: Thing) -> bool:
    """Whether the straight line ahead of its middle meets the other one."""
    x, y, _ = thing.placement.position
    yaw = math.radians(thing.placement.yaw)
    ahead = shapely.linestrings([(x, y), (x + 20 * math.cos(yaw), y + 20 * math.sin(yaw))])
    return bool(shapely.intersects(ahead, hull(other)))


def turned(thing: Thing, other: Thing) -> float:
    """By how much a thing is turned against another one, degrees in [0, 360)."""
    return round(thing.placement.yaw - other.placement.yaw, 6) % 360.0


def alternatives(world: World) -> int:
    """How many walls the room has."""
    assert world.room is not None
    return len(walls(world.room))


@pytest.mark.long
def test_all_things_are_inside_and_nothing_overlaps(form: str, program_of: ProgramOf) -> None:
    worlds = drawn(
        program_of,
        COUNT,
        ROOMS[form],
        "objects units { count: 3; kind: cabinet | fridge | sofa; at: against(walls) }",
        "objects loose { count: 4; kind: stool | crate | plant; at: anywhere; yaw: any }",
        "objects high { count: 3; kind: picture | clock; at: hung(walls, 1.2 .. 2.0 m) }",
    )
    for world in worlds:
        assert world.room is not None
        ground = floor(world.room).buffer(EXACT, join_style="mitre")
        for thing in world.things:
            assert ground.covers(hull(thing)), thing.name
            assert points(thing)[:, 2].min() >= -EXACT
            assert points(thing)[:, 2].max() <= world.room.size[2] + EXACT
        for one, other in combinations(world.things, 2):
            low, high = (side(points(each)[:, 2]) for side, each in ((max, one), (min, other)))
            apart = high > low or points(one)[:, 2].min() > points(other)[:, 2].max()
            assert apart or hull(one).intersection(hull(other)).area < EXACT, (one.name, other.name)


def test_rooms_have_the_sizes_that_are_written(form: str, program_of: ProgramOf) -> None:
    worlds = drawn(program_of, COUNT, ROOMS[form])
    rooms = [world.room for world in worlds if world.room is not None]
    low, high = {
        "fixed": ((6.0, 5.0, 2.6), (6.0, 5.0, 2.6)),
        "drawn": ((5.0, 4.5, 2.4), (7.0, 6.0, 3.0)),
        "l_shaped": ((6.0, 6.0, 2.4), (7.5, 7.0, 2.8)),
    }[form]
    for axis in range(3):
        sides = [room.size[axis] for room in rooms]
        assert all(low[axis] <= side <= high[axis] for side in sides)
        assert max(sides) - min(sides) >= 0.8 * (high[axis] - low[axis])
    assert all((room.cut is not None) == (form == "l_shaped") for room in rooms)
    assert all(1.5 <= room.cut[0] <= 3.0 and 1.5 <= room.cut[1] <= 2.5 for room in rooms if room.cut)


@pytest.mark.parametrize(
    ("kind", "at"), [("sofa", "against(walls)"), ("picture", "hung(walls, 1.2 .. 1.8 m)"), ("window", "")]
)
def test_walls(form: str, kind: str, at: str, program_of: ProgramOf) -> None:
    """Each back is along one wall, all walls are taken, and it looks into the room."""
    rule = at or "hung(walls)"
    worlds = drawn(program_of, 2 * COUNT, ROOMS[form], f"object thing {{ kind: {kind}; at: {rule} }}")
    taken = set()
    for world in worlds:
        assert world.room is not None
        (thing,) = world.things
        taken.add(wall_behind(thing, world.room))
        own, z = extent(thing, thing), points(thing)[:, 2]
        x, y, _ = thing.placement.position
        assert floor(world.room).contains(shapely.points(x, y))
        assert own.front > own.back
        if "against" in rule:
            assert z.min() == pytest.approx(0.0, abs=EXACT)
        else:
            low, high = (1.2, 1.8) if at else (1.5, 1.5)
            assert low - EXACT <= (z.min() + z.max()) / 2 <= high + EXACT
    assert taken == set(range(alternatives(worlds[0])))


def test_in_corner(form: str, program_of: ProgramOf) -> None:
    """3 cm from the wall beside it, in every corner of the room that does not jut into it."""
    worlds = drawn(program_of, 2 * COUNT, ROOMS[form], "object thing { kind: bookcase; at: in_corner }")
    taken = set()
    for world in worlds:
        assert world.room is not None
        (thing,) = world.things
        behind = wall_behind(thing, world.room)
        each = walls(world.room)
        beside = [
            number
            for number in ((behind - 1) % len(each), (behind + 1) % len(each))
            if float(shapely.distance(each[number], hull(thing))) < 0.031
        ]
        assert len(beside) == 1
        corner = shapely.intersection(each[behind], each[beside[0]])
        inside = floor(world.room).buffer(-0.01, join_style="mitre")
        assert shapely.distance(inside, corner) == pytest.approx(0.01 * math.sqrt(2), abs=1e-6)
        taken.add((behind, beside[0]))
    assert len({frozenset(pair) for pair in taken}) == (5 if form == "l_shaped" else 4)
    assert len(taken) == 2 * (5 if form == "l_shaped" else 4)


def test_hung_from_the_ceiling(form: str, program_of: ProgramOf) -> None:
    for world in drawn(
        program_of, COUNT, ROOMS[form], "object lamp { kind: ceiling_lamp; at: hung(ceiling) }"
    ):
        assert world.room is not None
        assert points(world.things[0])[:, 2].max() == pytest.approx(world.room.size[2], abs=EXACT)


def test_on(form: str, program_of: ProgramOf) -> None:
    """Wholly above a table's top, at its height, turned as the table is."""
    worlds = drawn(
        program_of,
        COUNT,
        ROOMS[form],
        "object table { kind: table; at: anywhere; yaw: any }",
        "objects mugs { count: 2; kind: mug; at: on(table) }",
    )
    for world in worlds:
        table = world.thing("table")
        for mug in group(world, "mugs"):
            assert points(mug)[:, 2].min() == pytest.approx(points(table)[:, 2].max(), abs=EXACT)
            assert hull(table).buffer(EXACT).covers(hull(mug))
            assert turned(mug, table) == 0.0


@pytest.mark.parametrize(("kind", "sides"), [("table", 4), ("desk", 1)])
def test_at(form: str, kind: str, sides: int, program_of: ProgramOf) -> None:
    """2 to 15 cm before an edge and looking at it: on all sides of a table, only before a desk."""
    worlds = drawn(
        program_of,
        2 * COUNT,
        ROOMS[form],
        f"object place {{ kind: {kind}; at: anywhere; yaw: 0 deg }}",
        "object seat { kind: chair; at: at(place) }",
    )
    taken = set()
    for world in worlds:
        place, seat = world.thing("place"), world.thing("seat")
        away = extent(place, seat).back - extent(seat, seat).front
        assert 0.02 - EXACT <= away <= 0.15 + EXACT
        assert looks_at(seat, place)
        taken.add(turned(seat, place))
    assert len(taken) == sides
    assert 180.0 in taken


@pytest.mark.parametrize(("distance", "low", "high"), [("", 0.02, 0.12), (", 30 .. 40 cm", 0.3, 0.4)])
def test_beside(form: str, distance: str, low: float, high: float, program_of: ProgramOf) -> None:
    """To the left or right, backs in one line, looking the same way."""
    worlds = drawn(
        program_of,
        COUNT,
        ROOMS[form],
        "object bed { kind: sideboard; at: anywhere; yaw: any }",
        f"object stand {{ kind: nightstand; at: beside(bed{distance}) }}",
    )
    taken = set()
    for world in worlds:
        bed, stand = world.thing("bed"), world.thing("stand")
        one, other = extent(stand, bed), extent(bed, bed)
        assert turned(stand, bed) == 0.0
        assert one.back == pytest.approx(other.back, abs=EXACT)
        left = one.middle > 0
        gap = one.right - other.left if left else other.right - one.left
        assert low - EXACT <= gap <= high + EXACT
        taken.add(left)
    assert taken == {True, False}


@pytest.mark.parametrize(("distance", "low", "high"), [("", 0.4, 3.0), (", 1.0 .. 1.5 m", 1.0, 1.5)])
def test_facing(form: str, distance: str, low: float, high: float, program_of: ProgramOf) -> None:
    """In front of it, looking back at it."""
    worlds = drawn(
        program_of,
        COUNT,
        ROOMS[form],
        "object screen { kind: sideboard; at: against(walls) }",
        f"object seat {{ kind: armchair; at: facing(screen{distance}) }}",
    )
    for world in worlds:
        screen, seat = world.thing("screen"), world.thing("seat")
        one, other = extent(seat, screen), extent(screen, screen)
        assert turned(seat, screen) == 180.0
        assert low - EXACT <= one.back - other.front <= high + EXACT
        assert looks_at(seat, screen)
        assert looks_at(screen, seat) or abs(one.middle - other.middle) <= 0.3 * (other.left - other.right)


@pytest.mark.parametrize(("height", "low", "high"), [("", None, None), (", 1.7 .. 1.9 m", 1.7, 1.9)])
def test_over(form: str, height: str, low: float | None, high: float | None, program_of: ProgramOf) -> None:
    """In the middle above it, 12 to 40 cm higher or at the stated height, and a wall is behind all of it."""
    worlds = drawn(
        program_of,
        2 * COUNT,
        ROOMS[form],
        "object below { kind: nightstand | filing_cabinet; at: against(walls) }",
        f"object above {{ kind: range_hood | mirror; at: over(below{height}) }}",
    )
    for world in worlds:
        assert world.room is not None
        below, above = world.thing("below"), world.thing("above")
        one, other = extent(above, below), extent(below, below)
        assert wall_behind(above, world.room) == wall_behind(below, world.room)
        assert one.middle == pytest.approx(other.middle, abs=EXACT)
        if low is None or high is None:
            assert 0.12 - EXACT <= one.low - other.high <= 0.4 + EXACT
        else:
            assert low - EXACT <= (one.low + one.high) / 2 <= high + EXACT
            assert one.low >= other.high - EXACT


def test_over_needs_a_wall(form: str, program_of: ProgramOf) -> None:
    """Over what stands anywhere only where that is at a wall, which is hardly ever."""
    with pytest.raises(AssertionError, match="0 worlds of"):
        drawn(
            program_of,
            COUNT,
            ROOMS[form],
            "object below { kind: table; at: anywhere }",
            "object above { kind: picture; at: over(below) }",
        )


def test_before(form: str, program_of: ProgramOf) -> None:
    """Right before a window and in its middle, 8 to 20 cm higher; behind all of it is the wall."""
    worlds = drawn(
        program_of,
        COUNT,
        ROOMS[form],
        "object window { kind: window; at: hung(walls, 1.6 m) }",
        "object drapes { kind: curtains; at: before(window) }",
    )
    for world in worlds:
        assert world.room is not None
        window, drapes = world.thing("window"), world.thing("drapes")
        one, other = extent(drapes, window), extent(window, window)
        assert turned(drapes, window) == 0.0
        assert one.middle == pytest.approx(other.middle, abs=EXACT)
        assert 0.0 < one.back - other.front <= 0.006
        assert one.low == pytest.approx(0.02) or 0.08 - EXACT <= one.high - other.high <= 0.2 + EXACT
        assert wall_behind(drapes, world.room, 0.1) == wall_behind(window, world.room)


@pytest.mark.parametrize(("kind", "clear"), [("door", 0.8), ("shower", 0.4), ("filing_cabinet", 0.4)])
def test_space_before_what_needs_it(form: str, kind: str, clear: float, program_of: ProgramOf) -> None:
    """Nothing but a rug covers the ground straight before a door, and no wall does, in a crowded room."""
    worlds = drawn(
        program_of,
        COUNT,
        ROOMS[form],
        f"object door {{ kind: {kind}; at: against(walls) }}",
        "objects crowd { count: 8; kind: chair | crate | cabinet; at: anywhere; yaw: any }",
        "object rug { kind: rug; at: anywhere }",
    )
    walked_on = 0
    for world in worlds:
        assert world.room is not None
        zone = before(world.thing("door"), clear)
        assert shapely.buffer(floor(world.room), EXACT, join_style="mitre").covers(zone)
        for thing in group(world, "crowd"):
            assert hull(thing).intersection(zone).area < EXACT, thing.name
        walked_on += hull(world.thing("rug")).intersects(zone)
    assert walked_on > 0


def before(thing: Thing, clear: float) -> shapely.Polygon:
    """The ground straight before a thing."""
    own, yaw = extent(thing, thing), math.radians(thing.placement.yaw)
    (x, y, _), c, s = thing.placement.position, math.cos(yaw), math.sin(yaw)
    ends = [(u, v) for u in (own.front, own.front + clear) for v in (own.right, own.left)]
    return shapely.convex_hull(shapely.multipoints([(x + u * c - v * s, y + u * s + v * c) for u, v in ends]))


def test_what_lies_flat_may_be_stood_on(form: str, program_of: ProgramOf) -> None:
    """Rugs lie apart from each other, and in many worlds a chair stands on one."""
    worlds = drawn(
        program_of,
        COUNT,
        ROOMS[form],
        "objects rugs { count: 2; kind: rug; at: anywhere }",
        "objects chairs { count: 5; kind: chair; at: anywhere; yaw: any }",
    )
    standing = 0
    for world in worlds:
        one, other = (hull(rug) for rug in group(world, "rugs"))
        assert one.intersection(other).area < EXACT
        standing += any(
            hull(chair).intersects(rug) for chair in group(world, "chairs") for rug in (one, other)
        )
    assert standing > COUNT / 4


def test_free(form: str, program_of: ProgramOf) -> None:
    """An agent keeps its distance from walls and from all that is not high above or flat."""
    text = f"""
    scene test {{
      {ROOMS[form]}
      objects units {{ count: 4; kind: cabinet | fridge; at: against(walls) }}
      objects high {{ count: 4; kind: picture | clock; at: hung(walls, 1.5 m) }}
      object rug {{ kind: rug; at: anywhere }}
      agent {{ at: free(0.4 m) }}
    }}
    transition turn on test {{ action: rotate_left; by: 10 .. 70 step 10 deg }}
    dataset d {{ seed: 3; cells {{ turn: 12 }} }}
    """
    program = program_of(text)
    asked = ask(make_cell(program, program.datasets[0], "turn"), range(12))
    assert asked.diagnostics == ()
    for question in asked.questions:
        room = question.world.room
        assert room is not None
        eye = shapely.points(question.views[0].point.position[:2])
        assert floor(room).contains(eye)
        assert floor(room).exterior.distance(eye) >= 0.4 - EXACT
        for thing in question.world.things:
            assert thing.kind == "rug" or hull(thing).distance(eye) >= 0.4 - EXACT


def test_no_wall_stands_in_the_way_of_a_shower(form: str, program_of: ProgramOf) -> None:
    """In an arm of a room 1.1 m wide a shower of 0.8 to 0.9 m finds its 40 cm only along the arm."""
    size = {
        "fixed": "(1.1, 4.0, 2.6)",
        "drawn": "(1.0 .. 1.2, 4.0, 2.6)",
        "l_shaped": "l_shaped(4.0, 4.0, 2.6, 2.9, 2.9)",
    }[form]
    worlds = drawn(
        program_of,
        COUNT,
        f"room: {size} m",
        "object shower { kind: shower; at: against(walls) }",
    )
    for world in worlds:
        assert world.room is not None
        zone = before(world.thing("shower"), 0.4)
        assert shapely.buffer(floor(world.room), EXACT, join_style="mitre").covers(zone)
