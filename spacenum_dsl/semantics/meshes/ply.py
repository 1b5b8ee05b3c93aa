"""PLY: points and polygons with whatever properties their head declares, as text or in either byte order.

What shows is read: places, colours of points or of polygons, textures with the places in them of points or of
corners. Elements that show nothing, such as edges, are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import Folder, UnusableError, shown
from spacenum_dsl.semantics.meshes.looks import OPAQUE, MeshLook, see_through, untextured
from spacenum_dsl.semantics.meshes.ply_rows import ElementColumns, Head, head_of, rows_of
from spacenum_dsl.semantics.meshes.polygons import (
    MAX_TRIANGLES,
    Ints64,
    too_many_triangles,
    triangulated,
)
from spacenum_dsl.semantics.meshes.raw import Raw, gathered, in_range, painted, plain, textured

MAX_POINTS = 2_000_000
CORNERS = ("vertex_indices", "vertex_index")
PLACES = (("s", "t"), ("u", "v"), ("texture_u", "texture_v"), ("texture_s", "texture_t"))
COLOURS = (("red", "green", "blue"), ("diffuse_red", "diffuse_green", "diffuse_blue"), ("r", "g", "b"))
NOT_READ = {
    "tristrips": "triangle strips",
    "material": "materials",
    "multi_texture_vertex": "several textures",
}


def read(data: bytes, folder: Folder) -> list[Raw]:
    """The triangles of a PLY."""
    head = head_of(data)
    for element in head.elements:
        if element.name in NOT_READ and element.count:
            what = f"has {NOT_READ[element.name]}, `element {element.name}`, which are not read"
            raise UnusableError(faults.BROKEN_MESH, what, "export plain polygons")
        if element.name == "vertex" and element.count > MAX_POINTS:
            raise too_many_triangles()
        if element.name == "face" and element.count > MAX_TRIANGLES:
            raise too_many_triangles()
    return _Ply(head, rows_of(data, head), folder).raws()


@dataclass
class _Ply:
    head: Head
    rows: Mapping[str, ElementColumns]
    folder: Folder

    def raws(self) -> list[Raw]:
        """All triangles by looks."""
        vertices, polygons = self.rows.get("vertex"), self.rows.get("face")
        if vertices is None or polygons is None or not polygons.count:
            return []
        if not {"x", "y", "z"} <= vertices.scalars.keys():
            raise UnusableError(faults.BROKEN_MESH, "has points without `x`, `y` and `z`")
        name = next((name for name in CORNERS if name in polygons.lists), None)
        if name is None:
            raise UnusableError(faults.BROKEN_MESH, "has polygons without `vertex_indices`")
        points = np.stack([vertices.scalars[axis] for axis in "xyz"], axis=1)
        numbers, sizes = polygons.lists[name]
        if not np.isfinite(numbers).all():
            raise UnusableError(faults.BROKEN_MESH, "has corners that are no numbers")
        corners = numbers.astype(np.int64)
        in_range(corners.reshape(-1, 1), len(points))
        at, owners = triangulated(points, corners, sizes, lambda polygon: f"number {polygon + 1:,}")
        if not len(at):
            return []
        faces = corners[at]
        found = self._textured(points, faces, at, sizes, owners)
        if found is None:
            found = self._coloured(points, faces, owners)
        return gathered(found)

    def _textured(
        self, points: Floats, faces: Ints64, at: Ints64, sizes: Ints64, owners: Ints64
    ) -> list[Raw] | None:
        """Triangles with textures, which take the place of colours; None if the file names no texture.

        `at` (m, 3) are the places of corners among those of all polygons, `owners` (m,) the polygons.
        """
        if not self.head.textures:
            return None
        vertices, polygons = self.rows["vertex"], self.rows["face"]
        pair = next((pair for pair in PLACES if set(pair) <= vertices.scalars.keys()), None)
        if "texcoord" in polygons.lists:
            numbers, counts = polygons.lists["texcoord"]
            if not np.array_equal(counts, 2 * sizes):
                raise untextured("polygons")
            uv, places = numbers.reshape(-1, 2).copy(), at
        elif pair is not None:
            uv, places = np.stack([vertices.scalars[name] for name in pair], axis=1), faces
        else:
            raise untextured("points")
        uv[:, 1] = 1.0 - uv[:, 1]
        which = self._which_texture(owners)
        return [
            textured(points, faces[which == number], uv, places[which == number], self._look(number))
            for number in np.unique(which).tolist()
        ]

    def _which_texture(self, owners: Ints64) -> Ints64:
        """(m,) the number of each triangle's texture."""
        count, numbers = len(self.head.textures), self.rows["face"].scalars.get("texnumber")
        if numbers is None and count > 1:
            raise UnusableError(faults.BROKEN_MESH, f"names {count} textures and not which polygon has which")
        which = np.zeros(len(owners)) if numbers is None else numbers[owners]
        if not np.isin(which, range(count)).all():
            raise UnusableError(faults.BROKEN_MESH, "has polygons of a texture that it does not name")
        return which.astype(np.int64)

    def _look(self, number: int) -> MeshLook:
        name = self.head.textures[number]
        return MeshLook(image=self.folder.picture(self.folder.read(name), f"`{name}`").pixels)

    def _coloured(self, points: Floats, faces: Ints64, owners: Ints64) -> list[Raw]:
        of_points, of_faces = (_colours(self.rows[name]) for name in ("vertex", "face"))
        if of_points is not None and of_faces is not None:
            what = "has colours of points and of polygons, which programs do not agree on"
            raise UnusableError(faults.BROKEN_MESH, what, "leave one of the two out")
        if of_points is not None:
            means = np.round(of_points[faces].mean(axis=1)).astype(np.uint8)
            return [painted(points, faces, means, MeshLook())]
        if of_faces is not None:
            return [painted(points, faces, np.round(of_faces[owners]).astype(np.uint8), MeshLook())]
        return [plain(points, faces, MeshLook())]


def _colours(columns: ElementColumns) -> Floats | None:
    """(n, 3) sRGB levels, 0 to 255, of the rows of an element."""
    names = next((names for names in COLOURS if set(names) <= columns.scalars.keys()), None)
    if names is None or not columns.count:
        return None
    alpha = next((name for name in ("alpha", "diffuse_alpha", "a") if name in columns.scalars), None)
    if alpha is not None and (_levels(columns, (alpha,)) < OPAQUE * 255).any():
        raise see_through("a colour")
    return _levels(columns, names)


def _levels(columns: ElementColumns, names: tuple[str, ...]) -> Floats:
    """Shares of light as levels from 0 to 255, by what their numbers can be."""
    largest = {"u1": 255.0, "u2": 65_535.0, "f4": 1.0, "f8": 1.0}
    shares = [columns.scalars[name] / largest.get(columns.kinds[name], 255.0) for name in names]
    found = np.stack(shares, axis=1)
    if not ((found >= 0) & (found <= 1)).all():
        what = f"has colours, `{shown(', '.join(names), 40)}`, beyond what their numbers can be"
        raise UnusableError(faults.BROKEN_MESH, what)
    return np.asarray(found * 255)
