"""The oracle measures a camera's motion in six degrees of freedom, and sees what is not told of it."""

from __future__ import annotations

import numpy as np
import pytest
from oracle_scenes import Box, picture

from spacenum_dsl.checks.oracle.motion import Moved, moved
from spacenum_dsl.checks.oracle.rigid import Rigid, aligned, kabsch, turning, vector_of
from spacenum_dsl.checks.oracle.seen import SeenCloud

EYE, YAW, PITCH = np.array([-0.6, -0.5, 1.5]), 35.0, -10.0
AHEAD = np.array([np.cos(np.radians(YAW)), np.sin(np.radians(YAW)), 0.0])
ASIDE = np.array([AHEAD[1], -AHEAD[0], 0.0])
UP = np.array([0.0, 0.0, 1.0])


def seen(eye: np.ndarray, yaw: float, pitch: float) -> SeenCloud:
    x, y, z = eye.tolist()
    return SeenCloud(picture((x, y, z), yaw, pitch))


def measured(axis: str, **done: float) -> Moved:
    """What the oracle says of a motion along an axis, if the camera moved like this (m, °)."""
    shift = sum(done.get(name, 0.0) * way for name, way in (("ahead", AHEAD), ("aside", ASIDE), ("up", UP)))
    then = seen(EYE + shift, YAW + done.get("yaw", 0.0), PITCH + done.get("pitch", 0.0))
    return moved(seen(EYE, YAW, PITCH), then, axis, PITCH)


def test_kabsch_finds_the_motion_of_points_exactly() -> None:
    points = np.random.default_rng(1).normal(size=(50, 3))
    rotation, shift = turning(np.array([0.3, -1.2, 0.8])), np.array([1.0, -2.0, 0.5])
    moved = points @ rotation.T + shift
    moved[-1] += 5.0
    found = kabsch(points, moved, np.append(np.ones(49), 0.0))
    assert found[0] == pytest.approx(rotation)
    assert found[1] == pytest.approx(shift)


def test_kabsch_does_not_mirror_points() -> None:
    points = np.random.default_rng(2).normal(size=(50, 3))
    rotation, _ = kabsch(points, points * [1.0, 1.0, -1.0], np.ones(50))
    assert np.linalg.det(rotation) == pytest.approx(1.0)


@pytest.mark.parametrize("vector", [(0.0, 0.0, 0.0), (1e-7, 0.0, 0.0), (0.4, -0.2, 1.1), (0.0, 3.1, 0.0)])
def test_a_rotation_and_its_vector_are_one(vector: tuple[float, float, float]) -> None:
    assert vector_of(turning(np.array(vector))) == pytest.approx(vector, abs=1e-9)


@pytest.mark.parametrize(
    ("axis", "done", "magnitude"),
    [
        ("ahead", {"ahead": 1.1}, 1.1),
        ("aside", {"aside": -0.6}, -0.6),
        ("turn", {"yaw": 50.0}, 50.0),
        ("tilt", {"pitch": -40.0}, -40.0),
    ],
)
def test_the_told_motion_is_all_there_is(axis: str, done: dict[str, float], magnitude: float) -> None:
    found = measured(axis, **done)
    assert found.magnitude == pytest.approx(magnitude, abs=0.05 if axis in {"turn", "tilt"} else 0.002)
    assert found.astray < 0.003
    assert found.turned < 0.05


@pytest.mark.parametrize(
    ("axis", "done"),
    [
        ("ahead", {"ahead": 0.8, "aside": 0.05}),
        ("ahead", {"ahead": 0.8, "up": 0.05}),
        ("aside", {"aside": 0.6, "ahead": -0.05}),
        ("turn", {"yaw": 30.0, "aside": 0.05}),
        ("tilt", {"pitch": 20.0, "ahead": 0.05}),
    ],
)
def test_a_shift_besides_is_measured(axis: str, done: dict[str, float]) -> None:
    found = measured(axis, **done)
    assert found.astray == pytest.approx(0.05, abs=0.005)
    assert found.turned < 0.1


@pytest.mark.parametrize(
    ("axis", "done"),
    [
        ("ahead", {"ahead": -0.7, "yaw": 3.0}),
        ("aside", {"aside": 0.6, "pitch": -3.0}),
        ("turn", {"yaw": -30.0, "pitch": 3.0}),
        ("tilt", {"pitch": 20.0, "yaw": 3.0}),
    ],
)
def test_a_rotation_besides_is_measured(axis: str, done: dict[str, float]) -> None:
    found = measured(axis, **done)
    assert found.turned == pytest.approx(3.0, abs=0.25)
    assert found.astray < 0.01


def test_what_no_plane_resists_stays_as_guessed() -> None:
    """Before a bare wall nobody can tell a step along it."""
    wall = SeenCloud(picture((0.0, 0.0, 1.4), 180.0, 0.0, boxes=(), fov=20.0))
    guess = Rigid(np.eye(3), np.array([0.3, 0.0, 0.02]))
    found = aligned(wall, wall, guess)
    assert found.pairs > 1000
    assert found.shift == pytest.approx((0.3, 0.0, 0.0), abs=1e-6)


def test_pictures_that_share_nothing_leave_the_guess() -> None:
    guess = Rigid(np.eye(3), np.array([0.0, 0.0, 50.0]))
    found = aligned(seen(EYE, YAW, PITCH), seen(EYE, YAW, PITCH), guess)
    assert found is guess
    assert found.pairs == 0


POST, BATH, BOARD = 16, 17, 18
ALONG_WALL: tuple[Box, ...] = (
    (POST, (0.3, 1.93, 0.0), (0.36, 2.0, 2.0)),
    (BATH, (0.9, 1.3, 0.0), (2.1, 2.0, 0.5)),
    (BOARD, (-0.3, 1.2, 0.0), (-0.284, 1.6, 0.9)),
)
"""What stands along a wall: of the second only one end is in both pictures, and of the third, a board as
thick as a finger, one side in each."""


@pytest.mark.parametrize("shown", [(POST,), (BATH,), (BATH, BOARD), (POST, BATH, BOARD)])
@pytest.mark.parametrize(
    "magnitude",
    [pytest.param(0.5, marks=pytest.mark.long), 0.94, pytest.param(1.27, marks=pytest.mark.long)],
)
def test_a_camera_that_slides_along_a_wall_is_measured_by_what_stands_there(
    shown: tuple[int, ...], magnitude: float
) -> None:
    """The wall, the floor and the ceiling fit wherever it slides to."""
    boxes = tuple(box for box in ALONG_WALL if box[0] in shown)
    first, then = (
        SeenCloud(picture((x, -0.6, 1.5), 90.0, -10.0, boxes=boxes, size=336))
        for x in (-0.9, -0.9 + magnitude)
    )
    found = moved(first, then, "aside", -10.0)
    assert found.magnitude == pytest.approx(magnitude, abs=0.006)
    assert found.astray < 0.003
    assert found.turned < 0.05


def test_the_sides_of_a_thin_board_are_not_taken_for_one_another() -> None:
    """Each picture sees another side of it; the normals of the two are opposite."""
    boxes = ALONG_WALL[2:]
    left, right = (
        SeenCloud(picture((x, -0.6, 1.5), 90.0, -10.0, boxes=boxes, size=336)) for x in (-0.9, 0.3)
    )
    sides = [seen.normals[seen.even & (seen.cloud.ids == BOARD)][:, 0] for seen in (left, right)]
    assert (sides[0] < -0.9).any() and not (sides[0] > 0.9).any()
    assert (sides[1] > 0.9).any() and not (sides[1] < -0.9).any()


def test_small_instances_have_more_points_than_their_pixels() -> None:
    seen = SeenCloud(picture((-0.9, -0.6, 1.5), 90.0, -10.0, boxes=ALONG_WALL[:1], size=336))
    share = (seen.cloud.ids == POST).mean()
    for ids in (seen.things(4000)[1], seen.faces[1]):
        assert (ids == POST).mean() > 3 * share
    assert (seen.sample(4000)[1] == POST).mean() == pytest.approx(share, rel=0.3)
