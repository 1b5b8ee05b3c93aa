"""The numbers of a glTF: buffers, views of them, and accessors, each as large as it says or refused."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import Folder, UnusableError, shown
from spacenum_dsl.semantics.meshes.text import SIMPLER

MAX_POINTS = 2_000_000
"""Points of all primitives together, used or not, as often as they are placed or moved."""

SCALARS: dict[int, np.dtype[Any]] = {
    5120: np.dtype("<i1"),
    5121: np.dtype("<u1"),
    5122: np.dtype("<i2"),
    5123: np.dtype("<u2"),
    5125: np.dtype("<u4"),
    5126: np.dtype("<f4"),
}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}

GltfObject: TypeAlias = dict[str, Any]
Array: TypeAlias = npt.NDArray[Any]


@dataclass
class Data:
    """The tree of a glTF with what its accessors stand for."""

    tree: GltfObject
    folder: Folder
    binary: bytes
    _buffers: dict[int, bytes] = field(default_factory=dict)

    def array(self, number: int, width: int, *, shares: bool = False) -> Array:
        """(count, width) numbers of an accessor. Whole numbers that stand for shares are made shares: where
        the accessor says so, and where nothing else is possible."""
        accessor = self.tree["accessors"][number]
        scalar, columns = SCALARS[accessor["componentType"]], WIDTHS[accessor["type"]]
        if columns != width:
            raise UnusableError(faults.BROKEN_MESH, f"has {accessor['type']} where {width} numbers belong")
        count = self.count(number)
        view = accessor.get("bufferView")
        if view is not None:
            raw = self._rows(view, int(accessor.get("byteOffset", 0)), count, scalar, columns)
        elif "sparse" in accessor:
            raw = np.zeros((count, columns), scalar)
        else:
            raise UnusableError(faults.BROKEN_MESH, "has an accessor without data (compressed?)", PLAINLY)
        if "sparse" in accessor:
            raw = self._replaced(raw, accessor["sparse"])
        if scalar.kind != "f" and (shares or accessor.get("normalized")):
            return np.asarray(np.maximum(raw / float(np.iinfo(scalar).max), -1.0))
        return raw

    def count(self, number: int) -> int:
        """How many rows an accessor has, before they are looked at."""
        count = int(self.tree["accessors"][number]["count"])
        if not 0 <= count <= MAX_POINTS:
            raise too_many_points()
        return count

    def columns(self, number: int) -> int:
        """How many numbers a row of an accessor has."""
        return WIDTHS[self.tree["accessors"][number]["type"]]

    def _replaced(self, raw: Array, sparse: GltfObject) -> Array:
        """Rows of which some have other numbers, which are kept apart."""
        count = int(sparse["count"])
        if not 0 <= count <= len(raw):
            raise UnusableError(faults.BROKEN_MESH, "has a sparse accessor with more numbers than rows")
        where, what = sparse["indices"], sparse["values"]
        scalar = SCALARS[where["componentType"]]
        rows = self._rows(where["bufferView"], int(where.get("byteOffset", 0)), count, scalar, 1)
        if count and not 0 <= rows.min() <= rows.max() < len(raw):
            raise UnusableError(faults.BROKEN_MESH, "has a sparse accessor of rows that it does not have")
        offset = int(what.get("byteOffset", 0))
        made = raw.copy()
        made[rows[:, 0]] = self._rows(what["bufferView"], offset, count, raw.dtype, raw.shape[1])
        return made

    def _rows(self, number: int, offset: int, count: int, scalar: np.dtype[Any], columns: int) -> Array:
        view = self.tree["bufferViews"][number]
        compressed = [name for name in view.get("extensions", {}) if "meshopt" in name]
        data = self.buffer(int(view["buffer"]), *compressed)
        row = scalar.itemsize * columns
        stride = int(view.get("byteStride", row))
        start = int(view.get("byteOffset", 0)) + offset
        end = start + (count - 1) * stride + row if count else start
        if stride < row or start < 0 or offset < 0 or end > len(data):
            raise UnusableError(faults.BROKEN_MESH, "is cut off: an accessor reaches beyond its buffer")
        return np.ndarray((count, columns), scalar, data, start, (stride, scalar.itemsize))

    def buffer(self, number: int, *compressed: str) -> bytes:
        """The bytes of a buffer; `compressed` names what else than its own bytes it may stand for."""
        if number not in self._buffers:
            uri = self.tree["buffers"][number].get("uri")
            if uri is None and (number != 0 or not self.binary):
                by = f", compressed by `{shown(compressed[0], 40)}`" if compressed else ""
                raise UnusableError(faults.BROKEN_MESH, f"has a buffer without data{by}", PLAINLY)
            self._buffers[number] = self.binary if uri is None else self.fetched(str(uri))
        return self._buffers[number]

    def fetched(self, uri: str) -> bytes:
        """What a URI stands for: data that it holds itself, or a file of the folder."""
        head, mark, body = uri.partition(";base64,")
        if uri.startswith("data:") and mark and "," not in head:
            return base64.b64decode(body, validate=True)
        return self.folder.address(uri)

    def image(self, number: int) -> bytes:
        """The file of an image."""
        image = self.tree["images"][number]
        if "bufferView" not in image:
            return self.fetched(str(image["uri"]))
        view = self.tree["bufferViews"][image["bufferView"]]
        start = int(view.get("byteOffset", 0))
        return self.buffer(int(view["buffer"]))[start : start + int(view["byteLength"])]


PLAINLY = "export it uncompressed"


def too_many_points() -> UnusableError:
    return UnusableError(faults.LARGE_MESH, f"has more than {MAX_POINTS:,} points", SIMPLER)
