"""`mesh("models/chair.glb", 0.9 m)` in place of an object kind: how a spec mentions a mesh."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from spacenum_dsl.base.diagnostics import Diagnostic, close_match
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults as general
from spacenum_dsl.semantics import types, values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.measures import measure
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.axes import (
    DIRECTIONS,
    UP,
    UPS,
    AxisDirection,
    Up,
    seems_up,
)
from spacenum_dsl.semantics.meshes.folder import MeshFault, shown
from spacenum_dsl.semantics.meshes.library import Front, Mention, Meshes, axes_in
from spacenum_dsl.semantics.meshes.model import model_of
from spacenum_dsl.semantics.scope import Scope

CALL = "mesh"
FRONT_CALL = "front"
HEIGHT = types.Measure("length", low=0.001, high=20.0)
EXAMPLE = '`mesh("models/chair.glb", 0.9 m)`'
FRONT_EXAMPLE = '`front("the low edge")` or `front("the low edge", -y)`'
STAND_IN = 1.0
"""Metres of a mesh whose height is missing, which is a fault: its other faults are found all the same."""
WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 ,'-]{0,59}")
"""What a prompt may say of a front."""


@dataclass
class _Said:
    """What the arguments behind the path say, as far as they could be read; `sound` if all could."""

    height: float | None = None
    up: Up | None = None
    front: Front | None = None
    sound: bool = True


def mesh_kind(call: syntax.Call, scope: Scope, unit: str | None) -> values.Symbol | None:
    """The kind that a call names; None after reporting all that keeps it from being one, of its arguments
    and of its file. `unit` is one behind the call."""
    if call.name != CALL:
        label = close_match(call.name, (CALL,)) or f"expected a kind, or {EXAMPLE}"
        scope.report(general.UNKNOWN_FUNCTION, f"unknown kind `{call.name}(…)`", call.span, label)
        return None
    said = _arguments(call, scope, unit)
    path = call.args[0] if call.args else None
    if not isinstance(path, syntax.String):
        if path is not None:
            message = "the path of a mesh stands in quotes"
            scope.report(general.WRONG_TYPE, message, path.span, f"as in {EXAMPLE}")
        return None
    meshes = scope.meshes or Meshes()
    mention = Mention(
        call.span.source.path, path.value, said.height or STAND_IN, said.up, said.front or Front()
    )
    sound = _upright(mention, call, scope) and said.sound
    found = meshes.kind(mention) if sound else meshes.raws(mention.source, mention.path)
    if isinstance(found, MeshFault):
        scope.report(found.code, f"`{shown(path.value)}` {found.reason}", path.span, "", found.help)
        return None
    if sound:
        _hint(mention, meshes, path, scope)
    kind = meshes.kind(mention)
    return values.Symbol(call.span, kind) if isinstance(kind, str) else None


def bare_path(path: syntax.String, scope: Scope) -> None:
    """Report a path in place of a kind: a mesh needs a height beside it."""
    message = "a path alone is no kind: a mesh has a height too"
    way = f'write `{CALL}("{shown(path.value)}", 0.2 m)`, with the height that it has'
    scope.report(general.WRONG_TYPE, message, path.span, "", [way])


def _arguments(call: syntax.Call, scope: Scope, unit: str | None) -> _Said:
    """What stands behind the path, every fault of it reported."""
    said = _Said()
    rest = list(call.args[1:])
    if rest and not _is_option(rest[0], scope):
        height = measure(rest[0], HEIGHT, scope, unit)
        metres = None if height is None else fixed_number(height)
        if height is not None and metres is None:
            message = "a mesh has one height; `scale` makes it vary"
            scope.report(general.NOT_FIXED, message, rest[0].span)
        said.height, said.sound = metres, metres is not None
        rest = rest[1:]
    else:
        words = " or ".join(f"`{word}`" for word in UPS)
        path = call.args[0] if call.args else None
        like = f'`{CALL}("{shown(path.value)}", 0.9 m)`' if isinstance(path, syntax.String) else EXAMPLE
        help = [f"write {like}; {words} says what is up, {FRONT_EXAMPLE} what its front is"]
        message = f"`{CALL}` takes a path and a height"
        scope.report(general.BAD_ARGUMENTS, message, call.span, "" if not call.args else "no height", help)
        said.sound = False
    for option in rest:
        said.sound &= _option(option, said, scope)
    return said


def _is_option(expr: syntax.Expr, scope: Scope) -> bool:
    """Whether an argument is a word about the mesh and no number."""
    return isinstance(expr, syntax.Call) or (isinstance(expr, syntax.Name) and expr.text in UPS)


def _option(option: syntax.Expr, said: _Said, scope: Scope) -> bool:
    """Take over what is up or what the front is; whether it is sound."""
    known = [up for up in UPS if isinstance(option, syntax.Name) and option.text == up]
    if known:
        if said.up is not None:
            scope.report(general.DUPLICATE, "what is up is said twice", option.span)
            return False
        said.up = known[0]
        return True
    if isinstance(option, syntax.Call) and option.name == FRONT_CALL:
        if said.front is not None:
            scope.report(general.DUPLICATE, "what the front is is said twice", option.span)
            return False
        said.front = _front(option, scope)
        return said.front is not None
    words = ", ".join(f"`{up}`" for up in UPS)
    message = "unknown word for what is up, or for the front"
    scope.report(general.WRONG_TYPE, message, option.span, f"expected {words}, {FRONT_EXAMPLE}")
    return False


def _front(call: syntax.Call, scope: Scope) -> Front | None:
    words: list[str] = []
    directions: list[AxisDirection] = []
    for arg in call.args:
        named = _direction(arg)
        if named is not None:
            directions.append(named)
        elif isinstance(arg, syntax.String) and WORDS.fullmatch(arg.value):
            words.append(arg.value)
        elif isinstance(arg, syntax.String):
            message = "a front is said in letters, digits, blanks and `'-,`, 60 at most"
            scope.report(faults.BAD_FRONT, message, arg.span, f"as in {FRONT_EXAMPLE}")
            return None
        else:
            known = ", ".join(f"`{direction}`" for direction in DIRECTIONS)
            message = "a front is words in quotes, an axis of the file, or both"
            scope.report(faults.BAD_FRONT, message, arg.span, f"expected {known} or {FRONT_EXAMPLE}")
            return None
    if max(len(words), len(directions)) > 1 or not call.args:
        message = f"`{FRONT_CALL}` takes words and an axis, one of each at most"
        scope.report(faults.BAD_FRONT, message, call.span, f"as in {FRONT_EXAMPLE}")
        return None
    return Front("".join(words), directions[0] if directions else None)


def _direction(expr: syntax.Expr) -> AxisDirection | None:
    sign, name = "", expr
    if isinstance(expr, syntax.Unary) and expr.op == "-":
        sign, name = "-", expr.operand
    written = f"{sign}{name.text}" if isinstance(name, syntax.Name) else ""
    return next((direction for direction in DIRECTIONS if direction == written), None)


def _upright(mention: Mention, call: syntax.Call, scope: Scope) -> bool:
    """Whether the front does not look up; reported if it does."""
    up = mention.up or UP.get(PurePosixPath(mention.path).suffix.lower())
    direction = mention.front.direction
    if up is None or direction is None or direction[-1] != up[0]:
        return True
    message = f"a front along `{direction}` would look up or down: `{up[0]}` is up in this file"
    way = f"name another axis, or say what is up: `{'z_up' if up == 'y_up' else 'y_up'}`"
    scope.report(faults.BAD_FRONT, message, call.span, "", [way])
    return False


def _hint(mention: Mention, meshes: Meshes, path: syntax.String, scope: Scope) -> None:
    """Warn of a mesh that seems to stand on another side than that on which it was read."""
    axes = axes_in(mention)
    if axes.stated or meshes.root is None:
        return
    raws = meshes.raws(mention.source, mention.path)
    other = None if isinstance(raws, MeshFault) else seems_up(raws, axes)
    if other is None:
        return
    suffix = PurePosixPath(mention.path).suffix.lower()
    message = f"`{shown(mention.path)}` may lie on its side: +{axes.up[0]} was read as up"
    note = f"`{suffix}` files have +{axes.up[0]} up by custom, but this one stands on {other[0]} = 0"
    help = (f"write `{other}` as a further argument if it lies, or `{axes.up}` if it stands",)
    warning = Diagnostic(faults.LYING, message, path.span, "", help, (note,), "warning")
    if warning not in scope.faults:
        scope.faults.append(warning)


def only_meshes(kind: values.Value) -> bool:
    """Whether a value of `kind` is a mesh in every world."""
    match kind:
        case values.Symbol(name=name):
            return model_of(name) is not None
        case values.Choice(options=options):
            return all(only_meshes(option) for option in options)
        case values.Named(value=inner):
            return only_meshes(inner)
    return False
