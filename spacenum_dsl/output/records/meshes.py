"""Copies of users' meshes in a dataset, so that its pictures can be made again from its folder alone.

A copy is `meshes/NAME@HASH.glb`, named as its kind: plain glTF 2.0 with its textures inside, which any 3D
program opens. It stands at its real size, base on the ground. As glTF wants it, +y is up and +z is the front;
(x, y, z) of the object's frame is (y, z, x) there. Reading takes exactly what writing makes and nothing else,
and the hash in the name must be that of the content.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from spacenum_dsl.base.parts import Finish, Vec3
from spacenum_dsl.output.records.dataset import write_atomically
from spacenum_dsl.output.records.types import FileRecord
from spacenum_dsl.semantics.kind import KINDS, stem_of
from spacenum_dsl.semantics.meshes.folder import TEXTURE_SIDE
from spacenum_dsl.semantics.meshes.model import NAME, Model, Piece, Pixels, add_model, model_of

MESHES = "meshes"
ENDING = ".glb"
COMPRESSION = 6
"""zlib's level for textures: fixed, because it is part of the bytes."""
OUT, BACK = [1, 2, 0], [2, 0, 1]
"""Order of the axes on the way to glTF and back."""
ROUGHNESS: Mapping[Finish, float] = MappingProxyType({"gloss": 0.16, "satin": 0.42, "metal": 0.32})


def write_meshes(folder: Path, kinds: Iterable[str]) -> dict[str, FileRecord]:
    """Put the copies of these kinds of meshes below a dataset's folder; their records by path."""
    records: dict[str, FileRecord] = {}
    for kind in kinds:
        model = model_of(kind)
        assert model is not None, f"`{kind}` is no mesh that was read"
        data = packed(model)
        path = folder / MESHES / f"{kind}{ENDING}"
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            write_atomically(path, data)
        records[f"{MESHES}/{path.name}"] = FileRecord(0, hashlib.sha256(data).hexdigest())
    return records


def remove_others(folder: Path, kept: Iterable[str]) -> None:
    """Remove copies below a dataset's folder that its manifest does not list any more."""
    names = set(kept)
    for path in (folder / MESHES).glob(f"*{ENDING}"):
        if f"{MESHES}/{path.name}" not in names and NAME.fullmatch(path.name.removesuffix(ENDING)):
            path.unlink()


def know_meshes(folder: Path, kinds: Iterable[str]) -> None:
    """Register the kinds of meshes that are not known yet, from the copies in a dataset's folder.

    Raises ValueError or OSError for a copy that is missing or is not what its name says.
    """
    for kind in kinds:
        if NAME.fullmatch(kind) and KINDS.get(kind) is None:
            path = folder / MESHES / f"{kind}{ENDING}"
            model = unpacked(path.read_bytes(), stem_of(kind))
            if model.name != kind:
                raise ValueError(f"`{path}` was changed after it was written: it holds `{model.name}`")
            add_model(model)


@dataclass
class _Buffer:
    """The binary part of a copy while it is written, with what lies where in it."""

    data: bytearray = field(default_factory=bytearray)
    views: list[dict[str, int]] = field(default_factory=list)
    accessors: list[dict[str, Any]] = field(default_factory=list)

    def put(self, data: bytes) -> int:
        self.views.append({"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)})
        self.data += data + bytes(-len(data) % 4)
        return len(self.views) - 1

    def numbers(self, array: npt.NDArray[Any], component: int, shape: str) -> int:
        made = {
            "bufferView": self.put(np.ascontiguousarray(array).tobytes()),
            "componentType": component,
            "count": len(array),
            "type": shape,
        }
        if shape == "VEC3":
            made |= {"min": array.min(axis=0).tolist(), "max": array.max(axis=0).tolist()}
        self.accessors.append(made)
        return len(self.accessors) - 1


def packed(model: Model) -> bytes:
    """A model as GLB; the same bytes for the same model."""
    buffer = _Buffer()
    primitives, materials = [], []
    images: list[dict[str, Any]] = []
    pictures: dict[int, int] = {}
    for number, piece in enumerate(model.pieces):
        attributes = {"POSITION": buffer.numbers(piece.points[:, OUT].astype("<f4"), 5126, "VEC3")}
        look: dict[str, Any] = {
            "metallicFactor": float(piece.finish == "metal"),
            "roughnessFactor": ROUGHNESS.get(piece.finish, 0.85),
            "baseColorFactor": [*piece.colour, 1.0],
        }
        if piece.uv is not None and piece.image is not None:
            attributes["TEXCOORD_0"] = buffer.numbers(piece.uv.astype("<f4"), 5126, "VEC2")
            if id(piece.image) not in pictures:
                pictures[id(piece.image)] = len(images)
                images.append({"bufferView": buffer.put(_png(piece.image)), "mimeType": "image/png"})
            look["baseColorTexture"] = {"index": pictures[id(piece.image)]}
            look["baseColorFactor"] = [1.0, 1.0, 1.0, 1.0]
        kept = {"finish": piece.finish, "colour": list(piece.colour)}
        materials.append({"pbrMetallicRoughness": look, "doubleSided": True, "extras": kept})
        indices = buffer.numbers(piece.faces.astype("<u4").reshape(-1), 5125, "SCALAR")
        primitives.append({"attributes": attributes, "indices": indices, "material": number})
    node: dict[str, Any] = {"mesh": 0, "name": model.stem}
    if model.front:
        node["extras"] = {"front": model.front}
    tree: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "spacenum"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [node],
        "meshes": [{"primitives": primitives}],
        "materials": materials,
        "accessors": buffer.accessors,
        "bufferViews": buffer.views,
        "buffers": [{"byteLength": len(buffer.data)}],
    }
    if images:
        tree["images"] = images
        tree["textures"] = [{"source": number} for number in range(len(images))]
    text = json.dumps(tree, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    whole = 12 + 8 + len(text) + 8 + len(buffer.data)
    return b"".join(
        (
            struct.pack("<4sII", b"glTF", 2, whole),
            struct.pack("<I4s", len(text), b"JSON"),
            text,
            struct.pack("<I4s", len(buffer.data), b"BIN\0"),
            bytes(buffer.data),
        )
    )


def _png(image: Pixels) -> bytes:
    file = io.BytesIO()
    Image.fromarray(image).save(file, format="PNG", compress_level=COMPRESSION)
    return file.getvalue()


def unpacked(data: bytes, stem: str) -> Model:
    """The model of a copy; ValueError for anything that `packed` does not write."""
    try:
        length = struct.unpack("<I", data[12:16])[0]
        tree, binary = json.loads(data[20 : 20 + length]), data[28 + length :]
        pictures: dict[int, Pixels] = {}
        pieces = [_piece(tree, primitive, binary, pictures) for primitive in tree["meshes"][0]["primitives"]]
        front = str(tree["nodes"][0].get("extras", {}).get("front", ""))
    except (
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        RecursionError,
        struct.error,
        OSError,
    ) as error:
        raise ValueError(f"this is no copy of a mesh: {type(error).__name__}: {error}") from error
    return Model(stem, tuple(pieces), front)


def _piece(
    tree: dict[str, Any], primitive: dict[str, Any], binary: bytes, pictures: dict[int, Pixels]
) -> Piece:
    def bytes_of(view: int) -> bytes:
        where = tree["bufferViews"][view]
        return binary[where["byteOffset"] : where["byteOffset"] + where["byteLength"]]

    def numbers(accessor: int, kind: str, width: int) -> npt.NDArray[Any]:
        return np.frombuffer(bytes_of(tree["accessors"][accessor]["bufferView"]), kind).reshape(-1, width)

    material = tree["materials"][primitive["material"]]
    points = numbers(primitive["attributes"]["POSITION"], "<f4", 3)[:, BACK]
    faces = numbers(primitive["indices"], "<u4", 3).astype(np.int32)
    if not np.isfinite(points).all() or faces.min() < 0 or faces.max() >= len(points):
        raise ValueError("its triangles are none")
    uv, image = None, None
    texture = material["pbrMetallicRoughness"].get("baseColorTexture")
    if texture is not None:
        uv = numbers(primitive["attributes"]["TEXCOORD_0"], "<f4", 2)
        number = texture["index"]
        if number not in pictures:
            pictures[number] = _pixels(bytes_of(tree["images"][number]["bufferView"]))
        image = pictures[number]
    red, green, blue = (float(share) for share in material["extras"]["colour"])
    colour: Vec3 = (red, green, blue)
    return Piece(np.ascontiguousarray(points), faces, uv, image, colour, material["extras"]["finish"])


def _pixels(data: bytes) -> Pixels:
    opened = Image.open(io.BytesIO(data), formats=("PNG",))
    if max(opened.size) > TEXTURE_SIDE or opened.mode != "RGB":
        raise ValueError("its texture is not as it was written")
    return np.asarray(opened)
