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

from spacenum_dsl.base.parts import Floats, Places
from spacenum_dsl.semantics.kind import KINDS, Kind, mesh_for
from spacenum_dsl.world.world import Position, Thing

TOUCH = 1e-6
"""Metres by which surfaces may pass each other before they count as overlapping: objects may touch."""

SLIVER = 1e-8
"""Square metres of common ground that are still a touch."""


@dataclass(frozen=True, eq=False)
class Solid:
    """One placed object. `outline` (n, 2) is the convex hull in plan and `ground` its polygon, `box` (4, 2)
    the turned rectangle of its size, `bounds` the smallest x and y and then the largest; world frame, metres.
    """

    thing: Thing
    outline: Floats
    ground: shapely.Polygon
    box: Floats
    bounds: tuple[float, float, float, float]
    low: float
    high: float

    @cached_property
    def rectangle(self) -> shapely.Polygon:
        return shapely.polygons(self.box)

    @cached_property
    def kind(self) -> Kind:
        kind = KINDS.get(self.thing.kind)
        assert kind is not None
        return kind

    @cached_property
    def own(self) -> tuple[Position, Position]:
        """Low and high corner of the box round its triangles in its own axes, from the middle of its base."""
        return entry(self, self.thing.placement.position, self.thing.placement.yaw)

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


_CORNERS = np.array([[0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5], [0.5, -0.5]])


def solids_of(things: Sequence[Thing]) -> tuple[Solid, ...]:
    """Objects where they stand, worked out together."""
    if not things:
        return ()
    shapes = [_outline(thing.kind, thing.size, tuple(sorted(thing.variant.items()))) for thing in things]
    places = [thing.placement for thing in things]
    numbers = np.array([(*place.position[:2], place.scale, math.radians(place.yaw)) for place in places])
    x, y, scale, angle = numbers.T[:, :, None]
    ahead, aside = scale * np.cos(angle), scale * np.sin(angle)

    def placed(u: Floats, v: Floats, owner: Places) -> Floats:
        c, s = ahead[owner], aside[owner]
        return np.concatenate([x[owner] + u * c - v * s, y[owner] + u * s + v * c], axis=1)

    lengths = [len(outline) for outline, _, _ in shapes]
    owner = np.repeat(np.arange(len(things)), lengths)
    starts = np.cumsum([0, *lengths[:-1]])
    local = np.concatenate([outline for outline, _, _ in shapes])
    points = placed(local[:, :1], local[:, 1:], owner)
    sizes = np.array([thing.size[:2] for thing in things])
    corners = (sizes[:, None, :] * _CORNERS).reshape(-1, 2)
    boxes = placed(corners[:, :1], corners[:, 1:], np.repeat(np.arange(len(things)), 4)).reshape(-1, 4, 2)
    grounds = shapely.polygons(shapely.linearrings(points, indices=owner))
    bounds = np.concatenate(
        [np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)], axis=1
    )
    return tuple(
        Solid(
            thing,
            outline,
            ground,
            box,
            around,
            thing.placement.position[2] + low * thing.placement.scale,
            thing.placement.position[2] + high * thing.placement.scale,
        )
        for thing, outline, ground, box, around, (_, low, high) in zip(
            things,
            np.split(points, starts[1:]),
            grounds,
            boxes,
            map(tuple, bounds.tolist()),
            shapes,
            strict=True,
        )
    )


def overlapping(fixed: Sequence[Solid], moving: Sequence[Sequence[Solid]]) -> Iterator[tuple[Solid, Solid]]:
    """Pairs that share space: among the fixed objects and those that move, as they stand in each state; what
    stands in two different states never meets.

    What lies flat on the floor and what does not may share it: one stands on a rug.
    """
    solids = (*fixed, *(one for state in moving for one in state))
    own = np.array([-1] * len(fixed) + [number for number, state in enumerate(moving) for _ in state])
    together = (own[:, None] == own) | (own[:, None] < 0) | (own < 0)
    low, high, flat = np.array([(one.low, one.high, one.kind.flat) for one in solids]).reshape(-1, 3).T
    bounds = np.array([one.bounds for one in solids]).reshape(-1, 4)
    least, largest = np.column_stack([bounds[:, :2], low]), np.column_stack([bounds[:, 2:], high])
    common = np.minimum(largest[:, None], largest) - np.maximum(least[:, None], least)
    meet = (common > TOUCH).all(axis=2) & (flat[:, None] == flat) & together
    pairs = np.argwhere(np.triu(meet, 1)).tolist()
    if pairs:
        one, other = ([solids[pair[side]].ground for pair in pairs] for side in (0, 1))
        shared = shapely.area(shapely.intersection(one, other))
        for (first, second), area in zip(pairs, shared.tolist(), strict=True):
            if area > SLIVER:
                yield solids[first], solids[second]


def entry(solid: Solid, origin: Position, yaw: float) -> tuple[Position, Position]:
    """Low and high corner of the box round the object's triangles in a frame with that origin and +x."""
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    seen = (solid.outline - origin[:2]) @ np.array([[c, -s], [s, c]])
    (left, near), (right, far) = seen.min(axis=0).tolist(), seen.max(axis=0).tolist()
    return (left, near, solid.low - origin[2]), (right, far, solid.high - origin[2])
