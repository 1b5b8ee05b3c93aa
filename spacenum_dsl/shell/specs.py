"""From paths on the command line to programs: every file, every fault, and no dataset twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacenum_dsl.base.diagnostics import Diagnostic, close_match, in_order
from spacenum_dsl.base.registry import PluginFault
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.meaning import faults
from spacenum_dsl.meaning.imports import load_files
from spacenum_dsl.meaning.meshes.mention import Meshes
from spacenum_dsl.meaning.program import DatasetBlock, Program
from spacenum_dsl.meaning.resolve import resolve
from spacenum_dsl.output.faults import NAME_TAKEN
from spacenum_dsl.shell.faults import BROKEN_PLUGIN
from spacenum_dsl.world.plan import check_places

LOOK = 4
"""Questions of each cell and direction where a file has no dataset."""

IMAGE = (336, 336)


@dataclass(frozen=True)
class Spec:
    """One file that was asked for, with its program if it has one, and what it compiles."""

    path: Path
    program: Program | None
    datasets: tuple[DatasetBlock, ...]


@dataclass(frozen=True)
class Specs:
    """All files of a command, and all diagnostics."""

    specs: tuple[Spec, ...]
    diagnostics: tuple[Diagnostic, ...]


def find_specs(paths: Sequence[Path]) -> tuple[list[tuple[Path, Path]], list[Diagnostic]]:
    """(file, root folder) for every `.scene` file under the paths; the root is what imports may not leave."""
    found: list[tuple[Path, Path]] = []
    missing: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            files = sorted(path.rglob("*.scene"))
            found += [(file, path) for file in files]
            if not files:
                missing.append(Diagnostic(faults.NO_SPEC, f"`{path}` holds no `.scene` file"))
        elif path.suffix != ".scene":
            missing.append(Diagnostic(faults.NO_SPEC, f"`{path}` does not end in `.scene`"))
        elif not path.exists():
            missing.append(Diagnostic(faults.NO_SPEC, f"`{path}` does not exist"))
        else:
            found.append((path, path.parent))
    return list(dict.fromkeys(found)), missing


def load_specs(
    paths: Sequence[Path], defines: Sequence[tuple[str, str]] = (), plugins: Sequence[PluginFault] = ()
) -> Specs:
    """Parse and resolve all files. A definition replaces the `let` of every file that has it.

    With a broken plugin nothing is resolved: whatever it registers would be reported as unknown.
    """
    if plugins:
        return Specs((), tuple(_broken(fault) for fault in plugins))
    files, diagnostics = find_specs(paths)
    specs: list[Spec] = []
    used: set[str] = set()
    lets: set[str] = set()
    for path, root in files:
        loaded = load_files(path, root)
        names = {
            item.name.text for tree in loaded.trees for item in tree.items if isinstance(item, syntax.Let)
        }
        lets |= names
        own = [(name, text) for name, text in defines if name in names]
        used |= {name for name, _ in own}
        if not loaded.trees:
            diagnostics += loaded.diagnostics
            continue
        resolved = resolve(loaded.trees, own, loaded.diagnostics, Meshes(root, path))
        diagnostics += resolved.diagnostics
        program = resolved.program
        for scene in resolved.scenes.values():
            diagnostics += check_places(scene)
        specs.append(Spec(path, program, () if program is None else _datasets(path, program)))
    for name, text in defines:
        if name not in used:
            message = f"no `let {name}` to replace with `-D {name}={text}`"
            diagnostics.append(Diagnostic(faults.BAD_DEFINE, message, None, close_match(name, lets)))
    diagnostics += _twice(specs)
    return Specs(tuple(specs), in_order(diagnostics))


def _broken(fault: PluginFault) -> Diagnostic:
    return Diagnostic(BROKEN_PLUGIN, f"plugin `{fault.module}` can't be loaded", notes=(fault.reason,))


def _datasets(path: Path, program: Program) -> tuple[DatasetBlock, ...]:
    """The file's own datasets; without one, a few questions of each of its families, for a look."""
    if program.datasets:
        return program.datasets
    entry = program.sources[0]
    cells = tuple((name, LOOK) for name, block in program.families.items() if block.span.source == entry)
    return (DatasetBlock(path.stem, 0, IMAGE, cells, (), None),) if cells else ()


def _twice(specs: Sequence[Spec]) -> list[Diagnostic]:
    seen: dict[str, Path] = {}
    found: list[Diagnostic] = []
    for spec in specs:
        for dataset in spec.datasets:
            if dataset.name in seen:
                message = f"`{spec.path}` and `{seen[dataset.name]}` both make a dataset `{dataset.name}`"
                help = ("rename one of them, or compile the files one by one with different `-o`",)
                found.append(Diagnostic(NAME_TAKEN, message, dataset.span, help=help))
            seen[dataset.name] = spec.path
    return found
