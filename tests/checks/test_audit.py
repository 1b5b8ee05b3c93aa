"""The audit finds every planted leak and names it, and leaves fair datasets alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
import sabotage
from click.testing import CliRunner
from sabotage import Records, read_records
from scipy.stats import binom

from spacenum_dsl.base.span import Source
from spacenum_dsl.checks.audit import learned, messages, needs, statistics
from spacenum_dsl.checks.audit.audit import Learn, audit, concluded
from spacenum_dsl.checks.audit.cues import pointed, shape
from spacenum_dsl.checks.audit.messages import diagnostics_of
from spacenum_dsl.checks.audit.page import page
from spacenum_dsl.checks.audit.records import Audit, SolverRecord
from spacenum_dsl.checks.audit.tables import Table, read_tables
from spacenum_dsl.checks.audit.trial import attempt
from spacenum_dsl.checks.audit.words import gathered
from spacenum_dsl.cli.cli import main
from spacenum_dsl.cli.pipeline import compile_dataset
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics.resolve import resolve

COUNT = 240
SPEC = f"""
scene desk {{
  surface: desk_top(1.6, 0.8) m
  light:   morning | midday | overcast | lamp
  anchor origin {{ kind: mug;  at: (-0.55, -0.20) m }}
  anchor x_axis {{ kind: lamp; at: ( 0.25, -0.20) m }}
  object target {{
    kind:  bowl | bottle
    at:    (0.10 .. 0.90 step 0.05, 0.10 .. 0.45 step 0.05) m
    scale: 80 % | 100 % | 125 %
  }}
  distractors clutter {{ count: 0 .. 3; kind: pen | cup; at: anywhere }}
  camera {{ look_at: surface; distance: 1.6 m; elevation: 40 deg; azimuth: -110 .. -70 deg; fov: 55 deg }}
}}
scene hall {{
  room: (6.0, 5.0, 2.7) m
  objects things {{ count: 4; kind: cabinet | bookcase | wardrobe; at: against(walls) }}
  objects high   {{ count: 6; kind: picture | clock; at: hung(walls, 1.4 .. 1.9 m) }}
  agent {{ at: free(0.3 m); height: 1.5 m; yaw: any; pitch: 0 deg; fov: 90 deg }}
}}
layout line on desk {{ target: target; dims: 1; vary: position; options: 2 }}
layout plan on desk {{ target: target; dims: 2; vary: position, size }}
transition turn on hall {{ action: rotate_left | rotate_right; by: 10 .. 70 step 10 deg }}
transition walk on hall {{ action: move_forward | move_backward; by: 0.2 .. 2.4 step 0.2 m }}
dataset fair {{ seed: 3; cells {{ line: {COUNT}; plan: {COUNT}; turn: {COUNT}; walk: {COUNT} }} }}
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean dataset of two layouts and two transitions."""
    parsed = parse(Source("fair.scene", SPEC))
    program = resolve([parsed.tree], (), parsed.diagnostics).program
    assert program is not None
    place = tmp_path_factory.mktemp("fair")
    made = compile_dataset(program, program.datasets[0], place, workers=1, progress=lambda _: None)
    assert made.manifest is not None, made.diagnostics
    return place


@pytest.fixture(scope="module")
def clean(folder: Path) -> Records:
    return read_records(folder)


def audited(records: Records, place: Path, learn: Learn = "base") -> Audit:
    manifest = records.write(place)
    found = audit(place, manifest, learn=learn, workers=1, progress=lambda _done, _total: None)
    assert isinstance(found, Audit)
    return found


def culprits(found: Audit) -> set[str]:
    """The solvers that beat chance and the structural checks that met something."""
    beating = {record.solver for cell in found.cells for record in cell.solvers if record.beats}
    return beating | {finding.check for finding in found.findings}


LEARNED = ("forest", "regression", "frequent")
LEAKS: tuple[tuple[str, str, Callable[[Records], Records], tuple[str, ...]], ...] = (
    ("always B", "plan", sabotage.always_b, ("letter B",)),
    ("71 to 29", "line", sabotage.unbalanced_key, ("largest",)),
    ("middle rank", "turn", sabotage.middle_rank, ("median",)),
    ("hub", "plan", sabotage.hub, ("hub",)),
    ("inside an anchor", "plan", sabotage.inside_an_anchor, ("most overlap",)),
    ("out of bounds", "plan", sabotage.out_of_bounds, ("option out of bounds", "most outside")),
    (
        "longest is right",
        "walk",
        sabotage.longest_right,
        ("longest text", "most decimals", "options in different forms"),
    ),
    ("first view", "turn", sabotage.first_view, ("forest on ranks",)),
    ("free space", "walk", sabotage.free_space, ("forest on numbers",)),
    ("inserted into a sorted list", "turn", sabotage.inserted, ("out of order",)),
    ("listed by distance", "walk", sabotage.by_distance, ("others by distance",)),
    ("tied ranks", "turn", sabotage.tied, ("tied distances",)),
    ("one unit", "turn", sabotage.one_unit, ("options in different forms", "odd form")),
    ("number of objects", "plan", sabotage.crowd, ("forest on ranks",)),
    ("light", "plan", sabotage.light, ("forest on letters", "regression on letters")),
    ("favourite value", "turn", sabotage.favourite, ("frequent value",)),
    ("echo in the prompt", "walk", sabotage.echoed, ("named in the prompt",)),
)


@pytest.mark.parametrize(("cell", "leak", "named"), [row[1:] for row in LEAKS], ids=[row[0] for row in LEAKS])
def test_every_planted_leak_is_found(
    clean: Records, tmp_path: Path, cell: str, leak: Callable[[Records], Records], named: tuple[str, ...]
) -> None:
    learned = any(name.startswith(LEARNED) for name in named)
    records = clean.only(cell, "space2num") if learned else clean.only(cell)
    found = audited(leak(records), tmp_path, "base" if learned else "none")
    assert found.leaks
    assert set(named) <= culprits(found)
    told = "\n".join(note for diagnostic in diagnostics_of(found) for note in diagnostic.notes)
    assert f"`{cell}`" in told


@pytest.mark.parametrize("leak", ["brighter", "marked"])
def test_thumbnails_tell_a_leak_of_the_pictures(clean: Records, tmp_path: Path, leak: str) -> None:
    records = clean.only("turn", "num2space")
    sabotage.paint(records, tmp_path, leak)
    wanted = "brightest picture" if leak == "brighter" else "regression on thumbnails"
    assert wanted in culprits(audited(records, tmp_path))


def test_fair_pictures_tell_nothing(clean: Records, tmp_path: Path) -> None:
    records = clean.only("turn", "num2space")
    sabotage.paint(records, tmp_path, None)
    found = audited(records, tmp_path)
    assert [cell.thumbnails for cell in found.cells] == ["tried"]
    assert not found.leaks


def test_a_clean_dataset_passes(folder: Path, tmp_path: Path) -> None:
    """Exit code 0, and one row per cell and direction, with balanced letters."""
    result = CliRunner().invoke(main, ["audit", str(folder), "--workers", "1", "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "No blind solver beats chance" in result.stdout
    found = msgspec.json.decode((tmp_path / "audit.json").read_bytes(), type=Audit)
    assert [(cell.cell, cell.questions) for cell in found.cells[::2]] == [
        (name, COUNT) for name in ("line", "plan", "turn", "walk")
    ]
    whole = COUNT // 100 * 100  # letters are balanced over runs of 100, ranks are drawn one by one
    assert all(min(cell.letters.values()) >= whole // cell.options for cell in found.cells)
    assert all(sum(cell.ranks) == sum(cell.letters.values()) == COUNT for cell in found.cells)


def test_bytes_do_not_depend_on_workers(clean: Records, tmp_path: Path) -> None:
    clean.only("line").write(tmp_path)
    for workers in (1, 2):
        out = tmp_path / str(workers)
        CliRunner().invoke(main, ["audit", str(tmp_path), "--workers", str(workers), "-o", str(out)])
    for name in ("audit.json", "audit.html"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_a_leak_exits_1_and_is_explained(clean: Records, tmp_path: Path) -> None:
    sabotage.always_b(clean.only("line")).write(tmp_path)
    result = CliRunner().invoke(main, ["audit", str(tmp_path), "--workers", "1", "--learn", "none"])
    assert result.exit_code == 1
    assert "SN640" in result.stderr and "`letter B` is right in 100.0 %" in result.stderr
    html = (tmp_path / "audit.html").read_text()
    assert "<svg" in html and "<script" not in html and "http" not in html and "src=" not in html


def test_strict_holds_cells_to_what_lesser_skills_reach(clean: Records, tmp_path: Path) -> None:
    """A map whose frame never turns is read off the picture; without `--strict` that is only reported."""
    clean.only("line").write(tmp_path)
    command = ["audit", str(tmp_path), "--workers", "1", "--learn", "none"]
    plain = CliRunner().invoke(main, command)
    assert plain.exit_code == 0, plain.output
    strict = CliRunner().invoke(main, [*command, "--strict", "--train", str(tmp_path)])
    assert strict.exit_code == 1 and "SN642" in strict.stderr
    assert "`line` num2space: the image frame reader is right in" in strict.stderr
    found = msgspec.json.decode((tmp_path / "audit.json").read_bytes(), type=Audit)
    assert {record.reader for cell in found.cells for record in cell.ceilings} == {"ordinal", "image frame"}
    assert found.trained == "fair" and not found.leaks
    missing = CliRunner().invoke(main, [*command, "--train", str(tmp_path / "nowhere")])
    assert missing.exit_code == 2


def test_without_scikit_learn_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "PACKAGES", {"no_such_module": "scikit-learn"})
    result = CliRunner().invoke(main, ["audit", str(folder)])
    assert result.exit_code == 2
    assert "SN630" in result.stderr and 'pip install "spacenum[proof]"' in result.stderr


def test_faults_of_the_records_exit_2(clean: Records, folder: Path, tmp_path: Path) -> None:
    line = clean.only("line")
    fewer = [msgspec.structs.replace(item, options=item.options[:1]) for item in line.items[:4]]
    cases = {
        "SN501": None,
        "SN631": sabotage.replace_items(line, []),
        "SN632": sabotage.replace_items(line, [*line.items, *fewer]),
        "SN633": dataclasses.replace(line, worlds={}),
    }
    for code, records in cases.items():
        place = tmp_path / code
        if records is not None:
            records.write(place)
        result = CliRunner().invoke(main, ["audit", str(place)])
        assert result.exit_code == 2, result.output
        assert code in result.stderr


def test_one_world_in_many_rows_is_no_leak(clean: Records, tmp_path: Path) -> None:
    """Four copies of each question: folds of worlds can't look up an answer, folds of rows can."""
    records = sabotage.repeated(clean.only("walk", "space2num"))
    found = audited(records, tmp_path)
    assert not found.leaks
    assert [(cell.worlds, cell.questions) for cell in found.cells] == [(COUNT // 2, 2 * COUNT)]
    tables = read_tables(tmp_path)
    assert isinstance(tables, list)
    (looked_up,) = (learner for learner in learned.learners() if learner.name == "forest on options")
    (table,) = tables
    hits = {}
    for by_world in (True, False):
        folds = learned.folds_of(table, by_world=by_world)
        costs = learned.answered(looked_up.fit(table), table, folds)
        hits[by_world] = int((pointed(costs, table, "x")[table.tested] == table.answer[table.tested]).sum())
    assert statistics.above(hits[True], table.worlds, 0.25) > 0.01
    assert statistics.above(hits[False], table.worlds, 0.25) < 1e-4


def test_arms_have_rows_of_their_own_and_the_bounds_of_their_base(clean: Records, tmp_path: Path) -> None:
    """A mirrored map lies beyond the surface only for those who forget that the surface is mirrored too."""
    plan = clean.only("plan")
    arms = sabotage.mirrored(plan).items
    found = audited(sabotage.replace_items(plan, [*plan.items, *arms]), tmp_path, "none")
    titles = [(cell.title, cell.direction) for cell in found.cells]
    assert titles == [
        ("plan", "num2space"),
        ("plan", "space2num"),
        ("plan (mirror: mirrored)", "num2space"),
        ("plan (mirror: mirrored)", "space2num"),
    ]
    assert not found.leaks
    orphans = [
        msgspec.structs.replace(arm, record=msgspec.structs.replace(arm.record, base=None)) for arm in arms
    ]
    orphaned = audited(sabotage.replace_items(plan, orphans), tmp_path / "orphans", "none")
    assert {finding.check for finding in orphaned.findings} == {"option out of bounds"}


def fair(seed: int, questions: int = 200, options: int = 4) -> Table:
    """A table of noise whose answers know nothing of it: balanced letters, ranks that are drawn freely."""
    rng = np.random.default_rng(seed)
    values = np.round(rng.uniform(0.2, 2.4, (questions, options)), 2)
    values.sort(axis=1)
    run = options * (100 // options)
    runs = np.tile(np.arange(run) % options, (-(-questions // run), 1))
    letter = rng.permuted(runs, axis=1).ravel()[:questions]
    rank = rng.integers(0, options, questions)
    for row in range(questions):
        others = rng.permutation([value for place, value in enumerate(values[row]) if place != rank[row]])
        values[row] = np.insert(others, letter[row], values[row, rank[row]])
    texts = tuple(tuple(f"{value:g} m" for value in row) for row in values.tolist())
    return Table(
        cell=f"fair{seed}",
        setting="transition",
        direction="space2num",
        intervention=None,
        arm=None,
        ids=tuple(map(str, range(questions))),
        group=np.arange(questions),
        tested=np.ones(questions, dtype=bool),
        answer=letter,
        rank=rank,
        labels=tuple("ABCDEFGH"[:options]),
        values=values[:, :, None],
        columns=("length",),
        situated=rng.random((questions, options, 2)),
        situations=("here", "there"),
        texts=texts,
        units=(("",) * options,) * questions,
        words=gathered([[{}] * options] * questions, letter, rank, ordered=False),
        prompt_texts=("",) * questions,
        shown=True,
        around=rng.random((questions, 6)),
        around_names=tuple("abcdef"),
        prompts=np.zeros((questions, 0)),
        pictures=((None,) * options,) * questions,
        index=np.arange(questions),
        lines=np.arange(questions),
        public=tuple(_printed(row, each) for row, each in enumerate(texts)),
    )


def _printed(index: int, texts: tuple[str, ...]) -> dict[str, object]:
    """What is public of a question of noise."""
    options = [{"label": label, "text": text} for label, text in zip("ABCDEFGH", texts, strict=False)]
    content = [{"type": "text", "text": "Which?\n" + "\n".join(texts)}]
    return {"id": f"{index:03}", "group": f"{index:03}", "content": content, "options": options}


def test_fair_datasets_raise_no_alarm(clean: Records, tmp_path: Path) -> None:
    """15 datasets of noise, fixed cues: at 99 %, so many alarms as are promised would be none or one."""
    manifest = clean.only("line").write(tmp_path)
    alarms = 0
    for seed in range(15):
        table = fair(seed)
        found = concluded(manifest, [table], [attempt(table, tmp_path, learn=False)])
        alarms += any(cell.leaks for cell in found.cells)
    assert alarms <= 1


def test_learned_solvers_stay_at_chance_on_noise(tmp_path: Path) -> None:
    """Pooled over noise, no learner is above chance, and balance pulls none far below it."""
    hits: dict[str, list[int]] = {}
    for seed in range(3):
        for tried in attempt(fair(seed), tmp_path, learn=True).tried:
            if tried.solver.startswith(LEARNED):
                of = hits.setdefault(tried.solver, [0, 0])
                of[0] += tried.hits
                of[1] += tried.answered
    assert len(hits) == 8
    for solver, (right, answered) in hits.items():
        low, high = binom.interval(0.999, answered, 0.25)
        assert low <= right <= high, solver


def test_exact_intervals_and_tails() -> None:
    """Clopper and Pearson's figures for 10 of 20 and for none of 10, and tails by hand."""
    assert statistics.interval(10, 20, 0.95) == pytest.approx((0.27196, 0.72804), abs=1e-5)
    assert statistics.interval(0, 10, 0.95) == pytest.approx((0.0, 0.30850), abs=1e-5)
    assert statistics.above(2, 2, 0.25) == pytest.approx(1 / 16)
    assert statistics.above(0, 5, 0.25) == 1
    assert statistics.below(0, 2, 0.25) == pytest.approx(9 / 16)


def test_holm_steps_down_in_the_order_given() -> None:
    """By hand: 0.01 · 4, 0.02 · 3, then 0.03 · 2 which equals it, then 0.5."""
    assert statistics.holm([0.5, 0.01, 0.03, 0.02]) == pytest.approx([0.5, 0.04, 0.06, 0.06])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("-1.25 m", "#.## m"),
        ("12 m", "# m"),
        ("[(0.10, -0.20), (1.00, 2.00)] m", "[(#.##, #.##), (#.##, #.##)] m"),
        ("x = 0.3", "x = #.#"),
        ("twenty-five degrees", "# degrees"),
        ("minus zero point three five metres", "# metres"),
    ],
)
def test_the_shape_of_an_option_is_what_its_numbers_leave(text: str, masked: str) -> None:
    assert shape(text) == masked


def test_avoiding_is_guessing_among_the_others(clean: Records, tmp_path: Path) -> None:
    """An option that is never right is worth a third of the worlds in place of a quarter."""
    found = audited(sabotage.inside_an_anchor(clean.only("plan")), tmp_path, "none")
    chosen: list[SolverRecord] = [
        record for cell in found.cells for record in cell.solvers if record.solver == "most overlap"
    ]
    assert {record.manner for record in chosen if record.beats} == {"avoids"}
    for record in chosen:
        share = record.hits / record.answered
        wanted = share if record.manner == "chooses" else (1 - share) / 3
        assert record.accuracy == pytest.approx(wanted, abs=1e-6)
        assert record.low <= record.accuracy <= record.high


def test_notes_are_cut_short(clean: Records, tmp_path: Path) -> None:
    found = audited(sabotage.always_b(clean.only("line")), tmp_path, "none")
    (diagnostic,) = diagnostics_of(found)
    assert len(diagnostic.notes) <= messages.NAMED + 1
    assert page(found).count("<tr") > 2
