"""Own sines, roots, powers and products: as the C library's to the last digits, and the same one by one as in
arrays."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacenum_dsl.base import exact

CLOSE = 4e-16
SIZES = (1, exact.FEW + 5)
"""Short arrays go another way than long ones."""


@pytest.mark.parametrize(
    ("degrees", "wanted"),
    [
        (0, (1.0, 0.0)),
        (90, (0.0, 1.0)),
        (180, (-1.0, 0.0)),
        (270, (0.0, -1.0)),
        (360, (1.0, 0.0)),
        (-90, (0.0, -1.0)),
        (-0.0, (1.0, 0.0)),
        (450, (0.0, 1.0)),
        (60, (0.5, math.sqrt(3) / 2)),
        (150, (-math.sqrt(3) / 2, 0.5)),
    ],
)
def test_turns_of_known_angles(degrees: float, wanted: tuple[float, float]) -> None:
    assert exact.turn(degrees) == pytest.approx(wanted, abs=CLOSE)
    if degrees % 90 == 0:
        assert str(exact.turn(degrees)) == str(wanted), "quarter turns are exact, and no zero is negative"


@given(st.floats(-720, 720))
@settings(max_examples=300, deadline=None)
def test_turns(degrees: float) -> None:
    c, s = exact.turn(degrees)
    near = math.remainder(degrees, 360.0)
    assert abs(c - math.cos(math.radians(near))) <= CLOSE
    assert abs(s - math.sin(math.radians(near))) <= CLOSE
    assert (exact.cos(degrees), exact.sin(degrees)) == (c, s)
    for size in SIZES:
        many = exact.turns(np.full((size, 1), degrees))
        assert {str(pair) for pair in zip(*(each.ravel().tolist() for each in many), strict=True)} == {
            str((c, s))
        }


@given(st.floats(-5, 5), st.floats(-5, 5))
@settings(max_examples=300, deadline=None)
def test_bearings(x: float, y: float) -> None:
    found = exact.bearing(x, y)
    assert abs(math.remainder(found - math.degrees(math.atan2(y + 0.0, x + 0.0)), 360.0)) <= 1e-13
    for size in SIZES:
        assert set(exact.bearings(np.full(size, x), np.full(size, y)).tolist()) == {found}


def test_bearings_of_known_directions() -> None:
    around = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]
    assert [exact.bearing(*way) for way in around] == [0, 45, 90, 135, 180, -135, -90, -45]
    assert exact.bearing(0.0, 0.0) == 0.0


@given(st.floats(-1, 1))
@settings(max_examples=100, deadline=None)
def test_angles_of_shares(share: float) -> None:
    assert exact.arcsin(share) == pytest.approx(math.degrees(math.asin(share)), abs=1e-12)
    assert exact.arccos(share) == pytest.approx(math.degrees(math.acos(share)), abs=1e-12)


@given(st.floats(1e-3, 1e3), st.floats(0.1, 4))
@settings(max_examples=200, deadline=None)
def test_logarithms_and_powers(base: float, exponent: float) -> None:
    assert exact.log2(base) == pytest.approx(math.log2(base), rel=CLOSE, abs=CLOSE)
    assert exact.power(base, exponent) == pytest.approx(base**exponent, rel=1e-14)
    assert exact.power(0.0, exponent) == 0.0
    assert [exact.log2(2.0**k) for k in range(-3, 4)] == [*range(-3, 4)]


def test_lengths() -> None:
    assert exact.length(3.0, 4.0) == exact.distance((1.0, 1.0), (4.0, 5.0)) == 5.0
    assert exact.length(2.0, 3.0, 6.0) == 7.0


def test_sums_go_from_left_to_right() -> None:
    """A sum that keeps more bits than a float would be 1."""
    assert exact.total([1e16, 1.0, -1e16]) == 0.0


@given(st.integers(0, 2**32 - 1), st.sampled_from([(1, 3, 3), (40, 3, 3), (3, 3, 1), (2, 4, 5)]))
@settings(max_examples=40, deadline=None)
def test_products_are_sums_from_left_to_right(seed: int, shape: tuple[int, int, int]) -> None:
    """Against the definition, in Python's floats, one element after the other."""
    n, k, m = shape
    rng = np.random.default_rng(seed)
    one, other = rng.normal(size=(2, n, k)), rng.normal(size=(k, m))
    found = exact.product(one, other)
    for batch in range(2):
        for row in range(n):
            for column in range(m):
                wanted = 0.0
                for place in range(k):
                    part = float(one[batch, row, place]) * float(other[place, column])
                    wanted = part if place == 0 else wanted + part
                assert found[batch, row, column] == wanted
