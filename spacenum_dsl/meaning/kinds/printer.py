"""A printer: a block with a dark mouth, white paper standing behind it, a printed page on the tray in front.

Size: plain sense after shop sheets; 42 to 48 cm wide, 40 to 46 cm deep with its tray, 30 to 34 cm tall with
its paper.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Box, Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import cut_y, slab
from spacenum_dsl.meaning.kinds._office import carried, pushed


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    back, face, top = -hx + 0.07, hx - 0.13, 0.62 * sz
    sill, lip = 0.24 * top, 0.56 * top
    slope = 0.11
    hood = (
        (back, lip),
        (face, lip),
        (face, lip + 0.02),
        (face - slope, top - 0.004),
        (face - slope - 0.01, top),
        (back + 0.01, top),
        (back, top - 0.01),
    )
    wide = min(0.225, sy - 0.18)
    tray = (
        slab(
            (face - 0.10, -wide / 2 - 0.02, sill - 0.012),
            (hx, wide / 2 + 0.02, sill - 0.004),
            "charcoal",
            "satin",
        ),
        slab((hx - 0.012, -0.05, sill - 0.010), (hx - 0.002, 0.05, sill + 0.014), "charcoal", "satin", 0.003),
        slab((face - 0.09, -wide / 2, sill - 0.006), (hx - 0.018, wide / 2, sill + 0.002), "paper"),
    )
    near = hx - 0.030
    page = (
        slab((near - 0.085, -0.40 * wide, sill), (near - 0.012, 0.02 * wide, sill + 0.003), "blue"),
        *(
            slab(
                (near - 0.020 - 0.018 * k, 0.10 * wide, sill),
                (near - 0.012 - 0.018 * k, (0.42 - 0.08 * (k % 2)) * wide, sill + 0.003),
                "charcoal",
            )
            for k in range(4)
        ),
    )
    tall = 0.62 * sz
    stand = pushed(
        pushed(
            carried(
                (
                    Part(Box((0.008, wide + 0.03, tall - 0.035), 0.002), (0.0, 0.0, -0.0175), finish="satin"),
                    Part(Box((0.006, wide, tall)), (0.006, 0.0, 0.0), paint="paper"),
                ),
                (0.0, -16.0, 0.0),
            ),
            2,
            high=sz,
        ),
        0,
        low=-hx,
    )
    import math

    slant = math.degrees(math.atan2(top - 0.004 - lip - 0.02, slope))
    buttons = carried(
        (
            slab((0.022, 0.17 * sy, -0.004), (0.088, 0.30 * sy, 0.003), "charcoal", "satin"),
            slab((0.028, 0.18 * sy, -0.004), (0.082, 0.29 * sy, 0.004), "turquoise", "gloss"),
            slab((0.030, 0.345 * sy, -0.004), (0.050, 0.345 * sy + 0.020, 0.005), "green", "satin", 0.002),
            slab((0.060, 0.345 * sy, -0.004), (0.080, 0.345 * sy + 0.020, 0.005), "red", "satin", 0.002),
            *(
                slab(
                    (0.034 + 0.024 * k, 0.345 * sy + 0.028, -0.004),
                    (0.046 + 0.024 * k, 0.345 * sy + 0.045, 0.004),
                    "grey",
                    "satin",
                )
                for k in range(2)
            ),
        ),
        (0.0, slant, 0.0),
        (face - slope, 0.0, top - 0.004),
    )
    return (
        slab((back + 0.004, -hy, 0.0), (face - 0.004, hy, sill), finish="satin", bevel=0.008),
        slab((back, -hy + 0.004, sill - 0.02), (face - 0.09, hy - 0.004, lip + 0.01), finish="satin"),
        *(
            slab(
                (face - 0.10, min(s * hy * 0.995, s * (wide / 2 + 0.04)), sill - 0.02),
                (face - 0.006, max(s * hy * 0.995, s * (wide / 2 + 0.04)), lip + 0.01),
                finish="satin",
            )
            for s in (-1, 1)
        ),
        slab(
            (face - 0.092, -wide / 2 - 0.05, sill - 0.015),
            (face - 0.085, wide / 2 + 0.05, lip + 0.005),
            "black",
        ),
        cut_y(hood, (-hy + 0.002, hy - 0.002), finish="satin"),
        *stand,
        *tray,
        *page,
        *buttons,
    )


register(
    Kind(
        name="printer",
        low=(0.40, 0.42, 0.30),
        high=(0.46, 0.48, 0.34),
        source="plain sense after shop sheets: ink-jet printers for the home",
        colours=("white", "grey", "beige", "black"),
        places=("surface",),
        build=build,
        front="the side with the tray",
        uses=("desk", "office"),
    )
)
