"""What a value can be, whatever it is drawn as: its one number, its bounds."""

from __future__ import annotations

import math
from decimal import Decimal, DivisionByZero, InvalidOperation

from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.units import Dimension


def fixed_number(value: values.Value) -> float | None:
    """The number that a value is in every world, if it is one."""
    match value:
        case values.Constant(value=number):
            return number
        case values.Named(value=inner):
            return fixed_number(inner)
        case values.Arithmetic(op=op, left=left, right=right):
            a, b = fixed_number(left), fixed_number(right)
            return None if a is None or b is None else compute(op, a, b)
    return None


def bounds_of(value: values.Value) -> tuple[float, float] | None:
    """The smallest and largest number that a value can be; None where that depends on other objects."""
    match value:
        case values.Grid(values=numbers):
            return min(numbers), max(numbers)
        case values.Uniform(low=low, high=high):
            return low, high
        case values.Named(value=inner):
            return bounds_of(inner)
        case values.Choice(options=options):
            found = [bounds_of(option) for option in options]
            ends = [end for bounds in found if bounds is not None for end in bounds]
            return None if None in found else (min(ends), max(ends))
    number = fixed_number(value)
    return None if number is None else (number, number)


_SPANS: dict[Dimension, tuple[float, float]] = {"angle": (0.0, 360.0), "share": (0.05, 20.0)}
"""What numbers of an object can be; a length is anything."""


def span_of(value: values.Value) -> tuple[float, float]:
    """Bounds of what a value can be in any world, which need not be reached."""
    known = bounds_of(value)
    if known is not None:
        return known
    match value:
        case values.Named(value=inner):
            return span_of(inner)
        case values.Choice(options=options):
            ends = [end for option in options for end in span_of(option)]
            return min(ends), max(ends)
        case values.Attribute(path=("size", _)):
            return 0.0, math.inf
        case values.Attribute(dimension=dimension):
            return _SPANS.get(dimension, (-math.inf, math.inf))
        case values.Arithmetic(op=op, left=left, right=right):
            return _combined(op, span_of(left), span_of(right))
    return -math.inf, math.inf


def _combined(op: str, left: tuple[float, float], right: tuple[float, float]) -> tuple[float, float]:
    """Bounds of a sum, difference, product or quotient of numbers within bounds."""
    if op == "+":
        return left[0] + right[0], left[1] + right[1]
    if op == "-":
        return left[0] - right[1], left[1] - right[0]
    if not all(map(math.isfinite, (*left, *right))) or (op == "/" and right[0] <= 0 <= right[1]):
        return -math.inf, math.inf
    ends = [a * b if op == "*" else a / b for a in left for b in right]
    return min(ends), max(ends)


def compute(op: str, left: float, right: float) -> float | None:
    """Arithmetic in decimal, so that `0.1 + 0.2` is 0.3; None for a division by zero."""
    a, b = Decimal(repr(left)), Decimal(repr(right))
    try:
        return float({"+": a + b, "-": a - b, "*": a * b}[op] if op != "/" else a / b)
    except (DivisionByZero, InvalidOperation):
        return None
