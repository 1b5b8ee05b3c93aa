"""How near a requirement that does not hold came to it: the number of what broke it that was best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.world.conditions import ROUNDING, ConditionPlace, conjuncts, number, singles
from spacenum_dsl.world.rejection import Rejection

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
_ENDS = {">": " at most", "<": " at least", "=": ", which is nearest"}

_SHOWN = {"number": (2, "", 1), "length": (2, " m", 1), "angle": (1, "°", 1), "share": (0, " %", 100)}
"""Decimals, unit and factor in which a number of each dimension is told; pixels have one decimal."""

MOST_DECIMALS = 6
"""Decimals by which a number is told apart from the one that it misses."""


@dataclass(frozen=True)
class Nearest:
    """What came nearest, in words, and by how much it misses what is required, in the compiler's unit."""

    text: str
    lack: float


def nearest(
    conditions: Iterable[values.Condition], facts: Sequence[ConditionPlace], among: Flags | None = None
) -> Nearest | None:
    """The best number of the first comparison with a constant that holds nowhere.

    `facts` are of all that must fulfil the conditions together, such as the options of one set: the worst of
    them counts. Where facts hold many candidates, the best of them does; `among` are those that count, (n,).
    """
    for comparisons in _written(conditions):
        found = _best(comparisons, facts, among)
        if found is not None:
            return found
    return None


def told(
    refusal: Rejection, conditions: Iterable[values.Condition], facts: Sequence[ConditionPlace]
) -> Rejection:
    """A refusal by a requirement on what the facts are of, with the number that came nearest."""
    found = nearest(conditions, facts)
    return refusal if found is None else replace(refusal, detail=found.text, near=-found.lack)


def amount(value: float, dimension: str, apart_from: float | None = None) -> str:
    """A number with its unit, with enough decimals to be told apart from another one."""
    decimals, unit, factor = _SHOWN.get(dimension, (1, " px", 1))
    value, other = value * factor, None if apart_from is None else apart_from * factor
    while other is not None and round(value, decimals) == round(other, decimals) and decimals < MOST_DECIMALS:
        decimals += 1
    return (
        f"{round(value, decimals) + 0.0:.{decimals}f}".rstrip("0").rstrip(".") + unit
        if decimals
        else (f"{value:.0f}{unit}")
    )


def _written(conditions: Iterable[values.Condition]) -> list[list[values.Comparison]]:
    """The comparisons that must all hold, those of one group's members together; none of others."""
    found: dict[object, list[values.Comparison]] = {}
    for condition in conditions:
        for part in conjuncts(condition):
            if isinstance(part, values.Comparison):
                found.setdefault((part.span, part.op), []).append(part)
    return list(found.values())


def _best(
    comparisons: Sequence[values.Comparison], facts: Sequence[ConditionPlace], among: Flags | None
) -> Nearest | None:
    first = comparisons[0]
    turned = isinstance(first.left, values.Constant)
    term, bound = (first.right, first.left) if turned else (first.left, first.right)
    op = _TURNED.get(first.op, "") if turned else first.op
    if not isinstance(bound, values.Constant) or op not in _TURNED:
        return None
    numbers, lacks = [], []
    for each in comparisons:
        for fact in facts:
            if all(np.all(fact.present(name)) for name in singles(each)):
                value = np.atleast_3d(number(each.right if turned else each.left, fact))
                numbers.append(value)
                lacks.append(_lack(op, value, bound.value))
    if not numbers:
        return None
    value, lack = (_candidates(arrays, among) for arrays in (numbers, lacks))
    worst = lack.argmax(axis=0)
    candidate = np.arange(lack.shape[1])
    value, lack = value[worst, candidate], lack[worst, candidate]
    if not len(lack) or not np.isfinite(lack).all() or lack.min() < (0.0 if op in "<>" else ROUNDING):
        return None
    best = int(lack.argmin())
    shown = amount(float(value[best]), bound.dimension, bound.value)
    return Nearest(f"`{term.span.text}` came to {shown}{_ENDS[op[0]]}", float(lack[best]))


def _lack(op: str, value: Floats, bound: float) -> Floats:
    """By how much numbers miss what is required of them."""
    match op[0]:
        case ">":
            return np.asarray(bound - value)
        case "<":
            return np.asarray(value - bound)
    return np.asarray(np.abs(value - bound))


def _candidates(arrays: Sequence[Floats], among: Flags | None) -> Floats:
    """(all that must hold, candidates) out of arrays (1, candidates, states)."""
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    if among is not None:
        shape = (shape[0], len(among), shape[2])
    found = np.stack([np.broadcast_to(array, shape) for array in arrays])
    found = found.transpose(0, 1, 3, 2).reshape(-1, shape[1])
    return found if among is None else np.asarray(found[:, among])
