"""The oracle of orders: things by the distances between what is seen of them and of what they are near to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacenum_dsl.checks.oracle.exam import Exam
from spacenum_dsl.checks.oracle.families._near import (
    COVERED,
    distances,
    faults,
    letters,
    names_in,
    picked,
)
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.numerals import UnreadableError
from spacenum_dsl.checks.oracle.oracle import ORACLES, Answer, Oracle

_MARK = re.compile(r"by their distance from the (.+?)(?: in this picture)?, nearest first")
_TOLD = re.compile(r"nearest first: (.+)\?")


def answer(exam: Exam, measures: Measures) -> Answer:
    """The order in which things come, nearest first."""
    mark, told = _MARK.search(exam.text), _TOLD.search(exam.text)
    if mark is None:
        raise UnreadableError("the prompt does not say from where to measure")
    listed = letters(exam.text) if exam.open else {}
    offered = [str((each.value or {}).get("order")) for each in exam.choices[:1]]
    named = list(listed) or names_in(told[1] if told else offered[0], exam.names)
    if len(named) < 2:
        raise UnreadableError("the prompt names no things to put in order")
    seen = distances(exam, measures, mark[1], named)
    if not seen.far:
        return Answer(None, {}, seen.doubts)
    if not exam.open:
        return picked(exam, seen, told[1] if told else None, _ordered, "order")
    ((far),) = seen.far.values()
    if seen.covered:
        return Answer(None, dict(far), seen.doubts, COVERED)
    given = tuple(listed[name] for name in sorted(far, key=far.__getitem__))
    return Answer(None, dict(far), seen.doubts, given=given)


def _ordered(far: Mapping[str, float]) -> str:
    """How an order is printed."""
    return ", ".join(sorted(far, key=far.__getitem__))


ORACLES.add("rank", Oracle(answer, faults))
