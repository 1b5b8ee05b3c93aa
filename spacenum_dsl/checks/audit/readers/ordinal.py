"""The ordinal reader: it orders the pictures by what changes in them, and measures nothing.

The prompt prints a number. Whether that is usually the smallest of its set, or the largest, can be known from
other questions; so the reader takes the picture of that place. It is told the true order of the candidates
along each axis, and no distance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.readers.study import Study
from spacenum_dsl.checks.audit.tables import Whole

NEAR = 30
"""Options of other questions, nearest in number, that say which place a number usually has."""
SAME = 1e-6
"""Numbers that differ by less are one."""


def ordered(study: Study, others: list[Study]) -> Iterator[tuple[str, Floats]]:
    """How it knows what is usual, and the (n, k) evidence for each candidate, more being better."""
    own = np.array(study.group)
    yield "what is usual in the cell's other questions", _evidence(study, study, own)
    if len(set(study.scene)) > 1:
        yield "what is usual in other questions of the scene", _evidence(study, study, own, by_scene=True)
    yield "a grid in which every number is as likely", _uniform(study)
    for other in others:
        yield f"what is usual in `{other.cell}` of the other dataset", _evidence(study, other, None)


def places(numbers: Floats) -> tuple[Whole, Whole]:
    """(n, k) each option's place among the different numbers of its set, and (n,) how many there are."""
    rounded = np.round(numbers / SAME) * SAME
    found = np.array([np.unique(row, return_inverse=True)[1] for row in rounded], dtype=np.int64)
    return found.reshape(numbers.shape), found.reshape(numbers.shape).max(axis=1) + 1


def _evidence(study: Study, known: Study, own: Floats | None, *, by_scene: bool = False) -> Floats:
    """Logarithms of the shares with which the asked number had each place among others near it."""
    found = np.zeros((study.questions, study.options))
    rows = np.arange(study.questions)
    scenes, theirs = np.array(study.scene), np.array(known.scene)
    for name, numbers in study.axes.items():
        place, different = places(numbers)
        learned, sizes = places(known.axes[name])
        values, taught = known.axes[name].ravel(), learned.ravel()
        of = np.repeat(np.arange(known.questions), known.options)
        asked = numbers[rows, study.answer]
        for row in rows[different > 1]:
            other = sizes[of] == different[row]
            if own is not None:
                other &= own[of] != own[row]
            if by_scene:
                other &= theirs[of] == scenes[row]
            away = np.where(other, np.abs(values - asked[row]), np.inf)
            if not other.any():
                continue
            reach = np.partition(away, min(NEAR, len(away)) - 1)[min(NEAR, len(away)) - 1]
            near = np.isfinite(away) & (away <= reach + SAME)
            counts = np.bincount(taught[near], minlength=different[row])[: different[row]] + 0.5
            found[row] += np.log(counts / counts.sum())[place[row]]
    return found


def _uniform(study: Study) -> Floats:
    """The same, if sets were drawn from all numbers of the cell, each as likely."""
    found = np.zeros((study.questions, study.options))
    rows = np.arange(study.questions)
    for numbers in study.axes.values():
        grid = np.unique(np.round(numbers / SAME) * SAME)
        place, different = places(numbers)
        below = np.searchsorted(grid, numbers[rows, study.answer] - SAME)
        above = len(grid) - 1 - below
        for row in rows[different > 1]:
            count = int(different[row])
            ways = [
                math.comb(int(below[row]), rank) * math.comb(int(above[row]), count - 1 - rank)
                for rank in range(count)
            ]
            shares = np.array(ways, dtype=float) + 1e-9
            found[row] += np.log(shares / shares.sum())[place[row]]
    return found
