"""A wine bottle: straight with a round shoulder or with a long sloping one, a paper label, a dark cap.

Size: the Bordeaux bottle of 0.75 litres is 76 mm wide and 300 mm tall; half a litre in the same width stands
about 250 mm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    label = sx / 2
    r, neck = label - 0.001, 0.19 * sx
    shoulder = (
        ((r, 0.48 * sz), (0.90 * r, 0.56 * sz), (0.62 * r, 0.68 * sz), (0.44 * r, 0.77 * sz))
        if variant["sloping"]
        else ((r, 0.57 * sz), (0.95 * r, 0.62 * sz), (0.72 * r, 0.68 * sz), (0.46 * r, 0.74 * sz))
    )
    glass = (
        (0.0, 0.004),
        (r - 0.005, 0.0),
        (r, 0.005),
        *shoulder,
        (neck, 0.80 * sz),
        (neck, sz - 0.02),
        (0.0, sz - 0.02),
    )
    low, high = (0.12 * sz, 0.38 * sz) if variant["sloping"] else (0.14 * sz, 0.46 * sz)
    seal = sz - 0.14 * sz
    cap = (
        (0.0, seal),
        (neck + 0.0015, seal),
        (neck + 0.0015, sz - 0.014),
        (neck + 0.003, sz - 0.012),
        (neck + 0.003, sz),
        (0.0, sz),
    )
    return (
        turned(glass, finish="gloss", segments=20),
        turned(((0.0, low), (label, low), (label, high), (0.0, high)), paint="paper", segments=24),
        turned(cap, paint="charcoal", finish="satin", segments=12),
    )


register(
    Kind(
        name="bottle",
        low=(0.076, 0.076, 0.250),
        high=(0.076, 0.076, 0.300),
        source="Bordeaux bottle, 0.5 and 0.75 litres",
        colours=("green", "brown", "blue", "red"),
        places=("surface",),
        build=build,
        uses=("kitchen",),
        variants={"sloping": (0, 1)},
    )
)
