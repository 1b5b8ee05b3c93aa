"""Where in a picture the boxes round bodies can be seen: windows of pixels, found without casting a ray."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.world.bodies import Bodies

WIDE = 4.0
"""All of an object is what falls into the frame widened so many times; beyond, directions run flat."""

NEAR = 0.02
"""Metres before the camera up to which a corner can be projected."""

Keys: TypeAlias = npt.NDArray[np.int64]
Window: TypeAlias = tuple[int, int, int, int]
"""Columns and rows, first and one past the last: left, top, right, bottom."""


Windows: TypeAlias = tuple[Sequence[Window | None], Sequence[float]]
"""For each body the pixels of the widened frame that can show it, and the depth of its nearest corner."""


def windows_of(cameras: Sequence[Camera], bodies: Bodies) -> list[Windows]:
    """The windows of all bodies for each camera."""
    size = np.array([[cameras[0].width], [cameras[0].height]])
    eyes = np.array([camera.position for camera in cameras])[:, :, None]
    axes = np.array([camera.axes for camera in cameras])
    count = len(bodies.each)
    focal = np.repeat([camera.focal for camera in cameras], count)
    seen = exact.product(axes, bodies.corners.transpose(2, 1, 0).reshape(3, -1) - eyes)
    corners = seen.reshape(-1, 3, 8, count).transpose(1, 2, 0, 3).reshape(3, 8, -1)
    nearest, farthest = corners[2].min(axis=0), corners[2].max(axis=0)
    low, high = _extent(corners)
    crossing = np.flatnonzero((nearest <= NEAR) & (farthest > NEAR))
    if len(crossing):
        low[:, crossing], high[:, crossing] = _extent(_before(corners[:, :, crossing]))
    low = np.maximum(low * focal, -WIDE / 2 * size) + size / 2
    high = np.minimum(high * focal, WIDE / 2 * size) + size / 2
    out = (farthest <= NEAR) | ((high <= low) | (low >= size) | (high <= 0)).any(axis=0)
    edges = np.where(out, 0.0, np.concatenate([np.floor(low), np.ceil(high) + 1])).astype(int).T.tolist()
    each = [None if gone else (a, b, c, d) for gone, (a, b, c, d) in zip(out.tolist(), edges, strict=True)]
    depths = nearest.tolist()
    return [
        (each[start : start + count], depths[start : start + count])
        for start in range(0, len(cameras) * count, count)
    ]


def _extent(points: Floats) -> tuple[Floats, Floats]:
    """(3, m, n) points in camera axes to their smallest and largest slopes x/z and y/z, (2, n) each; points
    that are too near count for nothing."""
    slopes = points[:2] / np.maximum(points[2], NEAR)
    near = points[2] < NEAR - 1e-9
    return np.where(near, np.inf, slopes).min(axis=1), np.where(near, -np.inf, slopes).max(axis=1)


def _before(corners: Floats) -> Floats:
    """(3, 8, n) corners of boxes to the ends (3, 24, n) of their edges, cut off where they come too near."""
    one, other = corners[:, _EDGES[0]], corners[:, _EDGES[1]]
    rise = other[2] - one[2]
    share = (NEAR - one[2]) / np.where(rise == 0, 1.0, rise)
    cut = one + np.minimum(np.maximum(share, 0.0), 1.0) * (other - one)
    return np.concatenate([np.where(end[2] < NEAR, cut, end) for end in (one, other)], axis=1)


_EDGES = np.array([(a, a | bit) for bit in (1, 2, 4) for a in range(8) if not a & bit]).T


def cut(window: Window | None, camera: Camera) -> Window | None:
    """The part of a window inside the frame."""
    if window is None:
        return None
    left, top, right, bottom = window
    return max(left, 0), max(top, 0), min(right, camera.width), min(bottom, camera.height)


def area(window: Window | None) -> int:
    return 0 if window is None else (window[2] - window[0]) * (window[3] - window[1])


def meet(one: Window | None, other: Window | None) -> bool:
    """Whether windows share a pixel."""
    if one is None or other is None:
        return False
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def within(window: Window, columns: Keys, rows: Keys) -> npt.NDArray[np.bool_]:
    left, top, right, bottom = window
    return (columns >= left) & (columns < right) & (rows >= top) & (rows < bottom)
