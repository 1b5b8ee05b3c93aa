"""OBJ: points, texture coordinates and polygons in text, with its materials in files beside it.

Read after the format's own description (Wavefront, 1995). Lines, points, groups, names, normals and smoothing
show nothing here and are passed over by name; whatever else is not a triangle or a colour is a fault, so that
nothing is lost in silence.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import Folder, UnusableError, shown
from spacenum_dsl.semantics.meshes.looks import untextured
from spacenum_dsl.semantics.meshes.mtl import Library, Material
from spacenum_dsl.semantics.meshes.polygons import MAX_TRIANGLES, Ints64, too_many_triangles, triangulated
from spacenum_dsl.semantics.meshes.raw import Raw, gathered, painted, plain, textured
from spacenum_dsl.semantics.meshes.text import broken, floats, lines_of, statements

PASSED_OVER = frozenset({"vn", "g", "o", "s", "l", "p", "mg", "lod", "bevel", "c_interp", "d_interp"})
"""What names parts, smooths, or draws lines and points."""
FREE_FORM = frozenset(
    {"vp", "cstype", "deg", "bmat", "step", "curv", "curv2", "surf", "parm", "trim", "hole", "scrv", "sp"}
    | {"end", "con", "ctech", "stech", "bzp", "bsp", "cdc", "cdp", "res"}
)
OTHER_FILES = frozenset({"call", "csh", "maplib", "usemap", "shadow_obj", "trace_obj"})
GREY = 0.02
"""Shares of light by which the channels of a grey differ at most."""


def read(data: bytes, folder: Folder) -> list[Raw]:
    """The triangles of an OBJ."""
    obj = _Obj(Library(folder))
    for line, text in statements(lines_of(data)):
        obj.take(line, text)
    return obj.raws()


@dataclass
class _Obj:
    """What was read of an OBJ: points, places in textures, and polygons with their materials.

    Of the polygons, `corners` and `places` hold numbers from 0, −1 for a corner without a place; `sizes`,
    `lines` and `looks` have one number a polygon: its corners, its line, its material's place in `names`,
    which has the line of each material's first use.
    """

    library: Library
    points: list[list[float]] = field(default_factory=list)
    colours: list[list[float]] = field(default_factory=list)
    uv: list[list[float]] = field(default_factory=list)
    corners: array[int] = field(default_factory=lambda: array("q"))
    places: array[int] = field(default_factory=lambda: array("q"))
    sizes: array[int] = field(default_factory=lambda: array("q"))
    lines: array[int] = field(default_factory=lambda: array("q"))
    looks: array[int] = field(default_factory=lambda: array("q"))
    names: dict[str, tuple[int, int]] = field(default_factory=lambda: {"": (0, 0)})
    current: int = 0
    triangles: int = 0

    def take(self, line: int, text: str) -> None:
        """One statement."""
        key, *rest = text.split(None, 1)
        words = rest[0].split() if rest else []
        match key:
            case "v":
                self._point(_numeric(words), line)
            case "vt":
                self._place(_numeric(words), line)
            case "f" | "fo":
                self._polygon(_numeric(words), line)
            case "usemtl":
                self._material(rest[0] if rest else "", line)
            case "mtllib":
                self.library.add(rest[0] if rest else "")
            case _ if key in PASSED_OVER:
                pass
            case _ if key in FREE_FORM:
                way = "convert it to a mesh in a 3D editor"
                raise broken(line, f"is a part of a free-form curve or surface, `{key}`", way)
            case _ if key in OTHER_FILES:
                raise broken(line, f"wants another file by `{key}`, which is not read")
            case _:
                raise broken(line, f"begins with `{shown(key, 20)}`, which OBJ does not have")

    def _point(self, words: Sequence[str], line: int) -> None:
        numbers = floats(words, line)
        match len(numbers):
            case 3:
                pass
            case 4 if numbers[3] == 1.0:
                pass
            case 6:
                if not all(0.0 <= share <= 1.0 for share in numbers[3:]):
                    raise broken(line, "has a colour whose numbers are not 0 to 1")
                if len(self.colours) < len(self.points):
                    self.colours += [[-1.0] * 3] * (len(self.points) - len(self.colours))
                self.colours.append(numbers[3:])
            case 4:
                raise broken(line, "has a weight other than 1, as free-form curves have")
            case count:
                raise broken(line, f"has a point of {count} numbers")
        self.points.append(numbers[:3])

    def _place(self, words: Sequence[str], line: int) -> None:
        numbers = floats(words, line)
        if not 1 <= len(numbers) <= 3:
            raise broken(line, f"has a texture coordinate of {len(numbers)} numbers")
        self.uv.append([numbers[0], numbers[1] if len(numbers) > 1 else 0.0])

    def _polygon(self, words: Sequence[str], line: int) -> None:
        self.triangles += max(len(words) - 2, 0)
        if self.triangles > MAX_TRIANGLES:
            raise too_many_triangles()
        for word in words:
            point, place, *more = [*word.split("/"), ""]
            try:
                if len(more) > 2:
                    raise ValueError(word)
                self.corners.append(_number(int(point), len(self.points)))
                self.places.append(_number(int(place), len(self.uv)) if place else -1)
            except (ValueError, OverflowError):
                raise broken(line, f"has a corner `{shown(word, 30)}`, which is none") from None
        self.sizes.append(len(words))
        self.lines.append(line)
        self.looks.append(self.current)

    def _material(self, name: str, line: int) -> None:
        self.current, _ = self.names.setdefault(name, (len(self.names), line))

    def raws(self) -> list[Raw]:
        """All triangles by looks."""
        if not self.sizes:
            return []
        corners, places, sizes, lines, looks = (
            np.array(numbers, dtype=np.int64)
            for numbers in (self.corners, self.places, self.sizes, self.lines, self.looks)
        )
        self._check(corners, places, sizes, lines)
        points = np.array(self.points, dtype=np.float64)
        faces, owners = triangulated(points, corners, sizes, lambda polygon: f"line {lines[polygon]:,}")
        order = np.argsort(looks[owners], kind="stable")
        faces, kinds = faces[order], looks[owners][order]
        uses = [(name, line) for name, (_, line) in self.names.items()]
        colours = self._all_colours()
        found: list[Raw] = []
        starts = np.flatnonzero(np.diff(kinds, prepend=-1))
        for start, group in zip(starts.tolist(), np.split(faces, starts[1:]), strict=True):
            material = self.library.material(*uses[kinds[start]])
            found += self._raws(points, corners[group], places[group], material, colours)
        return gathered(found)

    def _raws(
        self, points: Floats, faces: Ints64, at: Ints64, material: Material, colours: Floats | None
    ) -> Iterator[Raw]:
        """Triangles of one material; those whose points have colours apart from those without."""
        look = material.look
        if look.image is not None:
            if (at < 0).any():
                raise untextured(f"the material `{shown(material.name, 40)}`")
            uv = np.array(self.uv, dtype=np.float64) * material.scale + material.offset
            uv[:, 1] = 1.0 - uv[:, 1]
            yield textured(points, faces, uv, at, look)
            return
        if colours is None:
            yield plain(points, faces, look)
            return
        has = (colours[faces] >= 0).all(axis=(1, 2))
        if has.any():
            if max(look.colour) - min(look.colour) > GREY:
                what = f"colours of points under the coloured material `{shown(material.name, 40)}`"
                raise UnusableError(faults.BROKEN_MESH, f"has {what}", "leave one of the two out")
            means = np.round(255 * colours[faces[has]].mean(axis=1)).astype(np.uint8)
            yield painted(points, faces[has], means, look)
        if not has.all():
            yield plain(points, faces[~has], look)

    def _all_colours(self) -> Floats | None:
        """(n, 3) sRGB shares of the points, −1 where a point has none."""
        if not self.colours:
            return None
        missing = [[-1.0] * 3] * (len(self.points) - len(self.colours))
        return np.array(self.colours + missing, dtype=np.float64)

    def _check(self, corners: Ints64, places: Ints64, sizes: Ints64, lines: Ints64) -> None:
        """Corners are of points and of texture coordinates that there are."""
        wrong = (corners < 0) | (corners >= len(self.points)) | (places < -1) | (places >= len(self.uv))
        if wrong.any():
            polygon = int(np.repeat(np.arange(len(sizes)), sizes)[wrong.argmax()])
            raise broken(int(lines[polygon]), "has a corner at a point that the file does not have")


def _number(written: int, count: int) -> int:
    """The number from 0 of what is written from 1, or from −1 backwards; `count` are read so far."""
    found = written - 1 if written > 0 else count + written
    if written == 0 or found < 0:
        raise ValueError(written)
    return found


def _numeric(words: list[str]) -> list[str]:
    """The words before a comment."""
    for place, word in enumerate(words):
        if word.startswith("#"):
            return words[:place]
    return words
