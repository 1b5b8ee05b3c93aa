"""A wall shelf: a board on two brackets with a row of books, a small bowl and a candle-like jar on it.

Size: plain sense; 20 to 25 cm deep, 60 to 90 cm long, 30 to 34 cm from bracket to the tallest book.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import books, cut_y, slab, turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    low, board = 0.075, 0.024
    top = low + board
    arm, deep = 0.34 * sy, 0.75 * sx
    bracket = (
        (-hx, 0.0),
        (-hx + 0.025, 0.0),
        (-hx + deep, low - 0.015),
        (-hx + deep, low + 0.001),
        (-hx, low + 0.001),
    )
    row = books(
        (-hx + 0.03, -hx + 0.80 * sx), (-hy + 0.02, 0.10 * sy), (top - 0.001, sz), 2 * variant["things"]
    )
    jar = (
        turned(
            (
                (0.0, 0.0),
                (0.045, 0.0),
                (0.055, 0.05),
                (0.040, 0.11),
                (0.028, 0.13),
                (0.034, 0.15),
                (0.0, 0.15),
            ),
            (0.0, 0.24 * sy, top - 0.001),
            "terracotta",
            "gloss",
            segments=12,
        )
        if variant["things"] == 0
        else slab((-0.05, 0.18 * sy, top - 0.001), (0.06, 0.32 * sy, top + 0.09), "cardboard", bevel=0.004)
    )
    return (
        slab((-hx, -hy, low), (hx, hy, top), finish="wood", bevel=0.004),
        *(cut_y(bracket, (s * arm - 0.010, s * arm + 0.010), "charcoal", "satin") for s in (-1, 1)),
        *row,
        jar,
    )


register(
    Kind(
        name="shelf",
        low=(0.20, 0.60, 0.30),
        high=(0.25, 0.90, 0.34),
        source="plain sense: wall shelves with a row of books",
        colours=("oak", "white", "black", "brown"),
        places=("wall",),
        build=build,
        uses=("living_room", "office", "bedroom"),
        front="its open side",
        variants={"things": (0, 1)},
    )
)
