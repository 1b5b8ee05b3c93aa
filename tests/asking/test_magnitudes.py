"""Sets of magnitudes: tieless by every pair of distances, and in an order that favours none."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest
from scipy import stats

from spacenum_dsl.asking.magnitudes import in_random_order, tieless_sets, without_ties

GRID = tuple(round(0.2 * step, 10) for step in range(1, 8))
LONG = tuple(float(number) for number in range(40))


def tied(numbers: tuple[float, ...]) -> bool:
    """Whether some member is as far from one other as from a second, by all triples."""
    return any(
        abs(abs(a - b) - abs(a - c)) < 1e-6
        for a in numbers
        for b, c in itertools.combinations([other for other in numbers if other != a], 2)
    )


@pytest.mark.parametrize("size", [2, 3, 4, 5])
@pytest.mark.parametrize("pool", [GRID, (10.0, 20.0, 30.0, 45.0, 50.0, 70.0), (1.0, 2.0)])
def test_tieless_sets_are_all_those_without_ties(pool: tuple[float, ...], size: int) -> None:
    wanted = tuple(chosen for chosen in itertools.combinations(pool, size) if not tied(chosen))
    assert tieless_sets(pool, size) == wanted


def test_ties_are_found_whatever_the_order() -> None:
    assert not without_ties((3.0, 1.0, 2.0))
    assert without_ties((4.0, 1.0, 2.0))


def test_every_set_comes_once() -> None:
    found = list(in_random_order(GRID, 4, np.array([0.1, 0.2, 0.3, 0.4])))
    assert len(found) == len(set(found))
    assert set(found) == set(tieless_sets(GRID, 4))


def test_the_order_is_named_by_its_shares() -> None:
    shares = np.array([0.1, 0.2, 0.3, 0.4])
    assert list(in_random_order(GRID, 4, shares)) == list(in_random_order(GRID, 4, shares))
    assert list(in_random_order(GRID, 4, shares)) != list(in_random_order(GRID, 4, shares[::-1]))


def test_each_set_is_first_and_last_equally_often() -> None:
    generator = np.random.default_rng(5)
    orders = [list(in_random_order(GRID, 4, generator.random(4))) for _ in range(3000)]
    for place in (0, -1):
        seen = Counter(order[place] for order in orders)
        assert set(seen) == set(tieless_sets(GRID, 4))
        assert stats.chisquare(list(seen.values())).pvalue > 1e-3


def test_out_of_a_long_pool_sets_are_drawn_without_favour() -> None:
    """More sets than are listed: every magnitude is in the first set as often as in all tieless ones."""
    assert tieless_sets(LONG, 4) == ()
    generator = np.random.default_rng(6)
    firsts = [next(in_random_order(LONG, 4, generator.random(4))) for _ in range(300)]
    assert all(not tied(chosen) and chosen == tuple(sorted(chosen)) for chosen in firsts)
    whole = Counter(
        number for chosen in itertools.combinations(LONG, 4) if not tied(chosen) for number in chosen
    )
    seen = Counter(number for chosen in firsts for number in chosen)
    expected = np.array([whole[number] for number in LONG], dtype=float)
    expected *= 4 * len(firsts) / expected.sum()
    observed = np.array([seen[number] for number in LONG], dtype=float)
    bands = np.arange(len(LONG)) // 8
    assert (
        stats.chisquare(np.bincount(bands, weights=observed), np.bincount(bands, weights=expected)).pvalue
        > 1e-3
    )
