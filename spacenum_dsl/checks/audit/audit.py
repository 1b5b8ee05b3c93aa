"""Audits a dataset: every blind solver on every cell and direction, one correction over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec
import numpy as np

from spacenum_dsl import __version__
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.processes import pool
from spacenum_dsl.checks.audit import faults, files, related
from spacenum_dsl.checks.audit.constants import constant_of
from spacenum_dsl.checks.audit.learned import FEWEST
from spacenum_dsl.checks.audit.readers.ceilings import ceilings, texts_of
from spacenum_dsl.checks.audit.readers.study import studies
from spacenum_dsl.checks.audit.records import (
    FORMAT,
    Audit,
    AuditedCell,
    CeilingRecord,
    SolverRecord,
)
from spacenum_dsl.checks.audit.redrawn import SolverResult
from spacenum_dsl.checks.audit.statistics import LEVEL, beaten, holm, interval, least
from spacenum_dsl.checks.audit.tables import Table, read_tables
from spacenum_dsl.checks.audit.trial import Trial, Tried, attempt
from spacenum_dsl.output.records.dataset import read_views
from spacenum_dsl.output.records.types import ITEMS, Manifest, VarietyRecord
from spacenum_dsl.semantics.program import Direction

NOTES = (
    "The two directions of a question share world and options, and cells may share worlds: a leak often "
    "shows in several rows. Holm's correction holds whatever they share.",
    "Forests and regressions are fitted to the folds before the one that they answer, so one fold of six is "
    "never answered. They are tested on one side: where letters and ranks are balanced, learning from other "
    "answers does a little worse than guessing.",
    "Values, slots and kernels learn from all other questions. They are judged by answer keys that are drawn "
    "anew, in which the largest score of all of them is what luck gives; half of the 1 % of false alarms is "
    "theirs. The accuracy of a slot or kernel is given beyond what the same procedure gets under such keys.",
)

SHOWN = 60
"""Solvers of a cell that are recorded: those that are least likely to do so well by luck, and all leaks."""

Reached = Mapping[tuple[str, Direction], tuple[CeilingRecord, ...]]
"""How far readers get in the base questions of each cell and direction."""

Learn = Literal["none", "base", "all"]
"""What learned solvers are let loose on: nothing, base questions, or the arms of interventions too."""

Progress = Callable[[int, int], None]
"""Hears how many of how many questions are through."""


@dataclass(frozen=True)
class Training:
    """Another dataset that readers may learn from first."""

    name: str
    folder: Path


def audit(
    folder: Path,
    manifest: Manifest,
    *,
    learn: Learn,
    workers: int,
    progress: Progress,
    train: Training | None = None,
) -> Audit | Diagnostic:
    """Try to answer a dataset's questions without looking: fixed cues on all of them, learned solvers and
    thumbnails where `learn` says; readers of lesser skills on base questions, after `train` too, if given."""
    tables = read_tables(folder)
    if isinstance(tables, Diagnostic):
        return tables
    try:
        tables = with_given(tables, folder)
        taught = list(studies(train.folder).values()) if train is not None else []
        reached = ceilings(studies(folder), taught)
    except (OSError, msgspec.DecodeError) as error:
        return Diagnostic(faults.CANT_READ, f"can't read the records of `{folder}`: {error}")
    try:
        trials = _trials(tables, folder, learn, workers, progress)
    except BrokenProcessPool:
        help = ("run the same command again, with fewer `--workers` if memory was short",)
        return Diagnostic(faults.WORKER_LOST, f"a worker process died while auditing `{folder}`", help=help)
    return concluded(manifest, tables, trials, reached, train.name if train is not None else None)


def with_given(tables: Sequence[Table], folder: Path) -> list[Table]:
    """The tables with the cues that other questions and the files give."""
    listed = {view.image: place for place, view in enumerate(read_views(folder))}
    known = related.given(tables)
    return [
        replace(table, given=(*cues, *files.given(table, folder, listed)))
        for table, cues in zip(tables, known, strict=True)
    ]


def _trials(
    tables: Sequence[Table], folder: Path, learn: Learn, workers: int, progress: Progress
) -> list[Trial]:
    """One trial per table, in their order, whatever the order in which they are done."""
    learning = [learn == "all" or (learn == "base" and table.intervention is None) for table in tables]
    weights = [table.questions * (10 if some else 1) for table, some in zip(tables, learning, strict=True)]
    total, done = sum(weights), 0
    if min(workers, len(tables)) <= 1:
        found = []
        for table, some, weight in zip(tables, learning, weights, strict=True):
            found.append(attempt(table, folder, learn=some))
            done += weight
            progress(done, total)
        return found
    with pool(min(workers, len(tables))) as ours:
        order = sorted(range(len(tables)), key=lambda place: -weights[place])
        futures = {
            ours.submit(attempt, tables[place], folder, learn=learning[place]): place for place in order
        }
        trials: dict[int, Trial] = {}
        for future in as_completed(futures):
            trials[futures[future]] = future.result()
            done += weights[futures[future]]
            progress(done, total)
    return [trials[place] for place in range(len(tables))]


def concluded(
    manifest: Manifest,
    tables: Sequence[Table],
    trials: Sequence[Trial],
    reached: Reached = MappingProxyType({}),
    trained: str | None = None,
) -> Audit:
    """The verdict over all tables: one correction for all tests of all cells."""
    parts = 1 + any(trial.redrawn is not None for trial in trials)
    tests = sum(len(trial.tried) for trial in trials)
    adjusted = iter(holm([tried.p for trial in trials for tried in trial.tried]))
    largest = np.max(
        [trial.redrawn.largest for trial in trials if trial.redrawn is not None], axis=0, initial=0
    )
    cells = []
    for table, trial in zip(tables, trials, strict=True):
        found = [(tried, min(1.0, parts * next(adjusted))) for tried in trial.tried]
        if trial.redrawn is not None:
            found += [
                (_as_tried(each), min(1.0, parts * beaten(each.score, largest)))
                for each in trial.redrawn.found
            ]
        ceilings = reached.get((table.cell, table.direction), ()) if table.intervention is None else ()
        variety = next((cell.variety for cell in manifest.cells if cell.name == table.cell), None)
        cells.append(_cell(table, trial, found, tests * parts, variety, (*ceilings, *texts_of(table, trial))))
    findings = tuple(finding for trial in trials for finding in trial.findings)
    about: dict[str, str] = {}
    for trial in trials:
        about |= trial.about
        about |= (
            {each.solver: each.about for each in trial.redrawn.found} if trial.redrawn is not None else {}
        )
    shown = {record.solver for cell in cells for record in cell.solvers}
    return Audit(
        FORMAT,
        manifest.name,
        manifest.files[ITEMS].sha256,
        trained,
        {"spacenum": __version__, **{name: version(name) for name in ("numpy", "scikit-learn", "scipy")}},
        LEVEL,
        sum(cell.tests for cell in cells),
        bool(findings) or any(cell.leaks for cell in cells),
        tuple(cells),
        findings,
        NOTES,
        {name: what for name, what in about.items() if name in shown},
    )


def _as_tried(found: SolverResult) -> Tried:
    return Tried(found.solver, found.manner, found.answered, found.hits, 10**-found.score)


def _cell(
    table: Table,
    trial: Trial,
    found: Sequence[tuple[Tried, float]],
    tests: int,
    variety: VarietyRecord | None,
    ceilings: tuple[CeilingRecord, ...],
) -> AuditedCell:
    found = sorted(found, key=lambda each: (each[1], each[0].p))
    telling = sum(adjusted < 1 - LEVEL for _, adjusted in found)
    records = [_record(table, tried, adjusted) for tried, adjusted in found[: max(telling, SHOWN)]]
    letters = Counter(table.answer.tolist())
    ranks = Counter(table.rank.tolist())
    return AuditedCell(
        table.cell,
        table.setting,
        table.direction,
        table.intervention,
        table.arm,
        table.questions,
        table.worlds,
        table.options,
        1 / table.options,
        {label: letters[place] for place, label in enumerate(table.labels)},
        tuple(ranks[place] for place in range(table.options)),
        trial.thumbnails,
        tuple(records),
        len(trial.tried) + (trial.redrawn.tried if trial.redrawn is not None else 0),
        trial.left_out,
        telling > 0,
        least(table.worlds, 1 / table.options, (1 - LEVEL) / tests) if tests else None,
        table.worlds >= FEWEST,
        variety,
        ceilings,
        constant_of(table),
    )


def _record(table: Table, tried: Tried, adjusted: float) -> SolverRecord:
    accuracy = tried.hits / tried.answered
    low, high = interval(tried.hits, tried.answered)
    if tried.manner == "avoids":
        others = table.options - 1
        accuracy, low, high = (1 - accuracy) / others, (1 - high) / others, (1 - low) / others
    return SolverRecord(
        tried.solver,
        tried.manner,
        tried.answered,
        tried.hits,
        round(accuracy, 6),
        round(low, 6),
        round(high, 6),
        float(f"{tried.p:.6g}"),
        float(f"{adjusted:.6g}"),
        adjusted < 1 - LEVEL,
    )
