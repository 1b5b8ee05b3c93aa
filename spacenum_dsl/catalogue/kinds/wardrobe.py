"""A wardrobe: tall, two or three panelled doors with long handles, in some drawers below; cornice and plinth.

Size: plain sense after shop sheets; 60 cm deep with handles, 1.0 to 1.5 m wide, 1.9 to 2.1 m tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import FRONT, front, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    plane, low, high = hx - FRONT, 0.08, sz - 0.05
    doors = variant["doors"]
    wide = 2 * (hy - 0.01) / doors
    foot = low + 0.42 if variant["drawers"] else low
    fronts: list[Part] = []
    for number in range(doors):
        left = -hy + 0.01 + number * wide
        fronts += front(
            plane,
            (left, left + wide),
            (foot, high),
            "low_y" if number == doors - 1 else "high_y",
            grip=0.36,
            grip_z=1.10,
            finish="wood",
            metal="charcoal",
        )
        middle = foot + 0.42 * (high - foot)
        fronts += [
            slab(
                (plane + 0.016, left + 0.085, bottom),
                (plane + 0.028, left + wide - 0.085, top),
                finish="wood",
                bevel=0.009,
            )
            for bottom, top in ((foot + 0.08, middle - 0.03), (middle + 0.03, high - 0.08))
        ]
        if variant["drawers"]:
            for z in (low, (low + foot) / 2):
                fronts += front(
                    plane,
                    (left, left + wide),
                    (z, z + (foot - low) / 2),
                    "across",
                    grip=0.20,
                    finish="wood",
                    metal="charcoal",
                )
    return (
        slab((-hx + 0.002, -hy + 0.01, low), (plane - 0.003, hy - 0.01, high + 0.001), finish="wood"),
        slab((plane - 0.01, -hy + 0.014, low + 0.002), (plane + 0.002, hy - 0.014, high - 0.002), "charcoal"),
        slab((-hx, -hy, high), (plane + 0.035, hy, sz), finish="wood", bevel=0.010),
        slab((-hx + 0.004, -hy + 0.016, 0.0), (plane - 0.02, hy - 0.016, low + 0.001), finish="wood"),
        *fronts,
    )


register(
    Kind(
        name="wardrobe",
        low=(0.60, 1.00, 1.90),
        high=(0.65, 1.50, 2.10),
        source="plain sense after shop sheets",
        colours=("white", "oak", "brown", "grey"),
        places=("floor",),
        build=build,
        uses=("bedroom",),
        top=0.9,
        front="its doors",
        variants={"doors": (2, 3), "drawers": (0, 1)},
    )
)
