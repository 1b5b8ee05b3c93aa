"""Whether the options of a count are as many things as stand there, and its words ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacenum_dsl.checks.admissible import possible
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.printed import printed
from spacenum_dsl.checks.shown import camera_words, noun, state_of
from spacenum_dsl.checks.shown import faults_of as faults_of_views
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Option, Question, Text
from spacenum_dsl.semantics import values

ENDINGS = (("", "s"), ("", "es"), ("y", "ies"), ("f", "ves"), ("fe", "ves"))
"""What the ends of words become where there are several of a thing."""


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question of a count."""
    groups = {role: _named(cell, role) for role in ("group", "among")}
    group = groups["group"]
    if group is None or question.truth.get("group") != group:
        yield f"it asks about `{question.truth.get('group')}`, not `{group}`"
        return
    unshown = list(faults_of_views(cell, question, len(judged.moving)))
    yield from unshown
    if unshown:
        return
    yield from _still(judged, {name for name in groups.values() if name is not None})
    kinds = {thing.kind for thing in judged.world.things if thing.group == group}
    titles = {_title(kind) for kind in kinds}
    if len(titles) != 1:
        yield f"`{group}` are called {', '.join(sorted(titles)) or 'nothing'}"
        return
    (title,) = titles
    counts = [
        sum(
            _title(solid.thing.kind) == title
            for solid in judged.states[state_of(question, option)].solids.values()
        )
        for option in question.options
    ]
    yield from _numbers(cell, group, question, counts)
    yield from _words(cell, question, title)


def _named(cell: Cell, role: str) -> str | None:
    value = cell.block.values.get(role)
    return value.name if isinstance(value, values.ObjectRef) else None


def _title(kind: str) -> str:
    """What a kind, or a mesh `mug@HASH`, is called."""
    return kind.partition("@")[0].replace("_", " ")


def _still(judged: Judged, groups: set[str]) -> Iterator[str]:
    """Only members of these groups come and go, and whatever is there stands where it always does."""
    each: dict[str, list[Solid]] = {}
    for state in judged.moving:
        for solid in state:
            each.setdefault(solid.thing.name, []).append(solid)
    for name, solids in each.items():
        if solids[0].thing.group not in groups:
            yield f"`{name}` differs between options"
        if len({solid.thing.placement for solid in solids}) > 1:
            yield f"`{name}` does not always stand at the same place"


def _numbers(cell: Cell, group: str, question: Question, counts: Sequence[int]) -> Iterator[str]:
    """Each option says how many its own picture shows; the numbers follow each other in what is allowed."""
    answer = counts[question.answer_index]
    for option, number in zip(question.options, counts, strict=True):
        yield from _number(option, number)
        differs = {} if option is question.options[question.answer_index] else {"count": number - answer}
        if option.differs != differs:
            yield f"option {option.label} is said to differ by {option.differs}, not by {differs}"
    if len(set(counts)) < len(counts):
        yield f"two options show as many: {list(counts)}"
    block = next(each for each in cell.plan.scene.objects if each.name == group)
    for number in range(min(counts), max(counts)):
        if number not in counts and block.count is not None and possible(block.count, number):
            yield f"its options {sorted(counts)} leave {number} out"
    rank = sorted(counts).index(answer)
    if rank != question.rank:
        yield f"the answer has rank {rank}, not {question.rank}"
    if question.open is not None and (
        question.open.fields["unit"] or list(question.open.answers) != list(counts)
    ):
        told = f"{question.open.answers} `{question.open.fields['unit']}`"
        yield f"it is answered by one of {told}, not of {list(counts)}"


def _number(option: Option, number: int) -> Iterator[str]:
    if option.value != {"count": number}:
        yield f"option {option.label} says {option.value}, its picture shows {number}"
    yield from printed(f"option {option.label}", option.text, (number,))


def _words(cell: Cell, question: Question, title: str) -> Iterator[str]:
    """The words ask for what is counted, say what counts and where the camera is."""
    text = "\n".join(block.text for block in question.content if isinstance(block, Text))
    several = {f"{title.removesuffix(old)}{new}" for old, new in ENDINGS if title.endswith(old)}
    right = question.options[question.answer_index].text
    if question.direction == "num2space":
        asked = re.search(rf"In which {noun(cell)} (is|are) there exactly (.+?) ([a-z ]+)\?", text)
        fits = asked is not None and asked[2] == right
        one = asked is not None and asked[1] == "is"
        named = asked[3] if asked is not None else ""
        if not fits or one != (right == "1"):
            yield f"its words never ask which picture shows {right}"
    else:
        asked = re.search(rf"How many ([a-z ]+) are there in this {noun(cell)}\?", text)
        one, named = False, asked[1] if asked is not None else ""
    if named not in ({title} if one else several | _irregular(title)):
        yield f"its words ask for `{named}`, not for each {title}"
    if f" {title} counts if any part of it is in the picture." not in text:
        yield "its words don't say what counts"
    yield from camera_words(cell, question)


def _irregular(title: str) -> set[str]:
    """Plurals that are no word with an ending: mice, and of `chest of drawers` the first noun's."""
    head, of, tail = title.partition(" of ")
    found = {f"{head}s{of}{tail}"} if of else set()
    return found | ({f"{title.removesuffix('mouse')}mice"} if title.endswith("mouse") else set())


def _counted(cell: Cell, question: Question) -> Sequence[str]:
    """What is to be counted, wherever it is there."""
    return [thing.name for thing in question.world.things if thing.group == _named(cell, "group")]


JUDGES.add("count", Judge(faults_of, shows=_counted))
