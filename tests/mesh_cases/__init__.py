"""Mesh files of every kind that is known of, each written by the definition of its format, with the truth.

A case is right if what is read of it has the sides, the ground and the colours that are stated, or if it is
refused by a message that names the feature. The truths are worked out by hand from the numbers in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]
Sides: TypeAlias = tuple[float, float, float]

BARE: Colour = (170, 170, 170)
"""sRGB of what has no colour: a linear 0.4."""
RED: Colour = (200, 30, 30)
GREEN: Colour = (30, 160, 30)
BLUE: Colour = (30, 30, 200)
YELLOW: Colour = (220, 200, 40)
CORNERS = [(x, y, z) for x in (0, 1) for y in (0, 2) for z in (0, 3)]
"""A box, 1 along x, 2 along y and 3 along z."""
QUADS = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
"""Its faces: −x, +x, −y, +y, −z and +z, of areas 6, 6, 3, 3, 2 and 2, turning outwards."""
Y_UP: Sides = (0.9, 0.3, 0.6)
Z_UP: Sides = (0.2, 0.4, 0.6)
"""Depth, width and height of the box at 0.6 m: with y up and the front along z, with z up and along x."""
NOTCHED = ((0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (1, 1), (1, 3), (0, 3))
"""A U, counter-clockwise: 7 of the 9 units of its square."""


@dataclass(frozen=True)
class Case:
    """A file, those beside it, and what is right.

    `sides` are metres at a height of 0.6 m. `ground` is the share of the box's base that its triangles cover,
    seen from above. `colours` are sRGB with the share of the whole surface that has them. With `code` and
    `says` the file is refused.
    """

    name: str
    data: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
    sides: Sides = Y_UP
    ground: float = 1.0
    colours: Mapping[Colour, float] = field(default_factory=lambda: {BARE: 1.0})
    code: str = ""
    says: str = ""


def refused(name: str, data: bytes, says: str, code: str = "SN271", **beside: bytes) -> Case:
    """A case of a file that can't be read; `beside` has `_mtl` and `_png` for the dots of names."""
    files = {key.replace("_", "."): value for key, value in beside.items()}
    return Case(name, data, files, code=code, says=says)
