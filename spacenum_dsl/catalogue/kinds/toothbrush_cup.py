"""A cup with toothbrushes: a ceramic tumbler with two or three brushes, bristles to the front.

The cup has the object's colour. Size: plain sense; a tumbler of 8 to 9 cm, brushes that reach 19 to 21 cm.
"""

from __future__ import annotations

from dataclasses import replace

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Part, Vec2, mesh_of
from spacenum_dsl.catalogue.kinds._loft import Outline, loft, oval
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

WALL = 0.004
"""Thickness of the cup."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    r, tall = min(sx, sy) / 2, 0.50 * sz

    def ring(share: float, wall: float = 0.0) -> Outline:
        x, y = share * sx / 2 - wall, share * sy / 2 - wall
        return oval((-x, x), (-y, y))

    cup = loft(
        (
            (0.0, ring(0.86)),
            (tall, ring(1.0)),
            (tall, ring(1.0, WALL)),
            (0.008, ring(0.86, WALL)),
        ),
        finish="ceramic",
    )
    inside = 0.80 * r - 0.009
    brushes = [
        _brush((0.15 * r, -inside + 0.004), 12.0, sz, "red"),
        _brush((-0.20 * r, inside - 0.004), -14.0, 0.95 * sz, "green"),
    ]
    if variant["brushes"] == 3:
        brushes.append(_brush((0.45 * r, 0.30 * inside), 4.0, 0.985 * sz, "yellow"))
    return (cup, *(part for brush in brushes for part in brush))


def _brush(foot: Vec2, lean: float, top: float, paint: str) -> tuple[Part, ...]:
    """A brush in the cup that leans by `lean` degrees towards +y, bristles to the front, its tip at `top`."""
    c, s = exact.turn(lean)
    length = top / c - 0.012

    def piece(
        size: tuple[float, float, float], x: float, far: float, colour: str, bevel: float = 0.0
    ) -> Part:
        at = (foot[0] + x, foot[1] + far * s, far * c)
        return Part(Box(size, bevel), at, (-lean, 0.0, 0.0), colour, "gloss")

    head = 0.034
    parts = (
        piece((0.0075, 0.0125, 0.62 * length), 0.0, 0.31 * length, paint, 0.003),
        piece((0.005, 0.0075, 0.40 * length), 0.0, 0.72 * length, paint, 0.002),
        piece((0.0065, 0.0145, head), 0.0, length - head / 2, paint),
        piece((0.013, 0.0115, head - 0.006), 0.0085, length - head / 2, "white"),
        piece((0.013, 0.0125, 0.009), 0.0095, length - head / 2, "blue"),
    )
    rise = top - float(mesh_of(parts).bounds[1, 2])
    return tuple(replace(part, at=(part.at[0], part.at[1], part.at[2] + rise)) for part in parts)


register(
    Kind(
        name="toothbrush_cup",
        low=(0.080, 0.080, 0.19),
        high=(0.090, 0.090, 0.21),
        source="plain sense: a tumbler and brushes of 19 cm",
        colours=("turquoise", "blue", "white", "pink", "black"),
        places=("surface",),
        build=build,
        uses=("bathroom",),
        variants={"brushes": (2, 3)},
    )
)
