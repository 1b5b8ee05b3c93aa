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
from spacenum_dsl.checks.audit.tables import Given, Whole

ALIGNED = 12
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
def _steps(length: int, options: int) -> tuple[tuple[Whole, Whole], ...]:
    """Per question, (options, states) each: the state after it that one more of a place leads to, and the
    state before it that leads here; the number of states where there is none."""
    levels = _states(length, options)
    found = []
    for now, then in pairwise(levels):
        onward = np.full((options, len(now)), len(then))
        back = np.full((options, len(then)), len(now))
        where = {counts: place for place, counts in enumerate(then)}
        for (state, counts), place in product(enumerate(now), range(options)):
            next = where.get((*counts[:place], counts[place] + 1, *counts[place + 1 :]))
            if next is not None:
                onward[place, state], back[place, next] = next, state
        found.append((onward, back))
    return tuple(found)


def shares(ranks: Whole) -> Floats:
    """(runs, length, k) the share of fitting keys in which each letter is right, from the rank that each
    letter has, (runs, length, k); all alike where no key fits."""
    runs, length, k = ranks.shape
    steps, levels = _steps(length, k), _states(length, k)
    ahead = [np.ones((runs, 1, 1))]
    for place, (_, back) in enumerate(steps):
        ahead.append(np.sum(list(_taken(ahead[-1], back, ranks[:, place])), axis=0))
    behind = np.ones((runs, len(levels[length]), len(levels[length])))
    found = np.zeros((runs, length, k))
    for place in reversed(range(length)):
        parts = list(_taken(behind, steps[place][0], ranks[:, place]))
        for letter, part in enumerate(parts):
            found[:, place, letter] = (ahead[place] * part).sum(axis=(1, 2))
        behind = np.sum(parts, axis=0)
    total = found.sum(axis=2, keepdims=True)
    return np.asarray(np.where(total > 0, found / np.maximum(total, 1e-300), 1 / k))


def _taken(counts: Floats, states: Whole, ranks: Whole) -> Iterator[Floats]:
    """Per letter, (runs, states, states): what is counted in the states that it and its rank lead to."""
    padded = np.pad(counts, ((0, 0), (0, 1), (0, 1)))
    every = np.arange(len(counts))[:, None, None]
    for letter in range(ranks.shape[1]):
        yield padded[every, states[letter][None, :, None], states[ranks[:, letter]][:, None, :]]


def given(ranks: Whole, order: Whole, where: str, *, longest: int = EXACT) -> Iterator[Given]:
    """Cues (n, k) from the rank of each letter (n, k), for runs along `order`, which counts rows."""
    n, k = ranks.shape
    lengths = [length for length in range(2, longest + 1) if length <= n]
    for length in lengths:
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
