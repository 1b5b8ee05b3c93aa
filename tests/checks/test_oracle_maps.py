"""The oracle finds a map's frame and an object's box in it, and knows what covers leave open."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from oracle_scenes import FLOOR, Box, picture

from spacenum_dsl.checks.oracle.clouds import Cloud, Ground, ground_of
from spacenum_dsl.checks.oracle.maps import (
    CENSORED,
    SeenBody,
    SeenExtent,
    SeenFrame,
    body_of,
    extent_of,
    frame_of,
    slack,
)
from spacenum_dsl.checks.oracle.numerals import PrintedQuantity
from spacenum_dsl.checks.oracle.reading import Map, Told

ORIGIN: Box = (16, (-1.1, -0.1, 0.0), (-0.9, 0.1, 0.25))
X_AXIS: Box = (17, (0.85, -0.15, 0.0), (1.15, 0.15, 0.6))
TARGET: Box = (18, (0.1, 0.4, 0.0), (0.5, 0.7, 0.3))
"""Boxes in the room's frame; the map's origin is under the first one's centre, a metre to its left."""

EYE = (0.3, -1.9, 1.6)


def told(box: Box, dims: int) -> Told:
    """A box's entry in the map."""
    _, (x1, y1, z1), (x2, y2, z2) = box
    if dims == 1:
        return Told(((x1 + x2) / 2 + 1,), ((x1 + x2) / 2 + 1,), 0.01)
    return Told((x1 + 1, y1, z1)[:dims], (x2 + 1, y2, z2)[:dims], 0.01)


def asked(dims: int) -> Map:
    entries = {"origin": told(ORIGIN, dims), "x": told(X_AXIS, dims), "target": told(TARGET, dims)}
    return Map(PrintedQuantity(EYE[2], "length", 0.01), False, -35.0, "origin", "x", "target", entries, None)


def seen(dims: int, *more: Box, yaw: float = 98.0) -> tuple[SeenFrame, SeenExtent]:
    """The frame and the target's extent, as the oracle sees them."""
    cloud: Cloud = picture(EYE, yaw, -35.0, boxes=(ORIGIN, X_AXIS, TARGET, *more), size=336, fov=75.0)
    ground = ground_of([cloud], FLOOR)
    assert isinstance(ground, Ground)
    eye = np.array([0.0, 0.0, ground.height])
    bodies = [body_of(cloud, ground, thing, 1.0) for thing in (16, 17, 18)]
    frame = frame_of(bodies[:1], bodies[1:2], asked(dims), eye)
    return frame, extent_of(bodies[2], frame, eye)


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_the_frame_is_where_the_anchors_are(dims: int) -> None:
    frame, _ = seen(dims)
    angle = math.radians(98 - 90)
    away = (-1.0 - EYE[0], 0.0 - EYE[1])
    x = away[0] * math.cos(angle) + away[1] * math.sin(angle)
    y = away[1] * math.cos(angle) - away[0] * math.sin(angle)
    within = 0.03 if dims == 1 else 0.01
    assert frame.origin == pytest.approx((x, y), abs=within)
    assert frame.turn == pytest.approx(-8.0, abs=1.0)


@pytest.mark.parametrize("dims", [2, 3])
def test_the_true_box_fits_best(dims: int) -> None:
    _, extent = seen(dims)
    right = told(TARGET, dims)
    assert extent.misfit(right) < 1
    for shift in (-0.05, 0.05):
        for axis in (0, 1):
            move = np.eye(dims)[axis] * shift
            moved = replace(right, low=tuple(right.low + move), high=tuple(right.high + move))
            assert extent.misfit(moved) > 2 * extent.misfit(right) + 0.3
    for scale in (0.8, 1.25):
        foot = np.array([1.3, 0.55, 0.0])[:dims]
        low, high = (tuple(foot + scale * (np.array(end) - foot)) for end in (right.low, right.high))
        assert extent.misfit(replace(right, low=low, high=high)) > 2 * extent.misfit(right) + 0.3


def test_a_centre_is_found_to_a_centimetre() -> None:
    _, extent = seen(1)
    assert extent.middle[0] == pytest.approx(1.3, abs=0.01)
    assert extent.open[0] == 0


def test_a_side_behind_a_cover_is_not_trusted() -> None:
    """A post before the target's right end: the end that is seen is not the object's."""
    _, extent = seen(2, (19, (0.38, 0.1, 0.0), (0.62, 0.2, 0.9)))
    right = told(TARGET, 2)
    assert extent.high[0] < right.high[0] - 0.03
    assert extent.high_trust[0] == CENSORED
    assert extent.misfit(right) < 1
    assert extent.misfit(replace(right, high=(right.high[0] - 0.2, right.high[1]))) > 2


def test_a_cover_in_the_middle_hides_no_side() -> None:
    _, extent = seen(2, (19, (0.27, 0.1, 0.0), (0.33, 0.2, 0.5)))
    assert min(extent.low_trust[0], extent.high_trust[0]) > CENSORED


def test_a_covered_centre_stays_open() -> None:
    _, extent = seen(1, (19, (0.38, 0.1, 0.0), (0.62, 0.2, 0.9)))
    assert extent.open[0] > 0.02
    assert abs(extent.middle[0] - 1.3) <= extent.open[0] + 0.03


def test_an_anchor_without_a_sure_end_leaves_the_target_open() -> None:
    """Half of each side of the origin's box is seen, through a gap or freely."""
    middle = np.array([0.0, 2.0, 0.1])
    grid = np.stack(np.meshgrid(*[np.linspace(-0.05, 0.05, 9)] * 3), axis=-1).reshape(-1, 3) + middle
    around = middle + 0.5 * np.array([[1.0, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0]])
    eye, frame, right = np.array([0.0, 0.0, 1.6]), SeenFrame((0.0, 2.0), 0.0), np.array([1.0, 0.0, 0.0])
    free, hidden = (extent_of(SeenBody(grid, reach, 0.005), frame, eye) for reach in (grid, around))
    other = extent_of(SeenBody(grid + 2 * right, grid + 2 * right, 0.005), frame, eye)
    target = extent_of(SeenBody(grid + right, grid + right, 0.005), frame, eye)
    assert slack([free], [other], target, asked(2)) == 0
    expected = 0.1 * np.sqrt(2) * (1 + 1 / asked(2).apart)
    assert slack([hidden], [other], target, asked(2)) == pytest.approx(expected, rel=0.05)
    assert slack([hidden, free], [other], target, asked(2)) == 0


def test_a_shape_tells_boxes_apart_wherever_they_stand() -> None:
    """What an uncertain frame leaves: an extent that lies off is bad for its own box, and of another size."""
    sure = np.ones(3)
    low, high = np.array([0.1, 0.4, 0.0]), np.array([0.5, 0.7, 0.3])
    by = np.array([0.2, -0.1, 0.0])
    seen = SeenExtent(low + by, high + by, (low + high) / 2 + by, np.zeros(3), sure, sure, 0.004)
    own, larger = Told((0.1, 0.4), (0.5, 0.7), 0.01), Told((0.05, 0.36), (0.55, 0.74), 0.01)
    assert seen.misfit(own) > 2.5
    assert seen.shape_misfit(own) < 0.1
    assert seen.shape_misfit(larger) > 2.5
