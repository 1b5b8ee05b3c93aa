"""A bed: a wooden frame and headboard, a white mattress and pillows, a coloured blanket turned down.

Size: usual mattress sizes; 2.0 m long and 0.9 to 1.6 m wide, headboard 90 to 100 cm tall. The head is at the
back.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    side = hy - 0.03
    head, foot = -hx + 0.05, hx - 0.03
    pillows = 1 if sy < 1.2 else 2
    wide = 2 * (side - 0.05) / pillows
    return (
        *posts((hx - 0.04,), (-hy + 0.04, hy - 0.04), (0.0, 0.40), 0.08, "oak"),
        slab((-hx, -hy, 0.0), (head, hy, sz), "oak", "wood", 0.012),
        slab((head - 0.01, -hy + 0.012, 0.12), (hx - 0.012, hy - 0.012, 0.32), "oak", "wood", 0.008),
        slab((head + 0.002, -side + 0.01, 0.30), (foot - 0.01, side - 0.01, 0.50), "white", "fabric", 0.03),
        slab(
            (head + 0.56, -hy + 0.006, 0.24), (foot + 0.012, hy - 0.006, 0.535), finish="fabric", bevel=0.035
        ),
        *(
            slab((x, -hy + 0.004, 0.242), (x + 0.09, hy - 0.004, 0.537), "cream", "fabric", 0.035)
            for x in (foot - 0.50, foot - 0.32)
            if variant["striped"]
        ),
        slab((head + 0.52, -hy + 0.010, 0.40), (head + 0.76, hy - 0.010, 0.545), "white", "fabric", 0.03),
        *(
            slab(
                (head + 0.05, left + 0.03, 0.49),
                (head + 0.46, left + wide - 0.03, 0.62),
                "white",
                "fabric",
                0.05,
            )
            for left in (-side + 0.05 + number * wide for number in range(pillows))
        ),
    )


register(
    Kind(
        name="bed",
        low=(2.08, 0.98, 0.90),
        high=(2.08, 1.68, 1.00),
        source="usual mattress sizes, 90 to 160 by 200 cm",
        colours=("blue", "green", "red", "grey", "yellow"),
        places=("floor",),
        build=build,
        uses=("bedroom",),
        variants={"striped": (0, 1)},
        front="its foot end",
    )
)
