"""A coffee table: a low wide top on four splayed legs, or on straight ones with a shelf of magazines between.

Size: plain sense after shop sheets; 50 to 65 cm deep, 90 to 120 cm wide, 38 to 46 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import posts, slab
from spacenum_dsl.catalogue.kinds._legs import splayed
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    under = sz - 0.035
    stand = _shelved if variant["shelf"] else _open
    return (slab((-hx, -hy, under), (hx, hy, sz), finish="wood", bevel=0.004), *stand(hx, hy, under))


def _open(hx: float, hy: float, under: float) -> tuple[Part, ...]:
    return (
        slab((-hx + 0.08, -hy + 0.09, under - 0.05), (hx - 0.08, hy - 0.09, under + 0.001), finish="wood"),
        *splayed((-hx + 0.05, hx - 0.05), hy - 0.06, under + 0.01, lean=(0.06, 0.09), radius=0.026),
    )


def _shelved(hx: float, hy: float, under: float) -> tuple[Part, ...]:
    shelf, legs, half = 0.13, (hx - 0.045, hy - 0.045), 0.011
    low, high = under - 0.060, under + 0.001
    one, two = 0.20 * hy, -0.60 * hy
    return (
        *posts((-legs[0], legs[0]), (-legs[1], legs[1]), (0.0, under + 0.002), 0.055),
        *(
            slab((-legs[0], s * legs[1] - half, low), (legs[0], s * legs[1] + half, high), finish="wood")
            for s in (-1, 1)
        ),
        *(
            slab(
                (s * legs[0] - half, -legs[1], low + 0.001),
                (s * legs[0] + half, legs[1], high),
                finish="wood",
            )
            for s in (-1, 1)
        ),
        slab((-hx + 0.03, -hy + 0.03, shelf - 0.022), (hx - 0.03, hy - 0.03, shelf), finish="wood"),
        slab((-0.10, one, shelf - 0.001), (0.12, one + 0.21, shelf + 0.022), "turquoise", "gloss"),
        slab((-0.115, one + 0.012, shelf + 0.02), (0.095, one + 0.18, shelf + 0.04), "red", "gloss"),
        slab((-0.13, two, shelf - 0.001), (0.13, two + 0.20, shelf + 0.03), "charcoal", "satin"),
    )


register(
    Kind(
        name="coffee_table",
        low=(0.50, 0.90, 0.38),
        high=(0.65, 1.20, 0.46),
        source="plain sense after shop sheets",
        colours=("oak", "walnut", "white", "black", "pine"),
        places=("floor",),
        build=build,
        variants={"shelf": (0, 1)},
        uses=("living_room",),
        top=0.95,
    )
)
