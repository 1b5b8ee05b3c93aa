"""What guesses and constants are worth, against all guesses and a grid of constants."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, permutations
from random import Random
from typing import Any

import pytest

from spacenum_dsl.answers.grade import best_constant, chance, mean, score

LETTERS = "ABCDE"


def item(kind: str, n: int) -> dict[str, Any]:
    return {"answer_type": {"type": kind, "labels": list(LETTERS[:n])}}


def subsets(n: int) -> list[frozenset[str]]:
    return [frozenset(found) for size in range(n + 1) for found in combinations(LETTERS[:n], size)]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_chance_of_one_option(n: int) -> None:
    assert chance(item("pick_one", n)) == {"exact": 1 / n}


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_chance_of_a_set_is_the_mean_over_all_sets(n: int) -> None:
    asked, means = item("pick_several", n), []
    for right in subsets(n):
        key = {"answer": sorted(right)}
        guessed = mean([score(asked, key, given) for given in subsets(n)])
        means.append(guessed)
        assert chance(asked, key) == {name: pytest.approx(guessed[name]) for name in ("exact", "jaccard")}
    over_all = mean(means)
    assert chance(asked) == {name: pytest.approx(over_all[name]) for name in ("exact", "jaccard")}


@pytest.mark.parametrize("n", [2, 3, 4])
def test_chance_of_an_order_is_the_mean_over_all_orders(n: int) -> None:
    asked = item("order", n)
    guessed = mean(
        [score(asked, {"answer": list(LETTERS[:n])}, order) for order in permutations(LETTERS[:n])]
    )
    assert chance(asked) == {name: pytest.approx(guessed[name]) for name in ("exact", "kendall_tau")}


def test_numbers_and_maps_have_no_exact_chance() -> None:
    assert chance({"answer_type": {"type": "number", "unit": "m", "period": None}}) is None
    assert chance({"answer_type": {"type": "map", "names": ["a"], "axes": 1, "unit": "m"}}) is None


def numbers(unit: str, period: float | None, truths: Sequence[float]) -> tuple[list[Any], list[Any]]:
    asked = {"answer_type": {"type": "number", "unit": unit, "period": period}}
    return [asked] * len(truths), [{"answer": truth} for truth in truths]


def test_the_best_constant_of_two_lengths_by_hand() -> None:
    """Near one of them: 1.02 keeps all ten thresholds of 1, and one of 2, being off by 49 %. Halfway
    in ratio, 1.35 keeps three of 1 and four of 2."""
    found = best_constant(*numbers("m", None, [1.0, 2.0]))
    assert (found.metric, found.scores["mra"]) == ("mra", pytest.approx(11 / 20))
    assert 1.0 < found.given < 1.05 or 1.9 < found.given < 2.1


@pytest.mark.parametrize(
    ("unit", "period", "most"), [("m", None, 6.0), ("deg", 360.0, 360.0), ("", None, 9.0)]
)
def test_no_constant_of_a_fine_grid_is_better(unit: str, period: float | None, most: float) -> None:
    random = Random(1)
    truths = [round(random.uniform(0, most), 2) for _ in range(12)] + [0.0]
    items, keys = numbers(unit, period, truths)
    found = best_constant(items, keys)
    grid = [most * step / 600 for step in range(600)]
    worth = [mean([score(items[0], key, given) for key in keys])["mra"] or 0 for given in grid]
    best = found.scores["mra"]
    assert best is not None and max(worth) <= best
    assert best == mean([score(items[0], key, found.given) for key in keys])["mra"]


def test_a_constant_direction_may_lie_where_the_circle_closes() -> None:
    found = best_constant(*numbers("deg", 360, [356.0, 358.0, 2.0, 4.0, 180.0]))
    assert min(found.given, 360 - found.given) < 1


def test_the_constant_of_choices_is_what_is_right_most_often() -> None:
    keys = [{"answer": answer} for answer in "BABCB"]
    found = best_constant([item("pick_one", 3)] * 5, keys)
    assert found == ("B", "exact", {"parsed": 1, "exact": pytest.approx(3 / 5)})
    sets = best_constant([item("pick_several", 3)] * 3, [{"answer": answer} for answer in (["A"], [], ["A"])])
    assert sets.given == frozenset("A")
    orders = best_constant(
        [item("order", 2)] * 3, [{"answer": list(answer)} for answer in ("AB", "BA", "BA")]
    )
    assert orders.given == ("B", "A")


def maps(axes: int, places: Sequence[dict[str, Any]], **more: Any) -> tuple[list[Any], list[Any]]:
    kind = {"type": "map", "axes": axes, **(more or {"unit": "m"})}
    items = [{"answer_type": {**kind, "names": list(right)}} for right in places]
    return items, [{"answer": right} for right in places]


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_no_small_move_of_a_constant_map_is_better(axes: int) -> None:
    random = Random(axes)
    places = [
        {name: [random.random() for _ in range(axes)] for name in ("mug", "bowl")[: 1 + n % 2]}
        for n in range(9)
    ]
    items, keys = maps(axes, places)
    found = best_constant(items, keys)
    best = found.scores["position_error"]
    assert found.metric == "position_error" and best is not None
    for name, axis, move in [
        (name, axis, move) for name in found.given for axis in range(axes) for move in (-0.01, 0.01)
    ]:
        point = list(found.given[name])
        point[axis] += move
        moved = {**found.given, name: tuple(point)}
        worse = mean([score(asked, key, moved) for asked, key in zip(items, keys, strict=True)])[
            "position_error"
        ]
        assert worse is not None and worse >= best - 1e-9


def test_a_constant_map_of_a_grid_names_cells() -> None:
    found = best_constant(*maps(2, [{"mug": [0, 0]}, {"mug": [0, 0]}, {"mug": [5, 5]}], cells=[6, 6]))
    assert found.given == {"mug": (0, 0)}
    assert found.scores["position_error"] == pytest.approx(math.sqrt(50) / 3)


def test_what_has_no_constant_in_common_says_so() -> None:
    with pytest.raises(ValueError, match="items of one type, not of `order`, `pick_one`"):
        best_constant([item("pick_one", 2), item("order", 2)], [{"answer": "A"}, {"answer": ["A", "B"]}])
    with pytest.raises(ValueError, match="items of one type, not of none"):
        best_constant([], [])
    lengths, bearings = numbers("m", None, [1.0]), numbers("deg", 360, [1.0])
    with pytest.raises(ValueError, match="different units or periods"):
        best_constant(lengths[0] + bearings[0], lengths[1] + bearings[1])
    with pytest.raises(ValueError, match="orders of different labels"):
        best_constant([item("order", 2), item("order", 3)], [{"answer": list("AB")}, {"answer": list("ABC")}])
