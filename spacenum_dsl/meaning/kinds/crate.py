"""A crate: three rows of slats around four corner posts, open above, slats with gaps for a floor.

Size: plain sense; fruit crates of 32 × 42 × 26 to 38 × 50 × 30 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import posts, slab


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    board, post, gap, rows = 0.012, 0.030, 0.018, 3
    tall = (sz - gap * (rows - 1)) / rows
    slats: list[Part] = []
    for number in range(rows):
        low = number * (tall + gap)
        z = (low, low + tall)
        slats += [
            slab(
                (s * (hx - board / 2) - board / 2, -hy, z[0]),
                (s * (hx - board / 2) + board / 2, hy, z[1]),
                finish="wood",
            )
            for s in (-1, 1)
        ]
        slats += [
            slab(
                (-hx + board, s * (hy - board / 2) - board / 2 - s * 0.001, z[0] + 0.001),
                (hx - board, s * (hy - board / 2) + board / 2 - s * 0.001, z[1] - 0.001),
                finish="wood",
            )
            for s in (-1, 1)
        ]
    inset = board + post / 2 - 0.002
    return (
        *slats,
        *posts((-hx + inset, hx - inset), (-hy + inset, hy - inset), (0.002, sz - 0.004), post),
        *(
            slab((-hx + 0.004, y - 0.10 * sy, 0.010), (hx - 0.004, y + 0.10 * sy, 0.020), finish="wood")
            for y in (-0.36 * sy, -0.12 * sy, 0.12 * sy, 0.36 * sy)
        ),
    )


register(
    Kind(
        name="crate",
        low=(0.32, 0.42, 0.26),
        high=(0.38, 0.50, 0.30),
        source="plain sense: fruit crates",
        colours=("oak", "white", "green", "blue"),
        places=("floor",),
        build=build,
    )
)
