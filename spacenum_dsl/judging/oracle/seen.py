"""A picture's cloud with what comparing it with another takes: slopes, normals, a sample of points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spacenum_dsl.base.parts import Floats, Places
from spacenum_dsl.judging.oracle.clouds import Cloud, Ids, Mask

FIXED, GROWING = 0.008, 0.006
"""Metres, and share of the distance, by which depths may differ."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A cloud with what comparing it takes."""

    cloud: Cloud

    @cached_property
    def slopes(self) -> tuple[Floats, Floats]:
        """Change of depth per pixel along columns and rows, within one instance; zero where it is uneven."""
        across, down = self._steps
        return np.nan_to_num(across), np.nan_to_num(down)

    @cached_property
    def even(self) -> Mask:
        """(h, w) pixels in the midst of a smooth surface."""
        across, down = self._steps
        return np.isfinite(across + down)

    def normals(self, at: tuple[Places, Places]) -> Floats:
        """(n, 3) unit normals of the surfaces that even pixels (rows, columns) show, of either sign."""
        across, down = (slope[at] for slope in self._steps)
        depth, k = self.cloud.depth[at], self.cloud.intrinsics
        x, y = (at[1] + 0.5 - k[0, 2]) / k[0, 0], (at[0] + 0.5 - k[1, 2]) / k[1, 1]
        a, b = across * k[0, 0], down * k[1, 1]
        normals = np.column_stack([-a, -b, depth + x * a + y * b])
        return np.asarray(normals / np.linalg.norm(normals, axis=1, keepdims=True))

    @cached_property
    def _steps(self) -> tuple[Floats, Floats]:
        return self._slope(1), self._slope(0)

    def _slope(self, axis: int) -> Floats:
        depth, ids = self.cloud.depth, self.cloud.ids
        found = np.full(depth.shape, np.nan)
        low: tuple[slice, ...] = (slice(None, -2), slice(None))
        mid: tuple[slice, ...] = (slice(1, -1), slice(None))
        high: tuple[slice, ...] = (slice(2, None), slice(None))
        if axis == 1:
            low, mid, high = low[::-1], mid[::-1], high[::-1]
        same = (ids[low] == ids[mid]) & (ids[mid] == ids[high]) & self.cloud.whole[mid]
        with np.errstate(invalid="ignore"):
            ahead, back = depth[high] - depth[mid], depth[mid] - depth[low]
            even = same & (np.abs(ahead - back) < 0.02 * depth[mid])
            found[mid] = np.where(even, (ahead + back) / 2, np.nan)
        return found

    def sample(self, count: int) -> tuple[Floats, Ids]:
        """`count` points, drawn evenly from the picture, with their instances: those of a lattice could all
        lie in a few columns."""
        flat = np.flatnonzero(self.cloud.whole.ravel())
        chosen = flat[np.random.default_rng(0).integers(0, len(flat), count)]
        return self.cloud.points.reshape(-1, 3)[chosen], self.cloud.ids.ravel()[chosen]
