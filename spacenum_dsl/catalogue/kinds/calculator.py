"""A desk calculator: a wedge with a pale display that shows a number, with grey and orange keys.

Size: plain sense after shop sheets; 10 to 12 cm wide, 14 to 16 cm deep, 3 to 4 cm tall at the display.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import cut_y, slab
from spacenum_dsl.catalogue.kinds._office import carried
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

STROKES = {
    "a": ((0.0, 0.0), (0.0, 1.0)),
    "b": ((0.0, 1.0), (0.5, 1.0)),
    "c": ((0.5, 1.0), (1.0, 1.0)),
    "d": ((1.0, 0.0), (1.0, 1.0)),
    "e": ((0.5, 0.0), (1.0, 0.0)),
    "f": ((0.0, 0.0), (0.5, 0.0)),
    "g": ((0.5, 0.0), (0.5, 1.0)),
}
"""The seven strokes of a digit: both ends, downwards and to the right, in shares of its height and width."""

LIT = {"1": "bc", "2": "abged", "4": "fgbc", "5": "afgcd", "7": "abc"}
"""The dark strokes of the digits in use."""

NUMBERS = ("7425", "1724")
"""What the display shows, by the variant."""


def _digits(text: str, right: float, middle: float, tall: float, top: float) -> tuple[Part, ...]:
    """Digits that end at y = `right`, around x = `middle`, far side up, standing out to z = `top`."""
    wide, pen = 0.52 * tall, 0.13 * tall
    found: list[Part] = []
    for place, digit in enumerate(reversed(text)):
        left = right - wide - place * 1.75 * wide
        for stroke in LIT[digit]:
            (x0, y0), (x1, y1) = STROKES[stroke]
            inset_x, inset_y = (0.6 * pen, -0.5 * pen) if x0 != x1 else (-0.5 * pen, 0.6 * pen)
            far = middle - tall / 2
            found.append(
                slab(
                    (far + x0 * tall + inset_x, left + y0 * wide + inset_y, top - 0.003),
                    (far + x1 * tall - inset_x, left + y1 * wide - inset_y, top),
                    "black",
                )
            )
    return tuple(found)


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    near, fold = 0.012, -hx + 0.34 * sx
    crest = near + 0.50 * (sz - near)
    outline = (
        (-hx, 0.0),
        (hx, 0.0),
        (hx, near - 0.003),
        (hx - 0.003, near),
        (fold, crest),
        (-hx + 0.010, sz),
        (-hx + 0.003, sz),
        (-hx, sz - 0.003),
    )
    desk_run, desk_rise = hx - 0.003 - fold, crest - near
    pane_run, pane_rise = fold + hx - 0.010, sz - crest
    desk, pane = exact.length(desk_run, desk_rise), exact.length(pane_run, pane_rise)
    rim = 0.010
    display = (
        slab(
            (0.005, -hy + rim - 0.003, -0.003), (pane - 0.003, hy - rim + 0.003, 0.001), "charcoal", "gloss"
        ),
        slab((0.009, -hy + rim, -0.003), (pane - 0.007, hy - rim, 0.002), "sage", "satin"),
        *_digits(NUMBERS[variant["number"]], hy - rim - 0.007, pane / 2 + 0.001, pane - 0.030, 0.003),
    )
    rows, columns = 5, 4
    deep, wide, gap = (desk - 0.014) / rows, (sy - 2 * rim + 0.004) / columns, 0.0022

    def paint(row: int, column: int) -> str:
        if column == columns - 1:
            return "orange"
        return "grey" if row else ("red" if column == 0 else "charcoal")

    keys = tuple(
        slab(
            (0.006 + row * deep + gap, -hy + rim - 0.002 + column * wide + gap, -0.003),
            (0.006 + (row + 1) * deep - gap, -hy + rim - 0.002 + (column + 1) * wide - gap, 0.005),
            paint(row, column),
            "satin",
        )
        for row in range(rows)
        for column in range(columns)
    )
    return (
        cut_y(outline, (-hy, hy), finish="satin"),
        *carried(display, (0.0, exact.bearing(pane_run, pane_rise), 0.0), (-hx + 0.010, 0.0, sz)),
        *carried(keys, (0.0, exact.bearing(desk_run, desk_rise), 0.0), (fold, 0.0, crest)),
    )


register(
    Kind(
        name="calculator",
        low=(0.14, 0.10, 0.034),
        high=(0.16, 0.12, 0.042),
        source="plain sense after shop sheets: desk calculators",
        colours=("white", "black", "blue", "pink", "turquoise"),
        places=("surface",),
        build=build,
        front="the edge with its keys",
        variants={"number": (0, 1)},
        uses=("desk", "office"),
    )
)
