"""Objects as the judge sees them: the convex outline of their real triangles in plan, and their heights.

What draws the worlds works with boxes; the judge goes back to the triangles that pictures are made of.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import shapely

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.meaning.kind import mesh_for
from spacenum_dsl.world.world import Position, Thing

TOUCH = 1e-6
"""Metres by which surfaces may pass each other before they count as overlapping: objects may touch."""

SLIVER = 1e-8
"""Square metres of common ground that are still a touch."""


@dataclass(frozen=True, eq=False)
class Solid:
    """One placed object. `outline` (n, 2) is the convex hull in plan, `box` (4, 2) the turned rectangle of
    its size; both in the world frame, metres."""

    thing: Thing
    outline: Floats
    box: Floats
    low: float
    high: float

    @cached_property
    def ground(self) -> shapely.Polygon:
        return shapely.polygons(self.outline)

    @cached_property
    def rectangle(self) -> shapely.Polygon:
        return shapely.polygons(self.box)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Smallest and largest x and y: x low, y low, x high, y high."""
        (a, b), (c, d) = self.outline.min(axis=0).tolist(), self.outline.max(axis=0).tolist()
        return a, b, c, d

    @property
    def base(self) -> float:
        return self.thing.placement.position[2]

    @property
    def top(self) -> float:
        """Of its box."""
        return self.base + self.thing.size[2] * self.thing.placement.scale

    @property
    def centre(self) -> Position:
        """Of its box."""
        x, y, z = self.thing.placement.position
        return x, y, z + self.thing.size[2] * self.thing.placement.scale / 2


@lru_cache(maxsize=4096)
def _outline(kind: str, size: Position, variant: tuple[tuple[str, int], ...]) -> tuple[Floats, float, float]:
    """Convex hull in plan, lowest and highest point of a mesh, in the object's frame."""
    mesh = mesh_for(kind, size, variant)
    used = mesh.vertices[np.unique(mesh.faces)]
    hull = shapely.convex_hull(shapely.multipoints(used[:, :2]))
    return shapely.get_coordinates(hull)[:-1], float(used[:, 2].min()), float(used[:, 2].max())


def solid_of(thing: Thing) -> Solid:
    """The object where it stands."""
    placement = thing.placement
    outline, low, high = _outline(thing.kind, thing.size, tuple(sorted(thing.variant.items())))
    angle = math.radians(placement.yaw)
    c, s = placement.scale * math.cos(angle), placement.scale * math.sin(angle)
    turn = np.array([[c, s], [-s, c]])
    x, y, z = placement.position
    u, v = thing.size[0] / 2, thing.size[1] / 2
    corners = np.array([[u, v], [-u, v], [-u, -v], [u, -v]])
    at = np.array([x, y])
    return Solid(
        thing,
        outline @ turn + at,
        corners @ turn + at,
        z + low * placement.scale,
        z + high * placement.scale,
    )


def overlapping(fixed: Sequence[Solid], moving: Sequence[Sequence[Solid]]) -> Iterator[tuple[Solid, Solid]]:
    """Pairs that share space: among the fixed objects, and between them and each of the moving ones."""
    for place, one in enumerate(fixed):
        for other in fixed[:place]:
            if overlap(one, other):
                yield other, one
    for state in moving:
        for one in state:
            for other in fixed:
                if overlap(one, other):
                    yield other, one


def overlap(one: Solid, other: Solid) -> bool:
    """Whether outlines and heights both have more than a touch in common."""
    if min(one.high, other.high) - max(one.low, other.low) <= TOUCH:
        return False
    a, b = one.bounds, other.bounds
    if min(a[2], b[2]) - max(a[0], b[0]) <= TOUCH or min(a[3], b[3]) - max(a[1], b[1]) <= TOUCH:
        return False
    return float(shapely.area(shapely.intersection(one.ground, other.ground))) > SLIVER


def entry(solid: Solid, origin: Position, yaw: float) -> tuple[Position, Position]:
    """Low and high corner of the box round the object's triangles in the map frame."""
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    moved = solid.outline - np.array(origin[:2])
    across, away = moved @ np.array([c, s]), moved @ np.array([-s, c])
    return (
        (float(across.min()), float(away.min()), solid.low - origin[2]),
        (float(across.max()), float(away.max()), solid.high - origin[2]),
    )
