"""Scores against figures worked out by hand, by brute force, and by scipy."""

from __future__ import annotations

import math
from itertools import permutations
from typing import Any

import pytest

from spacenum_dsl.answers.grade import read, score
from spacenum_dsl.answers.number import GiveNumber

LENGTH = {"answer_type": {"type": "number", "unit": "m", "period": None}}
COUNT = {"answer_type": {"type": "number", "unit": "", "period": None}}
BEARING = {"answer_type": {"type": "number", "unit": "deg", "period": 360}}
ORDER = {"answer_type": {"type": "order", "labels": ["A", "B", "C", "D"]}}
SETS = {"answer_type": {"type": "pick_several", "labels": ["A", "B", "C", "D"]}}


def map_item(axes: int, *names: str) -> dict[str, Any]:
    return {"answer_type": {"type": "map", "names": list(names), "axes": axes, "unit": "m"}}


@pytest.mark.parametrize(
    ("item", "given", "right", "mra"),
    [
        (LENGTH, 2.0, 2.0, 1.0),
        (LENGTH, 2.5, 2.0, 0.5),  # off by 25 %: keeps 0.50, 0.55, 0.60, 0.65, 0.70, for 0.25 < 0.30
        (LENGTH, 1.9, 2.0, 0.9),  # off by 5 %: not less than 1 − 0.95
        (LENGTH, 1.1, 1.0, 0.8),  # a tenth to the last digit, whatever its binary form
        (LENGTH, 1.99, 2.0, 1.0),
        (LENGTH, 3.0, 2.0, 0.0),  # off by half: not less than 1 − 0.50
        (LENGTH, 0.0, 2.0, 0.0),
        (LENGTH, 100.0, 2.0, 0.0),
        (LENGTH, -2.5, -2.0, 0.5),
        (LENGTH, 0.2, 0.0, 0.6),  # 0.2 of a metre: keeps 0.50 … 0.75, for 0.20 < 0.25
        (COUNT, 1.0, 0.0, 0.0),
        (BEARING, 18.0, 0.0, 0.6),  # 18° are 0.2 of 90°
        (BEARING, 342.0, 0.0, 0.6),
        (BEARING, 350.0, 8.0, 0.6),
        (BEARING, 180.0, 0.0, 0.0),
    ],
)
def test_mean_relative_accuracy_is_that_of_a_sheet_of_paper(
    item: dict[str, Any], given: float, right: float, mra: float
) -> None:
    assert score(item, {"answer": right}, given)["mra"] == mra


def test_mean_relative_accuracy_is_the_mean_over_ten_thresholds() -> None:
    """The formula as the paper prints it, away from its jumps."""
    for given in (0.613, 1.017, 1.333, 1.999, 2.021, 2.677, 2.991):
        kept = [abs(given - 2.0) / 2.0 < 1 - (50 + 5 * k) / 100 for k in range(10)]
        assert score(LENGTH, {"answer": 2.0}, given)["mra"] == sum(kept) / 10


def test_errors_of_numbers() -> None:
    scores = score(LENGTH, {"answer": 2.0}, 2.5)
    assert (scores["absolute_error"], scores["relative_error"], scores["parsed"]) == (0.5, 0.25, 1.0)
    turned = score(BEARING, {"answer": 350.0}, 10.0)
    assert (turned["absolute_error"], turned["relative_error"]) == (20.0, None)
    assert score(LENGTH, {"answer": 0.0}, 0.5)["relative_error"] is None


def test_within_a_ratio_that_can_be_set() -> None:
    def within(item: dict[str, Any], given: float, right: float) -> float | None:
        return score(item, {"answer": right}, given)["within"]

    assert [within(LENGTH, given, 2.0) for given in (1.6, 1.61, 2.49, 2.5)] == [0, 1, 1, 0]
    assert within(LENGTH, -2.0, 2.0) == within(LENGTH, 0.0, 2.0) == 0
    assert [within(BEARING, given, 0.0) for given in (22.0, 23.0, 338.0)] == [1, 0, 1]
    wider = {"answer_type": {**LENGTH["answer_type"], "ratio": 1.5}}
    assert [within(wider, given, 2.0) for given in (1.34, 2.99, 3.0)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("item", "right", "scores"),
    [
        ({"answer_type": {"type": "pick_one", "labels": ["A", "B"]}}, "A", {"parsed": 0, "exact": 0}),
        (SETS, [], {"parsed": 0, "exact": 0, "jaccard": 0}),
        (ORDER, list("ABCD"), {"parsed": 0, "exact": 0, "kendall_tau": -1}),
        (LENGTH, 2.0, {"parsed": 0, "mra": 0, "within": 0, "absolute_error": None, "relative_error": None}),
        (
            map_item(1, "mug", "bowl"),
            {"mug": [0.0], "bowl": [1.0]},
            {
                "parsed": 0,
                "coverage": 0,
                "pair_order_x": 0,
                "position_error": None,
                "position_error_aligned": None,
            },
        ),
    ],
)
def test_what_is_not_read_is_as_wrong_as_can_be(
    item: dict[str, Any], right: object, scores: dict[str, float | None]
) -> None:
    given = read(item, "I can't tell.")
    assert given is None
    assert score(item, {"answer": right}, given) == scores


def test_sets_share_what_they_share() -> None:
    key = {"answer": ["A", "C"]}
    assert score(SETS, key, frozenset("AC")) == {"parsed": 1, "exact": 1, "jaccard": 1}
    assert score(SETS, key, frozenset("ABC"))["jaccard"] == pytest.approx(2 / 3)
    assert score(SETS, key, frozenset()) == {"parsed": 1, "exact": 0, "jaccard": 0}
    assert score(SETS, {"answer": []}, frozenset()) == {"parsed": 1, "exact": 1, "jaccard": 1}


def test_kendalls_tau_is_scipys() -> None:
    stats = pytest.importorskip("scipy.stats")
    right = list("BDAC")
    for given in permutations("ABCD"):
        expected = stats.kendalltau(
            [given.index(label) for label in "ABCD"], [right.index(x) for x in "ABCD"]
        )
        scores = score(ORDER, {"answer": right}, given)
        assert scores["kendall_tau"] == pytest.approx(expected.statistic)
        assert scores["exact"] == (list(given) == right)


TRUTH = {"a": (0.0, 0.0), "b": (1.0, 0.0), "c": (0.0, 2.0), "d": (3.0, 1.0)}


def test_a_map_by_hand() -> None:
    item = map_item(2, *TRUTH)
    scores = score(item, {"answer": TRUTH}, {"a": (0.0, 0.0), "b": (4.0, 4.0), "c": (1.0, 2.0)})
    assert scores["coverage"] == 0.75
    # along x the pairs ab, ad, bc, bd, cd differ; ab and bc are right, those with d are not there
    assert scores["pair_order_x"] == 2 / 5
    # along y the pairs ac, ad, bc, bd, cd differ; of ac and bc the first is right
    assert scores["pair_order_y"] == 1 / 5
    assert scores["position_error"] == pytest.approx((0 + 5 + 1) / 3)


def turned(point: tuple[float, ...], angle: float, scale: float, *shift: float) -> tuple[float, ...]:
    cosine, sine = math.cos(angle), math.sin(angle)
    flat = (cosine * point[0] - sine * point[1], sine * point[0] + cosine * point[1])
    return tuple(scale * value + move for value, move in zip((*flat, *point[2:]), shift, strict=True))


def test_a_map_in_a_frame_of_its_own_is_right_after_alignment() -> None:
    flat = {name: turned(point, 2.0, 3.0, 5.0, -1.0) for name, point in TRUTH.items()}
    scores = score(map_item(2, *TRUTH), {"answer": TRUTH}, flat)
    assert scores["position_error_aligned"] == pytest.approx(0, abs=1e-12)
    assert (scores["position_error"] or 0) > 1
    solid = {
        name: (*point, height)
        for (name, point), height in zip(TRUTH.items(), (0.0, 1.0, 0.5, 2.0), strict=True)
    }
    given = {name: turned(point, -1.0, 0.5, 1.0, 2.0, 3.0) for name, point in solid.items()}
    aligned = score(map_item(3, *solid), {"answer": solid}, given)["position_error_aligned"]
    assert aligned == pytest.approx(0, abs=1e-12)
    line = {name: (point[0],) for name, point in TRUTH.items()}
    back = {name: (7 - 2 * point[0],) for name, point in line.items()}
    assert score(map_item(1, *line), {"answer": line}, back)["position_error_aligned"] == pytest.approx(
        0, abs=1e-12
    )


def test_a_mirrored_map_is_not_right_after_alignment() -> None:
    mirrored = {name: (-point[0], point[1]) for name, point in TRUTH.items()}
    aligned = score(map_item(2, *TRUTH), {"answer": TRUTH}, mirrored)["position_error_aligned"]
    assert aligned is not None and aligned > 0.5


def test_no_small_change_of_an_alignment_makes_squares_less() -> None:
    """The closed form is the least-squares similarity: any other turn, scale or shift is worse."""
    from spacenum_dsl.answers.similarity import aligned

    right = [(*point, height) for point, height in zip(TRUTH.values(), (0.0, 1.0, 0.5, 2.0), strict=True)]
    given = [(0.3, -1.0, 0.2), (1.5, 0.4, 0.9), (0.8, 2.2, 0.1), (2.0, 2.0, 2.5)]
    best = aligned(given, right)

    def squares(points: list[tuple[float, ...]]) -> float:
        return sum(math.dist(one, other) ** 2 for one, other in zip(points, right, strict=True))

    for angle in (-1e-3, 0.0, 1e-3):
        for scale in (0.999, 1.0, 1.001):
            for shift in (-1e-3, 0.0, 1e-3):
                changed = [turned(point, angle, scale, shift, shift, shift) for point in best]
                assert squares(changed) >= squares(best) - 1e-12


def test_two_things_are_too_few_to_align() -> None:
    two = {"a": (0.0, 0.0), "b": (1.0, 0.0)}
    assert score(map_item(2, "a", "b"), {"answer": two}, two)["position_error_aligned"] is None


def test_all_at_one_point_are_as_far_as_things_are_from_their_middle() -> None:
    heap = dict.fromkeys(TRUTH, (9.0, 9.0))
    aligned = score(map_item(2, *TRUTH), {"answer": TRUTH}, heap)["position_error_aligned"]
    middle = (1.0, 0.75)
    assert aligned == pytest.approx(sum(math.dist(point, middle) for point in TRUTH.values()) / 4)


@pytest.mark.parametrize(
    ("answer_type", "message"),
    [
        ({"type": "essay"}, "no type of answer is called 'essay'"),
        ({}, "an object with a `type`"),
        ({"type": "pick_one"}, "a list of capital letters, not None"),
        ({"type": "pick_one", "labels": ["A", "1"]}, "'1' in `labels` is no capital letter"),
        ({"type": "order", "labels": ["A", "A"]}, "a letter comes twice in `labels`: A, A"),
        ({"type": "order", "labels": ["A"]}, "an order takes two `labels` at least"),
        ({"type": "pick_several", "labels": ["A"], "unit": "m"}, "has no `unit`; it has `labels`"),
        ({"type": "number", "unit": "cm"}, '`unit` of a number is "m", "deg" or "", not \'cm\''),
        ({"type": "number", "period": 360}, '`unit` of a number is "m", "deg" or "", not None'),
        ({"type": "number", "unit": "deg", "period": -1}, "`period` of a number is more than 0"),
        (
            {"type": "number", "unit": "deg", "sense": "left"},
            "`sense` of a number in degrees is clockwise or",
        ),
        ({"type": "number", "unit": "m", "ratio": 1}, "`ratio` of a number is more than 1"),
        (
            {"type": "map", "names": [], "axes": 2, "unit": "m"},
            "`names` of a map is a list of different names",
        ),
        ({"type": "map", "names": ["a"], "axes": 4, "unit": "m"}, "`axes` of a map is 1, 2 or 3, not 4"),
        ({"type": "map", "names": ["a"], "axes": 2}, '`unit` of a map without `cells` is "m", not None'),
        ({"type": "map", "names": ["a"], "axes": 2, "cells": [10]}, "`cells` of a map with 2 axes"),
    ],
)
def test_an_answer_type_that_is_none_says_why(answer_type: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as error:
        read({"answer_type": answer_type}, "A")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("item", "answer", "message"),
    [
        (SETS, ["E"], "the key's answer names 'E'"),
        (SETS, "AB", "a list of labels, not 'AB'"),
        (ORDER, ["A", "B"], "does not hold each label once"),
        (LENGTH, "2 m", "the key's answer is a number, not '2 m'"),
        (map_item(2, "a", "b"), {"a": [0, 0]}, "the key's map has a, the item a, b"),
        (map_item(2, "a"), {"a": [0]}, "`a` of the key's map is at no point of it"),
    ],
)
def test_a_key_that_does_not_fit_its_item_says_why(
    item: dict[str, Any], answer: object, message: str
) -> None:
    with pytest.raises(ValueError) as error:
        score(item, {"answer": answer}, None)
    assert message in str(error.value)


def test_a_direction_is_told_from_0_to_below_its_period() -> None:
    bearing = GiveNumber("deg", 360)
    assert [bearing.read(reply) for reply in ("-90°", "720°", "-1e-14°")] == [270, 0, 0]
