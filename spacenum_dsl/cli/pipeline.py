"""The pipeline: the only file that knows the order of the stages.

A dataset is made in parts of a few worlds. A part depends on its cell and its numbers alone, so parts can
be made by any worker in any order, taken over from an interrupted run, and shared between counts.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path

from spacenum_dsl import __version__
from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.processes import pool
from spacenum_dsl.base.span import Source
from spacenum_dsl.base.streams import Seed
from spacenum_dsl.checks.arm_pairs import check_arms
from spacenum_dsl.checks.arm_worlds import recheck_arms
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.checks.unproven import unproven
from spacenum_dsl.language.parse import parse
from spacenum_dsl.output import faults
from spacenum_dsl.output.locks import locked
from spacenum_dsl.output.records.dataset import KEY, PARTS, assemble, write_part
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.output.records.idle_arms import idle_arms
from spacenum_dsl.output.records.leftovers import remove_unfinished
from spacenum_dsl.output.records.meshes import know_meshes, remove_others, write_meshes
from spacenum_dsl.output.records.types import (
    FORMAT,
    ArmRecord,
    CellRecord,
    FileRecord,
    Manifest,
    RelaxedRecord,
    SourceRecord,
)
from spacenum_dsl.questions.arms import Arm, Outcome, arms_of, intervene
from spacenum_dsl.questions.ask import build, draft, make_cell
from spacenum_dsl.questions.family import Cell, Draft, min_difference
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.meshes.library import Meshes, MeshUse
from spacenum_dsl.semantics.program import DatasetBlock, Program
from spacenum_dsl.semantics.resolve import resolve

PART = 32
"""Worlds in a part of a cell about one scene."""

MOST_SCENES = 8
"""A part has so many times more worlds at most where a cell is about several scenes in turn: those of one
scene are drawn together, which costs little more than one."""

CHECKS: tuple[Callable[[Cell, Sequence[Question]], tuple[Diagnostic, ...]], ...] = (recheck,)
"""What every compiled question must pass before it is written."""

ARM_CHECKS: tuple[Callable[[Cell, Sequence[Outcome]], tuple[Diagnostic, ...]], ...] = (
    check_arms,
    recheck_arms,
)
"""What every question that an intervention changed must pass as well."""

GUARANTEES = ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10")
"""The promises that a compile keeps for every cell that does not relax them."""


@dataclass(frozen=True)
class Progress:
    """How far a compile is: `done` of `total` questions of one dataset."""

    dataset: str
    done: int
    total: int


@dataclass(frozen=True)
class Compiled:
    """What came of a dataset: its folder and manifest, or the diagnostics that stood in its way."""

    folder: Path
    manifest: Manifest | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class PartTask:
    """One part, as a worker process needs it."""

    sources: tuple[Source, ...]
    defines: tuple[tuple[str, str], ...]
    meshes: tuple[MeshUse, ...]
    dataset: DatasetBlock
    cell: str
    first: int
    last: int
    directions: int
    folder: Path
    path: Path

    @property
    def questions(self) -> int:
        """Questions as they are, without those that interventions make of them."""
        return (self.last - self.first) * self.directions


@dataclass(frozen=True)
class PartResult:
    """A part that was written, or why it was not."""

    task: PartTask
    diagnostics: tuple[Diagnostic, ...]


@dataclass
class _Run:
    """The state of one compile while it runs."""

    progress: Callable[[Progress], None]
    dataset: str
    total: int
    done: int = 0
    failed: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def take(self, result: PartResult) -> None:
        if result.diagnostics:
            if result.task.cell not in self.failed:
                self.diagnostics.extend(result.diagnostics)
            self.failed.add(result.task.cell)
            return
        self.advance(result.task)

    def advance(self, task: PartTask) -> None:
        self.done += task.questions
        self.progress(Progress(self.dataset, self.done, self.total))


def narrowed(
    dataset: DatasetBlock, *, only: Sequence[str] = (), count: int | None = None, seed: Seed | None = None
) -> DatasetBlock:
    """The dataset with the command line's cells, count and seed in place of its own."""
    cells = tuple(
        (name, number if count is None else count)
        for name, number in dataset.cells
        if not only or name in only
    )
    return dataclasses.replace(dataset, cells=cells, seed=dataset.seed if seed is None else seed)


def questions_of(program: Program, dataset: DatasetBlock) -> int:
    """How many questions a dataset has in all directions, without those that interventions make of them."""
    return sum(count * len(program.families[name].asks) for name, count in dataset.cells)


def compile_dataset(
    program: Program,
    dataset: DatasetBlock,
    folder: Path,
    *,
    workers: int,
    progress: Callable[[Progress], None],
) -> Compiled:
    """Make what is missing of a dataset and write it whole."""
    try:
        with locked(folder) as ours:
            if ours:
                return _compile(program, dataset, folder, workers, progress)
        fault = Diagnostic(faults.BUSY, f"another process compiles into `{folder}`")
    except BrokenProcessPool:
        fault = Diagnostic(faults.WORKER_LOST, f"a worker process died while compiling into `{folder}`")
    except OSError as error:
        fault = faults.cant_write(error, Path(error.filename or folder), kept=True)
    return Compiled(folder, None, (fault,))


def _compile(
    program: Program, dataset: DatasetBlock, folder: Path, workers: int, progress: Callable[[Progress], None]
) -> Compiled:
    parts = folder / PARTS / _fingerprint(program, dataset)
    parts.mkdir(parents=True, exist_ok=True)
    (folder / KEY).mkdir(exist_ok=True)
    for place in (folder, folder / KEY, parts):
        remove_unfinished(place, ours=True)
    copies = write_meshes(folder, sorted({use.kind for use in program.meshes}))
    run = _Run(progress, dataset.name, questions_of(program, dataset))

    def tasks() -> Iterator[PartTask]:
        return _tasks(program, dataset, folder, parts)

    missing = _missing(tasks(), run)
    first = list(islice(missing, workers))
    if len(first) > 1:
        _spread(chain(first, missing), len(first), run)
    else:
        for task in chain(first, missing):
            if task.cell not in run.failed:
                run.take(make_part(task))
    if run.diagnostics:
        return Compiled(folder, None, tuple(run.diagnostics))
    warnings: list[Diagnostic] = []

    def check(arms: tuple[ArmRecord, ...]) -> tuple[Diagnostic, ...]:
        found = idle_arms(program, dataset, arms)
        warnings.extend(found)
        return found

    paths = (task.path for task in tasks())
    manifest = assemble(folder, paths, _manifest(program, dataset, copies), check)
    if not isinstance(manifest, Manifest):
        return Compiled(folder, None, manifest)
    remove_others(folder, manifest.files)
    return Compiled(folder, manifest, tuple(warnings))


def _missing(tasks: Iterable[PartTask], run: _Run) -> Iterator[PartTask]:
    """The parts that are not there yet; one at a time, as there may be millions."""
    for task in tasks:
        if task.path.exists():
            run.advance(task)
        else:
            yield task


def _spread(tasks: Iterator[PartTask], workers: int, run: _Run) -> None:
    """Make parts in worker processes, a few ahead of what is finished."""
    with pool(workers) as ours:
        pending: set[Future[PartResult]] = set()
        while True:
            while len(pending) < 2 * workers and (task := next(tasks, None)) is not None:
                if task.cell not in run.failed:
                    pending.add(ours.submit(make_part, task))
            if not pending:
                return
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                run.take(future.result())


def part_of(program: Program, cell: str) -> int:
    """Worlds in a part of a cell."""
    return PART * min(len(program.families[cell].each), MOST_SCENES)


def _tasks(program: Program, dataset: DatasetBlock, folder: Path, parts: Path) -> Iterator[PartTask]:
    facts = (program.sources, program.defines, program.meshes, dataset)
    for name, count in dataset.cells:
        directions = len(program.families[name].asks)
        size = part_of(program, name)
        for first in range(0, count, size):
            last = min(first + size, count)
            path = parts / f"{name}-{first:06d}-{last:06d}.jsonl"
            yield PartTask(*facts, name, first, last, directions, folder, path)


def make_part(task: PartTask) -> PartResult:
    """Ask, check, encode and write one part; runs in any process."""
    know_meshes(task.folder, (use.kind for use in task.meshes))
    program = _program(task.sources, task.defines, task.meshes)
    cell = make_cell(program, task.dataset, task.cell)
    drafted = draft(cell, range(task.first, task.last))
    if drafted.diagnostics:
        return PartResult(task, drafted.diagnostics)
    pairs = [tuple(build(each) for each in pair) for pair in drafted.drafts]
    questions = [question for pair in pairs for question in pair]
    found = tuple(fault for check in CHECKS for fault in check(cell, questions))
    if found:
        return PartResult(task, found)
    arms = arms_of(program, task.dataset, cell)
    drafts = _with_neighbours(task, cell, arms, drafted.drafts)
    outcomes = [tuple(intervene(arms, *pair)) for pair in zip(drafts, pairs, strict=True)]
    found = tuple(fault for check in ARM_CHECKS for each in outcomes for fault in check(cell, each))
    if found:
        return PartResult(task, found)
    write_part(task.path, (encode(*pair) for pair in zip(pairs, outcomes, strict=True)))
    return PartResult(task, ())


def _with_neighbours(
    task: PartTask, cell: Cell, arms: Sequence[Arm], drafts: Sequence[tuple[Draft, ...]]
) -> list[tuple[Draft, ...]]:
    """The drafts with the one before each, where an arm needs it; the first one's neighbour is the second.

    A neighbour that can't be drawn is reported by its own part, which keeps the dataset from being written.
    """
    if not any(step.intervention.neighbour for arm in arms for step in arm.steps):
        return list(drafts)
    numbers = [number - 1 if number else 1 for number in range(task.first, task.last)]
    here = dict(zip(range(task.first, task.last), drafts, strict=True))
    count = dict(task.dataset.cells)[task.cell]
    missing = [number for number in numbers if number not in here and number < count]
    others = draft(cell, missing)
    if not others.diagnostics:
        here |= dict(zip(missing, others.drafts, strict=True))
    return [
        tuple(
            dataclasses.replace(one, neighbour=other) for one, other in zip(pair, here[number], strict=True)
        )
        if number in here
        else pair
        for number, pair in zip(numbers, drafts, strict=True)
    ]


@lru_cache(maxsize=4)
def _program(
    sources: tuple[Source, ...], defines: tuple[tuple[str, str], ...], meshes: tuple[MeshUse, ...]
) -> Program:
    """The program once more, with the meshes that it was found to mention: their files may have changed."""
    registry.load()
    trees = [parse(source).tree for source in sources]
    program = resolve(trees, defines, meshes=Meshes.of_uses(meshes)).program
    assert program is not None, "a program that resolved before resolves again"
    return program


def _fingerprint(program: Program, dataset: DatasetBlock) -> str:
    """All that a part's bytes depend on beside its cell and numbers."""
    facts = (
        FORMAT,
        sorted(versions(program).items()),
        registry.code(),
        [source.text for source in program.sources],
        program.defines,
        [use.kind for use in program.meshes],
        dataset.seed,
        dataset.image,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def versions(program: Program) -> Mapping[str, str]:
    """The versions that records depend on; that of the reader of textures only where there are meshes."""
    readers = {"pillow": version("pillow")} if program.meshes else {}
    own = {"spacenum": __version__, "python": platform.python_version()}
    return {**own, **{name: version(name) for name in ("embreex", "numpy", "shapely")}, **readers}


def _manifest(program: Program, dataset: DatasetBlock, copies: dict[str, FileRecord]) -> Manifest:
    """The manifest, with the records of the copies of meshes only: the tables are not written yet."""
    cells = [make_cell(program, dataset, name) for name, _ in dataset.cells]
    records = tuple(
        CellRecord(
            cell.block.name,
            cell.block.family,
            tuple(each.plan.scene.name for each in (cell, *cell.others)),
            cell.block.asks,
            count,
            cell.block.worlds,
            cell.block.answer,
            cell.block.options,
            None,
            min_difference(cell),
        )
        for cell, (_, count) in zip(cells, dataset.cells, strict=True)
    )
    relaxed = tuple(
        RelaxedRecord("G5", record.name, "min_difference: 0 px")
        for record in records
        if record.min_difference == 0
    )
    relaxed += tuple(
        RelaxedRecord(promise, name, f"no judge of {each.what}")
        for name, each in dict.fromkeys(
            (cell.block.name, each)
            for cell in cells
            for own in (cell, *cell.others)
            for each in unproven(own.block, own.plan.scene)
        )
        for promise in each.promises
    )
    given_up = {record.guarantee for record in relaxed}
    return Manifest(
        FORMAT,
        dataset.name,
        dict(versions(program)),
        dataset.seed,
        dataset.image,
        tuple(
            SourceRecord(
                _relative(source, program.sources[0]),
                hashlib.sha256(source.text.encode()).hexdigest(),
                source.text,
            )
            for source in program.sources
        ),
        dict(program.defines),
        records,
        tuple(name for name in GUARANTEES if name not in given_up),
        relaxed,
        (),
        copies,
    )


def _relative(source: Source, entry: Source) -> str:
    """A source's path as the entry's folder sees it, so that no machine's paths end in a dataset."""
    return Path(os.path.relpath(source.path, Path(entry.path).parent)).as_posix()
