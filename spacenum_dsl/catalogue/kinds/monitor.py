"""A computer monitor: a slim screen on a neck and a foot, switched on, with windows or a page of code.

Size: plain sense after shop sheets; 24 to 27 inches, 54 to 61 cm wide, 43 to 50 cm tall on its foot.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part, Vec2
from spacenum_dsl.catalogue.kinds._common import rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

CODE = (
    (0.04, 0.34, "purple"),
    (0.08, 0.62, "white"),
    (0.12, 0.50, "turquoise"),
    (0.12, 0.78, "white"),
    (0.16, 0.44, "yellow"),
    (0.12, 0.30, "green"),
    (0.08, 0.56, "white"),
    (0.04, 0.22, "purple"),
    (0.08, 0.70, "orange"),
    (0.08, 0.40, "white"),
)
"""Lines of a program: where each starts and ends, as shares of the page, and its paint."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    low = sz - 0.575 * sy
    face, rim, chin = 0.030, 0.012, 0.026
    wide, tall = sy - 2 * rim, sz - low - rim - chin

    def shown(y: Vec2, z: Vec2, layer: int, paint: str) -> Part:
        """A plate on the screen, y from its left and z from its foot in shares of it."""
        left, foot = -hy + rim, low + chin
        return slab(
            (face - 0.006, left + y[0] * wide, foot + z[0] * tall),
            (face + 0.001 * layer, left + y[1] * wide, foot + z[1] * tall),
            paint,
            "satin",
        )

    if variant["screen"] == 0:
        bars = zip((0.30, 0.48, 0.38, 0.62), ("red", "yellow", "green", "orange"), strict=True)
        picture = (
            shown((0.0, 1.0), (0.0, 1.0), 1, "blue"),
            shown((0.002, 0.998), (0.002, 0.08), 2, "charcoal"),
            *(
                shown((0.02 + 0.06 * k, 0.06 + 0.06 * k), (0.018, 0.064), 3, paint)
                for k, paint in enumerate(("white", "yellow", "turquoise"))
            ),
            shown((0.05, 0.53), (0.16, 0.93), 2, "white"),
            shown((0.048, 0.532), (0.87, 0.934), 3, "grey"),
            *(
                shown((0.09, 0.48 - 0.07 * (k % 3)), (0.76 - 0.09 * k, 0.80 - 0.09 * k), 3, "charcoal")
                for k in range(6)
            ),
            shown((0.58, 0.95), (0.30, 0.86), 2, "paper"),
            shown((0.578, 0.952), (0.80, 0.864), 3, "grey"),
            *(
                shown((0.62 + 0.08 * k, 0.675 + 0.08 * k), (0.34, 0.34 + 0.6 * high), 3, paint)
                for k, (high, paint) in enumerate(bars)
            ),
        )
    else:
        picture = (
            shown((0.0, 1.0), (0.0, 1.0), 1, "screen"),
            shown((0.002, 0.16), (0.002, 0.998), 2, "charcoal"),
            *(
                shown((0.03, 0.13 - 0.03 * (k % 2)), (0.84 - 0.09 * k, 0.87 - 0.09 * k), 3, "grey")
                for k in range(6)
            ),
            *(
                shown(
                    (0.20 + 0.76 * start, 0.20 + 0.76 * end), (0.88 - 0.082 * k, 0.92 - 0.082 * k), 2, paint
                )
                for k, (start, end, paint) in enumerate(CODE)
            ),
        )
    foot = (
        slab((-hx, -0.13, 0.0), (hx, 0.13, 0.014), finish="satin", bevel=0.005)
        if variant["foot"] == 0
        else Part(Cylinder(hx, 0.014, hx - 0.006, 24), (0.0, 0.0, 0.007), finish="satin")
    )
    return (
        slab((face - 0.026, -hy, low), (face, hy, sz), finish="satin", bevel=0.005),
        slab(
            (-0.030, -0.26 * sy, low + 0.05),
            (face - 0.024, 0.26 * sy, sz - 0.06),
            finish="satin",
            bevel=0.016,
        ),
        rod((-0.045, 0.0, 0.010), (-0.035, 0.0, low + 0.20), 0.022, "steel", "metal", segments=12),
        slab((-0.060, -0.05, low + 0.11), (-0.026, 0.05, low + 0.21), "charcoal", "satin", 0.004),
        foot,
        *picture,
        slab(
            (face - 0.006, 0.44 * sy, low + 0.010),
            (face + 0.001, 0.44 * sy + 0.010, low + 0.015),
            "turquoise",
            "glow",
        ),
    )


register(
    Kind(
        name="monitor",
        low=(0.18, 0.54, 0.43),
        high=(0.22, 0.61, 0.50),
        source="plain sense after shop sheets: 24 to 27 inches",
        colours=("black", "white", "grey"),
        places=("surface",),
        build=build,
        front="its screen",
        variants={"screen": (0, 1), "foot": (0, 1)},
        uses=("desk", "office"),
    )
)
