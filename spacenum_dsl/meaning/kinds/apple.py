"""An apple: wider than tall, narrowing to its base, dimpled, with a stem and one leaf.

Size: plain sense; 80 mm wide, 72 to 78 mm tall and the stem above.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Ellipsoid, Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import rod, turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, top = sx / 2, sz - 0.015
    flesh = (
        (0.0, 0.05 * top),
        (0.34 * r, 0.0),
        (0.70 * r, 0.13 * top),
        (0.94 * r, 0.40 * top),
        (r, 0.64 * top),
        (0.86 * r, 0.87 * top),
        (0.48 * r, top),
        (0.20 * r, 0.94 * top),
        (0.0, 0.84 * top),
    )
    return (
        turned(flesh, finish="gloss"),
        Part(Ellipsoid((0.017, 0.009, 0.002), 8), (0.0, 0.019, top + 0.004), (0.0, 20.0, 65.0), "leaf"),
        rod((0.0, 0.0, 0.84 * top), (0.0, 0.0, sz), 0.0025, "soil", top=0.0035),
    )


register(
    Kind(
        name="apple",
        low=(0.080, 0.080, 0.087),
        high=(0.080, 0.080, 0.093),
        source="plain sense: apples of a shop",
        colours=("red", "green", "yellow"),
        places=("surface",),
        build=build,
    )
)
