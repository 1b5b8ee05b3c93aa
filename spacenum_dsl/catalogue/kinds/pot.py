"""A cooking pot: a straight round vessel with a handle on either side, under a lid with a knob.

Size: plain sense after shop sheets of 5 to 7 litres; 26 cm across and 10 more over the handles, 19 to
24 cm to the knob's top.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part, Torus
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    r, hy = sx / 2, sy / 2
    rim, dome = 0.66 * sz, 0.84 * sz
    body = (
        (0.0, 0.0),
        (r - 0.016, 0.0),
        (r - 0.005, 0.006),
        (r - 0.003, 0.018),
        (r - 0.003, rim - 0.004),
        (r - 0.006, rim),
        (0.0, rim),
    )
    lid = (
        (0.0, rim - 0.003),
        (0.97 * r, rim - 0.001),
        (0.90 * r, rim + 0.30 * (dome - rim)),
        (0.62 * r, rim + 0.72 * (dome - rim)),
        (0.28 * r, dome - 0.003),
        (0.0, dome),
    )
    band = ((0.0, rim - 0.008), (r, rim - 0.008), (r, rim + 0.003), (0.0, rim + 0.003))
    knob = (
        (0.0, dome - 0.008),
        (0.011, dome - 0.006),
        (0.009, dome + 0.010),
        (0.021, sz - 0.008),
        (0.016, sz),
        (0.0, sz),
    )
    ring, tube = 0.056, 0.011
    soup = Part(Cylinder(0.88 * r, 0.01, segments=24), (0.0, 0.0, rim), paint="terracotta")
    return (
        turned(body, finish="gloss", segments=28),
        *(
            (turned(lid, paint="glass", finish="glass", segments=24), soup)
            if variant["glass"]
            else (turned(lid, finish="gloss", segments=24),)
        ),
        turned(band, paint="chrome", finish="metal", segments=28),
        turned(knob, paint="black", finish="satin", segments=12),
        *(
            Part(
                Torus(ring, tube, 0.0, 180.0, segments=8, sides=6),
                (0.0, s * (hy - ring - tube), 0.52 * sz),
                (0.0, 0.0, 0.0 if s > 0 else 180.0),
                "black",
                "satin",
            )
            for s in (-1, 1)
        ),
    )


register(
    Kind(
        name="pot",
        low=(0.26, 0.36, 0.19),
        high=(0.26, 0.36, 0.24),
        source="plain sense after shop sheets: pots of 5 to 7 litres",
        colours=("red", "blue", "white", "green", "steel"),
        places=("surface",),
        uses=("kitchen",),
        build=build,
        variants={"glass": (0, 1)},
    )
)
