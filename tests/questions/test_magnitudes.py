"""Sets of magnitudes: tieless by every pair of distances, members treated alike, dear for no grid."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pytest
from scipy import stats

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.questions.magnitudes import CANDIDATES, sets_of, without_ties
from spacenum_dsl.semantics import values
from spacenum_dsl.world.evaluate import Columns, Draws

pytestmark = pytest.mark.long

HERE = Span(Source("none.scene", ""), 0, 0)


def grid(low: float, high: float, count: int) -> values.Grid:
    return values.Grid(HERE, tuple(np.round(np.linspace(low, high, count), 10).tolist()), "angle")


SEVEN = grid(0.2, 1.4, 7)
RANGE = values.Uniform(HERE, 10.0, 70.0, "angle")


def columns(index: int = 0, span: float = 1.0, size: int = 4) -> Columns:
    """What one question draws from; nothing mentions another object."""
    one = np.ones(1, np.uint64)
    draws = Draws(7, "kitchen/turn", one * np.uint64(index), one * np.uint64(0), span=span, many=size)
    return Columns(draws, lambda _: np.empty((1, 1)))


def firsts(by: values.Value, size: int = 4, span: float = 1.0, count: int = 3000) -> list[tuple[float, ...]]:
    """The first set of each of so many questions."""
    return [next(sets_of(by, size, columns(index, span, size))) for index in range(count)]


def tied(numbers: tuple[float, ...]) -> bool:
    """Whether some member is as far from one other as from a second, by all triples."""
    return any(
        abs(abs(a - b) - abs(a - c)) < 1e-6
        for a in numbers
        for b, c in itertools.combinations([other for other in numbers if other != a], 2)
    )


def tieless(by: values.Grid, size: int) -> list[tuple[float, ...]]:
    return [chosen for chosen in itertools.combinations(by.values, size) if not tied(chosen)]


def test_ties_are_found_whatever_the_order() -> None:
    assert not without_ties((3.0, 1.0, 2.0))
    assert without_ties((4.0, 1.0, 2.0))


@pytest.mark.parametrize("size", [2, 3, 4, 5])
@pytest.mark.parametrize("by", [SEVEN, grid(1, 45, 45), RANGE], ids=["seven", "fine", "range"])
def test_members_differ_ascend_and_never_tie(by: values.Value, size: int) -> None:
    for index in range(20):
        for chosen in itertools.islice(sets_of(by, size, columns(index, size=size)), 20):
            assert len(set(chosen)) == size
            assert chosen == tuple(sorted(chosen))
            assert not tied(chosen)
            assert all(number == round(number, 2) for number in chosen), "as it is printed"


@pytest.mark.parametrize("size", [3, 4])
def test_every_tieless_set_is_equally_likely(size: int) -> None:
    seen = Counter(firsts(SEVEN, size))
    assert set(seen) == set(tieless(SEVEN, size))
    assert stats.chisquare(list(seen.values())).pvalue > 1e-4


def test_every_magnitude_of_a_long_grid_is_in_as_many_sets_as_among_all_tieless_ones() -> None:
    long = grid(0, 39, 40)
    whole = Counter(number for chosen in tieless(long, 4) for number in chosen)
    seen = Counter(number for chosen in firsts(long, count=1000) for number in chosen)
    bands = np.arange(40) // 8
    expected = np.bincount(bands, weights=[whole[number] for number in long.values])
    observed = np.bincount(bands, weights=[seen[number] for number in long.values])
    assert stats.chisquare(observed, expected * observed.sum() / expected.sum()).pvalue > 1e-4


class Permuted(Columns):
    """The same draws, the members of each set in another order."""

    def evaluate(self, value: values.Value, names: tuple[str, ...], start: int = 0, count: int = 1) -> Floats:
        drawn = super().evaluate(value, names, start, count).reshape(-1, 4)
        return np.random.default_rng(start).permuted(drawn, axis=1).reshape(1, -1)


@pytest.mark.parametrize("span", [1.0, 0.3])
def test_a_set_does_not_depend_on_the_order_of_its_members(span: float) -> None:
    for index in range(20):
        own = columns(index, span)
        permuted = Permuted(own.draws, own.mention)
        sets = (itertools.islice(sets_of(RANGE, 4, each), 50) for each in (own, permuted))
        assert list(next(sets)) == list(next(sets))


@pytest.mark.long
def test_sets_lie_the_same_way_from_below_and_from_above() -> None:
    """A window is nowhere and in no direction preferred: sets and their mirror images are equally likely."""
    lows = [chosen[0] - 10.0 for chosen in firsts(RANGE, span=0.4, count=2000)]
    highs = [70.0 - chosen[-1] for chosen in firsts(RANGE, span=0.4, count=2000)]
    assert stats.ks_2samp(lows, highs).pvalue > 1e-4


@pytest.mark.parametrize("span", [0.2, 0.5])
def test_a_set_lies_within_its_span_which_slides_over_the_whole(span: float) -> None:
    for by, most in ((RANGE, span * 60.0 + 0.01), (grid(0, 99, 100), span * 100.0)):
        found = firsts(by, span=span, count=500)
        assert max(chosen[-1] - chosen[0] for chosen in found) <= most
        low, high = (10.0, 70.0) if by is RANGE else (0.0, 99.0)
        assert min(chosen[0] for chosen in found) < low + 0.1 * (high - low)
        assert max(chosen[-1] for chosen in found) > high - 0.1 * (high - low)


@pytest.mark.parametrize(("span", "low", "high"), [(1.0, 0.36, 0.6), (0.2, 0.25, 0.31)])
@pytest.mark.long
def test_in_a_narrow_span_a_magnitude_hardly_tells_its_rank(span: float, low: float, high: float) -> None:
    """The best guess at the rank of a magnitude that is not near an end, by where it lies in six bands."""
    ranks: dict[int, Counter[int]] = {}
    for chosen in firsts(RANGE, span=span):
        for rank, number in enumerate(chosen):
            if 22.0 <= number <= 58.0:
                ranks.setdefault(int(number - 22.0) // 6, Counter())[rank] += 1
    best = sum(max(counts.values()) for counts in ranks.values())
    assert low <= best / sum(counts.total() for counts in ranks.values()) <= high


@dataclass(frozen=True, eq=False)
class Counting(Draws):
    """Counts the numbers that are drawn."""

    taken: list[int] = field(default_factory=list)

    def uniform(self, names: tuple[str, ...], start: int = 0, count: int = 1) -> Floats:
        self.taken.append(count)
        return super().uniform(names, start, count)


def drawn_until(by: values.Value, sets: int) -> int:
    """How many numbers are drawn for so many sets, if there are so many."""
    own = columns().draws
    counting = Counting(own.seed, own.stream, own.index, own.attempt)
    list(itertools.islice(sets_of(by, 4, Columns(counting, lambda _: np.empty((1, 1)))), sets))
    return sum(counting.taken)


def test_the_cost_does_not_grow_with_the_grid() -> None:
    """What a set costs is counted in numbers that are drawn for it, which are as many for 60,001 values."""
    for by in (SEVEN, grid(1, 45, 45), grid(10, 70, 60_001), RANGE):
        assert drawn_until(by, 1) == 4 * CANDIDATES[0]


def test_rare_sets_are_found_and_missing_ones_end() -> None:
    """All sets of a few odd values come up; three values make no set of four, which is known in the end."""
    few = values.Grid(HERE, (1.0, 2.0, 4.0, 8.0, 9.0), "angle")
    assert set(sets_of(few, 4, columns())) == set(tieless(few, 4))
    assert drawn_until(grid(10, 30, 3), 1) == 4 * sum(CANDIDATES)
    assert list(sets_of(grid(10, 30, 3), 4, columns())) == []


@pytest.mark.parametrize("question", [724, 1445])
def test_sets_of_which_one_in_a_thousand_is_wide_enough_come_up(question: int) -> None:
    """Questions whose first 4,352 sets are all too close, out of the widest that a window of 44 cm holds."""
    fine = grid(0.2, 2.4, 221)
    wide = [
        place
        for place, chosen in enumerate(sets_of(fine, 4, columns(question, 0.2)))
        if min(b - a for a, b in itertools.pairwise(chosen)) > 0.1199
    ]
    assert len(wide) > 50
