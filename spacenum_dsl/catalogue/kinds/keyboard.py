"""A computer keyboard: a flat dark wedge with six rows of keys, arrows and, on some, a number pad.

The letter keys, most of what one sees, have the object's colour; the others are grey. Size: plain sense
after shop sheets; keys 19 mm apart, 38 to 44 cm wide, 14 to 15 cm deep.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import cut_y, slab
from spacenum_dsl.catalogue.kinds._office import carried, spans
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

ROWS: tuple[tuple[float, ...], ...] = (
    (1, -1, 1, 1, 1, 1, -0.5, 1, 1, 1, 1, -0.5, 1, 1, 1, 1),
    (*(1,) * 13, 2),
    (1.5, *(1,) * 12, 1.5),
    (1.75, *(1,) * 11, 2.25),
    (2.25, *(1,) * 10, 2.75),
    (1.5, 1, 1.5, 7, 1.5, 1, 1.5),
)
"""Widths of the keys of each row, from the far one to the space bar, in letter keys."""

BLOCK, ARROWS, PAD, GAP = 15.0, 3.0, 4.0, 0.3
"""Widths of the blocks and of the gap between them, in letter keys."""


def _keys(pad: bool) -> Iterator[tuple[Vec2, Vec2, str]]:
    """Each key: its range from the left and from the far row, in letter keys, and its paint."""
    for row, widths in enumerate(ROWS):
        for y in spans(widths, 0.0, 1.0):
            plain = y[1] - y[0] == 1 and 1 <= row <= 4
            yield y, (row, row + 1), "body" if plain or y[1] - y[0] == 7 else "grey"
    left = BLOCK + GAP
    for k in range(3):
        yield (left + k, left + k + 1), (1, 3), "grey"
        yield (left + k, left + k + 1), (5, 6), "body"
    yield (left + 1, left + 2), (4, 5), "body"
    if pad:
        left += ARROWS + GAP
        for k in range(3):
            yield (left + k, left + k + 1), (1, 2), "grey"
            for row in (2, 3, 4):
                yield (left + k, left + k + 1), (row, row + 1), "body"
        yield (left, left + 2), (5, 6), "body"
        yield (left + 2, left + 3), (5, 6), "body"
        yield (left + 3, left + 4), (1, 2), "grey"
        yield (left + 3, left + 4), (2, 4), "grey"
        yield (left + 3, left + 4), (4, 6), "grey"


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    pad = variant["pad"] == 1
    rim, ridge, lift, near = 0.010, 0.014, 0.0075, 0.012
    far = sz - lift - 0.001
    wedge = ((-hx + 0.001, 0.0), (hx, 0.0), (hx, near - 0.003), (hx - 0.003, near), (-hx + ridge, far))
    strip = (
        (-hx, 0.001),
        (-hx + ridge, 0.001),
        (-hx + ridge, far),
        (-hx + ridge - 0.004, sz),
        (-hx + 0.004, sz),
        (-hx, sz - 0.004),
    )
    slope = exact.bearing(sx - ridge - 0.003, far - near)
    units = BLOCK + GAP + ARROWS + (GAP + PAD if pad else 0.0)
    unit = (sy - 2 * rim) / units
    deep = (exact.length(far - near, sx - ridge - 0.003) - 0.010) / len(ROWS)
    gap = 0.0012

    keys = tuple(
        slab(
            (0.003 + x[0] * deep + gap, -hy + rim + y[0] * unit + gap, -0.003),
            (0.003 + x[1] * deep - gap, -hy + rim + y[1] * unit - gap, lift),
            paint,
            "satin",
        )
        for y, x, paint in _keys(pad)
    )
    return (
        cut_y(wedge, (-hy, hy), "charcoal", "satin"),
        cut_y(strip, (-hy + 0.001, hy - 0.001), "charcoal", "satin"),
        *carried(keys, (0.0, slope, 0.0), (-hx + ridge, 0.0, far)),
    )


register(
    Kind(
        name="keyboard",
        low=(0.14, 0.38, 0.028),
        high=(0.15, 0.44, 0.034),
        source="plain sense after shop sheets: keys 19 mm apart",
        colours=("white", "black", "beige", "blue", "pink"),
        places=("surface",),
        build=build,
        front="the edge with the space bar",
        variants={"pad": (0, 1)},
        uses=("desk", "office"),
    )
)
