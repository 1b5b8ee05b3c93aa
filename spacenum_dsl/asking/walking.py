"""Where an agent can be and walk: its clearance kept from walls and from all objects up to its height."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.world.world import World

HEAD = 0.15
"""Metres that the agent reaches over its eye."""


@dataclass(frozen=True, eq=False)
class Ground:
    """The floor of one world as an agent meets it: half extents and the footprints in its way."""

    half: tuple[float, float]
    footprints: np.ndarray
    clearance: float

    def free(self, points: Floats) -> np.ndarray:
        """(n,) whether an agent can stand at (n, 2) points."""
        return self._inside(points) & self._apart(shapely.points(points))

    def reachable(self, start: Floats, ends: Floats) -> np.ndarray:
        """(n,) whether the straight paths from a point to (n, 2) others are free all along."""
        paths = shapely.linestrings(np.stack([np.broadcast_to(start, ends.shape), ends], axis=1))
        return self._inside(ends) & self._apart(paths)

    def _inside(self, points: Floats) -> np.ndarray:
        return np.asarray((np.abs(points) <= np.asarray(self.half) - self.clearance).all(axis=1))

    def _apart(self, shapes: np.ndarray) -> np.ndarray:
        if not len(self.footprints):
            return np.ones(len(shapes), dtype=bool)
        return np.asarray(
            (shapely.distance(shapes[:, None], self.footprints[None, :]) >= self.clearance).all(axis=1)
        )


def ground_of(world: World, clearance: float, eye: float) -> Ground:
    """The ground of a world for an agent whose eye is so high."""
    assert world.room is not None
    rings = []
    for thing in world.things:
        box = thing.box()
        if float(box.z) >= eye + HEAD:
            continue
        c, s = box.cos, box.sin
        corners = [(i * box.depth / 2, j * box.width / 2) for i, j in ((1, 1), (-1, 1), (-1, -1), (1, -1))]
        rings.append([(box.x + u * c - v * s, box.y + u * s + v * c) for u, v in corners])
    footprints = shapely.polygons(np.array(rings, dtype=float)) if rings else np.empty(0, dtype=object)
    return Ground((world.room[0] / 2, world.room[1] / 2), footprints, clearance)
