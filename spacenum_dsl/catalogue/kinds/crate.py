"""A wooden crate: slats with gaps, nailed to four posts; open at the top.

Size: plain sense; fruit crates of 32 × 42 × 26 to 38 × 50 × 30 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import disc_x, posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    board, post, gap = 0.012, 0.030, 0.022
    rows, bevel, proud = variant["slats"], 0.003, 0.002
    tall = (sz - gap * (rows - 1)) / rows
    inset = board + post / 2 - 0.002
    nailed = (0.28, 0.72) if rows == 3 else (0.5,)
    slats: list[Part] = []
    nails: list[Part] = []
    for number in range(rows):
        low, high = number * (tall + gap), number * (tall + gap) + tall
        for s in (-1, 1):
            x, y = s * (hx - proud - board / 2), s * (hy - board / 2 - 0.001)
            slats.append(
                slab((x - board / 2, -hy, low), (x + board / 2, hy, high), finish="wood", bevel=bevel)
            )
            slats.append(
                slab(
                    (-hx + board, y - board / 2, low + 0.001),
                    (hx - board, y + board / 2, high - 0.001),
                    finish="wood",
                    bevel=bevel,
                )
            )
        nails += [
            disc_x((back, y, low + share * tall), 0.006, proud + 0.004, "charcoal", "metal", segments=4)
            for back in (-hx, hx - proud - 0.004)
            for y in (inset - hy, hy - inset)
            for share in nailed
        ]
    return (
        *slats,
        *nails,
        *posts(
            (-hx + proud + inset, hx - proud - inset),
            (-hy + inset, hy - inset),
            (0.002, sz - 0.004),
            post,
            "pine",
        ),
        *(
            slab((-hx + 0.006, y - 0.10 * sy, 0.010), (hx - 0.006, y + 0.10 * sy, 0.020), "pine", "wood")
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
        uses=("kitchen",),
        variants={"slats": (3, 4)},
    )
)
