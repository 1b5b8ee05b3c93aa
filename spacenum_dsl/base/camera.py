"""The pinhole camera: its place in the world, its rays and its projection.

World: right-handed, metres, z up; yaw counter-clockwise seen from above, 0° looks along +x; pitch
positive upwards; no roll. Camera axes follow OpenCV: x right, y down, z forward. Pixel (0, 0) is the top
left one and its centre is at (0.5, 0.5). `fov` is the horizontal field of view.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats, Vec3


@dataclass(frozen=True)
class Camera:
    """Position in metres, angles in degrees, image size in pixels."""

    position: Vec3
    yaw: float
    pitch: float
    fov: float
    width: int
    height: int

    @cached_property
    def focal(self) -> float:
        """Focal length in pixels, equal in x and y."""
        return self.width / 2 / exact.tan(self.fov / 2)

    @cached_property
    def intrinsics(self) -> Floats:
        """(3, 3): camera axes to homogeneous pixels."""
        return np.array([[self.focal, 0, self.width / 2], [0, self.focal, self.height / 2], [0, 0, 1]])

    @cached_property
    def axes(self) -> Floats:
        """(3, 3): rows are the camera's right, down and forward directions in the world."""
        (cy, sy), (cp, sp) = exact.turn(self.yaw), exact.turn(self.pitch)
        return np.array([[sy, -cy, 0.0], [sp * cy, sp * sy, -cp], [cp * cy, cp * sy, sp]])

    @cached_property
    def extrinsics(self) -> Floats:
        """(4, 4): world coordinates to camera coordinates."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.axes
        matrix[:3, 3:] = 0.0 - exact.product(self.axes, np.array([self.position]).T)
        return matrix

    def rays(self, pixels: Floats) -> Floats:
        """(n, 2) pixels to (n, 3) world directions with unit depth: t along one is depth in metres."""
        local = np.column_stack(
            [
                (pixels[:, 0] - self.width / 2) / self.focal,
                (pixels[:, 1] - self.height / 2) / self.focal,
                np.ones(len(pixels)),
            ]
        )
        return exact.product(local, self.axes)

    def project(self, points: Floats) -> tuple[Floats, Floats]:
        """(n, 3) world points to (n, 2) pixels and (n,) depths; pixels of depth ≤ 0 mean nothing."""
        local = exact.product(points - np.asarray(self.position), self.axes.T)
        depth = local[:, 2]
        safe = np.where(np.abs(depth) < 1e-9, 1e-9, depth)
        pixels = local[:, :2] / safe[:, None] * self.focal + np.array([self.width / 2, self.height / 2])
        return pixels, depth


def looking_at(target: Vec3, distance: float, elevation: float, azimuth: float) -> tuple[Vec3, float, float]:
    """Position, yaw and pitch of a camera that looks at a point.

    `azimuth` (degrees, counter-clockwise from +x) and `elevation` tell where the camera stands as seen
    from the target: at azimuth −90° it stands at −y, so that +y points away from it.
    """
    (across, up), (x, y) = exact.turn(elevation), exact.turn(azimuth)
    flat = distance * across
    position = (target[0] + flat * x, target[1] + flat * y, target[2] + distance * up)
    return position, (azimuth + 180.0) % 360.0, -elevation
