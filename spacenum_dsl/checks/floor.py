"""The floor of a room as the judge sees it: its sides, the corner that it lacks, where an agent can walk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from spacenum_dsl.base.parts import Flags
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.world.world import Position, Room

STEP = 0.05
POINTS = 10_000
"""Metres between the points at which the floor is looked at, and how many there are at most."""

SURE = 0.02
"""Metres to spare that make a point one where an agent can surely stand, and not a speck between things."""


@dataclass(frozen=True)
class Side:
    """A wall: seen along `yaw`, its inward normal (degrees), it runs from `end` to the left, `length` metres.

    `corners` tells for `end` and for the other end whether the room has a corner there, and not one that juts
    into it.
    """

    end: Position
    yaw: float
    length: float
    corners: tuple[bool, bool]

    def seen(self, bounds: tuple[float, float, float, float]) -> tuple[float, float, float]:
        """Of what lies between x and y low and x and y high: how far it is from the wall, and where it starts
        and stops along it, from `end` on. Negative is behind the wall, and before its end."""
        c, s = round(math.cos(math.radians(self.yaw))), round(math.sin(math.radians(self.yaw)))
        west, south, east, north = bounds
        x, y, _ = self.end
        away = [u * c + v * s for u, v in ((west - x, south - y), (east - x, north - y))]
        along = [v * c - u * s for u, v in ((west - x, south - y), (east - x, north - y))]
        return min(away), min(along), max(along)


def outline(room: Room) -> tuple[tuple[float, float], ...]:
    """The corners of the floor, counter-clockwise."""
    x, y = room.size[0] / 2, room.size[1] / 2
    if room.cut is None:
        return ((-x, -y), (x, -y), (x, y), (-x, y))
    a, b = x - room.cut[0], y - room.cut[1]
    return ((-x, -y), (x, -y), (x, b), (a, b), (a, y), (-x, y))


def sides(room: Room) -> tuple[Side, ...]:
    """The walls, counter-clockwise."""
    ring = outline(room)
    found = []
    for number, (start, end) in enumerate(pairwise((*ring, ring[0]))):
        before, after = ring[number - 1], ring[(number + 2) % len(ring)]
        dx, dy = end[0] - start[0], end[1] - start[1]
        starts = (start[0] - before[0]) * dy > (start[1] - before[1]) * dx
        ends = dx * (after[1] - end[1]) > dy * (after[0] - end[0])
        yaw = (round(math.degrees(math.atan2(dy, dx))) + 90.0) % 360.0
        found.append(Side((*end, 0.0), yaw, math.hypot(dx, dy), (ends, starts)))
    return tuple(found)


def missing_corner(room: Room) -> shapely.Polygon | None:
    """What an L-shaped room lacks of the rectangle around it."""
    if room.cut is None:
        return None
    x, y = room.size[0] / 2, room.size[1] / 2
    return shapely.box(x - room.cut[0], y - room.cut[1], x, y)


def in_one_piece(room: Room, solids: Sequence[Solid], clearance: float) -> bool:
    """Whether an agent can walk between any two points that are so far from walls and from objects' boxes.

    Judged on a lattice, and leniently: a way counts as open where it is too narrow by up to 0.7 steps.
    """
    x, y, _ = room.size
    step = max(STEP, math.sqrt(x * y / POINTS))
    xs, ys = (np.arange(step / 2 - side / 2, side / 2, step) for side in (x, y))
    left = np.minimum((x / 2 - np.abs(xs))[:, None], y / 2 - np.abs(ys)) ** 2
    far = clearance + step
    for (middle_x, middle_y), yaw, (half_x, half_y) in _rectangles(room, solids):
        c, s = math.cos(yaw), math.sin(yaw)
        wide, high = abs(c) * half_x + abs(s) * half_y, abs(s) * half_x + abs(c) * half_y
        columns = slice(*np.searchsorted(xs, (middle_x - wide - far, middle_x + wide + far)))
        rows = slice(*np.searchsorted(ys, (middle_y - high - far, middle_y + high + far)))
        dx, dy = xs[columns, None] - middle_x, ys[rows] - middle_y
        if abs(c * s) < 1e-9:
            ahead, aside = np.abs(dx) - wide, np.abs(dy) - high
        else:
            ahead, aside = np.abs(dx * c + dy * s) - half_x, np.abs(dy * c - dx * s) - half_y
        near = left[columns, rows]
        np.minimum(near, np.maximum(ahead, 0.0) ** 2 + np.maximum(aside, 0.0) ** 2, out=near)
    least = max(clearance - step * math.sqrt(0.5), 0.0)
    return _joined(left >= least**2, left >= (clearance + SURE) ** 2)


def _rectangles(
    room: Room, solids: Sequence[Solid]
) -> list[tuple[tuple[float, float], float, tuple[float, float]]]:
    """Middle, direction (radians) and half the sides of what an agent walks around."""
    found = []
    for solid in solids:
        place, size = solid.thing.placement, solid.thing.size
        half = (size[0] * place.scale / 2, size[1] * place.scale / 2)
        found.append(((place.position[0], place.position[1]), math.radians(place.yaw), half))
    if room.cut is not None:
        (x, y, _), (a, b) = room.size, room.cut
        found.append((((x - a) / 2, (y - b) / 2), 0.0, (a / 2, b / 2)))
    return found


def _joined(open: Flags, wanted: Flags) -> bool:
    """Whether all wanted points hang together by steps along x or y between open ones.

    Open points in a row are one run; runs of neighbouring rows that touch are joined, where they first do.
    """
    starts = ~open
    starts[:, 0] = True
    runs = np.cumsum(starts, dtype=np.int32).reshape(open.shape)
    meet = open[:-1] & open[1:]
    first = np.copy(meet)
    first[:, 1:] &= ~meet[:, :-1]
    rows, columns = np.nonzero(first)
    lead = list(range(int(runs[-1, -1]) + 1))

    def leader(run: int) -> int:
        while lead[run] != run:
            lead[run] = lead[lead[run]]
            run = lead[run]
        return run

    for one, other in zip(runs[rows, columns].tolist(), runs[rows + 1, columns].tolist(), strict=True):
        lead[leader(one)] = leader(other)
    there = np.flatnonzero(np.bincount(runs[wanted], minlength=1)).tolist()
    return len({leader(run) for run in there}) <= 1
