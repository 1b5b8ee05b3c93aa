"""Types conditions: what stands behind `require`, where the operands tell each other their dimension."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults, types, values
from spacenum_dsl.semantics.expressions import object_ref, viewer_ref
from spacenum_dsl.semantics.extents import compute, fixed_number
from spacenum_dsl.semantics.measures import dimension_of, measure
from spacenum_dsl.semantics.mentions import ATTRIBUTES, attribute
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.types import FUNCTION_SIGNATURES
from spacenum_dsl.semantics.units import ARTICLES, EXAMPLES, Dimension

Typed: TypeAlias = tuple[values.Term, "Dimension | str"]
Comparing: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]
COMPARISONS: Mapping[str, Comparing] = MappingProxyType(
    {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
)


def resolve_condition(expr: syntax.Expr, scope: Scope) -> values.Condition | None:
    """A condition, or None after reporting why the expression is none."""
    match expr:
        case syntax.Group(value=inner):
            return resolve_condition(inner, scope)
        case syntax.Name() if expr.text in scope.lets:
            with scope.inside(expr) as written:
                return None if written is None else resolve_condition(written, scope)
        case syntax.Unary(op="not", operand=inner):
            item = resolve_condition(inner, scope)
            return None if item is None else values.Not(expr.span, item)
        case syntax.Binary(op="and" | "or" as op, left=left, right=right):
            items = (resolve_condition(left, scope), resolve_condition(right, scope))
            if items[0] is None or items[1] is None:
                return None
            return values.Logic(expr.span, op, (items[0], items[1]))
        case syntax.Binary(op=op) if op in COMPARISONS:
            return _comparison(expr, scope)
    if isinstance(expr, syntax.Call):
        compared = _term(expr, scope)
        if compared is None:
            return None
        example = EXAMPLES.get(compared[1], EXAMPLES["number"])
        help = [f"say how much: `{expr.span.text} >= {example}`"]
        scope.report(faults.WRONG_TYPE, "this is not a condition", expr.span, _called(compared[1]), help)
        return None
    label = "expected a comparison, like `gap(target, anchors) >= 4 cm`"
    scope.report(faults.WRONG_TYPE, "this is not a condition", expr.span, label)
    return None


def _comparison(expr: syntax.Binary, scope: Scope) -> values.Comparison | None:
    left, right = _term(expr.left, scope), _term(expr.right, scope)
    if left is None or right is None:
        return None
    if "set" in (left[1], right[1]):
        which = expr.left if left[1] == "set" else expr.right
        scope.report(
            faults.WRONG_TYPE, "a set of objects can't be compared", which.span, "did you mean `count(…)`?"
        )
        return None
    if left[1] != right[1]:
        message = f"can't compare {_called(left[1])} with {_called(right[1])}"
        label = f"expected {_called(left[1])}"
        if left[1] in EXAMPLES:
            label += f", like `{EXAMPLES[left[1]]}`"
        scope.report(faults.WRONG_UNIT, message, expr.right.span, label)
        return None
    found = values.Comparison(expr.span, COMPARISONS[expr.op], left[0], right[0])
    low, high = _settled(left[0]), _settled(right[0])
    if low is not None and high is not None and not _COMPARE[expr.op](low, high):
        label = f"{low:g} {expr.op} {high:g} holds in no world"
        help = ["write a number of the world on one side, like `gap(a, b)`"]
        scope.report(faults.OUT_OF_BOUNDS, "this condition is never fulfilled", expr.span, label, help)
        return None
    return found


_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _settled(term: values.Term) -> float | None:
    """The number that a term is in every world, if it is one."""
    match term:
        case values.Operation(op=op, left=left, right=right):
            a, b = _settled(left), _settled(right)
            return None if a is None or b is None else compute(op, a, b)
        case values.FunctionCall() | values.ObjectRef() | values.ViewerRef():
            return None
    return fixed_number(term)


def _called(dimension: str) -> str:
    return next((text for name, text in ARTICLES.items() if name == dimension), dimension)


def _term(expr: syntax.Expr, scope: Scope) -> Typed | None:
    match expr:
        case syntax.Group(value=inner):
            return _term(inner, scope)
        case syntax.Numeral() | syntax.Quantity() | syntax.Unary(op="-"):
            return _constant(expr, scope)
        case syntax.Name() if expr.text in scope.lets:
            with scope.inside(expr) as written:
                return None if written is None else _let(expr, written, scope)
        case syntax.Name() if FUNCTION_SIGNATURES.get(expr.text) is not None:
            return _call(expr, expr.text, (), scope)
        case syntax.Name() if len(expr.parts) > 1:
            found = attribute(expr, scope, None)
            return None if found is None else (found, ATTRIBUTES[found.path])
        case syntax.Call():
            return _call(expr, expr.name, expr.args, scope)
        case syntax.Binary(op="+" | "-" | "*" | "/"):
            return _operation(expr, scope)
    scope.report(
        faults.WRONG_TYPE,
        "this has no value to compare",
        expr.span,
        "expected a quantity or a function, like `gap(a, b)`",
    )
    return None


def _let(name: syntax.Name, expr: syntax.Expr, scope: Scope) -> Typed | None:
    dimension = dimension_of(expr, scope)
    value = measure(expr, types.Measure(dimension), scope)
    return None if value is None else (values.Named(name.span, name.text, value), dimension)


def _constant(expr: syntax.Expr, scope: Scope) -> Typed | None:
    dimension = dimension_of(expr, scope)
    value = measure(expr, types.Measure(dimension), scope)
    return (value, dimension) if isinstance(value, values.Constant) else None


def _call(expr: syntax.Expr, name: str, args: tuple[syntax.Expr, ...], scope: Scope) -> Typed | None:
    if name not in FUNCTION_SIGNATURES:
        help = [f"functions are {', '.join(f'`{key}`' for key in FUNCTION_SIGNATURES)}"]
        scope.report(
            faults.UNKNOWN_FUNCTION,
            f"unknown function `{name}`",
            expr.span,
            close_match(name, FUNCTION_SIGNATURES),
            help,
        )
        return None
    signature = FUNCTION_SIGNATURES[name]
    if name == "visible" and not args:
        return values.FunctionCall(expr.span, name, (), "set"), "set"
    if signature.options and not _measured(expr, name, scope):
        return None
    most = len(signature.parameters)
    if not most - signature.optional <= len(args) <= most:
        help = [f"`{name}`: {signature.doc}"]
        counts = " or ".join(str(count) for count in range(most - signature.optional, most + 1))
        message = f"`{name}` takes {counts} argument{'' if most == 1 else 's'}, not {len(args)}"
        scope.report(faults.BAD_ARGUMENTS, message, expr.span, "", help)
        return None
    found: list[values.Term] = []
    for arg, parameter in zip(args, signature.parameters, strict=False):
        term: values.Term | None
        if parameter == "group" and isinstance(arg, syntax.Name) and arg.text == "visible":
            term = values.FunctionCall(arg.span, "visible", (), "set")
        elif parameter == "viewer":
            term = viewer_ref(arg, scope)
        else:
            term = object_ref(arg, scope, certain=False)
        if term is None:
            return None
        found.append(term)
    result = (scope.measures or {}).get(name, signature.result) if signature.options else signature.result
    return values.FunctionCall(expr.span, name, tuple(found), result), result


def _measured(expr: syntax.Expr, name: str, scope: Scope) -> bool:
    """Whether there are options here that this measures; reports what is wrong."""
    if scope.measures is None:
        message = f"`{name}` is about the options of a question, and a scene has none"
        help = "move this `require` into the `layout` or `transition` that it is for"
        scope.report(faults.MISPLACED, message, expr.span, "", [help])
    elif name not in scope.measures:
        known = ", ".join(f"`{measure}`" for measure in scope.measures)
        help = f"options are measured by {known} here" if known else "leave this `require` out"
        scope.report(faults.BAD_FAMILY, f"these options have no `{name}`", expr.span, "", [help])
    return name in (scope.measures or {})


def _operation(expr: syntax.Binary, scope: Scope) -> Typed | None:
    left, right = _term(expr.left, scope), _term(expr.right, scope)
    if left is None or right is None:
        return None
    op = expr.op
    assert op in {"+", "-", "*", "/"}
    if op == "/" and _settled(right[0]) == 0:
        help = ["divide by a number that is never 0"]
        scope.report(faults.OUT_OF_BOUNDS, "division by zero", expr.right.span, "this is 0", help)
        return None
    if op in {"+", "-"} and left[1] == right[1] != "set":
        dimension = left[1]
    elif op == "*" and "number" in (left[1], right[1]):
        dimension = right[1] if left[1] == "number" else left[1]
    elif op == "/" and right[1] == "number":
        dimension = left[1]
    elif op == "/" and left[1] == right[1]:
        dimension = "number"
    else:
        message = f"`{op}` does not fit {_called(left[1])} and {_called(right[1])}"
        scope.report(faults.WRONG_UNIT, message, expr.span)
        return None
    if dimension == "set":
        scope.report(
            faults.WRONG_TYPE, "a set of objects is not a number", expr.span, "did you mean `count(…)`?"
        )
        return None
    return values.Operation(expr.span, op, left[0], right[0], dimension), dimension  # type: ignore[arg-type]
