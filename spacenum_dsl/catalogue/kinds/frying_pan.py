"""A frying pan: a shallow round pan with sloping sides and a dark bottom, and a long handle to the front.

Size: plain sense after shop sheets; pans of 24 to 28 cm, 44 to 50 cm with the handle, which
rises to 7 to 8 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Ellipsoid, Part
from spacenum_dsl.catalogue.kinds._common import flush, rod, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    middle, rim, floor = r - hx, 0.65 * sz, 0.007
    pan = (
        (0.0, 0.0),
        (0.76 * r, 0.0),
        (0.80 * r, 0.004),
        (r, rim - 0.003),
        (r - 0.002, rim),
        (r - 0.007, rim),
        (0.79 * r, floor + 0.004),
        (0.75 * r, floor),
        (0.0, floor),
    )
    start = middle + r - 0.012
    neck = rod(
        (start, 0.0, rim - 0.012), (start + 0.30 * (hx - start), 0.0, rim + 0.004), 0.010, "steel", "metal"
    )
    grip = rod(
        (start + 0.25 * (hx - start), 0.0, rim + 0.001),
        (hx - 0.002, 0.0, sz - 0.016),
        0.012,
        "walnut",
        "wood",
        top=0.016,
        segments=12,
    )
    return (
        turned(pan, (middle, 0.0, 0.0), finish="gloss", segments=28),
        Part(Cylinder(0.745 * r, 0.004, segments=24), (middle, 0.0, floor), paint="charcoal", finish="satin"),
        neck,
        flush(flush(grip, 0, high=hx), 2, high=sz),
        *(
            part
            for x, y in ((-0.16, 0.24), (0.20, -0.24))[: variant["eggs"]]
            for part in _egg(middle + x * r, y * r, floor + 0.002)
        ),
    )


def _egg(x: float, y: float, z: float) -> tuple[Part, ...]:
    """A fried egg."""
    return (
        Part(Ellipsoid((0.046, 0.040, 0.006), 12), (x, y, z), (0.0, 0.0, 25.0), "white", "gloss"),
        Part(
            Ellipsoid((0.030, 0.034, 0.005), 8), (x - 0.020, y - 0.018, z), (0.0, 0.0, 50.0), "white", "gloss"
        ),
        Part(Ellipsoid((0.019, 0.019, 0.013), 12), (x, y, z + 0.004), (0.0, 0.0, 0.0), "yellow", "gloss"),
    )


register(
    Kind(
        name="frying_pan",
        low=(0.44, 0.24, 0.070),
        high=(0.50, 0.28, 0.080),
        source="plain sense after shop sheets: pans of 24 to 28 cm",
        colours=("black", "red", "blue", "green", "copper"),
        places=("surface",),
        uses=("kitchen",),
        build=build,
        front="its handle",
        variants={"eggs": (0, 1, 2)},
    )
)
