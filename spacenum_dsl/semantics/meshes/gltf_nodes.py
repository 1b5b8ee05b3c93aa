"""The nodes of a glTF: which of them the scene shows, and where each stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import UnusableError
from spacenum_dsl.semantics.meshes.gltf_data import GltfObject

MAX_NODES = 2_000
INSTANCES = "EXT_mesh_gpu_instancing"
VISIBLE = "KHR_node_visibility"


def placed(tree: GltfObject) -> tuple[list[int], dict[int, Floats]]:
    """The nodes that the scene shows, each behind its parent, and the place (4, 4) of every node that hangs
    on a root, whether shown or not: joints of a skin need not be."""
    nodes = tree.get("nodes", [])
    if len(nodes) > MAX_NODES:
        way = "join the parts of the model in a 3D editor"
        raise UnusableError(faults.LARGE_MESH, f"has more than {MAX_NODES:,} nodes", way)
    children = [[int(child) for child in node.get("children", [])] for node in nodes]
    parents = [child for each in children for child in each]
    if len(set(parents)) < len(parents) or any(not 0 <= child < len(nodes) for child in parents):
        raise _no_tree()
    roots = sorted(set(range(len(nodes))) - set(parents))
    places: dict[int, Floats] = {}
    waiting = [(root, np.eye(4)) for root in roots]
    while waiting:
        number, above = waiting.pop()
        places[number] = exact.product(above, _own_place(nodes[number]))
        waiting += [(child, places[number]) for child in children[number]]
    scenes = tree.get("scenes", [])
    shown = [int(root) for root in scenes[tree.get("scene", 0)].get("nodes", [])] if scenes else roots
    order: list[int] = []
    seen: set[int] = set()
    stack = shown[::-1]
    while stack:
        number = stack.pop()
        if number in seen or number not in places:
            raise _no_tree()
        seen.add(number)
        more = nodes[number].get("extensions", {})
        if more.get(VISIBLE, {}).get("visible", True) is False:
            continue
        if INSTANCES in more:
            way = "make the instances real when it is exported"
            raise UnusableError(faults.BROKEN_MESH, f"has a node with {INSTANCES}, which is not read", way)
        order.append(number)
        stack += children[number][::-1]
    return order, places


def _no_tree() -> UnusableError:
    return UnusableError(faults.BROKEN_MESH, "has nodes that form no tree")


def _own_place(node: GltfObject) -> Floats:
    """(4, 4) where a node stands in its parent."""
    if "matrix" in node:
        return _numbers(node["matrix"], 16).reshape(4, 4).T
    place = np.eye(4)
    x, y, z, w = _numbers(node.get("rotation", (0, 0, 0, 1)), 4)
    length = math.sqrt(x * x + y * y + z * z + w * w)
    if length < 1e-6:
        raise UnusableError(faults.BROKEN_MESH, "has a node that is turned by nothing")
    x, y, z, w = x / length, y / length, z / length, w / length
    turn = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    place[:3, :3] = np.array(turn) * _numbers(node.get("scale", (1, 1, 1)), 3)
    place[:3, 3] = _numbers(node.get("translation", (0, 0, 0)), 3)
    return place


def _numbers(values: Sequence[Any], length: int) -> Floats:
    found = np.array([float(value) for value in values])
    if found.shape != (length,) or not np.isfinite(found).all():
        raise UnusableError(faults.BROKEN_MESH, "has a node whose place is no numbers")
    return found
