"""Mesh files as users have them, made on the spot: one known thing in every format."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import trimesh
from PIL import Image

QUARTERS = np.array([[[200, 30, 30], [30, 160, 30]], [[30, 30, 200], [220, 200, 40]]], dtype=np.uint8)
"""A texture of four texels: red and green above, blue and yellow below."""


def thing(up: str = "z_up") -> trimesh.Trimesh:
    """A block, 2 deep, 4 wide and 3 high, that stands somewhere, with a nose in front, low on its left side.

    The nose reaches half a unit before the block; its middle is 1.5 to the left and 0.5 above the ground.
    """
    block = trimesh.creation.box((2.0, 4.0, 3.0))
    nose = trimesh.creation.box((0.5, 0.4, 0.6))
    nose.apply_translation((1.25, 1.5, -1.0))
    whole = trimesh.util.concatenate([block, nose])
    whole.apply_translation((7.0, -3.0, 11.0))
    if up == "y_up":
        whole.apply_transform(np.array([[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1.0]]))
    return whole


def written(path: Path, mesh: trimesh.Trimesh | trimesh.Scene) -> Path:
    """The file, in the format of its ending."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gltf":
        files = trimesh.Scene(mesh).export(file_type="gltf")
        for name, data in files.items():
            (path if name == "model.gltf" else path.with_name(name)).write_bytes(data)
        return path
    data = mesh.export(file_type=path.suffix[1:])
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def obj_of(material: str, library: str = "block.mtl") -> bytes:
    """The block as an OBJ whose materials are in a file beside it."""
    text = thing("y_up").export(file_type="obj")
    assert isinstance(text, str)
    return f"mtllib {library}\nusemtl {material}\n{text}".encode()


def png(pixels: npt.NDArray[np.uint8]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG")
    return file.getvalue()


def glb(tree: dict[str, Any], binary: bytes = b"") -> bytes:
    """A GLB of any tree, sensible or not."""
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    binary += bytes(-len(binary) % 4)
    body = (
        struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    )
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


def tetrahedron() -> tuple[dict[str, Any], bytes]:
    """The tree and the bytes of the smallest glTF that stands: four corners, four triangles, y up."""
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]], dtype="<f4")
    faces = np.array([0, 1, 2, 0, 3, 1, 0, 2, 3, 1, 3, 2], dtype="<u2")
    tree = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 12, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": 48},
            {"buffer": 0, "byteOffset": 48, "byteLength": 24},
        ],
        "buffers": [{"byteLength": 72}],
    }
    return tree, points.tobytes() + faces.tobytes()


def board(path: Path) -> Path:
    """A board of 1 × 1 with a tip behind it and `QUARTERS`, upright, on its front: written by the definition
    of its format and by no library, so that a reader's own mistakes show."""
    corners = ((-0.5, 1.0), (0.5, 1.0), (0.5, 0.0), (-0.5, 0.0))
    faces = ((0, 3, 2), (0, 2, 1), (0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4))
    seen = np.repeat(np.repeat(QUARTERS, 16, axis=0), 16, axis=1)
    y_up = [(x, y, 0.0) for x, y in corners] + [(0.0, 0.5, -0.4)]
    z_up = [(z, x, y) for x, y, z in y_up]
    upwards = [(x + 0.5, y) for x, y in corners] + [(0.5, 0.5)]
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix != ".glb":
        path.with_name("board.png").write_bytes(png(seen))
    match path.suffix:
        case ".glb":
            downwards = [(u, 1.0 - v) for u, v in upwards]
            path.write_bytes(_textured(y_up, downwards, faces, png(seen)))
        case ".obj":
            path.with_name("board.mtl").write_text("newmtl paint\nmap_Kd board.png\n")
            lines = ["mtllib board.mtl", "usemtl paint"]
            lines += [f"v {x} {y} {z}" for x, y, z in y_up]
            lines += [f"vt {u} {v}" for u, v in upwards]
            lines += ["f " + " ".join(f"{k + 1}/{k + 1}" for k in face) for face in faces]
            path.write_text("\n".join(lines) + "\n")
        case ".ply":
            lines = ["ply", "format ascii 1.0", "comment TextureFile board.png", "element vertex 5"]
            lines += [f"property float {name}" for name in ("x", "y", "z", "s", "t")]
            lines += ["element face 6", "property list uchar int vertex_indices", "end_header"]
            lines += [f"{x} {y} {z} {u} {v}" for (x, y, z), (u, v) in zip(z_up, upwards, strict=True)]
            lines += ["3 " + " ".join(map(str, face)) for face in faces]
            path.write_text("\n".join(lines) + "\n")
    return path


def _textured(
    points: list[tuple[float, float, float]],
    uv: list[tuple[float, float]],
    faces: tuple[tuple[int, int, int], ...],
    image: bytes,
) -> bytes:
    """A GLB of one mesh with one texture, its image inside."""
    arrays = (np.array(points, "<f4"), np.array(uv, "<f4"), np.array(faces, "<u2").reshape(-1))
    parts = [*(array.tobytes() for array in arrays), image]
    starts = np.cumsum([0, *(len(part) + -len(part) % 4 for part in parts)]).tolist()
    kinds = ((5126, "VEC3"), (5126, "VEC2"), (5123, "SCALAR"))
    tree = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "indices": 2, "material": 0}]}
        ],
        "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0}}],
        "textures": [{"source": 0}],
        "images": [{"bufferView": 3, "mimeType": "image/png"}],
        "accessors": [
            {"bufferView": place, "componentType": kind, "count": len(array), "type": shape}
            for place, (array, (kind, shape)) in enumerate(zip(arrays, kinds, strict=True))
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": start, "byteLength": len(part)}
            for start, part in zip(starts, parts, strict=False)
        ],
        "buffers": [{"byteLength": starts[-1]}],
    }
    return glb(tree, b"".join(part + bytes(-len(part) % 4) for part in parts))
