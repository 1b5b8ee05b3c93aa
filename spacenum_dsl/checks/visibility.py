"""Which objects a picture shows, as the judge sees it: rays through every third pixel at all triangles, those
of floor, walls, ceiling and whatever else the room has among them.

It tells who is surely visible and who may be, with a margin for all that few rays leave open. The share of an
object is at least the pixels that show it over the area of the convex outline of its projected triangles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from spacenum_dsl.base.embree import scene_of
from spacenum_dsl.base.parts import Floats, Mesh
from spacenum_dsl.questions.question import View
from spacenum_dsl.semantics.kind import mesh_for
from spacenum_dsl.world.structure import Structure, structure_of
from spacenum_dsl.world.world import Thing, ViewPoint, World

SHARE, PIXELS = 0.25, 60
"""What counts as visible: a quarter of an object and so many pixels."""

STRIDE = 3
"""Pixels between rays, both ways."""

COARSE = 56
"""Rays across a picture by which visibility may have been decided."""

DEVIATIONS = 4
"""Standard deviations of what so many rays find that count as possible."""

BEFORE = 0.02
"""Metres before a camera from which a point can be projected."""


@dataclass(frozen=True)
class Visible:
    """Names of objects that are surely visible, and of those that may be."""

    sure: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()


def visible(world: World, view: View, image: tuple[int, int]) -> Visible:
    """Who is visible in a picture of width × height pixels."""
    return Eyes(world, view.point, image).visible(view.state)


@dataclass(frozen=True, eq=False)
class _Hits:
    """What rays meet first among some triangles: (n,) metres along each and whose triangle it is, -1 where
    none is met; `points` are the vertices of each owner, in the world."""

    depth: Floats
    owner: npt.NDArray[np.int64]
    points: tuple[Floats, ...]


class Eyes:
    """A camera of a world; what never moves is met once for all states."""

    def __init__(self, world: World, point: ViewPoint, image: tuple[int, int]) -> None:
        self.world, self.point, self.image = world, point, image
        self.focal = image[0] / (2 * math.tan(math.radians(point.fov) / 2))
        self.axes = _axes(point)
        rays = np.ascontiguousarray(_rays(image, self.focal) @ self.axes, dtype=np.float32)
        eye = np.asarray(point.position, dtype=np.float32)
        self.rays, self.eyes = rays, np.ascontiguousarray(np.broadcast_to(eye, rays.shape))

    def visible(self, state: int) -> Visible:
        """Who is visible in a state of the world."""
        things = self.world.in_state(state)
        moving = [thing for thing in things if thing.name in self.world.varied]
        met, around = self._met(moving), self._around
        nearer = met.depth < self._still.depth
        before = np.minimum(met.depth, self._still.depth) < around
        still = [thing for thing in things if thing.name not in self.world.varied]
        sure, open_ = set[str](), set[str]()
        for names, hits, shown in (
            (still, self._still, before & ~nearer),
            (moving, met, before & nearer),
        ):
            counts = np.bincount(hits.owner[shown & (hits.owner >= 0)], minlength=len(names))
            for thing, own, count in zip(names, hits.points, counts.tolist(), strict=True):
                self._judge(thing.name, own, count * STRIDE**2, sure, open_)
        return Visible(frozenset(sure), frozenset(open_))

    def _judge(self, name: str, own: Floats, pixels: int, sure: set[str], open_: set[str]) -> None:
        """Puts a thing that so many pixels show where it belongs."""
        ray = max(1, self.image[0] // COARSE) ** 2
        if pixels + DEVIATIONS * math.sqrt(pixels * ray) + ray < PIXELS or not pixels:
            return
        outline = _outline((own - np.asarray(self.point.position)) @ self.axes.T, self.focal)
        doubt = DEVIATIONS / 2 * math.sqrt(ray / outline)
        enough = pixels - DEVIATIONS * math.sqrt(pixels * ray) - ray >= PIXELS
        (sure if enough and pixels / outline - doubt >= SHARE else open_).add(name)

    @cached_property
    def _still(self) -> _Hits:
        return self._met([thing for thing in self.world.things if thing.name not in self.world.varied])

    @cached_property
    def _around(self) -> Floats:
        """(n,) how far floor, walls, ceiling and what else the room has are."""
        found = _surroundings(structure_of(self.world)).run(self.eyes, self.rays, query="DISTANCE")
        return np.asarray(found, dtype=float)

    def _met(self, things: Sequence[Thing]) -> _Hits:
        meshes = [_mesh(thing) for thing in things]
        points = tuple(_placed(thing, mesh.vertices) for thing, mesh in zip(things, meshes, strict=True))
        if not points:
            return _Hits(np.full(len(self.rays), math.inf), np.full(len(self.rays), -1), ())
        owner = np.repeat(np.arange(len(meshes)), [len(mesh.faces) for mesh in meshes])
        found = _cast(points, [mesh.faces for mesh in meshes]).run(self.eyes, self.rays, output=True)
        triangle = found["primID"]
        depth = np.where(triangle >= 0, found["tfar"], math.inf)
        return _Hits(depth, np.where(triangle >= 0, owner[triangle], -1), points)


@lru_cache(maxsize=16)
def _surroundings(around: Structure) -> Any:
    """The triangles of a room itself and of its own things."""
    meshes = [_mesh(thing) for thing in around.fittings]
    points = [_placed(thing, mesh.vertices) for thing, mesh in zip(around.fittings, meshes, strict=True)]
    room = list(around.meshes.values())
    return _cast([*points, *(mesh.vertices for mesh in room)], [mesh.faces for mesh in (*meshes, *room)])


def _mesh(thing: Thing) -> Mesh:
    return mesh_for(thing.kind, thing.size, tuple(sorted(thing.variant.items())))


def _cast(points: Sequence[Floats], faces: Sequence[npt.NDArray[np.int32]]) -> Any:
    """A scene of several meshes."""
    starts = np.cumsum([0, *(len(each) for each in points[:-1])])
    joined = [each + start for each, start in zip(faces, starts, strict=True)]
    return scene_of(np.concatenate(points), np.concatenate(joined).astype(np.int32))


def _placed(thing: Thing, points: Floats) -> Floats:
    """(n, 3) points of an object's own frame, in the world."""
    place, turn = thing.placement, math.radians(thing.placement.yaw)
    c, s = math.cos(turn), math.sin(turn)
    x, y, z = (points * place.scale).T
    return np.asarray(np.column_stack([x * c - y * s, x * s + y * c, z]) + np.asarray(place.position))


def _axes(point: ViewPoint) -> Floats:
    """(3, 3): right, down and forward of a camera without roll."""
    yaw, pitch = math.radians(point.yaw), math.radians(point.pitch)
    forward = np.array([math.cos(yaw) * math.cos(pitch), math.sin(yaw) * math.cos(pitch), math.sin(pitch)])
    right = np.array([math.sin(yaw), -math.cos(yaw), 0.0])
    return np.stack([right, np.cross(forward, right), forward])


def _rays(image: tuple[int, int], focal: float) -> Floats:
    """(n, 3) rays in camera axes through the middles of every third pixel."""
    across, down = (np.arange(STRIDE // 2, side, STRIDE) + 0.5 - side / 2 for side in image)
    columns, rows = np.meshgrid(across / focal, down / focal)
    return np.column_stack([columns.ravel(), rows.ravel(), np.ones(columns.size)])


def _outline(points: Floats, focal: float) -> float:
    """Square pixels of the convex outline of (n, 3) points in camera axes; infinite if one is not ahead."""
    if points[:, 2].min() <= BEFORE:
        return math.inf
    return float(
        shapely.area(shapely.convex_hull(shapely.multipoints(points[:, :2] / points[:, 2:] * focal)))
    )
