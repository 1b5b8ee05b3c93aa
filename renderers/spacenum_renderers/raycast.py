"""Renderer `raycast`: quick pictures from embree rays, many a second, without Blender.

Each pixel's centre ray gives its depth, its instance id and its surface. Every other pixel sends one more
ray, to a point of a lamp or into the surroundings; averaging these over pixels of the same surface gives soft
shadows and contacts. Pixels on edges then get three more rays.
Lamps are physical (watts, inverse square), light from walls to walls is a constant estimated from the size
of the stage. Glass is opaque and nothing mirrors. One thread; the same stage and camera give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Mesh
from spacenum_dsl.output.renderer import Device, Frame, Quality, Renderer, Stage, register
from spacenum_dsl.world.lighting import Lamp
from spacenum_renderers._sampling import PACK, averaged, encoded, lamp_samples, overlap, pattern, sky_samples
from spacenum_renderers._surface import AMBIENT, BACKDROP, GLOW, Floats32, Ints32, albedo, corner_normals

Flags = npt.NDArray[np.bool_]

REFLECTED = 0.37
"""Share of light that a typical wall gives back, for the estimate of light between walls."""
HEADLIGHT = 0.05
"""Radiance added where a surface faces the camera, so that shape shows in the shade too."""
REACH = 0.45
"""Metres within which geometry dims the ambient light."""
DEEPEST = 0.35
"""Share of the ambient light that reaches a point with no open direction, by way of what is near it."""
LIFT = 5e-4
"""Metres by which a ray starts off its surface."""
SHINE = {"satin": (0.10, 24.0), "gloss": (0.35, 70.0), "metal": (0.60, 30.0), "glass": (0.60, 90.0)}
"""Strength and sharpness of the highlight by finish."""
SPREAD = ((-0.36, -0.14), (0.3, -0.28), (0.06, 0.4))
"""Offsets from the pixel centre of the further rays of an edge pixel."""

BENT = 0.02
"""Smallest change of a normal's coordinate (about a degree) that makes a face curved."""
BAND = 28_000
"""Rays that are followed together."""


@dataclass(frozen=True, eq=False)
class _Loaded:
    """A stage ready for rays. Arrays have one row per triangle; `surface` numbers (instance, part) from
    1, times six plus the main direction of the face.
    """

    key: str
    scene: Any
    flat: Floats32
    corners: Floats32
    round: Flags
    paint: Floats32
    shine: Floats32
    glows: Flags
    surface: Ints32
    ids: Ints32
    lights: tuple[Lamp, ...]
    bounce: float


@dataclass(frozen=True, eq=False)
class _Hits:
    """What n rays met: `triangle` −1 is nothing.

    `normal` is turned to the viewer, `facing` is the cosine between them; `surface` also tells apart the six
    main directions of the normal, 0 is nothing.
    """

    triangle: Ints32
    depth: Floats32
    point: Floats32
    normal: Floats32
    facing: Floats32
    surface: Ints32


@dataclass(frozen=True, eq=False)
class _Picture:
    """What is known of each pixel (n = height × width) before it gets its colour.

    `terms` (4, n): radiance per unit of paint from the surroundings, from lamps and from the headlight, and
    the highlight of lamps. `probes` (3, n): what `_probe` tells, to be averaged.
    """

    triangle: Ints32
    depth: Floats32
    surface: Ints32
    terms: Floats32
    probes: Floats32


class _Session:
    def __init__(self) -> None:
        self._normals: WeakKeyDictionary[Mesh, Floats32] = WeakKeyDictionary()
        self._loaded: _Loaded | None = None

    def render(self, stage: Stage, camera: Camera, *, passes: bool) -> Frame:
        if self._loaded is None or self._loaded.key != stage.key:
            self._loaded = _load(stage, self._normals)
        loaded = self._loaded
        shape = (camera.height, camera.width)
        seen = _look(loaded, camera)
        visible = averaged(seen.probes, seen.surface, shape)
        colour = _mixed(loaded, seen.triangle, seen.terms, visible)
        _refine_edges(loaded, camera, seen, visible, colour)
        picture = encoded(colour).reshape(*shape, 3)
        if not passes:
            return Frame(picture)
        ids = np.where(seen.triangle >= 0, loaded.ids[seen.triangle], 0).astype(np.int32)
        normals = _flat_normals(loaded, camera, seen.triangle).reshape(*shape, 3)
        return Frame(picture, seen.depth.reshape(shape), ids.reshape(shape), normals)


def _look(loaded: _Loaded, camera: Camera) -> _Picture:
    """All centre rays, in bands that fit the processor's cache."""
    columns, rows = _centres(camera.width, camera.height)
    order = pattern(camera.height, camera.width)
    to_lamp = lamp_samples(loaded.lights)
    count = len(columns)
    picture = _Picture(
        triangle=np.empty(count, dtype=np.int32),
        depth=np.empty(count, dtype=np.float32),
        surface=np.empty(count, dtype=np.int32),
        terms=np.empty((4, count), dtype=np.float32),
        probes=np.empty((3, count), dtype=np.float32),
    )
    for start in range(0, count, BAND):
        band = slice(start, start + BAND)
        hits = _trace(loaded, camera, columns[band], rows[band])
        picture.triangle[band] = hits.triangle
        picture.depth[band] = hits.depth
        picture.surface[band] = hits.surface
        picture.terms[:, band] = _terms(loaded, camera, hits)
        picture.probes[:, band] = _probe(loaded, hits, order[band], to_lamp)
    return picture


def _load(stage: Stage, cache: WeakKeyDictionary[Mesh, Floats32]) -> _Loaded:
    from embreex import rtcore_scene  # noqa: PLC0415  the other renderers work without embree
    from embreex.mesh_construction import TriangleMesh  # noqa: PLC0415

    points: list[npt.NDArray[np.float64]] = []
    corners, paint, shine, glows, surface, ids = [], [], [], [], [], []
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
        paint.append(np.array([albedo(p, instance.colour) for p in mesh.parts])[mesh.part_of])
        shine.append(np.array([SHINE.get(p.finish, (0.0, 1.0)) for p in mesh.parts])[mesh.part_of])
        glows.append(np.array([p.finish == "glow" for p in mesh.parts])[mesh.part_of])
        surface.append(mesh.part_of + np.int32(parts_before))
        ids.append(np.full(len(mesh.faces), instance.id, dtype=np.int32))
        parts_before += len(mesh.parts)
    triangles = np.concatenate(points)
    flat = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-30)
    smooth = np.concatenate(corners)
    scene = rtcore_scene.EmbreeScene()
    vertices = triangles.reshape(-1, 3).astype(np.float32)
    TriangleMesh(scene, vertices, np.arange(len(vertices), dtype=np.int32).reshape(-1, 3))
    return _Loaded(
        key=stage.key,
        scene=scene,
        flat=flat.astype(np.float32),
        corners=smooth,
        round=(np.abs(smooth - flat[:, None].astype(np.float32)) > BENT).any(axis=(1, 2)),
        paint=np.concatenate(paint).astype(np.float32),
        shine=np.concatenate(shine).astype(np.float32),
        glows=np.concatenate(glows),
        surface=np.concatenate(surface) * np.int32(6) + _main_direction(flat.astype(np.float32)),
        ids=np.concatenate(ids),
        lights=stage.lighting.lamps,
        bounce=_bounce(vertices, stage.lighting.lamps),
    )


def _bounce(vertices: Floats32, lights: tuple[Lamp, ...]) -> float:
    """Radiance of light that has been reflected at least once, as if the stage were an evenly lit box."""
    a, b, c = (float(side) for side in vertices.max(axis=0) - vertices.min(axis=0))
    area = max(2 * (a * b + b * c + c * a), 30.0)
    power = sum(light.power for light in lights)
    return power * REFLECTED / (1 - REFLECTED) / area / math.pi


@lru_cache(maxsize=4)
def _centres(width: int, height: int) -> tuple[Floats32, Floats32]:
    """Columns and rows of all pixel centres, row by row."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
    return columns.reshape(-1), rows.reshape(-1)


def _rays(camera: Camera, columns: Floats32, rows: Floats32) -> Floats32:
    """(n, 3) directions through places in the picture, one metre long along the view."""
    right, down, forward = camera.axes.astype(np.float32)
    focal = np.float32(camera.focal)
    across = (columns - np.float32(camera.width / 2)) / focal
    along = (rows - np.float32(camera.height / 2)) / focal
    rays = np.empty((len(columns), 3), dtype=np.float32)
    for k in range(3):
        rays[:, k] = across * right[k] + along * down[k] + forward[k]
    return rays


def _flat_normals(loaded: _Loaded, camera: Camera, triangle: Ints32) -> Floats32:
    """(n, 3) `Frame.normals` of all pixels, from what their centre rays hit."""
    rays = _rays(camera, *_centres(camera.width, camera.height))
    normals = np.take(loaded.flat, triangle, axis=0)
    normals[_dot(normals, rays) > 0] *= -1
    normals[triangle < 0] = 0
    return normals


def _trace(loaded: _Loaded, camera: Camera, columns: Floats32, rows: Floats32) -> _Hits:
    rays = _rays(camera, columns, rows)
    origin = np.asarray(camera.position, dtype=np.float32)
    found = loaded.scene.run(np.tile(origin, (len(rays), 1)), rays, output=True)
    triangle = found["primID"]
    miss = triangle < 0
    depth = found["tfar"]
    depth[miss] = np.inf
    point = origin + rays * np.where(miss, np.float32(0), depth)[:, None]
    normal = np.take(loaded.flat, triangle, axis=0)
    curved = np.flatnonzero(loaded.round[triangle] & ~miss)
    u, v = found["u"][curved, None], found["v"][curved, None]
    at = loaded.corners[triangle[curved]]
    bent = at[:, 0] * (1 - u - v) + at[:, 1] * u + at[:, 2] * v
    normal[curved] = bent / np.sqrt(_dot(bent, bent))[:, None]
    facing = _dot(normal, rays) / np.sqrt(_dot(rays, rays))
    away = np.flatnonzero(facing > 0)
    normal[away] *= -1
    surface = loaded.surface[triangle]
    turned = np.concatenate([curved, away])
    surface[turned] += _main_direction(normal[turned]) - surface[turned] % 6
    surface[miss] = 0
    return _Hits(triangle, depth, point, normal, np.abs(facing), surface)


def _dot(a: Floats32, b: Floats32) -> Any:
    return a[:, 0] * b[:, 0] + a[:, 1] * b[:, 1] + a[:, 2] * b[:, 2]


def _main_direction(normal: Floats32) -> Ints32:
    """0 to 5: which of ±x, ±y, ±z is nearest."""
    x, y, z = (np.abs(normal[:, k]) for k in range(3))
    axis = np.where(z >= np.maximum(x, y), 2, (y > x).astype(np.int32)).astype(np.int32)
    signed = np.where(axis == 2, normal[:, 2], np.where(axis == 1, normal[:, 1], normal[:, 0]))
    return axis * 2 + (signed < 0).astype(np.int32)


def _probe(loaded: _Loaded, hits: _Hits, order: Ints32, to_lamp: Floats32) -> Floats32:
    """Second rays, to a lamp or into the surroundings: (3, n) open and asked, light arriving, light asked.

    The first holds two counts in one number, asked + `PACK` × open, which saves averaging one layer more.
    """
    at_sky = np.flatnonzero((order >= 0) & (order < 16))
    at_lamp = np.flatnonzero(order >= 16)
    sky = sky_samples()[order[at_sky]]
    lamp = to_lamp[order[at_lamp] - 16]
    around = (sky[:, :3] + hits.normal[at_sky]) * (sky[:, 3:] * np.float32(REACH))
    both = np.concatenate([at_sky, at_lamp])
    start = hits.point[both] + hits.normal[both] * np.float32(LIFT)
    upwards = lamp[:, :3] - start[len(at_sky) :]
    rays = np.concatenate([around, upwards])
    nearly = np.full(len(rays), 0.999, dtype=np.float32)
    clear = loaded.scene.run(start, rays, query="OCCLUDED", dists=nearly) != 0
    weight = lamp[:, 3] * _falloff(upwards, hits.normal[at_lamp])
    probes = np.zeros((3, len(order)), dtype=np.float32)
    probes[0, at_sky] = np.float32(1) + np.float32(PACK) * clear[: len(at_sky)]
    probes[1, at_lamp] = weight * clear[len(at_sky) :]
    probes[2, at_lamp] = weight
    return probes


def _falloff(towards: Floats32, normal: Floats32) -> Floats32:
    """Irradiance per watt of a downward lamp at `towards` from surfaces with those normals."""
    square = np.maximum(_dot(towards, towards), np.float32(1e-4))
    facing = np.maximum(_dot(towards, normal), 0) * np.maximum(towards[:, 2], 0)
    return np.asarray(facing / (square * square * np.float32(math.pi)))


def _terms(loaded: _Loaded, camera: Camera, hits: _Hits) -> Floats32:
    """(4, n) `_Picture.terms` of the hits, lamps unhindered."""
    terms = np.zeros((4, len(hits.triangle)), dtype=np.float32)
    terms[0] = np.float32(AMBIENT + loaded.bounce) * (np.float32(0.9) - np.float32(0.1) * hits.normal[:, 2])
    terms[2] = np.float32(HEADLIGHT) * hits.facing
    shine = loaded.shine[hits.triangle]
    shiny = np.flatnonzero(shine[:, 0] > 0)
    point, normal, shine = hits.point[shiny], hits.normal[shiny], shine[shiny]
    view = _unit(np.asarray(camera.position, dtype=np.float32) - point)
    for lamp in loaded.lights:
        place = np.asarray(lamp.position, dtype=np.float32)
        terms[1] += _falloff(place - hits.point, hits.normal) * np.float32(lamp.power / math.pi)
        half = _unit(_unit(place - point) + view)
        terms[3, shiny] += shine[:, 0] * np.maximum(_dot(half, normal), 0) ** shine[:, 1]
    return terms


def _mixed(loaded: _Loaded, triangle: Ints32, terms: Floats32, visible: Floats32) -> Floats32:
    """(n, 3) linear radiance towards the camera."""
    lit, clear = visible
    grey = terms[0] * (np.float32(DEEPEST) + np.float32(1 - DEEPEST) * clear) + terms[1] * lit + terms[2]
    colour = np.take(loaded.paint, triangle, axis=0) * grey[:, None] + (terms[3] * lit)[:, None]
    bright = np.flatnonzero(loaded.glows[triangle])
    colour[bright] = loaded.paint[triangle[bright]] * np.float32(GLOW)
    colour[triangle < 0] = np.float32(BACKDROP)
    return np.asarray(colour)


def _unit(vectors: Floats32) -> Any:
    return vectors / np.sqrt(np.maximum(_dot(vectors, vectors), np.float32(1e-12)))[:, None]


def _refine_edges(
    loaded: _Loaded, camera: Camera, seen: _Picture, visible: Floats32, colour: Floats32
) -> None:
    """Mix three more rays into pixels on edges, with the visibility of pixels beside them."""
    height, width = camera.height, camera.width
    surface = seen.surface.reshape(height, width)
    edge = np.zeros((height, width), dtype=bool)
    for axis in (0, 1):
        here, there = overlap(axis, 1)
        differs = surface[here] != surface[there]
        edge[here] |= differs
        edge[there] |= differs
    pixels = np.flatnonzero(edge)
    if not len(pixels):
        return
    source = np.repeat(pixels, len(SPREAD))
    offsets = np.tile(np.array(SPREAD, dtype=np.float32), (len(pixels), 1))
    columns, rows = (centres[source] for centres in _centres(width, height))
    hits = _trace(loaded, camera, columns + offsets[:, 0], rows + offsets[:, 1])
    unmatched = np.arange(len(source))
    for step in (0, 1, width, -1, -width, width + 1, width - 1, 1 - width, -width - 1):
        beside = np.clip(source[unmatched] + step, 0, height * width - 1)
        same = seen.surface[beside] == hits.surface[unmatched]
        source[unmatched[same]] = beside[same]
        unmatched = unmatched[~same]
    terms = _terms(loaded, camera, hits)
    fine = np.minimum(_mixed(loaded, hits.triangle, terms, visible[:, source]), 1)
    more = fine.reshape(len(pixels), len(SPREAD), 3).sum(axis=1)
    colour[pixels] = (np.minimum(colour[pixels], 1) + more) / np.float32(len(SPREAD) + 1)


@contextmanager
def _open(quality: Quality, threads: int, device: Device = "cpu") -> Iterator[_Session]:
    """One quality, thread and device serve all: the arguments bound what a renderer may use."""
    yield _Session()


def _missing() -> str | None:
    return None if find_spec("embreex") else 'embree is not installed: pip install "embreex>=4.4"'


def _versions() -> Mapping[str, str]:
    return {"embreex": version("embreex"), "numpy": version("numpy")}


register(
    Renderer(
        name="raycast",
        summary="quick shaded pictures from embree rays",
        missing=_missing,
        open=_open,
        versions=_versions,
    )
)
