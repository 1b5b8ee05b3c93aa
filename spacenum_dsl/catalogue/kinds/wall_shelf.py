"""A wall shelf without anything on it: a board on two brackets, with the board on top.

Size: plain sense after shop sheets; 20 to 25 cm deep, 70 to 120 cm long, 16 to 20 cm tall with its brackets.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import flush, rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

THICK = 0.028
"""Metres: the thickness of the board."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    under = sz - THICK
    places = [
        hy * (2 * k + 1 - variant["brackets"]) / variant["brackets"] * 1.35
        for k in range(variant["brackets"])
    ]
    return (
        slab((-hx, -hy, under), (hx, hy, sz), finish="wood"),
        *(part for y in places for part in _bracket(hx, y, under)),
    )


def _bracket(hx: float, y: float, under: float) -> tuple[Part, ...]:
    """An upright and a lying arm, and a strut between them."""
    half, thick = 0.014, 0.010
    reach = hx - 0.03
    return (
        slab((-hx + 0.0006, y - half, 0.0), (-hx + thick, y + half, under + 0.001), "charcoal", "satin"),
        slab(
            (-hx + 0.0012, y - half + 0.001, under - thick),
            (reach, y + half - 0.001, under + 0.002),
            "charcoal",
            "satin",
        ),
        flush(
            rod(
                (-hx + 0.004, y, 0.012),
                (reach - 0.025, y, under - 0.004),
                0.008,
                "charcoal",
                "satin",
                segments=6,
            ),
            0,
            low=0.002 - hx,
        ),
    )


register(
    Kind(
        name="wall_shelf",
        low=(0.20, 0.70, 0.16),
        high=(0.25, 1.20, 0.20),
        source="plain sense after shop sheets",
        colours=("oak", "walnut", "white", "pine", "black"),
        places=("wall",),
        build=build,
        variants={"brackets": (2, 3)},
        front="the side away from the wall",
        uses=("kitchen", "living_room", "bedroom", "office"),
        top=1.0,
    )
)
