"""A bathtub: a long hollow with a rim, a chrome mixer tap on its wall side; panelled in, or on claw feet.

The outside has the object's colour, the inside is white. Its long side looks to the front. Size: EN 232,
baths of 1600 to 1800 mm by 700 to 800 mm; rim at 56 to 60 cm, the tap 13 cm above it.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import rod, slab
from spacenum_dsl.catalogue.kinds._loft import Ring, loft, rounded
from spacenum_dsl.catalogue.kinds._tap import tap
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

TAP = 0.13
"""How far the tap stands above the rim."""
LEDGE = 0.045
"""How much wider the rim is on the wall side, where the tap stands."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    hx, hy = size[0] / 2, size[1] / 2
    rim = size[2] - TAP
    claws = variant["claw_feet"] == 1
    corner = 0.30 if claws else 0.025
    lip, floor = (0.045, 0.22) if claws else (0.070, 0.17)

    def ring(z: float, inset: float, radius: float, *, ends: float = 0.0, ledge: float = 0.0) -> Ring:
        """The tub's outline, smaller by `inset`, at its ends by `ends` more, at the wall by `ledge` more."""
        y = hy - inset - ends
        return z, rounded((-hx + inset + ledge, hx - inset), (-y, y), radius)

    edge = (
        ring(rim - 0.030, 0.004, corner),
        ring(rim - 0.012, 0.0, corner),
        ring(rim, 0.014, corner),
    )
    hollow = max(corner - 0.03, 0.16)
    liner = loft(
        (
            ring(floor - 0.03, lip + 0.075, hollow, ends=0.11),
            ring(floor + 0.08, lip + 0.005, hollow, ends=0.05),
            *edge,
            ring(rim, lip - 0.008, hollow, ledge=LEDGE),
            ring(rim - 0.02, lip + 0.006, hollow, ends=0.01, ledge=LEDGE),
            ring(floor + 0.05, lip + 0.035, hollow, ends=0.07, ledge=LEDGE),
            ring(floor, lip + 0.085, hollow - 0.02, ends=0.12, ledge=LEDGE),
        ),
        paint="white",
        finish="ceramic",
    )
    under = rim - 0.024
    if claws:
        shell = loft(
            (
                ring(0.13, 0.16, corner, ends=0.14),
                ring(0.30, 0.042, corner, ends=0.04),
                ring(under, 0.010, corner),
                ring(under, 0.024, corner),
                ring(0.30, 0.058, corner, ends=0.055),
                ring(0.19, 0.115, corner, ends=0.11),
            ),
            finish="ceramic",
            hoop=True,
        )
        base = tuple(
            part
            for x in (-hx + 0.17, hx - 0.17)
            for y in (-hy + 0.34, hy - 0.34)
            for part in (
                Part(Cylinder(0.044, 0.035, 0.030, 8), (x, y, 0.0175), paint="brass", finish="metal"),
                rod((x, y, 0.03), (0.88 * x, 0.96 * y, 0.20), 0.018, "brass", "metal", segments=6, top=0.05),
            )
        )
    else:
        shell = loft(
            (
                ring(0.06, 0.012, corner),
                ring(under, 0.012, corner),
                ring(under, 0.030, corner),
                ring(0.06, 0.030, corner),
            ),
            finish="gloss",
            hoop=True,
        )
        base = (slab((-hx + 0.035, -hy + 0.035, 0.0), (hx - 0.035, hy - 0.035, 0.08), "charcoal"),)
    drain = (-hx + lip + LEDGE + 0.20, -hy + lip + 0.32, floor + 0.002)
    return (
        shell,
        liner,
        *base,
        Part(Cylinder(0.030, 0.006, segments=8), drain, paint="chrome", finish="metal"),
        *tap((-hx + 0.052, 0.0, rim), 0.15, TAP),
    )


register(
    Kind(
        name="bathtub",
        low=(0.70, 1.60, 0.69),
        high=(0.80, 1.80, 0.73),
        source="EN 232, baths of 1600 to 1800 mm by 700 to 800 mm",
        colours=("white", "blue", "black", "pink", "turquoise"),
        places=("floor",),
        build=build,
        front="the long side without the tap",
        uses=("bathroom",),
        variants={"claw_feet": (0, 1)},
    )
)
