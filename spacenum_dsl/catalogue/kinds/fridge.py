"""A fridge with a freezer: two doors above each other with upright handles, on a dark plinth.

Size: plain sense after shop sheets; 600 to 650 mm deep with handles, 600 mm wide, 1.60 to 1.90 m tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import disc_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    reach, thick = 0.045, 0.07
    face = hx - reach
    back = face - thick
    split = sz * (0.36 if variant["freezer"] == 0 else 0.68)
    bars = (
        ((split - 0.40, split - 0.06), (split + 0.06, split + 0.52))
        if variant["freezer"] == 0
        else ((split - 0.52, split - 0.06), (split + 0.06, split + 0.32))
    )
    grips = tuple(
        part
        for low, high in bars
        for part in (
            slab((hx - 0.016, hy - 0.075, low), (hx, hy - 0.055, high), "charcoal", "satin", 0.004),
            slab(
                (face - 0.002, hy - 0.072, low + 0.02),
                (hx - 0.014, hy - 0.058, low + 0.04),
                "charcoal",
                "satin",
            ),
            slab(
                (face - 0.002, hy - 0.072, high - 0.04),
                (hx - 0.014, hy - 0.058, high - 0.02),
                "charcoal",
                "satin",
            ),
        )
    )
    return (
        slab((-hx, -hy, 0.04), (back - 0.010, hy, sz - 0.014), finish="satin", bevel=0.006),
        slab((-hx, -hy, sz - 0.024), (face - 0.004, hy, sz), finish="satin", bevel=0.006),
        slab((-hx + 0.02, -hy + 0.006, 0.0), (back - 0.02, hy - 0.006, 0.05), "charcoal"),
        slab((back - 0.02, -hy + 0.008, 0.06), (back + 0.01, hy - 0.008, sz - 0.020), "charcoal"),
        slab((back, -hy + 0.001, 0.045), (face, hy - 0.001, split - 0.005), finish="satin", bevel=0.010),
        slab((back, -hy + 0.001, split + 0.005), (face, hy - 0.001, sz - 0.029), finish="satin", bevel=0.010),
        slab((face - 0.002, -0.04, sz - 0.11), (face + 0.002, 0.04, sz - 0.09), "charcoal", "satin"),
        *grips,
        *(_notes(face, split, hy) if variant["notes"] else ()),
    )


def _notes(face: float, split: float, hy: float) -> tuple[Part, ...]:
    """Two sheets of paper on the upper door, each under a magnet."""
    low = max(split + 0.14, 1.15)
    sheets = ((-0.55 * hy, low, "turquoise", "red"), (-0.05 * hy, low + 0.06, "yellow", "blue"))
    return tuple(
        part
        for y, z, paint, magnet in sheets
        for part in (
            slab((face - 0.002, y - 0.065, z), (face + 0.0015, y + 0.065, z + 0.16), paint),
            disc_x((face, y, z + 0.145), 0.016, 0.008, magnet, "gloss", segments=12),
        )
    )


register(
    Kind(
        name="fridge",
        low=(0.65, 0.60, 1.60),
        high=(0.70, 0.70, 1.90),
        source="plain sense after shop sheets: free-standing fridge-freezers",
        colours=("white", "steel", "red", "black"),
        places=("floor",),
        build=build,
        uses=("kitchen",),
        top=0.8,
        front="its doors",
        variants={"freezer": (0, 1), "notes": (0, 1)},
    )
)
