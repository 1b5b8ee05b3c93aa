"""A ceiling lamp: a rose at the ceiling, a cord and a wide shade with a glowing bulb, open below.

Size: plain sense; the shade is 40 cm wide, the lamp hangs down 40 to 65 cm. Its top touches the ceiling.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Ellipsoid, Part
from spacenum_dsl.catalogue.kinds._common import rod, turned
from spacenum_dsl.semantics.kind import Bulb, Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, deep = sx / 2, 0.20
    shade = (
        (0.0, deep - 0.008),
        (0.045, deep - 0.008),
        (0.62 * r, 0.62 * deep),
        (r - 0.006, 0.02),
        (r - 0.005, 0.0),
        (r, 0.0),
        (0.66 * r, 0.68 * deep),
        (0.050, deep),
        (0.030, deep + 0.030),
        (0.0, deep + 0.030),
    )
    rose = ((0.0, sz - 0.03), (0.045, sz - 0.03), (0.055, sz - 0.02), (0.055, sz), (0.0, sz))
    return (
        turned(shade, finish="satin", segments=24),
        turned(rose, paint="white", finish="satin", segments=16),
        rod((0.0, 0.0, deep + 0.02), (0.0, 0.0, sz - 0.02), 0.006, "black"),
        Part(Ellipsoid((0.055, 0.055, 0.060), 12), (0.0, 0.0, 0.085), paint="warm_light", finish="glow"),
    )


def bulbs(size: Size, variant: Variant) -> tuple[Bulb, ...]:
    return (Bulb((0.0, 0.0, 0.010), 0.035, 36.0),)


register(
    Kind(
        name="ceiling_lamp",
        low=(0.40, 0.40, 0.40),
        high=(0.40, 0.40, 0.65),
        source="plain sense: pendant lamps",
        colours=("white", "black", "red", "yellow", "green"),
        places=("ceiling",),
        build=build,
        uses=("kitchen", "living_room", "bedroom", "office"),
        bulbs=bulbs,
    )
)
