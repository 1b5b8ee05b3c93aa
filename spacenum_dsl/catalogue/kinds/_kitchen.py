"""Pieces that kinds of a kitchen share: panelled doors, rounded outlines, groups moved to the box's side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Finish, Part, Vec2, mesh_of
from spacenum_dsl.catalogue.kinds._common import Handle, front, slab

STILE = 0.065
"""Width (metres) of the frame around a panelled door; its handle stands on it."""


def panelled(
    x: float, y: Vec2, z: Vec2, handle: Handle, *, grip_z: float | None = None, metal: str = "chrome"
) -> tuple[Part, ...]:
    """A door as `front` makes it, with a raised frame around a sunken panel."""
    inner, outer = x + 0.012, x + 0.029
    low_y, high_y, low_z, high_z = y[0] + 0.005, y[1] - 0.005, z[0] + 0.005, z[1] - 0.005
    return (
        *front(x, y, z, handle, grip_z=grip_z, metal=metal),
        *(
            slab((inner, left, low_z), (outer, left + STILE, high_z), finish="satin", bevel=0.003)
            for left in (low_y, high_y - STILE)
        ),
        *(
            slab(
                (inner + 0.001, low_y + STILE - 0.004, base),
                (outer - 0.0012, high_y - STILE + 0.004, base + STILE),
                finish="satin",
                bevel=0.003,
            )
            for base in (low_z + 0.001, high_z - STILE - 0.001)
        ),
    )


def shoulders(half: float, z: Vec2, radius: float, steps: int = 4) -> tuple[Vec2, ...]:
    """An outline, counter-clockwise, from -half to half and z[0] to z[1], with round upper corners."""
    turns = [exact.turn(90 * k / steps) for k in range(steps + 1)]
    right = [(half - radius + radius * c, z[1] - radius + radius * s) for c, s in turns]
    return ((-half, z[0]), (half, z[0]), *right, *((-y, height) for y, height in reversed(right)))


def moved(
    parts: Sequence[Part], axis: int, *, low: float | None = None, high: float | None = None
) -> tuple[Part, ...]:
    """All the parts moved by one step along an axis, so that together they reach the given side."""
    bounds = mesh_of(tuple(parts)).bounds
    step = float(low - bounds[0, axis] if low is not None else (high or 0.0) - bounds[1, axis])
    shift = tuple(step if k == axis else 0.0 for k in range(3))
    return tuple(
        replace(part, at=(part.at[0] + shift[0], part.at[1] + shift[1], part.at[2] + shift[2]))
        for part in parts
    )


def around(
    x: Vec2, y: Vec2, z: Vec2, border: float, paint: str, finish: Finish = "matte"
) -> tuple[Part, ...]:
    """Four slabs around an upright opening: `x` and `y` are its sides, `border` the slabs' width."""
    (left, right), (near, far) = y, x
    return (
        slab((near - border, left - border, z[0]), (near, right + border, z[1]), paint, finish),
        slab((far, left - border, z[0]), (far + border, right + border, z[1]), paint, finish),
        slab((near, left - border, z[0]), (far, left, z[1]), paint, finish),
        slab((near, right, z[0]), (far, right + border, z[1]), paint, finish),
    )
