"""A cot, a baby's bed: barred sides all around a mattress, a blanket, a small pillow, a teddy bear.

The frame has the object's colour. Its long side looks to the front, the pillow lies at one end. Size: EN 716,
for a mattress of 60 × 120 cm; 66 to 70 cm by 125 to 130 cm, 85 to 95 cm tall.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.parts import Ellipsoid, Part
from spacenum_dsl.catalogue.kinds._common import posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

BED = 0.42
"""Height of the mattress' top."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    thick = 0.045
    x, y = hx - thick / 2, hy - thick / 2
    low, high = 0.24, sz - 0.05
    board = variant["boards"] == 1
    bars = 10
    gap = (2 * hy - 2 * thick) / (bars + 1)
    long = tuple(
        slab(
            (s * x - 0.009, -hy + thick + k * gap - 0.011, low),
            (s * x + 0.009, -hy + thick + k * gap + 0.011, high),
            finish="wood",
        )
        for s in (-1, 1)
        for k in range(1, bars + 1)
    )
    rails = tuple(
        slab((s * x - 0.016, -y, z), (s * x + 0.016, y, z + 0.050), finish="wood", bevel=0.006)
        for s in (-1, 1)
        for z in (low - 0.03, high - 0.02)
    )
    return (
        *posts((-x, x), (-y, y), (0.0, sz), thick),
        *long,
        *rails,
        *_ends(x, y, low, high, board=board),
        *_bedding(x - 0.02, y - 0.02),
    )


def _ends(x: float, y: float, low: float, high: float, *, board: bool) -> Iterator[Part]:
    """The two short sides: bars like the long ones, in some above a board."""
    for s in (-1, 1):
        for z in (low - 0.03, high - 0.02):
            yield slab(
                (-x, s * y - 0.0152, z + 0.001), (x, s * y + 0.0152, z + 0.049), finish="wood", bevel=0.006
            )
        foot = low
        if board:
            foot = BED + 0.14
            yield slab((-x, s * y - 0.009, low), (x, s * y + 0.009, foot), finish="wood")
        for k in range(1, 6):
            at = -x + 2 * x * k / 6
            yield slab(
                (at - 0.011, s * y - 0.008, foot - 0.01), (at + 0.011, s * y + 0.008, high), finish="wood"
            )


def _bedding(x: float, y: float) -> tuple[Part, ...]:
    """Mattress, pillow at -y, blanket with its turned-down edge, and the bear against the pillow."""
    bear = "brown"
    seat = BED + 0.055
    by = -y + 0.30
    return (
        slab((-x, -y, 0.23), (x, y, 0.26), "pine", "wood"),
        slab((-x + 0.004, -y + 0.004, 0.255), (x - 0.004, y - 0.004, BED), "white", "fabric", 0.03),
        slab((-x + 0.07, -y + 0.03, BED - 0.03), (x - 0.07, -y + 0.25, BED + 0.055), "cream", "fabric", 0.03),
        slab(
            (-x + 0.001, -y + 0.42, 0.27), (x - 0.001, y - 0.001, BED + 0.022), "turquoise", "fabric", 0.025
        ),
        slab(
            (-x + 0.002, -y + 0.40, BED - 0.02), (x - 0.002, -y + 0.52, BED + 0.032), "white", "fabric", 0.02
        ),
        Part(Ellipsoid((0.060, 0.055, 0.075), 8), (0.0, by, seat), paint=bear, finish="fabric"),
        Part(Ellipsoid((0.050, 0.048, 0.046), 12), (0.0, by, seat + 0.105), paint=bear, finish="fabric"),
        *(
            Part(
                Ellipsoid((0.018, 0.012, 0.020), 4),
                (s * 0.040, by, seat + 0.145),
                paint=bear,
                finish="fabric",
            )
            for s in (-1, 1)
        ),
    )


register(
    Kind(
        name="cot",
        low=(0.66, 1.25, 0.85),
        high=(0.70, 1.30, 0.95),
        source="EN 716, for a mattress of 60 by 120 cm",
        colours=("white", "oak", "walnut", "grey"),
        places=("floor",),
        build=build,
        uses=("bedroom",),
        variants={"boards": (0, 1)},
    )
)
