"""What the light presets share: light of a temperature, bulbs, windows, and a total that fits the room.

Watts and radiances are those of a camera with a fixed exposure: `FLUX` for each square metre of floor, walls
and ceiling makes a picture of medium brightness. Daylight is a hundred times stronger than lamps are, and a
person who comes in hardly sees it; so here every preset gives about the same light in all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import msgspec

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Vec3
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.world.lighting import WHITE, Colour, Lamp, Lighting, Opening, Sky, Sun
from spacenum_dsl.world.structure import Structure, structure_of
from spacenum_dsl.world.world import Position, Thing, World

FLUX = 1.05
"""Watts of light for each square metre of a room's surfaces."""
AROUND = 0.24
"""Radiance of the light between walls that was spread often: it is all that ceilings get from most lamps."""
LEAST_FILL = 0.25
"""Share of a room's light that the generic lamp gives at least, so that no corner is lost in the dark."""
PANEL = 1.6
"""Metres: the side of the generic lamp below the middle of the ceiling."""
MOST_SKY = 5.0
"""Radiance of an opening at most: a small window in a large room would turn what is beside it white."""
PANE = 0.85
"""Share of light that gets past a window's panes and bars."""
SHADE = 0.6
"""Share of a bulb's light that leaves its lampshade."""
BEHIND = 0.03
"""Metres behind a wall's inner face from where an opening shines: behind its window's panes."""


@dataclass(frozen=True)
class LightSite:
    """What a preset may know of a world: its surroundings, what opens their walls and what gives light."""

    around: Structure
    openings: tuple[Opening, ...]
    bulbs: tuple[Lamp, ...]

    @property
    def wanted(self) -> float:
        """Watts for a picture of medium brightness, as if the room were a box."""
        x, y, z = (high - low for low, high in zip(self.around.low, self.around.high, strict=True))
        return 2 * (x * y + y * z + z * x) * FLUX


def site_of(world: World, bulbs: Colour = WHITE) -> LightSite:
    """The site of a world whose bulbs have that colour.

    The object that a layout varies gives no light: a lighting holds for all of a world's states.
    """
    around = structure_of(world)
    things = (*world.things, *around.fittings)
    openings = (_opening(thing) for thing in things)
    return LightSite(
        around,
        tuple(opening for opening in openings if opening is not None),
        tuple(lamp for thing in things if thing.name not in world.varied for lamp in _bulbs(thing, bulbs)),
    )


def lit(
    site: LightSite,
    *,
    level: float = 1.0,
    fill: Colour = WHITE,
    lamps: tuple[Lamp, ...] = (),
    sun: Sun | None = None,
    sky: Sky | None = None,
    ambient: float = AROUND,
) -> Lighting:
    """All lights of a world, `level` times as bright as a medium picture.

    What is missing comes from the generic lamp; what is too much, a shorter exposure takes back. Sun and sky
    light rooms with openings only; an open room, which they would fill from above, stands in a studio's even
    light as one without windows does.
    """
    outside = bool(site.openings) and not site.around.open
    sun = sun if outside else None
    sky = msgspec.structs.replace(sky, openings=site.openings) if outside and sky is not None else None
    wanted = level * site.wanted
    given = SHADE * exact.total(lamp.power for lamp in lamps) + exact.total(
        _through(each, sun, sky) for each in site.openings
    )
    power = max(LEAST_FILL * wanted, wanted - given)
    exposure = round(exact.log2(wanted / (given + power)), 3)
    return Lighting((*lamps, _panel(site, power, fill)), sun, sky, ambient, exposure)


def sky_strength(site: LightSite, share: float) -> float:
    """The radiance of openings that lets the sky give that share of a medium picture's light."""
    area = exact.total(opening.size[0] * opening.size[1] for opening in site.openings)
    return round(min(share * site.wanted / (math.pi * area * PANE), MOST_SKY), 3) if area else 0.0


def sun_yaw(site: LightSite, which: float, aside: float, reach: float) -> float:
    """The yaw towards a sun that shines through one of the openings, at most `reach` degrees aside of it."""
    if not site.openings:
        return round(which * 360.0, 1)
    opening = site.openings[int(which * len(site.openings))]
    return round((opening.yaw + 180.0 + (2 * aside - 1) * reach) % 360.0, 1)


def between(share: float, low: float, high: float) -> float:
    """A share in [0, 1) as a number between two others."""
    return round(low + share * (high - low), 1)


def kelvin(temperature: float, balance: float = 5500.0) -> Colour:
    """Linear sRGB of a black body's light in a camera that is balanced for another temperature.

    Its luminance is 1. Temperatures are from 1667 to 25000 K.
    """
    seen = [one / other for one, other in zip(_black_body(temperature), _black_body(balance), strict=True)]
    luminance = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    red, green, blue = (round(max(channel / luminance, 0.0), 3) for channel in seen)
    return red, green, blue


def _black_body(temperature: float) -> Vec3:
    """Linear sRGB of a black body: its chromaticity by the cubic approximation of Kim and others
    (US patent 7024034), the matrix of IEC 61966-2-1."""
    t = 1000.0 / temperature
    if temperature <= 4000.0:
        x = ((-0.2661239 * t - 0.2343589) * t + 0.8776956) * t + 0.179910
    else:
        x = ((-3.0258469 * t + 2.1070379) * t + 0.2226347) * t + 0.240390
    if temperature <= 2222.0:
        y = ((-1.1063814 * x - 1.34811020) * x + 2.18555832) * x - 0.20219683
    elif temperature <= 4000.0:
        y = ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867
    else:
        y = ((3.0817580 * x - 5.87338670) * x + 3.75112997) * x - 0.37001483
    big_x, big_z = x / y, (1 - x - y) / y
    return (
        3.2406 * big_x - 1.5372 - 0.4986 * big_z,
        -0.9689 * big_x + 1.8758 + 0.0415 * big_z,
        0.0557 * big_x - 0.2040 + 1.0570 * big_z,
    )


def _opening(thing: Thing) -> Opening | None:
    """The hole behind a thing that opens its wall."""
    kind = KINDS.get(thing.kind)
    if kind is None or kind.opening is None:
        return None
    depth, width, height = (side * thing.placement.scale for side in thing.size)
    size = (round(width - 2 * kind.opening, 4), round(height - 2 * kind.opening, 4))
    return Opening(_at(thing, (-depth / 2 - BEHIND, 0.0, height / 2)), thing.placement.yaw, size)


def _bulbs(thing: Thing, colour: Colour) -> tuple[Lamp, ...]:
    kind = KINDS.get(thing.kind)
    if kind is None or kind.bulbs is None:
        return ()
    scale = thing.placement.scale
    return tuple(
        Lamp(
            _at(thing, (bulb.at[0] * scale, bulb.at[1] * scale, bulb.at[2] * scale)),
            (round(2 * bulb.radius * scale, 4),) * 2,
            bulb.power,
            colour,
            "ball",
        )
        for bulb in kind.bulbs(thing.size, thing.variant)
    )


def _at(thing: Thing, point: Vec3) -> Position:
    """A point of a thing's frame, already scaled, in the world; a tenth of a millimetre is enough."""
    x, y, z = thing.placement.position
    c, s = exact.turn(thing.placement.yaw)
    return (
        round(x + point[0] * c - point[1] * s, 4),
        round(y + point[0] * s + point[1] * c, 4),
        round(z + point[2], 4),
    )


def _through(opening: Opening, sun: Sun | None, sky: Sky | None) -> float:
    """Watts of sun and sky that come through an opening."""
    radiosity = math.pi * sky.strength if sky is not None else 0.0
    if sun is not None:
        aside = exact.cos(sun.yaw - opening.yaw - 180.0)
        radiosity += sun.strength * max(aside, 0.0) * exact.cos(sun.elevation)
    return PANE * radiosity * opening.size[0] * opening.size[1]


def _panel(site: LightSite, power: float, colour: Colour) -> Lamp:
    """A square lamp below the middle of the ceiling."""
    (x, y, _), (right, far, top) = site.around.low, site.around.high
    side = round(min(PANEL, (right - x) / 2, (far - y) / 2), 3)
    return Lamp((0.0, 0.0, round(top - 0.02, 4)), (side, side), round(power, 3), colour)
