"""Pieces that several object kinds are put together from: blocks, rods, turned and cut-out shapes, fronts.

All helpers keep to the parts' contract (metres, +x front, +z up) and return plain parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Cylinder, Finish, Lathe, Part, Prism, Vec2, Vec3, mesh_of

Handle: TypeAlias = Literal["none", "low_y", "high_y", "across"]

FRONT = 0.05
"""How far a `front` with its handle stands out of the plane that it is mounted on."""

BOOK_PAINTS = ("red", "blue", "cream", "green", "orange", "charcoal", "turquoise", "yellow", "purple")
BOOK_WIDTHS = (0.032, 0.045, 0.026, 0.038, 0.030, 0.050, 0.024)
BOOK_HEIGHTS = (1.0, 0.84, 0.93, 0.76, 0.97, 0.88)


def slab(low: Vec3, high: Vec3, paint: str = "body", finish: Finish = "matte", bevel: float = 0.0) -> Part:
    """A box from its smallest to its largest corner."""
    size = (high[0] - low[0], high[1] - low[1], high[2] - low[2])
    centre = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2)
    return Part(Box(size, bevel), centre, paint=paint, finish=finish)


def turned(
    profile: Sequence[Vec2],
    at: Vec3 = (0.0, 0.0, 0.0),
    paint: str = "body",
    finish: Finish = "matte",
    *,
    segments: int = 20,
    rotate: Vec3 = (0.0, 0.0, 0.0),
) -> Part:
    """A `Lathe` shape at its place."""
    return Part(Lathe(tuple(profile), segments), at, rotate, paint, finish)


def rod(
    start: Vec3,
    end: Vec3,
    radius: float,
    paint: str = "body",
    finish: Finish = "matte",
    *,
    segments: int = 8,
    top: float | None = None,
) -> Part:
    """A round rod between two points; `top` is its radius at `end`."""
    along = (end[0] - start[0], end[1] - start[1], end[2] - start[2])
    length = exact.length(*along)
    tilt = exact.arccos(along[2] / length)
    heading = exact.bearing(along[0], along[1])
    centre = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, (start[2] + end[2]) / 2)
    return Part(Cylinder(radius, length, top, segments), centre, (0.0, tilt, heading), paint, finish)


def cut_y(outline: Sequence[Vec2], y: Vec2, paint: str = "body", finish: Finish = "matte") -> Part:
    """A convex outline of (x, z) points, counter-clockwise in that order, as thick as the range `y`."""
    return Part(Prism(tuple(outline), y[1] - y[0]), (0.0, y[1], 0.0), (90.0, 0.0, 0.0), paint, finish)


def cut_x(outline: Sequence[Vec2], x: Vec2, paint: str = "body", finish: Finish = "matte") -> Part:
    """A convex outline of (y, z) points, counter-clockwise seen from the front, as thick as the range `x`."""
    return Part(Prism(tuple(outline), x[1] - x[0]), (x[0], 0.0, 0.0), (90.0, 0.0, 90.0), paint, finish)


def disc_x(
    centre: Vec3, radius: float, depth: float, paint: str, finish: Finish = "matte", *, segments: int = 16
) -> Part:
    """A round plate that looks to the front; `centre` is the centre of its back."""
    at = (centre[0] + depth / 2, centre[1], centre[2])
    return Part(Cylinder(radius, depth, segments=segments), at, (0.0, 90.0, 0.0), paint, finish)


def flush(part: Part, axis: int, *, low: float | None = None, high: float | None = None) -> Part:
    """The part moved along one axis until its smallest (or largest) coordinate there is the given one.

    This is how tilted parts touch the sides of the object's box exactly.
    """
    bounds = mesh_of((part,)).bounds
    shift = low - bounds[0, axis] if low is not None else (high or 0.0) - bounds[1, axis]
    at = [*part.at]
    at[axis] += float(shift)
    return replace(part, at=(at[0], at[1], at[2]))


def posts(
    x: Sequence[float],
    y: Sequence[float],
    z: Vec2,
    thick: float,
    paint: str = "body",
    *,
    finish: Finish = "wood",
) -> tuple[Part, ...]:
    """Square posts around every pair of the given x and y centres."""
    half = thick / 2
    return tuple(
        slab((cx - half, cy - half, z[0]), (cx + half, cy + half, z[1]), paint, finish)
        for cx in x
        for cy in y
    )


def front(
    x: float,
    y: Vec2,
    z: Vec2,
    handle: Handle,
    *,
    grip: float = 0.14,
    grip_z: float | None = None,
    paint: str = "body",
    finish: Finish = "satin",
    metal: str = "chrome",
) -> tuple[Part, ...]:
    """A door or drawer front on the plane `x`, with a bar handle that ends exactly at ``x + FRONT``.

    The bar stands upright near one edge of a door, or lies across a drawer. `grip_z` is its middle.
    """
    gap, face, edge = 0.004, x + 0.02, 0.045
    panel = slab((x, y[0] + gap, z[0] + gap), (face, y[1] - gap, z[1] - gap), paint, finish, 0.004)
    if handle == "none":
        return (panel,)
    middle = (z[0] + z[1]) / 2 if grip_z is None else grip_z
    half = min(grip, 0.6 * ((y[1] - y[0]) if handle == "across" else (z[1] - z[0]))) / 2
    centre = {"low_y": y[0] + edge, "high_y": y[1] - edge, "across": (y[0] + y[1]) / 2}[handle]
    wide, tall = (half, 0.008) if handle == "across" else (0.008, half)
    foot_y, foot_z = (half - 0.015, 0.0) if handle == "across" else (0.0, half - 0.015)
    bar = slab(
        (x + FRONT - 0.016, centre - wide, middle - tall),
        (x + FRONT, centre + wide, middle + tall),
        metal,
        "metal",
    )
    feet = tuple(
        slab(
            (face - 0.002, centre + s * foot_y - 0.005, middle + s * foot_z - 0.005),
            (x + FRONT - 0.014, centre + s * foot_y + 0.005, middle + s * foot_z + 0.005),
            metal,
            "metal",
        )
        for s in (-1, 1)
    )
    return (panel, bar, *feet)


def books(x: Vec2, y: Vec2, z: Vec2, start: int = 0, *, thick: float = 1.0) -> tuple[Part, ...]:
    """Upright books side by side from y[0] until y[1]; the tallest reaches z[1] exactly.

    Widths (times `thick`), heights and paints repeat in a fixed order; `start` begins elsewhere in it.
    """
    found: list[Part] = []
    left, number = y[0], start
    while (right := left + thick * BOOK_WIDTHS[number % len(BOOK_WIDTHS)]) <= y[1]:
        share = 1.0 if not found else BOOK_HEIGHTS[number % len(BOOK_HEIGHTS)]
        deep = x[1] - 0.008 * (number % 3)
        top = z[0] + share * (z[1] - z[0])
        paint = BOOK_PAINTS[number % len(BOOK_PAINTS)]
        found.append(slab((x[0], left, z[0]), (deep, right, top), paint, "satin"))
        left, number = right + 0.001, number + 1
    return tuple(found)
