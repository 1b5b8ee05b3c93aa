"""Grades answers: the one place of the oracle that sees which option is recorded as right."""

from __future__ import annotations

import msgspec

from spacenum_dsl.checks.oracle.oracle import Answer
from spacenum_dsl.output.records.types import AnswerRecord, ImageRecord, ItemRecord

DIGITS = 4
"""Decimals of measured numbers that are kept."""


class Failed(msgspec.Struct, frozen=True):
    """A question that its pictures do not answer as recorded: the letter that is `expected` and the one that
    was `picked`; `measured` numbers (metres, degrees) by option or name; what the pictures contradict
    (`doubts`); its `views`."""

    item: str
    expected: str
    picked: str | None
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
    details = Failed(item.id, key.answer, answer.label, measured, answer.doubts, tuple(views))
    if answer.unanswerable is not None and not answer.doubts and not ruled_out:
        return Graded(*about, answer.unanswerable, None, details if arm is None else None)
    if answer.label == key.answer and not answer.doubts:
        return Graded(*about, None, None)
    return Graded(*about, None, details)
