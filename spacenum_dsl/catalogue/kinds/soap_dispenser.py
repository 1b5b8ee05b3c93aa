"""A soap dispenser: a round or square bottle with a pale label, a chrome pump, its spout to the front.

Size: plain sense; bottles of 0.3 to 0.4 litres, 7 to 8 cm wide, 17 to 19 cm tall with the pump.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part, Vec2
from spacenum_dsl.catalogue.kinds._common import flush, rod
from spacenum_dsl.catalogue.kinds._loft import Outline, loft, oval, rounded
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    x = r - hx
    shoulder, head = 0.60 * sz, sz - 0.012

    def outline(inset: float) -> Outline:
        side: Vec2 = (-r + inset, r - inset)
        return (
            rounded(side, side, max(0.013 - inset, 0.004), steps=(3, 3))
            if variant["square"]
            else oval(side, side, 20)
        )

    bottle = loft(
        (
            (0.0, outline(0.005)),
            (0.005, outline(0.001)),
            (shoulder - 0.004, outline(0.001)),
            (shoulder + 0.006, outline(0.30 * r)),
            (shoulder + 0.009, outline(0.55 * r)),
        ),
        (x, 0.0, 0.0),
        finish="ceramic",
    )
    label = loft(
        tuple((z, outline(0.0)) for z in (0.17 * sz, 0.44 * sz)), (x, 0.0, 0.0), paint="cream", finish="satin"
    )
    spout = rod((x, 0.0, head), (hx - 0.006, 0.0, head - 0.014), 0.0065, "chrome", "metal", top=0.005)

    def metal(radius: float, z: Vec2) -> Part:
        shape = Cylinder(radius, z[1] - z[0], segments=12)
        return Part(shape, (x, 0.0, (z[0] + z[1]) / 2), paint="chrome", finish="metal")

    return (
        bottle,
        label,
        metal(0.017, (shoulder + 0.006, shoulder + 0.026)),
        metal(0.0055, (shoulder + 0.024, head)),
        metal(0.0135, (head - 0.010, sz)),
        spout,
        flush(
            rod((hx - 0.006, 0.0, head - 0.010), (hx - 0.006, 0.0, head - 0.026), 0.005, "chrome", "metal"),
            0,
            high=hx,
        ),
    )


register(
    Kind(
        name="soap_dispenser",
        low=(0.090, 0.070, 0.17),
        high=(0.100, 0.080, 0.19),
        source="plain sense: bottles of 0.3 to 0.4 litres",
        colours=("turquoise", "green", "pink", "blue", "black"),
        places=("surface",),
        build=build,
        front="its spout",
        uses=("bathroom", "kitchen"),
        variants={"square": (0, 1)},
    )
)
