"""Specs with one mesh in them: the kind that it becomes, or the fault that keeps it from being one."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import KINDS, Kind, mesh_for
from spacenum_dsl.semantics.resolve import Resolved, load_program


def resolved(root: Path, kind: str, more: str = "", spec: str = "room.scene") -> Resolved:
    """A scene with one object of that kind."""
    text = f"scene s {{ room: (5, 4, 3) m; object it {{ kind: {kind}; {more} }}\n  agent {{}} }}\n"
    path = root / spec
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return load_program(path, root)


def kind_of(root: Path, kind: str) -> Kind:
    found = resolved(root, kind)
    assert found.program is not None, found.diagnostics
    value = found.program.scenes["s"].objects[0].kind
    assert isinstance(value, values.Symbol)
    made = KINDS[value.name]
    return made


def fault_of(root: Path, kind: str, more: str = "") -> Diagnostic:
    """The one diagnostic of a kind that can't be; it points at a place."""
    found = resolved(root, kind, more)
    assert found.program is None
    assert len(found.diagnostics) == 1, found.diagnostics
    assert found.diagnostics[0].span is not None
    return found.diagnostics[0]


def colours(kind: Kind) -> list[tuple[int, ...]]:
    """What each part looks like on the whole, in sRGB bytes."""
    mesh = mesh_for(kind.name, kind.low, ())
    skins = [part.skin for part in mesh.parts]
    assert all(skin is not None for skin in skins)
    lit = [
        np.where(
            np.array(s.colour) <= 0.0031308,
            12.92 * np.array(s.colour),
            1.055 * np.array(s.colour) ** (1 / 2.4) - 0.055,
        )
        for s in skins
        if s
    ]
    return [tuple(np.round(255 * each).astype(int).tolist()) for each in lit]
