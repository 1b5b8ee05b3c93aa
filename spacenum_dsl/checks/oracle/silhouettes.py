"""What a picture should show of its world's objects: their own triangles, met by a ray through each pixel.

It knows objects alone: what a wall or a desk hides is not told, so a picture may show less, never more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from spacenum_dsl.base import registry
from spacenum_dsl.base.embree import scene_of
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.oracle.clouds import Ids, Mask
from spacenum_dsl.output.records.meshes import know_meshes
from spacenum_dsl.output.records.types import ViewRecord, WorldRecord
from spacenum_dsl.semantics.kind import mesh_for
from spacenum_dsl.world.world import Placement, Thing

FIRST_OBJECT = 16
"""The lowest instance id of an object; lower ones are parts of the room, 0 is nothing."""
HIDING = (2, 4, 5)
"""Instance ids of what may stand before an object though it is none: walls (a room may be L-shaped), a
surface's furniture, fittings of a room."""
BEFORE = 0.02
"""Metres before the eye from which a point can be projected."""
RAYS = 20_000
"""Rays that an object's silhouette takes at most, roughly."""


@dataclass(frozen=True, eq=False)
class StandingMesh:
    """An object where it stands: `points` (n, 3) in the world frame, `faces` (m, 3) of them, and the `scene`
    that rays are cast into."""

    points: Floats
    faces: Ids
    scene: Any


class WorldTriangles:
    """The triangles of a world's objects, kept for all pictures of it. Meshes that users brought are read
    from the `dataset`; those of the world before are let go, as a process would grow with every world."""

    def __init__(self, dataset: Path, world: WorldRecord) -> None:
        registry.load()
        know_meshes(dataset, {thing.kind for thing in world.objects})
        mesh_for.cache_clear()
        self._world = world
        self._things = {thing.id: thing for thing in world.objects}
        self._solids = cache(self._solid)
        self._together = cache(self._all)

    def alone(self, thing: int, state: int) -> StandingMesh:
        """One object that a state has; only what varies is another one in each."""
        return self._solids(thing, state if self._things[thing].name in self._world.varied else 0)

    def has(self, thing: int, state: int) -> bool:
        """Whether an object is there in a state."""
        return self._placement(thing, state) is not None

    def together(self, state: int) -> tuple[Any, Ids]:
        """A scene of all objects that are there, and whose each of its triangles is."""
        return self._together(state)

    def _placement(self, thing: int, state: int) -> Placement | None:
        about, world = self._things[thing], self._world
        if about.name not in world.varied:
            return about.placement
        return world.states[state][world.varied.index(about.name)]

    def _solid(self, thing: int, state: int) -> StandingMesh:
        about, placement = self._things[thing], self._placement(thing, state)
        if placement is None:
            raise LookupError(f"{about.name} is not there in state {state}")
        points = _placed(about, placement)
        faces = about.mesh.faces.astype(np.int32)
        return StandingMesh(points, faces, scene_of(points, faces))

    def _all(self, state: int) -> tuple[Any, Ids]:
        solids = {thing: self.alone(thing, state) for thing in self._things if self.has(thing, state)}
        starts = np.cumsum([0, *(len(solid.points) for solid in solids.values())])
        faces = [solid.faces + start for solid, start in zip(solids.values(), starts, strict=False)]
        owners = np.repeat(list(solids), [len(solid.faces) for solid in solids.values()])
        points = np.concatenate([solid.points for solid in solids.values()])
        return scene_of(points, np.concatenate(faces).astype(np.int32)), owners.astype(np.int32)


def _placed(thing: Thing, placement: Placement) -> Floats:
    """(n, 3) an object's points in the world."""
    c, s = np.cos(np.radians(placement.yaw)), np.sin(np.radians(placement.yaw))
    turned = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    return np.asarray(placement.scale * thing.mesh.vertices @ turned.T + placement.position)


@dataclass(frozen=True, eq=False)
class Expected:
    """What a view should show."""

    view: ViewRecord
    triangles: WorldTriangles

    @cached_property
    def ids(self) -> Ids:
        """(h, w) the nearest object at each pixel's centre, 0 where there is none."""
        scene, owners = self.triangles.together(self.view.state)
        camera = self.view.camera
        hit = self._met(scene, np.arange(camera.width), np.arange(camera.height))
        return np.where(hit >= 0, owners[hit], 0).astype(np.int32)

    def apart(self, ids: Ids) -> Iterator[tuple[int, int, int]]:
        """Where a picture with these ids shows another world: of each such object, its pixels that are shown
        where it is not, and those that are not shown where it is. Neighbouring pixels may be exchanged."""
        differing = ids != self.ids
        for thing in np.unique(np.concatenate([ids[differing], self.ids[differing]])).tolist():
            if thing < FIRST_OBJECT:
                continue
            shown, there = ids == thing, self.ids == thing
            strange = int(np.count_nonzero(shown & ~beside(there)))
            lacking = there & ~beside(shown) & ~np.isin(ids, HIDING)
            yield thing, strange, int(np.count_nonzero(lacking))

    def alone(self, thing: int) -> float:
        """Pixels that an object would take if nothing hid it, counted up to a picture's width and height
        beyond the frame; none of what its state does not have."""
        if not self.triangles.has(thing, self.view.state):
            return 0.0
        solid = self.triangles.alone(thing, self.view.state)
        window = self._window(solid.points)
        if window is None:
            return 0.0
        (left, top), (right, bottom) = window
        step = max(1, int(np.sqrt((right - left) * (bottom - top) / RAYS)))
        hit = self._met(solid.scene, np.arange(left, right, step), np.arange(top, bottom, step))
        return float(np.count_nonzero(hit >= 0) * step**2)

    def _window(self, points: Floats) -> tuple[Ids, Ids] | None:
        """The first pixel, and the one after the last, of all that points may cover."""
        camera, extrinsics = self.view.camera, np.array(self.view.camera.extrinsics)
        size = np.array([camera.width, camera.height])
        seen = points @ extrinsics[:3, :3].T + extrinsics[:3, 3]
        if seen[:, 2].max() <= BEFORE:
            return None
        if seen[:, 2].min() <= BEFORE:
            return -size, 2 * size
        k = np.array(camera.intrinsics)
        pixels = seen[:, :2] / seen[:, 2:] * [k[0, 0], k[1, 1]] + k[:2, 2]
        low = np.clip(np.floor(pixels.min(axis=0)), -size, 2 * size)
        high = np.clip(np.ceil(pixels.max(axis=0)), -size, 2 * size)
        return low.astype(np.int32), high.astype(np.int32)

    def _met(self, scene: Any, columns: Ids, rows: Ids) -> Ids:
        """(rows, columns) the triangle that the ray through each pixel's centre meets first, or -1."""
        k, extrinsics = np.array(self.view.camera.intrinsics), np.array(self.view.camera.extrinsics)
        x, y = (columns + 0.5 - k[0, 2]) / k[0, 0], (rows + 0.5 - k[1, 2]) / k[1, 1]
        right, down, forward = extrinsics[:3, :3].astype(np.float32)
        rays = (
            x[None, :, None].astype(np.float32) * right
            + y[:, None, None].astype(np.float32) * down
            + forward
        ).reshape(-1, 3)  # fmt: skip
        eye = -extrinsics[:3, :3].T @ extrinsics[:3, 3]
        eyes = np.broadcast_to(eye.astype(np.float32), rays.shape)
        hit = scene.run(np.ascontiguousarray(eyes), np.ascontiguousarray(rays), query="INTERSECT")
        return np.asarray(hit, dtype=np.int32).reshape(len(rows), len(columns))


def beside(mask: Mask) -> Mask:
    """A mask with all pixels that touch it, corners included."""
    padded = np.pad(mask, 1)
    rows = padded[:-2] | padded[1:-1] | padded[2:]
    return np.asarray(rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:])
