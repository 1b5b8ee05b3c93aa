"""A wall clock: a coloured rim around a white face with twelve marks and two hands at ten past ten.

Size: plain sense; 30 cm wide, 40 to 50 mm deep. It is round, so its width does not vary.
"""

from __future__ import annotations

import math

from spacenum_dsl.base.parts import Box, Part, Prism
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import cut_x, disc_x, turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    middle, face = sz / 2, 0.0
    inner = r - 0.030
    rim = (
        (0.0, 0.0),
        (r, 0.0),
        (r - 0.006, sx),
        (inner, sx),
        (inner - 0.004, 0.45 * sx),
        (0.0, 0.45 * sx),
    )
    circle = tuple(
        ((inner - 0.003) * math.cos(a), (inner - 0.003) * math.sin(a))
        for a in (math.tau * k / 20 for k in range(20))
    )
    dial = Part(Prism(circle, 0.004), (face - 0.004, 0.0, middle), (90.0, 0.0, 90.0), "white")

    def wedge(hour: int) -> Part:
        """An hour mark: a slim triangle that points inwards, wider at the quarters."""
        wide, length = (0.008, 0.030) if hour % 3 == 0 else (0.004, 0.018)
        far = inner - 0.010
        angle = math.tau * hour / 12
        outward, aside = (math.sin(angle), math.cos(angle)), (math.cos(angle), -math.sin(angle))
        outline = tuple(
            (along * outward[0] + across * aside[0], middle + along * outward[1] + across * aside[1])
            for along, across in ((far, -wide), (far - length, 0.0), (far, wide))
        )
        return cut_x(outline, (face - 0.001, face + 0.0012), "black")

    def hand(share: float, length: float, wide: float, lift: float) -> Part:
        angle = math.tau * share
        reach = length / 2 - 0.012
        return Part(
            Box((0.002, wide, length)),
            (face + lift, reach * math.sin(angle), middle + reach * math.cos(angle)),
            (-360.0 * share, 0.0, 0.0),
            "black",
        )

    return (
        turned(rim, (-hx, 0.0, middle), finish="satin", rotate=(0.0, 90.0, 0.0)),
        dial,
        *(wedge(hour) for hour in range(12)),
        hand((10 + 1 / 6) / 12, 0.085, 0.012, 0.003),
        hand(1 / 6, 0.120, 0.008, 0.0055),
        disc_x((face, 0.0, middle), 0.010, 0.009, "black", segments=8),
    )


register(
    Kind(
        name="clock",
        low=(0.040, 0.30, 0.30),
        high=(0.050, 0.30, 0.30),
        source="plain sense: wall clocks",
        colours=("red", "black", "blue", "green", "yellow"),
        places=("wall",),
        build=build,
        front="its dial",
    )
)
