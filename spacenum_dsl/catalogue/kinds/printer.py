"""A printer: a block with a dark mouth, white paper standing behind it, a printed page on the tray in front.

Size: plain sense after shop sheets; 42 to 48 cm wide, 40 to 46 cm deep with its tray, 30 to 34 cm tall with
its paper.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Part
from spacenum_dsl.catalogue.kinds._common import cut_y, slab
from spacenum_dsl.catalogue.kinds._office import carried, pushed
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

PAGE = 0.215
"""Width of a sheet of paper, in metres."""

LEAN = 16.0
"""Degrees by which the paper leans back from upright."""


def _paper(tall: float) -> tuple[Part, ...]:
    """A stack of paper before its rest, leaning back."""
    upright = (
        Part(Box((0.008, PAGE + 0.034, tall - 0.035), 0.002), (0.0, 0.0, -0.0175), finish="satin"),
        Part(Box((0.007, PAGE, tall)), (0.007, 0.0, 0.0), paint="white"),
    )
    return carried(upright, (0.0, -LEAN, 0.0))


def _tray(inside: float, edge: float, sill: float) -> tuple[Part, ...]:
    """The tray from inside the mouth to its edge; on it a page with a picture and lines of text."""
    near = edge - 0.030
    return (
        slab(
            (inside, -PAGE / 2 - 0.02, sill - 0.012),
            (edge, PAGE / 2 + 0.02, sill - 0.004),
            "charcoal",
            "satin",
        ),
        slab(
            (edge - 0.012, -0.05, sill - 0.010),
            (edge - 0.002, 0.05, sill + 0.016),
            "charcoal",
            "satin",
            0.003,
        ),
        slab((inside, -PAGE / 2, sill - 0.006), (edge - 0.018, PAGE / 2, sill + 0.002), "white"),
        slab((near - 0.085, -0.40 * PAGE, sill), (near - 0.010, 0.02 * PAGE, sill + 0.003), "blue"),
        *(
            slab(
                (near - 0.020 - 0.020 * k, 0.10 * PAGE, sill),
                (near - 0.011 - 0.020 * k, (0.42 - 0.08 * (k % 2)) * PAGE, sill + 0.003),
                "charcoal",
            )
            for k in range(4)
        ),
    )


def _panel(left: float) -> tuple[Part, ...]:
    """A small screen and buttons on a slope, from its upper edge down."""
    keys = left + 0.070
    return (
        slab((0.018, left, -0.004), (0.086, left + 0.058, 0.003), "charcoal", "satin"),
        slab((0.024, left + 0.005, -0.004), (0.080, left + 0.053, 0.004), "turquoise", "gloss"),
        slab((0.026, keys, -0.004), (0.046, keys + 0.020, 0.006), "green", "satin"),
        slab((0.058, keys, -0.004), (0.078, keys + 0.020, 0.006), "red", "satin"),
        *(
            slab(
                (0.029 + 0.032 * k, keys + 0.028, -0.004),
                (0.043 + 0.032 * k, keys + 0.044, 0.005),
                "charcoal",
            )
            for k in range(2)
        ),
    )


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    back, face, top = -hx + 0.07, hx - 0.13, 0.62 * sz
    sill, lip = 0.24 * top, 0.56 * top
    crest, fall = (face - 0.11, top - 0.004), (face, lip + 0.02)
    hood = (
        (back, lip),
        (face, lip),
        fall,
        crest,
        (crest[0] - 0.01, top),
        (back + 0.01, top),
        (back, top - 0.01),
    )
    slope = exact.bearing(fall[0] - crest[0], crest[1] - fall[1])
    mouth = PAGE / 2 + 0.035
    inside = face - 0.09
    return (
        slab((back + 0.004, -hy, 0.0), (face - 0.004, hy, sill), finish="satin", bevel=0.008),
        slab((back + 0.001, -hy + 0.004, sill - 0.02), (inside, hy - 0.004, lip + 0.01), finish="satin"),
        *(
            slab(
                (inside - 0.01, min(s * (hy - 0.001), s * mouth), sill - 0.02),
                (face - 0.006, max(s * (hy - 0.001), s * mouth), lip + 0.01),
                finish="satin",
            )
            for s in (-1, 1)
        ),
        slab(
            (inside - 0.002, -mouth - 0.01, sill - 0.015),
            (inside + 0.005, mouth + 0.01, lip + 0.005),
            "black",
        ),
        cut_y(hood, (-hy + 0.002, hy - 0.002), finish="satin"),
        *pushed(pushed(_paper(0.62 * sz), 2, high=sz), 0, low=-hx),
        *_tray(inside, hx, sill),
        *carried(_panel(hy - 0.135), (0.0, slope, 0.0), (crest[0], 0.0, crest[1])),
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
