"""A row of upright books between two wedge-shaped book ends.

Most of them have the object's colour, as the volumes of one work do. Size: plain sense; 16 to 19 cm deep,
32 to 38 cm long, 22 to 26 cm tall.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import cut_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

END = 0.055
"""Metres: the width of a book end."""
COVER = 0.004
"""Metres: the thickness of a book's cover."""
ROWS = (
    (
        (0.8, 0.78, "cream"),
        (1.1, 0.95, "body"),
        (0.9, 0.86, "charcoal"),
        (1.3, 1.00, "body"),
        (1.2, 0.94, "body"),
        (0.7, 0.80, "orange"),
        (1.1, 0.97, "body"),
        (1.0, 0.84, "body"),
    ),
    (
        (1.0, 0.82, "charcoal"),
        (1.0, 1.00, "body"),
        (1.0, 1.00, "body"),
        (1.0, 1.00, "body"),
        (1.0, 1.00, "body"),
        (0.8, 0.90, "cream"),
        (0.7, 0.80, "turquoise"),
    ),
)
"""Books from left to right: each one's share of the width, share of the height, and paint."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    row = ROWS[variant["row"]]
    unit = (sy - 2 * END) / exact.total(share for share, _, _ in row)
    parts: list[Part] = []
    left = -hy + END
    for number, (share, height, paint) in enumerate(row):
        right = left + share * unit
        ahead = hx - (0.008, 0.0, 0.014, 0.003)[number % 4]
        parts += _book((-hx, ahead), (left + 0.0006, right - 0.0006), height * sz, paint)
        left = right
    high, foot = 0.56 * sz, -hy + END
    wedge = ((-hy, 0.0), (foot, 0.0), (foot, high), (foot - 0.014, high), (-hy, 0.03))
    mirrored = tuple((-y, z) for y, z in reversed(wedge))
    x = (-hx + 0.02, hx - 0.03)
    return (*parts, cut_x(wedge, x, "walnut", "wood"), cut_x(mirrored, x, "walnut", "wood"))


def _book(x: Vec2, y: Vec2, tall: float, paint: str) -> Iterator[Part]:
    """Two covers, pages a little lower than they, and a spine with a band and a title."""
    back, ahead = x
    left, right = y
    hinge, face, inset = ahead - 0.005, ahead - 0.0008, 0.0006
    title = "charcoal" if paint in {"cream", "orange"} else "brass"
    yield slab((back, left + inset, inset), (hinge, left + inset + COVER, tall), paint, "satin")
    yield slab((back, right - inset - COVER, inset), (hinge, right - inset, tall), paint, "satin")
    yield slab((hinge - 0.002, left, 0.0), (face, right, tall - inset), paint, "satin", 0.002)
    yield slab((back + 0.006, left + 0.002, 0.003), (hinge, right - 0.002, tall - 0.008), "paper")
    for low, high in ((0.12, 0.16), (0.66, 0.80)):
        yield slab((hinge, left + 0.004, low * tall), (ahead, right - 0.004, high * tall), title, "satin")


register(
    Kind(
        name="books",
        low=(0.16, 0.32, 0.22),
        high=(0.19, 0.38, 0.26),
        source="plain sense: bound books",
        colours=("red", "blue", "green", "brown", "purple"),
        places=("surface",),
        build=build,
        variants={"row": (0, 1)},
        front="the spines of its books",
        uses=("living_room", "bedroom", "office", "desk"),
    )
)
