"""The walls of a room, and places along them.

A room is a rectangle, or one that lacks its corner at +x and +y. Either way its walls run along x or y; what
stands or hangs at one looks along its inward normal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.base.parts import Flags, Floats, Places

BACK = 0.002
"""Metres between a wall and the back of what stands or hangs there, so that faces never coincide."""

NEAR = 0.01
"""Metres between a wall and a back that still is at the wall."""


@dataclass(frozen=True, eq=False)
class Wall:
    """A wall in many rooms at once: arrays of one shape, or plain numbers for one room.

    `x`, `y` are the middle of its inner face, `length` runs along it (metres), `yaw` is its inward normal
    (0°, 90°, 180° or 270°). `corners` tells for its low and its high end (along +x or +y) whether it meets
    the next wall in a corner of the room, and not in one that juts into it.
    """

    x: Floats
    y: Floats
    length: Floats
    yaw: float
    corners: tuple[bool, bool] = (True, True)

    @property
    def along_x(self) -> bool:
        return self.yaw in {90.0, 270.0}


def walls_of(x: Floats, y: Floats, cut: tuple[Floats, Floats] | None) -> tuple[Wall, ...]:
    """The walls of rooms of size x and y, counter-clockwise from the one at −y."""
    zero = 0.0 * x
    if cut is None:
        return (
            Wall(zero, -y / 2, x, 90.0),
            Wall(x / 2, zero, y, 180.0),
            Wall(zero, y / 2, x, 270.0),
            Wall(-x / 2, zero, y, 0.0),
        )
    a, b = cut
    return (
        Wall(zero, -y / 2, x, 90.0),
        Wall(x / 2, -b / 2, y - b, 180.0),
        Wall((x - a) / 2, y / 2 - b, a, 270.0, (False, True)),
        Wall(x / 2 - a, (y - b) / 2, b, 180.0, (False, True)),
        Wall(-a / 2, y / 2, x - a, 270.0),
        Wall(-x / 2, zero, y, 0.0),
    )


@dataclass(frozen=True, eq=False)
class Spot:
    """Places at walls: x, y, yaw, and whether there is a wall that is long enough. (worlds, candidates)"""

    x: Floats
    y: Floats
    yaw: Floats
    fits: Flags


def at_walls(walls: tuple[Wall, ...], depth: Floats, width: Floats, uniform: Callable[[int], Floats]) -> Spot:
    """Places for the back of a box, uniform over the free length of all walls."""
    share = uniform(1)[..., 0]
    lengths = [np.maximum(wall.length - width, 0.0) for wall in walls]
    left = share * sum(lengths[1:], start=lengths[0])
    which = np.zeros(left.shape, dtype=np.int64)
    for number, length in enumerate(lengths[:-1]):
        passed = (which == number) & (left >= length)
        left = np.where(passed, left - length, left)
        which = which + passed
    free = _chosen(which, lengths)
    return _placed(walls, which, left - free / 2, depth, free > 0)


def in_corners(
    walls: tuple[Wall, ...], depth: Floats, width: Floats, gap: float, uniform: Callable[[int], Floats]
) -> Spot:
    """Places for the back of a box at the ends of walls, `gap` metres from the next one, equally likely."""
    ends = [(number, end) for number, wall in enumerate(walls) for end in (0, 1) if wall.corners[end]]
    pick = np.floor(uniform(1)[..., 0] * len(ends)).astype(np.int64)
    which = np.array([number for number, _ in ends])[pick]
    side = np.array([2.0 * end - 1.0 for _, end in ends])[pick]
    length = _chosen(which, [wall.length + 0.0 * width for wall in walls])
    return _placed(walls, which, side * (length / 2 - width / 2 - gap), depth, length >= width + 2 * gap)


def backed(walls: tuple[Wall, ...], x: Floats, y: Floats, yaw: Floats, width: Floats) -> Flags:
    """Whether a wall is behind all of a box of that width that looks along `yaw` and whose back's middle is
    at x, y; walls end where a corner juts into the room."""
    found = np.zeros((), dtype=bool)
    for wall in walls:
        away, along = (y - wall.y, x - wall.x) if wall.along_x else (x - wall.x, y - wall.y)
        turned = np.abs((yaw - wall.yaw + 180.0) % 360.0 - 180.0)
        fits = np.abs(along) + width / 2 <= wall.length / 2 + 1e-9
        found = found | ((turned < 1e-9) & (np.abs(away) < NEAR) & fits)
    return np.asarray(found)


def _placed(walls: tuple[Wall, ...], which: Places, along: Floats, depth: Floats, fits: Flags) -> Spot:
    """A box whose back is at a wall, its middle `along` from the wall's middle."""
    flat = np.array([wall.along_x for wall in walls])[which]
    yaw = np.array([wall.yaw for wall in walls])[which]
    out = (depth / 2 + BACK) * np.array([{0.0: 1.0, 90.0: 1.0}.get(wall.yaw, -1.0) for wall in walls])[which]
    x = _chosen(which, [wall.x for wall in walls]) + np.where(flat, along, out)
    y = _chosen(which, [wall.y for wall in walls]) + np.where(flat, out, along)
    return Spot(x, y, yaw, fits)


def _chosen(which: Places, each: list[Floats]) -> Floats:
    """The number of the chosen wall at every place."""
    return np.asarray(np.choose(which, [np.broadcast_to(column, which.shape) for column in each]))
