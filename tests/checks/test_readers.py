"""Readers of lesser skills against hand-made cells in which their accuracy is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pytest

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.readers.ceilings import ceilings, limit_of
from spacenum_dsl.checks.audit.readers.ordinal import places
from spacenum_dsl.checks.audit.readers.study import Study
from spacenum_dsl.checks.audit.records import CeilingRecord
from spacenum_dsl.semantics.program import Direction

MANY = 300


def study(
    axes: Mapping[str, Floats],
    direction: Direction,
    seen: Floats | None = None,
    kinds: tuple[str, ...] = ("mug",),
) -> Study:
    n, k = next(iter(axes.values())).shape
    rng = np.random.default_rng(7)
    return Study(
        "cell",
        "layout" if "x" in axes else "transition",
        direction,
        axes,
        rng.integers(0, k, n),
        tuple(map(str, range(n))),
        ("room",) * n,
        tuple(kinds[row % len(kinds)] for row in range(n)),
        ("",) * n,
        np.full((n, k, 8), np.nan) if seen is None else seen,
    )


def reached(known: Study, *others: Study) -> dict[str, CeilingRecord]:
    found = ceilings({(known.cell, known.direction): known}, others)
    return {record.reader: record for record in found[known.cell, known.direction]}


def shuffled(sets: Floats) -> Floats:
    return np.asarray(np.random.default_rng(8).permuted(sets, axis=1))


def test_one_set_for_all_is_answered_by_order_alone() -> None:
    """Each number has one rank, so whoever orders the pictures needs no measure."""
    known = study({"magnitude": shuffled(np.tile([10.0, 20.0, 40.0, 70.0], (MANY, 1)))}, "num2space")
    record = reached(known)["ordinal"]
    assert record.accuracy == 1.0 and record.above and record.limit == pytest.approx(0.4)


def test_sets_that_slide_leave_order_near_chance() -> None:
    """Sets of one shape at any place of a wide range: a number says nothing of its rank."""
    starts = np.random.default_rng(1).uniform(0, 1000, (MANY, 1))
    known = study({"magnitude": shuffled(starts + np.array([0.0, 1.0, 3.0, 7.0]))}, "num2space")
    record = reached(known)["ordinal"]
    assert record.low < 0.25 < record.high or record.accuracy < 0.25
    assert not record.above


def test_another_dataset_teaches_what_is_usual() -> None:
    """Where each set of the cell is its own, a training set with the same sets gives all ranks away."""
    starts = np.arange(MANY)[:, None] * 100.0
    shape = np.array([0.0, 1.0, 3.0, 7.0])
    own = study({"magnitude": shuffled(starts + shape)}, "num2space")
    other = study({"magnitude": shuffled(np.repeat(starts + shape, 40, axis=0))}, "num2space")
    record = reached(own, other)["ordinal"]
    assert record.accuracy > 0.95 and "other dataset" in record.how


def test_places_are_counted_among_different_numbers() -> None:
    place, different = places(np.array([[3.0, 1.0, 3.0, 2.0], [5.0, 5.0, 5.0, 5.0]]))
    assert place.tolist() == [[2, 0, 2, 1], [0, 0, 0, 0]] and different.tolist() == [3, 1]


def seen_of(x: Floats, y: Floats, turn: Floats) -> Floats:
    """Boxes of 20 pixels whose middle is at (x, y) turned by an angle, 100 pixels a metre; the anchors'
    reading has the same turn."""
    u, v = np.cos(turn) * x - np.sin(turn) * y, np.sin(turn) * x + np.cos(turn) * y
    left, top = 168 + 100 * u - 10, 168 - 100 * v - 10
    ones = np.ones_like(x)
    return np.stack([left, top, left + 20, top + 20, -45 * ones, 55 * ones, u, v], axis=-1)


@pytest.mark.parametrize("direction", ["num2space", "space2num"])
def test_a_fixed_frame_is_read_off_the_picture_and_a_turning_one_is_not(direction: Direction) -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(-1, 1, (MANY, 4)), rng.uniform(-1, 1, (MANY, 4))
    records = {}
    for name, turn in (("fixed", np.zeros((MANY, 1))), ("turning", rng.uniform(0, 2 * np.pi, (MANY, 1)))):
        known = study({"x": x, "y": y}, direction, seen_of(x, y, turn))
        records[name] = reached(known)["image frame"]
    assert records["fixed"].accuracy > 0.98 and records["fixed"].above
    assert records["turning"].accuracy < 0.45


def test_usual_sizes_leave_the_place_to_be_guessed() -> None:
    """A mug is 0.1 and a plate 0.3, and the other size of a set is half of that or twice. Who takes the usual
    one is right in half of the questions in which it is asked for, at one of two places, and in no other; and
    each option is asked for in turn, whichever was drawn."""
    usual = np.where(np.arange(MANY) % 2 == 0, 0.1, 0.3)[:, None]
    other = np.where(np.arange(MANY) % 4 < 2, 0.5, 2.0)[:, None]
    sizes = usual * np.concatenate([np.ones_like(other), other] * 2, axis=1)
    axes = {"x": np.tile([0.0, 0.0, 1.0, 1.0], (MANY, 1)), "size": sizes}
    plain = study(axes, "space2num", kinds=("mug", "plate"))
    for shift in (0, 1):
        known = dataclasses.replace(plain, answer=plain.answer // 2 * 2 + shift)
        assert reached(known)["names"].accuracy == pytest.approx(0.25)


def test_limits_are_the_stated_ones() -> None:
    assert limit_of("ordinal", 4) == pytest.approx(0.40) and limit_of("image frame", 4) == pytest.approx(0.35)
    assert limit_of("ordinal", 2) == pytest.approx(0.60) and limit_of("names", 4) is None
