"""A sofa: two or three seat cushions side by side, as many back cushions, two arms, short legs.

Size: plain sense after shop sheets; 85 to 95 cm deep, 1.6 to 2.1 m wide, 80 to 85 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Box, Part
from spacenum_dsl.catalogue.kinds._common import posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    foot, arm, back, seat, rest = 0.10, 0.16, 0.20, 0.43, 0.60
    seats = variant["seats"]
    wide = (sy - 2 * arm) / seats
    cushions: list[Part] = []
    for number in range(seats):
        left = -hy + arm + number * wide
        cushions += [
            slab(
                (-hx + back - 0.04, left + 0.003, 0.26),
                (hx - 0.01, left + wide - 0.003, seat),
                finish="fabric",
                bevel=0.035,
            ),
            slab(
                (-hx + back - 0.03, left + 0.010, seat - 0.01),
                (-hx + back + 0.14, left + wide - 0.010, sz - 0.02),
                finish="fabric",
                bevel=0.05,
            ),
        ]
    return (
        *posts((-hx + 0.07, hx - 0.08), (-hy + 0.08, hy - 0.08), (0.0, foot + 0.002), 0.05, "walnut"),
        slab((-hx + 0.02, -hy + 0.01, foot), (hx - 0.02, hy - 0.01, 0.28), finish="fabric", bevel=0.02),
        slab((-hx, -hy + 0.005, foot + 0.01), (-hx + back, hy - 0.005, sz), finish="fabric", bevel=0.04),
        *(
            slab((-hx + 0.03, low, foot + 0.005), (hx, low + arm, rest), finish="fabric", bevel=0.04)
            for low in (-hy, hy - arm)
        ),
        *cushions,
        *(_loose(s, -hx + back + 0.20, hy - arm, seat) for s in (-1, 1) if variant["loose"]),
    )


def _loose(side: int, x: float, y: float, seat: float) -> Part:
    """A pale cushion that leans into the corner between the back and one arm."""
    shape = Box((0.12, 0.36, 0.34), 0.045)
    return Part(shape, (x, side * (y - 0.20), seat + 0.16), (0.0, -16.0, side * -14.0), "cream", "fabric")


register(
    Kind(
        name="sofa",
        low=(0.85, 1.60, 0.80),
        high=(0.95, 2.10, 0.85),
        source="plain sense after shop sheets",
        colours=("blue", "green", "grey", "red", "beige"),
        places=("floor",),
        build=build,
        uses=("living_room",),
        front="the side from which one sits down",
        variants={"seats": (2, 3), "loose": (0, 1)},
    )
)
