"""Sets of magnitudes that are fair to ask about."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from spacenum_dsl.base.parts import Floats

MOST_SETS = 5000
"""Up to so many sets are listed; out of more, so many are drawn."""


def without_ties(numbers: Sequence[float]) -> bool:
    """Whether each number has different distances to all others, so that proximity ranks never tie.

    Two distances from one number are equal where it lies in the middle of two others.
    """
    for number in numbers:
        distances = sorted(abs(number - other) for other in numbers if other != number)
        if any(b - a < 1e-6 for a, b in itertools.pairwise(distances)):
            return False
    return True


@lru_cache(maxsize=256)
def tieless_sets(pool: tuple[float, ...], size: int) -> tuple[tuple[float, ...], ...]:
    """All tieless sets out of a pool, each ascending; empty where there are too many to list."""
    if math.comb(len(pool), size) > MOST_SETS:
        return ()
    return tuple(chosen for chosen in itertools.combinations(pool, size) if without_ties(chosen))


def in_random_order(pool: tuple[float, ...], size: int, shares: Floats) -> Iterator[tuple[float, ...]]:
    """Tieless sets in an order that treats all alike.

    `shares` are four numbers in [0, 1) that name the order. Short lists are shuffled; out of longer ones,
    sets are drawn.
    """
    listed = tieless_sets(pool, size)
    if listed or math.comb(len(pool), size) <= MOST_SETS:
        keys = _stretched(shares, len(listed))
        yield from (listed[place] for place in np.argsort(keys, kind="stable"))
        return
    keys = _stretched(shares, MOST_SETS * len(pool)).reshape(MOST_SETS, len(pool))
    for row in np.argsort(keys, axis=1, kind="stable")[:, :size]:
        chosen = tuple(sorted(pool[place] for place in row))
        if without_ties(chosen):
            yield chosen


def _stretched(shares: Floats, count: int) -> Floats:
    """`count` numbers in [0, 1) from a stream's first words, through numpy's counter-based generator."""
    words = (shares[:4] * 2**32).astype(np.uint64)
    key = (int(words[0]) << 32 | int(words[1]), int(words[2]) << 32 | int(words[3]))
    return np.random.Generator(np.random.Philox(key=np.array(key, dtype=np.uint64))).random(count)
