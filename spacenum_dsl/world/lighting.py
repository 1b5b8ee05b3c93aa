"""What lights a world: lamps, a sun and a sky, in plain numbers, so that any picture can be made again.

World frame: metres, degrees, z up. Colours are linear light of luminance 1: they change no brightness.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from spacenum_dsl.world.world import Position

Colour: TypeAlias = tuple[float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)

AMBIENT = 0.16
"""Radiance that reaches every point from everywhere unless a lighting says otherwise."""


class Lamp(msgspec.Struct, frozen=True):
    """A lamp that no camera sees: `panel` shines downwards from a rectangle, `ball` shines to all sides.

    `position` is its centre and `size` its sides (a ball's diameter twice) in metres, `power` its radiant
    power in watts.
    """

    position: Position
    size: tuple[float, float]
    power: float
    colour: Colour = WHITE
    shape: Literal["panel", "ball"] = "panel"


class Sun(msgspec.Struct, frozen=True):
    """Parallel light. `yaw` and `elevation` (degrees) point from the world to the sun; `strength` is the
    irradiance of a surface that faces it, watts per square metre; `angle` is its apparent diameter."""

    yaw: float
    elevation: float
    strength: float
    colour: Colour = WHITE
    angle: float = 0.53


class Opening(msgspec.Struct, frozen=True):
    """A rectangle in a wall through which the sky shines in: its centre, the `yaw` in degrees of the way
    into the room, its width and height in metres."""

    position: Position
    yaw: float
    size: tuple[float, float]


class Sky(msgspec.Struct, frozen=True):
    """What is outside the windows: one of the sky images that come with Blender.

    The middle of the image lies towards `yaw`, degrees. Through each opening, and from nowhere else, comes
    light of the radiance `strength` and of that `colour`. A real sky would be clipped to white in a picture:
    what a camera sees is scaled so that the mean radiance around the horizon is `shown`.
    """

    image: str
    yaw: float
    strength: float
    shown: float
    colour: Colour = WHITE
    openings: tuple[Opening, ...] = ()


class Lighting(msgspec.Struct, frozen=True):
    """All light of a world. `ambient` is the radiance that reaches every point from everywhere, dimmed where
    surfaces meet, so that nothing is black; `exposure` brightens the picture by so many stops."""

    lamps: tuple[Lamp, ...]
    sun: Sun | None = None
    sky: Sky | None = None
    ambient: float = AMBIENT
    exposure: float = 0.0
