"""A stapler, its jaw a little open: a long base, a steel magazine and a sloping arm hinged at the back.

Size: plain sense after shop sheets; 14 to 16 cm long, 4 cm wide, 6 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part, Prism
from spacenum_dsl.catalogue.kinds._common import cut_y, slab
from spacenum_dsl.catalogue.kinds._office import rounded
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    nose, heel, mouth = hx - 0.006, -hx + 0.002, 0.36 * sz

    def arm(inset: float) -> tuple[tuple[float, float], ...]:
        """The outline of the arm, its upper edge that far below its full height."""
        return (
            (heel + inset, 0.42 * sz),
            (heel + 0.008 + inset, 0.30 * sz),
            (nose - 0.002 - inset, mouth + 0.014),
            (nose - inset, mouth + 0.018),
            (nose - 0.003 - inset, mouth + 0.026 - inset),
            (0.22 * sx, 0.90 * sz - inset),
            (0.02 * sx, 0.985 * sz - inset),
            (-0.20 * sx, sz - inset),
            (heel + 0.020, 0.97 * sz - inset),
            (heel + 0.005 + inset, 0.88 * sz - inset),
            (heel + inset, 0.72 * sz),
        )

    magazine = (
        (-hx + 0.030, 0.28 * sz),
        (nose + 0.002, mouth),
        (nose + 0.002, mouth + 0.017),
        (-hx + 0.030, 0.50 * sz),
    )
    return (
        Part(Prism(rounded((hx, hy), 0.012), 0.009), finish="satin"),
        slab((heel + 0.002, -hy + 0.005, 0.007), (-hx + 0.050, hy - 0.005, 0.5 * sz), "charcoal", "satin"),
        slab((hx - 0.036, -0.011, 0.007), (hx - 0.010, 0.011, 0.0115), "chrome", "metal"),
        cut_y(magazine, (-hy + 0.009, hy - 0.009), "chrome", "metal"),
        cut_y(arm(0.0025), (-hy + 0.003, hy - 0.003), finish="satin"),
        cut_y(arm(0.0), (-hy + 0.006, hy - 0.006), finish="satin"),
        Part(
            Cylinder(0.008, sy - 0.002, segments=12),
            (-hx + 0.024, 0.0, 0.46 * sz),
            (90.0, 0.0, 0.0),
            "chrome",
            "metal",
        ),
    )


register(
    Kind(
        name="stapler",
        low=(0.14, 0.038, 0.056),
        high=(0.16, 0.042, 0.064),
        source="plain sense after shop sheets: desk staplers",
        colours=("red", "black", "blue", "turquoise", "green"),
        places=("surface",),
        build=build,
        front="its mouth",
        uses=("desk", "office"),
    )
)
