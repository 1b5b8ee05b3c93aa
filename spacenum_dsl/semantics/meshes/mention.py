"""`mesh("models/chair.glb", 0.9 m)` in place of an object kind: found, read once, and known from then on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from spacenum_dsl.base.diagnostics import Diagnostic, close_match
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.semantics import faults as general
from spacenum_dsl.semantics import types, values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.imports import contained
from spacenum_dsl.semantics.measures import measure
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.axes import (
    DIRECTIONS,
    UP,
    UPS,
    Axes,
    Direction,
    Up,
    axes_of,
    seems_up,
)
from spacenum_dsl.semantics.meshes.fitting import fitted
from spacenum_dsl.semantics.meshes.folder import MeshFault, shown
from spacenum_dsl.semantics.meshes.model import add_model, model_of
from spacenum_dsl.semantics.meshes.raw import Raw
from spacenum_dsl.semantics.meshes.reading import READERS, read_mesh
from spacenum_dsl.semantics.scope import Scope

CALL = "mesh"
FRONT_CALL = "front"
HEIGHT = types.Measure("length", low=0.001, high=20.0)
EXAMPLE = '`mesh("models/chair.glb", 0.9 m)`'
FRONT_EXAMPLE = '`front("the low edge")` or `front("the low edge", -y)`'
STAND_IN = 1.0
"""Metres of a mesh whose height is missing, which is a fault: its other faults are found all the same."""
STEM = re.compile(r"[a-z][a-z0-9_ -]{0,39}")
WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 ,'-]{0,59}")
"""What a prompt may say of a front."""


@dataclass(frozen=True)
class Front:
    """What a spec says of a mesh's front: what a person takes for it, and where in the file it looks."""

    words: str = ""
    direction: Direction | None = None


@dataclass(frozen=True)
class Mention:
    """What a spec says of a mesh: in which file, the path as written, its height in metres, what is up, and
    what its front is."""

    source: str
    path: str
    height: float
    up: Up | None
    front: Front = Front()


@dataclass(frozen=True)
class MeshUse:
    """A mesh that a program mentions, and the kind that it is."""

    mention: Mention
    kind: str


@dataclass
class Meshes:
    """The meshes of one program while it is resolved: each file is read once.

    `root` is the folder that no path may leave; without one, as for a spec that is text and no file, there
    are no meshes but those that are `known` already. `entry` is the spec file that is compiled.
    """

    root: Path | None = None
    entry: Path | None = None
    known: dict[Mention, str | MeshFault] = field(default_factory=dict)
    _read: dict[Path, tuple[Raw, ...] | MeshFault] = field(default_factory=dict)

    @classmethod
    def of_uses(cls, uses: Iterable[MeshUse]) -> Meshes:
        """Those that a program was found to mention before; their kinds must be registered."""
        return cls(known={use.mention: use.kind for use in uses})

    @property
    def uses(self) -> tuple[MeshUse, ...]:
        """All that was mentioned and is sound."""
        return tuple(MeshUse(mention, kind) for mention, kind in self.known.items() if isinstance(kind, str))

    def kind(self, mention: Mention) -> str | MeshFault:
        """The name of the kind that a mention is."""
        if mention not in self.known:
            self.known[mention] = self._made(mention)
        return self.known[mention]

    def _made(self, mention: Mention) -> str | MeshFault:
        raws = self.raws(mention.source, mention.path)
        if isinstance(raws, MeshFault):
            return raws
        stem = _joined(PurePosixPath(mention.path).stem.lower())
        model = fitted(raws, axes_in(mention), mention.height, stem, mention.front.words)
        return model if isinstance(model, MeshFault) else add_model(model)

    def raws(self, source: str, path: str) -> tuple[Raw, ...] | MeshFault:
        """The triangles of the file that a path in a spec means."""
        if not STEM.fullmatch(PurePosixPath(path).stem.lower()):
            help = ("name the file by what it shows, like `office_chair.glb`",)
            return MeshFault(faults.BAD_MESH_NAME, "has a name that a prompt can't say", help)
        if PurePosixPath(path).suffix.lower() not in READERS:
            endings = ", ".join(f"`{ending}`" for ending in READERS)
            return MeshFault(faults.NO_MESH, f"ends in none of {endings}")
        if self.root is None or self.entry is None:
            return MeshFault(faults.NO_MESH, "can't be found: this spec stands in no folder")
        root = self.root.resolve()
        spec = Path(source) if Path(source).suffix == ".scene" else self.entry
        file = contained(spec.resolve().parent, path, root)
        if isinstance(file, str):
            return MeshFault(faults.NO_MESH, f"can't be used: {file}")
        if file not in self._read:
            self._read[file] = read_mesh(file, root)
        return self._read[file]


def axes_in(mention: Mention) -> Axes:
    """Which way the file of a mention stands."""
    return axes_of(PurePosixPath(mention.path).suffix.lower(), mention.up, mention.front.direction)


def described(use: MeshUse) -> str:
    """How a mesh was read, in one line: a file that lies on its side is seen by its sides."""
    model = model_of(use.kind)
    assert model is not None, use.kind
    axes, (deep, wide, tall) = axes_in(use.mention), model.size
    front = axes.front if axes.front.startswith("-") else f"+{axes.front}"
    sides = f"{deep:g} m deep, {wide:g} m wide, {tall:g} m high"
    return f"mesh {shown(use.mention.path)}: {sides}, read with +{axes.up[0]} up and {front} in front"


def _joined(stem: str) -> str:
    """The name of a file as a kind has it: `office_chair` of `Office Chair`."""
    return re.sub(r"[ _-]+", "_", stem).strip("_")


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
    directions: list[Direction] = []
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


def _direction(expr: syntax.Expr) -> Direction | None:
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
