"""An extractor hood over a cooker: a canopy with buttons and grease filters, and a chimney up the wall.

The canopy is a low pyramid, or a box under a plate of glass. Size: EN 1116 cooker widths: 600 to 700 mm wide,
480 to 500 mm deep, 650 to 800 mm with its chimney.
"""

from __future__ import annotations

import math

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import cut_x, cut_y, disc_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

RIM = 0.070
"""Height in metres of the upright rim of the canopy."""
BUTTON = 0.008
"""How far (metres) the buttons stand out of the rim."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    if variant["canopy"] == 0:
        inset, roof = 0.18, RIM + 0.19
        shell = (*_case(-hx, hx - BUTTON, hy), *_pyramid(hx, hy, inset, roof))
        half, face = hy - inset - 0.012, hx - BUTTON - inset - 0.010
    else:
        roof = RIM + 0.008
        plate = slab((-hx + 0.001, -hy, RIM - 0.002), (hx, hy, roof), "glass", "glass", 0.003)
        shell = (*_case(-hx + 0.001, hx - 0.05, hy - 0.09), plate)
        half, face = 0.115, hx - 0.25
    rim = hx - BUTTON if variant["canopy"] == 0 else hx - 0.05
    joint = roof + 0.55 * (sz - roof)
    return (
        *shell,
        slab((rim - 0.01, -0.13, 0.016), (rim + 0.001, 0.13, RIM - 0.018), "black", "gloss"),
        *(
            disc_x((rim - 0.001, y, RIM / 2), 0.012, BUTTON + 0.001, "chrome", "metal", segments=12)
            for y in (-0.10, -0.06, -0.02, 0.02)
        ),
        slab(
            (rim - 0.001, 0.060, RIM / 2 - 0.007), (rim + 0.004, 0.105, RIM / 2 + 0.007), "turquoise", "satin"
        ),
        slab((-hx, -half, roof - 0.007), (face, half, joint), finish="satin", bevel=0.003),
        slab(
            (-hx + 0.001, -half + 0.008, joint - 0.01),
            (face - 0.008, half - 0.008, sz),
            finish="satin",
            bevel=0.003,
        ),
        *(
            slab(
                (-hx + 0.05, -half + 0.006, sz - 0.045 - 0.028 * k),
                (face - 0.05, half - 0.006, sz - 0.031 - 0.028 * k),
                "charcoal",
            )
            for k in range(3)
        ),
    )


def _case(back: float, face: float, hy: float) -> tuple[Part, ...]:
    """The rim around the filters and lamps, open below."""
    side = hy - 0.02
    return (
        slab((back, -hy + 0.002, 0.0), (back + 0.02, hy - 0.002, RIM - 0.001), finish="satin"),
        slab((face - 0.02, -hy, 0.0), (face, hy, RIM), finish="satin", bevel=0.003),
        *(
            slab(
                (back + 0.001, min(s * side, s * (hy - 0.001)), 0.001),
                (face - 0.004, max(s * side, s * (hy - 0.001)), RIM - 0.002),
                finish="satin",
                bevel=0.003,
            )
            for s in (-1, 1)
        ),
        slab(
            (back + 0.01, -hy + 0.004, RIM - 0.02), (face - 0.005, hy - 0.004, RIM - 0.0005), finish="satin"
        ),
        *(
            slab(
                (back + 0.05, min(s * 0.008, s * (hy - 0.05)), RIM - 0.04),
                (face - 0.11, max(s * 0.008, s * (hy - 0.05)), RIM - 0.019),
                "grey",
                "metal",
                0.004,
            )
            for s in (-1, 1)
        ),
        *(
            Part(
                Cylinder(0.028, 0.012, segments=12), (face - 0.065, s * 0.55 * hy, RIM - 0.024), paint="cream"
            )
            for s in (-1, 1)
        ),
    )


def _pyramid(hx: float, hy: float, inset: float, roof: float) -> tuple[Part, ...]:
    """The sloping canopy: two square frusta, a prism between them, and one that fills it up to the wall.

    Each is a little smaller than the one before, so that no two slopes lie in one plane.
    """
    base, root, foot = RIM - 0.002, math.sqrt(2.0), hx - BUTTON - 0.003
    centre = hy - hx + BUTTON

    def slope(side: float, less: float) -> tuple[tuple[float, float], ...]:
        up = roof - less
        return (
            (less - side, base),
            (side - less, base),
            (side - less - inset, up),
            (less + inset - side, up),
        )

    return (
        *(
            Part(
                Cylinder(root * (foot - less), roof - less - base, root * (foot - less - inset), 4),
                (0.0, s * centre, (base + roof - less) / 2),
                (0.0, 0.0, 45.0),
                finish="satin",
            )
            for s, less in ((-1, 0.0), (1, 0.0006))
        ),
        cut_y(slope(foot, 0.0012), (-centre, centre), finish="satin"),
        cut_x(slope(foot + centre, 0.0018), (-hx + 0.001, 0.0), finish="satin"),
    )


register(
    Kind(
        name="range_hood",
        low=(0.48, 0.60, 0.65),
        high=(0.50, 0.70, 0.80),
        source="EN 1116 cooker widths of 600 mm and more",
        colours=("steel", "black", "white", "red"),
        places=("wall",),
        uses=("kitchen",),
        build=build,
        front="its buttons",
        variants={"canopy": (0, 1)},
    )
)
