"""The meshes of one program: each file is found below its folder, read once, and known as a kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from spacenum_dsl.semantics.imports import contained
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.axes import Axes, AxisDirection, Up, axes_of
from spacenum_dsl.semantics.meshes.fitting import fitted
from spacenum_dsl.semantics.meshes.folder import MeshFault, shown
from spacenum_dsl.semantics.meshes.model import add_model, model_of
from spacenum_dsl.semantics.meshes.raw import Raw
from spacenum_dsl.semantics.meshes.reading import READERS, read_mesh

STEM = re.compile(r"[a-z][a-z0-9_ -]{0,39}")


@dataclass(frozen=True)
class Front:
    """What a spec says of a mesh's front: what a person takes for it, and where in the file it looks."""

    words: str = ""
    direction: AxisDirection | None = None


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
