"""Where the second rays of `raycast` go, how they are averaged, and how light becomes bytes."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from spacenum_renderers._surface import Floats32, Ints32

PACK = 2048
"""More than any window asks: its weights sum up to 4096, and one pixel in four asks the sky."""
UNKNOWN = 0.7
"""Share of light taken for pixels with no second ray on their surface nearby."""


@lru_cache(maxsize=1)
def sky_samples() -> Floats32:
    """(16, 4) points on the unit sphere and a reach from 0.25 to 1.

    Added to a normal, the points spread like light from a dull sky.
    """
    k = np.arange(16)
    z = 1 - (2 * k + 1) / 16
    turn = k * math.pi * (3 - math.sqrt(5))
    flat = np.sqrt(1 - z * z)
    reach = 0.25 + 0.75 * ((k * 0.754878) % 1)
    points = 0.98 * np.column_stack([flat * np.cos(turn), flat * np.sin(turn), z])
    return np.column_stack([points, reach]).astype(np.float32)


@lru_cache(maxsize=4)
def pattern(height: int, width: int) -> Ints32:
    """(n,) what each pixel's second ray is: 0–15 a sky sample, 16–31 a lamp sample, −1 none.

    Each 2×2 pixels have one of either, each 8×8 have every sample once, neighbours take samples far apart.
    """
    bayer = np.zeros((1, 1), dtype=np.int32)
    for _ in range(3):
        bayer = np.block([[4 * bayer, 4 * bayer + 2], [4 * bayer + 3, 4 * bayer + 1]])
    bayer = np.where(bayer < 32, bayer, -1)
    tiled = np.tile(bayer, (-(-height // 8), -(-width // 8)))[:height, :width]
    return tiled.reshape(-1).astype(np.int32)


def averaged(probes: Floats32, surface: Ints32, shape: tuple[int, int]) -> Floats32:
    """(2, n) share of lamp light that arrives and share of open directions, from 15×15 windows.

    Weights fall off from the middle, and only pixels of the same surface count: adding neighbours 1, 2 and 4
    pixels away by turns doubles the window each time; two windows of eight hold every sample equally often.
    """
    image = surface.reshape(shape)
    slices = [overlap(axis, shift) for shift in (-1, 2, -4, 1, -2, 4) for axis in (1, 0)]
    steps = [(here, there, image[here] == image[there]) for here, there in slices]
    layers = []
    for layer in probes.reshape(3, *shape):
        total = layer
        for here, there, same in steps:
            more = total[there] * same
            total = total.copy()
            total[here] += more
        layers.append(total.reshape(-1))
    counts, lit, asked = layers
    clear, count = np.divmod(counts, np.float32(PACK))
    lamps = np.where(asked > 0, lit / np.maximum(asked, np.float32(1e-20)), np.float32(UNKNOWN))
    return np.stack([lamps, (clear + np.float32(UNKNOWN)) / (count + 1)])


def overlap(axis: int, shift: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Slices of an image and of the same image moved by `shift` pixels, where both exist."""
    whole = slice(None)
    low, high = (
        (slice(-shift, None), slice(None, shift)) if shift < 0 else (slice(None, -shift), slice(shift, None))
    )
    return ((low, whole), (high, whole)) if axis == 0 else ((whole, low), (whole, high))


@lru_cache(maxsize=1)
def _levels() -> npt.NDArray[np.uint8]:
    """sRGB bytes of 8192 steps of radiance from 0 to 2, with a shoulder from 0.7 on instead of clipping."""
    light = np.linspace(0, 2, 8192)
    light = np.where(light < 0.7, light, 0.7 + 0.3 * (1 - np.exp(-(light - 0.7) / 0.3)))
    srgb = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    levels: npt.NDArray[np.uint8] = np.round(srgb * 255).astype(np.uint8)
    return levels


def encoded(colour: Floats32, gain: float) -> npt.NDArray[np.uint8]:
    """Radiance times `gain` as sRGB bytes."""
    return _levels()[np.clip(colour * np.float32(gain * 8191 / 2), 0, 8191).astype(np.int32)]
