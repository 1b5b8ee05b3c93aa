"""`evening`: the last, orange sun or the blue after it, and the room's lamps are on.

In half of the worlds the sun is still up, 3 to 9° high with 2800 K (2500 to 3000 K just before sunset);
in the others only the dusk is left. Bulbs have 3000 K; the camera is balanced for 4300 K, between both.
"""

from __future__ import annotations

from spacenum_dsl.catalogue.lights._common import between, kelvin, lit, site_of, sky_strength, sun_yaw
from spacenum_dsl.world.light import Light, Shares, register
from spacenum_dsl.world.lighting import Lighting, Sky, Sun
from spacenum_dsl.world.world import World

BALANCE = 4300.0
IN_IMAGE = -36.0
"""Degrees from the middle of the image `sunset` to its sun, counter-clockwise from above."""


def light(world: World, shares: Shares) -> Lighting:
    site = site_of(world, kelvin(3000.0, 3600.0))
    yaw = sun_yaw(site, shares[0], shares[1], 50.0)
    turned = round((yaw - IN_IMAGE) % 360.0, 1)
    up = shares[3] < 0.5
    sun = Sun(yaw, between(shares[2], 3.0, 9.0), 3.0, kelvin(2800.0, BALANCE)) if up else None
    sky = Sky("sunset", turned, sky_strength(site, 0.25), 0.4 if up else 0.2, kelvin(6000.0, BALANCE))
    return lit(site, level=0.9, lamps=site.bulbs, sun=sun, sky=sky, fill=kelvin(3400.0, 3600.0))


register(Light("evening", "a setting sun or dusk, lamps on", light))
