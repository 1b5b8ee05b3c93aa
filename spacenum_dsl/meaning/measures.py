"""Types numbers: literals with units, grids, ranges, arithmetic, parts of objects."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.base.span import Span
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.meaning import faults, types, values
from spacenum_dsl.meaning.scope import Scope
from spacenum_dsl.meaning.units import ARTICLES, EXAMPLES, UNITS, Dimension

MAX_GRID = 100_000
"""Values that a grid may have."""

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
        case syntax.Number() | syntax.Unary(op="-"):
            number = _literal(expr, wanted, scope, unit)
            return None if number is None else _bounded(number, wanted, scope)
        case syntax.Name(parts=("any",)):
            return _whole_range(expr, wanted, scope)
        case syntax.Name() if expr.text in scope.lets:
            with scope.inside(expr) as written:
                named = None if written is None else measure(written, wanted, scope, unit)
            return None if named is None else values.Named(expr.span, expr.text, named)
        case syntax.Name() if len(expr.parts) > 1:
            return attribute(expr, scope, wanted)
        case syntax.Choice():
            return choice(expr, scope, lambda option: measure(option, wanted, scope, unit))
        case syntax.Range():
            return _range(expr, wanted, scope, unit)
        case syntax.Binary(op="+" | "-" | "*" | "/"):
            return _arithmetic(expr, wanted, scope)
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
        case syntax.Choice(items=items):
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


def attribute(expr: syntax.Name, scope: Scope, wanted: types.Measure | None) -> values.Attribute | None:
    """`target.at.x` and its like: a number of an object that is written above."""
    head, path = expr.parts[0], expr.parts[1:]
    if not known_object(head, expr.span, scope):
        return None
    if wanted is not None and scope.objects[head] not in {"object", "anchor"}:
        message = f"`{head}` is a group, which has no number of its own"
        scope.report(faults.WRONG_TYPE, message, expr.span, "expected the name of a single object")
        return None
    if path not in ATTRIBUTES:
        known = [".".join((head, *path)) for path in ATTRIBUTES]
        help = f"an object has {', '.join(f'`{name}`' for name in known)}"
        scope.report(
            faults.UNKNOWN_NAME,
            f"`{head}` has no `{'.'.join(path)}`",
            expr.span,
            close_match(expr.text, known),
            [help],
        )
        return None
    dimension = ATTRIBUTES[path]
    if wanted is not None and wanted.dimension != dimension:
        scope.report(
            faults.WRONG_UNIT, f"`{expr.text}` is {ARTICLES[dimension]}", expr.span, f"expected {wanted}"
        )
        return None
    return values.Attribute(expr.span, head, path, dimension)


ATTRIBUTES: dict[tuple[str, ...], Dimension] = {
    ("at", "x"): "length",
    ("at", "y"): "length",
    ("yaw",): "angle",
    ("scale",): "share",
    ("size", "x"): "length",
    ("size", "y"): "length",
    ("size", "z"): "length",
}
"""Parts of an object that an expression may mention; `at` is in the frame in which it is written."""


def known_object(name: str, span: Span, scope: Scope, words: tuple[str, ...] = ()) -> bool:
    if name in scope.objects:
        return True
    known = [*scope.objects, *words]
    help = (
        f"known here: {', '.join(f'`{name}`' for name in known)}" if known else "no object is written above"
    )
    scope.report(faults.UNKNOWN_NAME, f"unknown object `{name}`", span, close_match(name, known), [help])
    return False


def _literal(
    expr: syntax.Number | syntax.Unary, wanted: types.Measure, scope: Scope, unit: str | None
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
    if not isinstance(inner, syntax.Number):
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
        scope.report(faults.OUT_OF_BOUNDS, f"`{expr.span.text}` is too large a number", expr.span)
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
        scope.report(faults.UNKNOWN_UNIT, f"unknown unit `{unit}`", span, close_match(unit, UNITS), help)
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
    """A bare share below one is meant as a fraction."""
    is_fraction = wanted.dimension == "share" and text.replace(".", "", 1).isdigit() and float(text) <= 1
    return f"{float(text) * 100:g}" if is_fraction else text


def _without_article(wanted: types.Measure) -> str:
    return "a count" if wanted.dimension == "number" else ARTICLES[wanted.dimension]


def _bounded(value: values.Value, wanted: types.Measure, scope: Scope) -> values.Value | None:
    if not isinstance(value, values.Constant):
        return value
    if wanted.whole and value.value != round(value.value):
        scope.report(
            faults.WRONG_TYPE, f"`{value.span.text}` is not a whole number", value.span, f"expected {wanted}"
        )
        return None
    low, high = wanted.low, wanted.high
    if (low is not None and value.value < low) or (high is not None and value.value > high):
        bounds = [f"at least {_plain(low, wanted)}"] if low is not None else []
        bounds += [f"at most {_plain(high, wanted)}"] if high is not None else []
        scope.report(
            faults.OUT_OF_BOUNDS, f"`{value.span.text}` is out of bounds", value.span, " and ".join(bounds)
        )
        return None
    return value


def _plain(value: float, wanted: types.Measure) -> str:
    unit = {"length": " m", "angle": " deg", "pixels": " px", "share": " %", "number": ""}[wanted.dimension]
    return f"{value * 100 if wanted.dimension == 'share' else value:g}{unit}"


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
        scope.report(faults.BAD_RANGE, "the ends of a range must be fixed values", expr.span)
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
    first, last, step = (Decimal(repr(number)) for number in (low, high, rest[0]))
    count = int((last - first) / step) + 1
    if count > MAX_GRID:
        scope.report(faults.BAD_RANGE, f"this range holds {count} values", expr.span, f"at most {MAX_GRID}")
        return None
    return values.Grid(expr.span, tuple(float(first + k * step) for k in range(count)), wanted.dimension)


def _unit_of(expr: syntax.Expr) -> str | None:
    match expr:
        case syntax.Quantity(unit=unit):
            return unit
        case syntax.Unary(operand=inner) | syntax.Group(value=inner):
            return _unit_of(inner)
    return None


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


def compute(op: str, left: float, right: float) -> float | None:
    """Arithmetic in decimal, so that `0.1 + 0.2` is 0.3; None for a division by zero."""
    a, b = Decimal(repr(left)), Decimal(repr(right))
    try:
        return float({"+": a + b, "-": a - b, "*": a * b}[op] if op != "/" else a / b)
    except (DivisionByZero, InvalidOperation):
        return None


def _arithmetic(expr: syntax.Binary, wanted: types.Measure, scope: Scope) -> values.Value | None:
    free, bare = types.Measure(wanted.dimension), types.Measure("number")
    op = expr.op
    assert op in {"+", "-", "*", "/"}
    if op in {"+", "-"} or wanted.dimension == "number":
        kinds = (free, free)
    elif op == "*" and _dimensionless(expr.left, scope):
        kinds = (bare, free)
    else:
        kinds = (free, bare)
    left, right = measure(expr.left, kinds[0], scope), measure(expr.right, kinds[1], scope)
    if left is None or right is None:
        return None
    value = values.Arithmetic(expr.span, op, left, right, wanted.dimension)
    if op == "/" and fixed_number(right) == 0:
        scope.report(faults.OUT_OF_BOUNDS, "division by zero", expr.span)
        return None
    number = fixed_number(value)
    if number is None:
        return value
    return _bounded(values.Constant(expr.span, number, wanted.dimension), wanted, scope)


def _dimensionless(expr: syntax.Expr, scope: Scope) -> bool:
    match expr:
        case syntax.Number():
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
    expr: syntax.Choice, scope: Scope, read: Callable[[syntax.Expr], values.Value | None]
) -> values.Choice | None:
    """A choice with its weights; `read` types each option."""
    options: list[values.Value | None] = []
    weights: list[float] = []
    for item in expr.items:
        weight, inner = 1.0, item
        if isinstance(item, syntax.Binary) and item.op == "*" and isinstance(item.left, syntax.Number):
            weight, inner = float(item.left.text), item.right
            if weight <= 0:
                scope.report(
                    faults.BAD_WEIGHT,
                    f"`{item.left.text}` is not a weight",
                    item.left.span,
                    "expected a positive number",
                )
        weights.append(weight)
        options.append(read(inner))
    if None in options or min(weights) <= 0:
        return None
    return values.Choice(expr.span, tuple(option for option in options if option is not None), tuple(weights))


def mismatch(expr: syntax.Expr, wanted: types.Type, scope: Scope) -> None:
    if isinstance(expr, syntax.Name):
        scope.report(
            faults.UNKNOWN_NAME,
            f"unknown name `{expr.text}`",
            expr.span,
            close_match(expr.text, scope.lets) or f"expected {wanted}",
        )
    else:
        scope.report(faults.WRONG_TYPE, "this value has the wrong form", expr.span, f"expected {wanted}")
