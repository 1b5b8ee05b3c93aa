"""Solvers that use how answers are balanced: of a run of questions, which letters fit together.

The printed options show which letter has which rank. If in every run of L questions each letter *and* each
rank comes equally often, few of all keys fit, and some options are right in more of them than others. The
solver counts these keys exactly, for every L up to 12 and wherever runs may start; for longer runs it goes by
the pair of letter and rank that comes most often, to which the exact count tends.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, product

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.judging.audit.tables import Given, Whole

ALIGNED = 8
"""Questions up to which runs are tried from every start; longer ones start with the cell."""
EXACT = 12
LONG = (16, 20, 24, 32, 40, 48, 64, 80, 100, 200, 400)

ABOUT = "the letter that fits most keys in which each run of {} has each letter and each rank equally often"


@lru_cache(maxsize=32)
def _states(length: int, options: int) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """What may have been counted of each place after 0, 1, …, `length` questions."""
    most, least = -(-length // options), length // options
    levels = []
    for done in range(length + 1):
        counts = [c for c in product(range(most + 1), repeat=options) if sum(c) == done]
        levels.append(tuple(c for c in counts if sum(max(0, least - each) for each in c) <= length - done))
    return tuple(levels)


@lru_cache(maxsize=32)
def _steps(length: int, options: int) -> tuple[Whole, ...]:
    """(states, options) per question: the state that one more of a place leads to, or -1."""
    levels = _states(length, options)
    found = []
    for now, then in pairwise(levels):
        where = {counts: place for place, counts in enumerate(then)}
        rows = [
            [where.get((*c[:place], c[place] + 1, *c[place + 1 :]), -1) for place in range(options)]
            for c in now
        ]
        found.append(np.array(rows, dtype=np.int64))
    return tuple(found)


def shares(ranks: Whole) -> Floats:
    """(runs, length, k) the share of fitting keys in which each letter is right, from the rank that each
    letter has, (runs, length, k); all alike where no key fits."""
    runs, length, k = ranks.shape
    steps, levels = _steps(length, k), _states(length, k)
    ahead = [np.ones((runs, 1, 1))]
    for place in range(length):
        ahead.append(_moved(ahead[-1], ranks[:, place], steps[place], len(levels[place + 1]), back=False))
    behind = np.ones((runs, len(levels[length]), len(levels[length])))
    found = np.zeros((runs, length, k))
    for place in reversed(range(length)):
        for letter, rank in product(range(k), range(k)):
            some = np.flatnonzero(ranks[:, place, letter] == rank)
            a, b = steps[place][:, letter], steps[place][:, rank]
            here = ahead[place][some][:, a >= 0][:, :, b >= 0]
            there = behind[some][:, a[a >= 0]][:, :, b[b >= 0]]
            found[some, place, letter] = (here * there).sum(axis=(1, 2))
        behind = _moved(behind, ranks[:, place], steps[place], len(levels[place]), back=True)
    total = found.sum(axis=2, keepdims=True)
    return np.asarray(np.where(total > 0, found / np.maximum(total, 1e-300), 1 / k))


def _moved(counts: Floats, ranks: Whole, steps: Whole, size: int, *, back: bool) -> Floats:
    """(runs, states, states) keys that fit, one question further or one back."""
    moved = np.zeros((len(counts), size, size))
    k = ranks.shape[1]
    for letter, rank in product(range(k), range(k)):
        some = np.flatnonzero(ranks[:, letter] == rank)
        a, b = steps[:, letter], steps[:, rank]
        before = np.ix_(some, np.flatnonzero(a >= 0), np.flatnonzero(b >= 0))
        after = np.ix_(some, a[a >= 0], b[b >= 0])
        if back:
            moved[before] += counts[after]
        else:
            moved[after] += counts[before]
    return moved


def given(ranks: Whole, order: Whole, where: str, *, longest: int = EXACT) -> Iterator[Given]:
    """Cues (n, k) from the rank of each letter (n, k), for runs along `order`, which counts rows."""
    n, k = ranks.shape
    for length in range(2, min(longest, n) + 1):
        for start in range(length if length <= ALIGNED else 1):
            cost = np.zeros((n, k))
            rows = order[start : start + (n - start) // length * length].reshape(-1, length)
            if len(rows):
                cost[rows] = -np.round(shares(ranks[rows]), 9)
                name = f"balance of {length} from {start} {where}"
                yield Given(name, ABOUT.format(length), cost)
    for length in (*(size for size in LONG if size < n), n):
        cost = np.zeros((n, k))
        for start in range(0, n, length):
            rows = order[start : start + length]
            pairs = np.zeros((k, k))
            np.add.at(pairs, (np.arange(k)[None], ranks[rows]), 1)
            cost[rows] = -pairs[np.arange(k)[None], ranks[rows]]
        yield Given(f"commonest letter and rank of {length} {where}", ABOUT.format(length), cost)
