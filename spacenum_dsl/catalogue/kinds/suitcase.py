"""A suitcase on wheels, standing: a shell with ribs up or across it, rounded edges, its handle pulled out.

Size: plain sense after airline rules; shells of 55 × 40 × 23 to 68 × 46 × 28 cm, handle out by 30 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    low, high, rib = 0.045, sz - 0.30, 0.006
    back = -hx + 0.05
    wheels = tuple(
        Part(Cylinder(0.026, 0.022, segments=12), (x, y, 0.026), (90.0, 0.0, 0.0), "black")
        for x in (-hx + 0.045, hx - 0.045)
        for y in (-hy + 0.05, hy - 0.05)
    )
    tall = high - low
    ribs = (
        tuple(
            slab((-hx, -hy + 0.045, z - 0.018), (hx, hy - 0.045, z + 0.018), finish="satin", bevel=0.004)
            for z in (low + share * tall for share in (0.16, 0.33, 0.50, 0.67, 0.84))
        )
        if variant["across"]
        else tuple(
            slab((-hx, y - 0.018, low + 0.06), (hx, y + 0.018, high - 0.06), finish="satin", bevel=0.004)
            for y in (-0.30 * sy, -0.10 * sy, 0.10 * sy, 0.30 * sy)
        )
    )
    return (
        slab((-hx + rib, -hy, low), (hx - rib, hy, high), finish="satin", bevel=0.035),
        *ribs,
        slab((-0.006, -hy + 0.034, low - 0.001), (0.006, hy - 0.034, high + 0.001), "charcoal"),
        *wheels,
        *(
            slab(
                (back - 0.007, s * 0.22 * sy - 0.007, high - 0.02),
                (back + 0.007, s * 0.22 * sy + 0.007, sz - 0.02),
                "steel",
                "metal",
            )
            for s in (-1, 1)
        ),
        slab((back - 0.014, -0.27 * sy, sz - 0.032), (back + 0.014, 0.27 * sy, sz), "black", "satin", 0.008),
        slab((0.012, -0.07, high - 0.002), (0.034, 0.07, high + 0.022), "black", "satin", 0.006),
    )


register(
    Kind(
        name="suitcase",
        low=(0.23, 0.40, 0.88),
        high=(0.28, 0.46, 1.00),
        source="plain sense after airline rules for cabin and hold cases",
        colours=("red", "blue", "black", "yellow", "green"),
        places=("floor",),
        build=build,
        uses=("bedroom",),
        variants={"across": (0, 1)},
    )
)
