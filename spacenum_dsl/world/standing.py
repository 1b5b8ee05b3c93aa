"""Where a camera can stand: inside the room, and clear of every solid by what its near plane reaches.

Nothing nearer than the near plane can be projected, and a picture from within a thing shows none of what is
around. Each object counts as the box of its size, as it does for other objects.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import Camera, looking_at
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.kind import title_of
from spacenum_dsl.world.screen_bounds import NEAR
from spacenum_dsl.world.structure import Structure, room_walls, surrounded
from spacenum_dsl.world.world import Position, Room, Thing

MARGIN = 0.1
"""Metres that a camera keeps from walls, floor and ceiling."""

STEP = 0.05
"""Metres between the distances that are tried when one that would fit is looked for; elevations go by 1°."""


def reach_of(camera: Camera) -> float:
    """How far the corners of a camera's near plane are from its eye, metres."""
    across, up = camera.width / 2 / camera.focal, camera.height / 2 / camera.focal
    return NEAR * math.sqrt(1 + across**2 + up**2)


def outside_of(structure: Structure, eye: Position) -> str | None:
    """What of the room the eye would stand beyond, or too near to, with the metres that it lacks."""
    if structure.encloses(eye, MARGIN):
        return None
    floor, ceiling = structure.low[2], structure.high[2]
    if eye[2] < floor:
        return f"{floor - eye[2]:.2f} m below the floor"
    if eye[2] < floor + MARGIN:
        return f"{eye[2] - floor:.2f} m above the floor, nearer than {MARGIN:g} m"
    if not structure.open and eye[2] > ceiling:
        return f"{eye[2] - ceiling:.2f} m above the ceiling of {ceiling - floor:.2f} m"
    if not structure.open and eye[2] > ceiling - MARGIN:
        return f"{ceiling - eye[2]:.2f} m below the ceiling, nearer than {MARGIN:g} m"
    out = max(max(structure.low[axis] - eye[axis], eye[axis] - structure.high[axis]) for axis in (0, 1))
    if out > 0:
        return f"{out:.2f} m beyond a wall"
    if structure.surrounds(eye, 0.0):
        return f"nearer than {MARGIN:g} m to a wall"
    return "in the corner that the room lacks"


def lacking(structure: Structure, eye: Position) -> float:
    """Metres by which an eye that is beyond some side of the room must move to be within all of them."""
    low, high = structure.low, structure.high
    return max(max(low[axis] + MARGIN - eye[axis], eye[axis] - high[axis] + MARGIN) for axis in range(3))


def within(
    eye: Position, reach: float, things: Sequence[Thing], structure: Structure
) -> tuple[str, float] | None:
    """The thing whose box the eye is in or nearest to, if it is within reach, and the metres to it."""
    met = [*things, *structure.fittings]
    apart = [*_apart(eye, met), _from_surface(eye, structure)]
    nearest = int(np.argmin(apart))
    if apart[nearest] > reach:
        return None
    name = "surface" if nearest == len(met) else _called(met[nearest], structure)
    return name, apart[nearest]


def _called(thing: Thing, structure: Structure) -> str:
    """An object's name; the room's own things by what they are."""
    return f"the room's {title_of(thing.kind)}" if thing in structure.fittings else f"`{thing.name}`"


def _apart(eye: Position, things: Sequence[Thing]) -> list[float]:
    """Metres from a point to each of these things' boxes, 0 inside."""
    numbers = np.array(
        [(*t.placement.position, t.placement.yaw, t.placement.scale, *t.size) for t in things]
    ).reshape(-1, 8)
    x, y, z, yaw, scale, depth, width, height = numbers.T
    dx, dy, up = eye[0] - x, eye[1] - y, eye[2] - z
    c, s = exact.turns(yaw)
    ahead = np.abs(dx * c + dy * s) - depth * scale / 2
    aside = np.abs(dy * c - dx * s) - width * scale / 2
    over = np.maximum(-up, up - height * scale)
    out: Floats = np.sqrt(sum(np.maximum(each, 0.0) ** 2 for each in (ahead, aside, over)))
    return [float(each) for each in out]


def _from_surface(eye: Position, structure: Structure) -> float:
    """Metres from a point to the box round what a surface is the top of, infinite in a room."""
    if structure.furniture is None:
        return math.inf
    low, high = structure.furniture.bounds.tolist()
    nearest = [min(max(at, least), most) for at, least, most in zip(eye, low, high, strict=True)]
    return exact.distance(eye, nearest)


def fitting(
    structure: Structure, aim: Position, distance: float, elevation: float, azimuth: float
) -> tuple[str, ...]:
    """What would bring a camera that looks at a point from there into the room: the nearest elevation, and
    the largest distance, each as the only change."""

    def inside(distance: float, elevation: float) -> bool:
        return structure.encloses(looking_at(aim, distance, elevation, azimuth)[0], MARGIN)

    found = []
    flatter = _nearest([e for e in range(-89, 90) if inside(distance, e)], elevation)
    if flatter is not None:
        found.append(f"elevation {'at most' if flatter < elevation else 'at least'} {flatter:g}°")
    steps = range(1, math.ceil(distance / STEP))
    nearer = max((step for step in steps if inside(step * STEP, elevation)), default=None)
    if nearer is not None:
        found.append(f"distance at most {nearer * STEP:.2f} m")
    return tuple(found)


def _nearest(numbers: Sequence[float], wanted: float) -> float | None:
    key: Callable[[float], float] = lambda number: abs(number - wanted)  # noqa: E731  typed for mypy
    return min(numbers, key=key, default=None)


def opened(room: Room, eye: Position) -> tuple[int, ...]:
    """The walls that an open room lacks for a camera there: those that it would have to look through from
    behind. Whoever looks in from above all of them needs none to go."""
    if surrounded(room, eye, MARGIN):
        return ()
    found = []
    for number, wall in enumerate(room_walls(room)):
        c, s = exact.turn(wall.yaw)
        if (eye[0] - float(wall.x)) * c + (eye[1] - float(wall.y)) * s < MARGIN:
            found.append(number)
    return tuple(found)
