"""An armchair: one thick cushion between two broad arms, a padded back, short wooden legs.

Size: plain sense after shop sheets; 80 to 90 cm deep, 75 to 90 cm wide, 80 to 90 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Box, Part
from spacenum_dsl.catalogue.kinds._common import posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    foot, arm, back, seat, rest = 0.12, 0.14, 0.20, 0.43, 0.62
    return (
        *posts((-hx + 0.07, hx - 0.08), (-hy + 0.07, hy - 0.07), (0.0, foot + 0.002), 0.05, "walnut"),
        slab((-hx + 0.02, -hy + 0.01, foot), (hx - 0.02, hy - 0.01, 0.29), finish="fabric", bevel=0.02),
        slab((-hx, -hy + 0.005, foot + 0.01), (-hx + back, hy - 0.005, sz), finish="fabric", bevel=0.045),
        *(
            slab((-hx + 0.05, low, foot + 0.005), (hx, low + arm, rest), finish="fabric", bevel=0.04)
            for low in (-hy, hy - arm)
        ),
        slab((-hx + back - 0.04, -hy + arm, 0.27), (hx - 0.01, hy - arm, seat), finish="fabric", bevel=0.035),
        slab(
            (-hx + back - 0.02, -hy + arm + 0.01, seat - 0.01),
            (-hx + back + 0.12, hy - arm - 0.01, sz - 0.07),
            finish="fabric",
            bevel=0.045,
        ),
        *(
            (
                Part(
                    Box((0.11, 0.36, 0.30), 0.042),
                    (-hx + back + 0.17, 0.0, seat + 0.14),
                    (0.0, -14.0, 6.0),
                    "cream",
                    "fabric",
                ),
            )
            if variant["loose"]
            else ()
        ),
    )


register(
    Kind(
        name="armchair",
        low=(0.80, 0.75, 0.80),
        high=(0.90, 0.90, 0.90),
        source="plain sense after shop sheets",
        colours=("blue", "green", "grey", "red", "yellow"),
        places=("floor",),
        build=build,
        uses=("living_room", "bedroom"),
        variants={"loose": (0, 1)},
        front="the side from which one sits down",
    )
)
