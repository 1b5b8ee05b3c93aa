"""What the triangles of a mesh file look like: materials of all formats, brought to one form.

Transparency, emission and bumps are left out: every triangle is opaque, as what counts in a picture is where
the triangles are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.paint import linear, to_srgb
from spacenum_dsl.base.parts import Finish, Vec3
from spacenum_dsl.meaning.meshes.folder import Folder
from spacenum_dsl.meaning.meshes.model import Pixels

BARE: Vec3 = (0.4, 0.4, 0.4)
"""Linear colour of what has no material: a light grey."""
GLOSSY, SATIN = 0.3, 0.6
"""Up to which roughness a surface counts as glossy or satin."""


@dataclass(frozen=True, eq=False)
class Look:
    """A material: `colour` in linear light, or an `image` (h, w, 3) of sRGB bytes instead."""

    colour: Vec3 = BARE
    image: Pixels | None = None
    finish: Finish = "matte"


def finish_of(metallic: float | None, roughness: float | None) -> Finish:
    """The finish that comes nearest to glTF's numbers; without any, matte."""
    if metallic is not None and metallic > 0.5:
        return "metal"
    if roughness is None or roughness > SATIN:
        return "matte"
    return "gloss" if roughness <= GLOSSY else "satin"


def tinted(image: Pixels, factor: Vec3) -> Pixels:
    """An image whose linear light is multiplied by a colour."""
    if factor == (1.0, 1.0, 1.0):
        return image
    light = np.array([linear((level / 255,) * 3)[0] for level in range(256)])
    table = np.round(255 * to_srgb(light[:, None] * np.asarray(factor))).astype(np.uint8)
    return np.stack([table[image[..., k], k] for k in range(3)], axis=-1)


def clear_number(value: object) -> float:
    """A share of light from a file, between 0 and 1."""
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise ValueError(f"{value} is no share of light")
    return min(max(number, 0.0), 1.0)


def palette_look(colours: Pixels) -> tuple[Look, npt.NDArray[np.float64]]:
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
    return Look(image=image.reshape(side, side, 3)), (np.stack([column, row], axis=1) + 0.5) / side


def material_file(text: str, folder: Folder) -> Mapping[str, Look]:
    """The materials of an OBJ's `.mtl` by name: `Kd` is linear light, `map_Kd` replaces it."""
    found: dict[str, Look] = {}
    images: dict[str, Pixels] = {}
    name = ""
    for line in text.splitlines():
        key, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        match key.lower():
            case "newmtl":
                name = " ".join(rest.split())
                found[name] = Look()
            case "kd" if name and found[name].image is None and len(rest.split()) == 3:
                red, green, blue = (clear_number(number) for number in rest.split())
                found[name] = Look((red, green, blue))
            case "map_kd" if name and rest:
                if rest not in images:
                    images[rest] = folder.picture(folder.read(rest), f"`{rest}`")
                found[name] = Look(image=images[rest])
    return found
