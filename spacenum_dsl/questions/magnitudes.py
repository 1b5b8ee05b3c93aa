"""Sets of magnitudes that are fair to ask about."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.semantics import values
from spacenum_dsl.world.evaluate import Columns

CANDIDATES = (256, 4096, 65536)
"""Sets that are drawn for one question, a round each; the next round only if those before have too few."""

DECIMALS = 2
"""Decimals of a magnitude out of a continuous range, which are all that is printed."""

CLOSEST = 1e-6
"""Metres or degrees below which two magnitudes, or two distances between them, count as one."""


def without_ties(numbers: Sequence[float]) -> bool:
    """Whether each number has different distances to all others, so that proximity ranks never tie.

    Two distances from one number are equal where it lies in the middle of two others.
    """
    for number in numbers:
        distances = sorted(abs(number - other) for other in numbers if other != number)
        if any(b - a < CLOSEST for a, b in itertools.pairwise(distances)):
            return False
    return True


def sets_of(by: values.Value, size: int, columns: Columns) -> Iterator[tuple[float, ...]]:
    """Tieless sets of `size` different magnitudes, each ascending, in the order drawn.

    The members of a set are drawn alike and independently, within the span of `columns`; sets with equal
    members or with ties are drawn again. So the cost does not grow with the number of magnitudes, and no
    member is treated in another way than the others.
    """
    start = 0
    for count in CANDIDATES:
        drawn = columns.evaluate(by, ("by",), start * size, count * size)[0]
        rows = np.sort(np.broadcast_to(drawn, count * size).reshape(count, size), axis=1)
        if _continuous(by):
            rows = np.round(rows, DECIMALS)
        apart = np.diff(rows, axis=1).min(axis=1, initial=np.inf) > CLOSEST
        yield from (chosen for chosen in map(tuple, rows[apart].tolist()) if without_ties(chosen))
        start += count


@dataclass(frozen=True)
class Short:
    """A set whose steps alone, those of each magnitude to the nearest other, break a requirement."""

    need: values.Requirement
    steps: tuple[float, ...]


class Sets:
    """Sets of one question in the order drawn, each drawn when it is first asked for and then kept.

    `drawn` are sets and, in place of those whose steps alone break a requirement, what tells so.
    """

    def __init__(self, drawn: Iterator[tuple[float, ...] | Short], most: int) -> None:
        self.short: values.Requirement | None = None
        """The last requirement that a set broke."""
        self.widest: tuple[float, ...] = ()
        """The steps of that one of the sets that broke it of which the smallest step is the largest."""
        self.narrowest: tuple[float, ...] = ()
        """Those of the one of which the largest step is the smallest."""
        self._drawn, self._most = drawn, most
        self._known: list[tuple[float, ...]] = []

    def __getitem__(self, place: int) -> tuple[float, ...] | None:
        """The set at this place of a circle of all that there are, `None` if there is none."""
        while len(self._known) <= min(place, self._most - 1):
            found = next(self._drawn, None)
            if found is None:
                break
            if isinstance(found, Short):
                self.short = found.need
                self.widest = max(self.widest or found.steps, found.steps, key=min)
                self.narrowest = min(self.narrowest or found.steps, found.steps, key=max)
            else:
                self._known.append(found)
        return self._known[place % len(self._known)] if self._known else None


def _continuous(value: values.Value) -> bool:
    """Whether a value is not one of a list."""
    match value:
        case values.Uniform():
            return True
        case values.Named(value=inner):
            return _continuous(inner)
        case values.Choice(options=options):
            return any(_continuous(option) for option in options)
        case values.Arithmetic(left=left, right=right):
            return _continuous(left) or _continuous(right)
    return False
