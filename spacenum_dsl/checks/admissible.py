"""What a value of the spec can be: the judge's own reading of fixed and of drawn values."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

from spacenum_dsl.semantics import values

EXACT = 1e-9
"""Metres or degrees by which numbers that should be equal may differ."""

MILLIMETRE = 0.0005 + EXACT
"""Metres that rounding to millimetres may change."""

Lookup: TypeAlias = Callable[[values.Attribute], float | None]
"""The number of an object that a value mentions, if it can be told."""


def untold(_: values.Attribute) -> float | None:
    """A lookup where no object is known."""
    return None


def possible(
    value: values.Value, number: float, turn: bool = False, within: float = EXACT, known: Lookup = untold
) -> bool:
    """Whether a value can be that number, give or take `within`; `turn` counts angles modulo 360°.
    Of computations with drawn numbers only the limits are judged."""
    match value:
        case values.Grid(values=numbers):
            return any(_near(one, number, turn, within) for one in numbers)
        case values.Uniform(low=low, high=high, whole=whole):
            if whole and not _near(round(number), number, False, within):
                return False
            return any(
                low - within <= number + lap <= high + within for lap in ((0, -360, 360) if turn else (0,))
            )
        case values.Choice(options=options):
            return any(possible(option, number, turn, within, known) for option in options)
        case values.Named(value=inner):
            return possible(inner, number, turn, within, known)
        case values.Attribute(limits=limits) | values.Arithmetic(limits=limits):
            if limits is not None and not _allowed(limits, number, within):
                return False
    only = settled(value, known)
    return only is None or _near(only, number, turn, within)


def _allowed(limits: values.Limits, number: float, within: float) -> bool:
    low = -math.inf if limits.low is None else limits.low
    high = math.inf if limits.high is None else limits.high
    whole = not limits.whole or _near(round(number), number, False, within)
    return math.isfinite(number) and low - within <= number <= high + within and whole


def _near(one: float, other: float, turn: bool, within: float) -> bool:
    apart = one - other
    return abs(math.remainder(apart, 360.0) if turn else apart) <= within


def settled(value: values.Value, known: Lookup = untold) -> float | None:
    """The one number that a value is, if it is one."""
    match value:
        case values.Constant(value=only):
            return only
        case values.Named(value=inner):
            return settled(inner, known)
        case values.Attribute():
            return known(value)
        case values.Arithmetic(op=op, left=left, right=right):
            a, b = settled(left, known), settled(right, known)
            if a is None or b is None or (op == "/" and b == 0):
                return None
            return {"+": a + b, "-": a - b, "*": a * b}[op] if op != "/" else a / b
    return None


def most(value: values.Value) -> float:
    """The largest number that a value can be; infinite where that can't be told."""
    match value:
        case values.Grid(values=numbers):
            return max(numbers)
        case values.Uniform(high=high):
            return high
        case values.Choice(options=options):
            return max(most(option) for option in options)
        case values.Named(value=inner):
            return most(inner)
    only = settled(value)
    return math.inf if only is None else only


def may_be_at(
    at: values.Value, place: tuple[float, float], known: Lookup = untold, within: float = EXACT
) -> bool:
    """Whether coordinates of the spec, or a choice of them, can be that place."""
    match at:
        case values.Vector(items=items):
            return all(
                possible(item, number, within=within, known=known)
                for item, number in zip(items, place, strict=True)
            )
        case values.Choice(options=options):
            return any(may_be_at(option, place, known, within) for option in options)
        case values.Named(value=inner):
            return may_be_at(inner, place, known, within)
    return False


def words(value: values.Value) -> frozenset[str]:
    """All words that a value can be."""
    match value:
        case values.Symbol(name=name):
            return frozenset((name,))
        case values.Choice(options=options):
            return frozenset().union(*(words(option) for option in options))
        case values.Named(value=inner):
            return words(inner)
    return frozenset()
