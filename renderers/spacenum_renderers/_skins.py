"""Textures of a user's own meshes, as rays see them: which place of which picture a triangle is hit at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from spacenum_dsl.base.paint import linear
from spacenum_dsl.base.parts import Mesh, Skin
from spacenum_renderers._surface import Floats32, Ints32

SIDE = 512
"""Pixels along the longer side of the pictures that rays look things up in: coarse, so that less flickers."""


def corner_places(mesh: Mesh) -> Floats32:
    """(m, 3, 2) `Skin.uv` of the corners of all faces of a mesh, 0 where there is no picture."""
    places = np.zeros((len(mesh.faces), 3, 2), dtype=np.float32)
    for number, part in enumerate(mesh.parts):
        if part.skin is not None and part.skin.uv is not None:
            places[mesh.part_of == number] = part.skin.uv
    return places


@dataclass(frozen=True, eq=False)
class Textures:
    """The pictures on the triangles of a stage: `which` (m,) of them is on a triangle, −1 for none, and
    `places` (m, 3, 2) where in it its corners are."""

    which: Ints32
    places: Floats32
    images: tuple[Floats32, ...]

    def look_up(self, paint: Floats32, triangle: Ints32, u: Floats32, v: Floats32) -> None:
        """Put the colours at hits into (n, 3) linear paint, where there are any; `triangle` −1 is a miss.

        `u` and `v` (n,) are the shares of the triangle's second and third corner.
        """
        textured = np.where(triangle >= 0, self.which[triangle], -1)
        for number, image in enumerate(self.images):
            rows = np.flatnonzero(textured == number)
            at = self.places[triangle[rows]]
            second, third = u[rows, None], v[rows, None]
            place = at[:, 0] * (1 - second - third) + at[:, 1] * second + at[:, 2] * third
            high, wide = image.shape[:2]
            inside = (place % 1 * np.array([wide, high], dtype=np.float32)).astype(np.int64)
            paint[rows] = image[np.minimum(inside[:, 1], high - 1), np.minimum(inside[:, 0], wide - 1)]


def textures_of(meshes: list[Mesh]) -> Textures | None:
    """The textures of meshes whose triangles follow each other; nothing if there are none."""
    skins = dict.fromkeys(
        part.skin
        for mesh in meshes
        for part in mesh.parts
        if part.skin is not None and part.skin.uv is not None
    )
    if not skins:
        return None
    number = {skin: place for place, skin in enumerate(skins)}
    which = [
        np.array([-1 if p.skin is None else number.get(p.skin, -1) for p in mesh.parts], dtype=np.int32)[
            mesh.part_of
        ]
        for mesh in meshes
    ]
    places = np.concatenate([corner_places(mesh) for mesh in meshes])
    return Textures(np.concatenate(which), places, tuple(_light(skin) for skin in skins))


@lru_cache(maxsize=64)
def _light(skin: Skin) -> Floats32:
    """The picture of a skin in linear light, not larger than `SIDE`."""
    assert skin.image is not None
    picture = Image.fromarray(skin.image)
    share = min(1.0, SIDE / max(picture.size))
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    small = np.asarray(picture.resize(size, Image.Resampling.BOX))
    return np.asarray(_levels()[small])


@lru_cache(maxsize=1)
def _levels() -> npt.NDArray[np.float32]:
    return np.array([linear((level / 255,) * 3)[0] for level in range(256)], dtype=np.float32)
