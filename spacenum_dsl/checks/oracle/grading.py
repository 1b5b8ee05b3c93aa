"""Grades answers: the one place of the oracle that sees which option is recorded as right."""

from __future__ import annotations

import msgspec

from spacenum_dsl.answers import grade
from spacenum_dsl.checks.oracle.oracle import Answer
from spacenum_dsl.output.records.types import AnswerRecord, ImageRecord, ItemRecord, ReplyRecord, public_of

DIGITS = 4
"""Decimals of measured numbers that are kept."""


class Failed(msgspec.Struct, frozen=True):
    """A question that its pictures do not answer as recorded: the answer that is `expected` and the one that
    was `given`, or the letters of the options that they are; `measured` numbers (metres, degrees) by option
    or name; what the pictures contradict (`doubts`); its `views`."""

    item: str
    expected: ReplyRecord
    given: ReplyRecord | None
    measured: dict[str, float]
    doubts: tuple[str, ...]
    views: tuple[str, ...]


class Graded(msgspec.Struct, frozen=True):
    """What came of one question: right, not answerable (with the reason), or `failed`. `open` is there for
    one that is not answerable though no arm made it so; `unexamined` is its family, where that has no
    oracle. `off` is how far a right answer that was not picked is from the recorded one: metres, degrees."""

    cell: str
    direction: str
    arm: str | None
    unanswerable: str | None
    failed: Failed | None
    open: Failed | None = None
    unexamined: str | None = None
    off: float | None = None


def off_by(item: ItemRecord, key: AnswerRecord, answer: Answer) -> float | None:
    """How far an answer is from the recorded one, by its type; null where another one is meant: of the cases
    that the question was drawn from, an answer means the one that it is nearest to."""
    if item.picked:
        return 0.0 if answer.label == key.answer else None
    if answer.given is None:
        return None
    asked = grade.answer_type(public_of(item))
    given = asked.right({"answer": answer.given})
    away = [asked.apart(given, asked.right({"answer": case})) for case in key.answers]
    own = away[key.answer_index]
    return own if all(own < other for place, other in enumerate(away) if place != key.answer_index) else None


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
    given = answer.label if answer.given is None else _rounded(answer.given)
    details = Failed(item.id, key.answer, given, measured, answer.doubts, tuple(views))
    if answer.unanswerable is not None and not answer.doubts and not ruled_out:
        return Graded(*about, answer.unanswerable, None, details if arm is None else None)
    off = off_by(item, key, answer)
    if off is not None and not answer.doubts:
        return Graded(*about, None, None, off=off if key.answers else None)
    return Graded(*about, None, details)


def _rounded(given: ReplyRecord) -> ReplyRecord:
    """An answer as it is kept in a report."""
    if isinstance(given, dict):
        return {name: tuple(round(part, DIGITS) for part in point) for name, point in given.items()}
    return round(given, DIGITS) if isinstance(given, float) else given
