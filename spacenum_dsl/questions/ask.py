"""Asks: from a cell and question numbers to questions, each the same whoever asks for it.

The option set comes first, from a family that treats its members alike; only then the answer (G2): by a rank
that is drawn anew for each question and direction, and by a letter out of a shuffled run in which all letters
are equally frequent. Neither knows the set, the other direction or any other cell, so whoever sees all
prompts and no answer knows nothing. Ranks are independent because two balances together tell something: the
printed options show which letter has which rank.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.base.streams import stream_key, uniform
from spacenum_dsl.questions.family import Cell, Draft
from spacenum_dsl.questions.question import (
    LETTERS,
    ArmName,
    Block,
    Option,
    OptionSet,
    Picture,
    Question,
)
from spacenum_dsl.questions.unsatisfiable import unsatisfiable
from spacenum_dsl.semantics.answers import PICKED
from spacenum_dsl.semantics.program import DatasetBlock, Direction, Program
from spacenum_dsl.world.plan import plan_scene
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.sampler import draw_worlds

MAX_ATTEMPTS = 600
"""Worlds that are drawn for one question before its scene counts as unsatisfiable."""

AT_ONCE = 4
"""Attempts at a question after its first that are drawn in one go: a world costs less than a call."""

RUN = 100
"""About so many questions of a cell in one direction have all letters equally often."""

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
        Cell(
            block,
            plan_scene(
                program.scenes[block.scene], block.requirements, stream=f"{block.scene}/{block.worlds}"
            ),
            dataset.seed,
            dataset.image,
        )
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
    directions = [_directed(cell, direction, numbers, found) for direction in cell.block.asks]
    return Drafted(tuple(zip(*directions, strict=True)), ())


def _directed(
    cell: Cell, direction: Direction, numbers: Sequence[int], sets: Mapping[int, OptionSet]
) -> list[Draft]:
    """The drafts of one direction: which member of each set is right, and the letters of all."""
    orders = _shares(cell, direction, "order", numbers, cell.block.options).argsort(axis=1, kind="stable")
    ranks = np.floor(_shares(cell, direction, "rank", numbers, 1)[:, 0] * cell.block.options).astype(int)
    mixed = _mixed(cell, direction, numbers)
    drafts = []
    for number, rank, letter, order, labels in zip(
        numbers, ranks.tolist(), letters(cell, direction, numbers), orders.tolist(), mixed, strict=True
    ):
        members = sets[number].members
        others = [members[place].number for place in order if place != rank]
        lettered = (*others[:letter], members[rank].number, *others[letter:])
        drafts.append(Draft(cell.about(number), direction, sets[number], lettered, letter, mixed=labels))
    return drafts


def _mixed(cell: Cell, direction: Direction, numbers: Sequence[int]) -> Sequence[tuple[int, ...]]:
    """In which order each question lists what it labels, where that is not options."""
    if cell.block.answer == PICKED:
        return [()] * len(numbers)
    shares = _shares(cell, direction, "labels", numbers, len(LETTERS))
    return [tuple(row) for row in shares.argsort(axis=1, kind="stable").tolist()]


def _option_sets(
    cell: Cell, numbers: Sequence[int]
) -> tuple[dict[int, OptionSet], dict[int, list[Rejection]]]:
    """The option set of each number that has one, and what refused the worlds that were tried for each."""
    family = cell.family
    varying = family.variation(cell.block)
    found: dict[int, OptionSet] = {}
    refusals: dict[int, list[Rejection]] = {number: [] for number in numbers}

    def go_on(wanted: Sequence[int], first: int, stop: int, together: int) -> None:
        """Tries each question at its attempts in order; worlds of several attempts are drawn together."""
        for start in range(first, stop, together):
            pending = [number for number in wanted if number not in found]
            if not pending:
                break
            tries = [(number, a) for number in pending for a in range(start, min(start + together, stop))]
            indices, attempts = zip(*tries, strict=True)
            worlds = draw_worlds(cell.plan, cell.seed, indices, attempts, varying)
            for number, world in zip(indices, worlds, strict=True):
                if number in found:
                    continue
                made = world if isinstance(world, Rejection) else family.option_set(cell, world)
                if isinstance(made, Rejection):
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


def letters(cell: Cell, direction: Direction, numbers: Sequence[int]) -> list[int]:
    """The place of the right option of each question: in every run of `run_of` questions all places are
    equally frequent, in an order that is drawn for the cell, the direction and the run."""
    run = run_of(cell.block.options)
    runs = sorted({number // run for number in numbers})
    order = _shares(cell, direction, "letter", runs, run).argsort(axis=1, kind="stable")
    places = dict(zip(runs, (order % cell.block.options).tolist(), strict=True))
    return [places[number // run][number % run] for number in numbers]


def run_of(options: int) -> int:
    """How many questions the letters are balanced over: a long run, as whoever is told the answers of a part
    of it could otherwise count down to the rest."""
    return options * max(1, RUN // options)


def _shares(cell: Cell, direction: Direction, what: str, numbers: Sequence[int], count: int) -> Floats:
    """(numbers, count) numbers in [0, 1) for one cell in one direction."""
    key = stream_key(cell.seed, cell.block.name, direction, what)
    return uniform(key, np.asarray(numbers, np.uint64), np.zeros(len(numbers), np.uint64), 0, count)


def build(draft: Draft, arm: ArmName | None = None) -> Question:
    """The question that a draft is, in words."""
    said = draft.cell.family.prompt(draft)
    place = said.coordinates[draft.answer]
    options = tuple(
        Option(label, value, text, member.number, differences(place, other), member.views, member.suffices)
        for label, value, text, member, other in zip(
            LETTERS, said.values, said.texts, draft.members, said.coordinates, strict=False
        )
    )
    ordered = sorted(tuple(other.values()) for other in said.coordinates)
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
        {**said.context, **said.values[draft.answer]},
        draft.right.difficulty,
        draft.cell.image,
        draft.effects,
        None if draft.pictures_of is None else build(draft.pictures_of),
        arm,
        said.open,
        draft.chosen.seen,
    )


def _kept(draft: Draft, content: tuple[Block, ...]) -> tuple[Block, ...]:
    """The words with those pictures among them that the prompt keeps."""
    if draft.shown == "all":
        return content
    pictured = draft.direction == "num2space" and draft.shown == "options"
    kept = {view for member in draft.members for view in member.views} if pictured else set()
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
            found[factor] = round(exact.distance(value, other), 9)
        else:
            found[factor] = round(value[0] - other[0], 9)
    return found
