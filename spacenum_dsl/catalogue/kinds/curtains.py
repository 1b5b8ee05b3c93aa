"""An open pair of curtains: gathered folds on rings along a rod with knobs, hanging straight or tied back.

Nothing is between the two, so that they can hang in front of a window. Size: plain sense; wider and taller
than any window, 1.9 to 2.3 m wide and 2.0 m long.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.parts import Cylinder, Ellipsoid, Part
from spacenum_dsl.catalogue.kinds._common import flush, rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

TIE = 0.95
"""Metres above the hem at which a tied curtain is narrowest."""

WIDE = 0.048
NARROW = 0.026
"""Metres: the radii of a fold where it hangs free and where it is gathered."""

MARGIN = 0.14
"""Metres from the end of the box to the outermost fold: the rod's knob and bracket."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    knob = 0.036
    pole = sz - knob
    folds = _tied if variant["tied"] else _straight
    parts = [rod((0.0, -hy + knob, pole), (0.0, hy - knob, pole), 0.014, "walnut", "satin")]
    for side in (-1.0, 1.0):
        end, arm = side * (hy - knob), side * (hy - 0.09)
        parts += [
            Part(Ellipsoid((knob, knob, knob), 8), (0.0, end, pole), paint="walnut", finish="satin"),
            slab((-hx, arm - 0.010, pole - 0.030), (0.010, arm + 0.010, pole - 0.008), "walnut", "satin"),
            *folds(side, hx, hy - MARGIN, pole),
        ]
    return tuple(parts)


def _ring(y: float, pole: float) -> Part:
    """A ring around the rod, closed: at its size nobody sees the hole."""
    return Part(Cylinder(0.027, 0.012, segments=6), (0.0, y, pole), (90.0, 0.0, 0.0), "brass", "metal")


def _fold(number: int, hx: float, hem: float, top: tuple[float, float], gathered: float) -> Part:
    """A fold from the hem at y up to `top` (y, z); every second one hangs in front and fills the box."""
    ahead = number % 2 == 0
    x = hx - WIDE if ahead else WIDE - hx
    fold = flush(rod((x, hem, 0.0), (0.0, *top), WIDE, finish="fabric", top=gathered), 2, low=0.0)
    return flush(fold, 0, high=hx) if ahead else fold


def _straight(side: float, hx: float, outer: float, pole: float) -> Iterator[Part]:
    """Six folds that stand a little wider at the hem than at the rings."""
    for number in range(6):
        above = side * (outer - 0.070 * number)
        yield _ring(above, pole)
        yield _fold(number, hx, side * (outer + 0.02 - 0.086 * number), (above, pole - 0.02), NARROW)


def _tied(side: float, hx: float, outer: float, pole: float) -> Iterator[Part]:
    """Five folds that run together at the tie near the outer edge and spread again below it."""
    for number in range(5):
        x = 0.014 if number % 2 == 0 else -0.012
        above, tied = side * (outer - 0.112 * number), side * (outer - 0.024 * number)
        yield _ring(above, pole)
        yield rod((x, tied, TIE - 0.02), (0.0, above, pole - 0.02), NARROW, finish="fabric", top=WIDE)
        yield _fold(number, hx, side * (outer + 0.02 - 0.060 * number), (tied, TIE + 0.02), NARROW)
    middle = side * (outer - 0.048)
    low, high = (-0.046, middle - 0.085, TIE - 0.035), (0.048, middle + 0.085, TIE + 0.035)
    yield slab(low, high, "cream", "fabric", 0.016)


register(
    Kind(
        name="curtains",
        low=(0.12, 1.90, 2.00),
        high=(0.12, 2.30, 2.00),
        source="plain sense: curtains for windows of up to 1.5 m",
        colours=("red", "blue", "green", "beige", "grey"),
        places=("wall",),
        build=build,
        variants={"tied": (0, 1)},
        front="the side away from the wall",
        uses=("living_room", "bedroom"),
    )
)
