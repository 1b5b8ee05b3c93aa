"""How messages show numbers that were read: with their units, and against the bounds of their property."""

from __future__ import annotations

import math
import re

from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults, types, values
from spacenum_dsl.semantics.scope import Scope


def out_of_bounds(
    value: values.Value, wanted: types.Measure, scope: Scope, least: float, most: float
) -> None:
    """Reports a number that no world can use, and what it comes to where it does not say so itself."""
    low, high, written = wanted.low, wanted.high, value.span.text
    bounds = [f"at least {plain(low, wanted)}"] if low is not None else []
    bounds += [f"at most {plain(high, wanted)}"] if high is not None else []
    message = f"`{written}` is out of bounds"
    ends = [plain(end, wanted) for end in dict.fromkeys((least, most)) if math.isfinite(end)]
    if not _NUMBER.fullmatch(written) and ends:
        message = f"`{written}` is {' .. '.join(ends)}, which is out of bounds"
    between = _DIFFERENCE.fullmatch(written)
    help = [f"a range is written `{between[1]} .. {between[2]}`"] if between else []
    scope.report(faults.OUT_OF_BOUNDS, message, value.span, " and ".join(bounds), help)


_NUMBER = re.compile(r"-?[0-9.]+([eE][+-]?[0-9]+)?")
_DIFFERENCE = re.compile(r"([0-9.]+) *- *([0-9.]+)")


def plain(value: float, wanted: types.Measure) -> str:
    unit = {"length": " m", "angle": " deg", "pixels": " px", "share": " %", "number": ""}[wanted.dimension]
    return f"{value * 100 if wanted.dimension == 'share' else value:.9g}{unit}"


def as_read(expr: syntax.Range, unit: str | None) -> str:
    """A range in steps with the unit that each of its numbers got."""
    parts = [part for part in (expr.low, expr.high, expr.step) if part is not None]
    low, high, *step = (
        f"{part.span.text} {unit}"
        if unit and isinstance(part, syntax.Numeral | syntax.Unary)
        else _whole(part)
        for part in parts
    )
    return f"{low} .. {high} step {step[0]}" if step else f"{low} .. {high}"


def _whole(expr: syntax.Expr) -> str:
    return f"{expr.value.span.text} {expr.unit}" if isinstance(expr, syntax.Quantity) else expr.span.text
