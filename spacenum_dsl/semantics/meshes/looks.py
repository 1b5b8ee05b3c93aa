"""What the triangles of a mesh file look like: materials of all formats, brought to one form.

Every triangle is opaque and gives no light, as what counts in a picture is where the triangles are; materials
that are see-through or glow are refused where they are read. Bumps are left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.paint import linear, to_srgb
from spacenum_dsl.base.parts import Finish, Vec3
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import UnusableError
from spacenum_dsl.semantics.meshes.model import Pixels

BARE: Vec3 = (0.4, 0.4, 0.4)
"""Linear colour of what has no material: a light grey."""
WHITE: Vec3 = (1.0, 1.0, 1.0)
GLOSSY, SATIN = 0.3, 0.6
"""Up to which roughness a surface counts as glossy or satin."""
OPAQUE = 0.99
"""The least share of light that an opaque material holds back."""


@dataclass(frozen=True, eq=False)
class MeshLook:
    """A material: `colour` in linear light, or an `image` (h, w, 3) of sRGB bytes instead, which does not
    repeat beyond its edges if it is there `once`."""

    colour: Vec3 = BARE
    image: Pixels | None = None
    finish: Finish = "matte"
    once: bool = False


def finish_of(metallic: float | None, roughness: float | None) -> Finish:
    """The finish that comes nearest to glTF's numbers; without any, matte."""
    if metallic is not None and metallic > 0.5:
        return "metal"
    if roughness is None or roughness > SATIN:
        return "matte"
    return "gloss" if roughness <= GLOSSY else "satin"


def tinted(image: Pixels, factor: Vec3) -> Pixels:
    """An image whose linear light is multiplied by a colour."""
    if factor == WHITE:
        return image
    light = np.array([linear((level / 255,) * 3)[0] for level in range(256)])
    table = np.round(255 * to_srgb(light[:, None] * np.asarray(factor))).astype(np.uint8)
    return np.stack([table[image[..., k], k] for k in range(3)], axis=-1)


def single_colour(image: Pixels) -> Vec3 | None:
    """The linear light of an image that is one colour all over."""
    first = image[0, 0]
    if (image != first).any():
        return None
    red, green, blue = (int(level) / 255 for level in first)
    return linear((red, green, blue))


def clear_number(value: object) -> float:
    """A share of light from a file, between 0 and 1."""
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise ValueError(f"{value} is no share of light")
    return min(max(number, 0.0), 1.0)


def palette_look(colours: Pixels, finish: Finish = "matte") -> tuple[MeshLook, npt.NDArray[np.float64]]:
    """A look for triangles of sRGB colours (m, 3), one each, and where in it each of them is (m, 2).

    The image has one pixel per colour; a triangle whose corners are all at the middle of its pixel has that
    colour, however a renderer blends neighbours.
    """
    kinds, which = np.unique(colours, axis=0, return_inverse=True)
    side = math.ceil(math.sqrt(len(kinds)))
    image = np.zeros((side * side, 3), dtype=np.uint8)
    image[: len(kinds)] = kinds
    image[len(kinds) :] = kinds[-1]
    row, column = np.divmod(which.reshape(-1), side)
    spots = (np.stack([column, row], axis=1) + 0.5) / side
    return MeshLook(image=image.reshape(side, side, 3), finish=finish), spots


def untextured(what: str) -> UnusableError:
    """The fault of triangles that have a texture and no place in it."""
    return UnusableError(
        faults.BROKEN_MESH,
        f"has {what} with a texture, on triangles without texture coordinates",
        "unwrap it in a 3D editor, or leave the texture out",
    )


def see_through(what: str) -> UnusableError:
    """The fault of triangles through which something behind them would be seen."""
    return UnusableError(
        faults.BROKEN_MESH,
        f"has {what} that is see-through, and meshes are opaque",
        "make it opaque in a 3D editor, or delete what it covers",
    )


def glowing(what: str) -> UnusableError:
    """The fault of triangles that give light."""
    return UnusableError(
        faults.BROKEN_MESH,
        f"has {what} that glows, and meshes give no light",
        "give it a base colour in place of its emission in a 3D editor",
    )
