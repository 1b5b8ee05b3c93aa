"""Brings the triangles of a file to their stated height, base on the floor, middle over the origin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats, Places
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.axes import Axes
from spacenum_dsl.semantics.meshes.folder import MeshFault
from spacenum_dsl.semantics.meshes.model import Model, Piece, Singles
from spacenum_dsl.semantics.meshes.raw import Raw
from spacenum_dsl.semantics.meshes.text import SIMPLER

SMALLEST, LARGEST = 0.001, 20.0
"""Metres of a side of a model."""
FAR = 1e9
"""Coordinates of a file, in whatever unit it has, are smaller."""
GROUND = 1e-6
"""Square metres that a model covers at least, seen from above."""
SLIVER = 1e-12
"""A triangle of a smaller share of the square of the mesh's diagonal shows nothing and is left out."""
MEETINGS = 8_000_000
"""Pairs of corners that share a point, which smooth shading looks at: a mesh whose triangles all meet in one
point would take terabytes. An ordinary mesh of the largest size has half as many."""


def fitted(raws: tuple[Raw, ...], axes: Axes, height: float, stem: str, front: str = "") -> Model | MeshFault:
    """A model as high as stated, metres, its front towards +x; its base's middle is the origin. `front` says
    in words what its front is."""
    if not all(np.isfinite(raw.points).all() for raw in raws):
        return MeshFault(faults.BAD_SHAPE, "has points that are no finite numbers")
    raws = tuple(Raw(axes.turned(raw.points), raw.faces, raw.uv, raw.look) for raw in raws)
    low, high = _bounds([raw.points[raw.faces].reshape(-1, 3) for raw in raws])
    if not max(abs(low).max(), abs(high).max()) < FAR:
        return MeshFault(faults.BAD_SHAPE, f"has points beyond {FAR:g}")
    diagonal = exact.length(*(high - low).tolist())
    kept = [part for raw in raws if (part := _kept(raw, SLIVER * diagonal**2)) is not None]
    if not kept:
        return MeshFault(faults.BAD_SHAPE, "has no triangles with an area")
    low, high = _bounds([points for _, points, _, _ in kept])
    if high[2] - low[2] <= diagonal * 1e-9:
        ways = "`y_up` or `z_up` as a further argument says which way is up in the file"
        return MeshFault(faults.BAD_SHAPE, "has no height: it is flat along its axis upwards", (ways,))
    scale = height / float(high[2] - low[2])
    sides = (high - low) * scale
    if not (np.all(sides >= SMALLEST) and np.all(sides <= LARGEST)):
        deep, wide, tall = (f"{side:.4g}" for side in sides)
        size = f"would be {deep} m deep, {wide} m wide and {tall} m high"
        return MeshFault(faults.BAD_SHAPE, f"{size}; a side is {SMALLEST:g} m to {LARGEST:g} m")
    middle = np.array([*(low + high)[:2] / 2, low[2]])
    pieces = tuple(
        Piece(
            np.ascontiguousarray((points - middle) * scale, dtype=np.float32),
            np.ascontiguousarray(faces, dtype=np.int32),
            None if uv is None else np.ascontiguousarray(uv, dtype=np.float32),
            raw.look.image if uv is not None else None,
            raw.look.colour,
            raw.look.finish,
        )
        for raw, points, faces, uv in kept
    )
    ground = shapely.convex_hull(shapely.multipoints(np.concatenate([p.points[:, :2] for p in pieces])))
    if ground.area < GROUND:
        return MeshFault(faults.BAD_SHAPE, "is a standing sheet that covers no ground seen from above")
    if sum(_meetings(piece) for piece in pieces) > MEETINGS:
        return MeshFault(faults.LARGE_MESH, "has too many triangles that meet in one point", (SIMPLER,))
    return Model(stem, pieces, front)


def _bounds(points: list[Floats]) -> tuple[Floats, Floats]:
    low = np.min([part.min(axis=0) for part in points], axis=0)
    return low, np.max([part.max(axis=0) for part in points], axis=0)


def _kept(raw: Raw, least: float) -> tuple[Raw, Floats, Places, Floats | None] | None:
    """The triangles of a look that have an area: their points, faces and texture coordinates."""
    a, b, c = (raw.points[raw.faces[:, k]] for k in range(3))
    faces = raw.faces[exact.lengths(np.cross(b - a, c - a)) > 2 * least]
    if not len(faces):
        return None
    used, renumbered = np.unique(faces, return_inverse=True)
    uv = None if raw.uv is None else raw.uv[used]
    return raw, raw.points[used], renumbered.reshape(-1, 3), uv


def _meetings(piece: Piece) -> int:
    """Ordered pairs of corners of a piece at one micrometre of space."""
    corners = np.bincount(piece.faces.ravel(), minlength=len(piece.points))
    _, where = np.unique(_places(piece.points), return_inverse=True)
    there = np.bincount(where.ravel(), weights=corners)
    return int((there**2).sum())


def _places(points: Singles) -> npt.NDArray[np.int64]:
    """A number per point; the same for points that are less than a micrometre apart."""
    cells = np.round(points.astype(np.float64) * 1e6).astype(np.int64)
    factors = np.array([73_856_093_000_003, 19_349_663_000_011, 83_492_791], dtype=np.int64)
    return np.asarray((cells * factors).sum(axis=1))
