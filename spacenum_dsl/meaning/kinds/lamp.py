"""A desk lamp: a round foot, two arms with an elbow, and a shade that looks down to the front.

Size: plain sense; the shade hangs 25 cm in front of the foot, the elbow is 40 to 48 cm high.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Ellipsoid, Part, rotation
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import flush, rod, turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, foot = sx / 2, sy / 2
    middle = foot - hx
    knuckle, arm = 0.013, 0.007
    elbow = (middle - 0.035, 0.0, sz - knuckle)
    wide, deep, tilt = 0.068, 0.115, (0.0, -32.0, 0.0)
    shade_profile = (
        (0.0, deep - 0.006),
        (0.022, deep - 0.006),
        (wide - 0.003, 0.0),
        (wide, 0.0),
        (0.028, deep),
        (0.022, deep + 0.014),
        (0.0, deep + 0.014),
    )
    shade = flush(turned(shade_profile, (0.0, 0.0, 0.52 * sz), finish="gloss", rotate=tilt), 0, high=hx)
    x, _, z = shade.at
    up = rotation(tilt)[:, 2]
    tip, light = deep + 0.008, 0.045
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
        front="the side of its shade",
    )
)
