"""A potted plant: a pot with soil, stems and broad green leaves all around. The pot has the colour.

Size: plain sense; house plants of 50 to 60 cm across and 75 to 105 cm tall.
"""

from __future__ import annotations

import math

from spacenum_dsl.base.parts import Ellipsoid, Part, rotation
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import flush, rod, turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    pot, rim = 0.28, 0.155
    profile = (
        (0.0, 0.0),
        (0.105, 0.0),
        (rim - 0.012, pot - 0.05),
        (rim, pot - 0.05),
        (rim, pot),
        (rim - 0.02, pot),
        (0.0, pot - 0.02),
    )
    parts: list[Part] = [
        turned(profile, finish="satin", segments=16),
        turned(
            ((0.0, pot - 0.03), (rim - 0.023, pot - 0.002), (0.0, pot + 0.012)), paint="soil", segments=10
        ),
    ]

    def leaf(heading: float, rise: float, height: float, reach: float, length: float) -> None:
        """A leaf whose tip is `reach` metres from the axis, on its own stem from the pot."""
        shape = Part(
            Ellipsoid((length / 2, 0.24 * length, 0.006), 8),
            rotate=(0.0, -rise, heading),
            paint="leaf",
            finish="satin",
        )
        out = rotation(shape.rotate)[:, 0]
        flat = math.hypot(float(out[0]), float(out[1]))
        aside = (math.cos(math.radians(heading)), math.sin(math.radians(heading)))
        centre = reach - length / 2 * flat
        placed = Part(
            shape.shape,
            (centre * aside[0], centre * aside[1], height),
            shape.rotate,
            shape.paint,
            shape.finish,
        )
        quarter = round(heading / 90) % 4
        if heading % 90 == 0:
            side = (sx if quarter % 2 == 0 else sy) / 2
            placed = (
                flush(placed, quarter % 2, high=side)
                if quarter < 2
                else flush(placed, quarter % 2, low=-side)
            )
        x, y, z = placed.at
        joint = 0.30 * length
        base = (x - joint * float(out[0]), y - joint * float(out[1]), z - joint * float(out[2]))
        parts.extend([placed, rod((0.0, 0.0, pot - 0.04), base, 0.007, "leaf", segments=4)])

    for number in range(4):
        side = (sx if number % 2 == 0 else sy) / 2
        leaf(90.0 * number, 15.0, pot + (0.46, 0.38, 0.52, 0.42)[number] * (sz - pot), side, 0.30)
    for number in range(3):
        leaf(35.0 + 120.0 * number, 50.0, pot + 0.66 * (sz - pot), 0.19, 0.30)
    crown = Part(Ellipsoid((0.006, 0.075, 0.15), 8), (0.0, 0.0, sz - 0.15), (0.0, 0.0, 20.0), "leaf", "satin")
    parts.extend([crown, rod((0.0, 0.0, pot - 0.04), (0.0, 0.0, sz - 0.10), 0.008, "leaf", segments=4)])
    return tuple(parts)


register(
    Kind(
        name="plant",
        low=(0.50, 0.50, 0.75),
        high=(0.60, 0.60, 1.05),
        source="plain sense: house plants",
        colours=("terracotta", "white", "black", "blue"),
        places=("floor",),
        build=build,
    )
)
