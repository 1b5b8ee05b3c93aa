"""What a camera sees, by casting rays at the real triangles; never by "the centre is in the frame".

Each object has its own embree scene in its own frame, shared by all objects of one shape, so that a world
costs no building and an object can be cast alone and against all others. Rays run through pixel centres.
An object of up to 64 × 64 px is counted at every pixel, a larger one at every second, third, … in both
directions. The room is convex and the camera inside it, so its walls hide nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Floats, Mesh
from spacenum_dsl.meaning.kind import mesh_for
from spacenum_dsl.world.structure import SURFACE, Structure
from spacenum_dsl.world.world import Thing

MIN_SHARE = 0.25
MIN_PIXELS = 60
"""What counts as visible: at least a quarter of the object, and at least so many pixels of the picture."""

SAMPLES = 4096
"""Pixels up to which an object is counted at every one."""

WIDE = 4.0
"""All of an object is what falls into the frame widened so many times; beyond, directions run flat."""

NEAR = 0.02
"""Metres before the camera up to which a corner can be projected."""

Keys = npt.NDArray[np.int64]


@lru_cache(maxsize=1024)
def _shape(
    kind: str, size: tuple[float, float, float], variant: tuple[tuple[str, int], ...]
) -> tuple[Any, Floats]:
    return _traced(mesh_for(kind, size, variant))


def _traced(mesh: Mesh) -> tuple[Any, Floats]:
    scene = EmbreeScene()
    TriangleMesh(scene, mesh.vertices.astype(np.float32), mesh.faces)
    return scene, mesh.bounds


@dataclass(frozen=True, eq=False)
class Body:
    """A traced shape at its place. `counted` is false for what hides but is no object."""

    name: str
    id: int
    scene: Any
    bounds: Floats
    position: Floats
    yaw: float
    scale: float
    counted: bool = True

    @cached_property
    def turn(self) -> Floats:
        """(3, 3): rows are the object's axes in the world."""
        c, s = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        return np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])

    @cached_property
    def corners(self) -> Floats:
        """(8, 3): the corners of its bounding box in the world."""
        low, high = self.bounds
        local = np.array(
            [[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
        )
        return np.asarray(local @ self.turn * self.scale + self.position)

    def cast(self, origin: Floats, directions: Floats) -> Floats:
        """(n,) depths at which rays hit it, infinite where they miss."""
        local = (self.turn @ (origin - self.position) / self.scale).astype(np.float32)
        rays = np.ascontiguousarray(directions @ (self.turn.T / self.scale), dtype=np.float32)
        found = self.scene.run(
            np.broadcast_to(local, rays.shape).copy(), rays, query="INTERSECT", output=True
        )
        return np.where(found["geomID"] >= 0, found["tfar"], np.inf)


def bodies_of(things: Iterable[Thing], structure: Structure | None = None) -> tuple[Body, ...]:
    """Bodies of all objects and, if the world has one, of the surface's furniture."""
    found = [
        Body(
            thing.name,
            thing.id,
            *_shape(thing.kind, thing.size, tuple(sorted(thing.variant.items()))),
            np.asarray(thing.placement.position),
            thing.placement.yaw,
            thing.placement.scale,
        )
        for thing in things
    ]
    if structure is not None and SURFACE in structure.meshes:
        scene, bounds = _furniture(structure)
        found.append(Body("surface", SURFACE, scene, bounds, np.zeros(3), 0.0, 1.0, counted=False))
    return tuple(found)


@lru_cache(maxsize=16)
def _furniture(structure: Structure) -> tuple[Any, Floats]:
    return _traced(structure.meshes[SURFACE])


class Look:
    """One camera's view of bodies. Counts are made when they are asked for, and kept."""

    def __init__(self, camera: Camera, bodies: Sequence[Body]) -> None:
        self.camera = camera
        self.bodies = bodies
        self.origin = np.asarray(camera.position)
        self._counts: dict[str, tuple[float, float]] = {}
        self._windows = {body.name: self._window(body) for body in bodies}

    def share(self, name: str) -> float:
        """The unoccluded, in-frame share of the object's pixels."""
        seen, whole = self._count(name)
        return seen / whole if whole else 0.0

    def pixels(self, name: str) -> float:
        """How many pixels of the picture show the object."""
        return self._count(name)[0]

    def sees(self, name: str) -> bool:
        """Whether the object counts as visible."""
        if self._windows[name] is None:
            return False
        return self.pixels(name) >= MIN_PIXELS and self.share(name) >= MIN_SHARE

    def visible(self) -> tuple[str, ...]:
        """Names of all objects that count as visible."""
        return tuple(body.name for body in self.bodies if body.counted and self.sees(body.name))

    def mask(self, name: str, stride: int) -> Keys:
        """Sorted numbers (row · width + column) of the pixels of a lattice that show the object."""
        body = self._body(name)
        window = self._windows[name]
        if window is None:
            return np.empty(0, dtype=np.int64)
        columns, rows = self._lattice(window, stride)
        inside = (columns >= 0) & (columns < self.camera.width) & (rows >= 0) & (rows < self.camera.height)
        shown, _ = self._shown(body, columns[inside], rows[inside])
        return np.asarray(rows[inside][shown] * self.camera.width + columns[inside][shown])

    def stride(self, name: str) -> int:
        """The lattice on which the object is counted: every pixel up to `SAMPLES` of them."""
        window = self._windows[name]
        if window is None:
            return 1
        return max(1, math.ceil(math.sqrt((window[2] - window[0]) * (window[3] - window[1]) / SAMPLES)))

    def picture(self, stride: int) -> npt.NDArray[np.int32]:
        """(rows, columns) instance ids on a lattice of pixels, 0 where no object is."""
        across = np.arange(stride // 2, self.camera.width, stride)
        down = np.arange(stride // 2, self.camera.height, stride)
        depth = np.full((len(down), len(across)), np.inf)
        ids = np.zeros(depth.shape, dtype=np.int32)
        for body in self.bodies:
            window = self._windows[body.name]
            if window is None:
                continue
            u0, u1 = np.searchsorted(across, window[0]), np.searchsorted(across, window[2])
            v0, v1 = np.searchsorted(down, window[1]), np.searchsorted(down, window[3])
            if u1 <= u0 or v1 <= v0:
                continue
            columns, rows = np.meshgrid(across[u0:u1], down[v0:v1])
            hits = body.cast(self.origin, self._rays(columns.ravel(), rows.ravel())).reshape(columns.shape)
            nearer = hits < depth[v0:v1, u0:u1]
            depth[v0:v1, u0:u1][nearer] = hits[nearer]
            ids[v0:v1, u0:u1][nearer] = body.id
        return ids

    def _body(self, name: str) -> Body:
        return next(body for body in self.bodies if body.name == name)

    def _rays(self, columns: Keys, rows: Keys) -> Floats:
        return self.camera.rays(np.column_stack([columns, rows]) + 0.5)

    def _window(self, body: Body) -> tuple[int, int, int, int] | None:
        """Columns and rows (first, one past last) that can show the body, in the widened frame."""
        width, height = self.camera.width, self.camera.height
        pixels, depth = self.camera.project(body.corners)
        if (depth <= NEAR).all():
            return None
        limit = (
            (1 - WIDE) / 2 * width,
            (1 - WIDE) / 2 * height,
            (1 + WIDE) / 2 * width,
            (1 + WIDE) / 2 * height,
        )
        low, high = np.array(limit[:2]), np.array(limit[2:])
        if (depth > NEAR).all():
            low, high = np.maximum(pixels.min(axis=0), low), np.minimum(pixels.max(axis=0), high)
        if (high <= low).any() or low[0] >= width or low[1] >= height or high[0] <= 0 or high[1] <= 0:
            return None
        return math.floor(low[0]), math.floor(low[1]), math.ceil(high[0]) + 1, math.ceil(high[1]) + 1

    def _lattice(self, window: tuple[int, int, int, int], stride: int) -> tuple[Keys, Keys]:
        """Columns and rows of the window's pixels on the lattice of the whole picture."""
        first = stride // 2
        axes = [
            np.arange(first + math.ceil((low - first) / stride) * stride, high, stride)
            for low, high in ((window[0], window[2]), (window[1], window[3]))
        ]
        columns, rows = np.meshgrid(*axes)
        return columns.ravel(), rows.ravel()

    def _shown(self, body: Body, columns: Keys, rows: Keys) -> tuple[np.ndarray, int]:
        """Which pixels show the body, and how many it would fill if nothing stood before it."""
        if not len(columns):
            return np.zeros(0, dtype=bool), 0
        rays = self._rays(columns, rows)
        depth = body.cast(self.origin, rays)
        hit = np.flatnonzero(np.isfinite(depth))
        shown = np.zeros(len(columns), dtype=bool)
        shown[hit] = True
        for other in self.bodies:
            window = self._windows[other.name]
            if other is body or window is None or not len(hit):
                continue
            near = hit[shown[hit]]
            near = near[
                (columns[near] >= window[0])
                & (columns[near] < window[2])
                & (rows[near] >= window[1])
                & (rows[near] < window[3])
            ]
            if len(near):
                shown[near[other.cast(self.origin, rays[near]) < depth[near] - 1e-5]] = False
        return shown, len(hit)

    def _count(self, name: str) -> tuple[float, float]:
        """Pixels of the picture that show the body, and all that it would fill, alone in the widened frame."""
        found = self._counts.get(name)
        if found is not None:
            return found
        body, window = self._body(name), self._windows[name]
        if window is None:
            return self._counts.setdefault(name, (0.0, 0.0))
        stride = self.stride(name)
        columns, rows = self._lattice(window, stride)
        inside = (columns >= 0) & (columns < self.camera.width) & (rows >= 0) & (rows < self.camera.height)
        shown, whole = self._shown(body, columns[inside], rows[inside])
        if not inside.all():
            outside = body.cast(self.origin, self._rays(columns[~inside], rows[~inside]))
            whole += int(np.isfinite(outside).sum())
        return self._counts.setdefault(name, (float(shown.sum() * stride**2), float(whole * stride**2)))
