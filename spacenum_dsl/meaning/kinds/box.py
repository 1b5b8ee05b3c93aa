"""A cardboard box, closed: two flaps that meet in the middle, parcel tape over the seam, an address label.

Size: plain sense; parcels of 16 × 22 × 10 to 22 × 30 × 16 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import slab


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy, skin = sx / 2, sy / 2, 0.001
    tape, drop = 0.024, min(0.05, 0.45 * sz)
    lid = sz - skin
    return (
        slab((-hx + skin, -hy, 0.0), (hx - skin, hy, lid - 0.003)),
        slab((-hx + 0.003, -hy + 0.002, lid - 0.004), (hx - 0.003, -0.002, lid)),
        slab((-hx + 0.003, 0.002, lid - 0.004), (hx - 0.003, hy - 0.002, lid)),
        slab((-hx + 0.002, 0.001 - tape, lid - 0.002), (hx - 0.002, tape - 0.001, sz), "tape", "gloss"),
        slab((-hx, -tape, sz - drop), (-hx + 0.003, tape, sz - 0.0015), "tape", "gloss"),
        slab((hx - 0.003, -tape, sz - drop), (hx, tape, sz - 0.0015), "tape", "gloss"),
        slab((hx - 0.003, -0.40 * sy, 0.18 * sz), (hx, -0.15 * sy, 0.58 * sz), "paper"),
        slab((0.06 * sx, 0.14 * sy, lid - 0.002), (0.34 * sx, 0.42 * sy, sz - 0.0002), "paper"),
    )


register(
    Kind(
        name="box",
        low=(0.16, 0.22, 0.10),
        high=(0.22, 0.30, 0.16),
        source="plain sense: small parcels",
        colours=("cardboard", "white", "grey"),
        places=("surface", "floor"),
        build=build,
    )
)
