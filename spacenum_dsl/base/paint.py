"""Colours by name. A name that a prompt uses must be one that a person would use for the picture.

Values are sRGB in 0..1, from the project's own choice: far enough apart to be told from each other in a
shaded picture of 336 px.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats, Vec3


def _srgb(code: str) -> Vec3:
    red, green, blue = (int(code[k : k + 2], 16) / 255 for k in (0, 2, 4))
    return red, green, blue


PALETTE = MappingProxyType(
    {
        name: _srgb(code)
        for name, code in {
            "red": "c22f2b",
            "orange": "e07b26",
            "yellow": "e6bf33",
            "green": "3f8a4a",
            "turquoise": "37a39c",
            "blue": "2f62b0",
            "purple": "7b4a9c",
            "pink": "dd8aa4",
            "brown": "7a5236",
            "black": "23242a",
            "grey": "85888c",
            "white": "ecebe6",
            "beige": "d3bf9c",
            "cardboard": "b58d5e",
            "tape": "dcc07e",
            "oak": "b98a58",
            "walnut": "6d4a31",
            "pine": "d8b27c",
            "steel": "b4b8bc",
            "chrome": "d6d9dc",
            "brass": "b8944d",
            "copper": "b5714a",
            "glass": "cfe3e6",
            "screen": "1b2430",
            "paper": "f1ede0",
            "leaf": "4d7f3c",
            "soil": "4a3728",
            "terracotta": "b8663f",
            "cream": "efe3c8",
            "charcoal": "3a3d42",
            "warm_light": "fff0d0",
            "wall": "dcd8cf",
            "ceiling": "f2f1ed",
            "floor": "a98a66",
            "skirting": "f0eee8",
            "stone": "b3b2ad",
            "denim": "65799a",
            "sage": "b5c3ab",
            "sky": "b7cbdc",
            "rose": "dcbdb5",
            "sand": "dccfb2",
            "brick": "9c5a44",
        }.items()
    }
)
"""Every paint that a part may name, beside `body`."""


def linear(srgb: Vec3) -> Vec3:
    """sRGB to linear light, channel by channel (IEC 61966-2-1)."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else exact.power((value + 0.055) / 1.055, 2.4)

    return channel(srgb[0]), channel(srgb[1]), channel(srgb[2])


def to_srgb(light: Floats) -> Floats:
    """Linear light to sRGB, 0 to 1, any shape; the inverse of `linear`."""
    light = np.clip(light, 0.0, 1.0)
    return np.asarray(np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055))
