"""From paths on the command line to programs: every file, every fault, and no dataset twice."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacenum_dsl.base.diagnostics import Diagnostic, close_match, in_order
from spacenum_dsl.base.registry import PluginFault
from spacenum_dsl.checks.unproven import named
from spacenum_dsl.cli.faults import BROKEN_PLUGIN, UNKNOWN_CELL
from spacenum_dsl.language import tree as syntax
from spacenum_dsl.output.faults import NAME_TAKEN
from spacenum_dsl.semantics import faults
from spacenum_dsl.semantics.imports import MAX_BYTES, load_files
from spacenum_dsl.semantics.meshes.library import Meshes
from spacenum_dsl.semantics.program import DatasetBlock, FamilyBlock, Program
from spacenum_dsl.semantics.resolve import resolve
from spacenum_dsl.world.plan import check_places

STDIN = Path("-")
"""Standard input in place of a file; its imports are looked for where the command runs."""

IMPORTS = (faults.BAD_IMPORT, faults.IMPORT_CYCLE, faults.TOO_LARGE)
FOLLOWERS = (faults.UNKNOWN_NAME, faults.WRONG_TARGET)
"""What follows from a file that was not imported."""

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
        try:
            if path == STDIN:
                found.append((path, Path.cwd()))
            elif path.is_dir():
                files = sorted(_below(path, missing))
                found += [(file, path) for file in files]
                if not files and not missing:
                    missing.append(Diagnostic(faults.NO_SPEC, f"`{path}` holds no `.scene` file"))
            elif path.suffix != ".scene":
                missing.append(Diagnostic(faults.NO_SPEC, f"`{path}` does not end in `.scene`"))
            elif not os.path.lexists(path):
                missing.append(Diagnostic(faults.NO_SPEC, f"`{path}` does not exist"))
            else:
                found.append((path, path.parent))
        except (OSError, ValueError) as error:
            missing.append(_unreadable(path, error))
    misnamed = {file: fault for file, _ in found if (fault := _misnamed(file)) is not None}
    named = [pair for pair in dict.fromkeys(found) if pair[0] not in misnamed]
    return named, [*missing, *misnamed.values()]


def _below(folder: Path, missing: list[Diagnostic]) -> Iterator[Path]:
    """All specs in a folder and those in it; a folder that can't be looked into is a fault. Links to folders
    are not followed, as they may lead round in a circle."""

    def tell(error: OSError) -> None:
        missing.append(_unreadable(Path(error.filename), error))

    for place, _, files in os.walk(folder, onerror=tell):
        yield from (Path(place, name) for name in files if name.endswith(".scene"))


def _unreadable(path: Path, error: Exception) -> Diagnostic:
    reason = getattr(error, "strerror", None) or str(error)
    return Diagnostic(faults.NO_SPEC, f"can't read `{path}`: {reason}")


def _misnamed(file: Path) -> Diagnostic | None:
    """A file whose name can't stand in a dataset or name one."""
    try:
        file.name.encode()
    except UnicodeEncodeError:
        return Diagnostic(faults.NO_SPEC, f"the name of `{file}` is not UTF-8", help=("rename it",))
    if not file.stem.strip("."):
        message = f"`{file}` has no name that a dataset could take"
        return Diagnostic(faults.NO_SPEC, message, help=("give it a name before `.scene`",))
    return None


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
        given = sys.stdin.buffer.read(MAX_BYTES + 1) if path == STDIN else None
        loaded = load_files(path, root, given)
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
        diagnostics += _without_followers(resolved.diagnostics)
        program = resolved.program
        for scene in resolved.scenes.values():
            diagnostics += check_places(scene)
        specs.append(Spec(path, program, () if program is None else _datasets(path, program)))
        diagnostics += _unproven(specs[-1])
    for name, text in defines:
        if name not in used:
            message = f"no `let {name}` to replace with `-D {name}={text}`"
            diagnostics.append(Diagnostic(faults.BAD_DEFINE, message, None, close_match(name, lets)))
    diagnostics += [*_twice(specs), *_same_questions(specs)]
    return Specs(tuple(specs), in_order(diagnostics))


def _without_followers(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The faults without names that are unknown because the file that has them could not be read."""
    lost = any(fault.code in IMPORTS for fault in found)
    return [fault for fault in found if not (lost and fault.code in FOLLOWERS)]


def _broken(fault: PluginFault) -> Diagnostic:
    return Diagnostic(BROKEN_PLUGIN, f"plugin `{fault.module}` can't be loaded", notes=(fault.reason,))


def _datasets(path: Path, program: Program) -> tuple[DatasetBlock, ...]:
    """The file's own datasets; without one, a few questions of each of its families, for a look."""
    if program.datasets:
        return program.datasets
    entry = program.sources[0]
    cells = tuple((name, LOOK) for name, block in program.families.items() if block.span.source == entry)
    return (DatasetBlock(path.stem, 0, IMAGE, cells, (), None),) if cells else ()


def _unproven(spec: Spec) -> Iterator[Diagnostic]:
    """What of each cell that is compiled nobody checks a second time."""
    if spec.program is None:
        return
    cells = dict.fromkeys(name for dataset in spec.datasets for name, _ in dataset.cells)
    for block in (block for name in cells for block in spec.program.families[name].each):
        found = named(block, spec.program.scenes[block.scene])
        if found is not None:
            yield found


def _same_questions(specs: Sequence[Spec]) -> Iterator[Diagnostic]:
    """Datasets of one seed with questions in common, each pair once, but for those of one `extends`."""
    made = [
        (dataset, spec.program) for spec in specs for dataset in spec.datasets if spec.program is not None
    ]
    for (one, first), (other, second) in itertools.combinations(made, 2):
        related = bool({one.name, *one.extends} & {other.name, *other.extends})
        if one.seed != other.seed or related or one.span is None or other.span is None:
            continue
        roots = {_asked(first.families[name]) for name, _ in one.cells}
        both = [name for name, _ in other.cells if _asked(second.families[name]) & set().union(*roots)]
        if both:
            cells = ", ".join(f"`{name}`" for name in both)
            message = (
                f"datasets `{one.name}` and `{other.name}` ask the same questions: {cells} of seed {one.seed}"
            )
            help = (
                f"give one of them a seed of its own: `seed: {int(other.seed) + 1}`",
                f"or say that it is meant: `dataset {other.name} extends {one.name}`",
            )
            note = (f"`{one.name}` is at {one.span!r}",)
            yield Diagnostic(faults.SAME_QUESTIONS, message, other.span, "", help, note, severity="warning")


def _asked(family: FamilyBlock) -> frozenset[tuple[str, int, str]]:
    """What tells its questions apart from those of others, for each scene: where its family begins, and the
    scene's name."""
    root = family.root or family.span
    return frozenset((root.source.text, root.start, each.scene) for each in family.each)


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


def unknown_cells(specs: Sequence[Spec], only: Sequence[str]) -> list[Diagnostic]:
    """Names of cells that no dataset has."""
    known = {name for spec in specs for dataset in spec.datasets for name, _ in dataset.cells}
    return [
        Diagnostic(
            UNKNOWN_CELL,
            f"no dataset has a cell `{name}`",
            help=(
                close_match(name, known) or f"cells are {', '.join(f'`{cell}`' for cell in sorted(known))}",
            ),
        )
        for name in only
        if known and name not in known
    ]
