"""A nightstand: a small chest on four short legs with one drawer above an open shelf, or two drawers.

Size: plain sense after shop sheets; 38 to 42 cm deep, 40 to 50 cm wide, 50 to 60 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import FRONT, front, posts, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    plane, low, under, board = hx - FRONT, 0.14, sz - 0.025, 0.018
    middle = (low + under) / 2
    inset = hy - (0.006 if variant["drawers"] == 2 else 0.024)
    if variant["drawers"] == 2:
        body: tuple[Part, ...] = (
            slab((-hx + 0.004, -hy + 0.004, low), (plane - 0.003, hy - 0.004, under + 0.001), finish="wood"),
            slab(
                (plane - 0.01, -hy + 0.010, low + 0.004),
                (plane + 0.002, hy - 0.010, under - 0.002),
                "charcoal",
            ),
            *front(plane, (-hy + 0.006, hy - 0.006), (low, middle), "across", finish="wood"),
        )
    else:
        body = (
            *(
                slab((-hx + 0.004, y, low), (plane + 0.016, y + board, under + 0.001), finish="wood")
                for y in (-hy + 0.004, hy - 0.004 - board)
            ),
            slab((-hx + 0.006, -hy + 0.010, low + 0.002), (-hx + 0.014, hy - 0.010, under), finish="wood"),
            slab(
                (-hx + 0.008, -hy + 0.012, low + 0.001),
                (plane + 0.014, hy - 0.012, low + board),
                finish="wood",
            ),
            slab((-hx + 0.008, -hy + 0.012, middle), (plane - 0.001, hy - 0.012, under - 0.004), "charcoal"),
        )
    return (
        *posts((-hx + 0.03, plane - 0.03), (-hy + 0.035, hy - 0.035), (0.0, low + 0.004), 0.035),
        slab((-hx, -hy, under), (plane + 0.03, hy, sz), finish="wood", bevel=0.005),
        *body,
        *front(plane, (-inset, inset), (middle, under - 0.002), "across", finish="wood"),
    )


register(
    Kind(
        name="nightstand",
        low=(0.38, 0.40, 0.50),
        high=(0.42, 0.50, 0.60),
        source="plain sense after shop sheets",
        colours=("white", "oak", "brown", "blue"),
        places=("floor",),
        build=build,
        uses=("bedroom",),
        top=0.86,
        front="its drawers",
        variants={"drawers": (1, 2)},
    )
)
