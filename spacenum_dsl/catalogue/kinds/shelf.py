"""A wall shelf: a board on two brackets with a row of books and a small vase or a potted plant on it.

Size: plain sense; 20 to 25 cm deep, 60 to 90 cm long, 30 to 34 cm from bracket to the tallest book.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import books, cut_y, rod, slab, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


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
    beside = _jar(0.26 * sy, top) if variant["things"] == 0 else _succulent(0.27 * sy, top)
    return (
        slab((-hx, -hy, low), (hx, hy, top), finish="wood", bevel=0.004),
        *(cut_y(bracket, (s * arm - 0.010, s * arm + 0.010), "charcoal", "satin") for s in (-1, 1)),
        *row,
        *beside,
    )


def _jar(y: float, top: float) -> tuple[Part, ...]:
    """A small vase that stands on the board."""
    profile = (
        (0.0, 0.0),
        (0.040, 0.0),
        (0.055, 0.05),
        (0.042, 0.10),
        (0.026, 0.13),
        (0.036, 0.155),
        (0.028, 0.155),
        (0.0, 0.13),
    )
    return (turned(profile, (0.0, y, top - 0.001), "turquoise", "ceramic", segments=20),)


def _succulent(y: float, top: float) -> tuple[Part, ...]:
    """A pot with fat pointed leaves in two rings."""
    pot = ((0.0, 0.0), (0.038, 0.0), (0.052, 0.075), (0.044, 0.075), (0.0, 0.065))
    leaves = tuple(
        rod(
            (0.008 * c, y + 0.008 * s, top + 0.06),
            (reach * c, y + reach * s, top + tip),
            0.013,
            "leaf",
            "satin",
            segments=8,
            top=0.002,
        )
        for count, start, reach, tip in ((6, 0.0, 0.065, 0.115), (4, 28.6, 0.032, 0.145))
        for c, s in (exact.turn(start + 360.0 * k / count) for k in range(count))
    )
    return (turned(pot, (0.0, y, top - 0.001), "terracotta", "matte", segments=20), *leaves)


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
