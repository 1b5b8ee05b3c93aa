"""A pedal bin: a round body under a domed lid or a square one under a flat lid, a liner's edge, a pedal.

Size: plain sense after shop sheets of 20 to 30 litres; 29 cm wide, 55 to 65 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import slab, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

PEDAL = 0.04
"""How far (metres) the pedal stands out to the front."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    rim = sz - 0.27 * sy if variant["round"] else sz - 0.075
    face = hx - PEDAL
    pedal = (
        slab((face - 0.03, -0.020, 0.020), (hx - 0.03, 0.020, 0.032), "chrome", "metal"),
        slab((hx - 0.045, -0.050, 0.016), (hx, 0.050, 0.036), "chrome", "metal", 0.005),
    )
    shell = _round(-hx, face, hy, rim, sz) if variant["round"] else _square(-hx, face, hy, rim, sz)
    return (*shell, *pedal)


def _round(back: float, face: float, hy: float, rim: float, top: float) -> tuple[Part, ...]:
    r = (face - back) / 2
    at = (back + r, 0.0, 0.0)
    tall = top - rim - 0.02
    dome = (
        (0.0, rim + 0.008),
        (r, rim + 0.008),
        (r, rim + 0.020),
        (0.95 * r, rim + 0.02 + 0.38 * tall),
        (0.78 * r, rim + 0.02 + 0.70 * tall),
        (0.46 * r, rim + 0.02 + 0.93 * tall),
        (0.0, top),
    )
    return (
        turned(
            ((0.0, 0.0), (r - 0.004, 0.0), (r - 0.004, 0.045), (0.0, 0.045)),
            at,
            "black",
            "satin",
            segments=28,
        ),
        turned(
            ((0.0, 0.04), (r - 0.009, 0.04), (r - 0.004, rim - 0.012), (0.0, rim - 0.012)),
            at,
            finish="satin",
            segments=28,
        ),
        turned(
            ((0.0, rim - 0.02), (r - 0.001, rim - 0.038), (r - 0.002, rim + 0.004), (0.0, rim + 0.01)),
            at,
            "white",
            "matte",
            segments=28,
        ),
        turned(dome, at, "charcoal", "satin", segments=28),
    )


def _square(back: float, face: float, hy: float, rim: float, top: float) -> tuple[Part, ...]:
    return (
        slab((back + 0.006, -hy + 0.006, 0.0), (face - 0.006, hy - 0.006, 0.05), "black", "satin", 0.012),
        slab(
            (back + 0.004, -hy + 0.004, 0.04),
            (face - 0.004, hy - 0.004, rim - 0.01),
            finish="satin",
            bevel=0.02,
        ),
        slab(
            (back + 0.002, -hy + 0.002, rim - 0.045),
            (face - 0.002, hy - 0.002, rim + 0.01),
            "white",
            "matte",
            0.008,
        ),
        slab((back, -hy, rim + 0.006), (face, hy, top), "charcoal", "satin", 0.022),
    )


register(
    Kind(
        name="bin",
        low=(0.33, 0.29, 0.55),
        high=(0.33, 0.29, 0.65),
        source="plain sense after shop sheets: pedal bins of 20 to 30 litres",
        colours=("steel", "red", "white", "green", "blue"),
        places=("floor",),
        uses=("kitchen", "office", "bathroom"),
        build=build,
        front="its pedal",
        variants={"round": (0, 1)},
    )
)
