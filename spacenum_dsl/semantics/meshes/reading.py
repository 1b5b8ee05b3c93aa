"""Reads mesh files: bytes of any format to triangles in one frame, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from spacenum_dsl.semantics.imports import read_regular
from spacenum_dsl.semantics.meshes import faults, gltf, obj, ply, stl
from spacenum_dsl.semantics.meshes.folder import (
    MAX_BYTES,
    Folder,
    MeshFault,
    UnusableError,
    shown,
    too_many_bytes,
)
from spacenum_dsl.semantics.meshes.polygons import MAX_TRIANGLES, too_many_triangles
from spacenum_dsl.semantics.meshes.raw import Raw

READERS: Mapping[str, Callable[[bytes, Folder], list[Raw]]] = MappingProxyType(
    {".glb": gltf.read, ".gltf": gltf.read, ".obj": obj.read, ".ply": ply.read, ".stl": stl.read}
)


def read_mesh(file: Path, root: Path) -> tuple[Raw, ...] | MeshFault:
    """The triangles of a mesh file by looks, in its own axes; `root` is the folder to stay in."""
    data = read_regular(file, MAX_BYTES)
    if isinstance(data, str):
        return MeshFault(faults.NO_MESH, f"can't be read: {shown(data)}")
    try:
        if len(data) > MAX_BYTES:
            raise too_many_bytes()
        with np.errstate(invalid="ignore", over="ignore"):  # `fitted` refuses what is not finite
            found = READERS[file.suffix.lower()](data, Folder(file, root, len(data)))
        count = sum(len(raw.faces) for raw in found)
        if not count:
            way = "export it with its faces: points and lines show nothing"
            raise UnusableError(faults.BAD_SHAPE, "has no triangles", way)
        if count > MAX_TRIANGLES:
            raise too_many_triangles()
        return tuple(found)
    except UnusableError as stop:
        fault = stop.fault
    except Exception as error:  # noqa: BLE001  a broken file may raise anything; it is reported
        fault = MeshFault(faults.BROKEN_MESH, f"can't be read: {type(error).__name__}: {shown(error)}")
    if fault.code == faults.BROKEN_MESH and not fault.help:
        return replace(fault, help=("open it in a 3D editor and export it again",))
    return fault
