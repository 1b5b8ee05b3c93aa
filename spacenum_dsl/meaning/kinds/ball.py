"""A play ball with a broad white band around its middle.

Size: 22 cm, a size 5 ball; it is round, so no side varies.
"""

from __future__ import annotations

import math

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    r = size[2] / 2
    steps, band = 8, (3, 5)
    ring = [
        (r * math.cos(a), r + r * math.sin(a))
        for a in (math.pi * (k / steps - 0.5) for k in range(steps + 1))
    ]
    low, high = ring[band[0]], ring[band[1]]
    return (
        turned(((0.0, 0.0), *ring[1 : band[0] + 1], (0.0, low[1])), finish="gloss"),
        turned(((0.0, low[1]), *ring[band[0] : band[1] + 1], (0.0, high[1])), paint="white", finish="gloss"),
        turned(((0.0, high[1]), *ring[band[1] : steps], (0.0, 2 * r)), finish="gloss"),
    )


register(
    Kind(
        name="ball",
        low=(0.22, 0.22, 0.22),
        high=(0.22, 0.22, 0.22),
        source="size 5 ball",
        colours=("red", "blue", "green", "yellow", "orange"),
        places=("floor",),
        build=build,
    )
)
