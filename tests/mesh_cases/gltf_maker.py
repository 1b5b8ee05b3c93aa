"""Puts a glTF together, one number array after the other."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from mesh_files import QUARTERS, glb, png

from mesh_cases import BARE, CORNERS, QUADS, Case, Colour

Json: TypeAlias = dict[str, Any]

BOX = np.array(CORNERS, dtype="<f4")
FACES = np.array([(q[0], q[k], q[k + 1]) for q in QUADS for k in (1, 2)], dtype="<u2")
KINDS = {"<i1": 5120, "<u1": 5121, "<i2": 5122, "<u2": 5123, "<u4": 5125, "<f4": 5126}
SHAPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
WHITE: Colour = (255, 255, 255)


class Maker:
    """A glTF with one mesh on one node, while it is put together."""

    def __init__(self, points: npt.NDArray[Any] = BOX, faces: npt.NDArray[Any] = FACES) -> None:
        self.binary = b""
        self.tree: Json = {
            "asset": {"version": "2.0"},
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "nodes": [{"mesh": 0}],
            "accessors": [],
            "bufferViews": [],
        }
        self.primitive: Json = {"attributes": {"POSITION": self.put(points)}}
        self.primitive["indices"] = self.put(faces.reshape(-1, 1))
        self.tree["meshes"] = [{"primitives": [self.primitive]}]

    def view(self, data: bytes) -> int:
        self.tree["bufferViews"].append(
            {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)}
        )
        self.binary += data + bytes(-len(data) % 4)
        return len(self.tree["bufferViews"]) - 1

    def put(self, numbers: npt.NDArray[Any], **more: Any) -> int:
        """The number of a new accessor."""
        kind = numbers.dtype.newbyteorder("<").str.replace("|", "<")
        accessor = {"bufferView": self.view(numbers.tobytes()), "componentType": KINDS[kind]}
        accessor |= {"count": len(numbers), "type": SHAPES[numbers.shape[1]], **more}
        self.tree["accessors"].append(accessor)
        return len(self.tree["accessors"]) - 1

    def attribute(self, name: str, numbers: npt.NDArray[Any], **more: Any) -> Maker:
        self.primitive["attributes"][name] = self.put(numbers, **more)
        return self

    def node(self, **more: Any) -> Maker:
        self.tree["nodes"][0] |= more
        return self

    def material(self, base: Json | None = None, **more: Any) -> Maker:
        self.tree["materials"] = [{"pbrMetallicRoughness": base or {}, **more}]
        self.primitive["material"] = 0
        return self

    def texture(
        self, u: float, v: float, image: bytes = png(QUARTERS), channel: int = 0, **more: Any
    ) -> Maker:
        """The whole box at one place of a texture; `more` goes into its mention."""
        self.attribute(f"TEXCOORD_{channel}", np.tile(np.array([u, v], "<f4"), (8, 1)))
        self.material({"baseColorTexture": {"index": 0, **more}})
        self.tree["textures"] = [{"source": 0}]
        self.tree["images"] = [{"bufferView": self.view(image), "mimeType": "image/png"}]
        return self

    def add(self, **more: Any) -> Maker:
        self.tree |= more
        return self

    def glb(self) -> bytes:
        buffers = [{"byteLength": len(self.binary)}, *self.tree.get("buffers", [])]
        return glb({**self.tree, "buffers": buffers}, self.binary)


def case(name: str, maker: Maker, colour: Colour = BARE, **more: Any) -> Case:
    return Case(f"{name}.glb", maker.glb(), colours={colour: 1.0}, **more)
