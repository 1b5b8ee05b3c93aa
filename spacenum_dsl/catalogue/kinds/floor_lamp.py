"""A floor lamp: a round foot, a slim pole and a fabric drum shade with a glowing bulb.

Size: plain sense after shop sheets; the shade is 40 cm wide, the lamp 1.40 to 1.70 m tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Ellipsoid, Part
from spacenum_dsl.catalogue.kinds._common import rod, turned
from spacenum_dsl.semantics.kind import Bulb, Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, low = sx / 2, sz - 0.30
    shade = (
        (0.0, sz - 0.035),
        (0.74 * r, sz - 0.035),
        (r - 0.004, low + 0.001),
        (r, low),
        (0.76 * r, sz),
        (0.70 * r, sz),
        (0.70 * r, sz - 0.025),
        (0.0, sz - 0.025),
    )
    foot = ((0.0, 0.0), (0.70 * r, 0.0), (0.70 * r, 0.015), (0.62 * r, 0.025), (0.0, 0.030))
    return (
        turned(shade, finish="fabric", segments=24),
        turned(foot, paint="charcoal", finish="satin", segments=24),
        rod((0.0, 0.0, 0.02), (0.0, 0.0, sz - 0.03), 0.012, "charcoal", "metal"),
        Part(Ellipsoid((0.05, 0.05, 0.06), 12), (0.0, 0.0, low + 0.10), paint="warm_light", finish="glow"),
    )


def bulbs(size: Size, variant: Variant) -> tuple[Bulb, ...]:
    """Light out of the shade's two openings, more of it downwards, beside the pole."""
    low, high = size[2] - 0.30, size[2]
    return (Bulb((0.035, 0.0, low + 0.02), 0.020, 9.0), Bulb((0.035, 0.0, high), 0.020, 5.0))


register(
    Kind(
        name="floor_lamp",
        low=(0.40, 0.40, 1.40),
        high=(0.40, 0.40, 1.70),
        source="plain sense after shop sheets",
        colours=("white", "yellow", "red", "blue", "green"),
        places=("floor",),
        build=build,
        uses=("living_room", "bedroom", "office"),
        bulbs=bulbs,
    )
)
