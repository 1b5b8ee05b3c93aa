"""`overlay: crosshair | grid | axes | scale_bar`: lines drawn over every picture.

The crosshair is the paper's: a cross through the centre, as wide and high as the picture, and two rings
round it. The grid has eight cells along the shorter side. Axes and scale bar lie on the ground in the scene's
perspective and print their length: the map frame's axes from its origin, a bar beside the origin along +x.
Only layouts have a map frame.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image, ImageDraw

from spacenum_dsl.questions.drawing.ruler import RULERS, ruled
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import Canvas, Intervention, Painter, register, register_painter
from spacenum_dsl.questions.question import Effect
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf
from spacenum_dsl.world.rejection import Rejection

INK = (255, 64, 32)
"""Orange red: on no wall, floor or thing of ours."""

RINGS = (0.125, 0.25)
"""Radii of the rings, as shares of the picture's shorter side."""

CELLS = 8

AT_PLACES = frozenset(RULERS)
"""What lies in the map frame."""

NO_MAP = Rejection(
    "overlay", "`axes` and `scale_bar` show a layout's map frame, and other questions have none", None
)
OTHER_SCALE = Rejection(
    "overlay", "the text tells other lengths than `axes` and `scale_bar` would print", None
)


def drawn_over(draft: Draft, way: values.Value) -> Draft | Rejection:
    """The draft with lines over all of its pictures."""
    assert isinstance(way, values.Symbol)
    if way.name in AT_PLACES:
        if draft.cell.block.family != "layout":
            return NO_MAP
        if draft.wording.scale != 1.0:
            return OTHER_SCALE
    return replace(draft, effects=(*draft.effects, Effect("overlay", way.name)))


def paint(picture: Image.Image, canvas: Canvas, way: str) -> Image.Image:
    """The picture with the lines over it."""
    if way in AT_PLACES:
        return ruled(picture, canvas, way)
    over = picture.copy()
    draw = ImageDraw.Draw(over)
    width, height = over.size
    line = max(1, round(min(width, height) / 168))
    if way == "crosshair":
        x, y = (width - 1) / 2, (height - 1) / 2
        draw.line([(x, 0), (x, height)], INK, line)
        draw.line([(0, y), (width, y)], INK, line)
        for share in RINGS:
            radius = share * min(width, height)
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=INK, width=line)
    else:
        step = min(width, height) / CELLS
        for n in range(1, round(width / step)):
            draw.line([(n * step, 0), (n * step, height)], INK, line)
        for n in range(1, round(height / step)):
            draw.line([(0, n * step), (width, n * step)], INK, line)
    return over


_SPEC = PropertySpec(
    "overlay",
    WayOf(("crosshair", "grid", "axes", "scale_bar")),
    "lines over every picture; those of the map frame in its perspective (layouts)",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"effects"}), draft=drawn_over))
register_painter(Painter("overlay", "picture", paint, AT_PLACES))
