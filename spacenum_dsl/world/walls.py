"""Places along the four walls of a room."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.world.rule import Site

BACK = 0.002
"""Metres between a wall and the back of what stands or hangs there, so that faces never coincide."""


def at_wall(site: Site) -> tuple[Floats, Floats, Floats, Flags]:
    """x, y, yaw of candidates with their backs to a wall, uniform over the free length of all walls, and
    whether any wall is long enough. The yaw is the wall's inward direction, whatever the spec asks for."""
    depth, width, _ = site.size
    long_x = np.maximum(site.space[0] - width, 0.0)
    long_y = np.maximum(site.space[1] - width, 0.0)
    share = site.uniform(1)[..., 0] * 2 * (long_x + long_y)
    total = long_x + long_y
    second = share >= total
    share = np.where(second, share - total, share)
    along_x = share < long_x
    place = np.where(along_x, share - long_x / 2, share - long_x - long_y / 2)
    side = np.where(second, 1.0, -1.0)
    off_x, off_y = (site.space[axis] / 2 - depth / 2 - BACK for axis in (0, 1))
    x = np.where(along_x, place, side * off_x)
    y = np.where(along_x, side * off_y, place)
    yaw = np.where(along_x, np.where(second, 270.0, 90.0), np.where(second, 180.0, 0.0))
    fits = np.where(along_x, site.space[1] >= depth + BACK, site.space[0] >= depth + BACK) & (total > 0)
    return x, y, yaw, fits
