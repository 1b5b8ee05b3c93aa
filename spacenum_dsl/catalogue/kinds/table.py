"""A dining table: a plain top on four legs with an apron; long side to the front.

Size: plain sense after shop sheets; 74 to 76 cm tall, 80 to 90 cm deep, 1.2 to 1.6 m long.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    under, leg, inset = sz - 0.035, 0.07, 0.07
    x, y = hx - inset, hy - inset
    legs = (
        posts((-x, x), (-y, y), (0.0, under + 0.001), leg)
        if variant["round_legs"] == 0
        else tuple(
            Part(Cylinder(0.024, under + 0.001, 0.038, 12), (a, b, (under + 0.001) / 2), finish="wood")
            for a in (-x, x)
            for b in (-y, y)
        )
    )
    low = under - 0.09
    return (
        slab((-hx, -hy, under), (hx, hy, sz), finish="wood", bevel=0.006),
        *legs,
        *(slab((s * x - 0.011, -y, low), (s * x + 0.011, y, under + 0.0005), finish="wood") for s in (-1, 1)),
        *(slab((-x, s * y - 0.011, low), (x, s * y + 0.011, under + 0.0005), finish="wood") for s in (-1, 1)),
    )


register(
    Kind(
        name="table",
        low=(0.80, 1.20, 0.74),
        high=(0.90, 1.60, 0.76),
        source="plain sense after shop sheets: dining tables for four to six",
        colours=("oak", "brown", "white", "black"),
        places=("floor",),
        build=build,
        uses=("kitchen", "living_room"),
        top=0.96,
        variants={"round_legs": (0, 1)},
    )
)
