"""`mesh("models/chair.glb", 0.9 m)` in place of an object kind: found, read once, and known from then on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeAlias, get_args

from spacenum_dsl.base.diagnostics import close_match
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.meaning import faults as general
from spacenum_dsl.meaning import types, values
from spacenum_dsl.meaning.imports import contained
from spacenum_dsl.meaning.measures import fixed_number, measure
from spacenum_dsl.meaning.meshes import faults
from spacenum_dsl.meaning.meshes.fitting import fitted
from spacenum_dsl.meaning.meshes.folder import MeshFault, shown
from spacenum_dsl.meaning.meshes.model import add_model, model_of
from spacenum_dsl.meaning.meshes.reading import UP, Raw, Up, read_mesh
from spacenum_dsl.meaning.scope import Scope

CALL = "mesh"
HEIGHT = types.Measure("length", low=0.001, high=20.0)
EXAMPLE = '`mesh("models/chair.glb", 0.9 m)`'
WORDS: tuple[Up, ...] = get_args(Up)
STEM = re.compile(r"[a-z][a-z0-9_ -]{0,39}")


@dataclass(frozen=True)
class Mention:
    """What a spec says of a mesh: in which file, the path as written, its height in metres, what is up."""

    source: str
    path: str
    height: float
    up: Up | None


@dataclass(frozen=True)
class MeshUse:
    """A mesh that a program mentions, and the kind that it is."""

    mention: Mention
    kind: str


_File: TypeAlias = tuple[Path, Up | None]


@dataclass
class Meshes:
    """The meshes of one program while it is resolved: each file is read once.

    `root` is the folder that no path may leave; without one, as for a spec that is text and no file, there
    are no meshes but those that are `known` already. `entry` is the spec file that is compiled.
    """

    root: Path | None = None
    entry: Path | None = None
    known: dict[Mention, str | MeshFault] = field(default_factory=dict)
    _read: dict[_File, tuple[Raw, ...] | MeshFault] = field(default_factory=dict)

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
        stem = PurePosixPath(mention.path).stem.lower()
        if not STEM.fullmatch(stem):
            help = ("name the file by what it shows, like `office_chair.glb`",)
            return MeshFault(faults.BAD_MESH_NAME, "has a name that a prompt can't say", help)
        if PurePosixPath(mention.path).suffix.lower() not in UP:
            return MeshFault(faults.NO_MESH, f"ends in none of {', '.join(f'`{ending}`' for ending in UP)}")
        if self.root is None or self.entry is None:
            return MeshFault(faults.NO_MESH, "can't be found: this spec stands in no folder")
        root = self.root.resolve()
        written_in = Path(mention.source)
        spec = written_in if written_in.suffix == ".scene" else self.entry
        file = contained(spec.resolve().parent, mention.path, root)
        if isinstance(file, str):
            return MeshFault(faults.NO_MESH, f"can't be used: {file}")
        raws = self._raws(file, root, mention.up)
        model = raws if isinstance(raws, MeshFault) else fitted(raws, mention.height, _joined(stem))
        return model if isinstance(model, MeshFault) else add_model(model)

    def _raws(self, file: Path, root: Path, up: Up | None) -> tuple[Raw, ...] | MeshFault:
        if (file, up) not in self._read:
            self._read[file, up] = read_mesh(file, root, up)
        return self._read[file, up]


def _joined(stem: str) -> str:
    """The name of a file as a kind has it: `office_chair` of `Office Chair`."""
    return re.sub(r"[ _-]+", "_", stem).strip("_")


def mesh_kind(call: syntax.Call, scope: Scope, unit: str | None) -> values.Symbol | None:
    """The kind that a call names; None after reporting why it is none. `unit` is one behind the call."""
    if call.name != CALL:
        label = close_match(call.name, (CALL,)) or f"expected a kind, or {EXAMPLE}"
        scope.report(general.UNKNOWN_FUNCTION, f"unknown kind `{call.name}(…)`", call.span, label)
        return None
    if not 2 <= len(call.args) <= 3:
        words = " or ".join(f"`{word}`" for word in WORDS)
        help = [f"write {EXAMPLE}; {words} as a third argument says what is up"]
        scope.report(general.BAD_ARGUMENTS, f"`{CALL}` takes a path and a height", call.span, "", help)
        return None
    path, height = call.args[0], measure(call.args[1], HEIGHT, scope, unit)
    if not isinstance(path, syntax.String):
        scope.report(general.WRONG_TYPE, "the path of a mesh stands in quotes", path.span, f"as in {EXAMPLE}")
        return None
    up = _up(call.args[2], scope) if len(call.args) > 2 else None
    if height is None or (len(call.args) > 2 and up is None):
        return None
    metres = fixed_number(height)
    if metres is None:
        message = "a mesh has one height; `scale` makes it vary"
        scope.report(general.NOT_FIXED, message, call.args[1].span)
        return None
    found = (scope.meshes or Meshes()).kind(Mention(call.span.source.path, path.value, metres, up))
    if isinstance(found, MeshFault):
        scope.report(found.code, f"`{shown(path.value)}` {found.reason}", path.span, "", found.help)
        return None
    return values.Symbol(call.span, found)


def _up(word: syntax.Expr, scope: Scope) -> Up | None:
    for known in WORDS:
        if isinstance(word, syntax.Name) and word.text == known:
            return known
    expected = " or ".join(f"`{known}`" for known in WORDS)
    scope.report(general.WRONG_TYPE, "unknown word for what is up", word.span, f"expected {expected}")
    return None


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
