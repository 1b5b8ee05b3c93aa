"""How far each reader gets in each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.readers.frames import framed
from spacenum_dsl.checks.audit.readers.named import by_name
from spacenum_dsl.checks.audit.readers.ordinal import ordered
from spacenum_dsl.checks.audit.readers.study import Study
from spacenum_dsl.checks.audit.records import CeilingRecord, Reader
from spacenum_dsl.checks.audit.redrawn import ALL
from spacenum_dsl.checks.audit.statistics import interval
from spacenum_dsl.checks.audit.tables import Table
from spacenum_dsl.checks.audit.trial import Trial
from spacenum_dsl.semantics.program import Direction

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
        yield from _best("ordinal", study, lambda asked: ordered(asked, same))
    pair = [each for (cell, _), each in studied.items() if cell == study.cell]
    taught = [other for other in alike if not np.isnan(other.seen).all()]
    yield from _best("image frame", study, lambda asked: framed(asked, pair, taught))
    yield from _best("names", study, by_name)


def _best(
    reader: Reader, study: Study, read: Callable[[Study], Iterable[tuple[str, Floats]]]
) -> Iterator[CeilingRecord]:
    """The manner that is right most often, if there is any; a reader that can't decide guesses among what is
    left.

    Each option of a question is asked for in turn, where what a reader needs is known of all: how far it gets
    is a matter of the option sets, and which option was drawn as the right one is luck.
    """
    asked = _in_turn(study)
    found: dict[str, list[tuple[Study, Floats]]] = {}
    for turn in asked:
        for how, evidence in read(turn):
            found.setdefault(how, []).append((turn, evidence))
    if not found:
        return
    how, best = max(found.items(), key=lambda each: _share(each[1]))
    accuracy = _share(best)
    low, high = interval(round(accuracy * study.questions), study.questions)
    places = [share for turn, evidence in best if (share := _positioned(turn, evidence)) is not None]
    yield CeilingRecord(
        reader,
        how,
        study.questions,
        round(accuracy, 6),
        round(low, 6),
        round(high, 6),
        round(sum(places) / len(places), 6) if places else None,
        limit_of(reader, study.options),
    )


def _in_turn(study: Study) -> list[Study]:
    """The study with each option as the right one; as it is, where targets are seen in some pictures only."""
    seen = ~np.isnan(study.seen).all(axis=-1)
    if seen.any() and not seen.all():
        return [study]
    return [replace(study, answer=np.full(study.questions, place)) for place in range(study.options)]


def _share(found: Sequence[tuple[Study, Floats]]) -> float:
    return float(np.mean([_right(study, evidence).mean() for study, evidence in found]))


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
