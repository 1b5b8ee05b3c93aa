"""A bookcase: an open case with shelves, filled with rows of upright books that leave gaps.

Size: plain sense after shop sheets; 28 to 32 cm deep, 70 to 90 cm wide, 1.6 to 2.0 m tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import books, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    board, plinth = 0.022, 0.07
    shelves = variant["shelves"]
    step = (sz - plinth - board) / shelves
    inner = hy - board
    boards: list[Part] = []
    rows: list[Part] = []
    for number in range(shelves):
        low = plinth + number * step
        boards.append(
            slab((-hx + 0.01, -inner - 0.001, low), (hx - 0.002, inner + 0.001, low + board), finish="wood")
        )
        left, right = (-inner, -inner + (0.62, 0.40, 0.74)[number % 3] * sy)
        if number % 2:
            left, right = (inner - (right - left), inner)
        rows += books(
            (-hx + 0.03, hx - 0.03),
            (left + 0.004, right),
            (low + board - 0.001, low + 0.82 * step),
            3 * number,
            thick=1.7,
        )
    return (
        slab((-hx, -hy, 0.0), (hx, -inner, sz - board), finish="wood"),
        slab((-hx, inner, 0.0), (hx, hy, sz - board), finish="wood"),
        slab((-hx, -hy, sz - board), (hx - 0.001, hy, sz), finish="wood"),
        slab(
            (-hx + 0.001, -inner - 0.001, plinth - 0.01),
            (-hx + 0.012, inner + 0.001, sz - 0.01),
            finish="wood",
        ),
        slab((-hx + 0.02, -inner - 0.001, 0.001), (hx - 0.02, inner + 0.001, plinth + 0.001), finish="wood"),
        *boards,
        *rows,
    )


register(
    Kind(
        name="bookcase",
        low=(0.28, 0.70, 1.60),
        high=(0.32, 0.90, 2.00),
        source="plain sense after shop sheets",
        colours=("white", "oak", "brown", "black"),
        places=("floor",),
        build=build,
        uses=("living_room", "office", "bedroom"),
        top=0.98,
        front="its open side",
        variants={"shelves": (4, 5)},
    )
)
