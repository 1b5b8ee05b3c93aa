"""An office chair: a padded seat and a leaning back on a gas column, a star of five legs on castors.

Size: EN 1335 work chairs; seat at 48 cm, star 62 to 68 cm across, back up to 95 to 115 cm.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Cylinder, Part, Prism
from spacenum_dsl.catalogue.kinds._common import cut_x, flush, rod, slab
from spacenum_dsl.catalogue.kinds._office import carried, pushed, rounded
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

LEGS = (0.0, 72.0, 144.0, 216.0, 288.0)
"""Headings of the legs, in degrees from the front."""

LEAN = 8.0
"""Degrees by which the back leans from upright."""

SEAT = 0.48
"""Height of the seat, in metres."""


def _star(hx: float, hy: float, middle: float, reach: float, wheel: float, chrome: bool) -> tuple[Part, ...]:
    """Legs and castors around x = `middle`; the outer castors touch the sides of the box."""
    paint = "chrome" if chrome else "charcoal"
    found: list[Part] = []
    for heading in LEGS:
        x = middle + reach * exact.cos(heading)
        y = hy * exact.sin(heading)
        castor = Part(
            Cylinder(wheel, 0.046, segments=12), (x, y, wheel), (90.0, 0.0, heading), "black", "satin"
        )
        if heading == 0.0:
            castor = flush(castor, 0, high=hx)
        elif heading in {72.0, 288.0}:
            castor = flush(castor, 1, high=hy) if heading < 180 else flush(castor, 1, low=-hy)
        else:
            castor = flush(castor, 0, low=-hx)
        x, y, _ = castor.at
        leg = rod(
            (middle, 0.0, 0.105),
            (x, y, 0.080),
            0.028,
            paint,
            "metal" if chrome else "satin",
            segments=6,
            top=0.018,
        )
        found += [castor, rod((x, y, wheel), (x, y, 0.084), 0.013, "charcoal", "satin", segments=6), leg]
    return tuple(found)


def _back(tall: float) -> tuple[Part, ...]:
    """The upright back around the origin, its pad to the front, its shell and bar behind."""
    half = (0.225, tall / 2)
    return (
        cut_x(rounded(half, 0.07), (-0.020, 0.022), finish="fabric"),
        cut_x(rounded((half[0] - 0.014, half[1] - 0.014), 0.06), (0.0, 0.036), finish="fabric"),
        cut_x(rounded((half[0] - 0.03, half[1] - 0.03), 0.05), (-0.032, 0.0), "charcoal", "satin"),
        Part(Box((0.022, 0.08, 0.30), 0.004), (-0.038, 0.0, -0.5 * tall), paint="charcoal", finish="satin"),
    )


def _arm(middle: float, side: int) -> tuple[Part, ...]:
    y = side * 0.272
    return (
        slab(
            (middle - 0.09, y - 0.034, 0.665), (middle + 0.17, y + 0.034, 0.695), "charcoal", "satin", 0.012
        ),
        slab((middle + 0.005, y - 0.012, 0.388), (middle + 0.065, y + 0.012, 0.67), "charcoal", "satin"),
        slab(
            (middle + 0.006, min(side * 0.10, y), 0.390),
            (middle + 0.064, max(side * 0.10, y), 0.402),
            "charcoal",
            "satin",
        ),
    )


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    wheel = 0.032
    reach = (sx - 2 * wheel) / (1 + exact.cos(36.0))
    middle = hx - wheel - reach
    back = carried(_back((sz - SEAT - 0.03) / exact.cos(LEAN)), (0.0, -LEAN, 0.0))
    back = pushed(pushed(back, 2, high=sz), 0, low=-hx + 0.012)
    spine = back[-1].at[0] + 0.5 * 0.30 * exact.sin(LEAN)
    seat = (middle + 0.035, 0.0)
    return (
        *_star(hx, hy, middle, reach, wheel, variant["chrome"] == 1),
        Part(Cylinder(0.045, 0.075, 0.036, 8), (middle, 0.0, 0.105), paint="charcoal", finish="satin"),
        Part(Cylinder(0.031, 0.13, segments=8), (middle, 0.0, 0.195), paint="charcoal", finish="satin"),
        Part(Cylinder(0.019, 0.16, segments=8), (middle, 0.0, 0.32), paint="chrome", finish="metal"),
        slab((middle - 0.13, -0.11, 0.365), (middle + 0.13, 0.11, 0.408), "charcoal", "satin"),
        rod(
            (middle + 0.04, -0.10, 0.385),
            (middle + 0.06, -0.265, 0.375),
            0.008,
            "charcoal",
            "satin",
            segments=6,
        ),
        slab((spine - 0.006, -0.036, 0.370), (middle, 0.036, 0.394), "charcoal", "satin"),
        Part(Prism(rounded((0.225, 0.235), 0.07), 0.03), (*seat, 0.396), paint="charcoal", finish="satin"),
        Part(Prism(rounded((0.235, 0.245), 0.08), 0.047), (*seat, 0.418), finish="fabric"),
        Part(Prism(rounded((0.219, 0.229), 0.07), 0.03), (*seat, SEAT - 0.03), finish="fabric"),
        *back,
        *(part for side in (-1, 1) if variant["arms"] for part in _arm(middle, side)),
    )


register(
    Kind(
        name="office_chair",
        low=(0.62, 0.62, 0.95),
        high=(0.68, 0.68, 1.15),
        source="EN 1335 work chairs: seat at 48 cm, a star of five legs",
        colours=("blue", "black", "red", "grey", "green"),
        places=("floor",),
        build=build,
        front="the side from which one sits down",
        variants={"arms": (0, 1), "chrome": (0, 1)},
        uses=("office", "bedroom"),
    )
)
