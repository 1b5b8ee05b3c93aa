"""Names beside what they name: inside the picture, never over each other, with a line to what is meant.

Tags are placed one after the other where they cost least: near a point of what they name, over as few strokes
as possible. Letters get smaller until all tags fit. The font is the one that Pillow brings along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.questions.drawing.pen import TEXT, Ink
from spacenum_dsl.questions.drawing.perspective import Pixel

PAPER = (255, 255, 255)

LETTER, LEAST = 1 / 30, 9
"""The height of letters as a share of the picture's shorter side, and in pixels at the least."""

TINY = 7
"""Pixels to which letters shrink where there is no room for larger ones."""

PAD = (3, 2)
"""Pixels between a tag's border and its text, across and down."""

AWAY = 5.0
"""Pixels that a tag had better be away from the point that it names."""

COVERED = 1.0
"""By how many pixels a tag may rather be further away than cover a pixel of a line."""

FORBIDDEN = 1e6
"""How bad it is to cover a pixel of another tag."""

LATTICE = 168
"""How many places are compared along the picture's shorter side."""

TRIED = 100
"""Places, best first, among which one is sought whose line crosses no other tag."""

LEADER = 4.0
"""How bad it is to cover a pixel of another tag's line."""

Rectangle: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; the last two are not part of it."""


@dataclass(frozen=True)
class Tag:
    """A text with the colour of what it names, and the pixels of the picture by which it may stand."""

    text: str
    ink: Ink
    points: tuple[Pixel, ...]


@dataclass(frozen=True)
class TagSpot:
    """Where a tag stands, and the point to which its line leads."""

    tag: Tag
    area: Rectangle
    point: Pixel

    @property
    def start(self) -> Pixel:
        """The point of its border that is next to what it names."""
        left, top, right, bottom = self.area
        return min(max(self.point[0], left), right - 1), min(max(self.point[1], top), bottom - 1)


def letters(size: tuple[int, ...]) -> int:
    """The height of letters in a picture of that size, pixels."""
    return max(LEAST, round(min(size) * LETTER))


def placed(tags: Sequence[Tag], busy: Floats) -> tuple[list[TagSpot], int]:
    """Where all tags stand, and how high their letters are. `busy` (h, w): how bad it is to cover a pixel."""
    sizes = range(letters(busy.shape), TINY - 1, -1)
    for size in sizes:
        spots = _placed(tags, busy, size)
        if not _overlap(spots) or size == sizes[-1]:
            break
    return spots, size


def write(picture: Image.Image, tags: Sequence[Tag], busy: Floats) -> Image.Image:
    """The picture with its tags."""
    spots, size = placed([tag for tag in tags if tag.points], busy)
    page, font = picture.copy(), ImageFont.load_default(size)
    draw = ImageDraw.Draw(page)
    for spot in spots:
        draw.line([spot.start, spot.point], spot.tag.ink, 1)
    for spot in spots:
        left, top, right, bottom = spot.area
        draw.rectangle((left, top, right - 1, bottom - 1), PAPER, spot.tag.ink)
        ink = font.getbbox(spot.tag.text)
        draw.text((left + PAD[0] - ink[0], top + PAD[1] - ink[1]), spot.tag.text, TEXT, font)
    return page


def _placed(tags: Sequence[Tag], busy: Floats, size: int) -> list[TagSpot]:
    font = ImageFont.load_default(size)
    busy, taken = busy.copy(), np.zeros(busy.shape)
    spots: list[TagSpot] = []
    for tag in tags:
        ink = font.getbbox(tag.text)
        wide, high = (int(np.ceil(ink[k + 2] - ink[k])) + 2 * PAD[k] + 1 for k in (0, 1))
        spot = _best(tag, (min(wide, busy.shape[1]), min(high, busy.shape[0])), busy, taken, spots)
        spots.append(spot)
        left, top, right, bottom = spot.area
        taken[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = 1.0
        line = Image.new("L", (busy.shape[1], busy.shape[0]))
        ImageDraw.Draw(line).line([spot.start, spot.point], 255, 3)
        busy = np.maximum(busy, LEADER * (np.asarray(line) > 0))
    return spots


def _best(tag: Tag, size: tuple[int, int], busy: Floats, taken: Floats, spots: Sequence[TagSpot]) -> TagSpot:
    """The place that costs least, over no other tag if there is one, with a line across none if possible."""
    (wide, high), (rows, columns) = size, busy.shape
    step = max(1, min(busy.shape) // LATTICE)
    left = np.arange(0, columns - wide + 1, step)[None, :]
    top = np.arange(0, rows - high + 1, step)[:, None]
    away = np.empty((len(tag.points), top.size, left.size))
    for number, (x, y) in enumerate(tag.points):
        across = np.maximum(np.maximum(left - x, x - (left + wide - 1)), 0.0)
        down = np.maximum(np.maximum(top - y, y - (top + high - 1)), 0.0)
        away[number] = np.abs(np.sqrt(across * across + down * down) - AWAY)
    cost = away.min(axis=0) + COVERED * _sums(busy, size)[::step, ::step]
    cost += FORBIDDEN * _sums(taken, size)[::step, ::step]
    order = np.argsort(np.round(cost, 6), axis=None, kind="stable")[:TRIED]
    found: TagSpot | None = None
    for place in order:
        j, i = divmod(int(place), left.size)
        if found is not None and cost[j, i] >= FORBIDDEN:
            break
        row, column = j * step, i * step
        point = tag.points[int(away[:, j, i].argmin())]
        spot = TagSpot(tag, (column, row, column + wide, row + high), point)
        found = found or spot
        if not any(_crosses(spot, other.area) for other in spots):
            return spot
    assert found is not None
    return found


def _sums(values: Floats, size: tuple[int, int]) -> Floats:
    """The sum of the values below a rectangle of that width and height, for every place of it."""
    wide, high = size
    total = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    total[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
    return np.asarray(
        total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
    )


def _crosses(spot: TagSpot, area: Rectangle) -> bool:
    """Whether a tag's line runs through a rectangle."""
    share = np.linspace(0.0, 1.0, 33)
    (x0, y0), (x1, y1) = spot.start, spot.point
    x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
    within: Flags = (x >= area[0]) & (x < area[2]) & (y >= area[1]) & (y < area[3])
    return bool(within.any())


def _overlap(spots: Sequence[TagSpot]) -> bool:
    return any(
        one.area[0] < other.area[2]
        and other.area[0] < one.area[2]
        and one.area[1] < other.area[3]
        and other.area[1] < one.area[3]
        for place, one in enumerate(spots)
        for other in spots[:place]
    )
