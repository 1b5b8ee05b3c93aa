"""From a world to what lights it."""

from __future__ import annotations

from spacenum_dsl.world.lighting import Lamp, Lighting
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.world import World

LAMP_SIDE = 1.2
"""Metres: the side of the square lamp below a ceiling."""

WATTS_PER_SQUARE_METRE = 3.2
"""Radiant power of the lamp for each square metre of floor."""


def lighting_of(world: World) -> Lighting:
    """One square lamp below the middle of the ceiling, as strong as the floor is large."""
    structure = structure_of(world)
    width, depth = (structure.high[axis] - structure.low[axis] for axis in (0, 1))
    side = min(LAMP_SIDE, width / 2, depth / 2)
    power = WATTS_PER_SQUARE_METRE * width * depth
    return Lighting((Lamp((0.0, 0.0, structure.high[2] - 0.02), (side, side), power),))
