"""glTF and GLB, made plain before they are read: only triangles and where they stand, all checked.

glTF is a tree of numbers that point at each other, and a stranger's tree may point at anything: files,
cycles, a billion zeros. What comes out of here has one buffer of 32-bit numbers, no files, no extensions and
no materials but their names, and it is as large as it says. Skins, animations, lines and points are left out.
"""

from __future__ import annotations

import base64
import json
import math
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Vec3
from spacenum_dsl.meaning.meshes import faults
from spacenum_dsl.meaning.meshes.folder import Folder, UnusableError, shown
from spacenum_dsl.meaning.meshes.looks import Look, clear_number, finish_of, tinted
from spacenum_dsl.meaning.meshes.model import Pixels

MAX_TRIANGLES = 200_000
MAX_POINTS = 2_000_000
"""Points of all primitives together, used or not."""
MAX_VALUES = 2_000_000
"""Numbers, words, lists and names of the JSON part."""
MAX_NODES = 2_000
MAX_PRIMITIVES = 2_000

READ = frozenset(
    {
        "KHR_materials_pbrSpecularGlossiness",
        "KHR_materials_unlit",
        "KHR_mesh_quantization",
        "KHR_texture_transform",
    }
)
"""Extensions that may be required: what they mean for colours and triangles is done here."""
SCALARS: dict[int, np.dtype[Any]] = {
    5120: np.dtype("<i1"),
    5121: np.dtype("<u1"),
    5122: np.dtype("<i2"),
    5123: np.dtype("<u2"),
    5125: np.dtype("<u4"),
    5126: np.dtype("<f4"),
}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
SPECULAR = "KHR_materials_pbrSpecularGlossiness"
TRANSFORM = "KHR_texture_transform"

Json: TypeAlias = dict[str, Any]
Array: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True)
class Plain:
    """A glTF without files: its JSON, its one buffer by name, and its looks by the names of materials."""

    text: bytes
    buffers: Mapping[str, bytes]
    looks: Mapping[str, Look]


def plain(data: bytes, folder: Folder) -> Plain:
    """A glTF or GLB in plain form; for a tree that makes no sense it raises whatever it meets."""
    tree, binary = _split(data)
    if not str(tree.get("asset", {}).get("version", "2.0")).startswith("2"):
        raise UnusableError(faults.BROKEN_MESH, "is glTF of another version than 2")
    needed = sorted(set(map(str, tree.get("extensionsRequired", []))) - READ)
    if needed:
        names = shown(", ".join(needed))
        raise UnusableError(faults.BROKEN_MESH, f"needs {names}, which is not read", "export it uncompressed")
    return _Tree(tree, folder, binary).plain()


def _split(data: bytes) -> tuple[Json, bytes]:
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
        raise UnusableError(faults.LARGE_MESH, f"has a glTF tree of more than {MAX_VALUES:,} values")
    tree = json.loads(text)
    if not isinstance(tree, dict):
        raise UnusableError(faults.BROKEN_MESH, "is no glTF")
    return tree, binary


@dataclass
class _Tree:
    """One glTF while it is made plain: what was taken over so far, and how much."""

    tree: Json
    folder: Folder
    binary: bytes
    out: bytearray = field(default_factory=bytearray)
    views: list[Json] = field(default_factory=list)
    accessors: list[Json] = field(default_factory=list)
    looks: dict[str, Look] = field(default_factory=dict)
    images: dict[int, Pixels] = field(default_factory=dict)
    buffers: dict[int, bytes] = field(default_factory=dict)
    points: int = 0
    triangles: int = 0
    primitives: int = 0

    def plain(self) -> Plain:
        nodes, roots = self._nodes()
        used = [node["mesh"] for node in nodes if "mesh" in node]
        sources = self.tree.get("meshes", [])
        meshes: dict[int, Json] = {}
        triangles: dict[int, int] = {}
        for number in dict.fromkeys(used):
            meshes[number], triangles[number] = self._mesh(sources[number])
        if sum(triangles[number] for number in used) > MAX_TRIANGLES:
            raise too_many_triangles()
        kept = [number for number in meshes if meshes[number]["primitives"]]
        for node in nodes:
            if node.get("mesh") in kept:
                node["mesh"] = kept.index(node["mesh"])
            else:
                node.pop("mesh", None)
        tree = {
            "asset": {"version": "2.0"},
            "scene": 0,
            "scenes": [{"nodes": roots}],
            "nodes": nodes,
            "meshes": [meshes[number] for number in kept],
            "accessors": self.accessors,
            "bufferViews": self.views,
            "buffers": [{"uri": "buffer", "byteLength": len(self.out)}],
            "materials": [{"name": name} for name in self.looks],
        }
        return Plain(json.dumps(tree).encode(), {"buffer": bytes(self.out)}, self.looks)

    def _nodes(self) -> tuple[list[Json], list[int]]:
        """The nodes that the scene shows, and which of them are its roots. Each has one parent at most."""
        nodes = self.tree.get("nodes", [])
        if len(nodes) > MAX_NODES:
            raise UnusableError(faults.LARGE_MESH, f"has more than {MAX_NODES:,} nodes")
        scenes = self.tree.get("scenes", [])
        children = {int(child) for node in nodes for child in node.get("children", [])}
        loose = [number for number in range(len(nodes)) if number not in children]
        roots = scenes[self.tree.get("scene", 0)].get("nodes", []) if scenes else loose
        order: list[int] = []
        waiting = [int(root) for root in roots]
        while waiting:
            number = waiting.pop()
            if not 0 <= number < len(nodes) or number in order:
                raise UnusableError(faults.BROKEN_MESH, "has nodes that form no tree")
            order.append(number)
            waiting += [int(child) for child in nodes[number].get("children", [])]
        place = {number: k for k, number in enumerate(order)}
        return [_node(nodes[number], place) for number in order], [place[int(root)] for root in roots]

    def _mesh(self, mesh: Json) -> tuple[Json, int]:
        """A mesh with its triangles in plain buffers, and how many they are."""
        primitives, triangles = [], 0
        for primitive in mesh["primitives"]:
            self.primitives += 1
            if self.primitives > MAX_PRIMITIVES:
                raise UnusableError(faults.LARGE_MESH, f"has more than {MAX_PRIMITIVES:,} primitives")
            if primitive.get("mode", 4) not in _TRIANGLES or "POSITION" not in primitive["attributes"]:
                continue
            made, count = self._primitive(primitive)
            triangles += count
            if count:
                primitives.append(made)
        return {"primitives": primitives}, triangles

    def _primitive(self, primitive: Json) -> tuple[Json, int]:
        sources = primitive["attributes"]
        points = self._array(sources["POSITION"], 3)
        self.points += len(points)
        if self.points > MAX_POINTS:
            raise UnusableError(faults.LARGE_MESH, f"has more than {MAX_POINTS:,} points")
        corners = (
            self._array(primitive["indices"], 1)[:, 0].astype(np.int64)
            if "indices" in primitive
            else np.arange(len(points))
        )
        faces = _TRIANGLES[primitive.get("mode", 4)](corners)
        self.triangles += len(faces)
        if self.triangles > MAX_TRIANGLES:
            raise too_many_triangles()
        if not len(faces):
            return {}, 0
        if faces.max() >= len(points):
            raise UnusableError(faults.BROKEN_MESH, "has triangles of points that it does not have")
        made: Json = {
            "attributes": {"POSITION": self._put(points.astype("<f4"), 5126, "VEC3")},
            "indices": self._put(faces.astype("<u4").reshape(-1, 1), 5125, "SCALAR"),
        }
        material = primitive.get("material")
        source = self.tree["materials"][material] if material is not None else {}
        made["material"] = self._look(f"material {material}", source)
        texture = _textured(source)
        shift = texture.get("extensions", {}).get(TRANSFORM, {})
        coordinates = f"TEXCOORD_{shift.get('texCoord', texture.get('texCoord', 0))}"
        if texture and coordinates in sources:
            uv = _shifted(self._array(sources[coordinates], 2).astype(np.float64), shift)
            _same_length(uv, points)
            made["attributes"]["TEXCOORD_0"] = self._put(uv.astype("<f4"), 5126, "VEC2")
        elif "COLOR_0" in sources:
            light = np.clip(self._array(sources["COLOR_0"], None)[:, :3].astype(np.float64), 0.0, 1.0)
            _same_length(light, points)
            made["attributes"]["COLOR_0"] = self._put(light.astype("<f4"), 5126, "VEC3")
        return made, len(faces)

    def _array(self, number: int, width: int | None) -> Array:
        """(count, width) numbers of an accessor; whole numbers that stand for shares are made shares."""
        accessor = self.tree["accessors"][number]
        if "sparse" in accessor or "bufferView" not in accessor:
            raise UnusableError(faults.BROKEN_MESH, "has sparse accessors, which are not read")
        scalar, columns = SCALARS[accessor["componentType"]], WIDTHS[accessor["type"]]
        if width is not None and columns != width:
            raise UnusableError(faults.BROKEN_MESH, f"has {accessor['type']} where {width} numbers belong")
        count, row = int(accessor["count"]), scalar.itemsize * columns
        if not 0 <= count <= MAX_POINTS:
            raise UnusableError(faults.LARGE_MESH, f"has more than {MAX_POINTS:,} points")
        view = self.tree["bufferViews"][accessor["bufferView"]]
        stride = int(view.get("byteStride", row))
        start = int(view.get("byteOffset", 0)) + int(accessor.get("byteOffset", 0))
        data = self._buffer(int(view["buffer"]))
        end = start + (count - 1) * stride + row if count else start
        if stride < row or start < 0 or end > len(data):
            raise UnusableError(faults.BROKEN_MESH, "is cut off: an accessor reaches beyond its buffer")
        raw: Array = np.ndarray((count, columns), scalar, data, start, (stride, scalar.itemsize))
        if accessor.get("normalized") and scalar.kind != "f":
            return np.asarray(np.maximum(raw / float(np.iinfo(scalar.str).max), -1.0))
        return raw

    def _buffer(self, number: int) -> bytes:
        if number not in self.buffers:
            uri = self.tree["buffers"][number].get("uri")
            self.buffers[number] = self.binary if uri is None else self._fetched(str(uri))
        return self.buffers[number]

    def _fetched(self, uri: str) -> bytes:
        """What a URI stands for: data that it holds itself, or a file of the folder."""
        head, mark, body = uri.partition(";base64,")
        if uri.startswith("data:") and mark and "," not in head:
            return base64.b64decode(body, validate=True)
        return self.folder.address(uri)

    def _put(self, numbers: Array, kind: int, shape: str) -> int:
        """Take numbers over into the one buffer; the number of their accessor."""
        data = numbers.tobytes()
        self.views.append({"buffer": 0, "byteOffset": len(self.out), "byteLength": len(data)})
        self.out += data
        view = len(self.views) - 1
        self.accessors.append(
            {"bufferView": view, "componentType": kind, "count": len(numbers), "type": shape}
        )
        return len(self.accessors) - 1

    def _look(self, name: str, material: Json) -> int:
        """The number of a material among those that were taken over; its look is made once."""
        if name not in self.looks:
            self.looks[name] = self._made_look(material)
        return list(self.looks).index(name)

    def _made_look(self, material: Json) -> Look:
        if not material:
            return Look()
        metallic = material.get("pbrMetallicRoughness", {})
        specular = material.get("extensions", {}).get(SPECULAR)
        factors = metallic.get("baseColorFactor") if specular is None else specular.get("diffuseFactor")
        red, green, blue = (clear_number(share) for share in (factors or (1, 1, 1))[:3])
        colour: Vec3 = (red, green, blue)
        texture = _textured(material)
        if texture:
            return Look(colour, tinted(self._image(texture["index"]), colour))
        if specular is not None or "metallicRoughnessTexture" in metallic:
            return Look(colour)
        shares = [metallic.get(key) for key in ("metallicFactor", "roughnessFactor")]
        return Look(colour, None, finish_of(*(None if n is None else clear_number(n) for n in shares)))

    def _image(self, texture: int) -> Pixels:
        source = self.tree["textures"][texture]
        number = source.get("source", source.get("extensions", {}).get("EXT_texture_webp", {}).get("source"))
        if number is None:
            raise UnusableError(faults.BROKEN_MESH, "has a texture without a picture that is read")
        if number not in self.images:
            image = self.tree["images"][number]
            if "bufferView" in image:
                view = self.tree["bufferViews"][image["bufferView"]]
                start = int(view.get("byteOffset", 0))
                data = self._buffer(int(view["buffer"]))[start : start + int(view["byteLength"])]
            else:
                data = self._fetched(str(image["uri"]))
            self.images[number] = self.folder.picture(data, f"image {number}")
        return self.images[number]


def _node(node: Json, place: Mapping[int, int]) -> Json:
    """A node's place, its mesh and its children; numbers only."""
    made: Json = {"children": [place[int(child)] for child in node.get("children", [])]}
    for key, length in (("matrix", 16), ("translation", 3), ("rotation", 4), ("scale", 3)):
        if key in node:
            made[key] = _numbers(node[key], length)
    if "mesh" in node:
        made["mesh"] = int(node["mesh"])
    return made


def _numbers(values: Any, length: int) -> list[float]:
    found = [float(value) for value in values]
    if len(found) != length or not all(map(math.isfinite, found)):
        raise UnusableError(faults.BROKEN_MESH, "has a node whose place is no numbers")
    return found


def _textured(material: Json) -> Json:
    """The base colour texture of a material, or nothing."""
    specular = material.get("extensions", {}).get(SPECULAR)
    if specular is not None:
        return dict(specular.get("diffuseTexture") or {})
    return dict(material.get("pbrMetallicRoughness", {}).get("baseColorTexture") or {})


def _shifted(uv: npt.NDArray[np.float64], shift: Json) -> npt.NDArray[np.float64]:
    """Texture coordinates, scaled and moved as `KHR_texture_transform` wants it.

    Which way it turns them, its text and the programs that read it do not agree on.
    """
    if float(shift.get("rotation", 0.0)) != 0.0:
        raise UnusableError(faults.BROKEN_MESH, "has a turned texture, which is not read", "bake the texture")
    return uv * _numbers(shift.get("scale", (1, 1)), 2) + _numbers(shift.get("offset", (0, 0)), 2)


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


def too_many_triangles() -> UnusableError:
    return UnusableError(faults.LARGE_MESH, f"has more than {MAX_TRIANGLES:,} triangles")
