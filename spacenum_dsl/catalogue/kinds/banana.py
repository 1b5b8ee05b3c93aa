"""A bunch of bananas: three or four curved fingers side by side, grown together at a brown crown.

They lie as an arch, tips to the front. Size: plain sense; 20 to 22 cm long, 15 to 17 wide, 9 tall.
"""

from __future__ import annotations

import math

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Part, Torus, Vec3, mesh_of
from spacenum_dsl.catalogue.kinds._common import rod
from spacenum_dsl.catalogue.kinds._kitchen import moved
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

CROWN = 0.034
"""Depth and height of the crown in metres."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, count = sx / 2, variant["fingers"]
    tube, fan = (0.0175, 12.0) if count == 4 else (0.0185, 12.0)
    reach = float(mesh_of(_finger(sx, sz, 0.0, fan, tube)).bounds[1, 1])
    root = sy / 2 - reach
    fingers: list[Part] = []
    for k in range(count):
        share = 2 * k / (count - 1) - 1
        aside = abs(share) - (0.0 if count % 2 else 1 / (count - 1))
        finger = _finger(sx, sz, share * root, share * fan, tube)
        fingers += moved(moved(finger, 0, high=hx - 0.008 * aside), 2, high=sz - 0.0025 * aside)
    return (
        *fingers,
        Part(Box((CROWN, 2 * root + 0.022, CROWN), 0.009), (CROWN / 2 - hx, 0.0, CROWN / 2), paint="brown"),
    )


def _finger(long: float, tall: float, y: float, heading: float, tube: float) -> tuple[Part, ...]:
    """One banana: an arc of a ring, narrowing to the crown behind and to a dark tip in front."""
    cosine, sine = exact.turn(heading)
    span, rise = 0.78 * long - 0.012, tall - tube - 0.001
    ring = (span * span / 4 + rise * rise) / (2 * rise)
    spread = exact.arcsin(span / 2 / ring)
    front, back = 90.0 - 0.55 * spread, 90.0 + 0.45 * spread

    def place(angle: float, beyond: float = 0.0) -> Vec3:
        """A point of the centre line at an angle of the ring; `beyond` metres further to the tip."""
        c, s = exact.turn(angle)
        u = span / 2 + ring * c + beyond * s
        return u * cosine, y + u * sine, ring * s - beyond * c

    narrow = 0.40 * spread
    stem = ring * math.radians(0.52 * spread)
    tip = ring * math.radians(narrow)
    arc = Torus(ring, tube, front, back - front, segments=4, sides=6)
    return (
        Part(arc, (span / 2 * cosine, y + span / 2 * sine, 0.0), (90.0, 0.0, heading), finish="satin"),
        rod(place(back), place(back, -stem), tube, finish="satin", segments=6, top=0.42 * tube),
        rod(place(front), place(front, tip), tube, finish="satin", segments=6, top=0.46 * tube),
        rod(place(front, tip), place(front, tip + 0.009), 0.46 * tube, "soil", segments=6, top=0.34 * tube),
    )


register(
    Kind(
        name="banana",
        low=(0.20, 0.15, 0.092),
        high=(0.22, 0.17, 0.092),
        source="plain sense: bananas of a shop",
        colours=("yellow", "green", "brown"),
        places=("surface",),
        uses=("kitchen",),
        build=build,
        variants={"fingers": (3, 4)},
    )
)
