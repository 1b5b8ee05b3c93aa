"""The camera's conventions, pinned on numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacenum_dsl.base.camera import Camera, looking_at

ALONG_X = Camera((0.0, 0.0, 0.0), 0.0, 0.0, 90.0, 200, 100)
"""At the origin, looking along +x; 90° over 200 px make a focal length of 100 px."""


def pixel(camera: Camera, *point: float) -> tuple[float, float, float]:
    pixels, depth = camera.project(np.array([point]))
    return round(float(pixels[0, 0]), 9), round(float(pixels[0, 1]), 9), round(float(depth[0]), 9)


def test_focal_length() -> None:
    assert ALONG_X.focal == pytest.approx(100.0)
    assert Camera((0, 0, 0), 0, 0, 60.0, 200, 100).focal == pytest.approx(100 * math.sqrt(3))


@pytest.mark.parametrize(
    ("point", "wanted"),
    [
        ((2.0, 0.0, 0.0), (100.0, 50.0, 2.0)),
        ((2.0, 1.0, 0.0), (50.0, 50.0, 2.0)),
        ((2.0, -1.0, 0.0), (150.0, 50.0, 2.0)),
        ((2.0, 0.0, 0.5), (100.0, 25.0, 2.0)),
        ((1.0, 1.0, -0.5), (0.0, 100.0, 1.0)),
        ((4.0, 1.0, 0.0), (75.0, 50.0, 4.0)),
    ],
)
def test_left_is_left_and_up_is_up(
    point: tuple[float, float, float], wanted: tuple[float, float, float]
) -> None:
    """Facing +x, +y is on the left and +z at the top."""
    assert pixel(ALONG_X, *point) == wanted


def test_yaw_turns_to_the_left() -> None:
    facing_y = Camera((1.0, 2.0, 3.0), 90.0, 0.0, 90.0, 200, 100)
    assert pixel(facing_y, 1.0, 4.0, 3.0) == (100.0, 50.0, 2.0)
    assert pixel(facing_y, 0.0, 4.0, 3.0) == (50.0, 50.0, 2.0)


def test_pitch_looks_up() -> None:
    up = Camera((0.0, 0.0, 0.0), 0.0, 45.0, 90.0, 200, 100)
    assert pixel(up, 1.0, 0.0, 1.0) == (100.0, 50.0, round(math.sqrt(2), 9))
    x, y, _ = pixel(up, 1.0, 0.0, 0.0)
    assert (x, y) == (100.0, 150.0)


def test_behind_has_negative_depth() -> None:
    assert pixel(ALONG_X, -2.0, 0.0, 0.0)[2] == -2.0


def test_axes_are_right_down_forward() -> None:
    np.testing.assert_allclose(ALONG_X.axes, [[0, -1, 0], [0, 0, -1], [1, 0, 0]], atol=1e-15)


ANGLES = st.floats(-180, 180)


@given(
    yaw=ANGLES,
    pitch=st.floats(-89, 89),
    fov=st.floats(20, 120),
    at=st.tuples(*[st.floats(-5, 5)] * 3),
    pixel=st.tuples(st.floats(0, 320), st.floats(0, 240)),
    depth=st.floats(0.1, 20),
)
@settings(max_examples=100, deadline=None)
def test_rays_lead_back_to_their_pixels(
    yaw: float,
    pitch: float,
    fov: float,
    at: tuple[float, float, float],
    pixel: tuple[float, float],
    depth: float,
) -> None:
    camera = Camera(at, yaw, pitch, fov, 320, 240)
    rays = camera.rays(np.array([pixel]))
    points = np.asarray(at) + depth * rays
    back, depths = camera.project(points)
    np.testing.assert_allclose(back[0], pixel, atol=1e-6)
    np.testing.assert_allclose(depths[0], depth, rtol=1e-9)
    matrix = camera.extrinsics @ np.append(points[0], 1.0)
    np.testing.assert_allclose(matrix[2], depth, rtol=1e-9)
    homogeneous = camera.intrinsics @ matrix[:3]
    np.testing.assert_allclose(homogeneous[:2] / homogeneous[2], pixel, atol=1e-6)
    np.testing.assert_allclose(camera.axes @ camera.axes.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(camera.axes) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("elevation", "azimuth", "position", "yaw", "pitch"),
    [
        (0.0, -90.0, (1.0, 0.0, 3.0), 90.0, 0.0),
        (0.0, 0.0, (3.0, 2.0, 3.0), 180.0, 0.0),
        (30.0, 180.0, (1.0 - math.sqrt(3), 2.0, 4.0), 0.0, -30.0),
        (-30.0, 90.0, (1.0, 2.0 + math.sqrt(3), 2.0), 270.0, 30.0),
    ],
)
def test_looking_at(
    elevation: float, azimuth: float, position: tuple[float, float, float], yaw: float, pitch: float
) -> None:
    """2 m from (1, 2, 3); at azimuth −90° the camera stands at −y and looks along +y."""
    found = looking_at((1.0, 2.0, 3.0), 2.0, elevation, azimuth)
    assert found[0] == pytest.approx(position)
    assert found[1:] == (pytest.approx(yaw), pytest.approx(pitch))


@given(elevation=st.floats(-89, 89), azimuth=st.floats(-360, 360), distance=st.floats(0.2, 9))
@settings(max_examples=60, deadline=None)
def test_what_is_looked_at_is_in_the_middle(elevation: float, azimuth: float, distance: float) -> None:
    target = (0.3, -0.4, 0.5)
    position, yaw, pitch = looking_at(target, distance, elevation, azimuth)
    pixels, depth = Camera(position, yaw, pitch, 50.0, 200, 100).project(np.array([target]))
    np.testing.assert_allclose(pixels[0], (100.0, 50.0), atol=1e-6)
    np.testing.assert_allclose(depth[0], distance, rtol=1e-9)
