"""`lamp`: no daylight. The lamps that stand or hang in the room are on, and outside it is night.

Bulbs have 3000 K, as warm white ones do, seen by a camera balanced for 3600 K: cameras leave some of the
warmth of lamps in a picture.
"""

from __future__ import annotations

from spacenum_dsl.catalogue.lights._common import between, kelvin, lit, site_of
from spacenum_dsl.world.light import Light, Shares, register
from spacenum_dsl.world.lighting import Lighting, Sky
from spacenum_dsl.world.world import World


def light(world: World, shares: Shares) -> Lighting:
    site = site_of(world, kelvin(3000.0, 3600.0))
    sky = Sky("night", between(shares[3], 0.0, 360.0), 0.0, 0.06)
    return lit(site, lamps=site.bulbs, sky=sky)


register(Light("lamp", "the room's own lamps, night outside", light))
