"""How a camera moved between two pictures, out of their point clouds.

The prompt says along which axis it moved; how far is measured. Hypotheses over the whole range, on a grid
that knows nothing of the options, move the points of one picture into the other and ask of each whether it is
seen there: the same instance at the same depth. Both pictures are asked in turn, so a picture that shows more
than the other can't win by it, and small instances have more points than pixels, so a wall that fits
everywhere can't either. The best are refined on a finer grid; from the best of those the clouds are
aligned in all six degrees of freedom (`rigid.py`), and that is what counts: how far the camera went along the
axis, and how far from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.oracle.clouds import Ids, Mask, level_axes
from spacenum_dsl.checks.oracle.rigid import Rigid, aligned, turning, vector_of
from spacenum_dsl.checks.oracle.seen import SeenCloud

Sample: TypeAlias = Callable[[SeenCloud, int], tuple[Floats, Ids]]
"""Draws so many points of a picture, with their instances."""
TURNS = ("turn", "tilt")
"""The axes that turn the camera and move it not."""

COARSE = {"turn": 2.0, "tilt": 2.0, "ahead": 0.08, "aside": 0.08}
"""Steps of the first grid: degrees, metres."""
FINER = 4
"""The second grid is so many times finer."""
LOOSE, CLOSE = 4.0, 2.0
"""Times the bounds by which depths may differ on either grid: wide ones draw a hypothesis towards those that
share more of the pictures, narrow ones fall between the steps."""
FEW, SOME, MANY = 800, 1500, 8000
"""Points that the first grid, the second one and the measurement ask about."""
NEAR = 8
"""A grid around an alignment is so many times finer than the first one, and reaches one step of that."""
KEPT = 3
"""Best hypotheses of the first grid that are refined."""
AGREED = 0.97
"""Agreement, small instances preferred, from which no other hypothesis needs to be tried."""
MUCH = 1000
"""Pairs from which that holds: where pictures share a strip only, another strip may fit as well."""
FARTHEST = 8.0
"""Metres that a camera may have moved at most."""
HIDDEN = 0.15
"""What a point costs that may be hidden behind something nearer: a camera that moves uncovers and hides."""
MISSED = 4.0
"""What any other point costs that is not seen where it should be, if one that is seen there counts 1. Of a
hundred points some ten are missed near the truth, on a grid, and thirty elsewhere: by likelihoods one that is
missed tells log 3, and one that is seen log 9/7, a quarter of that. Were it one to one, whatever shares more
of a wall would win."""


@dataclass(frozen=True)
class Moved:
    """What was measured: `magnitude` along the axis, degrees or metres, signed; how far the camera moved from
    that axis (`astray`, metres) and turned about others (`turned`, degrees), both of them in an action of
    the other kind; `agreement` is the share of the points that both pictures should show and do; `pairs` how
    many matched points this is out of, 0 if so few that the magnitude is but the search's."""

    magnitude: float
    astray: float
    turned: float
    agreement: float
    pairs: int


def moved(first: SeenCloud, then: SeenCloud, axis: str, pitch: float) -> Moved:
    """How the camera went from the first picture to the other; `pitch` is the first one's, in degrees.

    A camera that moved in another way than the axis tells may fit the best hypothesis badly, and one near the
    truth too. So if the pictures do not agree, or share little, the next best are aligned as well.
    """
    axes = level_axes(pitch)
    found: list[tuple[tuple[bool, float], Moved]] = []
    for magnitude in _searched(first, then, axis, axes):
        motion = _measured(first, then, axis, axes, magnitude)
        one = _read(motion, axis, axes, _agreement(first, then, motion, axis))
        of_things = _agreement(first, then, motion, axis, SeenCloud.things)
        found.append(((of_things >= AGREED, of_things * one.pairs), one))
        if of_things >= AGREED and one.pairs >= MUCH:
            return one
    return max(found, key=lambda each: each[0])[1]


def _measured(first: SeenCloud, then: SeenCloud, axis: str, axes: Floats, magnitude: float) -> Rigid:
    """Align the clouds from a hypothesis; then once more from a motion along the axis alone, so that what no
    picture can tell counts as not having happened. Planes hold a cloud that slides along them only once what
    stands on them is near its place, so before that the best place within a step is looked for. Little is
    hidden anew within so little, so there it costs as much as all else: an end of a thing then speaks as much
    against a place that is too near as against one too far."""
    rough = aligned(first, then, _along(axis, axes, magnitude))
    near = _read(rough, axis, axes, 0.0).magnitude + np.arange(-NEAR, NEAR + 1) * COARSE[axis] / NEAR
    scores = [_score(first, then, _along(axis, axes, each), MANY // 2, 1.0, MISSED)[0] for each in near]
    return aligned(first, then, _along(axis, axes, float(near[int(np.argmax(scores))])))


def _agreement(
    first: SeenCloud, then: SeenCloud, motion: Rigid, axis: str, sample: Sample = SeenCloud.sample
) -> float:
    """The share of the points that both pictures should show and do."""
    fits = np.concatenate([
        fits[(fits > 0) | (axis in TURNS) | ~hidden]
        for fits, hidden in _compared(first, then, motion, MANY, 1.0, sample)
    ])  # fmt: skip
    return float((fits > 0).mean()) if len(fits) else 0.0


def _read(motion: Rigid, axis: str, axes: Floats, agreement: float) -> Moved:
    """A rigid motion as one along or about an axis, and what it is besides."""
    right, away, up = axes
    turn = motion.rotation.T
    went = -motion.shift @ motion.rotation
    if axis not in TURNS:
        along = away if axis == "ahead" else right
        magnitude = float(went @ along)
        astray = float(np.linalg.norm(went - magnitude * along))
        return Moved(magnitude, astray, _angle(turn), agreement, motion.pairs)
    about = up if axis == "turn" else right
    vector = vector_of(turn)
    half = float(np.linalg.norm(vector)) / 2
    twist = 2 * float(np.arctan2(np.sinc(half / np.pi) / 2 * (vector @ about), np.cos(half)))
    rest = turn @ turning(-twist * about)
    return Moved(float(np.degrees(twist)), float(np.linalg.norm(went)), _angle(rest), agreement, motion.pairs)


def _angle(rotation: Floats) -> float:
    return float(np.degrees(np.linalg.norm(vector_of(rotation))))


def _along(axis: str, axes: Floats, magnitude: float) -> Rigid:
    """The motion of points if the camera does nothing but move so far along the axis."""
    right, away, up = axes
    if axis not in TURNS:
        return Rigid(np.eye(3), -magnitude * (away if axis == "ahead" else right))
    return Rigid(turning(-np.radians(magnitude) * (up if axis == "turn" else right)), np.zeros(3))


def _searched(first: SeenCloud, then: SeenCloud, axis: str, axes: Floats) -> Iterator[float]:
    """Magnitudes from which to align: the best hypothesis, to a quarter of a step of the first grid; then
    those of the first grid under which most points fit, whatever speaks against them. A camera that turns
    does not slide along walls, and the ends of small things lie farther from the grid than they are wide: so
    there all pixels count, and one that is missed as much as one that is seen."""

    def score(magnitude: float, count: int, loose: float) -> tuple[float, float]:
        motion = _along(axis, axes, magnitude)
        if axis in TURNS:
            return _score(first, then, motion, count, loose, 1.0, 1.0, SeenCloud.sample)
        return _score(first, then, motion, count, loose, HIDDEN)

    step = COARSE[axis]
    far = 180.0 if axis in TURNS else FARTHEST
    grid = np.arange(-far + step / 3, far, step)
    scores, fits = np.array([score(each, FEW, LOOSE) for each in grid]).T
    fine = np.arange(-FINER, FINER + 1) * step / FINER
    near = [float(grid[place] + each) for place in _peaks(scores) for each in fine]
    yield max(near, key=lambda each: score(each, SOME, CLOSE)[0])
    yield from grid[_peaks(fits)].tolist()


def _score(
    first: SeenCloud,
    then: SeenCloud,
    motion: Rigid,
    count: int,
    loose: float,
    dear: float,
    missed: float = MISSED,
    sample: Sample = SeenCloud.things,
) -> tuple[float, float]:
    """How well the pictures fit if the camera moved so: points seen less what misses cost, per point; and
    points seen alone. A point that may be hidden costs `dear`, any other `missed`."""
    fit, cost = 0.0, 0.0
    for fits, hidden in _compared(first, then, motion, count, loose, sample):
        fit += float(fits.clip(0).sum()) / count
        cost += float(np.where(hidden, dear, missed)[fits <= 0].sum()) / count
    return fit - cost, fit


def _peaks(scores: Floats) -> list[int]:
    """The best hypotheses among those that are better than their neighbours."""
    higher = (scores >= np.roll(scores, 1)) & (scores >= np.roll(scores, -1))
    return [int(place) for place in np.argsort(-scores, kind="stable") if higher[place]][:KEPT]


def _compared(
    first: SeenCloud, then: SeenCloud, motion: Rigid, count: int, loose: float, sample: Sample
) -> tuple[tuple[Floats, Mask], tuple[Floats, Mask]]:
    """Points of each picture held against the other one (`SeenCloud.shows`)."""
    points, ids = sample(first, count)
    back, back_ids = sample(then, count)
    return (then.shows(motion(points), ids, loose), first.shows(motion.inverse()(back), back_ids, loose))
