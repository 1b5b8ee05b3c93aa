"""Whether the sets of things near an object are what the triangles say, each set once, and its words ask
so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from spacenum_dsl.checks.printed import printed
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question

NEAR = 1e-6
"""Metres that rounding leaves open."""


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question about a set."""
    wrong = list(pictures(cell, question, judged))
    yield from wrong
    if wrong:
        return
    radius, margin = length_of(cell, "radius"), length_of(cell, "margin")
    sets: list[list[str]] = []
    flags: list[tuple[bool, ...]] = []
    states = states_of(question, judged)
    for option, solids in zip(question.options, states, strict=True):
        things = group_of(cell, solids)
        far = [distance(solids[name_of(cell, "target")], each) for each in things]
        if 2 ** len(things) != len(question.options):
            yield f"{len(things)} things have {2 ** len(things)} sets, not {len(question.options)}"
        close = min(abs(gap - radius) for gap in far)
        if close < margin - NEAR:
            yield f"a thing of option {option.label} is {close:.6f} m from the circle, not {margin:g} m"
        flags.append(tuple(gap < radius for gap in far))
        sets.append([called(each) for each, gap in zip(things, far, strict=True) if gap < radius])
        told = [
            f"{called(each)}: {'yes' if gap < radius else 'no'}"
            for each, gap in zip(things, far, strict=True)
        ]
        said = ", ".join(told)
        if option.text != said or option.value != {"set": said}:
            yield f"option {option.label} says {option.text} ({option.value}), its triangles say {said}"
    order = sorted(set(flags), key=lambda each: (sum(each), [not one for one in each]))
    yield from ranked(question, "set", [order.index(each) for each in flags])
    yield from _words(question, sets, states[0][name_of(cell, "target")], radius)


def _words(question: Question, sets: Sequence[Sequence[str]], target: Solid, radius: float) -> Iterator[str]:
    """The words say what a distance is, how near and to what, and the letters of a set are its things'."""
    text = text_of(question)
    before, _, rest = text.partition("nearer than ")
    told, _, _ = rest.partition(f" to the {called(target)}")
    if MEANT not in before or not told.endswith(" m"):
        yield f"its words do not ask what is nearer to the {called(target)}"
    else:
        yield from printed("the length", told, (radius,))
    if question.open is None:
        return
    letters = lettered(question)
    for option, inside, answer in zip(question.options, sets, question.open.answers, strict=True):
        if answer != tuple(sorted(letters.get(name, "?") for name in inside)):
            yield f"case {option.label} is answered by {answer}, its set is {inside} of {letters}"


def shown(cell: Cell, question: Question) -> Sequence[str]:
    """The target and all things."""
    group = name_of(cell, "among")
    names = [thing.name for thing in question.world.things if thing.name.partition("[")[0] == group]
    return [name_of(cell, "target"), *names]


JUDGES.add("within", Judge(faults_of, displaced="target", shows=shown))
