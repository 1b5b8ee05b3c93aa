"""Types expressions: from syntax and an expected type to a value, or to diagnostics.

Expectation flows down: the property says what it wants, so that `book` is a kind here and an object
there, and the grammar need not know either.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.base.span import Span
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults, types, values
from spacenum_dsl.semantics.hints import RULES, nearest
from spacenum_dsl.semantics.measures import choice, dimension_of, measure, mismatch
from spacenum_dsl.semantics.mentions import known_object
from spacenum_dsl.semantics.meshes.mention import bare_path, mesh_kind
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.surface import SURFACES
from spacenum_dsl.semantics.types import RULE_SIGNATURES
from spacenum_dsl.semantics.units import EXAMPLES


def resolve_value(expr: syntax.Expr, wanted: types.Type, scope: Scope) -> values.Value | None:
    """The value of `expr` as the wanted type; None after reporting why not."""
    match expr:
        case syntax.Group(value=inner):
            return resolve_value(inner, wanted, scope)
        case syntax.Name() if expr.text in scope.lets:
            with scope.inside(expr) as written:
                named = None if written is None else resolve_value(written, wanted, scope)
            if named is None or isinstance(named, values.RuleCall | values.Words):
                return named
            return values.Named(expr.span, expr.text, named)
        case syntax.Alternatives():
            chosen = choice(expr, scope, lambda option: resolve_value(option, wanted, scope))
            if chosen is None or isinstance(wanted, types.WayOf):
                return chosen
            return _without_rules(chosen, scope)
    match wanted:
        case types.Measure():
            return measure(expr, wanted, scope)
        case types.MeasureOf(measures=measures):
            dimension = dimension_of(expr, scope)
            return measure(expr, next((m for m in measures if m.dimension == dimension), measures[0]), scope)
        case types.VectorOf():
            return _vector(expr, wanted, scope)
        case types.SymbolOf():
            return _symbol(expr, wanted, scope)
        case types.WordsOf():
            return _words(expr, wanted, scope)
        case types.ObjectOf():
            return object_ref(expr, scope, wanted.words)
        case types.ViewersOf():
            return _viewers(expr, scope)
        case types.ObjectsOf():
            return _objects(expr, wanted, scope)
        case types.PlaceOf():
            return _place(expr, wanted, scope)
        case types.SurfaceOf():
            return _surface(expr, scope)
        case types.RoomOf():
            return _room(expr, scope)
        case types.WayOf():
            return _way(expr, wanted, scope)
        case types.BlockNames():
            return _chains(expr, scope)
        case types.BlockName():
            return _block_name(expr, wanted, scope)


def _block_name(expr: syntax.Expr, wanted: types.BlockName, scope: Scope) -> values.Symbol | None:
    if isinstance(expr, syntax.Name) and len(expr.parts) == 1:
        return values.Symbol(expr.span, expr.text)
    scope.report(faults.WRONG_TYPE, f"expected {wanted}", expr.span, "this is not a name")
    return None


def _without_rules(chosen: values.Choice, scope: Scope) -> values.Choice | None:
    """A choice, if none of its options is a rule: rules propose places in their own ways, which don't mix."""
    for option in chosen.options:
        if isinstance(option, values.RuleCall):
            label = "expected coordinates, like `(0.4, 0.1) m`"
            scope.report(faults.WRONG_TYPE, "a rule can't be one of several places", option.span, label)
            return None
    return chosen


def object_ref(
    expr: syntax.Expr, scope: Scope, words: tuple[str, ...] = (), certain: bool = True
) -> values.ObjectRef | None:
    """The name of an object, a group or a member of one that is written above, or one of the words."""
    if not isinstance(expr, syntax.Name) or len(expr.parts) > 1:
        scope.report(faults.WRONG_TYPE, "expected the name of an object", expr.span, "this is not a name")
        return None
    if expr.text in words or known_object(expr.text, expr.span, scope, words, certain):
        return values.ObjectRef(expr.span, expr.text)
    return None


def viewer_ref(expr: syntax.Expr, scope: Scope) -> values.ViewerRef | None:
    """The name of a camera or an agent of the scene."""
    if not isinstance(expr, syntax.Name) or len(expr.parts) > 1:
        scope.report(faults.WRONG_TYPE, "expected the name of a camera", expr.span, "this is not a name")
        return None
    if expr.text not in scope.viewers and not scope.open:
        known = ", ".join(f"`{name}`" for name in scope.viewers)
        help = [f"who looks here: {known}" if known else "nobody looks at this scene: add `camera { … }`"]
        label = close_match(expr.text, scope.viewers)
        scope.report(faults.UNKNOWN_NAME, f"unknown camera `{expr.text}`", expr.span, label, help)
        return None
    return values.ViewerRef(expr.span, expr.text)


def _viewers(expr: syntax.Expr, scope: Scope) -> values.Words | None:
    """Several of them, each once."""
    names = _names(expr, scope)
    items = expr.items if isinstance(expr, syntax.List) else (expr,)
    if names is None or any(viewer_ref(item, scope) is None for item in items):
        return None
    return names


def _objects(expr: syntax.Expr, wanted: types.ObjectsOf, scope: Scope) -> values.Vector | None:
    """Several names of objects, each of another one."""
    items = expr.items if isinstance(expr, syntax.List) else (expr,)
    found = [object_ref(item, scope) for item in items]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    for place, each in enumerate(known):
        if each.name in [other.name for other in known[:place]]:
            help = ["leave one of them out"]
            scope.report(faults.DUPLICATE, f"`{each.name}` is listed twice", each.span, "", help)
            return None
    if not wanted.low <= len(known) <= wanted.high:
        message = f"expected {wanted.low} to {wanted.high} names, found {len(known)}"
        scope.report(faults.WRONG_TYPE, message, expr.span, f"expected {wanted}")
        return None
    return values.Vector(expr.span, tuple(known))


def call_arguments(
    name: str,
    args: tuple[syntax.Expr, ...],
    span: Span,
    signature: types.Signature,
    scope: Scope,
    unit: str | None = None,
) -> tuple[values.Value, ...] | None:
    """The arguments of a rule, checked against its signature."""
    least, most = len(signature.parameters) - signature.optional, len(signature.parameters)
    if not least <= len(args) <= most:
        wanted = str(most) if least == most else f"{least} to {most}"
        scope.report(
            faults.BAD_ARGUMENTS,
            f"`{name}` takes {wanted} argument{'' if wanted == '1' else 's'}, not {len(args)}",
            span,
            "",
            [f"write `{_example(signature)}`: {signature.doc}"],
        )
        return None
    found: list[values.Value | None] = []
    for arg, parameter in zip(args, signature.parameters, strict=False):
        match parameter:
            case types.Measure():
                found.append(measure(arg, parameter, scope, unit))
            case types.VectorOf() if isinstance(arg, syntax.Tuple):
                found.append(_vector(arg, parameter, scope, unit))
            case types.VectorOf():
                found.append(resolve_value(arg, parameter, scope))
            case tuple():
                found.append(_symbol(arg, types.SymbolOf("a word", partial(tuple, parameter)), scope))
            case _:
                found.append(object_ref(arg, scope))
    return None if None in found else tuple(value for value in found if value is not None)


def _example(signature: types.Signature) -> str:
    """A call with all of its arguments."""
    needed = len(signature.parameters) - signature.optional
    args = [
        EXAMPLES[parameter.dimension]
        if isinstance(parameter, types.Measure)
        else parameter[0]
        if isinstance(parameter, tuple)
        else "NAME"
        for parameter in signature.parameters[: max(needed, 1)]
    ]
    return f"{signature.name}({', '.join(args)})" if args else signature.name


def _vector(
    expr: syntax.Expr, wanted: types.VectorOf, scope: Scope, unit: str | None = None
) -> values.Vector | None:
    match expr:
        case syntax.Quantity(value=inner, unit=own):
            return _vector(inner, wanted, scope, own)
        case syntax.Tuple(items=items) if len(items) == wanted.length:
            found = [measure(item, wanted.measure, scope, unit) for item in items]
            if None in found:
                return None
            return values.Vector(expr.span, tuple(value for value in found if value is not None))
        case syntax.Tuple(items=items):
            message = f"expected {wanted.length} values, found {len(items)}"
            flat = wanted.length == 2 and wanted.measure.dimension == "length" and len(items) == 3
            help = ["an object stands on what carries it: there is no height"] if flat else []
            scope.report(faults.WRONG_TYPE, message, expr.span, f"expected {wanted}", help)
            return None
    mismatch(expr, wanted, scope)
    return None


def _symbol(expr: syntax.Expr, wanted: types.SymbolOf, scope: Scope) -> values.Symbol | None:
    is_kind = wanted.what == "an object kind"
    if is_kind:
        call, unit = (expr.value, expr.unit) if isinstance(expr, syntax.Quantity) else (expr, None)
        if isinstance(call, syntax.Call):
            return mesh_kind(call, scope, unit)
        if isinstance(expr, syntax.String):
            bare_path(expr, scope)
            return None
    if not isinstance(expr, syntax.Name):
        mismatch(expr, wanted, scope)
        return None
    known = wanted.names()
    if expr.text in known:
        return values.Symbol(expr.span, expr.text)
    help = (
        f"`spacenum assets` lists the {len(known)} known kinds"
        if is_kind
        else f"known are {', '.join(f'`{name}`' for name in known)}"
    )
    code = faults.UNKNOWN_KIND if is_kind else faults.UNKNOWN_NAME
    scope.report(
        code,
        f"unknown {wanted.what.partition(' ')[2]} `{expr.text}`",
        expr.span,
        close_match(expr.text, known),
        [help],
    )
    return None


def _words(expr: syntax.Expr, wanted: types.WordsOf, scope: Scope) -> values.Words | None:
    names = _names(expr, scope)
    if names is None:
        return None
    items = expr.items if isinstance(expr, syntax.List) else (expr,)
    unknown = [
        (item, name) for item, name in zip(items, names.names, strict=True) if name not in wanted.names
    ]
    for item, name in unknown:
        label = close_match(name, wanted.names) or f"expected {wanted}"
        scope.report(faults.UNKNOWN_NAME, f"unknown word `{name}`", item.span, label)
    return None if unknown else names


def _names(expr: syntax.Expr, scope: Scope) -> values.Words | None:
    items = expr.items if isinstance(expr, syntax.List) else (expr,)
    names: list[str] = []
    for item in items:
        if not isinstance(item, syntax.Name):
            scope.report(
                faults.WRONG_TYPE, "expected names, separated by commas", item.span, "this is not a name"
            )
            return None
        if item.text in names:
            help = ["leave one of them out"]
            scope.report(faults.DUPLICATE, f"`{item.text}` is listed twice", item.span, "", help)
            return None
        names.append(item.text)
    return values.Words(expr.span, tuple(names))


def _way(expr: syntax.Expr, wanted: types.WayOf, scope: Scope) -> values.Value | None:
    """One of the words, or a call with its one argument."""
    match expr:
        case syntax.Name() if expr.text in wanted.words:
            return values.Symbol(expr.span, expr.text)
        case syntax.Call() if expr.name in wanted.calls:
            signature = types.Signature(expr.name, f"{wanted}", (wanted.calls[expr.name],))
            args = call_arguments(expr.name, expr.args, expr.span, signature, scope)
            return None if args is None else values.RuleCall(expr.span, expr.name, args)
        case syntax.Name() | syntax.Call():
            name = expr.text if isinstance(expr, syntax.Name) else expr.name
            label = close_match(name, (*wanted.words, *wanted.calls)) or f"expected {wanted}"
            scope.report(faults.UNKNOWN_NAME, f"unknown word `{expr.span.text}`", expr.span, label)
            return None
    mismatch(expr, wanted, scope)
    return None


def _chains(expr: syntax.Expr, scope: Scope) -> values.Chains | None:
    """Names, and several in a row joined by `then`."""
    chains: list[tuple[values.Symbol, ...]] = []
    for item in expr.items if isinstance(expr, syntax.List) else (expr,):
        names = [*_steps(item)]
        for name in names:
            if not isinstance(name, syntax.Name):
                label = "this is not a name"
                scope.report(faults.WRONG_TYPE, "expected names, like `a, b then c`", name.span, label)
                return None
        chain = tuple(values.Symbol(name.span, name.span.text) for name in names)
        if [step.name for step in chain] in [[step.name for step in other] for other in chains]:
            help = ["leave one of them out"]
            scope.report(faults.DUPLICATE, f"`{item.span.text}` is listed twice", item.span, "", help)
            return None
        chains.append(chain)
    return values.Chains(expr.span, tuple(chains))


def _steps(expr: syntax.Expr) -> Iterator[syntax.Expr]:
    match expr:
        case syntax.Binary(op="then", left=left, right=right):
            yield from _steps(left)
            yield from _steps(right)
        case syntax.Group(value=inner):
            yield from _steps(inner)
        case _:
            yield expr


def _place(
    expr: syntax.Expr, wanted: types.PlaceOf, scope: Scope, unit: str | None = None
) -> values.Value | None:
    match expr:
        case syntax.Quantity(value=syntax.Call() as call, unit=own):
            return _place(call, wanted, scope, own)
        case syntax.Name() | syntax.Call():
            name = expr.text if isinstance(expr, syntax.Name) else expr.name
            rules = {key: rule for key, rule in RULE_SIGNATURES.items() if rule.user == wanted.user}
            if name not in rules:
                listed = ", ".join(f"`{key}`" for key in rules)
                help = [f"placement rules {'are' if len(rules) > 1 else 'of this block are'} {listed}"]
                scope.report(
                    faults.UNKNOWN_FUNCTION,
                    f"unknown placement rule `{name}`",
                    expr.span,
                    nearest(name, rules, RULES),
                    help,
                )
                return None
            args = () if isinstance(expr, syntax.Name) else expr.args
            found = call_arguments(name, args, expr.span, rules[name], scope, unit)
            if found is not None and wanted.user == "agent" and any(map(values.is_drawn, found)):
                help = ["write one value; the place itself is drawn by the rule"]
                scope.report(faults.NOT_FIXED, f"`{name}` takes one fixed value", expr.span, "", help)
                return None
            return None if found is None else values.RuleCall(expr.span, name, found)
    return _vector(expr, types.VectorOf(types.Measure("length"), 2), scope)


def _surface(expr: syntax.Expr, scope: Scope, unit: str | None = None) -> values.Value | None:
    if isinstance(expr, syntax.Quantity):
        return _surface(expr.value, scope, expr.unit)
    if not isinstance(expr, syntax.Call):
        mismatch(expr, types.SurfaceOf(), scope)
        return None
    known = SURFACES
    if expr.name not in known:
        help = [f"surfaces are {', '.join(f'`{name}`' for name in known)}"]
        scope.report(
            faults.UNKNOWN_FUNCTION,
            f"unknown surface `{expr.name}`",
            expr.span,
            close_match(expr.name, known),
            help,
        )
        return None
    args = call_arguments(expr.name, expr.args, expr.span, known[expr.name].signature, scope, unit)
    return None if args is None else values.RuleCall(expr.span, expr.name, args)


_SIDE = types.Measure("length", low=0.5, high=100.0)
L_SHAPED = types.Signature(
    "l_shaped", "size along x, y and z, and the two sides of the corner that is missing", (_SIDE,) * 5
)


def _room(expr: syntax.Expr, scope: Scope, unit: str | None = None) -> values.Value | None:
    match expr:
        case syntax.Quantity(value=inner, unit=own):
            return _room(inner, scope, own)
        case syntax.Call(name=L_SHAPED.name):
            args = call_arguments(expr.name, expr.args, expr.span, L_SHAPED, scope, unit)
            return None if args is None else values.RuleCall(expr.span, expr.name, args)
        case syntax.Call():
            label = close_match(expr.name, (L_SHAPED.name,)) or f"expected {types.RoomOf()}"
            scope.report(faults.UNKNOWN_FUNCTION, f"unknown room shape `{expr.name}`", expr.span, label)
            return None
        case syntax.Tuple():
            return _vector(expr, types.VectorOf(_SIDE, 3), scope, unit)
    mismatch(expr, types.RoomOf(), scope)
    return None
