"""Scores by proximity: by hand, and what policies that never look get."""

from __future__ import annotations

from itertools import product

import pytest

from spacenum_dsl.checks.scores import expected, gain, proximity

SETS = ((0.2, 0.4, 0.8, 1.6), (10.0, 20.0, 50.0, 70.0), (1.0, 2.0, 4.0))


def test_proximity_is_the_papers() -> None:
    """From 0.4 m: itself, then 0.2 (0.2 m away), 0.8 (0.4 m), 1.6 (1.2 m)."""
    values = (0.2, 0.4, 0.8, 1.6)
    assert [proximity(values, chosen, 1) for chosen in range(4)] == [0.7, 1.0, 0.4, 0.0]
    assert [proximity((3.0, 5.0), chosen, 0) for chosen in (0, 1)] == [1.0, 0.0]


def test_the_second_smallest_is_worth_more_than_a_guess() -> None:
    """The second of 0.2, 0.4, 0.8, 1.6: 0.7, 1, 0.7 and 0.4 by answer; the largest: 0, 0, 0 and 1."""
    values = (0.2, 0.4, 0.8, 1.6)
    assert [expected(values, chosen) for chosen in (1, 3)] == pytest.approx([0.7, 0.25])
    assert sum(expected(values, chosen) for chosen in range(4)) / 4 == pytest.approx(0.525)


@pytest.mark.parametrize("values", SETS)
def test_every_policy_that_never_looks_gains_nothing(values: tuple[float, ...]) -> None:
    """Constant ones, and ones that take one option or the other by a coin."""
    places = range(len(values))
    for policy in product(places, repeat=2):
        worth = sum(gain(values, chosen, answer) for chosen in policy for answer in places)
        assert worth == pytest.approx(0.0, abs=1e-12)
    assert [gain(values, answer, answer) for answer in places] == pytest.approx([1.0] * len(values))


def test_ties_and_more_options_have_no_proximity() -> None:
    with pytest.raises(ValueError, match="equally far"):
        proximity((1.0, 2.0, 3.0), 0, 1)
    with pytest.raises(ValueError, match="2 to 4 options"):
        proximity((1.0, 2.0, 4.0, 8.0, 16.0), 0, 1)
