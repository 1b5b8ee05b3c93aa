"""A pair of scissors, lying open: two steel blades crossed on a screw, two rings in the object's colour.

Size: plain sense after shop sheets; 18 to 21 cm long, 10 to 11 cm across the open rings, 12 to 13 mm thick.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Cylinder, Part, Prism, Torus, Vec2
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

OPEN = 14.0
"""Degrees between each blade and the middle line."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    tube, ring, thick = sz / 2, 0.0190, 0.0022
    eye = (-hx + ring + tube, -hy + ring + tube)
    pivot = -0.04 * sx
    c, s = exact.turn(OPEN)
    edge = -0.007
    length = (hx - pivot + edge * s) / c
    blade = ((-0.024, edge), (length, edge), (0.84 * length, 0.003), (0.0, 0.010), (-0.024, 0.007))
    away = exact.length(eye[0] - pivot, eye[1])
    x, y, reach = (eye[0] - pivot) / away, eye[1] / away, away - ring

    def shank(forward: float, aside: float) -> Vec2:
        """A point on the way from the screw to the ring, `aside` to the left of it."""
        return pivot + forward * x - aside * y, forward * y + aside * x

    steel = [(pivot + u * c - v * s, u * s + v * c) for u, v in blade]
    grip = [
        shank(0.012, -0.008),
        shank(reach + 0.002, -0.011),
        shank(reach + 0.002, 0.011),
        shank(0.012, 0.008),
    ]

    def half(side: int) -> tuple[Part, ...]:
        """One half; the other is its mirror image and lies above it."""

        def outline(points: list[Vec2]) -> tuple[Vec2, ...]:
            return tuple(points) if side > 0 else tuple((x, -y) for x, y in reversed(points))

        low = sz / 2 - thick if side > 0 else sz / 2 + 0.0005
        return (
            Part(Prism(outline(steel), thick), (0.0, 0.0, low), paint="chrome", finish="metal"),
            Part(
                Prism(outline(grip), 0.60 * sz),
                (0.0, 0.0, 0.18 * sz if side > 0 else 0.22 * sz),
                finish="satin",
            ),
            Part(Torus(ring, tube, segments=12, sides=8), (eye[0], side * eye[1], tube), finish="satin"),
        )

    return (
        *half(1),
        *half(-1),
        Part(
            Cylinder(0.0055, 0.006, segments=8),
            (pivot, 0.0, sz / 2 + 0.0015),
            paint="charcoal",
            finish="metal",
        ),
    )


register(
    Kind(
        name="scissors",
        low=(0.18, 0.10, 0.012),
        high=(0.21, 0.11, 0.013),
        source="plain sense after shop sheets: household scissors",
        colours=("red", "orange", "blue", "green", "black"),
        places=("surface",),
        build=build,
        front="its points",
        uses=("desk", "kitchen", "office"),
    )
)
