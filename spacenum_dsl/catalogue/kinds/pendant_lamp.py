"""A pendant lamp, lit: a rose at the ceiling, a long cord, and a dome, a cloth drum or three tiers of shades.

Size: plain sense after shop sheets; the shade is 42 cm wide, the lamp hangs down 60 cm to 1 m. Its top
touches the ceiling.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Ellipsoid, Part
from spacenum_dsl.catalogue.kinds._common import rod, turned
from spacenum_dsl.catalogue.kinds._shades import drum, drum_bulbs
from spacenum_dsl.semantics.kind import Bulb, Kind, Size, Variant, register

DRUM = 0.24
"""Metres: the height of a cloth drum."""
POWER = 32.0
"""Radiant watts."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r = sx / 2
    tall, shade = (_dome(r), (DRUM, drum((0.0, 0.0), (0.0, DRUM), r, 0.88 * r)), _tiers(r))[variant["shade"]]
    rose = ((0.0, sz - 0.035), (0.030, sz - 0.035), (0.060, sz - 0.012), (0.060, sz), (0.0, sz))
    return (
        *shade,
        turned(rose, paint="charcoal", finish="satin", segments=16),
        rod((0.0, 0.0, tall - 0.03), (0.0, 0.0, sz - 0.02), 0.006, "black"),
    )


def _dome(radius: float) -> tuple[float, tuple[Part, ...]]:
    """A half ball of enamel with a collar on it; its height, and its parts."""
    tall, thin = 0.80 * radius, 0.006
    arc = [exact.turn(18.0 * step) for step in range(6)]
    inside = [((radius - thin) * c, (tall - thin) * s) for c, s in reversed(arc)]
    outside = [(radius * c, tall * s) for c, s in arc[:-1]]
    profile = (
        (0.0, tall - thin),
        *inside[1:],
        *outside,
        (0.034, tall),
        (0.030, tall + 0.055),
        (0.012, tall + 0.075),
        (0.0, tall + 0.075),
    )
    bulb = Part(
        Ellipsoid((0.05, 0.05, 0.045), 12), (0.0, 0.0, 0.45 * tall), paint="warm_light", finish="glow"
    )
    return tall + 0.075, (turned(profile, finish="gloss", segments=24), bulb)


def _tiers(radius: float) -> tuple[float, tuple[Part, ...]]:
    """Three shallow shades above each other, lit between; their height, and their parts."""

    def shade(share: float, z: float) -> Part:
        wide = share * radius
        rim = ((0.0, z + 0.40 * wide), (0.28 * wide, z + 0.36 * wide), (wide - 0.006, z), (wide, z))
        return turned((*rim, (0.32 * wide, z + 0.42 * wide), (0.0, z + 0.47 * wide)), finish="satin")

    core = Part(
        Ellipsoid((0.28 * radius, 0.28 * radius, 0.26 * radius), 12),
        (0.0, 0.0, 0.46 * radius),
        paint="warm_light",
        finish="glow",
    )
    top = 0.92 * radius
    return top + 0.20 * radius, (
        shade(0.52, 0.0),
        shade(1.0, 0.28 * radius),
        shade(0.60, top - 0.18 * radius),
        core,
    )


def bulbs(size: Size, variant: Variant) -> tuple[Bulb, ...]:
    if variant["shade"] == 1:
        return drum_bulbs((0.0, 0.0), (0.0, DRUM), POWER)
    return (Bulb((0.0, 0.0, 0.0), 0.05, POWER),)


register(
    Kind(
        name="pendant_lamp",
        low=(0.42, 0.42, 0.60),
        high=(0.42, 0.42, 1.00),
        source="plain sense after shop sheets",
        colours=("red", "black", "white", "turquoise", "yellow"),
        places=("ceiling",),
        build=build,
        variants={"shade": (0, 1, 2)},
        uses=("kitchen", "living_room", "bedroom", "office"),
        bulbs=bulbs,
    )
)
