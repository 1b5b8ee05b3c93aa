"""`overlay: crosshair | grid`: lines drawn over every picture.

The crosshair is the paper's: a cross through the centre, as wide and high as the picture, and two rings
round it. The grid has eight cells along the shorter side.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image, ImageDraw

from spacenum_dsl.asking.family import Draft
from spacenum_dsl.asking.intervention import Canvas, Intervention, Painter, register, register_painter
from spacenum_dsl.asking.question import Effect
from spacenum_dsl.meaning import values
from spacenum_dsl.meaning.types import InterventionSpec, PropertySpec, WayOf

INK = (255, 64, 32)
"""Orange red: on no wall, floor or thing of ours."""

RINGS = (0.125, 0.25)
"""Radii of the rings, as shares of the picture's shorter side."""

CELLS = 8


def drawn_over(draft: Draft, way: values.Value) -> Draft:
    """The draft with lines over all of its pictures."""
    assert isinstance(way, values.Symbol)
    return replace(draft, effects=(*draft.effects, Effect("overlay", way.name)))


def paint(picture: Image.Image, _: Canvas, way: str) -> Image.Image:
    """The picture with the lines over it."""
    over = picture.copy()
    draw = ImageDraw.Draw(over)
    width, height = over.size
    line = max(1, round(min(width, height) / 168))
    if way == "crosshair":
        x, y = (width - 1) / 2, (height - 1) / 2
        draw.line([(x, 0), (x, height)], INK, line)
        draw.line([(0, y), (width, y)], INK, line)
        for share in RINGS:
            draw.circle((x, y), share * min(width, height), outline=INK, width=line)
    else:
        step = min(width, height) / CELLS
        for n in range(1, round(width / step)):
            draw.line([(n * step, 0), (n * step, height)], INK, line)
        for n in range(1, round(height / step)):
            draw.line([(0, n * step), (width, n * step)], INK, line)
    return over


_SPEC = PropertySpec("overlay", WayOf(("crosshair", "grid")), "lines over every picture", drawn=True)
register(Intervention(InterventionSpec(_SPEC), frozenset({"effects"}), draft=drawn_over))
register_painter(Painter("overlay", "picture", paint))
