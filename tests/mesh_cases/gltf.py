"""glTF files by their shapes: numbers, nodes, morph targets, skins."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import numpy.typing as npt

from mesh_cases import BLUE, CORNERS, Case, refused
from mesh_cases.gltf_maker import BOX, FACES, Json, Maker, case


def sparse(whole: bool) -> Maker:
    """The box whose last corner is given apart; without the others if these are all zeros."""
    if whole:
        maker = Maker(np.vstack([BOX[:7], [[9, 9, 9]]]).astype("<f4"))
        rows = np.array([[7]], "<u1")
    else:
        maker = Maker()
        del maker.tree["accessors"][0]["bufferView"]
        rows = np.arange(8, dtype="<u1").reshape(-1, 1)
    indices, numbers = maker.view(rows.tobytes()), maker.view(BOX[rows[:, 0]].tobytes())
    maker.tree["accessors"][0]["sparse"] = {
        "count": len(rows),
        "indices": {"bufferView": indices, "componentType": 5121},
        "values": {"bufferView": numbers},
    }
    return maker


def interleaved() -> Maker:
    """Points and texture coordinates by turns in one view."""
    maker = Maker().texture(0.75, 0.25)
    rows = np.hstack([BOX, np.tile(np.array([0.25, 0.75], "<f4"), (8, 1))]).astype("<f4")
    view = maker.view(rows.tobytes())
    maker.tree["bufferViews"][view]["byteStride"] = 20
    for name, offset in (("POSITION", 0), ("TEXCOORD_0", 12)):
        accessor = maker.tree["accessors"][maker.primitive["attributes"][name]]
        accessor |= {"bufferView": view, "byteOffset": offset}
    return maker


def mode(number: int, corners: list[int]) -> Maker:
    maker = Maker(faces=np.array(corners, "<u1"))
    maker.primitive["mode"] = number
    return maker


def unindexed() -> Maker:
    maker = Maker(BOX[FACES.reshape(-1)])
    del maker.primitive["indices"]
    return maker


TALLER = np.array([(0, y, 0) for _, y, _ in CORNERS], "<f4")
"""Moves of a morph target that doubles the height at a weight of 1."""
DOUBLED = (0.45, 0.15, 0.6)


def morphed(target: Json | None = None, mesh: list[float] | None = None, **node: Any) -> Maker:
    maker = Maker()
    maker.primitive["targets"] = [target or {"POSITION": maker.put(TALLER)}]
    if mesh is not None:
        maker.tree["meshes"][0]["weights"] = mesh
    return maker.node(**node)


QUARTER = [2**-0.5, 0, 0, 2**-0.5]
"""A quarter turn about x, as glTF writes it: y goes to z."""
LYING = (0.4, 0.2, 0.6)
"""The box after it: 3 high and 2 deep."""


def skinned(joint: Json | None = None, bind: npt.NDArray[Any] | None = None, **node: Any) -> Maker:
    """The box on one joint, in two sets of weights."""
    maker = Maker().attribute("JOINTS_0", np.zeros((8, 4), "<u1"))
    maker.attribute("WEIGHTS_0", np.tile(np.array([0.5, 0, 0, 0], "<f4"), (8, 1)))
    maker.attribute("JOINTS_1", np.zeros((8, 4), "<u2"))
    maker.attribute("WEIGHTS_1", np.tile(np.array([0, 0.5, 0, 0], "<f4"), (8, 1)))
    maker.tree["nodes"].append(joint or {})
    skin: Json = {"joints": [1]}
    if bind is not None:
        skin["inverseBindMatrices"] = maker.put(bind.astype("<f4").T.reshape(1, 16))
    return maker.node(skin=0, **node).add(skins=[skin], scenes=[{"nodes": [0, 1]}])


def two_joints() -> Maker:
    """The upper corners hang on a joint that is 2 above where it was bound, by half."""
    maker = Maker().attribute("JOINTS_0", np.tile(np.array([0, 1, 0, 0], "<u1"), (8, 1)))
    upper = np.array([[0.5, 0.5, 0, 0] if y else [1, 0, 0, 0] for _, y, _ in CORNERS])
    maker.attribute("WEIGHTS_0", (255 * upper + 0.25).astype("<u1"), normalized=True)
    maker.tree["nodes"] += [{}, {"translation": [0, 4, 0]}]
    return maker.node(skin=0).add(skins=[{"joints": [1, 2]}], scenes=[{"nodes": [0, 1, 2]}])


TURN = np.array([[1.0, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])


def nested() -> Maker:
    """A parent that doubles y behind a child that moves the box, which therefore counts for nothing."""
    maker = Maker().node(translation=[5, 6, 7])
    maker.tree["nodes"].append({"scale": [1, 2, 1], "children": [0]})
    return maker.add(scenes=[{"nodes": [1]}])


def matrix() -> Maker:
    """A quarter turn about x by columns."""
    return Maker().node(matrix=[1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 9, 9, 9, 1])


def hidden() -> Maker:
    maker = Maker()
    maker.tree["nodes"].append({"mesh": 0, "scale": [9, 9, 9]})
    maker.tree["nodes"][1]["extensions"] = {"KHR_node_visibility": {"visible": False}}
    return maker.add(scenes=[{"nodes": [0, 1]}])


def quantized() -> Maker:
    """Points in bytes, with the length of a row that buffers want, as `KHR_mesh_quantization` allows."""
    maker = Maker(np.hstack([BOX, np.zeros((8, 1))]).astype("<i1"))
    maker.tree["accessors"][0]["type"] = "VEC3"
    maker.tree["bufferViews"][0]["byteStride"] = 4
    return maker.add(extensionsRequired=["KHR_mesh_quantization"])


def inline() -> bytes:
    """A glTF whose buffer stands in its text, behind a byte-order mark."""
    maker = Maker()
    uri = "data:application/octet-stream;base64," + base64.b64encode(maker.binary).decode()
    tree = {**maker.tree, "buffers": [{"byteLength": len(maker.binary), "uri": uri}]}
    return b"\xef\xbb\xbf" + json.dumps(tree).encode()


def lines_beside() -> Maker:
    maker = Maker()
    far = maker.put(BOX * 100)
    maker.tree["meshes"][0]["primitives"].append({"attributes": {"POSITION": far}, "mode": 1})
    maker.tree["nodes"] += [{"camera": 0}, {"extensions": {"KHR_lights_punctual": {"light": 0}}}]
    return maker.add(scenes=[{"nodes": [0, 1, 2]}], animations=[{"channels": [], "samplers": []}])


def compressed() -> Maker:
    maker = Maker()
    maker.tree["bufferViews"][0]["extensions"] = {"EXT_meshopt_compression": {"buffer": 0}}
    maker.tree["bufferViews"][0]["buffer"] = 1
    return maker.add(buffers=[{"byteLength": 96}])


def without_data() -> Maker:
    maker = Maker()
    del maker.tree["accessors"][0]["bufferView"]
    return maker


CASES = (
    case("plain", Maker()),
    Case("inline.gltf", inline()),
    case("indices_of_bytes", Maker(faces=FACES.astype("<u1"))),
    case("indices_of_32_bits", Maker(faces=FACES.astype("<u4"))),
    case("no_indices", unindexed()),
    case("strip", mode(5, [0, 1, 2, 3, 6, 7, 4, 5, 0, 1]), ground=1.0),
    case("fan", mode(6, [0, 1, 3, 2, 6, 4, 5, 1]), ground=1.0),
    case("sparse_points", sparse(True)),
    case("sparse_points_alone", sparse(False)),
    case("interleaved", interleaved(), BLUE),
    case("quantized", quantized()),
    case("lines_and_lights_beside", lines_beside()),
    case("nested_nodes", nested(), sides=DOUBLED),
    case("turned_node", Maker().node(rotation=QUARTER), sides=LYING),
    case("matrix_of_node", matrix(), sides=LYING),
    case("mirrored_node", Maker().node(scale=[-1, 1, 1])),
    case("hidden_node", hidden()),
    case("morph_by_mesh", morphed(mesh=[1.0]), sides=DOUBLED),
    case("morph_by_node", morphed(mesh=[7.0], weights=[1.0]), sides=DOUBLED),
    case("morph_at_rest", morphed()),
    case("skin_ignores_node", skinned(scale=[1, 9, 1], translation=[4, 4, 4])),
    case("skin_of_turned_joint", skinned({"rotation": QUARTER}), sides=LYING),
    case("skin_bound_turned", skinned(bind=TURN), sides=LYING),
    case("skin_bound_and_back", skinned({"rotation": QUARTER}, np.linalg.inv(TURN))),
    case("skin_of_two_joints", two_joints(), sides=DOUBLED),
    refused("draco.glb", Maker().add(extensionsRequired=["KHR_draco_mesh_compression"]).glb(), "KHR_draco"),
    refused("meshopt.glb", compressed().glb(), "`EXT_meshopt_compression`"),
    refused("without_data.glb", without_data().glb(), "without data"),
    refused(
        "instances.glb",
        Maker().node(extensions={"EXT_mesh_gpu_instancing": {"attributes": {}}}).glb(),
        "EXT_mesh_gpu_instancing",
    ),
    refused("morph_of_places.glb", morphed({"TEXCOORD_0": 0}, [1.0]).glb(), "TEXCOORD_0"),
    refused("morph_weights.glb", morphed(mesh=[1.0, 1.0]).glb(), "do not match"),
    refused(
        "skin_weights.glb",
        skinned().attribute("WEIGHTS_1", np.zeros((8, 4), "<f4")).glb(),
        "do not add up to 1",
    ),
    refused("skin_joints.glb", skinned().attribute("JOINTS_0", np.full((8, 4), 3, "<u1")).glb(), "joints"),
    refused("skin_nowhere.glb", Maker().node(skin=0).add(skins=[{"joints": [0]}]).glb(), "without joints"),
    refused("corner_beyond.glb", Maker(faces=FACES + np.uint16(1)).glb(), "does not have"),
)
