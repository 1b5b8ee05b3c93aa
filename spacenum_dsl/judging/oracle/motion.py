"""How a camera moved between two pictures, out of their point clouds.

The prompt says along which axis it moved; how far is measured. Hypotheses over the whole range, on a grid
that knows nothing of the options, move the points of one picture into the other and ask of each whether it is
seen there: the same instance at the same depth. The best are refined on ever finer grids. Both pictures are
asked in turn, so a picture that shows more than the other can't win by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.judging.oracle.clouds import Ids, Mask, level_axes
from spacenum_dsl.judging.oracle.seen import FIXED, GROWING, Seen

TURNS = ("turn", "tilt")
"""The axes that turn the camera and move it not."""

COARSE = {"turn": 2.0, "tilt": 2.0, "ahead": 0.08, "aside": 0.08}
"""Steps of the first grid: degrees, metres."""
FINER = 4
"""A grid is so many times finer than the one before."""
LOOSE = (2.0, 1.0, 0.5)
"""Times the bounds by which depths may differ on the grids after the first, which takes `FINER`: wide ones
draw a hypothesis towards those that share more of the pictures."""
FEW, MANY = 1500, 8000
"""Points that the first grid and the last ones ask about."""
KEPT = 3
"""Best hypotheses of the first grid that are refined."""
NEAREST = 0.02
"""Metres before the eye from which points count."""
FARTHEST = 8.0
"""Metres that a camera may have moved at most."""
HIDDEN = 0.15
"""What a point costs that may be hidden behind something nearer: a camera that moves uncovers and hides."""


@dataclass(frozen=True)
class Moved:
    """What was measured: `magnitude` along the axis, degrees or metres, signed; `agreement` is the share of
    the points that both pictures should show and do; `shared` how many points of a hundred both should."""

    magnitude: float
    agreement: float
    shared: float


def moved(first: Seen, then: Seen, axis: str, pitch: float) -> Moved:
    """How far the camera went from the first picture to the other; `pitch` is the first one's, in degrees."""
    step = COARSE[axis]
    far = 180.0 if axis in TURNS else FARTHEST
    grid = np.arange(-far + step / 3, far, step)
    few = _Pair(first, then, axis, pitch, FEW)
    scores = np.array([few.score(each, FINER) for each in grid])
    peaks = [
        place
        for place in np.argsort(-scores)
        if scores[place] >= max(scores[place - 1], scores[(place + 1) % len(grid)])
    ]
    guesses = (_refined(few, float(grid[place]), step, LOOSE[:-1]) for place in peaks[:KEPT])
    guess, _ = max(guesses, key=lambda one: one[1])
    many = _Pair(first, then, axis, pitch, MANY)
    return many.measured(_refined(many, guess, step / FINER, LOOSE[1:])[0])


def _refined(pair: _Pair, guess: float, step: float, bounds: Sequence[float]) -> tuple[float, float]:
    """The best magnitude within two steps of a guess, on a finer grid for each bound, and its score."""
    score = -np.inf
    for level, loose in enumerate(bounds):
        step, reach = step / FINER, FINER if level else 2 * FINER
        near = guess + np.arange(-reach, reach + 1) * step
        scores = [pair.score(float(each), loose) for each in near]
        guess, score = float(near[int(np.argmax(scores))]), max(scores)
    return guess, score


class _Pair:
    """Two pictures and the axis along which the camera may have moved between them."""

    def __init__(self, first: Seen, then: Seen, axis: str, pitch: float, count: int) -> None:
        self._axis = axis
        self._axes = level_axes(pitch)
        self._first, self._then = first, then
        self._samples = (first.sample(count), then.sample(count))

    def score(self, magnitude: float, loose: float) -> float:
        """How well the pictures fit if the camera moved so far: points seen less points missed, per point."""
        total = 0.0
        for fits, hidden, inside in self._compared(magnitude, loose):
            missed = inside & (fits <= 0)
            cost = np.where(hidden, HIDDEN, 1.0)[missed].sum()
            total += float((fits[inside].clip(0).sum() - cost) / len(inside))
        return total

    def measured(self, magnitude: float) -> Moved:
        """The measurement with its quality."""
        fits, hidden, inside = (
            np.concatenate(parts) for parts in zip(*self._compared(magnitude, 1.0), strict=True)
        )
        asked = inside & ~hidden
        agreement = float((fits[asked] > 0).mean()) if asked.any() else 0.0
        return Moved(magnitude, agreement, float(inside.mean()))

    def _compared(
        self, magnitude: float, loose: float
    ) -> tuple[tuple[Floats, Mask, Mask], tuple[Floats, Mask, Mask]]:
        rotation, shift = self._motion(magnitude)
        (points, ids), (back, back_ids) = self._samples
        there = points @ rotation.T + shift
        here = (back - shift) @ rotation
        return self._seen(self._then, there, ids, loose), self._seen(self._first, here, back_ids, loose)

    def _seen(self, other: Seen, points: Floats, ids: Ids, loose: float) -> tuple[Floats, Mask, Mask]:
        """Of each point: how well it fits what the other picture shows there (1 exactly, 0 or less not),
        whether something nearer may hide it, and whether it is in the frame."""
        pixels, depth = other.cloud.project(points)
        height, width = other.cloud.ids.shape
        columns, rows = pixels.T
        inside = (depth > NEAREST) & (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
        at: tuple[npt.NDArray[np.intp], ...] = (
            np.where(inside, rows, 0).astype(np.intp),
            np.where(inside, columns, 0).astype(np.intp),
        )
        across, down = other.slopes
        seen = (
            other.cloud.depth[at]
            + across[at] * np.where(inside, columns - at[1] - 0.5, 0)
            + down[at] * np.where(inside, rows - at[0] - 0.5, 0)
        )
        bound = loose * (FIXED + GROWING * np.abs(depth))
        off = np.where(np.isfinite(seen), depth - seen, -np.inf)
        fits = np.where(other.cloud.ids[at] == ids, 1 - (off / bound) ** 2, -1.0)
        hidden = (off > bound) if self._axis not in TURNS else np.zeros(len(off), dtype=bool)
        return fits, hidden & (fits <= 0), inside

    def _motion(self, magnitude: float) -> tuple[Floats, Floats]:
        """Rotation and shift that take points from the first camera's axes to the other's."""
        right, away, up = self._axes
        if self._axis == "ahead":
            return np.eye(3), -magnitude * away
        if self._axis == "aside":
            return np.eye(3), -magnitude * right
        about = up if self._axis == "turn" else right
        return _turned(about, -np.radians(magnitude)), np.zeros(3)


def _turned(about: Floats, angle: float) -> Floats:
    """(3, 3) rotation by an angle in radians about a unit vector (Rodrigues' formula)."""
    x, y, z = about
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    turned: Floats = np.eye(3) + np.sin(angle) * skew + (1 - np.cos(angle)) * skew @ skew
    return turned
