"""What rays can hit: the real triangles of every object, each shape traced in its own frame.

Objects of one shape share one embree scene, so that a world costs no building, and an object can be cast
alone and against all others. Embree tells which triangle a ray meets; how far away it is, is worked out here,
as embree divides by estimates that differ between makers of processors (G6).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base import exact
from spacenum_dsl.base.embree import scene_of
from spacenum_dsl.base.parts import Floats, Mesh
from spacenum_dsl.semantics.kind import mesh_for
from spacenum_dsl.world.structure import SURFACE, Structure
from spacenum_dsl.world.world import Thing

Singles = npt.NDArray[np.float32]
"""Embree's numbers."""

MISS = 1e30
"""Metres beyond which nothing is: what is as far was not hit."""


@lru_cache(maxsize=1024)
def _shape(kind: str, size: tuple[float, float, float], variant: tuple[tuple[str, int], ...]) -> TracedShape:
    return TracedShape(mesh_for(kind, size, variant))


class TracedShape:
    """The triangles of a mesh, and its smallest and largest corner (2, 3)."""

    def __init__(self, mesh: Mesh) -> None:
        self.bounds = mesh.bounds
        self._scene = scene_of(mesh.vertices, mesh.faces)
        a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
        normals = np.cross(b - a, c - a).T
        self._planes = np.concatenate([normals, (normals * a.T).sum(axis=0)[None]])

    def depths(self, origin: Singles, rays: Singles) -> Singles:
        """(n,) how far along rays (n, 3) it is hit, `MISS` where it is not."""
        faces = self._scene.run(_repeated(origin, len(rays)), rays, query="INTERSECT")
        found = np.full(len(faces), np.float32(MISS))
        met = np.flatnonzero(faces >= 0)
        if len(met):
            x, y, z, level = self._planes[:, faces[met]]
            along, aside, up = rays[met].T
            from_x, from_y, from_z = origin.tolist()
            away = level - (x * from_x + y * from_y + z * from_z)
            with np.errstate(divide="ignore", invalid="ignore"):
                found[met] = away / (x * along + y * aside + z * up)
        return found


@dataclass(frozen=True, eq=False)
class Body:
    """A traced shape at its place. `counted` is false for what hides but is no object."""

    name: str
    id: int
    shape: TracedShape
    position: tuple[float, float, float]
    yaw: float
    scale: float
    counted: bool = True

    @property
    def pose(self) -> Hashable:
        """What it looks like from anywhere: equal for equal shapes at one place."""
        return self.shape, self.position, self.yaw, self.scale

    def depths(self, origin: Singles, rays: Singles) -> Singles:
        """(n,) how far along rays (n, 3) in the body's frame it is hit, `MISS` where it is not."""
        return self.shape.depths(origin, rays)


def _repeated(origin: Singles, count: int) -> Singles:
    """(count, 3) rows that are all one (3,) array, without a copy of it."""
    return np.ndarray((count, 3), np.float32, origin, strides=(0, origin.itemsize))


@dataclass(frozen=True, eq=False)
class Bodies:
    """All that stands in one state of a world, with what every view of it needs."""

    each: tuple[Body, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """Where in `each` a body stands, by its name."""
        return {body.name: number for number, body in enumerate(self.each)}

    @cached_property
    def positions(self) -> Floats:
        """(n, 3) metres in the world."""
        return np.array([body.position for body in self.each]).reshape(-1, 3)

    @cached_property
    def turns(self) -> Floats:
        """(n, 3, 3): rows are a body's axes in the world."""
        turns = np.zeros((len(self.each), 3, 3))
        turns[:, 0, 0], turns[:, 0, 1] = exact.turns(np.array([body.yaw for body in self.each]))
        turns[:, 1, 1], turns[:, 1, 0] = turns[:, 0, 0], -turns[:, 0, 1]
        turns[:, 2, 2] = 1.0
        return turns

    @cached_property
    def inward(self) -> Floats:
        """(n, 3, 3): directions of the world times this are directions in a body's frame, unscaled."""
        scales = np.array([body.scale for body in self.each])
        return np.asarray(self.turns.transpose(0, 2, 1) / scales[:, None, None])

    @cached_property
    def corners(self) -> Floats:
        """(n, 8, 3): the corners of the bodies' bounding boxes in the world."""
        bounds = np.array([body.shape.bounds * body.scale for body in self.each]).reshape(-1, 2, 3)
        local = bounds[:, _CORNERS, np.arange(3)]
        return exact.product(local, self.turns) + self.positions[:, None, :]

    @cached_property
    def heights(self) -> list[tuple[float, float]]:
        """Lowest and highest point of each of these boxes."""
        ups = self.corners[:, :, 2]
        return list(zip(ups.min(axis=1).tolist(), ups.max(axis=1).tolist(), strict=True))

    @cached_property
    def centres(self) -> Floats:
        """(n, 3): the centres of these boxes."""
        return np.asarray((self.corners[:, 0] + self.corners[:, -1]) / 2)


_CORNERS = np.indices((2, 2, 2)).reshape(3, 8).T


def bodies_of(things: Iterable[Thing], structure: Structure | None = None) -> Bodies:
    """Bodies of all objects and of what else may hide them."""
    found = [
        Body(
            thing.name,
            thing.id,
            _shape(thing.kind, thing.size, tuple(sorted(thing.variant.items()))),
            thing.placement.position,
            thing.placement.yaw,
            thing.placement.scale,
        )
        for thing in things
    ]
    if structure is not None:
        found += _around(structure)
    return Bodies(tuple(found))


@lru_cache(maxsize=64)
def _around(structure: Structure) -> tuple[Body, ...]:
    """What a room has that may hide objects though no question is about it."""
    found = [
        Body(
            f"the room's {number}",
            thing.id,
            _shape(thing.kind, thing.size, tuple(sorted(thing.variant.items()))),
            thing.placement.position,
            thing.placement.yaw,
            thing.placement.scale,
            counted=False,
        )
        for number, thing in enumerate(structure.fittings)
    ]
    if structure.hides is not None:
        shape = TracedShape(structure.hides)
        found.append(Body("surface", SURFACE, shape, (0.0, 0.0, 0.0), 0.0, 1.0, counted=False))
    return tuple(found)
