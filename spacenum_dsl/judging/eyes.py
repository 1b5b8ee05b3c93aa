"""Which objects a picture shows, as the judge sees it: rays through every third pixel at all triangles.

It tells who is surely visible and who may be, with a margin for all that few rays leave open. The share of an
object is at least the pixels that show it over the area of the convex outline of its projected triangles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely

from spacenum_dsl.asking.question import View
from spacenum_dsl.base.embree import scene_of
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.meaning.kind import mesh_for
from spacenum_dsl.world.structure import structure_of
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
    things = world.in_state(view.state)
    meshes = [mesh_for(thing.kind, thing.size, tuple(sorted(thing.variant.items()))) for thing in things]
    points = [_placed(thing, mesh.vertices) for thing, mesh in zip(things, meshes, strict=True)]
    faces = [mesh.faces for mesh in meshes]
    around = structure_of(world).hides
    if around is not None:
        points, faces = [*points, around.vertices], [*faces, around.faces]
    starts = np.cumsum([0, *(len(each) for each in points[:-1])])
    owner = np.repeat(np.arange(len(faces)), [len(each) for each in faces])
    scene = scene_of(
        np.concatenate(points),
        np.concatenate([each + start for each, start in zip(faces, starts, strict=True)]).astype(np.int32),
    )
    axes, focal = _axes(view.point), image[0] / (2 * math.tan(math.radians(view.point.fov) / 2))
    rays = _rays(image, focal) @ axes
    eyes = np.broadcast_to(np.asarray(view.point.position, dtype=np.float32), rays.shape)
    hit = scene.run(
        np.ascontiguousarray(eyes), np.ascontiguousarray(rays, dtype=np.float32), query="INTERSECT"
    )
    shown = np.bincount(owner[hit[hit >= 0]], minlength=len(faces)) * STRIDE**2
    sure, open_ = set[str](), set[str]()
    ray = max(1, image[0] // COARSE) ** 2
    for thing, own, pixels in zip(things, points, shown.tolist(), strict=False):
        if not pixels:
            continue
        outline = _outline((own - np.asarray(view.point.position)) @ axes.T, focal)
        doubt = DEVIATIONS / 2 * math.sqrt(ray / outline)
        enough = pixels - DEVIATIONS * math.sqrt(pixels * ray) - ray >= PIXELS
        (sure if enough and pixels / outline - doubt >= SHARE else open_).add(thing.name)
    return Visible(frozenset(sure), frozenset(open_))


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
