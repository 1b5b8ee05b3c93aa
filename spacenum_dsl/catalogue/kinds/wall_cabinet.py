"""A kitchen wall cabinet: panelled doors or a flap and, in some, an open row below with crockery.

Size: EN 1116 kitchen modules: 500 to 800 mm wide, 600 to 720 mm tall, 350 to 370 mm deep with its handles.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import FRONT, slab, turned
from spacenum_dsl.catalogue.kinds._kitchen import panelled
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

BOARD = 0.020
"""Thickness of its boards in metres."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    plane = hx - FRONT
    base = 0.215 if variant["niche"] else 0.0
    tall = (base, sz)
    doors: tuple[Part, ...]
    if variant["doors"] == 2:
        doors = (
            *panelled(plane, (-hy, 0.0), tall, "high_y", grip_z=base + 0.15, metal="charcoal"),
            *panelled(plane, (0.0, hy), tall, "low_y", grip_z=base + 0.15, metal="charcoal"),
        )
    elif sy > sz - base:
        doors = panelled(plane, (-hy, hy), tall, "across", grip_z=base + 0.037, metal="charcoal")
    else:
        doors = panelled(plane, (-hy, hy), tall, "high_y", grip_z=base + 0.15, metal="charcoal")
    return (
        slab((-hx, -hy, base), (plane - 0.003, hy, sz), finish="satin"),
        slab((plane - 0.01, -hy + 0.004, base + 0.004), (plane + 0.002, hy - 0.004, sz - 0.004), "charcoal"),
        *doors,
        *(_niche(-hx, plane, hy, base) if variant["niche"] else ()),
    )


def _niche(back: float, plane: float, hy: float, top: float) -> tuple[Part, ...]:
    """An open row from the floor of the box to `top`: boards, a stack of bowls and two cups."""
    face = plane + 0.012
    inner = hy - BOARD
    middle = (back + face) / 2 + 0.03
    bowls = turned(
        (
            (0.0, BOARD - 0.002),
            (0.035, BOARD - 0.002),
            (0.055, BOARD + 0.030),
            (0.058, BOARD + 0.030),
            (0.060, BOARD + 0.045),
            (0.063, BOARD + 0.045),
            (0.078, BOARD + 0.085),
            (0.071, BOARD + 0.085),
            (0.0, BOARD + 0.050),
        ),
        (middle, -0.40 * hy, 0.0),
        "white",
        "gloss",
        segments=16,
    )
    cups = tuple(
        turned(
            (
                (0.0, BOARD - 0.002),
                (0.036, BOARD - 0.002),
                (0.043, BOARD + 0.010),
                (0.043, BOARD + 0.095),
                (0.039, BOARD + 0.095),
                (0.036, BOARD + 0.020),
                (0.0, BOARD + 0.018),
            ),
            (middle, y, 0.0),
            paint,
            "gloss",
            segments=12,
        )
        for y, paint in ((0.30 * hy - 0.01, "turquoise"), (0.30 * hy + 0.095, "orange"))
    )
    return (
        slab((back, -hy + 0.001, 0.0), (face, hy - 0.001, BOARD), finish="satin", bevel=0.003),
        *(
            slab(
                (back + 0.001, min(s * inner, s * hy), 0.001),
                (face - 0.001, max(s * inner, s * hy), top + 0.002),
                finish="satin",
                bevel=0.002,
            )
            for s in (-1, 1)
        ),
        slab((back + 0.001, -inner - 0.002, BOARD - 0.002), (back + 0.02, inner + 0.002, top), "oak", "wood"),
        bowls,
        *cups,
    )


register(
    Kind(
        name="wall_cabinet",
        low=(0.35, 0.50, 0.60),
        high=(0.37, 0.80, 0.72),
        source="EN 1116 kitchen modules",
        colours=("white", "oak", "blue", "green", "grey"),
        places=("wall",),
        uses=("kitchen",),
        build=build,
        front="its doors",
        variants={"doors": (1, 2), "niche": (0, 1)},
    )
)
