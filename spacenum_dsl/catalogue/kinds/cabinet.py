"""A kitchen base cabinet: plinth, worktop, one or two panelled doors and, in some, a drawer above them.

Size: EN 1116 kitchen modules: 600 mm wide (narrow 500, wide 800), 600 mm deep, worktop at 850 to 900 mm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import FRONT, front, slab
from spacenum_dsl.catalogue.kinds._kitchen import panelled
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    plane, plinth, top = hx - FRONT, 0.10, sz - 0.04
    split = top - 0.16 if variant["drawers"] else top
    doors: tuple[Part, ...] = (
        panelled(plane, (-hy, hy), (plinth, split), "high_y", grip_z=split - 0.14)
        if variant["doors"] == 1
        else (
            *panelled(plane, (-hy, 0.0), (plinth, split), "high_y", grip_z=split - 0.14),
            *panelled(plane, (0.0, hy), (plinth, split), "low_y", grip_z=split - 0.14),
        )
    )
    drawer = front(plane, (-hy, hy), (split, top), "across") if variant["drawers"] else ()
    return (
        slab((-hx, -hy, plinth), (plane - 0.003, hy, top)),
        slab(
            (plane - 0.010, -hy + 0.004, plinth + 0.002), (plane + 0.002, hy - 0.004, top - 0.001), "charcoal"
        ),
        slab((-hx + 0.002, -hy + 0.002, 0.0), (plane - 0.05, hy - 0.002, plinth + 0.001), "charcoal"),
        slab((-hx, -hy, top), (hx - 0.012, hy, sz), "pine", "wood", 0.004),
        *doors,
        *drawer,
    )


register(
    Kind(
        name="cabinet",
        low=(0.60, 0.50, 0.85),
        high=(0.60, 0.80, 0.90),
        source="EN 1116 kitchen modules",
        colours=("white", "grey", "blue", "green", "red"),
        places=("floor",),
        build=build,
        uses=("kitchen",),
        top=0.94,
        front="its doors",
        variants={"doors": (1, 2), "drawers": (0, 1)},
    )
)
