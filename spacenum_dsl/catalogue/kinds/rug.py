"""A rug: a field with stripes, lozenges or a medallion inside a border, fringes at both ends.

The field has the object's colour. Size: plain sense after shop sheets; 1.0 to 1.7 m by 1.4 to 2.4 m, 9 mm
thick. One walks on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.parts import Part, Prism, Vec2
from spacenum_dsl.catalogue.kinds._common import slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

FRINGE = 0.05
"""Metres: the length of the fringes at the two short ends."""
BORDER = 0.165
"""Metres: the width of the dark band and the pale line around the field."""
LAYER = 0.0006
"""Metres by which each part of the pattern lies over the one below it."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2 - FRINGE
    field = sz - 3 * LAYER
    motif = (_stripes, _lozenges, _medallion)[variant["pattern"]]

    def layer(inset: float, top: float, paint: str) -> Part:
        return slab((inset - hx, inset - hy, 0.001), (hx - inset, hy - inset, top), paint, "carpet")

    return (
        slab((-hx, -hy, 0.0), (hx, hy, field - 3 * LAYER), "cream", "carpet"),
        layer(0.03, field - 2 * LAYER, "charcoal"),
        layer(BORDER - 0.045, field - LAYER, "cream"),
        layer(BORDER, field, "body"),
        *motif((hx - BORDER, hy - BORDER), sz),
        *_fringes(hx, hy, sy / 2),
    )


def _flat(outline: tuple[Vec2, ...], top: float, paint: str) -> Part:
    return Part(Prism(outline, top - 0.001), (0.0, 0.0, 0.001), paint=paint, finish="carpet")


def _lozenge(x: float, y: float, reach: Vec2, top: float, paint: str) -> Part:
    u, v = reach
    return _flat(((x + u, y), (x, y + v), (x - u, y), (x, y - v)), top, paint)


def _stripes(half: Vec2, top: float) -> Iterator[Part]:
    """Stripes across the rug, pale and dark by turns."""
    hx, hy = half
    for number, share in enumerate((-0.72, -0.36, 0.0, 0.36, 0.72)):
        y, wide = share * hy, 0.09 * hy
        paint = ("cream", "charcoal")[number % 2]
        yield slab((-hx + 0.002, y - wide, 0.001), (hx - 0.002, y + wide, top), paint, "carpet")


def _lozenges(half: Vec2, top: float) -> Iterator[Part]:
    """A grid of lozenges, pale and dark by turns."""
    hx, hy = half
    rows, columns = 3, 5
    for row in range(rows):
        for column in range(columns):
            x, y = hx * (2 * row + 1 - rows) / rows, hy * (2 * column + 1 - columns) / columns
            paint = ("cream", "charcoal")[(row + column) % 2]
            yield _lozenge(x, y, (0.80 * hx / rows, 0.80 * hy / columns), top, paint)


def _medallion(half: Vec2, top: float) -> Iterator[Part]:
    """Three lozenges on each other, and a triangle in each corner."""
    hx, hy = half
    yield _lozenge(0.0, 0.0, (0.76 * hx, 0.70 * hy), top - 2 * LAYER, "cream")
    yield _lozenge(0.0, 0.0, (0.60 * hx, 0.55 * hy), top - LAYER, "charcoal")
    yield _lozenge(0.0, 0.0, (0.34 * hx, 0.31 * hy), top, "body")
    for s in (-1, 1):
        for t in (-1, 1):
            x, y = s * (hx - 0.002), t * (hy - 0.002)
            corner = ((x, y), (0.56 * x, y), (x, 0.62 * y))
            yield _flat(corner if s * t > 0 else corner[::-1], top - 2 * LAYER, "charcoal")


def _fringes(hx: float, hy: float, end: float) -> Iterator[Part]:
    """Tassels side by side at both short ends."""
    count = 16
    pitch = 2 * hx / count
    for number in range(count):
        left = -hx + (number + 0.2) * pitch
        for low, high in ((-end, -hy + 0.001), (hy - 0.001, end)):
            yield slab((left, low, 0.001), (left + 0.6 * pitch, high, 0.004), "cream", "carpet")


register(
    Kind(
        name="rug",
        low=(1.00, 1.40, 0.009),
        high=(1.70, 2.40, 0.009),
        source="plain sense after shop sheets",
        colours=("red", "blue", "green", "orange", "grey"),
        places=("floor",),
        build=build,
        variants={"pattern": (0, 1, 2)},
        uses=("living_room", "bedroom", "office"),
        flat=True,
    )
)
