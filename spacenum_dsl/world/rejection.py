"""Why a world, a start state or a set of options was refused, and which of many refusals tells most.

Checks stand in a row. Those at its front see the most, so counting alone would blame them; a check that lets
nothing through at the end would never be named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from spacenum_dsl.semantics import values

ENOUGH = 10
"""How many must have come as far as the last check for it to be blamed: all of them were refused there."""


@dataclass(frozen=True)
class Rejection:
    """Why one attempt failed: a requirement or a rule of all worlds, about one object.

    Refusals for one reason are counted together; what differs from world to world is no part of it.
    """

    object: str
    reason: str
    requirement: values.Requirement | None
    ways: tuple[str, ...] = field(default=(), compare=False)
    """What would help."""
    detail: str = field(default="", compare=False)
    """By how much, in this world."""
    property: str = field(default="", compare=False)
    """Which property of the object's block could be changed; the block itself where it is empty."""
    gate: int = field(default=0, compare=False)
    """The place of the check among all that come one after the other."""
    starts: Mapping[Rejection, int] = field(default_factory=dict, compare=False)
    """What refused how many of the start states that were tried in a world, where some were."""
    near: float = field(default=-math.inf, compare=False)
    """How near this attempt came, among those of one reason: the greater the nearer."""
    measure: Callable[[], Rejection] | None = field(default=None, compare=False, repr=False)
    """The same with a `detail` that costs too much to be measured for each attempt."""


def tally(refused: Iterable[tuple[Rejection, int]]) -> dict[Rejection, int]:
    """How many attempts each reason refused. It is told in the words of the one that came nearest."""
    counts: dict[Rejection, int] = {}
    nearest: dict[Rejection, Rejection] = {}
    for refusal, count in refused:
        counts[refusal] = counts.get(refusal, 0) + count
        nearest[refusal] = max(nearest.get(refusal, refusal), refusal, key=_near)
    return {nearest[refusal]: count for refusal, count in counts.items()}


def _near(refusal: Rejection) -> float:
    return refusal.near


@dataclass(frozen=True)
class Passed:
    """What one check did: how many came to it, and how many of these it refused."""

    refusal: Rejection
    refused: int
    came: int


def funnel(counts: Mapping[Rejection, int]) -> list[Passed]:
    """What each check refused of those that came to it, in the order of the checks."""
    left = sum(counts.values())
    found = []
    for gate in sorted({refusal.gate for refusal in counts}):
        here = {refusal: count for refusal, count in counts.items() if refusal.gate == gate}
        found += [Passed(refusal, count, left) for refusal, count in sorted(here.items(), key=_most)]
        left -= sum(here.values())
    return found


def _most(item: tuple[Rejection, int]) -> tuple[int, str, str]:
    refusal, count = item
    return -count, refusal.object, refusal.reason


def foremost(counts: Mapping[Rejection, int]) -> Passed:
    """The check to blame: the last one, which let nothing through, if enough came so far; else the one that
    refused the largest part of what came to it."""
    checks = funnel(counts)
    last = [check for check in checks if check.refusal.gate == checks[-1].refusal.gate]
    if last[0].came >= ENOUGH:
        return last[0]
    return max(checks, key=lambda check: (check.refused / check.came, check.came))
