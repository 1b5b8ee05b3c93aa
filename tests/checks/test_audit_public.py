"""The audit finds what the public files tell: each planted leak by name and size, and no other."""

from __future__ import annotations

import dataclasses
from itertools import product
from pathlib import Path

import numpy as np
import plants
import pytest
from audit_dataset import clean_cells
from sabotage import Records, replace_items
from scipy.stats import binom
from test_audit import fair

from spacenum_dsl.checks.audit import keys, redrawn
from spacenum_dsl.checks.audit.audit import concluded, with_given
from spacenum_dsl.checks.audit.kernel import answered_by_others, left_out_of
from spacenum_dsl.checks.audit.records import Audit
from spacenum_dsl.checks.audit.runs import shares
from spacenum_dsl.checks.audit.tables import read_tables
from spacenum_dsl.checks.audit.trial import attempt
from spacenum_dsl.output.pictures.farm_worker import put

pytestmark = pytest.mark.long

COUNT = 100


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """A cell of layouts and one of transitions."""
    records = clean_cells(tmp_path_factory)
    return replace_items(records, [item for item in records.items if item.index < COUNT])


def audited(records: Records, folder: Path) -> Audit:
    """An audit without forests, which are slow and see none of this."""
    manifest = records.write(folder)
    tables = read_tables(folder)
    assert isinstance(tables, list)
    tables = with_given(tables, folder)
    trials = [
        dataclasses.replace(attempt(table, folder, learn=False), redrawn=redrawn.tried(table))
        for table in tables
    ]
    return concluded(manifest, tables, trials)


PLANTED: tuple[tuple[str, str, plants.Plant, str], ...] = (
    ("plan", "both", plants.colour, "ranks by"),
    ("plan", "both", plants.spaces, "letters by"),
    ("turn", "both", plants.spaces, "letters by"),
    ("plan", "both", plants.filler, "letters by `"),
    ("turn", "both", plants.filler, "letters by `"),
    ("turn", "both", plants.digit, "letters by last digit of number 0"),
    ("turn", "both", plants.index_four, "letters by index mod 4"),
    ("plan", "both", plants.index_sixteen, "letters by index mod 16"),
    ("plan", "both", plants.own_id, "letters by character -1 of id"),
    ("turn", "both", plants.field, "ranks by partners"),
    ("turn", "space2num", plants.option_space, "options by"),
    ("plan", "num2space", plants.picture_name, "options by character -1"),
    ("turn", "both", plants.one_letter, "right letter: the other direction"),
    ("plan", "both", plants.one_answer, "number: the other direction"),
    ("turn", "both", plants.latin, "balance of 4 from 0 along the cell"),
    ("plan", "both", plants.neighbour, "number: the question 1 on in the cell"),
    ("turn", "space2num", plants.file_order, "letters by place in the cell mod 4"),
    ("plan", "num2space", plants.views_order, "place among the views 1"),
)


@pytest.mark.parametrize(
    ("cell", "direction", "plant", "named"),
    [
        pytest.param(*row, marks=pytest.mark.slow if place % 3 else pytest.mark.long if place % 2 else ())
        for place, row in enumerate(PLANTED)
    ],
    ids=[f"{row[0]} {row[3]}" for row in PLANTED],
)
def test_every_planted_leak_is_found(
    clean: Records, tmp_path: Path, cell: str, direction: str, plant: plants.Plant, named: str
) -> None:
    records = clean.only(cell, *(() if direction == "both" else (direction,)))
    found = audited(plant(records), tmp_path)
    leaks = {record.solver: record for each in found.cells for record in each.solvers if record.beats}
    telling = [record for solver, record in leaks.items() if solver.startswith(named)]
    assert telling, sorted(leaks)
    assert any(record.low > 0.25 or record.manner == "avoids" for record in telling)


@pytest.mark.parametrize(
    ("leak", "named"),
    [("size", "size of the file 4"), ("time", "time of the file 4"), ("order", "written in order")],
)
def test_a_leak_of_the_files_is_found(clean: Records, tmp_path: Path, leak: str, named: str) -> None:
    records = clean.only("turn", "num2space")
    plants.write_pictures(records, tmp_path, leak)
    assert named in {
        record.solver for each in audited(records, tmp_path).cells for record in each.solvers if record.beats
    }


@pytest.mark.long
def test_a_clean_dataset_has_no_leak(clean: Records, tmp_path: Path) -> None:
    plants.write_pictures(clean.only("turn", "num2space"), tmp_path, None)
    found = audited(clean, tmp_path)
    assert not [record for each in found.cells for record in each.solvers if record.beats]
    assert len(found.cells) == 4 and all(cell.tests > 1000 for cell in found.cells)


def test_a_leak_is_found_at_its_size(clean: Records, tmp_path: Path) -> None:
    """In 60 % of the questions the letter follows from the index: 0.6 + 0.4 / 4 are right."""
    found = audited(plants.index_four(clean.only("turn", "space2num")), tmp_path)
    (record,) = (
        record
        for each in found.cells
        for record in each.solvers
        if record.solver == "letters by index mod 4" and record.beats
    )
    assert record.low < 0.7 < record.high


@pytest.mark.slow
def test_fair_keys_raise_no_alarm(tmp_path: Path) -> None:
    """Thirty tables of noise whose keys are drawn as a dataset's are: 1 in 300 is an alarm."""
    alarms = 0
    for seed in range(30):
        tried = redrawn.tried(fair(seed, 100))
        alarms += (tried.largest >= tried.found[0].score).sum() == 0
    assert alarms <= 1


def test_redrawn_keys_are_balanced_and_any_letter_is_as_likely() -> None:
    table = fair(0, 100)
    drawn = keys.letters(table, 200)
    assert (np.apply_along_axis(np.bincount, 0, drawn) == 25).all()
    low, high = binom.interval(1 - 1e-6, 200, 0.25)
    share = np.apply_along_axis(np.bincount, 1, drawn, minlength=4)
    assert (low <= share).all() and (share <= high).all()
    assert len(np.unique(drawn, axis=1).T) == 200


@pytest.mark.parametrize(("length", "options"), [(2, 4), (3, 4), (4, 4), (5, 4), (4, 2), (5, 2), (6, 3)])
def test_keys_that_fit_a_run_are_counted_as_by_trying_them_all(length: int, options: int) -> None:
    rng = np.random.default_rng(length)
    ranks = rng.permuted(np.tile(np.arange(options), (3, length, 1)), axis=2)
    low, high = length // options, -(-length // options)
    for run, found in zip(ranks, shares(ranks), strict=True):
        votes = np.zeros((length, options))
        for key in product(range(options), repeat=length):
            those = [run[place, letter] for place, letter in enumerate(key)]
            counts = [*np.bincount(key, minlength=options), *np.bincount(those, minlength=options)]
            if low <= min(counts) and max(counts) <= high:
                votes[range(length), key] += 1
        total = votes.sum(axis=1, keepdims=True)
        wanted = np.divide(votes, total, out=np.full_like(votes, 1 / options), where=total > 0)
        assert found == pytest.approx(wanted)


def test_a_kernel_answers_from_the_others_as_if_it_had_been_fitted_to_them() -> None:
    """Against a ridge regression that is solved anew without each row, or each group of rows."""
    rng = np.random.default_rng(1)
    features, answers = rng.normal(size=(12, 3)), rng.normal(size=12)
    kernel = features @ features.T
    kernel /= np.trace(kernel) / 12
    groups = np.repeat(np.arange(4), 3)
    for learned, names in (
        (answered_by_others(features), np.arange(12)),
        (left_out_of(features, groups), groups),
    ):
        for row in range(12):
            rest = names != names[row]
            solved = np.linalg.solve(kernel[np.ix_(rest, rest)] + np.eye(rest.sum()), answers[rest])
            assert (learned @ answers)[row] == pytest.approx(kernel[row, rest] @ solved, abs=1e-5)
        assert np.abs(learned[names[:, None] == names]).max() < 1e-6


def test_pictures_bear_no_time(tmp_path: Path) -> None:
    """They are made in the order of what they show, which their times would tell."""
    for name in ("first", "second"):
        put(tmp_path / name, ".png", b"a picture")
    assert {path.stat().st_mtime for path in tmp_path.iterdir()} == {946684800.0}
