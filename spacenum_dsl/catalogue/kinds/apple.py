"""An apple: a round fruit with a dimple at its top and bottom, a brown stem that leans and, in some, a leaf.

Size: plain sense; 80 mm wide, 72 to 78 mm tall and the stem above.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Ellipsoid, Part
from spacenum_dsl.catalogue.kinds._common import flush, rod, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, top = sx / 2, sz - 0.015
    flesh = (
        (0.0, 0.06 * top),
        (0.30 * r, 0.0),
        (0.52 * r, 0.03 * top),
        (0.80 * r, 0.20 * top),
        (0.96 * r, 0.42 * top),
        (r, 0.60 * top),
        (0.94 * r, 0.78 * top),
        (0.76 * r, 0.92 * top),
        (0.52 * r, 0.985 * top),
        (0.34 * r, top),
        (0.16 * r, 0.96 * top),
        (0.0, 0.84 * top),
    )
    stem = rod((0.0, 0.0, 0.86 * top), (0.004, -0.003, sz - 0.001), 0.0018, "soil", top=0.0030)
    leaf = Part(
        Ellipsoid((0.021, 0.012, 0.0015), 8), (0.008, 0.016, top + 0.008), (-20.0, -12.0, 62.0), "leaf"
    )
    return (
        turned(flesh, finish="gloss", segments=24),
        flush(stem, 2, high=sz),
        *((leaf,) if variant["leaf"] else ()),
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
        uses=("kitchen", "desk"),
        variants={"leaf": (0, 1)},
    )
)
