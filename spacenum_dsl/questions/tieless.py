"""Whether a pool of magnitudes holds a set without proximity ties, told without listing its sets.

Two distances from one number are equal where it lies in the middle of two others, so a set is free of ties
if no three of its members are equally spaced.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics import values

SAME = 1e-6
"""Differences up to here count as none."""

NEEDED = (
    *(1, 2, 4, 5, 9, 11, 13, 14, 20, 24, 26, 30, 32),
    *(36, 40, 41, 51, 54, 58, 63, 71, 74, 82, 84, 92, 95),
)
"""How many equally spaced numbers hold a set of 1, 2, … 26 that is free of ties (OEIS A065825)."""

STEPS = 50_000
"""Numbers that a search tries to add. A pool that it leaves open is taken for possible; drawing will tell."""


def listed(value: values.Value) -> tuple[float, ...] | None:
    """All magnitudes that a value can be, if they can be listed, ascending."""
    match value:
        case values.Constant(value=number):
            return (number,)
        case values.Grid(values=numbers):
            return numbers
        case values.Named(value=inner):
            return listed(inner)
        case values.Choice(options=options):
            parts = [listed(option) for option in options]
            if all(part is not None for part in parts):
                return tuple(sorted({number for part in parts for number in part or ()}))
    return None


def can_be_tieless(pool: Sequence[float], size: int) -> bool:
    """Whether `size` of these ascending numbers can be free of ties; no pool with such a set is refused."""
    numbers = _told_apart(pool)
    if len(numbers) < size or size <= 2 or len(numbers) > _enough(size):
        return len(numbers) >= size
    if _equally_spaced(numbers):
        return len(numbers) >= needed(size)
    return _Search(numbers, size).found()


def needed(size: int) -> int:
    """How many equally spaced numbers hold a set of that size."""
    return NEEDED[size - 1]


def _told_apart(pool: Sequence[float]) -> Floats:
    """The numbers without those that are the same as the one before."""
    kept: list[float] = []
    for number in pool:
        if not kept or number - kept[-1] > 2 * SAME:
            kept.append(number)
    return np.asarray(kept)


def _enough(size: int) -> int:
    """A pool of more numbers always holds a set: every two members keep at most three others out of it, so a
    set that is too small can be added to."""
    members = size - 1
    return members + 3 * (members * (members - 1) // 2)


def _equally_spaced(numbers: Floats) -> bool:
    gaps = np.diff(numbers)
    return bool(np.all(np.abs(gaps - gaps[0]) < SAME))


class _Search:
    """Looks for a set by adding larger and larger numbers. `best` is the largest size among the last numbers
    of the pool, from each place on: what a set can still gain, so that hopeless ones are left early."""

    def __init__(self, numbers: Floats, size: int) -> None:
        self.count, self.size, self.steps = len(numbers), size, 0
        third = 2 * numbers[None, :] - numbers[:, None]
        place = np.clip(np.searchsorted(numbers, third - SAME), 0, self.count - 1)
        hit = np.abs(numbers[place] - third) < SAME
        self.third = np.where(hit, place, -1).tolist()
        """At [a][b], the place of the number that is as far behind b as b is behind a; -1 for none."""
        self.best = [0] * (self.count + 1)

    def found(self) -> bool:
        if self._greedy() >= self.size:
            return True
        for first in reversed(range(self.count)):
            more = self.best[first + 1] + 1
            self.best[first] = more if self._grows([first], frozenset(), more) else more - 1
            if self.best[first] >= self.size or self.steps > STEPS:
                return True
        return False

    def _greedy(self) -> int:
        """The size of the set that takes every number that it can."""
        chosen: list[int] = []
        barred: set[int] = set()
        for place in range(self.count):
            if place not in barred:
                barred.update(self.third[other][place] for other in chosen)
                chosen.append(place)
        return len(chosen)

    def _grows(self, chosen: list[int], barred: frozenset[int], wanted: int) -> bool:
        """Whether numbers behind the last chosen one make it a set of the wanted size."""
        if len(chosen) == wanted:
            return True
        for place in range(chosen[-1] + 1, self.count):
            if len(chosen) + self.best[place] < wanted or self.steps > STEPS:
                return False
            if place in barred:
                continue
            self.steps += 1
            further = barred.union(self.third[other][place] for other in chosen)
            if self._grows([*chosen, place], further, wanted):
                return True
        return False
