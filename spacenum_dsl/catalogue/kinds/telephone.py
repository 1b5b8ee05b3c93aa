"""A desk telephone: a sloping body with twelve buttons or a dial, a handset across its cradle, a curled cord.

Size: plain sense; 22 to 24 cm wide with the handset, 19 to 21 cm deep, 13 to 14 cm tall.
"""

from __future__ import annotations

from itertools import pairwise

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Cylinder, Part, Prism, Vec3
from spacenum_dsl.catalogue.kinds._common import cut_y, rod, slab
from spacenum_dsl.catalogue.kinds._office import carried
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

CORD = 0.0035
"""Radius of the cord, in metres."""


def _buttons(length: float) -> tuple[Part, ...]:
    """Four rows of three pale buttons on a dark plate, on a slope of that length from its top."""
    return (
        slab((0.012, -0.062, -0.004), (length - 0.010, 0.062, 0.0015), "charcoal", "satin"),
        *(
            slab(
                (0.020 + (length - 0.040) * (row + 0.10) / 4, -0.0165 + 0.038 * column, -0.002),
                (0.020 + (length - 0.040) * (row + 0.88) / 4, 0.0165 + 0.038 * column, 0.006),
                "paper",
                "satin",
            )
            for row in range(4)
            for column in (-1, 0, 1)
        ),
    )


def _dial(length: float) -> tuple[Part, ...]:
    """A pale disc with ten dark holes, on a slope of that length from its top."""
    middle, ring = 0.5 * length, 0.5 * length - 0.019
    hole = tuple((0.0075 * exact.cos(60.0 * k), 0.0075 * exact.sin(60.0 * k)) for k in range(6))
    spots = [exact.turn(33.0 * k - 60.0) for k in range(10)]
    return (
        Part(
            Cylinder(ring + 0.014, 0.012, ring + 0.012, 20),
            (middle, 0.0, 0.001),
            paint="paper",
            finish="satin",
        ),
        Part(Cylinder(0.018, 0.014, segments=8), (middle, 0.0, 0.003), finish="satin"),
        *(Part(Prism(hole, 0.006), (middle + ring * c, ring * s, 0.002), paint="charcoal") for c, s in spots),
    )


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    side, bar = hy - 0.026, -hx + 0.050
    near, far = 0.028, sz - 0.064
    crest, toe = -0.12 * sx, hx - 0.005
    outline = (
        (-hx, 0.0),
        (hx, 0.0),
        (hx, near - 0.004),
        (toe, near),
        (crest, far),
        (-hx + 0.02, far),
        (-hx, far - 0.025),
    )
    length = exact.length(far - near, toe - crest)
    slope = exact.bearing(toe - crest, far - near)
    curl: list[Vec3] = [(bar, -hy + 0.030, sz - 0.05), (bar + 0.004, -hy + 0.010, 0.016)]
    curl += [(bar + 0.012 + 0.012 * k, (-hy + 0.005, -side - 0.002)[k % 2], 0.0045) for k in range(5)]
    return (
        cut_y(outline, (-side, side), finish="satin"),
        *carried(
            _dial(length) if variant["dial"] else _buttons(length), (0.0, slope, 0.0), (crest, 0.0, far)
        ),
        *(
            slab(
                (bar - 0.022, s * 0.052 - 0.011, far - 0.004),
                (bar + 0.022, s * 0.052 + 0.011, far + 0.024),
                finish="satin",
            )
            for s in (-1, 1)
        ),
        slab(
            (bar - 0.015, -hy + 0.028, sz - 0.030), (bar + 0.015, hy - 0.028, sz), finish="satin", bevel=0.009
        ),
        *(
            Part(Cylinder(0.030, 0.046, 0.022, 12), (bar, s * (hy - 0.030), sz - 0.036), finish="satin")
            for s in (-1, 1)
        ),
        *(rod(a, b, CORD, "charcoal", "satin", segments=4) for a, b in pairwise(curl)),
    )


register(
    Kind(
        name="telephone",
        low=(0.19, 0.22, 0.130),
        high=(0.21, 0.24, 0.140),
        source="plain sense: desk telephones with a handset across",
        colours=("red", "black", "cream", "green", "blue"),
        places=("surface",),
        build=build,
        front="the side with the buttons or the dial",
        variants={"dial": (0, 1)},
        uses=("desk", "office", "living_room"),
    )
)
