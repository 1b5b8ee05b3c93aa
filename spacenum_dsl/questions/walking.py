"""Where an agent can be and walk: its clearance kept from walls and from all objects up to its height."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.world.world import World

CORNER = 4
"""Segments by which a quarter of a grown corner is rounded."""

SPECK = 1e-3
"""Square metres: what is smaller is no place to stand."""

Shapes: TypeAlias = npt.NDArray[np.object_]
"""(n,) shapely geometries."""

HEAD = 0.15
"""Metres that the agent reaches over its eye."""

_CORNERS = np.array([(0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5), (0.5, -0.5)])


@dataclass(frozen=True, eq=False)
class WalkableFloor:
    """The floor of one world as an agent meets it: half extents and the footprints in its way, rectangles
    counter-clockwise."""

    half: tuple[float, float]
    footprints: Shapes
    clearance: float

    def free(self, points: Floats) -> Flags:
        """(n,) whether an agent can stand at (n, 2) points."""
        inside = self._inside(points)
        inside[inside] = self._apart(shapely.points(points[inside]))
        return inside

    def around(self, points: Floats) -> Floats:
        """(n,) metres from (n, 2) points to the nearest wall or footprint, less than 0 outside the room."""
        walls = (np.asarray(self.half) - np.abs(points)).min(axis=1)
        distances = shapely.distance(shapely.points(points)[:, None], self.footprints[None, :])
        return np.asarray(np.minimum(walls, distances.min(axis=1, initial=np.inf)))

    @cached_property
    def connected(self) -> bool:
        """Whether one can walk from every free point to every other one.

        The free points are the room less a margin, less every footprint grown by the clearance. Pieces
        smaller than `SPECK` come from the rounding of the grown corners and are none.
        """
        x, y = self.half[0] - self.clearance, self.half[1] - self.clearance
        free = shapely.difference(shapely.box(-x, -y, x, y), shapely.union_all(self._grown()))
        areas = shapely.area(shapely.get_parts(free))
        return bool((areas > SPECK).sum() <= 1)

    def reachable(self, start: Floats, ends: Floats) -> Flags:
        """(n,) whether the straight paths from a point to (n, 2) others are free all along."""
        paths = shapely.linestrings(np.stack([np.broadcast_to(start, ends.shape), ends], axis=1))
        return np.asarray(self._inside(ends) & self._apart(paths))

    def _grown(self) -> Shapes:
        """The footprints, which are rectangles, with the clearance around them. Shapely's own buffers take
        sines from the C library."""
        corners = shapely.get_coordinates(self.footprints).reshape(-1, 5, 2)[:, :4]
        sides = np.roll(corners, -1, axis=1) - corners
        across, away = sides[..., 0], sides[..., 1]
        normals = np.stack([away, -across], axis=-1) / np.sqrt(across * across + away * away)[..., None]
        c, s = exact.turns(90.0 / CORNER * np.arange(CORNER + 1))
        arcs = np.roll(normals, 1, axis=1)[:, :, None] * c[:, None] + normals[:, :, None] * s[:, None]
        return np.asarray(
            shapely.polygons((corners[:, :, None] + self.clearance * arcs).reshape(len(corners), -1, 2))
        )

    def _inside(self, points: Floats) -> Flags:
        return np.asarray((np.abs(points) <= np.asarray(self.half) - self.clearance).all(axis=1))

    def _apart(self, shapes: Shapes) -> Flags:
        near = shapely.dwithin(shapes[:, None], self.footprints[None, :], self.clearance)
        return np.asarray(~near.any(axis=1))


def ground_of(world: World, clearance: float, eye: float) -> WalkableFloor:
    """The ground of a world for an agent whose eye is so high. What lies flat on the floor is walked on."""
    assert world.room is not None
    kinds = KINDS
    met = [
        (
            *thing.placement.position,
            thing.placement.yaw,
            *(thing.placement.scale * side for side in thing.size),
        )
        for thing in world.things
        if thing.placement.position[2] < eye + HEAD and not kinds[thing.kind].flat
    ]
    x, y, _, yaw, depth, width, _ = np.array(met, dtype=float).reshape(-1, 7).T[:, :, None]
    along, across = depth * _CORNERS[:, 0], width * _CORNERS[:, 1]
    c, s = exact.turns(yaw)
    rings = np.stack([x + along * c - across * s, y + along * s + across * c], axis=-1)
    footprints = shapely.polygons(rings)
    half_x, half_y = world.room.size[0] / 2, world.room.size[1] / 2
    if world.room.cut is not None:
        a, b = half_x - world.room.cut[0], half_y - world.room.cut[1]
        corner = shapely.box(a, b, half_x, half_y)
        footprints = np.append(footprints, corner)
    return WalkableFloor((half_x, half_y), footprints, clearance)
