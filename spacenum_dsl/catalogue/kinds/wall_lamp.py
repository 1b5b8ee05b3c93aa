"""A wall lamp, lit: a round plate, a bent brass arm, and a cloth shade or a bowl that throws light upwards.

Size: plain sense after shop sheets; it stands 22 to 26 cm out of the wall, its shade is 16 to 20 cm wide.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Torus
from spacenum_dsl.catalogue.kinds._common import disc_x, rod, turned
from spacenum_dsl.catalogue.kinds._shades import drum, drum_bulbs
from spacenum_dsl.semantics.kind import Bulb, Kind, Size, Variant, register

PLATE = 0.055
"""Metres: the radius of the plate on the wall; the arm leaves its middle."""
POWER = 6.0
"""Radiant watts."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    axis, low = hx - r, _shade(size)
    bend = min(0.05, axis + hx - 0.03)
    shade = (
        _bowl(axis, (low, sz), r)
        if variant["bowl"]
        else drum((axis, 0.0), (low, sz), r, 0.72 * r, segments=20)
    )
    return (
        disc_x((-hx, 0.0, PLATE), PLATE, 0.018, "brass", "metal"),
        rod((-hx + 0.01, 0.0, PLATE), (axis - bend, 0.0, PLATE), 0.010, "brass", "metal"),
        Part(
            Torus(bend, 0.010, -90.0, 90.0, segments=5, sides=8),
            (axis - bend, 0.0, PLATE + bend),
            (90.0, 0.0, 0.0),
            "brass",
            "metal",
        ),
        rod((axis, 0.0, PLATE + bend), (axis, 0.0, low + 0.4 * (sz - low)), 0.010, "brass", "metal"),
        *shade,
    )


def _shade(size: Size) -> float:
    """The height of the shade's lower edge."""
    return 0.46 * size[2]


def _bowl(axis: float, z: tuple[float, float], radius: float) -> tuple[Part, ...]:
    low, high = z
    tall = high - low
    profile = (
        (0.0, low),
        (0.30 * radius, low),
        (0.62 * radius, low + 0.18 * tall),
        (0.88 * radius, low + 0.52 * tall),
        (radius, high),
        (radius - 0.008, high),
        (0.82 * radius, low + 0.62 * tall),
        (0.0, low + 0.60 * tall),
    )
    light = (
        (0.0, low + 0.55 * tall),
        (0.70 * radius, low + 0.60 * tall),
        (0.62 * radius, low + 0.72 * tall),
        (0.0, low + 0.84 * tall),
    )
    return (
        turned(profile, (axis, 0.0, 0.0), finish="satin"),
        turned(light, (axis, 0.0, 0.0), "warm_light", "glow", segments=12),
    )


def bulbs(size: Size, variant: Variant) -> tuple[Bulb, ...]:
    axis, low = size[0] / 2 - size[1] / 2, _shade(size)
    if variant["bowl"]:
        return (Bulb((axis, 0.0, size[2]), 0.03, POWER),)
    return drum_bulbs((axis, 0.0), (low, size[2]), POWER)


register(
    Kind(
        name="wall_lamp",
        low=(0.22, 0.16, 0.28),
        high=(0.26, 0.20, 0.34),
        source="plain sense after shop sheets",
        colours=("white", "red", "green", "blue", "yellow"),
        places=("wall",),
        build=build,
        variants={"bowl": (0, 1)},
        front="the side away from the wall",
        uses=("living_room", "bedroom", "bathroom"),
        bulbs=bulbs,
    )
)
