"""Pieces of office things: parts that turn and move as one body, keys in rows, outlines with round corners.

All helpers keep to the parts' contract (metres, degrees, +x front, +z up) and return plain parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part, Vec2, Vec3, mesh_of, rotation


def carried(
    parts: Sequence[Part], rotate: Vec3 = (0.0, 0.0, 0.0), at: Vec3 = (0.0, 0.0, 0.0)
) -> tuple[Part, ...]:
    """The parts as one body, turned about the origin (x, then y, then z) and then moved by `at`."""
    turn = rotation(rotate)

    def moved(part: Part) -> Part:
        first, second, third = exact.product(turn, rotation(part.rotate)).tolist()
        level = exact.length(first[0], second[0])
        about_y = exact.bearing(level, -third[0])
        if level > 1e-9:
            about_x, about_z = exact.bearing(third[2], third[1]), exact.bearing(first[0], second[0])
        else:
            about_x, about_z = 0.0, exact.bearing(second[1], -first[1])
        x, y, z = exact.product(turn, np.array([part.at]).T)[:, 0].tolist()
        return replace(part, rotate=(about_x, about_y, about_z), at=(x + at[0], y + at[1], z + at[2]))

    return tuple(moved(part) for part in parts)


def pushed(
    parts: Sequence[Part], axis: int, *, low: float | None = None, high: float | None = None
) -> tuple[Part, ...]:
    """The parts as one body, moved along one axis until they end at the given coordinate."""
    bounds = mesh_of(tuple(parts)).bounds
    shift = low - bounds[0, axis] if low is not None else (high or 0.0) - bounds[1, axis]
    by = [0.0, 0.0, 0.0]
    by[axis] = float(shift)
    return carried(parts, at=(by[0], by[1], by[2]))


def spans(widths: Sequence[float], start: float, unit: float) -> tuple[Vec2, ...]:
    """Ranges side by side from `start`, each as many units wide; a negative width leaves that much free."""
    found: list[Vec2] = []
    left = start
    for width in widths:
        right = left + abs(width) * unit
        if width > 0:
            found.append((left, right))
        left = right
    return tuple(found)


def rounded(half: Vec2, radius: float, steps: int = 3) -> tuple[Vec2, ...]:
    """A rectangle around the origin with round corners, counter-clockwise; `steps` chords for each corner."""
    found: list[Vec2] = []
    for corner, (right, up) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for step in range(steps + 1):
            c, s = exact.turn(90 * (corner + step / steps))
            found.append((right * (half[0] - radius) + radius * c, up * (half[1] - radius) + radius * s))
    return tuple(found)
