"""A toilet roll on its holder at the wall: a chrome bar, the roll with its core, a sheet that hangs down.

The paper has the object's colour; some holders have a flap over the roll. Size: plain sense; rolls of 11 cm
across and 10 cm wide, a holder of 13 to 15 cm, the sheet hangs 8 to 10 cm below the roll.
"""

from __future__ import annotations

from itertools import pairwise

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import cut_y, disc_x, rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

ROLL = 0.055
"""Radius of the roll."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    flap = variant["flap"] == 1
    x, z = hx - ROLL - 0.001, sz - ROLL - (0.012 if flap else 0.0)
    left, right = -0.050, 0.050
    arm = hy - 0.008
    holder = (
        rod((x, -hy, z), (x, arm, z), 0.008, "chrome", "metal"),
        rod((x - 0.006, arm - 0.001, z), (-hx + 0.006, arm - 0.001, z), 0.009, "chrome", "metal"),
        disc_x((-hx, arm - 0.020, z), 0.028, 0.010, "chrome", "metal"),
    )
    paper = (
        rod((x, left, z), (x, right, z), ROLL, segments=28),
        slab((hx - 0.004, left + 0.002, 0.0), (hx, right - 0.002, z)),
        rod((x, left - 0.0015, z), (x, right + 0.0015, z), 0.023, "cardboard", segments=16),
        rod((x, left - 0.003, z), (x, right + 0.003, z), 0.019, "charcoal", segments=16),
    )
    return (*holder, *paper, *(_flap(x, z, sz - z, (-hy + 0.012, arm - 0.012)) if flap else ()))


def _flap(x: float, z: float, radius: float, y: tuple[float, float]) -> tuple[Part, ...]:
    """A bent chrome sheet over the upper back of the roll, in straight pieces."""
    angles = (40.0, 65.0, 90.0, 115.0, 140.0, 165.0)

    def spot(distance: float, angle: float) -> tuple[float, float]:
        return x + distance * exact.cos(angle), z + distance * exact.sin(angle)

    return tuple(
        cut_y(
            (spot(radius - 0.004, b), spot(radius - 0.004, a), spot(radius, a), spot(radius, b)),
            y,
            "chrome",
            "metal",
        )
        for a, b in pairwise(angles)
    )


register(
    Kind(
        name="toilet_roll",
        low=(0.125, 0.135, 0.19),
        high=(0.130, 0.150, 0.21),
        source="plain sense: rolls of 11 cm across and 10 cm wide",
        colours=("white", "pink", "beige", "yellow"),
        places=("wall",),
        build=build,
        front="the side where the sheet hangs",
        uses=("bathroom",),
        variants={"flap": (0, 1)},
    )
)
