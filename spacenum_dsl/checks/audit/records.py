"""What an audit found: `audit.json`, typed once. The same dataset gives the same bytes."""

from __future__ import annotations

from typing import Literal

import msgspec

from spacenum_dsl.output.records.types import VarietyRecord
from spacenum_dsl.questions.question import Reply
from spacenum_dsl.semantics.program import Direction

FORMAT = 5
Manner = Literal["chooses", "avoids"]
Reader = Literal["ordinal", "image frame", "names", "text"]


class SolverRecord(msgspec.Struct, frozen=True):
    """How well one blind solver does in one cell.

    Of the cell's worlds it `answered` some (a cue that is alike in all options of a question gives no
    answer); the option that it points at was right `hits` times. `manner` is `avoids` where it is a guess
    among the other options that would do well. `accuracy` is the share right in that manner, `low` and `high`
    its exact 99 % interval. `p` is the probability of doing so well by luck, `adjusted` the same after Holm's
    correction over the whole audit, and `beats` whether that is below 1 %.
    """

    solver: str
    manner: Manner
    answered: int
    hits: int
    accuracy: float
    low: float
    high: float
    p: float
    adjusted: float
    beats: bool


class CeilingRecord(msgspec.Struct, frozen=True):
    """How far a reader of a lesser skill gets in one cell and direction: the share of `answered` questions
    that it has right, and what it goes by (`how`). `position` is the share in which at least the place is
    right, where sizes vary too. A cell whose accuracy is above `limit` is not strict; readers without one are
    reported only."""

    reader: Reader
    how: str
    answered: int
    accuracy: float
    low: float
    high: float
    position: float | None
    limit: float | None

    @property
    def above(self) -> bool:
        return self.limit is not None and self.accuracy > self.limit


class ConstantRecord(msgspec.Struct, frozen=True):
    """What one reply is worth that is given to every question of a cell, by the mean of `metric`: the `best`
    one that there is. Of numbers, the `median` of the right ones, too. `chance` is what a blind guess scores
    by it, null where there is no exact one."""

    metric: str
    best: Reply
    best_score: float
    median: float | None = None
    median_score: float | None = None
    chance: float | None = None

    @property
    def worth(self) -> str:
        """`55.0 %`, or metres of error."""
        return _worth(self.metric, self.best_score)

    @property
    def median_worth(self) -> str:
        return "–" if self.median_score is None else _worth(self.metric, self.median_score)

    @property
    def given(self) -> str:
        """The best reply in short."""
        match self.best:
            case dict():
                return f"a map of {len(self.best)} names"
            case tuple():
                return ", ".join(self.best) or "none"
        return f"{self.best:g}" if isinstance(self.best, float) else self.best


def _worth(metric: str, score: float) -> str:
    return f"{score:.3f} m" if metric in ERRORS else f"{100 * score:.1f} %"


ERRORS = ("position_error",)
"""Scores that are the better the smaller they are, in metres."""


class AuditedCell(msgspec.Struct, frozen=True):
    """One cell in one direction, of the base questions or of one arm (`intervention`, `arm`).

    `noticed` is the least accuracy at which a solver that answers every question would be found to leak;
    where `enough` is false, there are too few worlds to learn from, and silence proves little. `variety` says
    how much the cell's questions differ, as in the manifest; `ceilings` how far lesser skills get.

    Where something else than a letter is to be given, solvers are told the cases that each was drawn from,
    and `chance` is that of guessing among these; `constant` says how far one reply gets.

    `worlds` counts groups: only one question of each is counted in `answered`. `letters` and `ranks` say how
    often each is right. `solvers` starts with the most telling one. `left_out` has a reason for each solver
    that had nothing to go by: it needs numbers and the options are words, its cue is alike in all options of
    every question, or there are too few worlds.
    """

    cell: str
    setting: str
    direction: Direction
    intervention: str | None
    arm: str | None
    questions: int
    worlds: int
    options: int
    chance: float
    letters: dict[str, int]
    ranks: tuple[int, ...]
    thumbnails: str
    solvers: tuple[SolverRecord, ...]
    tests: int
    left_out: dict[str, str]
    leaks: bool
    noticed: float | None
    enough: bool
    variety: VarietyRecord | None
    ceilings: tuple[CeilingRecord, ...]
    constant: ConstantRecord | None = None

    @property
    def title(self) -> str:
        """`walk`, or `walk (blind: black)`."""
        return named(self.cell, self.intervention, self.arm)


class Finding(msgspec.Struct, frozen=True):
    """Something about the form of options that a structural check met in `questions` of a cell's `of`."""

    check: str
    cell: str
    direction: Direction
    intervention: str | None
    arm: str | None
    questions: int
    of: int
    example: str
    detail: str

    @property
    def title(self) -> str:
        return named(self.cell, self.intervention, self.arm)


class Audit(msgspec.Struct, frozen=True):
    """An audit of one dataset, whose readers were `trained` on another one, if that is named. `items` is the
    SHA-256 of its `items.jsonl`, `tests` how many solvers were tried in how many manners, `about` what each
    that is recorded does."""

    format: int
    dataset: str
    items: str
    trained: str | None
    versions: dict[str, str]
    level: float
    tests: int
    leaks: bool
    cells: tuple[AuditedCell, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    about: dict[str, str]


def named(cell: str, intervention: str | None, arm: str | None) -> str:
    if intervention is None:
        return cell
    return f"{cell} ({intervention}{f': {arm}' if arm is not None else ''})"
