"""What a mesh file shows, as an object kind: triangles with their looks, named by what they are.

A model is content and nothing else: its kind is called `NAME@DIGEST`, where `NAME` is what a prompt says and
`DIGEST` is a hash of all its triangles, its colours and what its front is called. So equal content is one
kind, whatever file it came from, and a changed file is another one. Numbers are 32-bit as in the copy that a
dataset keeps, so that a model that is read back from there has the same triangles to the last bit.

Meshes need be neither closed nor convex. Rays hit every triangle from both sides; the sampler keeps the box
of a model free, the judge the convex hull of its triangles seen from above.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.paint import linear
from spacenum_dsl.base.parts import Finish, Floats, Ints, Part, Skin, Soup, Vec3, mesh_of
from spacenum_dsl.base.registry import Registry
from spacenum_dsl.semantics.kind import KINDS, MARK, OWN, Kind, Size, Variant, register

Singles: TypeAlias = npt.NDArray[np.float32]
Pixels: TypeAlias = npt.NDArray[np.uint8]

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}@[0-9a-f]{20}")
"""What kinds of models are called; safe as a file's name too."""


@dataclass(frozen=True, eq=False)
class Piece:
    """The triangles of one material.

    `points` (n, 3) metres in the object's frame: origin at the middle of the base, +x to the front, z up.
    `faces` (m, 3). `uv` (n, 2) and `image` (h, w, 3) as in `base.parts.Skin`, but per point; `colour`, in
    linear light, holds where there is no image.
    """

    points: Singles
    faces: Ints
    uv: Singles | None
    image: Pixels | None
    colour: Vec3
    finish: Finish

    @cached_property
    def skin(self) -> Skin:
        if self.uv is None or self.image is None:
            return Skin(self.colour)
        return Skin(mean_light(self.image), self.uv[self.faces], self.image)


@dataclass(frozen=True, eq=False)
class Model:
    """A mesh at its real size; `stem` is its name as a kind has it, like `office_chair`, and `front` says in
    words what a person would take for its front."""

    stem: str
    pieces: tuple[Piece, ...]
    front: str = ""

    @cached_property
    def digest(self) -> str:
        """A hash of all that can be seen of it, and of what is said of its front."""
        found = hashlib.blake2b(self.front.encode(), digest_size=10)
        for piece in self.pieces:
            parts = (piece.points, piece.faces, piece.uv, piece.image)
            shapes = [None if part is None else (str(part.dtype), part.shape) for part in parts]
            found.update(repr((piece.colour, piece.finish, shapes)).encode())
            for part in parts:
                if part is not None:
                    found.update(np.ascontiguousarray(part).data)
        return found.hexdigest()

    @cached_property
    def name(self) -> str:
        return f"{self.stem}{MARK}{self.digest}"

    @cached_property
    def bounds(self) -> Floats:
        """(2, 3): smallest and largest corner."""
        ends = [(piece.points.min(axis=0), piece.points.max(axis=0)) for piece in self.pieces]
        low, high = zip(*ends, strict=True)
        return np.array([np.min(low, axis=0), np.max(high, axis=0)], dtype=np.float64)

    @cached_property
    def size(self) -> Size:
        """Depth, width and height, to a tenth of a millimetre as all sizes are."""
        x, y, z = (round(float(side), 4) for side in self.bounds[1] - self.bounds[0])
        return x, y, z


MODELS: Registry[Model] = Registry("model")


def add_model(model: Model) -> str:
    """Make a model known as a kind, once; the kind's name."""
    if KINDS.get(model.name) is None:
        MODELS.add(model.name, model)
        parts = _parts(model)
        register(
            Kind(
                name=model.name,
                low=model.size,
                high=model.size,
                source="a mesh file, scaled to its stated height",
                colours=(OWN,),
                places=("floor", "surface"),
                build=partial(_same, parts),
                front=model.front,
                mesh=mesh_of(parts),
            )
        )
    return model.name


def model_of(kind: str) -> Model | None:
    """The model of a kind that was made from one."""
    return MODELS.get(kind)


def _same(parts: tuple[Part, ...], _: Size, __: Variant) -> tuple[Part, ...]:
    return parts


def _parts(model: Model) -> tuple[Part, ...]:
    """One part per piece; what rounding took from the sides is given back, so that they fill the box."""
    low, high = model.bounds
    factor = np.asarray(model.size) / (high - low)
    middle = np.array([*(low + high)[:2] / 2, low[2]])
    return tuple(
        Part(
            Soup((piece.points.astype(np.float64) - middle) * factor, piece.faces),
            finish=piece.finish,
            skin=piece.skin,
        )
        for piece in model.pieces
    )


def mean_light(image: Pixels) -> Vec3:
    """The mean of an image in linear light."""
    light = np.array([linear((level / 255,) * 3)[0] for level in range(256)])
    counts = (np.bincount(image[..., k].ravel(), minlength=256) for k in range(3))
    red, green, blue = (math.fsum((light * count).tolist()) / image[..., 0].size for count in counts)
    return red, green, blue
