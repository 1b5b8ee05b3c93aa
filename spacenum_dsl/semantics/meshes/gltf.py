"""glTF 2.0 and GLB: the triangles that the scene shows, in the pose in which it shows them.

glTF is a tree of numbers that point at each other, and a stranger's tree may point at anything: files,
cycles, a billion zeros. So every number is looked at before it is followed. Morph targets are applied by
their weights and skins by their joints, both as they stand without any animation; lines, points, lights and
cameras are left out.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.paint import to_srgb
from spacenum_dsl.base.parts import Floats, Vec3
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import Folder, UnusableError, shown
from spacenum_dsl.semantics.meshes.gltf_data import (
    MAX_POINTS,
    PLAINLY,
    Array,
    Data,
    GltfObject,
    too_many_points,
)
from spacenum_dsl.semantics.meshes.gltf_looks import Materials, Paint, shifted
from spacenum_dsl.semantics.meshes.gltf_nodes import placed
from spacenum_dsl.semantics.meshes.looks import untextured
from spacenum_dsl.semantics.meshes.polygons import MAX_TRIANGLES, Ints64, too_many_triangles
from spacenum_dsl.semantics.meshes.raw import Raw, gathered, in_range, painted, plain, textured
from spacenum_dsl.semantics.meshes.text import SIMPLER

MAX_VALUES = 2_000_000
"""Numbers, words, lists and names of the JSON part."""
MAX_PRIMITIVES = 2_000

READ = frozenset(
    {
        "EXT_texture_webp",
        "KHR_materials_pbrSpecularGlossiness",
        "KHR_materials_unlit",
        "KHR_mesh_quantization",
        "KHR_node_visibility",
        "KHR_texture_transform",
    }
)
"""Extensions that may be required: what they mean for colours and triangles is done here."""


def read(data: bytes, folder: Folder) -> list[Raw]:
    """The triangles of a glTF or GLB; for a tree that makes no sense it raises whatever it meets."""
    tree, binary = _split(data)
    if not str(tree.get("asset", {}).get("version", "2.0")).startswith("2"):
        raise UnusableError(faults.BROKEN_MESH, "is glTF of another version than 2")
    needed = sorted(set(map(str, tree.get("extensionsRequired", []))) - READ)
    if needed:
        names = shown(", ".join(needed))
        raise UnusableError(faults.BROKEN_MESH, f"needs {names}, which is not read", PLAINLY)
    return gathered(_Scene(Data(tree, folder, binary)).raws())


def _split(data: bytes) -> tuple[GltfObject, bytes]:
    """The JSON and the binary chunk of a GLB, or the JSON of a glTF."""
    text, binary = data, b""
    if data[:4] == b"glTF":
        if struct.unpack("<I", data[4:8])[0] != 2:
            raise UnusableError(faults.BROKEN_MESH, "is glTF of another version than 2")
        chunks: list[tuple[bytes, bytes]] = []
        at = 12
        while at + 8 <= len(data) and len(chunks) < 2:
            length, kind = struct.unpack("<I4s", data[at : at + 8])
            if at + 8 + length > len(data):
                raise UnusableError(faults.BROKEN_MESH, "is cut off")
            chunks.append((kind, data[at + 8 : at + 8 + length]))
            at += 8 + length
        text = next((chunk for kind, chunk in chunks if kind == b"JSON"), b"")
        binary = next((chunk for kind, chunk in chunks if kind == b"BIN\0"), b"")
    if sum(text.count(mark) for mark in (b",", b"[", b"{")) > MAX_VALUES:
        what = f"has a glTF tree of more than {MAX_VALUES:,} values"
        raise UnusableError(faults.LARGE_MESH, what, SIMPLER)
    try:
        tree = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnusableError(faults.BROKEN_MESH, f"has JSON that is broken: {shown(error)}") from error
    if not isinstance(tree, dict):
        raise UnusableError(faults.BROKEN_MESH, "is no glTF")
    return tree, binary


@dataclass
class _Scene:
    """One glTF while it is read, and how much of it was."""

    data: Data
    materials: Materials = field(init=False)
    points: int = 0
    triangles: int = 0
    primitives: int = 0

    def __post_init__(self) -> None:
        self.materials = Materials(self.data)

    def raws(self) -> Iterator[Raw]:
        """The triangles of all nodes that are shown."""
        tree = self.data.tree
        order, places = placed(tree)
        for number in order:
            node = tree["nodes"][number]
            if "mesh" not in node:
                continue
            mesh = tree["meshes"][int(node["mesh"])]
            weights = [float(weight) for weight in node.get("weights", mesh.get("weights", []))]
            skin = None if "skin" not in node else self._joints(tree["skins"][int(node["skin"])], places)
            for primitive in mesh["primitives"]:
                self.primitives += 1
                if self.primitives > MAX_PRIMITIVES:
                    what = f"has more than {MAX_PRIMITIVES:,} primitives"
                    raise UnusableError(faults.LARGE_MESH, what, "join them in a 3D editor")
                if primitive.get("mode", 4) in _TRIANGLES and "POSITION" in primitive["attributes"]:
                    yield from self._primitive(primitive, weights, places[number], skin)

    def _primitive(
        self, primitive: GltfObject, weights: list[float], place: Floats, joints: Floats | None
    ) -> Iterator[Raw]:
        sources = primitive["attributes"]
        self._count(self.data.count(sources["POSITION"]))
        points = self.data.array(sources["POSITION"], 3).astype(np.float64)
        faces = self._faces(primitive, len(points))
        if not len(faces):
            return
        points = self._morphed(points, primitive, weights)
        if joints is None:
            points = exact.product(points, place[:3, :3].T) + place[:3, 3]
            if _mirrors(place[:3, :3]):
                faces = faces[:, ::-1]
        else:
            points = self._skinned(points, sources, joints)
        yield from self._painted(points, faces, primitive)

    def _count(self, points: int) -> None:
        self.points += points
        if self.points > MAX_POINTS:
            raise too_many_points()

    def _faces(self, primitive: GltfObject, count: int) -> Ints64:
        corners = (
            self.data.array(primitive["indices"], 1)[:, 0].astype(np.int64)
            if "indices" in primitive
            else np.arange(count)
        )
        faces = _TRIANGLES[primitive.get("mode", 4)](corners)
        self.triangles += len(faces)
        if self.triangles > MAX_TRIANGLES:
            raise too_many_triangles()
        in_range(faces, count)
        return faces

    def _morphed(self, points: Floats, primitive: GltfObject, weights: list[float]) -> Floats:
        """Points moved by morph targets, as far as their weights say."""
        targets = primitive.get("targets", [])
        if weights and len(weights) != len(targets):
            raise UnusableError(faults.BROKEN_MESH, "has morph targets and weights that do not match")
        for weight, target in zip(weights, targets, strict=False):
            if weight == 0:
                continue
            others = [name for name in target if name not in ("POSITION", "NORMAL", "TANGENT")]
            if others:
                what = f"has a morph target of {shown(', '.join(others), 60)}, which is not read"
                raise UnusableError(faults.BROKEN_MESH, what, "apply it in a 3D editor")
            if "POSITION" in target:
                self._count(self.data.count(target["POSITION"]))
                moved = self.data.array(target["POSITION"], 3)
                _same_length(moved, points)
                points = points + weight * moved
        return points

    def _joints(self, skin: GltfObject, places: dict[int, Floats]) -> Floats:
        """(j, 4, 4) where the joints of a skin take what hangs on them, from where it was when bound."""
        joints = [int(joint) for joint in skin["joints"]]
        if not all(joint in places for joint in joints):
            raise UnusableError(faults.BROKEN_MESH, "has a skin whose joints are no nodes")
        found = np.stack([places[joint] for joint in joints])
        if "inverseBindMatrices" in skin:
            bound = self.data.array(skin["inverseBindMatrices"], 16)[: len(joints)].astype(np.float64)
            _same_length(bound, found)
            found = exact.product(found, bound.reshape(-1, 4, 4).transpose(0, 2, 1))
        return found

    def _skinned(self, points: Floats, sources: GltfObject, joints: Floats) -> Floats:
        """Points where the joints take them: the node of the mesh plays no part."""
        sets = [name.removeprefix("JOINTS_") for name in sources if name.startswith("JOINTS_")]
        if not sets:
            raise UnusableError(faults.BROKEN_MESH, "has a skin on points without joints")
        moved, whole = np.zeros_like(points), np.zeros((len(points), 1))
        for each in sets:
            self._count(4 * len(points))
            which = self.data.array(sources[f"JOINTS_{each}"], 4).astype(np.int64)
            shares = self.data.array(sources[f"WEIGHTS_{each}"], 4, shares=True).astype(np.float64)
            _same_length(which, points)
            _same_length(shares, points)
            if which.min() < 0 or which.max() >= len(joints):
                raise UnusableError(faults.BROKEN_MESH, "has points on joints that its skin does not have")
            for k in range(4):
                place = joints[which[:, k]]
                there = exact.product(place[:, :3, :3], points[:, :, None])[:, :, 0] + place[:, :3, 3]
                moved += shares[:, k : k + 1] * there
                whole += shares[:, k : k + 1]
        if not (np.abs(whole - 1) < 0.05).all():
            raise UnusableError(faults.BROKEN_MESH, "has points whose weights on joints do not add up to 1")
        return moved / whole

    def _painted(self, points: Floats, faces: Ints64, primitive: GltfObject) -> Iterator[Raw]:
        """Triangles with their look: texture, colour of the material and colours of the points multiplied."""
        sources, number = primitive["attributes"], primitive.get("material")
        paint = self.materials.paint(number)
        colours = self._colours(sources, points, paint)
        tint: Vec3 | None = None
        if colours is not None and (colours == colours[faces[0, 0]]).all():
            red, green, blue = colours[0].tolist()
            tint, colours = (red, green, blue), None
        if colours is not None:
            yield painted(points, faces, *self._palette(colours, faces, number, paint))
            return
        look = self.materials.look(number, paint, tint)
        if look.image is None:
            yield plain(points, faces, look)
            return
        name = f"TEXCOORD_{paint.channel}"
        if name not in sources:
            raise untextured(paint.called)
        uv = shifted(self.data.array(sources[name], 2).astype(np.float64), paint.shift)
        _same_length(uv, points)
        yield textured(points, faces, uv, faces, look)

    def _colours(self, sources: GltfObject, points: Floats, paint: Paint) -> Floats | None:
        """(n, 3) colours of points in linear light."""
        if "COLOR_0" not in sources:
            return None
        columns = 3 if self.data.columns(sources["COLOR_0"]) == 3 else 4
        found = np.clip(
            self.data.array(sources["COLOR_0"], columns, shares=True).astype(np.float64), 0.0, 1.0
        )
        _same_length(found, points)
        if columns == 4 and len(found):
            self.materials.opaque(paint, float(found[:, 3].min()))
        return found[:, :3]

    def _palette(self, colours: Floats, faces: Ints64, number: int | None, paint: Paint) -> tuple[Any, Any]:
        """(m, 3) sRGB bytes of triangles whose points have colours, and the look whose finish they have."""
        factor = np.array(paint.colour)
        if paint.texture is not None:
            whole = self.materials.single(paint)
            if whole is None:
                what = f"has {paint.called} with a texture under colours of points, whose product is not read"
                raise UnusableError(faults.BROKEN_MESH, what, "bake both into one texture, or leave one out")
            factor = factor * whole
        means = colours[faces].mean(axis=1) * factor
        return np.round(255 * to_srgb(means)).astype(np.uint8), self.materials.look(number, paint, None)


def _same_length(numbers: Array, points: Array) -> None:
    if len(numbers) != len(points):
        raise UnusableError(faults.BROKEN_MESH, "has attributes of different lengths")


def _list(corners: Array) -> Array:
    return np.asarray(corners[: len(corners) // 3 * 3].reshape(-1, 3))


def _strip(corners: Array) -> Array:
    """Every second triangle of a strip turns the other way."""
    if len(corners) < 3:
        return _list(corners[:0])
    faces: Array = np.stack([corners[:-2], corners[1:-1], corners[2:]], axis=1)
    faces[1::2] = faces[1::2][:, [1, 0, 2]]
    return faces


def _fan(corners: Array) -> Array:
    if len(corners) < 3:
        return _list(corners[:0])
    first = np.full(len(corners) - 2, corners[0])
    return np.asarray(np.stack([first, corners[1:-1], corners[2:]], axis=1))


_TRIANGLES: dict[int, Callable[[Array], Array]] = {4: _list, 5: _strip, 6: _fan}
"""Faces (m, 3) of a row of corners, by the mode of the primitive."""


def _mirrors(turn: Floats) -> bool:
    """Whether a transform (3, 3) turns what it takes inside out."""
    return float((np.cross(turn[:, 0], turn[:, 1]) * turn[:, 2]).sum()) < 0
