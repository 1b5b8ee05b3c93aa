"""Mentions of objects that are written above: by name, by a part, as one member of a group."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.base.span import Span
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.meaning import faults, types, values
from spacenum_dsl.meaning.scope import Scope
from spacenum_dsl.meaning.units import ARTICLES, Dimension


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
