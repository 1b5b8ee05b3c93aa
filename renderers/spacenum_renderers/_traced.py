"""A stage as embree has it, and what rays meet in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.embree import scene_of
from spacenum_dsl.base.parts import Mesh
from spacenum_dsl.output.pictures.renderer import Stage
from spacenum_renderers._emitters import Lights, lights_of
from spacenum_renderers._skins import Textures, textures_of
from spacenum_renderers._surface import Floats32, Ints32, albedo, corner_normals, shade

Flags = npt.NDArray[np.bool_]

OPAQUE, GLASS, MIRROR = 0, 1, 2
"""What happens to a ray: it ends, goes straight on, or is thrown back."""
BENDS = {"glass": GLASS, "mirror": MIRROR}
"""The same by finish; all others are opaque."""
SHINE = {
    "satin": (0.10, 24.0),
    "gloss": (0.35, 70.0),
    "metal": (0.60, 30.0),
    "glass": (0.60, 90.0),
    "ceramic": (0.40, 90.0),
    "leather": (0.08, 16.0),
    "planks": (0.05, 20.0),
    "tiles": (0.20, 50.0),
}
"""Strength and sharpness of the highlight by finish."""
BENT = 0.02
"""Smallest change of a normal's coordinate (about a degree) that makes a face curved."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """A stage ready for rays. Arrays have one row per triangle; `surface` numbers (instance, part) from
    1, times six plus the main direction of the face; `bends` is one of the above. `solid` is the scene
    without what no shadow falls from: glass, and what glows.
    """

    key: str
    scene: Any
    solid: Any
    flat: Floats32
    corners: Floats32
    round: Flags
    paint: Floats32
    textures: Textures | None
    shine: Floats32
    glows: Flags
    bends: Ints32
    surface: Ints32
    ids: Ints32
    lights: Lights


@dataclass(frozen=True, eq=False)
class Hits:
    """What n rays met: `triangle` −1 is nothing.

    `paint` is linear; `depth` is in lengths of the ray; `normal` is turned to the viewer, `facing` is the
    cosine between them; `surface` also tells apart the six main directions of the normal, 0 is nothing.
    """

    triangle: Ints32
    paint: Floats32
    depth: Floats32
    ray: Floats32
    point: Floats32
    normal: Floats32
    facing: Floats32
    surface: Ints32


def load(stage: Stage, cache: WeakKeyDictionary[Mesh, Floats32]) -> Loaded:
    """Bring a stage's triangles to their places; the cache holds normals of meshes that were there before."""
    points: list[npt.NDArray[np.float64]] = []
    corners, paint, shine, glows, bends, surface, ids = [], [], [], [], [], [], []
    parts_before = 1
    for instance in stage.instances:
        mesh = instance.mesh
        if mesh not in cache:
            cache[mesh] = corner_normals(mesh)
        cosine, sine = math.cos(math.radians(instance.yaw)), math.sin(math.radians(instance.yaw))
        turn = np.array([[cosine, sine, 0.0], [-sine, cosine, 0.0], [0.0, 0.0, 1.0]])
        placed = mesh.vertices @ turn * instance.scale + np.asarray(instance.position)
        points.append(placed[mesh.faces])
        corners.append(cache[mesh] @ turn.astype(np.float32))
        colours = np.array([albedo(p, instance.colour) for p in mesh.parts]) * shade(instance.grain)
        paint.append(colours[mesh.part_of])
        shine.append(np.array([SHINE.get(p.finish, (0.0, 1.0)) for p in mesh.parts])[mesh.part_of])
        glows.append(np.array([p.finish == "glow" for p in mesh.parts])[mesh.part_of])
        bends.append(np.array([BENDS.get(p.finish, OPAQUE) for p in mesh.parts])[mesh.part_of])
        surface.append(mesh.part_of + np.int32(parts_before))
        ids.append(np.full(len(mesh.faces), instance.id, dtype=np.int32))
        parts_before += len(mesh.parts)
    triangles = np.concatenate(points)
    flat = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-30)
    smooth = np.concatenate(corners)
    placed32 = triangles.astype(np.float32)
    scene = _embree(placed32)
    glowing, bending = np.concatenate(glows), np.concatenate(bends).astype(np.int32)
    blocks = ~glowing & (bending != GLASS)
    return Loaded(
        key=stage.key,
        scene=scene,
        solid=scene if blocks.all() else _embree(placed32[blocks]),
        flat=flat.astype(np.float32),
        corners=smooth,
        round=(np.abs(smooth - flat[:, None].astype(np.float32)) > BENT).any(axis=(1, 2)),
        paint=np.concatenate(paint).astype(np.float32),
        textures=textures_of([instance.mesh for instance in stage.instances]),
        shine=np.concatenate(shine).astype(np.float32),
        glows=glowing,
        bends=bending,
        surface=np.concatenate(surface) * np.int32(6) + main_direction(flat.astype(np.float32)),
        ids=np.concatenate(ids),
        lights=lights_of(stage.lighting, placed32.min(axis=(0, 1)), placed32.max(axis=(0, 1))),
    )


def _embree(triangles: Floats32) -> Any:
    vertices = triangles.reshape(-1, 3)
    return scene_of(vertices, np.arange(len(vertices), dtype=np.int32).reshape(-1, 3))


@lru_cache(maxsize=4)
def centres(width: int, height: int) -> tuple[Floats32, Floats32]:
    """Columns and rows of all pixel centres, row by row."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
    return columns.reshape(-1), rows.reshape(-1)


def rays_of(camera: Camera, columns: Floats32, rows: Floats32) -> Floats32:
    """(n, 3) directions through places in the picture, one metre long along the view."""
    right, down, forward = camera.axes.astype(np.float32)
    focal = np.float32(camera.focal)
    across = (columns - np.float32(camera.width / 2)) / focal
    along = (rows - np.float32(camera.height / 2)) / focal
    rays = np.empty((len(columns), 3), dtype=np.float32)
    for k in range(3):
        rays[:, k] = across * right[k] + along * down[k] + forward[k]
    return rays


def flat_normals(loaded: Loaded, camera: Camera, triangle: Ints32) -> Floats32:
    """(n, 3) `Frame.normals` of all pixels, from what their centre rays hit."""
    rays = rays_of(camera, *centres(camera.width, camera.height))
    normals = np.take(loaded.flat, triangle, axis=0)
    normals[dot(normals, rays) > 0] *= -1
    normals[triangle < 0] = 0
    return normals


def trace(loaded: Loaded, origin: Floats32, rays: Floats32) -> Hits:
    """What rays (n, 3) from their origins (n, 3), or from one (3,), meet first."""
    origins = np.tile(origin, (len(rays), 1)) if origin.ndim == 1 else origin
    found = loaded.scene.run(origins, rays, output=True)
    triangle = found["primID"]
    paint = np.take(loaded.paint, triangle, axis=0)
    if loaded.textures is not None:
        loaded.textures.look_up(paint, triangle, found["u"], found["v"])
    miss = triangle < 0
    depth = found["tfar"]
    depth[miss] = np.inf
    point = origin + rays * np.where(miss, np.float32(0), depth)[:, None]
    normal = np.take(loaded.flat, triangle, axis=0)
    curved = np.flatnonzero(loaded.round[triangle] & ~miss)
    u, v = found["u"][curved, None], found["v"][curved, None]
    at = loaded.corners[triangle[curved]]
    bent = at[:, 0] * (1 - u - v) + at[:, 1] * u + at[:, 2] * v
    normal[curved] = bent / np.sqrt(dot(bent, bent))[:, None]
    facing = dot(normal, rays) / np.sqrt(dot(rays, rays))
    away = np.flatnonzero(facing > 0)
    normal[away] *= -1
    surface = loaded.surface[triangle]
    turned = np.concatenate([curved, away])
    surface[turned] += main_direction(normal[turned]) - surface[turned] % 6
    surface[miss] = 0
    return Hits(triangle, paint, depth, rays, point, normal, np.abs(facing), surface)


def dot(a: Floats32, b: Floats32) -> Any:
    return a[:, 0] * b[:, 0] + a[:, 1] * b[:, 1] + a[:, 2] * b[:, 2]


def unit(vectors: Floats32) -> Any:
    return vectors / np.sqrt(np.maximum(dot(vectors, vectors), np.float32(1e-12)))[:, None]


def main_direction(normal: Floats32) -> Ints32:
    """0 to 5: which of ±x, ±y, ±z is nearest."""
    x, y, z = (np.abs(normal[:, k]) for k in range(3))
    axis = np.where(z >= np.maximum(x, y), 2, (y > x).astype(np.int32)).astype(np.int32)
    signed = np.where(axis == 2, normal[:, 2], np.where(axis == 1, normal[:, 1], normal[:, 0]))
    return axis * 2 + (signed < 0).astype(np.int32)
