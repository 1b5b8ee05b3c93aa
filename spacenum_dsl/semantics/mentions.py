"""Mentions of objects that are written above: by name, by a part, as one member of a group."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.base.span import Span
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults, types, values
from spacenum_dsl.semantics.scope import Scope
from spacenum_dsl.semantics.units import ARTICLES, Dimension


def attribute(expr: syntax.Name, scope: Scope, wanted: types.Measure | None) -> values.Attribute | None:
    """`target.at.x` and its like: a number of an object that is written above.

    Without a `wanted` measure it is an operand of a condition, which may be about members of a group that
    not every world has.
    """
    head, path = expr.parts[0], expr.parts[1:]
    if not known_object(head, expr.span, scope, certain=wanted is not None):
        return None
    role = scope.objects.get(head)
    if wanted is not None and role is not None and role not in SINGLE:
        message = f"`{head}` is a group, which has no number of its own"
        help = () if role == "anchors" else (f"name one of its members, like `{head}[0].{'.'.join(path)}`",)
        scope.report(faults.WRONG_TYPE, message, expr.span, "expected the name of a single object", help)
        return None
    if path not in ATTRIBUTES:
        known = [".".join((head, *path)) for path in ATTRIBUTES]
        help = (f"an object has {', '.join(f'`{name}`' for name in known)}",)
        message = f"`{head}` has no `{'.'.join(path)}`"
        scope.report(faults.UNKNOWN_NAME, message, expr.span, close_match(expr.text, known), help)
        return None
    dimension = ATTRIBUTES[path]
    if wanted is not None and wanted.dimension != dimension:
        message = f"`{expr.text}` is {ARTICLES[dimension]}"
        scope.report(faults.WRONG_UNIT, message, expr.span, f"expected {wanted}")
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

SINGLE = ("object", "anchor")
"""Blocks that are one object."""


def known_object(
    name: str, span: Span, scope: Scope, words: tuple[str, ...] = (), certain: bool = True
) -> bool:
    """Whether a name is that of an object, a group or a member of one that stands above; else reports it.

    `certain` asks for members that every world has.
    """
    group, bracket, number = name.partition("[")
    if scope.open or (name in scope.objects and not bracket):
        return True
    if bracket and group in scope.objects:
        return _known_member(group, int(number.rstrip("]")), span, scope, certain)
    known = [*scope.objects, *words]
    help = (
        f"known here: {', '.join(f'`{name}`' for name in known)}" if known else "no object is written above"
    )
    label = close_match(group, known)
    if group in {"surface", "floor", "room", "desk"}:
        help = (
            f"coordinates and `anywhere` are places on the {'surface' if group == 'desk' else group} itself"
        )
    if group in {"wall", "walls"}:
        help = "`against(walls)` stands at a wall, `hung(walls)` hangs on one"
    scope.report(faults.UNKNOWN_NAME, f"unknown object `{group}`", span, label, [help])
    return False


def _known_member(group: str, number: int, span: Span, scope: Scope, certain: bool) -> bool:
    if scope.objects[group] in {*SINGLE, "anchors"}:
        message = f"`{group}` has no members" if group == "anchors" else f"`{group}` is one object"
        way = "write `origin` or `x_axis`" if group == "anchors" else f"write `{group}`"
        scope.report(faults.WRONG_TYPE, message, span, "only `objects` and `distractors` have members", [way])
        return False
    least, most = scope.counts.get(group, (MOST_MEMBERS, MOST_MEMBERS))
    if number < (least if certain else most):
        return True
    message = (
        f"`{group}` has no member {number}" if number >= most else f"not every world has `{group}[{number}]`"
    )
    there = (
        "none" if not least else f"`{group}[0]`" if least == 1 else f"`{group}[0]` to `{group}[{least - 1}]`"
    )
    scope.report(faults.UNKNOWN_NAME, message, span, f"every world has {there}", ["members count from 0"])
    return False


MOST_MEMBERS = 64
"""Members that a group has at most, where its own `count` can't be told."""
