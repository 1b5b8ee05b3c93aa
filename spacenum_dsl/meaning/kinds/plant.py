"""A potted plant: a pot with soil and folded, drooping leaves all around, broad or slender. The pot has the colour.

Size: plain sense; house plants of 50 to 60 cm across and 75 to 105 cm tall.
"""

from __future__ import annotations

import math

from spacenum_dsl.base.parts import Part, Prism, Vec2
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import rod, turned
from spacenum_dsl.meaning.kinds._office import carried, pushed

POT, RIM = 0.28, 0.155
"""Metres: the height of the pot and the radius of its rim."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    pot = (
        (0.0, 0.0),
        (0.105, 0.0),
        (RIM - 0.014, POT - 0.055),
        (RIM, POT - 0.055),
        (RIM, POT),
        (RIM - 0.018, POT),
        (RIM - 0.024, POT - 0.03),
        (0.0, POT - 0.03),
    )
    soil = ((0.0, POT - 0.035), (RIM - 0.0235, POT - 0.025), (0.0, POT - 0.008))
    leaves = _slender(sx, sy, sz) if variant["slender"] else _broad(sx, sy, sz)
    return (
        turned(pot, finish="satin", segments=20),
        turned(soil, paint="soil", segments=12),
        *leaves,
    )


def _broad(sx: float, sy: float, sz: float) -> tuple[Part, ...]:
    """Broad leaves on their own stems; the four lowest reach the sides of the box, the last one its top."""
    parts: list[Part] = []
    room = sz - POT
    for number in range(4):
        side = (sx, sy)[number % 2] / 2
        height = POT + (0.40, 0.32, 0.46, 0.36)[number] * room
        parts += _on_stem(_leaf(0.27, 0.080, 38.0), 10.0, 90.0 * number, height, reach=side)
    for number in range(5):
        height = POT + (0.62, 0.54, 0.70, 0.58, 0.66)[number] * room
        parts += _on_stem(_leaf(0.25, 0.072, 30.0), 38.0, 30.0 + 72.0 * number, height, reach=0.21)
    for number in range(3):
        parts += _on_stem(_leaf(0.24, 0.062, 22.0), 68.0, 80.0 + 120.0 * number, 0.0, top=sz - 0.05 * number)
    return tuple(parts)


def _slender(sx: float, sy: float, sz: float) -> tuple[Part, ...]:
    """Long narrow leaves that rise from the soil and hang over, as a spider plant's or a dracaena's do."""
    parts: list[Part] = []
    return tuple(parts)
