"""A bottle: a straight body with a paper label, shoulders, a slim neck and a cap.

Size: the Bordeaux bottle of 0.75 litres is 76 mm wide and 300 mm tall; half a litre in the same width stands
about 250 mm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    label = sx / 2
    r, neck = label - 0.001, 0.19 * sx
    glass = (
        (0.0, 0.0),
        (r - 0.004, 0.0),
        (r, 0.005),
        (r, 0.58 * sz),
        (0.82 * r, 0.66 * sz),
        (neck, 0.74 * sz),
        (neck, sz - 0.02),
        (0.0, sz - 0.02),
    )
    band = ((0.0, 0.16 * sz), (label, 0.16 * sz), (label, 0.47 * sz), (0.0, 0.47 * sz))
    cap = ((0.0, sz - 0.034), (neck + 0.003, sz - 0.034), (neck + 0.003, sz), (0.0, sz))
    return (
        turned(glass, finish="gloss"),
        turned(band, paint="paper"),
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
    )
)
