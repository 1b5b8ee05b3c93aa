"""A picture's cloud with what comparing it with another takes: slopes, normals, a sample of points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spacenum_dsl.base.parts import Floats, Places
from spacenum_dsl.checks.oracle.clouds import Cloud, Ids, Mask

NEAREST = 0.02
"""Metres before the eye from which points count."""
MOST = 8000
"""Points of a picture that are asked about at most."""
FACES = 4000
"""Points in the midst of surfaces, of those that a picture is aligned by."""
RARE = 0.5
"""How much a point of a small instance is preferred: as the number of its instance's pixels to this power."""
RARER = 0.75
"""The same for the points that pictures are aligned by."""
FIXED, GROWING = 0.008, 0.006
"""Metres, and share of the distance, by which depths may differ."""


@dataclass(frozen=True, eq=False)
class SeenCloud:
    """A cloud with what comparing it takes."""

    cloud: Cloud

    @cached_property
    def even(self) -> Mask:
        """(h, w) pixels in the midst of a smooth surface."""
        across, down = self._steps
        return np.asarray(np.isfinite(across + down))

    @cached_property
    def normals(self) -> Floats:
        """(h, w, 3) unit normals of the surfaces that even pixels show, towards the eye: the two
        sides of a board have opposite ones."""
        (across, down), k, points = self._steps, self.cloud.intrinsics, self.cloud.points
        normals = np.stack([-across * k[0, 0], -down * k[1, 1], points[..., 2]], axis=-1)
        with np.errstate(invalid="ignore"):
            normals[..., 2] -= (points[..., :2] * normals[..., :2]).sum(axis=-1) / points[..., 2]
            normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
            away = (normals * points).sum(axis=-1, keepdims=True) > 0
            return np.asarray(np.where(away, -normals, normals))

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
        with np.errstate(invalid="ignore"):  # infinite depths
            ahead, back = depth[high] - depth[mid], depth[mid] - depth[low]
            even = same & (np.abs(ahead - back) < 0.02 * depth[mid])
            found[mid] = np.where(even, (ahead + back) / 2, np.nan)
        return found

    def sample(self, count: int) -> tuple[Floats, Ids]:
        """`count` points of up to `MOST`, drawn evenly from the picture, with their instances: those of a
        lattice could all lie in a few columns."""
        points, ids = self._sample
        return points[:count], ids[:count]

    @cached_property
    def _sample(self) -> tuple[Floats, Ids]:
        flat = np.flatnonzero(self.cloud.whole.ravel())
        chosen = flat[np.random.default_rng(0).integers(0, len(flat), MOST)]
        return self.cloud.points.reshape(-1, 3)[chosen], self.cloud.ids.ravel()[chosen]

    def things(self, count: int) -> tuple[Floats, Ids]:
        """Like `sample`, but small instances have more points than they have pixels for: bare walls fit
        wherever a camera slides along them, what stands before them does not."""
        points, ids = self._things
        return points[:count], ids[:count]

    @cached_property
    def _things(self) -> tuple[Floats, Ids]:
        chosen = self._drawn(self.cloud.whole, MOST, RARE)
        return self.cloud.points.reshape(-1, 3)[chosen], self.cloud.ids.ravel()[chosen]

    @cached_property
    def faces(self) -> tuple[Floats, Ids, Floats]:
        """Points in the midst of surfaces, small instances preferred; their instances and normals."""
        chosen = self._drawn(self.cloud.whole & self.even, FACES, RARER)
        points, normals = self.cloud.points.reshape(-1, 3), self.normals.reshape(-1, 3)
        return points[chosen], self.cloud.ids.ravel()[chosen], normals[chosen]

    def _drawn(self, mask: Mask, count: int, rare: float) -> Places:
        """Places of pixels of a mask, drawn with a chance that falls with the size of their instance."""
        flat = np.flatnonzero(mask.ravel())
        if not len(flat):
            return flat
        sizes = np.bincount(self.cloud.ids.ravel()[flat])
        upto = np.cumsum(sizes[self.cloud.ids.ravel()[flat]] ** -rare)
        chosen: Places = flat[np.searchsorted(upto, np.random.default_rng(0).random(count) * upto[-1])]
        return chosen

    def at(self, points: Floats) -> tuple[Places, Places, Floats]:
        """Which of (n, 3) points in this camera's axes are before it and in the frame; of those the pixels,
        as places in the picture read row by row, and (2, m) how far from its middle, in columns and rows."""
        height, width = self.cloud.ids.shape
        ahead = np.flatnonzero(points[:, 2] > NEAREST)
        x, y, depth = points[ahead].T
        k = self.cloud.intrinsics
        columns, rows = x / depth * k[0, 0] + k[0, 2], y / depth * k[1, 1] + k[1, 2]
        inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
        columns, rows = columns[inside], rows[inside]
        column, row = columns.astype(np.int64), rows.astype(np.int64)
        return ahead[inside], row * width + column, np.stack([columns - column, rows - row]) - 0.5

    def shows(self, points: Floats, ids: Ids, loose: float) -> tuple[Floats, Mask]:
        """Of each point in the frame: how well it fits what is shown there (1 exactly, 0 or less not), and
        whether something nearer may hide it. Depths may differ by `loose` times their noise."""
        inside, pixels, (across, down) = self.at(points)
        depth = points[inside, 2]
        shown, sloping, steep, shown_ids = (each[pixels] for each in self._flat)
        off = depth - shown - sloping * across - steep * down
        bound = loose * (FIXED + GROWING * depth)
        return np.where(shown_ids == ids[inside], 1 - (off / bound) ** 2, -1.0), off > bound

    @cached_property
    def _flat(self) -> tuple[Floats, Floats, Floats, Ids]:
        """Depth, its slopes (none where it is uneven) and instances, row by row."""
        across, down = (np.nan_to_num(slope).ravel() for slope in self._steps)
        return (
            np.where(self.cloud.whole, self.cloud.depth, np.inf).ravel(),
            across,
            down,
            self.cloud.ids.ravel(),
        )
