"""The oracle measures how a camera moved, and where the ground is, to small fractions of a step."""

from __future__ import annotations

import numpy as np
import pytest
from oracle_scenes import FLOOR, picture

from spacenum_dsl.checks.oracle.clouds import Cloud, ground_of
from spacenum_dsl.checks.oracle.motion import SeenCloud, moved

START = ((-0.6, -0.5, 1.5), 35.0, -10.0)


def after(axis: str, magnitude: float) -> Cloud:
    """What is seen after the action, from where the tests start."""
    (x, y, z), yaw, pitch = START
    ahead = np.array([np.cos(np.radians(yaw)), np.sin(np.radians(yaw))])
    if axis == "turn":
        return picture((x, y, z), yaw + magnitude, pitch)
    if axis == "tilt":
        return picture((x, y, z), yaw, pitch + magnitude)
    along = ahead if axis == "ahead" else np.array([ahead[1], -ahead[0]])
    x, y = np.array([x, y]) + magnitude * along
    return picture((float(x), float(y), z), yaw, pitch)


@pytest.mark.parametrize("magnitude", [0.4, -0.73, 1.26])
@pytest.mark.parametrize("axis", ["ahead", "aside"])
def test_moves_are_measured_to_a_centimetre(axis: str, magnitude: float) -> None:
    found = moved(SeenCloud(picture(*START)), SeenCloud(after(axis, magnitude)), axis, START[2])
    assert found.magnitude == pytest.approx(magnitude, abs=0.01)
    assert found.agreement > 0.97


@pytest.mark.parametrize("magnitude", [-33.3, 10.0, 70.0])
@pytest.mark.parametrize("axis", ["turn", "tilt"])
def test_rotations_are_measured_to_a_fifth_of_a_degree(axis: str, magnitude: float) -> None:
    found = moved(SeenCloud(picture(*START)), SeenCloud(after(axis, magnitude)), axis, START[2])
    assert found.magnitude == pytest.approx(magnitude, abs=0.2)
    assert found.agreement > 0.97


def test_a_motion_of_another_kind_is_not_agreed_on() -> None:
    first = SeenCloud(picture(*START))
    assert moved(first, SeenCloud(after("turn", 40.0)), "ahead", START[2]).agreement < 0.9
    assert moved(first, SeenCloud(after("ahead", 1.0)), "turn", START[2]).agreement < 0.9


@pytest.mark.parametrize("pitch", [-40.0, -10.0, 0.0, 15.0])
def test_the_ground_tells_height_and_pitch(pitch: float) -> None:
    ground = ground_of([picture((-1.0, -1.0, 1.37), 40.0, pitch)], FLOOR)
    assert ground is not None
    assert ground.height == pytest.approx(1.37, abs=0.002)
    assert ground.pitch == pytest.approx(pitch, abs=0.05)
    assert ground.roll == pytest.approx(0, abs=0.05)


def test_without_ground_in_view_there_is_no_plane() -> None:
    assert ground_of([picture((0.0, 0.0, 1.5), 0.0, 60.0)], FLOOR) is None
