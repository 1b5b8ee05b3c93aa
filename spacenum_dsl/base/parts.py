"""Parts: the plain shapes that every object is made of, and their triangles.

Sampling, visibility, truth and all renderers use these same triangles, so a renderer can be checked
against the truth and the truth never depends on a renderer. Metres, degrees, right-handed, z up. Every
shape but `Soup` is closed and its faces turn counter-clockwise seen from outside. Round shapes take a
multiple of four segments, so that they touch the sides of their bounding box exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base import exact
from spacenum_dsl.base.exact import Floats as Floats  # noqa: PLC0414 (mypy: others import it from here)

Ints: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]
Places: TypeAlias = npt.NDArray[np.int64]
Vec2: TypeAlias = tuple[float, float]
Vec3: TypeAlias = tuple[float, float, float]
Triangles: TypeAlias = tuple[Floats, Ints]
Finish: TypeAlias = Literal[
    "matte",
    "satin",
    "gloss",
    "metal",
    "glass",
    "wood",
    "fabric",
    "glow",
    "ceramic",
    "leather",
    "mirror",
    "planks",
    "tiles",
    "carpet",
    "brick",
    "stripes",
    "plain",
]
"""How a surface looks beside its colour. The five from `planks` on are for floors, walls and rugs; `plain`,
dull and without any texture, is for worlds whose textures are taken away."""


@dataclass(frozen=True)
class Box:
    """A box around its own centre; `bevel` cuts all twelve edges by that many metres."""

    size: Vec3
    bevel: float = 0.0

    def triangles(self) -> Triangles:
        half = np.asarray(self.size) / 2
        bevel = min(self.bevel, 0.49 * 2 * float(half.min()))
        if bevel <= 0:
            return _SIGNS * half, _box_faces()
        corners = np.concatenate([_SIGNS * (half - bevel * (np.arange(3) != axis)) for axis in range(3)])
        return corners, _bevel_faces()


@dataclass(frozen=True)
class Cylinder:
    """A cylinder or, with another `top` radius, a frustum or cone along z, around its own centre."""

    radius: float
    height: float
    top: float | None = None
    segments: int = 24

    def triangles(self) -> Triangles:
        top = self.radius if self.top is None else self.top
        half = self.height / 2
        return Lathe(
            ((0.0, -half), (self.radius, -half), (top, half), (0.0, half)), self.segments
        ).triangles()


@dataclass(frozen=True)
class Ellipsoid:
    """An ellipsoid around its own centre, by its three radii."""

    radii: Vec3
    segments: int = 20

    def triangles(self) -> Triangles:
        steps = self.segments // 2
        profile = tuple(exact.turn(180.0 * k / steps - 90.0) for k in range(steps + 1))
        points, faces = Lathe(profile, self.segments).triangles()
        return points * np.asarray(self.radii), faces


@dataclass(frozen=True)
class Lathe:
    """A profile of (radius, z) points turned about the z axis, in its own frame.

    The profile runs from the bottom of the axis outside upwards; one that comes back down inside makes a
    hollow vessel. It must start and end on the axis (radius 0), so that the shape is closed.
    """

    profile: tuple[Vec2, ...]
    segments: int = 24

    def triangles(self) -> Triangles:
        circle = _circle(self.segments)
        points = [
            np.array([[0.0, 0.0, z]])
            if radius <= 0
            else np.column_stack([circle * radius, np.full(self.segments, z)])
            for radius, z in self.profile
        ]
        on_axis = tuple(radius <= 0 for radius, _ in self.profile)
        return np.concatenate(points), _lathe_faces(on_axis, self.segments)


@dataclass(frozen=True)
class Torus:
    """A ring in the xy plane, or an arc of it (degrees, counter-clockwise from +x), ends closed."""

    ring: float
    tube: float
    start: float = 0.0
    sweep: float = 360.0
    segments: int = 16
    sides: int = 8

    def triangles(self) -> Triangles:
        whole = self.sweep >= 360.0
        steps = self.segments if whole else self.segments + 1
        c, s = exact.turns(self.start + self.sweep * np.arange(steps) / self.segments)
        about = _circle(self.sides)
        reach = self.ring + self.tube * about[:, 0]
        points = np.stack(
            [
                c[:, None] * reach,
                s[:, None] * reach,
                np.broadcast_to(self.tube * about[:, 1], (steps, self.sides)),
            ],
            axis=-1,
        ).reshape(-1, 3)
        return points, _torus_faces(self.segments, self.sides, whole)


@dataclass(frozen=True)
class Prism:
    """A convex outline (counter-clockwise, in the xy plane) raised from z = 0 to `height`."""

    outline: tuple[Vec2, ...]
    height: float

    def triangles(self) -> Triangles:
        n = len(self.outline)
        flat = np.asarray(self.outline, dtype=float)
        points = np.concatenate([np.column_stack([flat, np.full(n, z)]) for z in (0.0, self.height)])
        return points, _prism_faces(n)


@dataclass(frozen=True, eq=False)
class Soup:
    """Triangles as they come, in the object's own frame: `points` (n, 3) metres, `faces` (m, 3) indices.

    The one shape that need not be closed, nor turn its faces outwards: what a user's own mesh is made of.
    """

    points: Floats
    faces: Ints

    def triangles(self) -> Triangles:
        return self.points, self.faces


Shape: TypeAlias = Box | Cylinder | Ellipsoid | Lathe | Torus | Prism | Soup


@dataclass(frozen=True, eq=False)
class Skin:
    """Colours that a part brings along: a picture laid over its triangles, or one colour for all of them.

    `image` (h, w, 3) holds sRGB bytes, the top row first. `uv` (m, 3, 2) is the place in it of each corner of
    each triangle: u to the right and v downwards, 0 to 1 from edge to edge; the picture repeats beyond.
    `colour` is linear light; with an image it is about the image's mean.
    """

    colour: Vec3
    uv: npt.NDArray[np.float32] | None = None
    image: npt.NDArray[np.uint8] | None = None


@dataclass(frozen=True)
class Part:
    """A shape at its place in the object's frame.

    `rotate` turns it about its own x, then y, then z axis (degrees) before `at` moves it. `paint` is
    `body` (the colour drawn for the object) or a name of `base.paint.PALETTE`; a `skin` replaces it.
    """

    shape: Shape
    at: Vec3 = (0.0, 0.0, 0.0)
    rotate: Vec3 = (0.0, 0.0, 0.0)
    paint: str = "body"
    finish: Finish = "matte"
    skin: Skin | None = None


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles of an object in its own frame: `vertices` (n, 3) metres, `faces` (m, 3) indices.

    `part_of` (m,) tells the part of each face; the parts carry paint and finish. The frame: origin at the
    centre of the base, +x to the front, +z up.
    """

    vertices: Floats
    faces: Ints
    part_of: Ints
    parts: tuple[Part, ...]

    @cached_property
    def bounds(self) -> Floats:
        """(2, 3): smallest and largest corner."""
        return np.stack([self.vertices.min(axis=0), self.vertices.max(axis=0)])

    @cached_property
    def plain(self) -> Mesh:
        """The same triangles without textures: each part in one colour, its paint or its skin's mean."""
        return replace(self, parts=tuple(_plain(part) for part in self.parts))


UNTEXTURED: tuple[Finish, ...] = ("glass", "mirror", "glow")
"""Finishes that a plain part keeps: what lets light through, throws it back or gives it is no texture."""


def _plain(part: Part) -> Part:
    finish: Finish = part.finish if part.finish in UNTEXTURED else "plain"
    return replace(part, finish=finish, skin=None if part.skin is None else Skin(part.skin.colour))


def mesh_of(parts: tuple[Part, ...]) -> Mesh:
    """The triangles of all parts in one mesh, in the order of the parts."""
    vertices: list[Floats] = []
    faces: list[Ints] = []
    part_of: list[Ints] = []
    count = 0
    for number, part in enumerate(parts):
        points, triangles = part.shape.triangles()
        turned = exact.product(points, rotation(part.rotate).T) if any(part.rotate) else points
        vertices.append(turned + np.asarray(part.at))
        faces.append(triangles + np.int32(count))
        part_of.append(np.full(len(triangles), number, dtype=np.int32))
        count += len(points)
    return Mesh(np.concatenate(vertices), np.concatenate(faces), np.concatenate(part_of), parts)


def rotation(degrees: Vec3) -> Floats:
    """(3, 3): turn about x, then y, then z, each counter-clockwise seen from the axis' tip."""
    (cx, sx), (cy, sy), (cz, sz) = map(exact.turn, degrees)
    return np.array(
        [
            [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
            [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
            [-sy, cy * sx, cy * cx],
        ]
    )


@lru_cache(maxsize=64)
def _circle(segments: int) -> Floats:
    """(segments, 2) points at even angles, the first one at (1, 0); shared, so never written to."""
    points = np.stack(exact.turns(360.0 * np.arange(segments) / segments), axis=1)
    points.flags.writeable = False
    return points


_SIGNS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)


def _fan(polygons: list[tuple[int, ...]]) -> Ints:
    """Triangles of convex polygons, each a fan from its first corner; shared, so never written to."""
    faces = np.array([(p[0], p[k], p[k + 1]) for p in polygons for k in range(1, len(p) - 1)], dtype=np.int32)
    faces.flags.writeable = False
    return faces


@cache
def _box_faces() -> Ints:
    return _fan([(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)])


@lru_cache(maxsize=256)
def _lathe_faces(on_axis: tuple[bool, ...], segments: int) -> Ints:
    """Faces between rings of points; a point of the profile on the axis is a ring of one."""
    rings: list[list[int]] = []
    count = 0
    for single in on_axis:
        rings.append(list(range(count, count + (1 if single else segments))))
        count += len(rings[-1])
    faces: list[tuple[int, ...]] = []
    for low, high in pairwise(rings):
        for k in range(segments if max(len(low), len(high)) > 1 else 0):
            after = (k + 1) % segments
            if len(low) == 1:
                faces.append((low[0], high[after], high[k]))
            elif len(high) == 1:
                faces.append((low[k], low[after], high[0]))
            else:
                faces.append((low[k], low[after], high[after], high[k]))
    return _fan(faces)


@lru_cache(maxsize=256)
def _torus_faces(segments: int, sides: int, whole: bool) -> Ints:
    """Faces of a tube of rings of points, closed by a lid at each end unless it is whole."""
    rings = segments if whole else segments + 1
    index = np.arange(rings * sides).reshape(rings, sides).tolist()
    faces: list[tuple[int, ...]] = []
    for i in range(segments):
        here, there = index[i], index[(i + 1) % rings]
        faces += [(here[j], there[j], there[(j + 1) % sides], here[(j + 1) % sides]) for j in range(sides)]
    if not whole:
        faces += [tuple(index[0]), tuple(index[-1][::-1])]
    return _fan(faces)


@lru_cache(maxsize=256)
def _prism_faces(corners: int) -> Ints:
    n = corners
    sides = [(k, (k + 1) % n, n + (k + 1) % n, n + k) for k in range(n)]
    return _fan([tuple(range(n))[::-1], tuple(range(n, 2 * n)), *sides])


@cache
def _bevel_faces() -> Ints:
    """Faces of a bevelled box: point 8a + c is corner c, still on the face across axis a."""
    quads: list[tuple[int, ...]] = []
    bit = (4, 2, 1)
    for axis in range(3):
        u, v = (a for a in range(3) if a != axis)
        for side in (0, 1):
            corner = [
                8 * axis + bit[axis] * side + bit[u] * i + bit[v] * j
                for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))
            ]
            quads.append(tuple(corner))
        for i in (0, 1):
            for j in (0, 1):
                base = bit[u] * i + bit[v] * j
                quads.append((8 * u + base, 8 * u + base + bit[axis], 8 * v + base + bit[axis], 8 * v + base))
    triangles = [(c, 8 + c, 16 + c) for c in range(8)]
    faces = _fan([*quads, *triangles]).copy()
    points = np.concatenate([_SIGNS * (1.0 - 0.5 * (np.arange(3) != axis)) for axis in range(3)])
    a, b, c = (points[faces[:, k]] for k in range(3))
    inward = (np.cross(b - a, c - a) * (a + b + c)).sum(axis=1) < 0
    faces[inward] = faces[inward][:, ::-1]
    faces.flags.writeable = False
    return faces
