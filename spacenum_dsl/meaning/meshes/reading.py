"""Reads mesh files through trimesh, which sees no file but the one that it is given.

trimesh knows the formats; this knows what a stranger's file may do. Before trimesh reads a file, the file is
known to be no larger than it says; what it refers to is read here, inside the spec's folder; materials and
textures are read here too. So trimesh gets bytes and gives triangles.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.paint import to_srgb
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.meaning.imports import read_regular
from spacenum_dsl.meaning.meshes import faults
from spacenum_dsl.meaning.meshes.folder import (
    MAX_BYTES,
    Folder,
    MeshFault,
    UnusableError,
    shown,
    too_many_bytes,
)
from spacenum_dsl.meaning.meshes.gltf import MAX_POINTS, MAX_TRIANGLES, plain, too_many_triangles
from spacenum_dsl.meaning.meshes.looks import Look, material_file, palette_look
from spacenum_dsl.meaning.meshes.model import Pixels, mean_light

Up: TypeAlias = Literal["y_up", "z_up"]

UP: Mapping[str, Up] = MappingProxyType(
    {".glb": "y_up", ".gltf": "y_up", ".obj": "y_up", ".ply": "z_up", ".stl": "z_up"}
)
"""Which way is up: +y with the front towards +z, as glTF wants it, or +z with the front towards +x."""

MAX_LINES = 2 * MAX_POINTS
"""Lines of a text format."""
MAX_SOLIDS = 1_000
"""Named solids of an STL."""
BREAKS = (b"\n", b"\r", b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e", b"\xc2\x85", b"\xe2\x80")


@dataclass(frozen=True, eq=False)
class Raw:
    """Triangles of one look as the file has them, z up and front towards +x, in the file's own unit.

    `points` (n, 3), `faces` (m, 3), `uv` (n, 2) with v downwards, where the look has an image.
    """

    points: Floats
    faces: npt.NDArray[np.int64]
    uv: Floats | None
    look: Look


@dataclass
class _Source:
    """What trimesh is given: bytes, their format, and how it may ask for more."""

    data: bytes
    format: str
    others: Any = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    only: Look | None = None
    """The look of all triangles, where the file has one texture for all."""
    means: dict[Look, Look] = field(default_factory=dict)
    """What is left of a textured look where triangles have no place in the texture."""


def read_mesh(file: Path, root: Path, up: Up | None) -> tuple[Raw, ...] | MeshFault:
    """The triangles of a mesh file by looks, or why there are none; `root` is the folder to stay in."""
    if find_spec("trimesh") is None:
        return MeshFault(faults.NO_READER, "needs trimesh to be read", ('pip install "spacenum[meshes]"',))
    data = read_regular(file, MAX_BYTES)
    if isinstance(data, str):
        return MeshFault(faults.NO_MESH, f"can't be read: {shown(data)}")
    try:
        if len(data) > MAX_BYTES:
            raise too_many_bytes()
        return _read(data, file, root, up)
    except UnusableError as stop:
        return stop.fault
    except Exception as error:  # noqa: BLE001  a broken file may raise anything; it is reported
        return MeshFault(faults.BROKEN_MESH, f"can't be read: {type(error).__name__}: {shown(error)}")


def _read(data: bytes, file: Path, root: Path, up: Up | None) -> tuple[Raw, ...]:
    suffix = file.suffix.lower()
    source = _SOURCES[suffix](data, Folder(file, root, len(data)))
    found = list(_gathered(_loaded(source), source))
    count = sum(len(raw.faces) for raw in found)
    if not count:
        raise UnusableError(faults.BAD_SHAPE, "has no triangles")
    if count > MAX_TRIANGLES:
        raise too_many_triangles()
    turn = [2, 0, 1] if (up or UP[suffix]) == "y_up" else [0, 1, 2]
    return tuple(Raw(raw.points[:, turn], raw.faces, raw.uv, raw.look) for raw in found)


def _from_gltf(data: bytes, folder: Folder) -> _Source:
    made = plain(data, folder)
    return _Source(made.text, "gltf", made.buffers, made.looks)


def _from_obj(data: bytes, folder: Folder) -> _Source:
    """An OBJ is counted line by line: one line can hold a polygon of a million corners."""
    _few_lines(data)
    triangles = 0
    for line in data.replace(b"\\\r\n", b"").replace(b"\\\n", b"").splitlines():
        triangles += max(len(line.split()) - 3, 0) if line.startswith(b"f") else 0
    if triangles > MAX_TRIANGLES:
        raise too_many_triangles()
    looks: dict[str, Look] = {}
    return _Source(_utf8(data), "obj", _Materials(folder, looks), looks)


class _Materials:
    """Answers trimesh's one question about an OBJ: which materials does this `.mtl` have? By name only."""

    def __init__(self, folder: Folder, looks: dict[str, Look]) -> None:
        self._folder, self._looks = folder, looks
        self.fault: UnusableError | None = None

    def __getitem__(self, name: str) -> bytes:
        try:
            text = self._folder.read(name.strip()).decode("utf-8", errors="replace")
            self._looks.update(material_file(text, self._folder))
        except UnusableError as stop:
            self.fault = stop
            raise
        return "".join(f"newmtl {each}\nKd 1 1 1\n" for each in self._looks).encode()


def _from_ply(data: bytes, folder: Folder) -> _Source:
    head, mark, body = data.partition(b"end_header")
    if not mark or not data.startswith(b"ply"):
        raise UnusableError(faults.BROKEN_MESH, "is no PLY")
    only = None
    for line in head.decode("utf-8").splitlines():
        match line.split():
            case ["element", "vertex" | "face" as what, count]:
                if int(count) > (MAX_POINTS if what == "vertex" else MAX_TRIANGLES):
                    raise too_many_triangles()
            case ["element", "edge", count] if int(count):
                reason = "has edges beside its triangles"
                raise UnusableError(faults.BROKEN_MESH, reason, "export triangles only")
            case ["comment", word, *_] if word.lower() == "texturefile":
                name = line.strip().split(None, 2)[2]
                only = Look(image=folder.picture(folder.read(name), f"`{name}`"))
            case ["format", "ascii", *_]:
                _few_lines(body)
    return _Source(data, "ply", only=only)


def _from_stl(data: bytes, _: Folder) -> _Source:
    if data.count(b"endsolid") > MAX_SOLIDS:
        raise UnusableError(faults.LARGE_MESH, f"has more than {MAX_SOLIDS:,} solids")
    binary = len(data) >= 84 and len(data) == 84 + 50 * int.from_bytes(data[80:84], "little")
    if not binary:
        if b"endsolid" not in data:
            raise UnusableError(faults.BROKEN_MESH, "is no STL, or is cut off")
        _few_lines(data)
    if (len(data) // 50 if binary else data.lower().count(b"endfacet")) > MAX_TRIANGLES:
        raise too_many_triangles()
    return _Source(data if binary else _utf8(data), "stl")


_SOURCES: Mapping[str, Callable[[bytes, Folder], _Source]] = MappingProxyType(
    {".glb": _from_gltf, ".gltf": _from_gltf, ".obj": _from_obj, ".ply": _from_ply, ".stl": _from_stl}
)


def _utf8(data: bytes) -> bytes:
    """Text with all that is no UTF-8 replaced: trimesh would guess at the encoding, which takes long."""
    return data.decode("utf-8", errors="replace").encode()


def _few_lines(data: bytes) -> None:
    if sum(data.count(mark) for mark in BREAKS) > MAX_LINES:
        raise UnusableError(faults.LARGE_MESH, f"has more than {MAX_LINES:,} lines")


def _loaded(source: _Source) -> Any:
    """The scene that trimesh makes of a source. It may warn of what is then looked at here."""
    import trimesh  # noqa: PLC0415  an extra

    logger = logging.getLogger("trimesh")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            scene = trimesh.load_scene(
                io.BytesIO(source.data), file_type=source.format, resolver=source.others, process=False
            )
    finally:
        logger.setLevel(level)
    fault = getattr(source.others, "fault", None)
    if fault is not None:
        raise fault
    return scene


def _gathered(scene: Any, source: _Source) -> Iterator[Raw]:
    """All placed triangles of a scene, those of one look together, in an order that is always the same.

    trimesh gives some of its nodes random names, so they are ordered by what stands where.
    """
    order = {name: number for number, name in enumerate(scene.geometry)}
    nodes = [scene.graph.get(node) for node in scene.graph.nodes_geometry]
    placed = sorted((order[name], np.asarray(matrix).tobytes()) for matrix, name in nodes)
    if sum(len(getattr(scene.geometry[name], "faces", ())) for _, name in nodes) > MAX_TRIANGLES:
        raise too_many_triangles()
    names = list(scene.geometry)
    groups: dict[Look, list[Raw]] = {}
    for number, matrix in placed:
        mesh = scene.geometry[names[number]]
        if not len(getattr(mesh, "faces", ())):
            continue
        raw = _coloured(mesh, source)
        place = np.frombuffer(matrix).reshape(4, 4)
        with np.errstate(invalid="ignore", over="ignore"):  # `fitted` refuses what is not finite
            points = raw.points @ place[:3, :3].T + place[:3, 3]
        groups.setdefault(raw.look, []).append(Raw(points, raw.faces, raw.uv, raw.look))
    for look, group in groups.items():
        yield _joined(look, group)


def _joined(look: Look, group: list[Raw]) -> Raw:
    starts = np.cumsum([0, *(len(raw.points) for raw in group)])
    faces = np.concatenate([raw.faces + start for raw, start in zip(group, starts, strict=False)])
    uv = [raw.uv for raw in group if raw.uv is not None]
    return Raw(np.concatenate([raw.points for raw in group]), faces, np.concatenate(uv) if uv else None, look)


def _coloured(mesh: Any, source: _Source) -> Raw:
    """A mesh of trimesh's with its look: a texture where it has places for it, else colours, else none."""
    points, faces = np.array(mesh.vertices, dtype=np.float64), np.array(mesh.faces, dtype=np.int64)
    if points.ndim != 2 or points.shape[1] != 3 or faces.min() < 0 or faces.max() >= len(points):
        raise UnusableError(faults.BROKEN_MESH, "has triangles of points that it does not have")
    visual = mesh.visual
    material = getattr(visual, "material", None)
    look = source.only or source.looks.get(str(getattr(material, "name", None))) or _PLAIN
    uv = getattr(visual, "uv", None)
    if look.image is not None and uv is not None and np.shape(uv) == (len(points), 2):
        places = np.array(uv, dtype=np.float64)
        places[:, 1] = 1.0 - places[:, 1]
        if not np.isfinite(places).all():
            raise UnusableError(faults.BAD_SHAPE, "has texture coordinates that are no finite numbers")
        return Raw(points, faces, places, look)
    colours = _colours(mesh, look)
    if colours is None:
        return Raw(points, faces, None, _untextured(look, source))
    painted, spots = palette_look(colours)
    flat = np.arange(3 * len(faces)).reshape(-1, 3)
    return Raw(points[faces].reshape(-1, 3), flat, np.repeat(spots, 3, axis=0), painted)


_PLAIN = Look()


def _untextured(look: Look, source: _Source) -> Look:
    """What is left of a look where a mesh has no places for its texture: the texture's mean."""
    if look.image is None:
        return look
    if look not in source.means:
        source.means[look] = Look(mean_light(look.image))
    return source.means[look]


def _colours(mesh: Any, look: Look) -> Pixels | None:
    """(m, 3) sRGB bytes of the triangles where the points or triangles of a mesh have colours.

    Those of glTF are linear light, and its material's colour goes on top of them.
    """
    visual = mesh.visual
    light = getattr(visual, "vertex_attributes", {}).get("color")
    if light is not None:
        corners = np.asarray(light, dtype=np.float64)[:, :3][mesh.faces]
        lit: Pixels = np.round(255 * to_srgb(corners.mean(axis=1) * np.asarray(look.colour))).astype(np.uint8)
        return lit
    match visual.kind:
        case "vertex":
            corners = np.asarray(visual.vertex_colors)[:, :3][mesh.faces]
            means: Pixels = np.round(corners.mean(axis=1)).astype(np.uint8)
            return means
        case "face":
            colours: Pixels = np.asarray(visual.face_colors, dtype=np.uint8)[:, :3]
            return colours
    return None
