"""A desk lamp: a round foot, two arms with an elbow, and a shade that looks down to the front.

Size: plain sense; the shade hangs 25 cm in front of the foot, the elbow is 40 to 48 cm high.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Ellipsoid, Part, rotation
from spacenum_dsl.catalogue.kinds._common import flush, rod, turned
from spacenum_dsl.semantics.kind import Bulb, Kind, Size, Variant, register

DEEP = 0.115
"""Metres: the depth of the shade along its axis."""
TILT = (0.0, -32.0, 0.0)
"""Degrees: how the shade leans from looking straight down."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, foot = sx / 2, sy / 2
    middle = foot - hx
    knuckle, arm = 0.013, 0.007
    elbow = (middle - 0.035, 0.0, sz - knuckle)
    shade = _shade(size)
    x, _, z = shade.at
    up = rotation(TILT)[:, 2]
    tip, light = DEEP + 0.008, 0.045
    return (
        turned(
            ((0.0, 0.0), (foot, 0.0), (foot, 0.012), (foot - 0.012, 0.020), (0.0, 0.020)),
            (middle, 0.0, 0.0),
            finish="gloss",
        ),
        rod((middle, 0.0, 0.015), elbow, arm, "steel", "metal"),
        rod(elbow, (x + float(up[0]) * tip, 0.0, z + float(up[2]) * tip), arm, "steel", "metal"),
        Part(Ellipsoid((knuckle, knuckle, knuckle), 8), elbow, finish="gloss"),
        shade,
        Part(
            Ellipsoid((0.026, 0.026, 0.030), 8),
            (x + float(up[0]) * light, 0.0, z + float(up[2]) * light),
            paint="warm_light",
            finish="glow",
        ),
    )


def _shade(size: Size) -> Part:
    """The shade; its `at` is the middle of its mouth."""
    wide = 0.068
    profile = (
        (0.0, DEEP - 0.006),
        (0.022, DEEP - 0.006),
        (wide - 0.003, 0.0),
        (wide, 0.0),
        (0.028, DEEP),
        (0.022, DEEP + 0.014),
        (0.0, DEEP + 0.014),
    )
    return flush(
        turned(profile, (0.0, 0.0, 0.52 * size[2]), finish="gloss", rotate=TILT), 0, high=size[0] / 2
    )


def bulbs(size: Size, variant: Variant) -> tuple[Bulb, ...]:
    return (Bulb(_shade(size).at, 0.020, 6.0),)


register(
    Kind(
        name="lamp",
        low=(0.34, 0.16, 0.40),
        high=(0.38, 0.18, 0.48),
        source="plain sense: jointed desk lamps",
        colours=("black", "white", "red", "yellow", "blue"),
        places=("surface",),
        build=build,
        uses=("desk", "office", "bedroom"),
        bulbs=bulbs,
        front="the side of its shade",
    )
)
