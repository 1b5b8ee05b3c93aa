"""`overcast`: no sun, only the soft light of a grey sky through the windows.

An overcast sky has about 6500 K (CIE illuminant D65 stands for such daylight).
"""

from __future__ import annotations

from spacenum_dsl.catalogue.lights._common import between, kelvin, lit, site_of, sky_strength
from spacenum_dsl.world.light import Light, Shares, register
from spacenum_dsl.world.lighting import Lighting, Sky
from spacenum_dsl.world.world import World


def light(world: World, shares: Shares) -> Lighting:
    site = site_of(world)
    sky = Sky("city", between(shares[3], 0.0, 360.0), sky_strength(site, 0.75), 0.85, kelvin(6500.0, 6000.0))
    return lit(site, level=1.1, sky=sky, fill=kelvin(6000.0, 5800.0))


register(Light("overcast", "a grey sky, no sun", light))
