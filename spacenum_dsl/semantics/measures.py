"""Types numbers: literals with units, grids, ranges, arithmetic, parts of objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.base.span import Span
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults, types, values
from spacenum_dsl.semantics.extents import fixed_number, span_of
from spacenum_dsl.semantics.hints import UNIT_WORDS, instead, nearest
from spacenum_dsl.semantics.mentions import ATTRIBUTES, attribute
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.shown import as_read, out_of_bounds, plain
from spacenum_dsl.semantics.units import ARTICLES, EXAMPLES, UNITS, Dimension

MAX_GRID = 100_000
"""Values that a grid may have."""

HEAVIEST = 1_000_000
"""The largest weight of an alternative."""

ROUNDING = Decimal("1e-9")
"""By which part of a step computed ends may miss a range's last value."""
MOST_DIGITS = 100
"""Digits before the point beyond which a number is not calculated with."""

LARGEST = Decimal(10) ** 19
"""Numbers up to here, seeds among them, are taken for meant."""


def measure(
    expr: syntax.Expr, wanted: types.Measure, scope: Scope, unit: str | None = None
) -> values.Value | None:
    """A number, grid, range or computed value of a measure; `unit` is one written further out."""
    match expr:
        case syntax.Group(value=inner):
            return measure(inner, wanted, scope, unit)
        case syntax.Quantity(value=inner, unit=own):
            return measure(inner, wanted, scope, own)
        case syntax.Numeral() | syntax.Unary(op="-"):
            return _bounded(_literal(expr, wanted, scope, unit), wanted, scope)
        case syntax.Name(parts=("any",)):
            return _whole_range(expr, wanted, scope)
        case syntax.Name() if expr.text in scope.lets:
            with scope.inside(expr) as written:
                named = None if written is None else measure(written, wanted, scope, unit)
            return None if named is None else values.Named(expr.span, expr.text, named)
        case syntax.Name() if len(expr.parts) > 1:
            return _bounded(attribute(expr, scope, wanted), wanted, scope)
        case syntax.Alternatives():
            return choice(expr, scope, lambda option: measure(option, wanted, scope, unit), unit)
        case syntax.Range():
            return _range(expr, wanted, scope, unit)
        case syntax.Binary(op="+" | "-" | "*" | "/"):
            return _bounded(_arithmetic(expr, wanted, scope, unit), wanted, scope)
    mismatch(expr, wanted, scope)
    return None


def dimension_of(expr: syntax.Expr, scope: Scope) -> Dimension:
    """The dimension that the units written in an expression give it."""
    match expr:
        case syntax.Quantity(unit=unit):
            return UNITS[unit][0] if unit in UNITS else "number"  # type: ignore[return-value]
        case syntax.Group(value=inner) | syntax.Unary(operand=inner):
            return dimension_of(inner, scope)
        case syntax.Binary(left=left, right=right):
            parts: tuple[syntax.Expr, ...] = (left, right)
        case syntax.Alternatives(items=items):
            parts = items
        case syntax.Range(low=low, high=high, step=step):
            parts = tuple(part for part in (low, high, step) if part is not None)
        case syntax.Name() if expr.text in scope.lets:
            with scope.inside(expr) as written:
                return "number" if written is None else dimension_of(written, scope)
        case syntax.Name() if expr.parts[1:] in ATTRIBUTES:
            return ATTRIBUTES[expr.parts[1:]]
        case _:
            return "number"
    return next((found for part in parts if (found := dimension_of(part, scope)) != "number"), "number")


def _literal(
    expr: syntax.Numeral | syntax.Unary, wanted: types.Measure, scope: Scope, unit: str | None
) -> values.Value | None:
    """A number with its signs and unit, or the negative of what is none."""
    sign = Decimal(1)
    inner: syntax.Expr = expr
    while isinstance(inner, syntax.Unary | syntax.Group | syntax.Quantity):
        if isinstance(inner, syntax.Unary):
            sign, inner = -sign, inner.operand
        elif isinstance(inner, syntax.Quantity):
            unit, inner = inner.unit, inner.value
        else:
            inner = inner.value
    if not isinstance(inner, syntax.Numeral):
        value = measure(inner, types.Measure(wanted.dimension), scope, unit)
        if value is None:
            return None
        minus = values.Constant(expr.span, -1.0, "number")
        return values.Arithmetic(expr.span, "*", minus, value, wanted.dimension)
    factor = unit_factor(expr.span, wanted, scope, unit)
    if factor is None:
        return None
    written = Decimal(inner.text)
    number = sign * written * factor if written.adjusted() < MOST_DIGITS else Decimal("Infinity")
    if abs(number) > LARGEST:
        label = f"numbers go up to {LARGEST:.0e}"
        scope.report(faults.OUT_OF_BOUNDS, f"`{expr.span.text}` is too large a number", expr.span, label)
        return None
    return values.Constant(expr.span, float(number), wanted.dimension)


def unit_factor(span: Span, wanted: types.Measure, scope: Scope, unit: str | None) -> Decimal | None:
    """What a bare number counts for under its unit, if that unit fits."""
    if unit is None:
        if wanted.dimension == "number":
            return Decimal(1)
        example = EXAMPLES[wanted.dimension].split()[1]
        scope.report(
            faults.WRONG_UNIT,
            f"`{span.text}` has no unit",
            span,
            f"expected {wanted}",
            [f"write `{_suggested(span.text, wanted)} {example}`"],
        )
        return None
    if unit not in UNITS:
        help = [f"units are {', '.join(f'`{name}`' for name in UNITS)}"]
        label = nearest(unit, UNITS, UNIT_WORDS)
        if wanted.dimension == "number":
            label, help = f"expected {wanted}", ["a bare number has no unit"]
        if unit in {"rad", "radian", "radians"}:
            label, help = "expected degrees", ["1 radian is 57.296 deg"]
        scope.report(faults.UNKNOWN_UNIT, f"unknown unit `{unit}`", span, label, help)
        return None
    dimension, factor = UNITS[unit]
    if dimension != wanted.dimension:
        scope.report(
            faults.WRONG_UNIT,
            f"`{unit}` is not a unit of {_without_article(wanted)}",
            span,
            f"expected {wanted}",
        )
        return None
    return factor


def _suggested(text: str, wanted: types.Measure) -> str:
    """A small bare share is meant as a factor."""
    is_fraction = wanted.dimension == "share" and text.replace(".", "", 1).isdigit() and float(text) < 5
    return f"{float(text) * 100:g}" if is_fraction else text


def _without_article(wanted: types.Measure) -> str:
    return "a count" if wanted.dimension == "number" else ARTICLES[wanted.dimension]


def _bounded(value: values.Value | None, wanted: types.Measure, scope: Scope) -> values.Value | None:
    """A number that its property can take. One that is known only in a world brings its limits along."""
    if value is None:
        return None
    number = fixed_number(value)
    low, high = wanted.low, wanted.high
    if number is not None:
        value = values.Constant(value.span, number, wanted.dimension)
        least = most = number
    else:
        least, most = span_of(value)
    if number is not None and wanted.whole and number != round(number):
        scope.report(
            faults.WRONG_TYPE, f"`{value.span.text}` is not a whole number", value.span, f"expected {wanted}"
        )
        return None
    if (low is not None and most < low) or (high is not None and least > high):
        out_of_bounds(value, wanted, scope, least, most)
        return None
    if isinstance(value, values.Arithmetic | values.Attribute):
        return replace(value, limits=values.Limits(low, high, wanted.whole))
    return value


def _whole_range(expr: syntax.Name, wanted: types.Measure, scope: Scope) -> values.Value | None:
    if wanted.wrap is None:
        scope.report(faults.WRONG_TYPE, "`any` has no meaning here", expr.span, f"expected {wanted}")
        return None
    return values.Uniform(expr.span, *wanted.wrap, wanted.dimension)


def _range(expr: syntax.Range, wanted: types.Measure, scope: Scope, unit: str | None) -> values.Value | None:
    parts = [part for part in (expr.low, expr.high, expr.step) if part is not None]
    inner_unit = unit or next((u for part in reversed(parts) if (u := _unit_of(part)) is not None), None)
    free = types.Measure(wanted.dimension, whole=wanted.whole)
    found = [measure(part, free if part is expr.step else wanted, scope, inner_unit) for part in parts]
    if None in found:
        return None
    numbers = [fixed_number(value) for value in found if value is not None]
    if None in numbers:
        help = [
            "write numbers, or `let`s of single numbers; add what is drawn to the range: `a + (0 .. 1 m)`"
        ]
        scope.report(faults.BAD_RANGE, "the ends of a range must be fixed values", expr.span, "", help)
        return None
    low, high, *rest = (number for number in numbers if number is not None)
    if low >= high or any(step <= 0 for step in rest):
        scope.report(
            faults.BAD_RANGE,
            "this range holds no values",
            expr.span,
            "expected low .. high with low below high and a positive step",
        )
        return None
    if not rest:
        return values.Uniform(expr.span, low, high, wanted.dimension, wanted.whole)
    return _grid(expr, (low, high, rest[0]), wanted, scope, inner_unit)


def _grid(
    expr: syntax.Range,
    numbers: tuple[float, float, float],
    wanted: types.Measure,
    scope: Scope,
    unit: str | None,
) -> values.Value | None:
    """The values of a range in steps, its ends included; an end that no step reaches is warned of."""
    first, last, step = (Decimal(repr(number)) for number in numbers)
    steps = int((last - first) / step + ROUNDING)
    read = as_read(expr, unit)
    if steps >= MAX_GRID:
        scope.report(
            faults.BAD_RANGE, f"this range holds {steps + 1} values", expr.span, f"at most {MAX_GRID}"
        )
        return None
    if not steps:
        help = ["write a step that fits between the ends"]
        if read != " ".join(expr.span.text.split()):
            help = [f"`{unit}` holds for all of these numbers; give each its own where they differ", *help]
        scope.report(
            faults.BAD_RANGE, f"`{read}` is one value", expr.span, "the step leads over the end", help
        )
        return None
    found = [first + k * step for k in range(steps + 1)]
    if abs(found[-1] - last) <= ROUNDING * step:
        found[-1] = last
    else:
        end, reached = (plain(float(number), wanted) for number in (last, found[-1]))
        message = f"no step of `{read}` reaches its end"
        help = [f"write the end that is meant, {reached} or {plain(float(found[-1] + step), wanted)}"]
        scope.warn(faults.BAD_RANGE, message, expr.span, f"the last value is {reached}, not {end}", help)
    return values.Grid(expr.span, tuple(float(number) for number in found), wanted.dimension)


def _unit_of(expr: syntax.Expr) -> str | None:
    match expr:
        case syntax.Quantity(unit=unit):
            return unit
        case syntax.Unary(operand=inner) | syntax.Group(value=inner):
            return _unit_of(inner)
    return None


def _arithmetic(
    expr: syntax.Binary, wanted: types.Measure, scope: Scope, unit: str | None
) -> values.Value | None:
    """Numbers combined; a unit written further out holds for the bare ones among them but for factors."""
    free, bare = types.Measure(wanted.dimension), types.Measure("number")
    op = expr.op
    assert op in {"+", "-", "*", "/"}
    if op in {"+", "-"} or wanted.dimension == "number":
        kinds = (free, free)
    elif op == "*" and _dimensionless(expr.left, scope):
        kinds = (bare, free)
    else:
        kinds = (free, bare)
    left, right = (
        measure(part, kind, scope, None if kind is bare else unit)
        for part, kind in zip((expr.left, expr.right), kinds, strict=True)
    )
    if left is None or right is None:
        return None
    if op == "/" and fixed_number(right) == 0:
        help = ["divide by a number that is never 0"]
        scope.report(faults.OUT_OF_BOUNDS, "division by zero", expr.right.span, "this is 0", help)
        return None
    return values.Arithmetic(expr.span, op, left, right, wanted.dimension)


def _dimensionless(expr: syntax.Expr, scope: Scope) -> bool:
    match expr:
        case syntax.Numeral():
            return True
        case syntax.Group(value=inner) | syntax.Unary(operand=inner):
            return _dimensionless(inner, scope)
        case syntax.Binary(left=left, right=right):
            return _dimensionless(left, scope) and _dimensionless(right, scope)
        case syntax.Name() if expr.text in scope.lets:
            with scope.inside(expr) as written:
                return written is not None and _dimensionless(written, scope)
    return False


def choice(
    expr: syntax.Alternatives,
    scope: Scope,
    read: Callable[[syntax.Expr], values.Value | None],
    unit: str | None = None,
) -> values.Choice | None:
    """A choice with its weights; `read` types each option. `unit` is one written behind all of it."""
    bare = [item for item in expr.items if isinstance(item, syntax.Numeral)]
    last = expr.items[-1]
    if unit is None and bare and isinstance(last, syntax.Quantity):
        together = " | ".join((*(item.span.text for item in expr.items[:-1]), last.value.span.text))
        message = f"`{bare[0].text}` has no unit"
        label = f"`{last.unit}` is that of the last alternative only"
        scope.report(faults.WRONG_UNIT, message, bare[0].span, label, [f"write `({together}) {last.unit}`"])
        return None
    options: list[values.Value | None] = []
    weights: list[float] = []
    for item in expr.items:
        weight, inner = 1.0, item
        if isinstance(item, syntax.Binary) and item.op == "*" and isinstance(item.left, syntax.Numeral):
            weight, inner = float(item.left.text), item.right
            if not 0 < weight <= HEAVIEST:
                label = f"expected a positive number up to {HEAVIEST:,}"
                scope.report(faults.BAD_WEIGHT, f"`{item.left.text}` is not a weight", item.left.span, label)
        weights.append(weight)
        options.append(read(inner))
    if None in options or not all(0 < weight <= HEAVIEST for weight in weights):
        return None
    return values.Choice(expr.span, tuple(option for option in options if option is not None), tuple(weights))


def mismatch(expr: syntax.Expr, wanted: types.Type, scope: Scope) -> None:
    """Reports a value that is none of the wanted type, with how to write what it seems to mean."""
    ways = instead(expr, wanted)
    if isinstance(expr, syntax.Name):
        label = close_match(expr.text, scope.lets) or f"expected {wanted}"
        scope.report(faults.UNKNOWN_NAME, f"unknown name `{expr.text}`", expr.span, label, ways)
    else:
        message = "this value has the wrong form"
        scope.report(faults.WRONG_TYPE, message, expr.span, f"expected {wanted}", ways)
