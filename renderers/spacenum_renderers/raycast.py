"""Renderer `raycast`: quick pictures from embree rays, many a second, without Blender.

Each pixel's centre ray gives its depth, its instance id and its surface. Every other pixel sends one more
ray, to a point of a lamp or into the surroundings; averaging these over pixels of the same surface gives soft
shadows and contacts. A sun takes one ray of every pixel. Pixels on edges then get three more rays.
Lamps are physical (watts, inverse square), light from walls to walls is a constant estimated from the size
of the stage, and a sky is of one colour. Finishes have no texture; glass and mirrors show what is behind and
before them. One thread; the same stage and camera give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from weakref import WeakKeyDictionary

import numpy as np

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Mesh
from spacenum_dsl.output.pictures.renderer import Device, Frame, Quality, Renderer, Stage, register
from spacenum_renderers._sampling import averaged, encoded, overlap, pattern
from spacenum_renderers._shading import TERMS, Behind, joined, look_behind, mixed, probe, terms
from spacenum_renderers._surface import Floats32, Ints32
from spacenum_renderers._traced import Loaded, centres, flat_normals, load, rays_of, trace

SPREAD = ((-0.36, -0.14), (0.3, -0.28), (0.06, 0.4))
"""Offsets from the pixel centre of the further rays of an edge pixel."""
BAND = 28_000
"""Rays that are followed together."""


@dataclass(frozen=True, eq=False)
class _Picture:
    """What is known of each pixel (n = height × width) before it gets its colour: what its ray met, the
    (7, n) `terms` and (3, n) `probe` of it, and what shows behind it."""

    triangle: Ints32
    paint: Floats32
    depth: Floats32
    surface: Ints32
    terms: Floats32
    probes: Floats32
    behind: Behind | None


class _Session:
    def __init__(self) -> None:
        self._normals: WeakKeyDictionary[Mesh, Floats32] = WeakKeyDictionary()
        self._loaded: Loaded | None = None

    def render(self, stage: Stage, camera: Camera, *, passes: bool) -> Frame:
        if self._loaded is None or self._loaded.key != stage.key:
            self._loaded = load(stage, self._normals)
        loaded = self._loaded
        shape = (camera.height, camera.width)
        seen = _look(loaded, camera)
        visible = averaged(seen.probes, seen.surface, shape)
        colour = mixed(loaded, seen.triangle, seen.paint, seen.terms, visible, seen.behind)
        _refine_edges(loaded, camera, seen, visible, colour)
        picture = encoded(colour, loaded.lights.gain).reshape(*shape, 3)
        if not passes:
            return Frame(picture)
        ids = np.where(seen.triangle >= 0, loaded.ids[seen.triangle], 0).astype(np.int32)
        normals = flat_normals(loaded, camera, seen.triangle).reshape(*shape, 3)
        return Frame(picture, seen.depth.reshape(shape), ids.reshape(shape), normals)


def _look(loaded: Loaded, camera: Camera) -> _Picture:
    """All centre rays, in bands that fit the processor's cache."""
    columns, rows = centres(camera.width, camera.height)
    order = pattern(camera.height, camera.width)
    eye = np.asarray(camera.position, dtype=np.float32)
    count = len(columns)
    triangle, surface = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
    paint, depth = np.empty((count, 3), dtype=np.float32), np.empty(count, dtype=np.float32)
    light = np.empty((TERMS, count), dtype=np.float32)
    probes = np.empty((3, count), dtype=np.float32)
    behind: list[tuple[int, Behind]] = []
    for start in range(0, count, BAND):
        band = slice(start, start + BAND)
        hits = trace(loaded, eye, rays_of(camera, columns[band], rows[band]))
        triangle[band] = hits.triangle
        paint[band] = hits.paint
        depth[band] = hits.depth
        surface[band] = hits.surface
        light[:, band] = terms(loaded, hits)
        probes[:, band] = probe(loaded, hits, order[band])
        beyond = look_behind(loaded, hits)
        if beyond is not None:
            behind.append((start, beyond))
    return _Picture(triangle, paint, depth, surface, light, probes, joined(behind))


def _refine_edges(
    loaded: Loaded, camera: Camera, seen: _Picture, visible: Floats32, colour: Floats32
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
    columns, rows = (places[source] for places in centres(width, height))
    eye = np.asarray(camera.position, dtype=np.float32)
    hits = trace(loaded, eye, rays_of(camera, columns + offsets[:, 0], rows + offsets[:, 1]))
    unmatched = np.arange(len(source))
    for step in (0, 1, width, -1, -width, width + 1, width - 1, 1 - width, -width - 1):
        beside = np.clip(source[unmatched] + step, 0, height * width - 1)
        same = seen.surface[beside] == hits.surface[unmatched]
        source[unmatched[same]] = beside[same]
        unmatched = unmatched[~same]
    light, behind = terms(loaded, hits), look_behind(loaded, hits)
    white = np.float32(1 / loaded.lights.gain)
    fine = np.minimum(mixed(loaded, hits.triangle, hits.paint, light, visible[:, source], behind), white)
    more = fine.reshape(len(pixels), len(SPREAD), 3).sum(axis=1)
    colour[pixels] = (np.minimum(colour[pixels], white) + more) / np.float32(len(SPREAD) + 1)


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
