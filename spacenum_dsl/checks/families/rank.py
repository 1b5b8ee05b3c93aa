"""Whether each case of an order is what the triangles say, and its words ask for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.families._named import (
    MEANT,
    called,
    distance,
    group_of,
    length_of,
    lettered,
    name_of,
    pictures,
    ranked,
    states_of,
    text_of,
)
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question

NEAR = 1e-6
"""Metres that rounding leaves open."""


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question about an order."""
    wrong = list(pictures(cell, question, judged))
    if question.truth.get("to") != name_of(cell, "to"):
        wrong.append(f"it measures from `{question.truth.get('to')}`")
    yield from wrong
    if wrong:
        return
    places, orders = [], []
    for option, solids in zip(question.options, states_of(question, judged), strict=True):
        target, mark = solids[name_of(cell, "target")], solids[name_of(cell, "to")]
        far = sorted((distance(each, mark), called(each)) for each in (target, *group_of(cell, solids)))
        least = min(after[0] - before[0] for before, after in pairwise(far))
        if least < length_of(cell, "apart") - NEAR:
            yield f"two things of option {option.label} are {least:.6f} m apart in their order"
        order = [name for _, name in far]
        if len(order) != len(question.options):
            yield f"option {option.label} puts {len(order)} things in order"
        if option.text != ", ".join(order) or option.value != {"order": option.text}:
            yield f"option {option.label} says {option.text} ({option.value}), its triangles say {order}"
        places.append(order.index(called(target)))
        orders.append(order)
    yield from ranked(question, "place", places)
    yield from _words(question, orders, called(states_of(question, judged)[0][name_of(cell, "to")]))


def _words(question: Question, orders: Sequence[Sequence[str]], mark: str) -> Iterator[str]:
    """The words say what a distance is and from where, and the letters of an order are those of its
    things."""
    text = text_of(question)
    if MEANT not in text or f" by their distance from the {mark}" not in text or "nearest first" not in text:
        yield f"its words do not ask for an order by distance from the {mark}"
    if question.open is None:
        return
    letters = lettered(question)
    for option, order, answer in zip(question.options, orders, question.open.answers, strict=True):
        if answer != tuple(letters.get(name, "?") for name in order):
            yield f"case {option.label} is answered by {answer}, its order is {order} of {letters}"


def shown(cell: Cell, question: Question) -> Sequence[str]:
    """All things and what they are measured from."""
    group = name_of(cell, "among")
    names = [thing.name for thing in question.world.things if thing.name.partition("[")[0] == group]
    return [name_of(cell, "target"), name_of(cell, "to"), *names]


JUDGES.add("rank", Judge(faults_of, displaced="target", shows=shown))
