"""A writing desk: a top on a drawer unit at one side and two legs at the other, a board at the back.

Size: EN 527; 72 to 76 cm tall, 60 to 75 cm deep, 1.2 to 1.5 m wide. One sits at its front.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import FRONT, front, posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    under = sz - 0.03
    unit = 0.42
    plane, low = hx - FRONT - 0.02, 0.06
    side = -1 if variant["drawers_right"] == 0 else 1
    a, b = sorted((side * (hy - 0.02), side * (hy - 0.02 - unit)))
    step = (under - low - 0.01) / 3
    drawers: list[Part] = []
    for number in range(3):
        z = low + number * step
        drawers += front(plane, (a, b), (z, z + step), "across", finish="wood")
    leg = -side * (hy - 0.05)
    p, q = sorted((-side * (hy - 0.05), side * (hy - 0.03 - unit)))
    return (
        slab((-hx, -hy, under), (hx, hy, sz), finish="wood", bevel=0.005),
        slab((-hx + 0.03, a, low), (plane - 0.003, b, under + 0.001), finish="wood"),
        slab((plane - 0.01, a + 0.004, low + 0.002), (plane + 0.002, b - 0.004, under - 0.004), "charcoal"),
        slab((-hx + 0.04, a + 0.01, 0.0), (plane - 0.03, b - 0.01, low + 0.001), "charcoal"),
        *posts((-hx + 0.055, hx - 0.055), (leg,), (0.0, under + 0.001), 0.05),
        slab((-hx + 0.045, p, 0.34), (-hx + 0.063, q, under + 0.002), finish="wood"),
        *drawers,
    )


register(
    Kind(
        name="desk",
        low=(0.60, 1.20, 0.72),
        high=(0.75, 1.50, 0.76),
        source="EN 527 office desks",
        colours=("white", "oak", "brown", "grey"),
        places=("floor",),
        build=build,
        uses=("office", "bedroom"),
        top=0.96,
        front="the side where one sits",
        variants={"drawers_right": (0, 1)},
    )
)
