"""Where things stand in a map's frame, out of point clouds, and which told box fits what is seen.

An object's box can be told only as far as its surface is seen: a side that faces the camera, or that the
outline shows, is where the points end; a side that is turned away may lie farther. So every side has a
trust, and a box that ends short of seen points is wrong, whatever its sides' trust.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.oracle.clouds import Cloud, Ground, Mask
from spacenum_dsl.checks.oracle.reading import Map, Told

FACING = 3.0
"""How fast the trust in a side falls as it turns away from the camera: `exp` of so much times the cosine."""
CENSORED = 0.02
"""Trust in a side that may go on behind something nearer, or outside the picture."""
THIN_PIXELS, THIN_POINTS, THIN = 2.0, 8, 0.15
"""An end that has fewer points so many pixels deep is a tip, as of a leaf, that goes on too thin to be seen:
trust in it is so many times what it would be."""
SETTLED = 0.004
"""Metres by which a frame that was measured may lie off."""
ROUNDS = 12
"""Times that a frame is improved by what is seen in it."""
TRUSTED = 0.2
"""Trust from which a distance between anchors is held against the told one."""
HIDDEN = 2.0
"""Times its seen width that an object may go on behind a cover."""
BACKS = 0.2
"""Share of the largest seen side of anchors and target by which a centre may be off for sides that are turned
away, and again as much for each time that the target is as far from the map's x axis as the anchors are
apart: such sides turn the map."""
OUTERMOST = 0.01
"""Share of an object's extent by which a cover may reach beyond it and hide nothing of note."""
NEARER = 0.01
"""Metres by which a neighbouring pixel must be nearer to be a cover."""


@dataclass(frozen=True, eq=False)
class SeenBody:
    """An object as seen: `points` (n, 3) in level axes; `reach` (m, 3) the places up to which it may go on
    behind something nearer, or outside the picture; `pixel` metres that a pixel spans at its distance."""

    points: Floats
    reach: Floats
    pixel: float


@dataclass(frozen=True)
class SeenFrame:
    """A map's frame: `origin` on the ground in level axes (right, away), +x at `turn` degrees
    counter-clockwise from right."""

    origin: tuple[float, float]
    turn: float

    def inwards(self, points: Floats) -> Floats:
        """(n, 3) level points to the map."""
        c, s = np.cos(np.radians(self.turn)), np.sin(np.radians(self.turn))
        x, y = points[:, 0] - self.origin[0], points[:, 1] - self.origin[1]
        return np.column_stack([c * x + s * y, c * y - s * x, points[:, 2]])


@dataclass(frozen=True, eq=False)
class SeenExtent:
    """An object's seen extent along the map's axes: `low` and `high` ends in metres and the trust in each;
    `middle` is where its box has its centre by what is seen alone, give or take `open` for what is covered.
    """

    low: Floats
    high: Floats
    middle: Floats
    open: Floats
    low_trust: Floats
    high_trust: Floats
    pixel: float

    def off(self, told: Told) -> Floats:
        """(dims,) how far the box stands from where it is told to, by the sides that can be trusted."""
        dims = len(told.low)
        low, high = self.low[:dims] - told.low, self.high[:dims] - told.high
        trusts = self.low_trust[:dims], self.high_trust[:dims]
        return np.asarray((trusts[0] * low + trusts[1] * high) / (trusts[0] + trusts[1]))

    def shape_misfit(self, told: Told) -> float:
        """How badly a told entry fits wherever it stands: the misfit after moving it to where it is told."""
        by = np.append(self.off(told)[:2], 0.0)
        return replace(self, low=self.low - by, high=self.high - by, middle=self.middle - by).misfit(told)

    def misfit(self, told: Told) -> float:
        """How badly a told entry fits: the root mean square of its sides' errors, each in units of what the
        picture and the print leave open. Points outside a box always count, a box that reaches farther
        than the points as much as its side can be trusted."""
        dims = len(told.low)
        unit = np.hypot(self.pixel, told.step / 2) + SETTLED
        shifts = np.linspace(-2, 2, 41)[:, None, None] * np.array([1.0, 1.0, 0.0])[:dims]
        beyond = np.stack([told.low - self.low[:dims], self.high[:dims] - told.high]) / unit
        beyond = beyond + shifts * np.array([[1.0], [-1.0]])
        trust = np.stack([self.low_trust[:dims], self.high_trust[:dims]])
        costs = (np.where(beyond > 0, 1.0, trust) * beyond**2).sum(axis=1) + shifts[:, 0] ** 2
        return float(np.sqrt(costs.min(axis=0).sum() / (2 * dims)))


def body_of(cloud: Cloud, ground: Ground, thing: int, scale: float) -> SeenBody:
    """An instance of a picture, in level axes; a metre of the picture is told as `scale` metres."""
    mask = cloud.whole & (cloud.ids == thing)
    points = scale * ground.level(cloud.points[mask])
    distance = scale * float(np.median(cloud.depth[mask])) if mask.any() else np.nan
    reach = scale * ground.level(_covered(cloud, mask, ground))
    return SeenBody(points, reach, distance / float(cloud.intrinsics[0, 0]))


def _covered(cloud: Cloud, mask: Mask, ground: Ground) -> Floats:
    """How far an object may go on beside something nearer or on the picture's edge: (m, 3) points in camera
    axes, at the depth of its last pixel there, where the cover ends. The ground, though nearer
    below an object, covers nothing that stands on it."""
    depth = np.where(cloud.whole & (cloud.ids != ground.thing), cloud.depth, np.inf)
    height, width = mask.shape
    ends: list[tuple[float, float, float]] = []
    for row, column in np.argwhere(mask & ~_inner(mask)):
        own = depth[row, column]
        for down, across in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            y, x = row + down, column + across
            if 0 <= y < height and 0 <= x < width and (mask[y, x] or depth[y, x] >= own - NEARER):
                continue
            while 0 <= y < height and 0 <= x < width and not mask[y, x] and depth[y, x] < own - NEARER:
                y, x = y + down, x + across
            if not (0 <= y < height and 0 <= x < width):
                y, x = y + down * height, x + across * width
            ends.append((x + 0.5, y + 0.5, own))
    columns, rows, depths = np.array(ends, dtype=float).reshape(-1, 3).T
    focal_x, focal_y = cloud.intrinsics[0, 0], cloud.intrinsics[1, 1]
    x = (columns - cloud.intrinsics[0, 2]) / focal_x * depths
    y = (rows - cloud.intrinsics[1, 2]) / focal_y * depths
    return np.column_stack([x, y, depths])


def _inner(mask: Mask) -> Mask:
    """Pixels whose four neighbours are in the mask too."""
    found = np.zeros(mask.shape, dtype=bool)
    found[1:-1, 1:-1] = mask[:-2, 1:-1] & mask[2:, 1:-1] & mask[1:-1, :-2] & mask[1:-1, 2:]
    return found


def extent_of(body: SeenBody, frame: SeenFrame, eye: Floats) -> SeenExtent:
    """The seen extent of an object in the map; `eye` is the camera in level axes."""
    points, reach = frame.inwards(body.points), frame.inwards(body.reach)
    towards = frame.inwards(eye[None])[0] - points.mean(axis=0)
    above = towards[2] / np.linalg.norm(towards)
    towards[2] = 0.0
    towards /= np.linalg.norm(towards)
    towards[2] = above
    low, high = points.min(axis=0), points.max(axis=0)
    far_low, far_high = (
        np.minimum(low, reach.min(axis=0, initial=np.inf)),
        np.maximum(high, reach.max(axis=0, initial=-np.inf)),
    )
    bound = np.maximum(OUTERMOST * (high - low), body.pixel)
    trusts = [
        np.where(gap > bound, CENSORED, np.exp(np.minimum(0.0, FACING * sign * towards)))
        for sign, gap in ((-1.0, low - far_low), (1.0, far_high - high))
    ]
    covered = np.minimum(*trusts) <= CENSORED
    near = THIN_PIXELS * body.pixel
    thin = (points < low + near).sum(axis=0) < THIN_POINTS, (points > high - near).sum(axis=0) < THIN_POINTS
    trusts = [np.where(ends, THIN * trust, trust) for ends, trust in zip(thin, trusts, strict=True)]
    middle = (low + high) / 2
    widest = HIDDEN * (high - low)[:2].max()
    hidden = np.minimum(low - far_low, widest) + np.minimum(far_high - high, widest)
    left_open = np.where(covered, hidden / 2, 0.0)
    return SeenExtent(low, high, middle, left_open, trusts[0], trusts[1], body.pixel)


def frame_of(origin: list[SeenBody], x_axis: list[SeenBody], told: Map, eye: Floats) -> SeenFrame:
    """The map's frame: the one in which both anchors are seen where they are told to be.

    The anchors stand still in all pictures of one question, so each picture's bodies help. An anchor that is
    covered tells little; their told distance lets the other one stand in for it.
    """
    start = np.mean([np.median(body.points, axis=0) for body in origin], axis=0)
    end = np.mean([np.median(body.points, axis=0) for body in x_axis], axis=0)
    frame = SeenFrame((float(start[0]), float(start[1])), _direction(end - start))
    for _ in range(ROUNDS):
        first, trust = _centre(origin, told.entries[told.origin], frame, eye)
        second, other = _centre(x_axis, told.entries[told.x_axis], frame, eye)
        along = float((trust * first[0] + other * (second[0] - told.apart)) / (trust + other))
        c, s = np.cos(np.radians(frame.turn)), np.sin(np.radians(frame.turn))
        x, y = frame.origin
        moved = (float(x + c * along - s * first[1]), float(y + s * along + c * first[1]))
        frame = SeenFrame(moved, frame.turn + _direction(second - first))
    return frame


def left_open(origin: list[SeenExtent], x_axis: list[SeenExtent], target: SeenExtent, told: Map) -> float:
    """Metres by which the x of a target may be wrong in a map that tells centres only.

    What is covered of the target itself and of the origin moves it, what is covered of either anchor turns
    the map, and so do all backs.
    """
    ends = np.array([np.min([each.open for each in seen], axis=0) for seen in (origin, x_axis)])
    aside = abs(float(target.middle[1])) / told.apart
    covered = float(target.open[0] + ends[0, 0] + ends[:, 1].max() * aside)
    return covered + backs(target, *origin, *x_axis) * (1 + aside)


def backs(*extents: SeenExtent) -> float:
    """Metres by which centres may be off for sides that are turned away."""
    return BACKS * max(float((each.high - each.low)[:2].max()) for each in extents)


def slack(origin: list[SeenExtent], x_axis: list[SeenExtent], target: SeenExtent, told: Map) -> float:
    """Metres by which a target may stand elsewhere in a map of boxes, for an anchor with no end along an axis
    that can be trusted: its box reaches farther than what is seen, and nobody can tell to which side."""
    wide = 0.0
    for name, extents in ((told.origin, origin), (told.x_axis, x_axis)):
        box = told.entries[name]
        loose = []
        for extent in extents:
            seen = (extent.high - extent.low)[:2]
            lacking = np.maximum(0.0, np.subtract(box.high, box.low)[:2] - seen)
            known = np.maximum(extent.low_trust, extent.high_trust)[:2] >= TRUSTED
            loose.append(float(np.linalg.norm(np.where(known, 0.0, lacking))))
        wide = max(wide, min(loose))
    return wide * (1 + float(np.linalg.norm(target.middle[:2])) / told.apart)


def anchors_apart(
    origin: list[SeenBody], x_axis: list[SeenBody], told: Map, frame: SeenFrame, eye: Floats
) -> float | None:
    """Metres between the anchors' centres as seen, if both are seen well."""
    first, trust = _centre(origin, told.entries[told.origin], frame, eye)
    second, other = _centre(x_axis, told.entries[told.x_axis], frame, eye)
    return float(np.hypot(*(second - first))) if min(trust, other) > TRUSTED else None


def _centre(bodies: list[SeenBody], told: Told, frame: SeenFrame, eye: Floats) -> tuple[Floats, float]:
    """(2,) where an anchor's box has its centre, in a frame that need not be right yet, and how far that
    can be trusted along x."""
    found, trusts = [], []
    for body in bodies:
        extent = extent_of(body, frame, eye)
        ends = extent.low_trust[0], extent.high_trust[0]
        if told.low == told.high:
            found.append(extent.middle[:2])
            trusts.append(min(ends))
            continue
        centre = (np.array(told.low[:2]) + told.high[:2]) / 2
        box = replace(told, low=told.low[:2], high=told.high[:2])
        found.append(centre + extent.off(box))
        trusts.append(max(ends))
    return np.average(found, axis=0, weights=trusts), max(trusts)


def _direction(vector: Floats) -> float:
    return float(np.degrees(np.arctan2(vector[1], vector[0])))
