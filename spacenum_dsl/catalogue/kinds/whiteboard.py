"""A whiteboard on the wall: a pale sheet in a metal frame, writing on it, pens and a wiper on its tray.

The sheet has the object's colour, which is white or nearly so. Size: plain sense after shop sheets;
120 × 90 to 180 × 120 cm, 9 cm deep with its tray.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Cylinder, Part, Vec2
from spacenum_dsl.catalogue.kinds._common import slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

INK = 0.013
"""Width of a stroke, in metres: broad, so that it shows from across a room; higher layers are narrower."""

LETTERS = {
    "P": (
        ((0.0, 0.0), (0.0, 1.0)),
        ((0.0, 1.0), (1.0, 1.0)),
        ((1.0, 0.45), (0.0, 0.45)),
        ((1.0, 1.0), (1.0, 0.45)),
    ),
    "L": (((0.0, 0.0), (0.0, 1.0)), ((0.0, 0.0), (1.0, 0.0))),
    "A": (((0.0, 0.0), (0.5, 1.0)), ((0.5, 1.0), (1.0, 0.0)), ((0.2, 0.35), (0.8, 0.35))),
    "N": (((0.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (1.0, 0.0)), ((1.0, 0.0), (1.0, 1.0))),
}
"""Strokes of the letters of the heading, in shares of a letter's width and height."""

TREND = ((0.58, 0.30), (0.66, 0.46), (0.74, 0.40), (0.82, 0.62), (0.90, 0.74))
"""A rising line, in shares of the sheet."""

BOXES = ((0.55, 0.60, "green"), (0.78, 0.60, "red"), (0.665, 0.16, "green"))
"""Boxes of a diagram: lower left corner in shares of the sheet, and paint."""


@dataclass(frozen=True)
class Sheet:
    """The part of the board to write on: its plane `x`, its `left` and `foot`, its sides, in metres."""

    x: float
    left: float
    foot: float
    wide: float
    tall: float

    def stroke(self, start: Vec2, end: Vec2, paint: str, layer: int) -> Part:
        """A stroke between two points in shares of the sheet; higher layers lie above lower ones."""
        y, z = (
            self.left + (start[0] + end[0]) / 2 * self.wide,
            self.foot + (start[1] + end[1]) / 2 * self.tall,
        )
        right, up = (end[0] - start[0]) * self.wide, (end[1] - start[1]) * self.tall
        ink = INK - 0.001 * layer
        size = (0.004 + 0.0012 * layer, exact.length(right, up) + ink, ink)
        return Part(Box(size), (self.x, y, z), (exact.bearing(right, up), 0.0, 0.0), paint)

    def heading(self, text: str, start: Vec2, width: float, height: float, paint: str) -> Iterator[Part]:
        """Capital letters from `start`, each as wide and as high as the shares tell."""
        left, foot = start
        for letter in text:
            for number, (a, b) in enumerate(LETTERS[letter]):
                ends = [(left + width * y, foot + height * z) for y, z in (a, b)]
                yield self.stroke(ends[0], ends[1], paint, 1 + number % 3)
            left += 1.6 * width

    def text(self) -> Iterator[Part]:
        """A heading and three lines, each behind a short dash."""
        yield from self.heading("PLAN", (0.07, 0.76), 0.055, 0.14, "red")
        for number, end in enumerate((0.40, 0.30, 0.36)):
            z = 0.58 - 0.16 * number
            yield self.stroke((0.07, z), (0.09, z), "black", 1)
            yield self.stroke((0.13, z), (end, z), "blue", 1)

    def chart(self) -> Iterator[Part]:
        """Two axes and a rising line."""
        yield self.stroke((0.54, 0.20), (0.54, 0.86), "black", 1)
        yield self.stroke((0.54, 0.20), (0.94, 0.20), "black", 2)
        for number, (a, b) in enumerate(pairwise(TREND)):
            yield self.stroke(a, b, "red", 1 + number % 2)

    def diagram(self) -> Iterator[Part]:
        """Three boxes, the upper two joined to the lower one."""
        for y, z, paint in BOXES:
            corners = ((y, z), (y + 0.17, z), (y + 0.17, z + 0.24), (y, z + 0.24), (y, z))
            for number, (a, b) in enumerate(pairwise(corners)):
                yield self.stroke(a, b, paint, 1 + number % 2)
        yield self.stroke((0.635, 0.57), (0.715, 0.43), "black", 1)
        yield self.stroke((0.865, 0.57), (0.785, 0.43), "black", 1)


def _pen(x: float, y: float, z: float, paint: str) -> tuple[Part, ...]:
    """A white pen that lies along y with a coloured cap."""
    turn = (90.0, 0.0, 0.0)
    return (
        Part(Cylinder(0.010, 0.085, segments=8), (x, y, z), turn, "white", "satin"),
        Part(Cylinder(0.0115, 0.055, segments=8), (x, y + 0.065, z), turn, paint, "satin"),
    )


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    rim, low, wing = 0.028, 0.035, 0.36 * sy
    x, frame = -hx + 0.016, -hx + 0.024
    y, foot, head = hy - rim, low + rim, sz - rim
    sheet = Sheet(x, -y, foot, 2 * y, head - foot)
    rest = low + 0.017
    return (
        slab((-hx, -hy, low), (frame, -y, sz), "steel", "metal", 0.004),
        slab((-hx, y, low), (frame, hy, sz), "steel", "metal", 0.004),
        slab((-hx, -y - 0.004, head), (frame - 0.0012, y + 0.004, sz), "steel", "metal", 0.004),
        slab((-hx, -y - 0.004, low), (frame - 0.0012, y + 0.004, foot), "steel", "metal", 0.004),
        slab((-hx + 0.001, -y - 0.003, foot - 0.003), (x, y + 0.003, head + 0.003), finish="gloss"),
        slab((-hx + 0.001, -wing, 0.0), (hx, wing, low + 0.006), "steel", "metal"),
        slab((hx - 0.008, -wing + 0.002, 0.004), (hx - 0.002, wing - 0.002, low + 0.015), "steel", "metal"),
        *(
            part
            for number, paint in enumerate(("red", "blue", "green"))
            for part in _pen(hx - 0.030, -0.26 * sy + 0.17 * number, rest, paint)
        ),
        slab((hx - 0.058, 0.18 * sy, low), (hx - 0.012, 0.18 * sy + 0.14, low + 0.024), "charcoal", "fabric"),
        slab(
            (hx - 0.060, 0.18 * sy - 0.002, low + 0.022),
            (hx - 0.010, 0.18 * sy + 0.142, low + 0.048),
            "yellow",
            "satin",
            0.005,
        ),
        *sheet.text(),
        *(sheet.diagram() if variant["drawing"] else sheet.chart()),
    )


register(
    Kind(
        name="whiteboard",
        low=(0.09, 1.20, 0.95),
        high=(0.09, 1.80, 1.25),
        source="plain sense after shop sheets: 120 × 90 to 180 × 120 cm",
        colours=("white", "cream", "glass"),
        places=("wall",),
        build=build,
        front="its written side",
        variants={"drawing": (0, 1)},
        uses=("office",),
    )
)
