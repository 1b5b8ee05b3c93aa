"""The oracle of sets: which things are seen nearer to another one than the told length."""

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
from spacenum_dsl.checks.oracle.numerals import UnreadableError, quantity
from spacenum_dsl.checks.oracle.oracle import ORACLES, Answer, Oracle

_ASKED = re.compile(
    r"things are nearer than (.+?) to the (.+?)(?: in this picture)?\?"
    r"(?: In which picture is it so: (.+?)\?)?"
)


def answer(exam: Exam, measures: Measures) -> Answer:
    """The set of things that are near enough."""
    asked = _ASKED.search(exam.text)
    if asked is None:
        raise UnreadableError("the prompt does not say how near to what")
    listed = letters(exam.text) if exam.open else {}
    offered = [str((each.value or {}).get("set")) for each in exam.choices[:1]]
    named = list(listed) or names_in(asked[3] or "".join(offered), exam.names)
    if not named:
        raise UnreadableError("the prompt names no things")
    seen, radius = distances(exam, measures, asked[2], named), quantity(asked[1]).value
    if not seen.far:
        return Answer(None, {}, seen.doubts)

    def near(far: Mapping[str, float]) -> str:
        return ", ".join(f"{name}: {'yes' if far[name] < radius else 'no'}" for name in named)

    if not exam.open:
        return picked(exam, seen, asked[3], near, "set")
    ((far),) = seen.far.values()
    if seen.covered:
        return Answer(None, dict(far), seen.doubts, COVERED)
    given = tuple(sorted(listed[name] for name in named if far[name] < radius))
    return Answer(None, dict(far), seen.doubts, given=given)


ORACLES.add("within", Oracle(answer, faults))
