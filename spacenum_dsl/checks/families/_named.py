"""What judges share of families that name things of a group: who is called what, which pictures are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.families.measure import of
from spacenum_dsl.checks.shown import faults_of as faults_of_views
from spacenum_dsl.checks.shown import state_of
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import LETTERS, Question, Text
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.values import Constant

MEANT = "the length of the straight line between the centres of their bounding boxes"
"""Words that say what a distance is."""


def name_of(cell: Cell, role: str) -> str:
    """The object or group that a property of the block names."""
    found = cell.block.values[role]
    assert isinstance(found, values.ObjectRef)
    return found.name


def length_of(cell: Cell, name: str) -> float:
    """Metres that the block states."""
    found = cell.block.values[name]
    while isinstance(found, values.Named):
        found = found.value
    assert isinstance(found, Constant)
    return found.value


def called(solid: Solid) -> str:
    """`red mug`; a user's mesh, `mug@HASH`, has colours of its own and is a `mug`."""
    stem, mesh, _ = solid.thing.kind.partition("@")
    title = stem.replace("_", " ")
    return title if mesh else f"{solid.thing.colour} {title}"


def distance(one: Solid, other: Solid) -> float:
    """Metres between the centres of the boxes round two objects' triangles."""
    return of("distance", (one, other))


def states_of(question: Question, judged: Judged) -> list[dict[str, Solid]]:
    """All objects of the world by name, as each option shows them."""
    return [dict(judged.states[state_of(question, option)].solids) for option in question.options]


def group_of(cell: Cell, solids: dict[str, Solid]) -> list[Solid]:
    """The things of the group."""
    group = name_of(cell, "among")
    return [solid for name, solid in solids.items() if name.partition("[")[0] == group]


def pictures(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """The target varies, each option shows another state of it, and the block's cameras take all pictures."""
    target = name_of(cell, "target")
    if question.world.varied != (target,) or question.truth.get("target") != target:
        varied = ", ".join(question.world.varied)
        yield f"it asks about `{question.truth.get('target')}`, and `{varied}` varies"
    yield from faults_of_views(cell, question, len(judged.states))


def ranked(question: Question, name: str, places: Sequence[int]) -> Iterator[str]:
    """Each case has a place of its own, the answer its rank, and each option differs by places."""
    answer = places[question.answer_index]
    if sorted(places) != list(range(len(places))):
        yield f"its cases are {list(places)}, not one of each"
    if question.rank != answer:
        yield f"the answer has rank {answer}, not {question.rank}"
    for option, place in zip(question.options, places, strict=True):
        if option.differs != ({name: float(place - answer)} if place != answer else {}):
            yield f"option {option.label} is {place - answer} places from the answer, not {option.differs}"


def lettered(question: Question) -> dict[str, str]:
    """The letters that the prompt's own lines give to things."""
    lines = text_of(question).splitlines()
    return {line[3:]: line[0] for line in lines if line[1:3] == ". " and line[0] in LETTERS}


def text_of(question: Question) -> str:
    return "\n".join(block.text for block in question.content if isinstance(block, Text))
