"""The three ways to draw an object in place of its picture: as points, in a rectangle, in a box.

Each way returns the pixels by which the object's name may stand: none, if nothing of it is in the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from PIL import ImageFont

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.questions.drawing.pen import TEXT, Ink, Pen
from spacenum_dsl.questions.drawing.perspective import Perspective, Pixel
from spacenum_dsl.questions.drawing.prompt_map import ToldMap
from spacenum_dsl.questions.drawing.tags import PAPER, letters
from spacenum_dsl.world.world import Thing

LINE, DOT = 1 / 190, 1 / 85
"""Width of lines and radius of dots, as shares of the picture's shorter side."""

FAINT, TINT = 0.4, 0.1
"""How opaque lines behind a box or between points are, and the faces of boxes."""

FACES = (
    ((0, 4, 6, 2), (0.0, 0.0, -1.0)),
    ((1, 3, 7, 5), (0.0, 0.0, 1.0)),
    ((0, 1, 5, 4), (0.0, -1.0, 0.0)),
    ((2, 6, 7, 3), (0.0, 1.0, 0.0)),
    ((0, 2, 3, 1), (-1.0, 0.0, 0.0)),
    ((4, 5, 7, 6), (1.0, 0.0, 0.0)),
)
"""Corners of a box's faces and their outward directions; bit 4 of a corner is high x, 2 high y, 1 high z."""

MARKS = ("centre", "min", "max")
"""What the dots of an object are, as maps call it: the centre of its base, its low and its high corner."""

EDGES = tuple((corner, corner | bit) for bit in (1, 2, 4) for corner in range(8) if not corner & bit)


@dataclass(frozen=True)
class Sketch:
    """A drawing in the making."""

    pen: Pen
    view: Perspective
    told: ToldMap

    @property
    def line(self) -> float:
        """The width of lines, pixels."""
        return max(1.0, LINE * min(self.pen.size))

    def points(self, thing: Thing, ink: Ink) -> list[Pixel]:
        """Two corners of its box, each above its place on the ground, and the centre of its base."""
        low, high = self.told.box(thing)
        feet = [np.array([*corner[:2], 0.0]) for corner in (low, high)]
        one, other, low_foot, high_foot = self.told.in_world(np.stack([low, high, *feet]))
        for ends in ((low_foot, high_foot), (low_foot, one), (high_foot, other)):
            self.pen.line(self.view.segment(*ends), ink, self.line / 2, FAINT)
        found: list[Pixel] = []
        for mark, place in zip(MARKS, (np.array(thing.placement.position), one, other), strict=True):
            at = self.view.seen(place[None])
            found += at
            for each in at:
                self._dot(each, mark, ink)
        return found

    def key(self) -> None:
        """Which dot is what, in the corner of the picture where it covers least."""
        size = letters(self.pen.size)
        gap, line = size // 2, size + 3
        font = ImageFont.load_default(size)
        wide = 2.5 * gap + max(font.getlength(mark) for mark in MARKS)
        corners = [
            (x, y)
            for y in (self.pen.size[1] - len(MARKS) * line - gap, gap)
            for x in (gap, self.pen.size[0] - round(wide) - gap)
        ]
        busy = self.pen.busy()

        def covered(corner: tuple[int, int]) -> float:
            x, y = corner
            return float(busy[max(y, 0) : y + len(MARKS) * line, max(x, 0) : x + round(wide)].sum())

        left, top = min(corners, key=covered)
        for place, mark in enumerate(MARKS):
            middle = top + (place + 0.5) * line
            self._dot((left + 0.75 * gap, middle), mark, TEXT)
            self.pen.word((left + 2.5 * gap, middle), mark, size)

    def _dot(self, at: Pixel, mark: str, ink: Ink) -> None:
        radius = max(2.0, DOT * min(self.pen.size))
        self.pen.disc(at, radius / 2 if mark == "centre" else radius, ink, PAPER if mark == "max" else None)

    def boxes2d(self, thing: Thing, ink: Ink) -> list[Pixel]:
        """The rectangle round what the picture shows of it."""
        area = self.view.bounds(thing)
        if area is None:
            return []
        self.pen.rectangle(area, ink, self.line)
        left, top, right, bottom = area
        middle = (left + right) / 2, (top + bottom) / 2
        return [*((x, y) for x in (left, right) for y in (top, bottom)), (middle[0], top), (left, middle[1])]

    def boxes3d(self, thing: Thing, ink: Ink) -> list[Pixel]:
        """The axis-aligned box in the map frame, the edges behind its own faces faint, below the others."""
        low, high = self.told.box(thing)
        places = [
            [(low, high)[bool(corner & bit)][axis] for axis, bit in enumerate((4, 2, 1))]
            for corner in range(8)
        ]
        corners = self.told.in_world(np.array(places))
        shown = [face for face, out in FACES if self._faces_eye(corners[face[0]], np.array(out))]
        for face in shown:
            self.pen.fill(self.view.polygon(corners[list(face)]), ink, TINT)
        near = {corner for face in shown for corner in face}
        outer = [edge for edge in EDGES if any(set(edge) <= set(face) for face in shown)]
        for edge in EDGES:
            if edge not in outer:
                self.pen.line(self.view.segment(*corners[list(edge)]), ink, self.line / 2, FAINT)
        for edge in outer:
            self.pen.line(self.view.segment(*corners[list(edge)]), ink, self.line)
        return self.view.seen(corners[sorted(near)])

    def _faces_eye(self, corner: Floats, out: Floats) -> bool:
        """Whether the camera is on the outer side of a face with that corner and direction in the map."""
        zero, direction = self.told.in_world(np.stack([np.zeros(3), out]))
        eye = np.asarray(self.view.camera.position)
        return exact.total(((eye - corner) * (direction - zero)).tolist()) > 0.0


Way: TypeAlias = Callable[[Sketch, Thing, Ink], list[Pixel]]

WAYS: MappingProxyType[str, Way] = MappingProxyType(
    {"points": Sketch.points, "boxes2d": Sketch.boxes2d, "boxes3d": Sketch.boxes3d}
)
