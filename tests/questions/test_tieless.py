"""Whether a pool holds a set without ties: compared with looking at all sets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacenum_dsl.questions.tieless import can_be_tieless, needed


def holds_one(pool: list[int], size: int) -> bool:
    """Whether some subset has no member in the middle of two others, by all subsets and all triples."""
    return any(
        all(a + c != 2 * b for a, b, c in itertools.combinations(chosen, 3))
        for chosen in itertools.combinations(sorted(pool), size)
    )


@given(
    st.sets(st.integers(1, 40), min_size=1, max_size=13), st.integers(2, 7), st.sampled_from([1, 0.1, 2.5])
)
def test_listed_values_are_decided_as_by_trying_all_sets(pool: set[int], size: int, unit: float) -> None:
    assert can_be_tieless([unit * number for number in sorted(pool)], size) == holds_one(list(pool), size)


@pytest.mark.parametrize("size", [3, 4, 5, 6, 7, 8])
def test_a_grid_needs_so_many_values(size: int) -> None:
    """Grids of one value less are too short, whatever their step; the search that knows no grids agrees."""
    count = needed(size)
    assert holds_one(list(range(count)), size) and not holds_one(list(range(count - 1)), size)
    for first, step in ((0.2, 0.2), (10.0, 5.0), (0.01, 0.001)):
        grid = [round(first + step * place, 9) for place in range(count)]
        assert can_be_tieless(grid, size) and not can_be_tieless(grid[:-1], size)


@pytest.mark.parametrize("count", [20, 21, 45, 63, 64, 60_001, 100_000])
def test_no_long_grid_is_refused(count: int) -> None:
    """{0, 1, 3, 7} is free of ties: 3 lies at 3, 2 and 4 from the others, 1 at 1, 2 and 6."""
    assert can_be_tieless([place / 8 for place in range(count)], 4)


def test_values_that_are_the_same_are_one() -> None:
    assert not can_be_tieless([1.0, 1.0 + 1e-9, 2.0, 4.0], 4)
    assert can_be_tieless([1.0, 1.1, 2.0, 4.0], 4)


def test_a_set_among_many_that_tie_is_not_refused() -> None:
    """No power of two is in the middle of two others, so all 26 of these are free of ties."""
    powers = {float(2**place) for place in range(26)}
    assert can_be_tieless(sorted(powers | {float(number) for number in range(1, 60)}), 26)
