"""A dining chair: four legs, a seat, a back of slats or one padded board.

Size: plain sense after shop sheets; seat at 45 cm, 42 to 46 cm wide, 46 to 52 cm deep, 82 to 95 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    leg, seat = 0.036, 0.45
    back, y = -hx + leg / 2, hy - leg / 2
    low, head = seat + 0.12, sz - 0.07
    rest = (
        tuple(
            slab(
                (back - 0.008, c - 0.020, seat - 0.03), (back + 0.008, c + 0.020, head + 0.01), finish="wood"
            )
            for c in (-0.24 * sy, 0.0, 0.24 * sy)
        )
        if variant["padded"] == 0
        else (
            slab((back - 0.015, -y + 0.002, low), (back + 0.028, y - 0.002, head), "cream", "fabric", 0.012),
        )
    )
    cushion = (
        ()
        if variant["padded"] == 0
        else (
            slab(
                (-hx + 0.05, -hy + 0.03, seat - 0.005),
                (hx - 0.02, hy - 0.03, seat + 0.03),
                "cream",
                "fabric",
                0.012,
            ),
        )
    )
    return (
        *posts((hx - leg / 2 - 0.01,), (-y, y), (0.0, seat - 0.02), leg),
        *posts((back,), (-y, y), (0.0, sz), leg),
        slab((-hx + 0.008, -hy + 0.001, seat - 0.035), (hx, hy - 0.001, seat), finish="wood", bevel=0.008),
        slab((back - 0.013, -y, head), (back + 0.013, y, sz - 0.001), finish="wood", bevel=0.006),
        *rest,
        *cushion,
        *(
            slab((back, s * y - 0.010, 0.20), (hx - 0.03, s * y + 0.010, 0.23), finish="wood")
            for s in (-1, 1)
        ),
    )


register(
    Kind(
        name="chair",
        low=(0.46, 0.42, 0.82),
        high=(0.52, 0.46, 0.95),
        source="plain sense after shop sheets: seat at 45 cm",
        colours=("oak", "white", "black", "red", "blue"),
        places=("floor",),
        build=build,
        uses=("kitchen", "living_room", "bedroom"),
        front="the side from which one sits down",
        variants={"padded": (0, 1)},
    )
)
