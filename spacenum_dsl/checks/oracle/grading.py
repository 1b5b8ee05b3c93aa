"""Grades answers: the one place of the oracle that sees which option is recorded as right."""

from __future__ import annotations

import msgspec

from spacenum_dsl.checks.oracle.oracle import Answer
from spacenum_dsl.output.records.types import AnswerRecord, ImageRecord, ItemRecord, NumberRecord

DIGITS = 4
"""Decimals of measured numbers that are kept."""


class Failed(msgspec.Struct, frozen=True):
    """A question that its pictures do not answer as recorded: the letter or number that is `expected` and the
    one that was `given`; `measured` numbers (metres, degrees) by option or name; what the pictures contradict
    (`doubts`); its `views`."""

    item: str
    expected: str | float
    given: str | float | None
    measured: dict[str, float]
    doubts: tuple[str, ...]
    views: tuple[str, ...]


class Graded(msgspec.Struct, frozen=True):
    """What came of one question: right, not answerable (with the reason), or `failed`. `open` is there for
    one that is not answerable though no arm made it so; `unexamined` is its family, where that has no
    oracle."""

    cell: str
    direction: str
    arm: str | None
    unanswerable: str | None
    failed: Failed | None
    open: Failed | None = None
    unexamined: str | None = None


def _right(item: ItemRecord, key: AnswerRecord, answer: Answer) -> bool:
    """Whether an answer is the recorded one: of the cases that the question was drawn from, a number means
    the one that is nearest to it, round the circle where it is a direction."""
    if not isinstance(item.answer_type, NumberRecord):
        return answer.label == key.answer
    if answer.number is None:
        return False
    off = [abs(number - answer.number) for number in key.numbers]
    if item.answer_type.period is not None:
        period = item.answer_type.period
        off = [min(each % period, -each % period) for each in off]
    return off.index(min(off)) == key.answer_index


def graded(item: ItemRecord, key: AnswerRecord, answer: Answer) -> Graded:
    """Hold an answer against the record. An answer with a doubt is wrong, as its letter may be luck; so is
    one that rules the recorded option out, though it can't tell the others apart."""
    arm = None if item.intervention is None else f"{item.intervention}: {item.arm}"
    about = (item.cell, item.direction, arm)
    if answer.unexamined:
        return Graded(*about, answer.unanswerable, None, unexamined=item.setting)
    ruled_out = bool(answer.open) and key.answer not in answer.open
    measured = {name: round(number, DIGITS) for name, number in answer.measured.items()}
    views = dict.fromkeys(part.view for part in item.content if isinstance(part, ImageRecord))
    given = answer.label if answer.number is None else round(answer.number, DIGITS)
    details = Failed(item.id, key.answer, given, measured, answer.doubts, tuple(views))
    if answer.unanswerable is not None and not answer.doubts and not ruled_out:
        return Graded(*about, answer.unanswerable, None, details if arm is None else None)
    if _right(item, key, answer) and not answer.doubts:
        return Graded(*about, None, None)
    return Graded(*about, None, details)
