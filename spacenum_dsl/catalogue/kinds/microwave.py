"""A microwave oven: a wide door with a dark window, and a panel with a display, keys and a dial beside it.

Size: plain sense after shop sheets of 20 to 25 litres; 48 to 52 cm wide, 38 to 42 deep, 28 to 31 tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import disc_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    face, foot = hx - 0.035, 0.014
    split = hy - 0.26 * sy
    low, high = foot + 0.008, sz - 0.008
    middle = (split + hy) / 2
    wide = hy - split - 0.05
    panel = face + 0.012
    keys = tuple(
        slab(
            (panel - 0.004, middle - wide / 2 + column * wide / 3 + 0.003, row),
            (panel + 0.004, middle - wide / 2 + (column + 1) * wide / 3 - 0.003, row + 0.017),
            "cream",
            "satin",
        )
        for column in range(3)
        for row in (high - 0.105, high - 0.130, high - 0.155)
    )
    dial = (
        disc_x((panel - 0.003, middle, low + 0.055), 0.030, 0.022, "chrome", "metal", segments=16),
        slab(
            (panel + 0.017, middle - 0.003, low + 0.058), (panel + 0.021, middle + 0.003, low + 0.082), "red"
        ),
    )
    more = tuple(
        slab(
            (panel - 0.004, middle + s * 0.30 * wide - 0.018, low + 0.030),
            (panel + 0.004, middle + s * 0.30 * wide + 0.018, low + 0.052),
            paint,
            "satin",
        )
        for s, paint in ((-1, "red"), (1, "green"))
    )
    return (
        slab((-hx, -hy + 0.002, foot), (face, hy - 0.002, sz), finish="satin", bevel=0.006),
        *(
            slab(
                (x, min(s * hy, s * (hy - 0.01)), sz - 0.11),
                (x + 0.010, max(s * hy, s * (hy - 0.01)), sz - 0.05),
                "charcoal",
            )
            for x in (-hx + 0.06 + 0.022 * k for k in range(5))
            for s in (-1, 1)
        ),
        *(
            slab((x - 0.02, y - 0.02, 0.0), (x + 0.02, y + 0.02, foot + 0.004), "charcoal")
            for x in (-hx + 0.05, face - 0.05)
            for y in (-hy + 0.05, hy - 0.05)
        ),
        slab(
            (face - 0.01, -hy + 0.006, low), (face + 0.014, split - 0.003, high), finish="satin", bevel=0.005
        ),
        slab((face, -hy + 0.035, low + 0.030), (face + 0.0148, split - 0.065, high - 0.030), "grey", "satin"),
        slab(
            (face, -hy + 0.045, low + 0.040), (face + 0.0155, split - 0.075, high - 0.040), "black", "gloss"
        ),
        slab((face - 0.01, split + 0.003, low), (panel, hy - 0.006, high), "charcoal", "satin", 0.004),
        slab(
            (panel - 0.004, middle - wide / 2, high - 0.070),
            (panel + 0.002, middle + wide / 2, high - 0.022),
            "black",
            "gloss",
        ),
        *(
            slab(
                (panel, middle - 0.32 * wide + 0.17 * k * wide + 0.01 * (k > 1), high - 0.060),
                (panel + 0.003, middle - 0.22 * wide + 0.17 * k * wide + 0.01 * (k > 1), high - 0.032),
                "turquoise",
            )
            for k in range(4)
        ),
        *keys,
        *(dial if variant["dial"] else more),
        slab(
            (hx - 0.016, split - 0.052, low + 0.035),
            (hx, split - 0.030, high - 0.035),
            "chrome",
            "metal",
            0.005,
        ),
        *(
            slab(
                (face + 0.008, split - 0.048, z - 0.009),
                (hx - 0.010, split - 0.034, z + 0.009),
                "chrome",
                "metal",
            )
            for z in (low + 0.055, high - 0.055)
        ),
    )


register(
    Kind(
        name="microwave",
        low=(0.38, 0.48, 0.28),
        high=(0.42, 0.52, 0.31),
        source="plain sense after shop sheets: microwave ovens of 20 to 25 litres",
        colours=("white", "steel", "red", "black"),
        places=("surface",),
        uses=("kitchen",),
        build=build,
        front="its door",
        variants={"dial": (0, 1)},
        top=0.75,
    )
)
