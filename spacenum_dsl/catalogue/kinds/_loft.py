"""Lofts: closed shapes whose rings are outlines instead of circles, as bowls, tubs and cushions have.

Metres, in the frame of the part: an outline lies in the xy plane, its ring is that outline at one z.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Finish, Lathe, Part, Triangles, Vec2, Vec3

Outline: TypeAlias = tuple[Vec2, ...]
Ring: TypeAlias = tuple[float, Outline]
"""Height z and the outline there."""


@dataclass(frozen=True)
class Loft(Lathe):
    """A lathe shape in which the k-th point of the profile has its own outline.

    The radius in the profile only says whether the ring is a tip (0, an outline of one point) or not. If
    the profile does not begin on the axis, the last ring joins the first one, as around a hole.
    """

    outlines: tuple[Outline, ...] = ()

    def triangles(self) -> Triangles:
        hoop = self.profile[0][0] > 0
        _, faces = Lathe((*self.profile, *self.profile[: int(hoop)]), self.segments).triangles()
        points = np.array(
            [
                (x, y, z)
                for (_, z), outline in zip(self.profile, self.outlines, strict=True)
                for x, y in outline
            ]
        )
        return points, faces % np.int32(len(points))


def loft(
    rings: Sequence[Ring],
    at: Vec3 = (0.0, 0.0, 0.0),
    paint: str = "body",
    finish: Finish = "matte",
    *,
    rotate: Vec3 = (0.0, 0.0, 0.0),
    hoop: bool = False,
) -> Part:
    """Rings from the bottom outside upwards, and back down inside if it is hollow; both ends are closed flat.

    A `hoop` has no ends: its last ring joins its first.
    """
    closed = [*rings] if hoop else [_tip(rings[0]), *rings, _tip(rings[-1])]
    profile = tuple((0.0 if len(outline) == 1 else 1.0, z) for z, outline in closed)
    shape = Loft(profile, len(rings[0][1]), tuple(outline for _, outline in closed))
    return Part(shape, at, rotate, paint, finish)


def rounded(
    x: Vec2,
    y: Vec2,
    back: float | Vec2,
    front: float | Vec2 | None = None,
    *,
    steps: tuple[int, int] = (4, 4),
) -> Outline:
    """A rectangle with round corners, counter-clockwise from the middle of its front.

    `back` and `front` (the same, unless given) are the corners' radii along x and y, cut to what fits;
    `steps` edges make one corner of the back and of the front.
    """
    ends = [_pair(back), _pair(back if front is None else front)]
    deep, wide = x[1] - x[0], y[1] - y[0]
    shrink = min(1.0, 0.98 * deep / (ends[0][0] + ends[1][0]))
    (bx, by), (fx, fy) = ((shrink * rx, min(ry, 0.49 * wide)) for rx, ry in ends)
    middle_x, middle_y = (x[0] + bx + x[1] - fx) / 2, (y[0] + y[1]) / 2
    quarters = (
        ((x[1], middle_y), (x[1] - fx, y[1] - fy), (fx, fy), steps[1]),
        ((middle_x, y[1]), (x[0] + bx, y[1] - by), (bx, by), steps[0]),
        ((x[0], middle_y), (x[0] + bx, y[0] + by), (bx, by), steps[0]),
        ((middle_x, y[0]), (x[1] - fx, y[0] + fy), (fx, fy), steps[1]),
    )
    points: list[Vec2] = []
    for quarter, (start, centre, radii, edges) in enumerate(quarters):
        points.append(start)
        for step in range(edges + 1):
            c, s = exact.turn(90.0 * quarter + 90.0 * step / edges)
            points.append((centre[0] + radii[0] * c, centre[1] + radii[1] * s))
    return tuple(points)


def oval(x: Vec2, y: Vec2, segments: int = 24) -> Outline:
    """An ellipse in that box; a multiple of four points touches all its sides."""
    middle = ((x[0] + x[1]) / 2, (y[0] + y[1]) / 2)
    turns = (exact.turn(360.0 * k / segments) for k in range(segments))
    return tuple((middle[0] + (x[1] - x[0]) / 2 * c, middle[1] + (y[1] - y[0]) / 2 * s) for c, s in turns)


def _tip(ring: Ring) -> Ring:
    """The middle of a ring, as a ring of one point."""
    z, outline = ring
    (x0, x1), (y0, y1) = ((min(along), max(along)) for along in zip(*outline, strict=True))
    return z, (((x0 + x1) / 2, (y0 + y1) / 2),)


def _pair(radius: float | Vec2) -> Vec2:
    return radius if isinstance(radius, tuple) else (radius, radius)
