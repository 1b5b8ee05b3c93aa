"""A book, lying closed: two covers and a round-edged spine around a block of paper, a title plate on top.

Size: ISO 216 A5 to A4 (210 × 148 to 297 × 210 mm), 25 to 45 mm thick. The foot of the pages is the front.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import slab


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy, board = sx / 2, sy / 2, 0.004
    top = sz - 0.001
    return (
        slab((-hx, -hy + 0.003, 0.0), (hx, hy, board), finish="satin"),
        slab((-hx, -hy + 0.003, top - board), (hx, hy, top), finish="satin"),
        slab((-hx + 0.001, -hy, 0.001), (hx - 0.001, -hy + 0.008, top - 0.001), finish="satin", bevel=0.003),
        slab(
            (-hx + 0.005, -hy + 0.006, board - 0.001), (hx - 0.005, hy - 0.005, top - board + 0.001), "paper"
        ),
        slab((-0.32 * sx, -0.28 * sy, top - 0.002), (-0.10 * sx, 0.32 * sy, sz), "cream"),
        slab((0.26 * sx, -0.14 * sy, top - 0.002), (0.30 * sx, 0.18 * sy, sz), "cream"),
    )


register(
    Kind(
        name="book",
        low=(0.210, 0.148, 0.025),
        high=(0.297, 0.210, 0.045),
        source="ISO 216 A5 to A4",
        colours=("red", "blue", "green", "black", "orange"),
        places=("surface",),
        build=build,
        front="the lower edge of its cover",
    )
)
