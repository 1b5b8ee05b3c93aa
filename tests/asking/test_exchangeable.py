"""Nothing about an option set, its scene or its first view tells which member is the answer (G2).

Policies and classifiers that see everything but the picture of the answer must stay at chance; each of
them is also run on questions with a planted leak, which it must find.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom
from sklearn.base import ClassifierMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from spacenum_dsl.asking.ask import ask, make_cell
from spacenum_dsl.asking.question import Question
from spacenum_dsl.meaning.resolve import load_program

WORLDS = 1000
"""Worlds of a cell; asked in two directions they make 2,000 questions."""

CELLS = (("desk", "desk_1d"), ("desk", "desk_2d"), ("kitchen", "strafe"))
TAIL = 0.01 / 21
"""Of one test: the policies that are not balanced by construction and the classifiers, 21 in all, keep to
chance together at 99 %, so that a change of the draws alone fails none of them."""


@dataclass(frozen=True)
class Asked:
    """Questions of a cell as numbers. One row per world: both directions share world, options and answer.

    `values` (worlds, options, n) are the options' numbers in the order of their letters, `around` (worlds, m)
    what else can be known: the first view or the camera, and the other objects. `answer` is its place.
    """

    values: np.ndarray
    around: np.ndarray
    answer: np.ndarray
    rank: np.ndarray

    @property
    def chance(self) -> float:
        return 1 / self.values.shape[1]


def numbers(question: Question) -> list[list[float]]:
    """Every number in each option, whatever the family calls it."""
    return [
        [
            part
            for value in option.value.values()
            for part in (value if isinstance(value, tuple) else (value,))
            if isinstance(part, float)
        ]
        for option in question.options
    ]


def surroundings(question: Question) -> list[float]:
    """The first view, and what the world shows beside the object that is asked about."""
    world = question.world
    point = world.camera or question.views[0].point
    found = [
        *point.position,
        point.pitch,
        math.cos(math.radians(point.yaw)),
        math.sin(math.radians(point.yaw)),
    ]
    others = [thing for thing in world.things if thing.name != world.varied]
    found += [float(len(others)), float(len(str(question.truth.get("action"))))]
    places = np.array([thing.placement.position for thing in others])
    return [*found, *places.mean(axis=0).tolist(), *places.std(axis=0).tolist()]


@lru_cache
def drawn(spec: Path, name: str) -> tuple[tuple[Question, ...], Asked]:
    program = load_program(spec, spec.parent).program
    assert program is not None
    cell = make_cell(program, program.datasets[0], name)
    found: list[Question] = []
    for start in range(0, WORLDS, 100):
        asked = ask(cell, range(start, start + 100))
        assert asked.diagnostics == ()
        found += asked.questions
    one = found[::2]
    return tuple(found), Asked(
        np.array([numbers(question) for question in one]),
        np.array([surroundings(question) for question in one]),
        np.array([question.answer_index for question in one]),
        np.array([question.rank for question in one]),
    )


@pytest.fixture(scope="module", params=CELLS, ids=lambda cell: cell[1])
def sample(request: pytest.FixtureRequest, specs: Path) -> tuple[tuple[Question, ...], Asked]:
    spec, name = request.param
    return drawn(specs / f"{spec}.scene", name)


def planted(asked: Asked) -> Asked:
    """The same sets, and in three of four the answer is the member nearest to the rest."""
    rng = np.random.default_rng(5)
    leaks = rng.random(len(asked.answer)) < 0.75
    return Asked(asked.values, asked.around, np.where(leaks, hub(asked), asked.answer), asked.rank)


def planted_place(asked: Asked) -> Asked:
    """The same sets with the first letter as the answer in four of ten more."""
    rng = np.random.default_rng(6)
    return Asked(
        asked.values, asked.around, np.where(rng.random(len(asked.answer)) < 0.4, 0, asked.answer), asked.rank
    )


def test_both_directions_share_all_but_the_wording(sample: tuple[tuple[Question, ...], Asked]) -> None:
    questions, _ = sample
    assert len(questions) == 2 * WORLDS
    for one, other in zip(questions[::2], questions[1::2], strict=True):
        assert {one.direction, other.direction} == {"num2space", "space2num"}
        assert (one.world, one.options, one.answer_index, one.rank) == (
            other.world,
            other.options,
            other.answer_index,
            other.rank,
        )


def test_letters_and_ranks_are_balanced_within_one(sample: tuple[tuple[Question, ...], Asked]) -> None:
    """Over the whole cell and over every beginning of it, in each direction."""
    _, asked = sample
    count = asked.values.shape[1]
    for places in (asked.answer, asked.rank):
        for stop in (1, 2, 3, 5, 8, 50, 333, 999, WORLDS):
            times = Counter(places[:stop].tolist())
            each = [times[place] for place in range(count)]
            assert max(each) - min(each) <= 1, f"{each} after {stop}"


def test_letter_and_rank_know_nothing_of_each_other(sample: tuple[tuple[Question, ...], Asked]) -> None:
    _, asked = sample
    count = asked.values.shape[1]
    for letter in range(count):
        for rank in range(count):
            hits = int(((asked.answer == letter) & (asked.rank == rank)).sum())
            assert within(hits, 1 / count**2, 1e-4)


def within(hits: int, chance: float, tail: float = TAIL) -> bool:
    """Whether so many of the worlds are in the central exact binomial interval around chance."""
    low, high = binom.interval(1 - tail, WORLDS, chance)
    return bool(low <= hits <= high)


def constant(place: int) -> Callable[[Asked], np.ndarray]:
    return lambda asked: np.full(len(asked.answer), place)


def ranked(place: int) -> Callable[[Asked], np.ndarray]:
    """The option of this rank by its printed numbers, first number first."""

    def choose(asked: Asked) -> np.ndarray:
        return np.array([sorted(range(len(row)), key=lambda k: tuple(row[k]))[place] for row in asked.values])

    return choose


def median(asked: Asked) -> np.ndarray:
    """The option nearest to the middle of all."""
    away = np.abs(asked.values - np.median(asked.values, axis=1, keepdims=True)).sum(axis=2)
    return broken_ties(away)


def nearest(asked: Asked) -> np.ndarray:
    """The option with the nearest neighbour."""
    between = np.abs(asked.values[:, :, None] - asked.values[:, None]).sum(axis=3)
    between[:, range(between.shape[1]), range(between.shape[1])] = np.inf
    return broken_ties(between.min(axis=2))


def hub(asked: Asked) -> np.ndarray:
    """The option that is nearest to all others together."""
    between = np.abs(asked.values[:, :, None] - asked.values[:, None]).sum(axis=3)
    return broken_ties(between.sum(axis=2))


def sharing(asked: Asked) -> np.ndarray:
    """The option that has most numbers in common with the others: the hub of the paper's own figure."""
    same = np.isclose(asked.values[:, :, None], asked.values[:, None]).sum(axis=(2, 3))
    return broken_ties(-same.astype(float))


def farthest(asked: Asked) -> np.ndarray:
    between = np.abs(asked.values[:, :, None] - asked.values[:, None]).sum(axis=3)
    return broken_ties(-between.sum(axis=2))


def broken_ties(cost: np.ndarray) -> np.ndarray:
    """The cheapest option of each row, one of the equal ones at random."""
    noise = np.random.default_rng(1).random(cost.shape)
    return np.lexsort((noise, np.round(cost, 9)), axis=1)[:, 0]


POLICIES: dict[str, Callable[[Asked], np.ndarray]] = {
    "first": constant(0),
    "last": constant(-1),
    "smallest": ranked(0),
    "second": ranked(1),
    "largest": ranked(-1),
    "median": median,
    "nearest": nearest,
    "hub": hub,
    "sharing": sharing,
    "farthest": farthest,
}


@pytest.mark.parametrize("name", POLICIES)
def test_policies_stay_at_chance(name: str, sample: tuple[tuple[Question, ...], Asked]) -> None:
    _, asked = sample
    chosen = POLICIES[name](asked) % asked.values.shape[1]
    assert within(int((chosen == asked.answer).sum()), asked.chance)


def test_policies_find_a_planted_leak(specs: Path) -> None:
    """Among magnitudes, where one member is nearer to the rest than the others are."""
    _, asked = drawn(specs / "kitchen.scene", "strafe")
    for policy in (hub, median):
        assert not within(int((policy(planted(asked)) == planted(asked).answer).sum()), asked.chance)
    leaky = planted_place(asked)
    assert not within(int((leaky.answer == 0).sum()), asked.chance)


def features(asked: Asked) -> np.ndarray:
    """(worlds · options, n): an option, its place, how it lies among the others, and all that is around."""
    worlds, count, _ = asked.values.shape
    middle = asked.values.mean(axis=1, keepdims=True)
    order = np.argsort(np.argsort(asked.values, axis=1), axis=1)
    between = np.abs(asked.values[:, :, None] - asked.values[:, None]).sum(axis=3)
    parts: Sequence[np.ndarray] = (
        asked.values,
        asked.values - middle,
        order,
        np.sort(between, axis=2)[:, :, 1:],
        np.broadcast_to(np.eye(count), (worlds, count, count)),
        np.broadcast_to(asked.around[:, None], (worlds, count, asked.around.shape[1])),
    )
    return np.concatenate(parts, axis=2).reshape(worlds * count, -1)


MODELS: dict[str, Callable[[], ClassifierMixin]] = {
    "forest": lambda: RandomForestClassifier(60, min_samples_leaf=4, random_state=0),
    "logistic": lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)),
}


def right_answers(model: ClassifierMixin, asked: Asked) -> int:
    """In how many worlds the option that a model trained on other worlds likes best is the answer."""
    worlds, count, _ = asked.values.shape
    is_answer = (np.arange(count)[None] == asked.answer[:, None]).reshape(-1)
    groups = np.repeat(np.arange(worlds), count)
    scores = cross_val_predict(
        model, features(asked), is_answer, groups=groups, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    return int((broken_ties(-scores.reshape(worlds, count)) == asked.answer).sum())


def too_many(hits: int, chance: float) -> bool:
    """One-sided exact binomial test."""
    return bool(binom.sf(hits - 1, WORLDS, chance) < TAIL)


@pytest.mark.parametrize("name", MODELS)
def test_classifiers_stay_at_chance(name: str, sample: tuple[tuple[Question, ...], Asked]) -> None:
    _, asked = sample
    hits = right_answers(MODELS[name](), asked)
    assert not too_many(hits, asked.chance), f"{hits} of {WORLDS} right"


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("plant", [planted, planted_place])
def test_classifiers_find_a_planted_leak(name: str, plant: Callable[[Asked], Asked], specs: Path) -> None:
    _, asked = drawn(specs / "kitchen.scene", "strafe")
    leaky = plant(asked)
    assert too_many(right_answers(MODELS[name](), leaky), asked.chance)
