"""A towel rail at the wall: a chrome rod between two brackets, one broad towel or two over it.

The towels have the object's colour, with pale stripes. Size: plain sense; a rail of 60 to 70 cm, 10 to
12 cm off the wall, towels that hang 50 to 60 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import cut_x, disc_x, rod, slab

ROD = 0.011
"""Radius of the rail."""
CLOTH = 0.016
"""Thickness of a folded towel."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    z = sz - CLOTH - ROD
    x = hx - CLOTH - ROD - 0.010
    end = hy - 0.030
    rail = (
        rod((x, -hy, z), (x, hy, z), ROD, "chrome", "metal", segments=12),
        *(rod((-hx + 0.004, s * end, z), (x, s * end, z), 0.010, "chrome", "metal") for s in (-1, 1)),
        *(disc_x((-hx, s * end, z), 0.026, 0.012, "chrome", "metal") for s in (-1, 1)),
    )
    span = end - 0.035
    if variant["towels"] == 1:
        towels = _towel(hx, x, (-0.86 * span, 0.86 * span), (0.0, sz), "body", "cream")
    else:
        towels = (
            *_towel(hx, x, (-span, -0.02), (0.0, sz), "body", "cream"),
            *_towel(hx, x, (0.03, span - 0.01), (0.16, sz - 0.001), "cream", "body"),
        )
    return (*rail, *towels)


def _towel(
    hx: float, x: float, y: tuple[float, float], z: tuple[float, float], paint: str, stripe: str
) -> tuple[Part, ...]:
    """A towel over the rail at `x`: a front, a shorter back, a fold on top, stripes and a hem below."""
    low, high = z
    inside = ROD + 0.001
    edge = high - 0.014
    over = (
        (x - inside - CLOTH, edge - 0.02),
        (x + inside + CLOTH, edge - 0.02),
        (x + inside + CLOTH, edge),
        (x + inside + 0.4 * CLOTH, high),
        (x - inside - 0.4 * CLOTH, high),
        (x - inside - CLOTH, edge),
    )
    face = hx - 0.010
    return ()
