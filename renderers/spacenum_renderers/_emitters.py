"""A lighting as the rays of `raycast` need it: points on lamps and openings, a sun, what is outside."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacenum_dsl.base.parts import Vec3
from spacenum_dsl.world.lighting import WHITE, Colour, Lamp, Lighting, Opening, Sky, Sun
from spacenum_renderers._surface import BACKDROP, Floats32

SAMPLES = 16
"""Points on all emitters together."""
REFLECTED = 0.5
"""Share of light that a typical wall gives back, for the estimate of light between walls."""
SMALLEST = 30.0
"""Square metres that the walls of a stage have at least, for the same estimate."""
PANE = 0.9
"""Share of light from outside that gets through a window's panes, as shadow rays do not see glass."""
BALL = 1 / (4 * math.pi)
"""Radiant intensity that a ball has for each of its watts, to all sides."""


@dataclass(frozen=True)
class Emitter:
    """A rectangle that shines to its front or a ball. `sides` span it around `place`, metres; `axis` is the
    way that it faces, zero for a ball; `even` is its radiant intensity to all sides for each watt of `power`.
    """

    place: Vec3
    sides: tuple[Vec3, Vec3]
    axis: Vec3
    even: float
    power: float
    colour: Colour


@dataclass(frozen=True, eq=False)
class Samples:
    """Points on the emitters, which take turns: (16, 3) places, (16,) watts of the whole emitter, and (16, 3)
    `axis` and (16,) `even` of it."""

    place: Floats32
    power: Floats32
    axis: Floats32
    even: Floats32


@dataclass(frozen=True, eq=False)
class Lights:
    """All light of a stage.

    `sun` is the way to it and the radiance of a white surface that faces it; `outside` the radiance where
    nothing is; `around` that of light which has no direction; `gain` what the exposure multiplies by.
    """

    emitters: tuple[Emitter, ...]
    samples: Samples
    sun: tuple[Vec3, Colour] | None
    outside: Floats32
    around: float
    gain: float


def lights_of(lighting: Lighting, low: Floats32, high: Floats32) -> Lights:
    """The lights of a stage that reaches from `low` to `high`."""
    sky = lighting.sky
    openings = () if sky is None else sky.openings
    shining = [_opening(each, sky) for each in openings if sky is not None and sky.strength > 0]
    emitters = (*map(_lamp, lighting.lamps), *shining)
    power = sum(each.power for each in emitters)
    if lighting.sun is not None:
        power += sum(_sunlight(lighting.sun, each) for each in openings)
    seen = (BACKDROP, WHITE) if sky is None else (sky.shown, sky.colour)
    return Lights(
        emitters,
        _samples(emitters),
        None if lighting.sun is None else _sun(lighting.sun),
        np.float32(seen[0]) * np.array(seen[1], dtype=np.float32),
        REFLECTED * (_spread(power, low, high) + lighting.ambient),
        2.0**lighting.exposure,
    )


def falloff(towards: Floats32, normal: Floats32, axis: Any, even: Any) -> Floats32:
    """(n,) irradiance of surfaces with those normals by each watt of an emitter `towards` (n, 3) leads to.

    `axis` (3,) or (n, 3) and `even`, a number or (n,), are the emitter's.
    """
    x, y, z = towards[:, 0], towards[:, 1], towards[:, 2]
    square = np.maximum(x * x + y * y + z * z, np.float32(1e-4))
    facing = np.maximum(x * normal[:, 0] + y * normal[:, 1] + z * normal[:, 2], 0)
    ahead = x * axis[..., 0] + y * axis[..., 1] + z * axis[..., 2]
    sent = np.maximum(-ahead, 0) * np.float32(1 / math.pi)
    if np.any(even):
        sent += np.sqrt(square) * even
    return np.asarray(facing * sent / (square * square))


def _lamp(lamp: Lamp) -> Emitter:
    wide, deep = lamp.size
    ball = lamp.shape == "ball"
    axis = (0.0, 0.0, 0.0) if ball else (0.0, 0.0, -1.0)
    sides = ((wide, 0.0, 0.0), (0.0, deep, 0.0))
    return Emitter(lamp.position, sides, axis, BALL if ball else 0.0, lamp.power, lamp.colour)


def _opening(opening: Opening, sky: Sky) -> Emitter:
    cosine, sine = math.cos(math.radians(opening.yaw)), math.sin(math.radians(opening.yaw))
    wide, high = opening.size
    sides = ((-sine * wide, cosine * wide, 0.0), (0.0, 0.0, high))
    power = PANE * math.pi * sky.strength * wide * high
    return Emitter(opening.position, sides, (cosine, sine, 0.0), 0.0, power, sky.colour)


def _samples(emitters: tuple[Emitter, ...]) -> Samples:
    place, axis = np.zeros((SAMPLES, 3)), np.zeros((SAMPLES, 3))
    power, even = np.zeros(SAMPLES), np.zeros(SAMPLES)
    for k in range(SAMPLES if emitters else 0):
        each = emitters[k % len(emitters)]
        u, v = (k + 0.5) / SAMPLES - 0.5, (k * 0.618034) % 1 - 0.5
        axis[k] = each.axis
        place[k] = each.place + np.array([u, v]) @ np.array(each.sides) + 2e-3 * axis[k]
        power[k], even[k] = each.power, each.even
    arrays = (array.astype(np.float32) for array in (place, power, axis, even))
    return Samples(*arrays)


def _sun(sun: Sun) -> tuple[Vec3, Colour]:
    yaw, elevation = math.radians(sun.yaw), math.radians(sun.elevation)
    flat = math.cos(elevation)
    red, green, blue = (PANE * sun.strength / math.pi * channel for channel in sun.colour)
    return (flat * math.cos(yaw), flat * math.sin(yaw), math.sin(elevation)), (red, green, blue)


def _sunlight(sun: Sun, opening: Opening) -> float:
    """Watts of the sun that come through an opening."""
    inwards = -math.cos(math.radians(sun.yaw - opening.yaw)) * math.cos(math.radians(sun.elevation))
    return PANE * sun.strength * max(inwards, 0.0) * opening.size[0] * opening.size[1]


def _spread(power: float, low: Floats32, high: Floats32) -> float:
    """Radiance of white walls by that power, as if the stage were an evenly lit box. What they reflect is
    light from all sides; the ambient light stands for what was reflected more often, as in a path tracer."""
    a, b, c = (float(side) for side in high - low)
    area = max(2 * (a * b + b * c + c * a), SMALLEST)
    return power / area / math.pi
