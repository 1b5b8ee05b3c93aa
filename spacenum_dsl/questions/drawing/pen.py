"""A pen for smooth lines over a picture, which remembers where its strokes are.

The picture is drawn on several times finer and then reduced, so that pixels without a stroke stay as they
were. Positions and widths are in its pixels; (0, 0) is the outer corner of the top left one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.questions.drawing.perspective import Pixel

Ink: TypeAlias = tuple[int, int, int]
"""A colour in bytes of sRGB: red, green, blue."""

TEXT: Ink = (34, 36, 40)

FINE = 3
LARGE = 2048
"""How many times finer lines are drawn, in pictures whose longer side is up to so many pixels; larger ones
are fine enough."""

EDGE = 24.0
"""Grey levels, of 255, by which pixels side by side on an edge in a picture differ, as in letters."""

LINE, DOT = 1.0, 8.0
"""How much worse it is to cover a pixel of a dot than one of a line."""


class Pen:
    """Draws on a picture; `page` gives the result, `busy` what a label had better not cover."""

    def __init__(self, picture: Image.Image) -> None:
        self.size = picture.size
        grey = np.asarray(picture.convert("L"), dtype=float)
        down, across = np.gradient(grey)
        self._edges = LINE * (np.sqrt(down * down + across * across) > EDGE)
        self._fine = FINE if max(picture.size) <= LARGE else 1
        wide, high = (side * self._fine for side in picture.size)
        self._page = picture.convert("RGB").resize((wide, high), Image.Resampling.NEAREST)
        self._draw = ImageDraw.Draw(self._page, "RGBA")
        self._words: list[tuple[Pixel, str, int]] = []
        self._marks = {weight: Image.new("L", picture.size) for weight in (LINE, DOT)}
        self._marker = {weight: ImageDraw.Draw(mark) for weight, mark in self._marks.items()}

    def page(self) -> Image.Image:
        """The picture with all strokes and words so far."""
        page = self._page.reduce(self._fine)
        draw = ImageDraw.Draw(page)
        for at, text, size in self._words:
            draw.text(at, text, TEXT, ImageFont.load_default(size), anchor="lm")
        return page

    def busy(self) -> Floats:
        """(h, w): how bad it would be to cover each pixel: on a stroke, or on an edge of the picture."""
        found: Floats = self._edges.copy()
        for weight, mark in self._marks.items():
            found = np.maximum(found, weight * (np.asarray(mark) > 0))
        return found

    def fill(self, corners: Sequence[Pixel], ink: Ink, share: float = 1.0) -> None:
        """A face, as opaque as `share`; a label may cover it."""
        if len(corners) > 2:
            self._draw.polygon(self._finer(corners), (*ink, round(255 * share)))

    def line(self, ends: tuple[Pixel, Pixel] | None, ink: Ink, width: float, share: float = 1.0) -> None:
        """A straight line with round ends; none where nothing of it is seen."""
        if ends is None:
            return
        thick = max(1, round(width * self._fine))
        (one, other), colour = self._finer(ends), (*ink, round(255 * share))
        self._draw.line([one, other], colour, thick)
        if share == 1.0:
            for end in (one, other):
                self._draw.ellipse(_round(end, (thick - 1) / 2), colour)
        self._marker[LINE].line(list(ends), 255, max(1, round(width)))

    def disc(self, centre: Pixel, radius: float, ink: Ink, within: Ink | None = None) -> None:
        """A dot, or a ring with that colour `within`."""
        (at,) = self._finer([centre])
        self._draw.ellipse(_round(at, radius * self._fine), ink)
        if within is not None:
            self._draw.ellipse(_round(at, 0.55 * radius * self._fine), within)
        self._marker[DOT].ellipse(_round(centre, radius + 1), 255)

    def word(self, at: Pixel, text: str, size: int) -> None:
        """A word in letters of that height, its left end and half its height at that position."""
        self._words.append((at, text, size))
        box = ImageFont.load_default(size).getbbox(text, anchor="lm")
        self._marker[DOT].rectangle([at[k % 2] + side for k, side in enumerate(box)], 255)

    def rectangle(self, area: tuple[float, float, float, float], ink: Ink, width: float) -> None:
        """The outline of a rectangle, its lines in the middle of its border but wholly in the picture."""
        half = width / 2
        left, right = (min(max(x, half), self.size[0] - half) for x in area[::2])
        top, bottom = (min(max(y, half), self.size[1] - half) for y in area[1::2])
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
            self.line((one, other), ink, width)

    def _finer(self, points: Sequence[Pixel]) -> list[Pixel]:
        """Positions on the finer picture. Pillow counts from the centre of its top left pixel."""
        return [(x * self._fine - 0.5, y * self._fine - 0.5) for x, y in points]


def _round(centre: Pixel, radius: float) -> tuple[float, float, float, float]:
    x, y = centre
    return x - radius, y - radius, x + radius, y + radius
