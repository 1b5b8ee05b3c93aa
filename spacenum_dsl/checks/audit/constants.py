"""How far one reply gets that is given to every question: what a score of open answers begins above."""

from __future__ import annotations

from statistics import median

from msgspec.structs import replace

from spacenum_dsl.answers.grade import best_constant, chance, mean, score
from spacenum_dsl.checks.audit.records import ConstantRecord
from spacenum_dsl.checks.audit.tables import Table
from spacenum_dsl.questions.question import Reply

DIGITS = 6


def constant_of(table: Table) -> ConstantRecord | None:
    """The best constant of a table's questions and the median of their answers, where these are numbers;
    none where options are picked."""
    if table.picked:
        return None
    keys = [{"answer": right} for right in table.right]
    best = best_constant(table.public, keys)
    reached = best.scores[best.metric]
    assert reached is not None
    guessed = chance(table.public[0])
    record = ConstantRecord(
        best.metric,
        _kept(best.given),
        round(reached, DIGITS),
        chance=None if guessed is None else guessed[best.metric],
    )
    numbers = [right for right in table.right if isinstance(right, float)]
    if len(numbers) < len(table.right):
        return record
    middle = median(numbers)
    worth = mean(score(item, key, middle) for item, key in zip(table.public, keys, strict=True))[best.metric]
    assert worth is not None
    return replace(record, median=round(middle, DIGITS), median_score=round(worth, DIGITS))


def _kept(given: object) -> Reply:
    """A reply as it is kept in a report."""
    match given:
        case dict():
            return {name: tuple(round(part, DIGITS) for part in point) for name, point in given.items()}
        case frozenset() | tuple():
            return tuple(sorted(given) if isinstance(given, frozenset) else given)
    return round(float(given), DIGITS)  # type: ignore[arg-type]
