"""From a world to what lights it."""

from __future__ import annotations

from spacenum_dsl.world.light import LIGHTS
from spacenum_dsl.world.lighting import Lighting
from spacenum_dsl.world.world import World


def lighting_of(world: World) -> Lighting:
    """All light of a world, by the preset that it names."""
    preset = LIGHTS[world.decor.light]
    return preset.light(world, world.decor.shares)
