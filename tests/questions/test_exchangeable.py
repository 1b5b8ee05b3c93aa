"""Nothing about an option set, its scene or its first view tells which member is the answer (G2).

Policies and classifiers that see everything but the picture of the answer must stay at chance; each of
them is also run on questions with a planted leak, which it must find. Letters are balanced exactly over
runs of questions, ranks are drawn anew for each of them, and neither knows the other one, the other
direction or its neighbours.

Seeds are fixed, so a test fails only where the draws change, and then at most once in a hundred times.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from scipy.stats import binom, chi2_contingency, chisquare
from sklearn.base import ClassifierMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from spacenum_dsl.output.records.encode import arrangement
from spacenum_dsl.questions.ask import ask, letters, make_cell, run_of
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.program import Direction, Program
from spacenum_dsl.semantics.resolve import load_program

FEW, MANY = 200, 600
"""Worlds of a cell, whole runs of letters; asked in two directions the many make 1,200 questions."""

CELLS = (("desk", "desk_1d"), ("desk", "desk_2d"), ("kitchen", "strafe"))
SAMPLES = [
    pytest.param((*cell, worlds), marks=pytest.mark.slow if worlds == MANY else (), id=f"{cell[1]}-{worlds}")
    for worlds in (FEW, MANY)
    for cell in CELLS
]
DIRECTIONS: tuple[Direction, ...] = ("num2space", "space2num")
TAIL = 0.01 / 54
"""Of one test: the policies that are not balanced by construction and the classifiers, 54 in all on samples
of one size, keep to chance together at 99 %, so that a change of the draws alone fails none of them."""


@dataclass(frozen=True)
class Asked:
    """Questions of a cell in one direction as numbers, one row per world.

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

    @property
    def worlds(self) -> int:
        return len(self.answer)


Sample: TypeAlias = tuple[tuple[Question, ...], dict[Direction, Asked]]


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
    point = next(iter(world.cameras.values()), None) or question.views[0].point
    found = [
        *point.position,
        point.pitch,
        math.cos(math.radians(point.yaw)),
        math.sin(math.radians(point.yaw)),
    ]
    others = world.fixed
    found += [float(len(others)), float(len(str(question.truth.get("action"))))]
    places = np.array([thing.placement.position for thing in others])
    return [*found, *places.mean(axis=0).tolist(), *places.std(axis=0).tolist()]


@lru_cache
def drawn(spec: Path, name: str, worlds: int = MANY) -> tuple[tuple[Question, ...], dict[Direction, Asked]]:
    cell = cell_of(spec, name)
    found: list[Question] = []
    for start in range(0, worlds, 100):
        asked = ask(cell, range(start, start + 100))
        assert asked.diagnostics == ()
        found += asked.questions
    return tuple(found), {
        direction: as_numbers([question for question in found if question.direction == direction])
        for direction in DIRECTIONS
    }


@lru_cache
def cell_of(spec: Path, name: str) -> Cell:
    program = load_program(spec, spec.parent).program
    assert program is not None
    return make_cell(program, program.datasets[0], name)


def as_numbers(questions: Sequence[Question]) -> Asked:
    return Asked(
        np.array([numbers(question) for question in questions]),
        np.array([surroundings(question) for question in questions]),
        np.array([question.answer_index for question in questions]),
        np.array([question.rank for question in questions]),
    )


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest, specs: Path) -> Sample:
    spec, name, worlds = request.param
    return drawn(specs / f"{spec}.scene", name, worlds)


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


def test_both_directions_share_world_and_set(sample: Sample) -> None:
    questions, asked = sample
    assert len(questions) == 2 * asked["num2space"].worlds
    for one, other in zip(questions[::2], questions[1::2], strict=True):
        assert (one.direction, other.direction) == DIRECTIONS
        assert one.world == other.world
        texts = [sorted(option.text for option in question.options) for question in (one, other)]
        assert texts[0] == texts[1]


class TestLetters:
    """What is balanced exactly, and only over whole runs."""

    @pytest.mark.parametrize(("options", "run"), [(2, 100), (3, 99), (4, 100), (5, 100), (7, 98), (26, 78)])
    def test_every_letter_is_equally_frequent_in_every_run(self, options: int, run: int, specs: Path) -> None:
        assert run_of(options) == run
        cell = with_options(cell_of(specs / "desk.scene", "desk_2d"), options)
        orders = set()
        for direction in DIRECTIONS:
            found = letters(cell, direction, range(30 * run))
            for start in range(0, len(found), run):
                part = found[start : start + run]
                assert Counter(part) == dict.fromkeys(range(options), run // options)
                orders.add(tuple(part))
        assert len(orders) == 60, "each run and direction has an order of its own"

    def test_other_seeds_and_cells_have_other_orders(self, specs: Path) -> None:
        cells = [cell_of(specs / "desk.scene", name) for name in ("desk_2d", "desk_3d")]
        cells.append(replace(cells[0], seed=cells[0].seed + 1))
        assert len({tuple(letters(cell, "num2space", range(100))) for cell in cells}) == 3

    def test_a_question_has_its_letter_whichever_others_are_asked(self, specs: Path) -> None:
        """So raising the count keeps the letters that were there."""
        cell = cell_of(specs / "desk.scene", "desk_2d")
        whole = letters(cell, "space2num", range(250))
        assert letters(cell, "space2num", range(30)) == whole[:30]
        assert letters(cell, "space2num", [249, 7, 110]) == [whole[249], whole[7], whole[110]]

    def test_the_place_in_a_run_tells_nothing(self, specs: Path) -> None:
        """Over many runs every place has every letter equally often, as its neighbour has, given its own."""
        cell = cell_of(specs / "desk.scene", "desk_2d")
        found = np.array(letters(cell, "num2space", range(100 * 400))).reshape(400, 100)
        for place in (0, 1, 49, 99):
            assert chisquare(np.bincount(found[:, place], minlength=4)).pvalue > 1e-4
        pairs = np.zeros((4, 4))
        np.add.at(pairs, (found[:, ::2].ravel(), found[:, 1::2].ravel()), 1)
        expected = np.where(np.eye(4, dtype=bool), 24 / 99, 25 / 99) / 4 * 50 * 400
        assert chisquare(pairs.ravel(), expected.ravel()).pvalue > 1e-4, "drawn without putting back"

    def test_the_questions_of_a_cell_have_them(self, sample: Sample) -> None:
        _, asked = sample
        for each in asked.values():
            count = each.values.shape[1]
            for start in range(0, each.worlds, 100):
                run = each.answer[start : start + 100]
                assert np.bincount(run, minlength=count).tolist() == [100 // count] * count

    @pytest.mark.parametrize(("told", "best"), [(0, 0.25), (10, 0.266), (50, 0.301), (90, 0.410)])
    def test_what_a_balance_over_a_hundred_tells_who_is_told_answers(self, told: int, best: float) -> None:
        """The best guess at a letter is one that is missing most, whose share of the rest follows from the
        multivariate hypergeometric distribution of what was told; here it is counted on shuffled runs."""
        rng = np.random.default_rng(told)
        runs = rng.permuted(np.tile(np.repeat(np.arange(4), 25), (20_000, 1)), axis=1)
        left = np.array([(runs[:, told:] == letter).sum(axis=1) for letter in range(4)])
        assert left.max(axis=0).mean() / (100 - told) == pytest.approx(best, abs=0.002)
        assert left.max(axis=0).mean() / (100 - told) == pytest.approx(most_missing(told), abs=0.002)


def most_missing(told: int) -> float:
    """By enumeration: the mean share that the letter has in the rest of 100 of which least was told."""
    whole = 0
    for a, b, c in itertools.product(range(26), repeat=3):
        d = told - a - b - c
        if 0 <= d <= 25:
            ways = math.prod(math.comb(25, seen) for seen in (a, b, c, d))
            whole += ways * (25 - min(a, b, c, d))
    return whole / math.comb(100, told) / (100 - told)


def with_options(cell: Cell, options: int) -> Cell:
    return replace(cell, block=replace(cell.block, options=options))


class TestRanks:
    """What is drawn anew for each question and direction: chi-squared, as nothing is balanced."""

    def test_they_are_uniform(self, sample: Sample) -> None:
        _, asked = sample
        for each in asked.values():
            assert chisquare(np.bincount(each.rank, minlength=each.values.shape[1])).pvalue > 1e-4

    def test_they_are_not_balanced_in_runs(self, sample: Sample) -> None:
        """As many runs of as many questions as there are options have each rank once as chance makes."""
        _, asked = sample
        for each in asked.values():
            count = each.values.shape[1]
            blocks = each.rank[: each.worlds // count * count].reshape(-1, count)
            once = sum(len(set(block)) == count for block in blocks.tolist())
            share = math.factorial(count) / count**count
            low, high = binom.interval(1 - 1e-4, len(blocks), share)
            assert low <= once <= high

    def test_they_know_nothing_of_letters_neighbours_or_the_other_direction(self, sample: Sample) -> None:
        _, asked = sample
        one, other = (asked[direction] for direction in DIRECTIONS)
        for first, second in (
            (one.rank, one.answer),
            (other.rank, other.answer),
            (one.rank, other.rank),
            (one.answer, other.answer),
            (one.rank, other.answer),
            (one.answer, other.rank),
            (one.rank[1:], one.rank[:-1]),
            (one.rank[1:], one.answer[:-1]),
            (one.rank, np.arange(one.worlds) % 4),
            (one.answer, np.arange(one.worlds) % 4),
        ):
            together = np.zeros((first.max() + 1, second.max() + 1))
            np.add.at(together, (first, second), 1)
            assert chi2_contingency(together).pvalue > 1e-4


def test_the_picture_that_both_directions_show_is_any_of_the_candidates(sample: Sample) -> None:
    """One candidate of Num2Space is what Space2Num shows: its letter is the right one as often as any."""
    questions, asked = sample
    count = asked["num2space"].values.shape[1]
    shared = [
        next(place for place, option in enumerate(one.options) if option.views[0] == right_view(other))
        for one, other in zip(questions[::2], questions[1::2], strict=True)
    ]
    hits = int((np.array(shared) == asked["num2space"].answer).sum())
    assert within(hits, 1 / count, len(shared))


@pytest.mark.parametrize(("run", "best"), [(4, 0.301), (8, 0.259)])
def test_what_that_picture_tells_over_two_exact_balances(run: int, best: float) -> None:
    """By enumeration of all letters that fit: X is the letter of the shared picture in Num2Space, Y that of
    Num2Space's rank in Space2Num, and one letter is X exactly where the other one is Y. What this tells of
    a letter goes with the length of the run, from short ones where it can be counted."""
    sequences = balanced(run)
    bits = 1 << np.arange(run)
    odds = 3.0 ** np.array([number.bit_count() for number in range(1 << run)])
    rng = np.random.default_rng(0)
    found = []
    for _ in range(300):
        one, other = (sequences[rng.integers(len(sequences))] for _ in range(2))
        same = rng.random(run) < 0.25
        x, y = (np.where(same, right, (right + rng.integers(1, 4, run)) % 4) for right in (one, other))
        mine, theirs = (((sequences == shown) * bits).sum(axis=1) for shown in (x, y))
        weights = (np.bincount(theirs, minlength=1 << run) * odds)[mine]
        for place in range(run):
            shares = np.bincount(sequences[:, place], weights=weights, minlength=4)
            found.append(shares.max() / shares.sum())
    assert float(np.mean(found)) == pytest.approx(best, abs=0.01)


def balanced(run: int) -> np.ndarray:
    """All sequences in which each of four letters is equally frequent."""
    found: list[tuple[int, ...]] = [()]
    for _ in range(run):
        found = [(*each, letter) for each in found for letter in range(4) if each.count(letter) < run // 4]
    return np.array(found)


def right_view(question: Question) -> int:
    return question.options[question.answer_index].views[0]


SHARED = """
scene desk {
  surface: desk_top(1.6, 0.8) m
  anchor origin { kind: mug;  at: (-0.55, -0.20) m }
  anchor x_axis { kind: lamp; at: ( 0.25, -0.20) m }
  object target { kind: bowl; at: (0.1 .. 0.9 step 0.05, 0.1 .. 0.4 step 0.05) m; scale: 80 % | 120 % }
  distractors clutter { count: 3; kind: pen | cup | box; at: anywhere }
  camera { look_at: surface; distance: 1.6 m; elevation: 40 deg; azimuth: -90 deg }
}
layout flat on desk { target: target; dims: 2 }
layout own on desk { target: target; dims: 3 }
layout high on desk { target: target; dims: 3; worlds: flat }
dataset d { seed: 4; cells { flat: 12; own: 12; high: 12 } }
"""


def test_cells_have_worlds_of_their_own_unless_they_say_so(program_of: Callable[[str], Program]) -> None:
    program = program_of(SHARED)
    asked = {
        name: ask(make_cell(program, program.datasets[0], name), range(12)).questions
        for name in ("flat", "own", "high")
    }
    groups = {name: [arrangement(question.world) for question in found[::2]] for name, found in asked.items()}
    assert len(set(groups["flat"])) == 12
    assert not set(groups["flat"]) & set(groups["own"])
    assert groups["flat"] == groups["high"]
    for one, other in zip(asked["flat"], asked["high"], strict=True):
        assert one.world == other.world
    answers = [[question.answer_index for question in asked[name]] for name in ("flat", "high")]
    ranks = [[question.rank for question in asked[name]] for name in ("flat", "high")]
    assert answers[0] != answers[1], "the same worlds, other letters"
    assert ranks[0] != ranks[1], "and other right options"


def test_a_higher_count_keeps_the_questions(specs: Path) -> None:
    cell = cell_of(specs / "desk.scene", "desk_2d")
    assert ask(cell, range(2)).questions == ask(cell, range(5)).questions[:4]


def within(hits: int, chance: float, worlds: int) -> bool:
    """Whether so many of the worlds are in the central exact binomial interval around chance."""
    low, high = binom.interval(1 - TAIL, worlds, chance)
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
CONSTANT = ("first", "last")


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("name", POLICIES)
def test_policies_stay_at_chance(name: str, direction: Direction, sample: Sample) -> None:
    asked = sample[1][direction]
    chosen = POLICIES[name](asked) % asked.values.shape[1]
    hits = int((chosen == asked.answer).sum())
    assert within(hits, asked.chance, asked.worlds)
    assert hits * asked.values.shape[1] == asked.worlds or name not in CONSTANT, (
        "letters are exact over whole runs"
    )


def test_policies_find_a_planted_leak(specs: Path) -> None:
    """Among magnitudes, where one member is nearer to the rest than the others are."""
    asked = drawn(specs / "kitchen.scene", "strafe", FEW)[1]["space2num"]
    for policy in (hub, median):
        hits = int((policy(planted(asked)) == planted(asked).answer).sum())
        assert not within(hits, asked.chance, asked.worlds)
    leaky = planted_place(asked)
    assert not within(int((leaky.answer == 0).sum()), asked.chance, asked.worlds)


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


def too_many(hits: int, asked: Asked) -> bool:
    """One-sided exact binomial test."""
    return bool(binom.sf(hits - 1, asked.worlds, asked.chance) < TAIL)


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell[1])
def test_classifiers_stay_at_chance(name: str, cell: tuple[str, str], specs: Path) -> None:
    asked = drawn(specs / f"{cell[0]}.scene", cell[1])[1]["space2num"]
    hits = right_answers(MODELS[name](), asked)
    assert not too_many(hits, asked), f"{hits} of {asked.worlds} right"


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("plant", [planted, planted_place])
def test_classifiers_find_a_planted_leak(name: str, plant: Callable[[Asked], Asked], specs: Path) -> None:
    leaky = plant(drawn(specs / "kitchen.scene", "strafe", FEW)[1]["space2num"])
    assert too_many(right_answers(MODELS[name](), leaky), leaky)
