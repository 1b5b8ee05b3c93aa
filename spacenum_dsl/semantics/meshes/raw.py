"""What every reader of a format hands back: triangles by looks, in the axes and the unit of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.paint import to_srgb
from spacenum_dsl.base.parts import Finish, Floats
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import UnusableError
from spacenum_dsl.semantics.meshes.looks import MeshLook, palette_look
from spacenum_dsl.semantics.meshes.model import Pixels
from spacenum_dsl.semantics.meshes.polygons import Ints64

EDGE = 1e-3
"""Shares of a texture that a place may lie beyond its edge."""
MANY = 64
"""Looks of one colour that a mesh has as pieces of their own."""


@dataclass(frozen=True, eq=False)
class Raw:
    """Triangles of one look.

    `points` (n, 3), `faces` (m, 3); `uv` (n, 2), v downwards, where the look has an image.
    """

    points: Floats
    faces: Ints64
    uv: Floats | None
    look: MeshLook


def plain(points: Floats, faces: Ints64, look: MeshLook) -> Raw:
    """Triangles of one colour, with those points only that they have."""
    used, which = np.unique(faces, return_inverse=True)
    return Raw(points[used], which.reshape(-1, 3), None, look)


def textured(points: Floats, faces: Ints64, uv: Floats, at: Ints64, look: MeshLook) -> Raw:
    """Triangles with a texture: `at` (m, 3) says which of the places `uv` (k, 2) in it each corner has."""
    pairs, which = np.unique(faces.reshape(-1) * np.int64(len(uv)) + at.reshape(-1), return_inverse=True)
    places = uv[pairs % len(uv)]
    if not np.isfinite(places).all():
        what = "has texture coordinates that are no finite numbers"
        raise UnusableError(faults.BAD_SHAPE, what, "unwrap it anew in a 3D editor")
    if look.once and ((places < -EDGE) | (places > 1 + EDGE)).any():
        raise UnusableError(
            faults.BROKEN_MESH,
            "has a texture that does not repeat, on triangles that reach beyond its edge",
            "let it repeat, or bake it in a 3D editor",
        )
    return Raw(points[pairs // len(uv)], which.reshape(-1, 3), places, look)


def painted(points: Floats, faces: Ints64, colours: Pixels, look: MeshLook) -> Raw:
    """Triangles of a colour each (m, 3), in the finish of a look."""
    palette, spots = palette_look(colours, look.finish)
    flat = np.arange(3 * len(faces)).reshape(-1, 3)
    return Raw(points[faces].reshape(-1, 3), flat, np.repeat(spots, 3, axis=0), palette)


def gathered(raws: Iterable[Raw]) -> list[Raw]:
    """Those of one look together, in the order in which the looks come; many of one colour each as one."""
    groups: dict[MeshLook, list[Raw]] = {}
    for raw in raws:
        groups.setdefault(raw.look, []).append(raw)
    finishes: dict[Finish, list[Raw]] = {}
    for look in list(groups) if sum(look.image is None for look in groups) > MANY else ():
        if look.image is None:
            finishes.setdefault(look.finish, []).extend(groups.pop(look))
    return [
        *(_joined(look, group) for look, group in groups.items()),
        *(_one_palette(group) for group in finishes.values()),
    ]


def _one_palette(group: list[Raw]) -> Raw:
    """Triangles of many looks, each of one colour, as one look with all these colours."""
    light = np.repeat([raw.look.colour for raw in group], [len(raw.faces) for raw in group], axis=0)
    whole = _joined(group[0].look, group)
    return painted(whole.points, whole.faces, np.round(255 * to_srgb(light)).astype(np.uint8), whole.look)


def _joined(look: MeshLook, group: list[Raw]) -> Raw:
    starts = np.cumsum([0, *(len(raw.points) for raw in group)])
    faces = np.concatenate([raw.faces + start for raw, start in zip(group, starts, strict=False)])
    uv = [raw.uv for raw in group if raw.uv is not None]
    return Raw(np.concatenate([raw.points for raw in group]), faces, np.concatenate(uv) if uv else None, look)


def in_range(faces: npt.NDArray[np.int64], count: int) -> None:
    """Refuse triangles of points that there are not."""
    if len(faces) and (faces.min() < 0 or faces.max() >= count):
        raise UnusableError(faults.BROKEN_MESH, "has triangles of points that it does not have")
