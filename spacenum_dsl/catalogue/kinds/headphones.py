"""Headphones standing on their cups: two round cups with dark cushions under a padded band.

Size: plain sense after shop sheets; 17 to 19 cm wide, 18 to 20 cm tall, cups of 8 cm.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Lathe, Part
from spacenum_dsl.catalogue.kinds._common import cut_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

SPANS = 12
"""Straight pieces of the band."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    base = hx + 0.018
    across, up = hy - 0.006, sz - base

    def band(first: int, last: int, outer: float, inner: float, half: float, paint: str) -> list[Part]:
        """Pieces of the arch between the two depths (metres) below its outside."""
        found: list[Part] = []
        for k in range(first, last):
            a, b = 180.0 * k / SPANS, 180.0 * (k + 1) / SPANS
            rings = ((outer, a), (outer, b), (inner, b), (inner, a))
            corners = [
                ((across - deep) * exact.cos(angle), base + (up - deep) * exact.sin(angle))
                for deep, angle in rings
            ]
            found.append(cut_x(corners, (-half, half), paint, "leather" if paint == "charcoal" else "satin"))
        return found

    def cup(side: int) -> tuple[Part, ...]:
        """Shell, cushion and disc of one cup, turned so that its axis points outwards."""
        r = hx
        turn = (-90.0 * side, 0.0, 0.0)
        shell = ((0.0, -0.026), (r, -0.026), (r, -0.010), (0.72 * r, 0.0), (0.0, 0.0))
        cushion = ((0.0, -0.048), (0.66 * r, -0.048), (0.93 * r, -0.042), (0.93 * r, -0.024), (0.0, -0.024))
        return (
            Part(Lathe(shell, 16), (0.0, side * hy, r), turn, "body", "satin"),
            Part(Lathe(cushion, 12), (0.0, side * hy, r), turn, "charcoal", "leather"),
            slab(
                (-0.007, min(side * (hy - 0.018), side * (hy - 0.010)), r),
                (0.007, max(side * (hy - 0.018), side * (hy - 0.010)), base + 0.012),
                "chrome",
                "metal",
            ),
        )

    return (
        *band(0, SPANS, 0.0, 0.006, 0.013, "body"),
        *band(3, SPANS - 3, 0.005, 0.018, 0.016, "charcoal"),
        *cup(-1),
        *cup(1),
    )


register(
    Kind(
        name="headphones",
        low=(0.078, 0.17, 0.18),
        high=(0.084, 0.19, 0.20),
        source="plain sense after shop sheets: cups of 8 cm",
        colours=("red", "white", "blue", "black", "yellow"),
        places=("surface",),
        build=build,
        uses=("desk", "living_room", "bedroom"),
    )
)
