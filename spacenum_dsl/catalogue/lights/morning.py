"""`morning`: a low sun of a warm white shines far into the room, with a bright sky beside it.

A quarter to two hours after sunrise the sun stands 8 to 24° high and has 3500 to 4500 K (4000 K here). Its
irradiance, 4.5 W/m², is what a camera exposed for the room shows just below white on a wall.
"""

from __future__ import annotations

from spacenum_dsl.catalogue.lights._common import between, kelvin, lit, site_of, sky_strength, sun_yaw
from spacenum_dsl.world.light import Light, Shares, register
from spacenum_dsl.world.lighting import Lighting, Sky, Sun
from spacenum_dsl.world.world import World

IN_IMAGE = -36.0
"""Degrees from the middle of the image `sunrise` to its sun, counter-clockwise from above."""


def light(world: World, shares: Shares) -> Lighting:
    site = site_of(world)
    yaw = sun_yaw(site, shares[0], shares[1], 50.0)
    sun = Sun(yaw, between(shares[2], 8.0, 24.0), 4.5, kelvin(4000.0))
    turned = round((yaw - IN_IMAGE) % 360.0, 1)
    sky = Sky("sunrise", turned, sky_strength(site, 0.5), 0.7, kelvin(7000.0))
    return lit(site, level=1.1, sun=sun, sky=sky, fill=kelvin(5200.0))


register(Light("morning", "a low, warm white sun through the windows", light))
