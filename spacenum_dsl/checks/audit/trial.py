"""Tries every blind solver on one table and counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit import cues, learned, redrawn, replies, runs, thumbnails
from spacenum_dsl.checks.audit.cues import Cue, order, pointed
from spacenum_dsl.checks.audit.records import Finding, Manner
from spacenum_dsl.checks.audit.redrawn import Redrawn
from spacenum_dsl.checks.audit.statistics import above, below
from spacenum_dsl.checks.audit.structure import findings_of
from spacenum_dsl.checks.audit.tables import Given, Table

NO_NUMBERS = "the options have no numbers"
ALIKE = "alike in all options of every question"
TOO_FEW = f"fewer than {learned.FEWEST} worlds"
NOT_ASKED = "not asked for"
"""Why a solver is left out."""


@dataclass(frozen=True)
class Tried:
    """One solver in one manner: how many worlds it answered, how often what it points at is right, and the
    probability of that by luck."""

    solver: str
    manner: Manner
    answered: int
    hits: int
    p: float


@dataclass(frozen=True)
class Trial:
    """All of a table: what was tried and counted, what learned from all other questions (nothing where there
    was too little to learn from), what had nothing to go by and why, whether thumbnails were looked at, what
    structural checks met, and what each solver does."""

    tried: tuple[Tried, ...]
    redrawn: Redrawn | None
    left_out: dict[str, str]
    thumbnails: str
    findings: tuple[Finding, ...]
    about: dict[str, str]


def attempt(table: Table, folder: Path, *, learn: bool) -> Trial:
    """Everything on one table; runs in any process, on one thread, so that sums are the same everywhere."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  an extra

    with threadpool_limits(1):
        return _attempt(table, folder, learn)


def _attempt(table: Table, folder: Path, learn: bool) -> Trial:
    small, pictures = thumbnails.read(table, folder) if learn else (None, thumbnails.NOT_ASKED)
    along = _along(table) if table.intervention is None else ()
    fixed = [*cues.cues_of(table), *(thumbnails.cues_of(small) if small is not None else ())]
    given = [_known(each) for each in (*table.given, *along)]
    about = {cue.name: cue.about for cue in (*fixed, *given)}
    tried: list[Tried] = []
    left_out: dict[str, str] = {}
    for cue in (*fixed, *given):
        if cue.numeric and not table.columns:
            left_out[cue.name] = NO_NUMBERS
            continue
        cost = cue.cost(table)
        if cost is None:
            continue
        found = list(_counted(table, cue.name, cost, both=True))
        tried += found
        if not found and cue in fixed:
            left_out[cue.name] = ALIKE
    learners = [*learned.learners(), *(thumbnails.learners(small) if small is not None else ())]
    enough = learn and table.worlds >= learned.FEWEST
    folds = learned.folds_of(table) if enough else None
    for learner in learners:
        about[learner.name] = learner.about
        found = []
        if folds is not None:
            costs = learned.answered(learner.fit(table), table, folds)
            found = list(_counted(table, learner.name, costs, both=False))
        tried += found
        if not found:
            left_out[learner.name] = ALIKE if enough else TOO_FEW if learn else NOT_ASKED
    for blind in replies.tried(table) if learn else ():
        about[blind.solver] = blind.about
        luck = above(blind.hits, blind.answered, blind.chance)
        tried.append(Tried(blind.solver, "chooses", blind.answered, blind.hits, luck))
    drawn = redrawn.tried(table) if enough else None
    return Trial(tuple(tried), drawn, left_out, pictures, tuple(findings_of(table)), about)


def _along(table: Table) -> Iterator[Given]:
    """Runs of base questions; arms keep the letters of theirs."""
    return runs.given(order(table), np.argsort(table.index, kind="stable"), "along the cell")


def _known(given: Given) -> Cue:
    return Cue(given.name, given.about, lambda table: given.cost)


def _counted(table: Table, name: str, cost: Floats, *, both: bool) -> Iterator[Tried]:
    """The counts of one solver over the first question of each world, in one manner or both."""
    choice = pointed(cost, table, name)[table.tested]
    answer = table.answer[table.tested]
    answered, hits = int((choice >= 0).sum()), int((choice == answer).sum())
    if not answered:
        return
    chance = 1 / table.options
    yield Tried(name, "chooses", answered, hits, above(hits, answered, chance))
    if both:
        yield Tried(name, "avoids", answered, hits, below(hits, answered, chance))
