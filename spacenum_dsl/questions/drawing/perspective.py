"""Where points of a scene fall in a picture, and what of lines and faces lies within its border.

Everything is cut off in camera axes, by the plane before the camera and the four sides of what it sees, so
that nothing behind the camera is ever projected. Pixels are those of `base.camera`: (0, 0) is the outer
corner of the top left one. In a mirrored picture left and right of the camera change places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Floats, Ints
from spacenum_dsl.world.world import Thing

Pixel: TypeAlias = tuple[float, float]
Area: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

NEAR = 0.02
"""Metres before the camera up to which something can be projected."""

EDGE = 1e-9
"""Doubt about which side of a border a point is on that was cut off there, as a share of its depth."""


@dataclass(frozen=True)
class Perspective:
    """A camera whose picture is shown as it is, or mirrored."""

    camera: Camera
    mirrored: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self.camera.width, self.camera.height

    def local(self, points: Floats) -> Floats:
        """(n, 3) world points in the axes of the camera that takes the picture as it is shown."""
        found = exact.product(points - np.asarray(self.camera.position), self.camera.axes.T)
        return np.asarray(found * np.array([-1.0 if self.mirrored else 1.0, 1.0, 1.0]))

    def depth(self, point: Floats) -> float:
        """Metres before the camera."""
        return float(self.local(point[None])[0, 2])

    def segment(self, one: Floats, other: Floats) -> tuple[Pixel, Pixel] | None:
        """What is seen of a line between two world points."""
        found = self._pixels(self._cut(self.local(np.stack([one, other])), closed=False))
        return (found[0], found[1]) if len(found) == 2 else None

    def polygon(self, points: Floats) -> list[Pixel]:
        """The corners of what is seen of a flat convex polygon of world points."""
        return self._pixels(self._cut(self.local(points), closed=True))

    def seen(self, points: Floats) -> list[Pixel]:
        """The pixels of those world points that fall into the picture."""
        local = self.local(points)
        return self._pixels(local[(self._inside(local) >= 0).all(axis=1)])

    def bounds(self, thing: Thing) -> Area | None:
        """The smallest rectangle round what of an object's triangles falls into the picture, whatever may
        stand before it."""
        placement, mesh = thing.placement, thing.mesh
        c, s = exact.turn(placement.yaw)
        spin = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
        local = self.local(
            exact.product(mesh.vertices * placement.scale, spin) + np.asarray(placement.position)
        )
        pixels = self._pixels(self._corners(local, mesh.faces))
        if not pixels:
            return None
        xs, ys = zip(*pixels, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @cached_property
    def _planes(self) -> Floats:
        """(5, 4): a point of camera axes is seen where all of these of (x, y, z, 1) are positive."""
        f, x, y = self.camera.focal, self.camera.width / 2, self.camera.height / 2
        return np.array([[0, 0, 1, -NEAR], [f, 0, x, 0], [-f, 0, x, 0], [0, f, y, 0], [0, -f, y, 0]])

    def _inside(self, local: Floats) -> Floats:
        """(n, 5): how far inside each plane points of camera axes are; what lies on one is inside."""
        found = exact.product(local, self._planes[:, :3].T) + self._planes[:, 3]
        return np.where(np.abs(found) <= EDGE * self.camera.focal * np.abs(local[:, 2:]), 0.0, found)

    def _cut(self, local: Floats, closed: bool) -> Floats:
        """What of a line (two points) or of a convex polygon lies inside all planes (Sutherland, Hodgman)."""
        for plane in range(len(self._planes)):
            inside = self._inside(local)[:, plane]
            kept: list[Floats] = []
            for here in range(len(local)):
                if inside[here] >= 0:
                    kept.append(local[here])
                there = here + 1 if here + 1 < len(local) else 0
                if (closed or there) and inside[here] * inside[there] < 0:
                    share = inside[here] / (inside[here] - inside[there])
                    kept.append(local[here] + share * (local[there] - local[here]))
            local = np.array(kept).reshape(-1, 3)
        return local

    def _corners(self, local: Floats, faces: Ints) -> Floats:
        """The corners of all triangles after they are cut off at the border."""
        inside = self._inside(local)
        whole = (inside >= 0).all(axis=1)
        partly = ~whole[faces].all(axis=1) & ~(inside[faces] < 0).all(axis=1).any(axis=1)
        used = np.unique(faces)
        cut = [self._cut(local[face], closed=True) for face in faces[partly]]
        return np.concatenate([local[used[whole[used]]], *cut])

    def _pixels(self, local: Floats) -> list[Pixel]:
        width, height = self.size
        found = local[:, :2] / local[:, 2:] * self.camera.focal + np.array([width / 2, height / 2])
        return [(float(x), float(y)) for x, y in found]
