"""A cup of pencils: a round or square cup, five sharpened pencils and a ruler that stick out of it.

Size: plain sense after shop sheets; a cup 84 mm wide and 9 cm tall, pencils up to 17 to 20 cm.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Part, Vec3
from spacenum_dsl.catalogue.kinds._common import rod, slab, turned
from spacenum_dsl.catalogue.kinds._office import carried, pushed
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

PENCILS = (
    (80.0, 1.0, "yellow"),
    (20.0, 0.93, "red"),
    (140.0, 0.91, "green"),
    (205.0, 0.97, "orange"),
    (330.0, 0.88, "purple"),
)
"""Heading in degrees, height as a share of the tallest, and paint of each pencil."""

RIM, FLOOR, WALL = 0.090, 0.006, 0.004
"""Height of the cup, of its floor inside, and thickness of its wall, in metres."""


def _pencil(heading: float, top: float, out: float, paint: str) -> tuple[Part, ...]:
    """A pencil that stands in the middle and leans outwards; its point is `out` metres from the axis."""
    c, s = exact.turn(heading)
    foot, point = (0.008 * c, 0.008 * s, FLOOR - 0.002), (out * c, out * s, top)

    def at(back: float) -> Vec3:
        """The place that many metres below the point."""
        share = 1 - back / exact.distance(foot, point)
        x, y, z = (a + share * (b - a) for a, b in zip(foot, point, strict=True))
        return x, y, z

    return (
        rod(foot, at(0.024), 0.0056, paint, "satin", segments=6),
        rod(at(0.024), at(0.009), 0.0056, "pine", segments=6, top=0.0022),
        rod(at(0.009), point, 0.0023, "black", segments=6, top=0.0006),
    )


def _cup(hx: float, square: bool) -> tuple[Part, ...]:
    """The cup, hollow; no two walls of a square one end in one plane."""
    inside, over = hx - WALL, hx - WALL - 0.001
    if not square:
        profile = ((0.0, 0.0), (hx, 0.0), (hx, RIM), (inside, RIM), (inside, FLOOR), (0.0, FLOOR))
        return (turned(profile, finish="satin", segments=16),)
    plates = (
        ((-hx, -hx, 0.0), (-inside, hx, RIM)),
        ((inside, -hx, 0.0), (hx, hx, RIM)),
        ((-over - 0.002, -hx + 0.0005, 0.0005), (over + 0.002, -inside, RIM - 0.0005)),
        ((-over - 0.002, inside, 0.0005), (over + 0.002, hx - 0.0005, RIM - 0.0005)),
        ((-over - 0.002, -over - 0.002, 0.001), (over + 0.002, over + 0.002, FLOOR)),
    )
    return tuple(slab(low, high, finish="satin") for low, high in plates)


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    hx = sx / 2
    tallest, *others = (
        _pencil(heading, share * sz, (0.60 + 0.10 * share) * hx, paint) for heading, share, paint in PENCILS
    )
    long = 0.90 * sz - FLOOR
    ruler = Part(
        Box((0.003, 0.024, long)), (0.0, 0.0, FLOOR - 0.001 + long / 2), paint="steel", finish="satin"
    )
    return (
        *_cup(hx, variant["square"] == 1),
        *pushed(tallest, 2, high=sz),
        *(part for one in others for part in one),
        *carried((ruler,), (0.0, 6.0, 262.0), (0.004, -0.010, 0.0)),
    )


register(
    Kind(
        name="pencil_cup",
        low=(0.084, 0.084, 0.17),
        high=(0.084, 0.084, 0.20),
        source="plain sense after shop sheets: a cup of 84 mm",
        colours=("blue", "black", "white", "red", "turquoise"),
        places=("surface",),
        build=build,
        variants={"square": (0, 1)},
        uses=("desk", "office"),
    )
)
