"""Scores that give part of the credit to options near the answer, and what never looking is worth by them.

By the paper's proximity, the option that is nearest to the answer scores 70, the next 40, the farthest 0.
Middle options are near everything, so "always the second smallest" scores 64 where a guess scores 52.5, more
than most models. `gain` takes from each score what choosing that option is worth before the answer is drawn:
whoever chooses by rank, letter or dice has an expected gain of 0, and who is right has 1.
"""

from __future__ import annotations

from collections.abc import Sequence

CREDIT = (1.0, 0.7, 0.4)
"""What the answer, the nearest other option and the next one score; the farthest scores nothing."""


def proximity(values: Sequence[float], chosen: int, answer: int) -> float:
    """The credit for one of two to four options, by its place in the order of distance from the answer."""
    if not 2 <= len(values) <= len(CREDIT) + 1:
        raise ValueError(f"proximity is defined for 2 to 4 options, not for {len(values)}")
    away = [abs(value - values[answer]) for value in values]
    if len(set(away)) < len(away):
        raise ValueError(f"two of {', '.join(f'{value:g}' for value in values)} are equally far from one")
    place = sum(other < away[chosen] for other in away)
    return 0.0 if place == len(values) - 1 else CREDIT[place]


def expected(values: Sequence[float], chosen: int) -> float:
    """The credit for an option on the mean over all answers, which are equally likely before one is drawn."""
    return sum(proximity(values, chosen, answer) for answer in range(len(values))) / len(values)


def gain(values: Sequence[float], chosen: int, answer: int) -> float:
    """Proximity beyond what the chosen option is worth whatever the answer: 1 for the answer, 0 on the mean
    for every policy that knows nothing of it, below 0 for what is farther than that."""
    worth = expected(values, chosen)
    return (proximity(values, chosen, answer) - worth) / (1 - worth)
