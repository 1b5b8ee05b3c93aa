"""The top of a desk with four legs and an apron, 0.74 m high (EN 527-1, fixed height 740 mm)."""

from __future__ import annotations

from spacenum_dsl.base.parts import Box, Part
from spacenum_dsl.semantics.surface import Surface, register
from spacenum_dsl.semantics.types import Measure, Signature

HEIGHT = 0.74
_TOP, _LEG, _APRON = 0.03, 0.05, 0.08


def build(width: float, depth: float) -> tuple[Part, ...]:
    """Top, four legs 4 cm inside its edge, an apron between them."""
    x, y = width / 2 - 0.04 - _LEG / 2, depth / 2 - 0.04 - _LEG / 2
    leg = HEIGHT - _TOP
    return (
        Part(Box((width, depth, _TOP), bevel=0.004), (0, 0, -_TOP / 2), paint="oak", finish="wood"),
        *(
            Part(
                Box((_LEG, _LEG, leg), bevel=0.004),
                (i * x, j * y, -_TOP - leg / 2),
                paint="walnut",
                finish="wood",
            )
            for i in (-1, 1)
            for j in (-1, 1)
        ),
        *(
            Part(
                Box((2 * x - _LEG, 0.02, _APRON)),
                (0, j * y, -_TOP - _APRON / 2),
                paint="walnut",
                finish="wood",
            )
            for j in (-1, 1)
        ),
        *(
            Part(
                Box((0.02, 2 * y - _LEG, _APRON)),
                (i * x, 0, -_TOP - _APRON / 2),
                paint="walnut",
                finish="wood",
            )
            for i in (-1, 1)
        ),
    )


_SIDE = Measure("length", low=0.2, high=20.0)
register(
    Surface(
        "desk_top", "desk", HEIGHT, Signature("desk_top", "width and depth of the top", (_SIDE, _SIDE)), build
    )
)
