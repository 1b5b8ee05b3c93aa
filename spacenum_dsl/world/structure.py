"""What surrounds the objects of a world: floor, walls, ceiling and, below a surface, its furniture.

A surface stands in a room whose size and fittings depend on that of its top alone, so that they tell nothing.
An open room has no ceiling and lacks the walls that stand between it and the eye.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.coverings import FLOORS, WALLS, Covering
from spacenum_dsl.base.parts import Box, Mesh, Part, mesh_of
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.surface import SURFACES
from spacenum_dsl.world.walls import Wall, walls_of
from spacenum_dsl.world.world import Placement, Position, Room, SurfaceRecord, Thing, World

THICK = 0.1
"""Metres: walls, floor and ceiling."""

ROUNDING = 1e-9
"""Metres by which what should be so far from a wall may be nearer."""

SKIRTING = (0.012, 0.08)
"""Thickness and height of the skirting board, metres."""

AROUND_SURFACE = (5.0, 5.0, 2.8)
BESIDE_SURFACE = 0.5
"""Metres: the sides of the room round a surface, and what it leaves free beside a large top at least."""

FLOOR, WALL, CEILING, SURFACE, FITTINGS = 1, 2, 3, 4, 5
"""Instance ids of a room's own parts; objects start at `record.FIRST_ID`."""

WallHole: TypeAlias = tuple[int, float, float, float, float]
"""Which wall, then in metres the hole's ends along it, from the wall's middle, and its lower and upper edge
over the floor."""


@dataclass(frozen=True, eq=False)
class Structure:
    """Meshes of the surrounding by instance id, in the world frame, and the space that they enclose.

    `fittings` are things of the room that no question is about. `hides` is what of the room itself may stand
    between a camera and the objects: a surface's furniture, the corner that juts into an L-shaped room, the
    walls that an open room has left. Without it walls hide nothing, as eye and objects are inside all of
    them. `furniture` is what a surface is the top of. `open` tells that there is no ceiling.
    """

    meshes: dict[int, Mesh]
    fittings: tuple[Thing, ...]
    hides: Mesh | None
    low: Position
    high: Position
    cut: tuple[float, float] | None
    open: bool = False
    furniture: Mesh | None = None

    def encloses(self, point: Position, margin: float) -> bool:
        """Whether a point is inside the room, so far from walls, floor and ceiling; an open room has neither
        end but the floor."""
        if self.open:
            return point[2] >= self.low[2] + margin - ROUNDING
        low, high = self.low[2] + margin - ROUNDING, self.high[2] - margin + ROUNDING
        return self.surrounds(point, margin) and low <= point[2] <= high

    def surrounds(self, point: Position, margin: float) -> bool:
        """Whether a point is above the room's floor, at any height, so far from all walls."""
        room = Room((self.high[0] - self.low[0], self.high[1] - self.low[1], 0.0), self.cut)
        return surrounded(room, point, margin)


def surrounded(room: Room, point: Position, margin: float) -> bool:
    """Whether a point is within a room's walls, at any height, so far from all of them."""
    half = room.size[0] / 2, room.size[1] / 2
    if room.cut is not None and all(
        point[axis] > half[axis] - room.cut[axis] - margin + ROUNDING for axis in (0, 1)
    ):
        return False
    return all(abs(point[axis]) <= half[axis] - margin + ROUNDING for axis in (0, 1))


def structure_of(world: World) -> Structure:
    """The surrounding of a world; equal ones are shared."""
    if world.room is not None:
        openings = tuple(_openings(world.room, 0.0, world.things))
        return _room(world.room, 0.0, world.decor.floor, world.decor.walls, openings)
    assert world.surface is not None
    return _furniture(world.surface, world.decor.floor, world.decor.walls)


def room_around(record: SurfaceRecord) -> tuple[Room, float]:
    """The room round a surface, and the height of its floor in the frame of the surface's top."""
    surface = SURFACES[record.name]
    x, y, z = AROUND_SURFACE
    sides = max(x, record.width + 2 * BESIDE_SURFACE), max(y, record.depth + 2 * BESIDE_SURFACE)
    return Room((*sides, z), None, record.without), -surface.height


def room_walls(room: Room) -> tuple[Wall, ...]:
    """The walls of one room, as plain numbers in arrays without axes."""
    x, y, _ = (np.asarray(side) for side in room.size)
    cut = None if room.cut is None else (np.asarray(room.cut[0]), np.asarray(room.cut[1]))
    return walls_of(x, y, cut)


@lru_cache(maxsize=64)
def _furniture(record: SurfaceRecord, floor: str, walls: str) -> Structure:
    surface = SURFACES[record.name]
    room, ground = room_around(record)
    fitted = _fittings(room, ground)
    fittings = tuple(thing for number, thing in fitted if number not in (room.without or ()))
    around = _room(room, ground, floor, walls, tuple(_openings(room, ground, fittings)))
    top = mesh_of(surface.build(record.width, record.depth))
    hides = top if around.hides is None else mesh_of((*top.parts, *around.hides.parts))
    meshes = {**around.meshes, SURFACE: top}
    return Structure(meshes, fittings, hides, around.low, around.high, None, around.open, top)


def _fittings(room: Room, floor: float) -> tuple[tuple[int, Thing], ...]:
    """What the room round a surface has, each with the number of its wall: a window over a radiator, a door,
    something to put things in."""

    def fitting(kind: str, wall: int, along: float, height: float, colour: str) -> tuple[int, Thing]:
        known = KINDS[kind]
        size: Position = tuple((low + high) / 2 for low, high in zip(known.low, known.high, strict=True))  # type: ignore[assignment]
        variant = {name: choices[0] for name, choices in known.variants.items()}
        side = room_walls(room)[wall]
        c, s = exact.turn(side.yaw)
        out = size[0] / 2 + 0.002
        x = float(side.x + c * out + (along if side.along_x else 0.0))
        y = float(side.y + s * out + (0.0 if side.along_x else along))
        place = Placement((x, y, floor + height), side.yaw, 1.0)
        return wall, Thing(FITTINGS, kind, "object", kind, size, variant, colour, 0.5, place)

    return (
        fitting("window", 2, 0.8, 0.95, "white"),
        fitting("radiator", 2, 0.8, 0.0, "white"),
        fitting("bookcase", 2, -1.2, 0.0, "oak"),
        fitting("door", 3, 0.9, 0.0, "white"),
    )


def _openings(room: Room, floor: float, things: tuple[Thing, ...]) -> list[WallHole]:
    """The holes behind things that open the wall on which they hang."""
    found = []
    for thing in things:
        kind = KINDS.get(thing.kind)
        if kind is None or kind.opening is None:
            continue
        x, y, z = thing.placement.position
        c, s = exact.turn(thing.placement.yaw)
        depth, width, height = (side * thing.placement.scale for side in thing.size)
        back = (x - c * depth / 2, y - s * depth / 2)
        for number, wall in enumerate(room_walls(room)):
            away, along = _from_wall(wall, back)
            if thing.placement.yaw == wall.yaw and abs(away) < THICK / 2 and abs(along) <= wall.length / 2:
                half, low = width / 2 - kind.opening, z - floor + kind.opening
                high = z - floor + height - kind.opening
                found.append((number, along - half, along + half, low, high))
                break
    return found


def _from_wall(wall: Wall, point: tuple[float, float]) -> tuple[float, float]:
    """How far a point is from a wall's inner face, and where along the wall, from its middle."""
    dx, dy = float(point[0] - wall.x), float(point[1] - wall.y)
    return (dy, dx) if wall.along_x else (dx, dy)


@lru_cache(maxsize=256)
def _room(
    room: Room, floor: float, floor_cover: str, wall_cover: str, openings: tuple[WallHole, ...]
) -> Structure:
    x, y, z = room.size
    ground, cover = FLOORS[floor_cover], WALLS[wall_cover]
    walls: list[Part] = []
    for number, wall in enumerate(room_walls(room)):
        if number in (room.without or ()):
            continue
        holes = tuple(opening[1:] for opening in openings if opening[0] == number)
        walls += _wall(wall, floor, z, holes, cover)
        walls.append(_skirting(wall, floor))
    meshes = {FLOOR: mesh_of(_slab(room, floor - THICK / 2, ground))}
    if walls:
        meshes[WALL] = mesh_of(tuple(walls))
    hides = None
    if room.without is not None:
        hides = meshes.get(WALL)
    else:
        meshes[CEILING] = mesh_of(_slab(room, floor + z + THICK / 2, Covering("ceiling", "matte")))
        if room.cut is not None:
            a, b = room.cut
            corner = Part(Box((a, b, z)), ((x - a) / 2, (y - b) / 2, floor + z / 2), paint="wall")
            hides = mesh_of((corner,))
    low, high = (-x / 2, -y / 2, floor), (x / 2, y / 2, floor + z)
    return Structure(meshes, (), hides, low, high, room.cut, room.without is not None)


def _slab(room: Room, middle: float, cover: Covering) -> tuple[Part, ...]:
    """Floor or ceiling, as far as the walls reach: none where an L-shaped room lacks its corner, so that its
    windows look out there too."""
    x, y, _ = room.size
    a, b = room.cut or (0.0, 0.0)
    wide, deep = x + 2 * THICK, y - b + 2 * THICK
    sizes = [((wide, deep), (0.0, -b / 2))]
    if room.cut is not None:
        sizes.append(((wide - a, b), (-a / 2, (y - b) / 2 + THICK)))
    return tuple(
        Part(Box((*size, THICK)), (*at, middle), paint=cover.paint, finish=cover.finish) for size, at in sizes
    )


def _wall(
    wall: Wall,
    floor: float,
    height: float,
    holes: tuple[tuple[float, float, float, float], ...],
    cover: Covering,
) -> list[Part]:
    """A wall as upright strips, those at a hole in pieces below and above it.

    Where it meets the next wall in a corner of the room it is longer by their thickness, so that no gap is
    left outside; where the corner juts into the room one of the two ends there, and the other one behind it,
    as no faces may coincide.
    """
    half, behind = float(wall.length) / 2, -THICK if wall.along_x else 0.0
    first, last = (half + (THICK if corner else behind) for corner in wall.corners)
    cuts = sorted({-first, last, *(min(max(end, -first), last) for hole in holes for end in hole[:2])})
    parts = []
    for low, high in pairwise(cuts):
        middle = (low + high) / 2
        inside = sorted(hole[2:] for hole in holes if hole[0] < middle < hole[1])
        levels = [0.0, *(level for hole in inside for level in hole), height]
        for bottom, top in zip(levels[::2], levels[1::2], strict=True):
            parts.append(_strip(wall, (low, high), (floor + bottom, floor + top), -THICK, cover))
    return parts


def _strip(
    wall: Wall, along: tuple[float, float], z: tuple[float, float], thick: float, cover: Covering
) -> Part:
    """A box on a wall's inner face: behind it where `thick` is negative, before it where it is positive."""
    length, height, middle = along[1] - along[0], z[1] - z[0], (along[0] + along[1]) / 2
    out = thick / 2 * (1.0 if wall.yaw in {0.0, 90.0} else -1.0)
    if wall.along_x:
        size, at = (length, abs(thick), height), (float(wall.x) + middle, float(wall.y) + out)
    else:
        size, at = (abs(thick), length, height), (float(wall.x) + out, float(wall.y) + middle)
    return Part(Box(size), (*at, (z[0] + z[1]) / 2), paint=cover.paint, finish=cover.finish)


def _skirting(wall: Wall, floor: float) -> Part:
    thick, height = SKIRTING
    half = float(wall.length) / 2
    inset = (
        thick if wall.along_x and wall.corners[0] else 0.0,
        thick if wall.along_x and wall.corners[1] else 0.0,
    )
    along = (-half + inset[0], half - inset[1])
    return _strip(wall, along, (floor, floor + height), thick, Covering("skirting", "satin"))
