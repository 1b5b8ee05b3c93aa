"""Compiled questions of the project's own specs, and ways to tamper with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from spacenum_dsl.base.span import Source
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.resolve import load_program, resolve
from spacenum_dsl.world.world import Thing, World

SPECS = Path(__file__).parents[2] / "specs"


def cell_of(path: Path, name: str) -> Cell:
    program = load_program(path, path.parent).program
    assert program is not None
    return make_cell(program, program.datasets[0], name)


def cell_from(text: str, name: str) -> Cell:
    """A cell of a spec text that must be right."""
    parsed = parse(Source("test.scene", text))
    program = resolve([parsed.tree], (), parsed.diagnostics).program
    assert program is not None
    return make_cell(program, program.datasets[0], name)


@lru_cache
def made(spec: str, name: str) -> tuple[Cell, tuple[Question, ...]]:
    cell = cell_of(SPECS / f"{spec}.scene", name)
    return cell, ask(cell, range(12)).questions


def found(cell: Cell, *questions: Question) -> str:
    return "\n".join(diagnostic.message for diagnostic in recheck(cell, questions))


def with_thing(world: World, name: str, /, **changes: object) -> World:
    things = tuple(replace(thing, **changes) if thing.name == name else thing for thing in world.things)
    return replace(world, things=things)


def moved(world: World, name: str, x: float, y: float, z: float | None = None) -> World:
    """The world with an object elsewhere, in its first state too if it varies."""
    placement = world.thing(name).placement
    there = replace(placement, position=(x, y, placement.position[2] if z is None else z))
    changed = with_thing(world, name, placement=there)
    if name in world.varied:
        place = world.varied.index(name)
        first = (*world.states[0][:place], there, *world.states[0][place + 1 :])
        changed = replace(changed, states=(first, *world.states[1:]))
    return changed


def first_where(questions: tuple[Question, ...], fits: Callable[[Question], bool]) -> Question:
    return next(question for question in questions if fits(question))


def clutter(question: Question) -> Thing | None:
    return next((thing for thing in question.world.things if thing.role == "distractors"), None)


def a_layout(name: str = "desk_2d") -> tuple[Cell, Question]:
    """With a distractor, asked from picture to numbers."""
    cell, questions = made("desk", name)
    return cell, first_where(questions, lambda q: clutter(q) is not None and q.direction == "space2num")


def a_transition(name: str) -> tuple[Cell, Question]:
    cell, questions = made("kitchen", name)
    return cell, first_where(questions, lambda q: q.direction == "space2num")


def wrong_option(question: Question) -> int:
    return next(place for place in range(len(question.options)) if place != question.answer_index)


def with_option(question: Question, place: int, **changes: object) -> Question:
    options = list(question.options)
    options[place] = replace(options[place], **changes)
    return replace(question, options=tuple(options))
