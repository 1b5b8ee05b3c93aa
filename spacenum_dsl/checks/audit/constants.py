"""How far one number gets that is given to every question: what a score of open numbers begins above."""

from __future__ import annotations

from statistics import median

from spacenum_dsl.answers.grade import best_constant, score
from spacenum_dsl.checks.audit.records import ConstantRecord
from spacenum_dsl.checks.audit.tables import Table

METRIC = "mra"
DIGITS = 6


def constant_of(table: Table) -> ConstantRecord | None:
    """The best constant of a table's questions and the median of their answers, where numbers are given."""
    numbers = [right for right in table.right if not isinstance(right, str)]
    if not numbers:
        return None
    keys = [{"answer": right} for right in numbers]
    best = best_constant(table.public, keys)
    middle = median(numbers)
    worth = [score(item, key, middle)[METRIC] or 0.0 for item, key in zip(table.public, keys, strict=True)]
    reached = best.scores[METRIC]
    assert reached is not None
    return ConstantRecord(
        METRIC,
        round(float(best.given), DIGITS),
        round(reached, DIGITS),
        round(middle, DIGITS),
        round(sum(worth) / len(worth), DIGITS),
    )
