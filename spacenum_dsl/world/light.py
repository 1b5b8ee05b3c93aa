"""What a light preset is: it lights a world by the time of day, from a few shares that the world draws.

One file in `catalogue/lights/` per preset. A preset returns plain numbers, which are stored with the world
and are all that a renderer gets. It decides the exposure too, from the room and its lights alone: a camera
that measured each picture would tell things apart that the truth does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.semantics.types import LIGHT_SUMMARIES
from spacenum_dsl.world.lighting import Lighting
from spacenum_dsl.world.world import World

Shares: TypeAlias = tuple[float, float, float, float]
"""Four numbers in [0, 1): which window the sun is at, how far aside, how high, and how the sky is turned."""


@dataclass(frozen=True)
class Light:
    """A registered light preset; `summary` says in a line what it looks like."""

    name: str
    summary: str
    light: Callable[[World, Shares], Lighting]


LIGHTS: Registry[Light] = Registry("light")


def register(light: Light) -> None:
    """Make a preset known under its name."""
    LIGHT_SUMMARIES.add(light.name, light.summary)
    LIGHTS.add(light.name, light)
