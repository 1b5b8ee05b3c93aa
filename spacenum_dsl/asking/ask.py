"""Asks: from a cell and question numbers to questions, each the same whoever asks for it.

The option set comes first, from a family that treats its members alike; only then the answer, by a rank
and a letter that are balanced over the cell and know nothing of the set (G2).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.asking.family import Cell, Draft
from spacenum_dsl.asking.question import ArmName, Block, Option, OptionSet, Picture, Question
from spacenum_dsl.asking.unsatisfiable import unsatisfiable
from spacenum_dsl.asking.words import LETTERS
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.streams import stream_key, uniform
from spacenum_dsl.meaning.program import DatasetBlock, Program
from spacenum_dsl.world.plan import plan_scene
from spacenum_dsl.world.refusal import Refusal
from spacenum_dsl.world.sampler import draw_worlds

MAX_ATTEMPTS = 40
"""Worlds that are drawn for one question before its scene counts as unsatisfiable."""

AT_ONCE = 4
"""Attempts at a question after its first that are drawn in one go: a world costs less than a call."""

SCOUT = 5
"""Attempts after which, while not one question was found, only the first one goes on; the others follow from
there, so that each question's attempts are its own."""


@dataclass(frozen=True)
class Drafted:
    """Drafts in order of their numbers, those of all directions together, and why the rest is missing."""

    drafts: tuple[tuple[Draft, ...], ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Asked:
    """Questions in order of their numbers and directions, and why the rest is missing."""

    questions: tuple[Question, ...]
    diagnostics: tuple[Diagnostic, ...]


def make_cell(program: Program, dataset: DatasetBlock, name: str) -> Cell:
    """The cell of a dataset for one question family."""
    first, *others = (
        Cell(block, plan_scene(program.scenes[block.scene], block.requirements), dataset.seed, dataset.image)
        for block in program.families[name].each
    )
    return dataclasses.replace(first, others=tuple(others))


def ask(cell: Cell, numbers: Sequence[int]) -> Asked:
    """The questions of these numbers, all directions of the cell."""
    drafts = draft(cell, numbers)
    questions = tuple(build(each) for pair in drafts.drafts for each in pair)
    return Asked(questions, drafts.diagnostics)


def draft(cell: Cell, numbers: Sequence[int]) -> Drafted:
    """The drafts of these numbers, one for each direction of the cell, before any intervention."""
    found: dict[int, OptionSet] = {}
    for scene in (cell, *cell.others):
        wanted = [number for number in numbers if cell.about(number) is scene]
        sets, refusals = _option_sets(scene, wanted)
        found |= sets
        missing = [number for number in wanted if number not in found]
        if missing:
            return Drafted((), (unsatisfiable(scene, missing[0], refusals[missing[0]]),))
    ranks = balanced(cell, "rank", numbers)
    letters = balanced(cell, "letter", numbers)
    shuffles = uniform(
        stream_key(cell.seed, cell.block.name, "order"),
        np.asarray(numbers, np.uint64),
        np.zeros(len(numbers), np.uint64),
        0,
        cell.block.options,
    )
    drafts = []
    for number, rank, letter, shuffle in zip(numbers, ranks, letters, shuffles, strict=True):
        members = found[number].members
        others = [members[place].view for place in np.argsort(shuffle, kind="stable") if place != rank]
        order = (*others[:letter], members[rank].view, *others[letter:])
        drafts.append(
            tuple(
                Draft(cell.about(number), direction, found[number], order, letter)
                for direction in cell.block.asks
            )
        )
    return Drafted(tuple(drafts), ())


def _option_sets(cell: Cell, numbers: Sequence[int]) -> tuple[dict[int, OptionSet], dict[int, list[Refusal]]]:
    """The option set of each number that has one, and what refused the worlds that were tried for each."""
    family = cell.family
    variation = family.variation(cell.block)
    found: dict[int, OptionSet] = {}
    refusals: dict[int, list[Refusal]] = {number: [] for number in numbers}

    def go_on(wanted: Sequence[int], first: int, stop: int, together: int) -> None:
        """Tries each question at its attempts in order; worlds of several attempts are drawn together."""
        for start in range(first, stop, together):
            pending = [number for number in wanted if number not in found]
            if not pending:
                break
            tries = [(number, a) for number in pending for a in range(start, min(start + together, stop))]
            indices, attempts = zip(*tries, strict=True)
            worlds = draw_worlds(cell.plan, cell.seed, indices, attempts, variation)
            for number, world in zip(indices, worlds, strict=True):
                if number in found:
                    continue
                made = world if isinstance(world, Refusal) else family.option_set(cell, world)
                if isinstance(made, Refusal):
                    refusals[number].append(made)
                else:
                    found[number] = made

    go_on(numbers, 0, 1, 1)
    go_on(numbers, 1, SCOUT, AT_ONCE)
    if not found:
        go_on(numbers[:1], SCOUT, MAX_ATTEMPTS, AT_ONCE)
    if found:
        go_on(numbers, SCOUT, MAX_ATTEMPTS, AT_ONCE)
    return found, refusals


def balanced(cell: Cell, what: str, numbers: Sequence[int]) -> list[int]:
    """One of the cell's places for each question: every run of as many questions as options has each once."""
    size = cell.block.options
    blocks = sorted({number // size for number in numbers})
    shares = uniform(
        stream_key(cell.seed, cell.block.name, what),
        np.asarray(blocks, np.uint64),
        np.zeros(len(blocks), np.uint64),
        0,
        size,
    )
    order = dict(zip(blocks, np.argsort(shares, axis=1, kind="stable").tolist(), strict=True))
    return [order[number // size][number % size] for number in numbers]


def build(draft: Draft, arm: ArmName | None = None) -> Question:
    """The question that a draft is, in words."""
    said = draft.cell.family.say(draft)
    place = said.places[draft.answer]
    options = tuple(
        Option(label, value, text, view, differences(place, other))
        for label, value, text, view, other in zip(
            LETTERS, said.values, said.texts, draft.letters, said.places, strict=False
        )
    )
    ordered = sorted(tuple(other.values()) for other in said.places)
    world = draft.chosen.world
    return Question(
        draft.cell.block.name,
        draft.cell.block.family,
        draft.direction,
        world.index,
        world,
        draft.chosen.views,
        _kept(draft, said.content),
        options,
        draft.answer,
        ordered.index(tuple(place.values())),
        {**said.about, **said.values[draft.answer]},
        draft.right.difficulty,
        draft.cell.image,
        draft.effects,
        None if draft.pictures_of is None else build(draft.pictures_of),
        arm,
    )


def _kept(draft: Draft, content: tuple[Block, ...]) -> tuple[Block, ...]:
    """The words with those pictures among them that the prompt keeps."""
    if draft.shown == "all":
        return content
    pictured = draft.direction == "num2space" and draft.shown == "options"
    kept = draft.letters if pictured else ()
    return tuple(block for block in content if not isinstance(block, Picture) or block.view in kept)


def differences(
    answer: Mapping[str, tuple[float, ...]], member: Mapping[str, tuple[float, ...]]
) -> dict[str, float]:
    """By how much each factor differs that does: positions by a distance, sizes by a ratio, others signed."""
    found: dict[str, float] = {}
    for factor, value in member.items():
        other = answer[factor]
        if value == other:
            continue
        if factor == "size":
            found[factor] = round(value[0] / other[0], 9)
        elif factor == "position":
            found[factor] = round(math.dist(value, other), 9)
        else:
            found[factor] = round(value[0] - other[0], 9)
    return found
