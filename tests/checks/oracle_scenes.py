"""Pictures of boxes, computed from nothing but a pinhole camera: what the oracle's measures are tried on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from spacenum_dsl.checks.oracle.clouds import Cloud

Box: TypeAlias = tuple[int, tuple[float, float, float], tuple[float, float, float]]
"""An instance id and two corners of a box along the world's axes, metres."""

FLOOR, WALLS, CEILING = 1, 2, 3
ROOM = ((-2.5, -2.0, 0.0), (2.5, 2.0, 2.7))
FURNITURE: tuple[Box, ...] = (
    (16, (1.2, -0.6, 0.0), (1.8, 0.4, 0.8)),
    (17, (-2.5, -1.9, 0.0), (-1.9, -0.9, 1.9)),
    (18, (-0.4, 1.6, 0.0), (0.7, 2.0, 1.1)),
    (19, (2.45, 0.8, 1.2), (2.5, 1.5, 1.8)),
    (20, (1.3, -0.2, 0.8), (1.4, -0.1, 1.05)),
)


def picture(
    eye: tuple[float, float, float],
    yaw: float,
    pitch: float,
    *,
    boxes: Sequence[Box] = FURNITURE,
    fov: float = 90.0,
    size: int = 160,
) -> Cloud:
    """What a camera in the room sees: yaw counter-clockwise from +x, pitch upwards, degrees."""
    cy, sy, cp, sp = (f(np.radians(a)) for a in (yaw, pitch) for f in (np.cos, np.sin))
    forward, right = np.array([cp * cy, cp * sy, sp]), np.array([sy, -cy, 0.0])
    down = np.cross(forward, right)
    focal = size / 2 / np.tan(np.radians(fov) / 2)
    steps = (np.arange(size) + 0.5 - size / 2) / focal
    rays = forward + steps[None, :, None] * right + steps[:, None, None] * down
    depth, ids = _room(np.array(eye), rays)
    for thing, low, high in boxes:
        near, far = _crossings(np.array(eye), rays, np.array(low), np.array(high))
        hit = (near < far) & (near > 0) & (near < depth)
        depth, ids = np.where(hit, near, depth), np.where(hit, thing, ids)
    intrinsics = np.array([[focal, 0, size / 2], [0, focal, size / 2], [0, 0, 1]])
    return Cloud(ids.astype(np.int32), depth, intrinsics)


def _crossings(
    eye: np.ndarray, rays: np.ndarray, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where rays enter and leave a box, by the slabs between its sides."""
    with np.errstate(divide="ignore"):
        one, other = (low - eye) / rays, (high - eye) / rays
    return np.minimum(one, other).max(axis=-1), np.maximum(one, other).min(axis=-1)


def _room(eye: np.ndarray, rays: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low, high = (np.array(corner) for corner in ROOM)
    with np.errstate(divide="ignore"):
        far = np.maximum((low - eye) / rays, (high - eye) / rays)
    axis = far.argmin(axis=-1)
    ids = np.where(axis < 2, WALLS, np.where(rays[..., 2] < 0, FLOOR, CEILING))
    return far.min(axis=-1), ids
