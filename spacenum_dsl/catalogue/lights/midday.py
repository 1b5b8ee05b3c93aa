"""`midday`: a high sun makes small bright patches below the windows, and much light comes from the sky.

The sun stands 42 to 58° high, as from April to August in middle latitudes, and has 5500 K, the white of a
camera's daylight setting. Its irradiance, 8 W/m²,
is what a camera exposed for the room shows as nearly white on a wooden floor.
"""

from __future__ import annotations

from spacenum_dsl.catalogue.lights._common import between, kelvin, lit, site_of, sky_strength, sun_yaw
from spacenum_dsl.world.light import Light, Shares, register
from spacenum_dsl.world.lighting import Lighting, Sky, Sun
from spacenum_dsl.world.world import World

IN_IMAGE = -36.0
"""Degrees from the middle of the image `forest` to its sun, counter-clockwise from above."""


def light(world: World, shares: Shares) -> Lighting:
    site = site_of(world)
    yaw = sun_yaw(site, shares[0], shares[1], 60.0)
    sun = Sun(yaw, between(shares[2], 42.0, 58.0), 8.0, kelvin(5500.0))
    turned = round((yaw - IN_IMAGE) % 360.0, 1)
    sky = Sky("forest", turned, sky_strength(site, 0.7), 0.9, kelvin(6200.0))
    return lit(site, level=1.25, sun=sun, sky=sky)


register(Light("midday", "a high sun and a bright sky", light))
