"""Point clouds out of the passes of a picture: points in camera axes, instance ids, the ground's plane.

Camera axes: x right, y down, z forward, metres. Level axes, once the ground is known: x right, y away from
the camera, z up; their origin is the point of the ground under the eye.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats

Mask = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int32]

LEAST_GROUND = 60
"""Pixels of ground below which no plane is fitted."""
FLAT = 0.004
"""Metres that a point may lie off the plane and still be of it, at any distance a picture shows."""
SOME = 1000
"""Points that are asked which guess of the plane is best."""
MANY = 20_000
"""Points that the plane is fitted to at most."""
TRIES = 100
"""Pairs of pixels out of which the plane is guessed first."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """The passes of one picture: `ids` (h, w), `depth` (h, w) metres along the forward axis, infinite where
    nothing is hit, and the camera's `intrinsics`."""

    ids: Ids
    depth: Floats
    intrinsics: Floats

    @cached_property
    def points(self) -> Floats:
        """(h, w, 3) the point that each pixel's centre shows; nothing that is hit at infinity is one."""
        height, width = self.ids.shape
        columns, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
        x = (columns - self.intrinsics[0, 2]) / self.intrinsics[0, 0]
        y = (rows - self.intrinsics[1, 2]) / self.intrinsics[1, 1]
        return np.stack([x * self.depth, y * self.depth, self.depth], axis=-1)

    @cached_property
    def whole(self) -> Mask:
        """(h, w) pixels that show something."""
        return np.isfinite(self.depth) & (self.ids > 0)

    def of(self, thing: int) -> Floats:
        """(n, 3) points of an instance."""
        found: Floats = self.points[self.whole & (self.ids == thing)]
        return found

    def project(self, points: Floats) -> tuple[Floats, Floats]:
        """(n, 3) points in camera axes to (n, 2) pixels and (n,) depths; behind the eye means nothing."""
        depth = points[:, 2]
        safe = np.where(depth > 1e-6, depth, np.nan)
        columns = points[:, 0] / safe * self.intrinsics[0, 0] + self.intrinsics[0, 2]
        rows = points[:, 1] / safe * self.intrinsics[1, 1] + self.intrinsics[1, 2]
        return np.column_stack([columns, rows]), depth


@dataclass(frozen=True, eq=False)
class Ground:
    """The plane that objects stand on, as seen: `thing` is its instance; `axes` (3, 3) has right, away and up
    as rows in camera axes; the eye is `height` metres over it and looks `pitch` degrees upwards, with `roll`
    degrees of lean."""

    thing: int
    axes: Floats
    height: float
    pitch: float
    roll: float

    def level(self, points: Floats) -> Floats:
        """(n, 3) points in camera axes to level axes."""
        return np.asarray(points @ self.axes.T + np.array([0.0, 0.0, self.height]))


def ground_of(clouds: list[Cloud], thing: int) -> Ground | None:
    """The plane through most points of the instance that is the ground, in pictures of one camera.

    A camera does not roll much, so two points guess a plane that holds the camera's x axis; the best guess's
    points then say where it really lies.
    """
    points = np.concatenate([cloud.of(thing) for cloud in clouds])
    if len(points) < LEAST_GROUND:
        return None
    points = points[:: 1 + len(points) // MANY]
    generator = np.random.default_rng(0)
    few = points[generator.integers(0, len(points), SOME)]
    pairs = generator.integers(0, len(few), (TRIES, 2))
    (y1, z1), (y2, z2) = few[pairs[:, 0], 1:].T, few[pairs[:, 1], 1:].T
    apart = np.abs(z2 - z1) > 0.05
    slope = (y2 - y1)[apart] / (z2 - z1)[apart]
    offset = y1[apart] - slope * z1[apart]
    if not len(slope):
        return None
    wide = np.sqrt(1 + slope**2)
    off = np.abs(few[:, 1, None] - slope * few[:, 2, None] - offset) / wide
    best = int(np.argmax((off < 2 * FLAT).sum(axis=0) - 1e6 * (offset <= 0)))
    near = points[np.abs(points[:, 1] - slope[best] * points[:, 2] - offset[best]) / wide[best] < 4 * FLAT]
    for _ in range(3):
        if len(near) < LEAST_GROUND:
            return None
        centre = near.mean(axis=0)
        normal = np.linalg.svd(np.cov((near - centre).T))[0][:, 2]
        up = normal if normal[1] < 0 else -normal
        height = -float(centre @ up)
        near = points[np.abs(points @ up + height) < FLAT]
    return _ground(thing, up, height)


def level_axes(pitch: float) -> Floats:
    """(3, 3) right, away and up in camera axes, for a camera without roll that looks `pitch` degrees up."""
    c, s = np.cos(np.radians(pitch)), np.sin(np.radians(pitch))
    return np.array([[1.0, 0.0, 0.0], [0.0, s, c], [0.0, -c, s]])


def _ground(thing: int, up: Floats, height: float) -> Ground:
    away = np.array([0.0, 0.0, 1.0]) - up[2] * up
    away /= np.linalg.norm(away)
    right = np.cross(away, up)
    pitch = float(np.degrees(np.arcsin(np.clip(up[2], -1, 1))))
    roll = float(np.degrees(np.arctan2(right[1], right[0])))
    return Ground(thing, np.array([right, away, up]), height, pitch, roll)
