"""Exact tests of counted hits against chance, and Holm's correction over all of them.

Under fair questions each answer is drawn evenly from its set whatever a solver sees, so the hits of a
solver that chose before it saw the answer are a binomial count. Letters and ranks that are balanced over a
cell make the count vary less, never more, as long as the choices for different worlds know nothing of each
other. Whoever learns from the other answers of a balanced cell expects what is used up already, and comes
out a little below chance: so learned solvers are tested on one side.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spacenum_dsl.base.parts import Floats

LEVEL = 0.99
"""Certainty of all verdicts together, and of each interval alone."""


def above(hits: int, tried: int, chance: float) -> float:
    """Probability of at least so many hits by luck."""
    from scipy.special import bdtrc  # noqa: PLC0415  an extra

    return float(bdtrc(hits - 1, tried, chance)) if hits > 0 else 1.0


def least(tried: int, chance: float, probability: float) -> float | None:
    """The least share of so many that luck gives with at most this probability, if any does."""
    return next((hits / tried for hits in range(tried + 1) if above(hits, tried, chance) < probability), None)


def below(hits: int, tried: int, chance: float) -> float:
    """Probability of at most so many hits by luck."""
    from scipy.special import bdtr  # noqa: PLC0415  an extra

    return float(bdtr(hits, tried, chance))


def interval(hits: int, tried: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact two-sided interval of a share (Clopper and Pearson, Biometrika 26, 1934)."""
    from scipy.special import betaincinv  # noqa: PLC0415  an extra

    tail = (1 - level) / 2
    low = float(betaincinv(hits, tried - hits + 1, tail)) if hits else 0.0
    high = float(betaincinv(hits + 1, tried - hits, 1 - tail)) if hits < tried else 1.0
    return low, high


def holm(probabilities: Sequence[float]) -> list[float]:
    """Adjusted probabilities in the same order (Holm, Scandinavian Journal of Statistics 6, 1979). They hold
    whatever the tests have in common: two directions of a world, three maps of one scene."""
    order = sorted(range(len(probabilities)), key=lambda place: probabilities[place])
    adjusted = [0.0] * len(order)
    worst = 0.0
    for passed, place in enumerate(order):
        worst = max(worst, min(1.0, probabilities[place] * (len(order) - passed)))
        adjusted[place] = worst
    return adjusted


def beaten(score: float, largest: Floats) -> float:
    """The probability that the largest score of all solvers is at least this one by luck: how often it is so
    under drawn keys, the true key counted as one of them (Phipson and Smyth, Statistical Applications in
    Genetics and Molecular Biology 9, 2010)."""
    return float((1 + np.count_nonzero(largest >= score)) / (1 + len(largest)))
