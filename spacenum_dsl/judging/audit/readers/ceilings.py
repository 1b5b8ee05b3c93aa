"""How far each reader gets in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.judging.audit.readers.frames import framed
from spacenum_dsl.judging.audit.readers.named import by_name
from spacenum_dsl.judging.audit.readers.ordinal import ordered
from spacenum_dsl.judging.audit.readers.study import Study
from spacenum_dsl.judging.audit.records import CeilingRecord, Reader
from spacenum_dsl.judging.audit.redrawn import ALL
from spacenum_dsl.judging.audit.statistics import interval
from spacenum_dsl.judging.audit.tables import Table
from spacenum_dsl.judging.audit.trial import Trial
from spacenum_dsl.meaning.program import Direction

STRICT: Mapping[Reader, float] = {"ordinal": 0.2, "image frame": 2 / 15}
"""Of the way from chance to certainty, how far a reader may get in a strict cell: 40 % and 35 % of four."""
DIGITS = 9
TEXT = f"{ALL} on letters"


def limit_of(reader: Reader, options: int) -> float | None:
    """The share right above which a cell is not strict."""
    way = STRICT.get(reader)
    return None if way is None else 1 / options + (1 - 1 / options) * way


def ceilings(
    studied: Mapping[tuple[str, Direction], Study], others: Sequence[Study]
) -> dict[tuple[str, Direction], tuple[CeilingRecord, ...]]:
    """Each reader's best manner in each cell and direction."""
    return {key: tuple(_of(study, studied, others)) for key, study in studied.items()}


def texts_of(table: Table, trial: Trial) -> Iterator[CeilingRecord]:
    """How far somebody gets who only reads: the kernel on all that is printed or named."""
    known = {found.solver: found for found in trial.redrawn.found} if trial.redrawn is not None else {}
    found = known.get(TEXT)
    if found is not None and table.intervention is None:
        low, high = interval(found.hits, found.answered)
        how = "all words and numbers, learned from the cell's other questions"
        share = round(found.hits / found.answered, 6)
        yield CeilingRecord("text", how, found.answered, share, round(low, 6), round(high, 6), None, None)


def _of(
    study: Study, studied: Mapping[tuple[str, Direction], Study], others: Sequence[Study]
) -> Iterator[CeilingRecord]:
    alike = [other for other in others if other.likeness == study.likeness]
    if study.direction == "num2space":
        same = [other for other in alike if other.direction == study.direction]
        yield _best("ordinal", study, list(ordered(study, same)))
    pair = [each for (cell, _), each in studied.items() if cell == study.cell]
    found = list(framed(study, pair, [other for other in alike if not np.isnan(other.seen).all()]))
    if found:
        yield _best("image frame", study, found)
    named = by_name(study)
    if named is not None:
        yield _best("names", study, [("the usual size of the target's kind", named)])


def _best(reader: Reader, study: Study, manners: Sequence[tuple[str, Floats]]) -> CeilingRecord:
    """The manner that is right most often; a reader that can't decide guesses among what is left."""
    worth = [(float(_right(study, evidence).mean()), how, evidence) for how, evidence in manners]
    accuracy, how, evidence = max(worth, key=lambda each: each[0])
    hits = round(accuracy * study.questions)
    low, high = interval(hits, study.questions)
    position = _positioned(study, evidence)
    return CeilingRecord(
        reader,
        how,
        study.questions,
        round(accuracy, 6),
        round(low, 6),
        round(high, 6),
        None if position is None else round(position, 6),
        limit_of(reader, study.options),
    )


def _chosen(evidence: Floats) -> Floats:
    """(n, k) the share with which each option is taken."""
    rounded = np.round(evidence, DIGITS)
    best = rounded == rounded.max(axis=1, keepdims=True)
    return np.asarray(best / best.sum(axis=1, keepdims=True))


def _right(study: Study, evidence: Floats) -> Floats:
    return np.asarray(_chosen(evidence)[np.arange(study.questions), study.answer])


def _positioned(study: Study, evidence: Floats) -> float | None:
    """How often at least the place is right, where sizes vary too."""
    if "size" not in study.axes or "x" not in study.axes:
        return None
    rows = np.arange(study.questions)
    places = np.stack([study.axes[name] for name in ("x", "y") if name in study.axes], axis=-1)
    same = np.abs(places - places[rows, study.answer][:, None]).max(axis=-1) < 1e-6
    return float((_chosen(evidence) * same).sum(axis=1).mean())
