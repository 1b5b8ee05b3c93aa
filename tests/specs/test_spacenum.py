"""The benchmark and its training set: the paper's numbers of questions, and nothing shared between them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from spacenum_dsl.base.span import Source
from spacenum_dsl.cli.specs import load_specs
from spacenum_dsl.language.format import format_tree
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell, share_spanned
from spacenum_dsl.questions.magnitudes import sets_of
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import DatasetBlock, FamilyBlock, Program, Scene
from spacenum_dsl.world.evaluate import Columns, Draws
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import World

pytestmark = pytest.mark.long

FOLDER = Path(__file__).parents[2] / "specs" / "spacenum"
FILES = sorted(FOLDER.glob("*.scene"))
DATASETS = {
    "benchmark": "spacenum",
    "training": "spacenum_training",
    "compat": "spacenum_compat",
    "interventions": "spacenum_study",
}

DYNAMIC = ("walk", "strafe", "tilt", "turn")
STATIC = tuple(f"{scale}_{dims}d" for scale in ("desk", "room") for dims in (1, 2, 3))

BENCHMARK = {name: 400 if name.startswith("room") else 100 for name in (*DYNAMIC, *STATIC)}
TRAINING = {
    **dict.fromkeys(DYNAMIC, 2300),
    "walk": 1920,
    **{name: 8000 if name.startswith("room") else 1962 for name in STATIC},
}
LARGE = pytest.param("training", marks=pytest.mark.long)
"""The file with most scenes, for tests that draw worlds of all of them."""

QUICK = (("benchmark", "turn"), ("benchmark", "desk_2d"), ("benchmark", "room_3d"), ("compat", "desk_1d"))
"""Some of the cells whose scenes are all asked about."""

MAGNITUDES = {
    "walk": [0.2 * step for step in range(1, 13)],
    "strafe": [0.2 * step for step in range(1, 7)],
    "tilt": [10.0 * step for step in range(1, 8)],
    "turn": [10.0 * step for step in range(1, 8)],
}


@cache
def compiled(file: str) -> tuple[Program, DatasetBlock]:
    loaded = load_specs([FOLDER / f"{file}.scene"])
    assert loaded.diagnostics == ()
    (spec,) = loaded.specs
    assert spec.program is not None
    (dataset,) = spec.datasets
    assert dataset.name == DATASETS[file]
    return spec.program, dataset


def families(program: Program, dataset: DatasetBlock) -> dict[str, FamilyBlock]:
    """The dataset's families by the name of the cell of the benchmark that they correspond to."""
    known = (*DYNAMIC, *STATIC)
    return {
        next(name for name in known if cell.endswith(name)): program.families[cell]
        for cell, _ in dataset.cells
    }


def scenes(program: Program, dataset: DatasetBlock) -> dict[str, Scene]:
    return {
        block.scene: program.scenes[block.scene]
        for family in families(program, dataset).values()
        for block in family.each
    }


def words(value: values.Value) -> Iterator[str]:
    """All words that a value may be drawn as."""
    match value:
        case values.Symbol(name=name):
            yield name
        case values.Named(value=inner):
            yield from words(inner)
        case values.Choice(options=options):
            for option in options:
                yield from words(option)
        case _:
            raise AssertionError(f"not a choice of words: {value}")


def kinds(program: Program, dataset: DatasetBlock) -> set[str]:
    return {
        kind
        for scene in scenes(program, dataset).values()
        for block in scene.objects
        for kind in words(block.kind)
    }


@pytest.mark.parametrize(
    ("file", "per_cell", "total"),
    [
        ("benchmark", BENCHMARK, 3_800),
        ("compat", BENCHMARK, 3_800),
        ("interventions", BENCHMARK, 3_800),
        ("training", TRAINING, 77_412),
    ],
)
@pytest.mark.long
def test_cells_hold_the_papers_numbers_of_questions(
    file: str, per_cell: Mapping[str, int], total: int
) -> None:
    program, dataset = compiled(file)
    counts = dict(zip(families(program, dataset), (count for _, count in dataset.cells), strict=True))
    assert counts == per_cell
    directions = [len(family.asks) for family in families(program, dataset).values()]
    assert directions == [2] * 10
    assert 2 * sum(counts.values()) == total


@pytest.mark.parametrize("file", DATASETS)
def test_options_and_actions_are_the_papers(file: str) -> None:
    program, dataset = compiled(file)
    for name, family in families(program, dataset).items():
        assert family.options == (2 if name.endswith("1d") else 4), name
        if name in DYNAMIC:
            assert len(set(words(family.values["action"]))) == 2


def test_the_compatible_profile_has_the_papers_magnitudes() -> None:
    for name, family in families(*compiled("compat")).items():
        if name in DYNAMIC:
            by = family.values["by"]
            assert isinstance(by, values.Grid)
            assert by.values == pytest.approx(MAGNITUDES[name])


@pytest.mark.parametrize("file", ["benchmark", "training"])
def test_magnitudes_are_fine_and_reach_further_than_the_papers(file: str) -> None:
    for name, family in families(*compiled(file)).items():
        if name in DYNAMIC:
            by = family.values["by"]
            assert isinstance(by, values.Grid)
            assert len(by.values) > 40
            assert by.values[0] <= MAGNITUDES[name][0] and by.values[-1] >= MAGNITUDES[name][-1]


@pytest.mark.parametrize("file", ["benchmark", "training"])
def test_options_of_one_question_lie_in_a_window_and_apart_in_the_picture(file: str) -> None:
    for name, family in families(*compiled(file)).items():
        least = 0.1 if name.endswith("1d") else 0.14  # two options need less room than four
        assert least <= share_spanned(family) <= 0.4, name
        written = [need.span.text for block in family.each for need in block.requirements]
        assert f"separation >= {8 if name in DYNAMIC or name.endswith('1d') else 5} px" in written, name


def test_benchmark_and_training_share_no_scene_and_no_kind_of_object() -> None:
    benchmark, training = compiled("benchmark"), compiled("training")
    assert not scenes(*benchmark).keys() & scenes(*training).keys()
    assert kinds(*benchmark) and kinds(*training)
    assert not kinds(*benchmark) & kinds(*training)


@pytest.mark.parametrize(
    ("file", "desks", "floors", "rooms"), [("benchmark", 6, 6, 6), ("training", 4, 4, 3)]
)
def test_cells_spread_over_many_scenes(file: str, desks: int, floors: int, rooms: int) -> None:
    for name, family in families(*compiled(file)).items():
        about = [block.scene for block in family.each]
        assert len(set(about)) == len(about)
        if name in DYNAMIC:
            styles = Counter(scene.partition("_")[0] for scene in about)
            assert len(styles) >= 4 and min(styles.values()) >= rooms, (name, styles)
        else:
            assert len(about) >= (desks if name.startswith("desk") else floors), name


@pytest.mark.parametrize(("file", "least"), [("benchmark", 10), ("training", 8)])
def test_targets_are_of_many_kinds_and_sizes(file: str, least: int) -> None:
    program, dataset = compiled(file)
    for name, family in families(program, dataset).items():
        for block in family.each:
            if name in STATIC:
                target = program.scenes[block.scene].object("target")
                assert target is not None
                assert len(set(words(target.kind))) >= least, block.scene
                assert isinstance(target.scale, values.Choice)
                sizes = [size.value for size in target.scale.options if isinstance(size, values.Constant)]
                assert len(sizes) >= 7 and max(sizes) >= 2.5 * min(sizes)


@pytest.mark.parametrize("file", ["benchmark", LARGE])
def test_map_frames_begin_anywhere_look_anywhere_and_have_many_sizes(file: str) -> None:
    """Were they not to, whoever takes right and up in the picture for +x and +y would need no map."""
    program, dataset = compiled(file)
    for name, family in families(program, dataset).items():
        if name not in STATIC or not name.endswith("2d"):
            continue
        directions: Counter[int] = Counter()
        for place, cell in enumerate(each_cell(program, dataset, family)):
            drawn = draw_worlds(
                cell.plan, dataset.seed, range(place, 24 * len(family.each), len(family.each)), [0] * 24
            )
            worlds = [world for world in drawn if isinstance(world, World)]
            frames = [world.frame for world in worlds if world.frame is not None]
            assert len(frames) >= 10, cell.plan.scene.name
            assert len({frame.origin for frame in frames}) == len(frames)
            directions.update(int(frame.yaw % 360 // 45) for frame in frames)
            apart = [
                math.dist(
                    world.thing("origin").placement.position[:2], world.thing("x_axis").placement.position[:2]
                )
                for world in worlds
            ]
            assert max(apart) > 1.4 * min(apart)
        assert set(directions) == set(range(8))
        assert max(directions.values()) <= 0.25 * directions.total(), directions


@pytest.mark.parametrize("file", ["benchmark", LARGE])
def test_no_option_set_is_frequent(file: str) -> None:
    program, dataset = compiled(file)
    for name, family in families(program, dataset).items():
        cell = make_cell(program, dataset, family.name)
        if name in DYNAMIC:
            found = Counter(magnitudes(cell, number) for number in range(120))
        else:
            worlds = draw_worlds(
                cell.plan, dataset.seed, range(80), [0] * 80, cell.family.variation(cell.block)
            )
            found = Counter(
                tuple(state.position for (state,) in world.states)
                for world in worlds
                if isinstance(world, World)
            )
        assert found.total() >= 40
        assert max(found.values()) <= 0.05 * found.total(), name


def magnitudes(cell: Cell, number: int) -> tuple[float, ...]:
    """The first set that is drawn for a question, before any world is."""
    one = np.array([number], np.uint64)
    draws = Draws(cell.seed, cell.plan.scene.name, one, 0 * one, span=share_spanned(cell.block), many=4)
    return next(sets_of(cell.block.values["by"], 4, Columns(draws, lambda value: np.zeros((1, 1)))))


def each_cell(program: Program, dataset: DatasetBlock, family: FamilyBlock) -> tuple[Cell, ...]:
    """The family about each of its scenes."""
    cell = make_cell(program, dataset, family.name)
    return (cell, *cell.others)


def test_the_compatible_profile_has_pictures_and_scenes_of_its_own_and_promises_less() -> None:
    program, dataset = compiled("compat")
    assert dataset.image == (300, 300)
    strict = scenes(*compiled("benchmark"))
    assert not strict.keys() & scenes(program, dataset).keys()
    for family in families(program, dataset).values():
        least = family.values["min_difference"]
        assert isinstance(least, values.Constant) and least.value == 0


@pytest.mark.parametrize(
    ("file", "cell"),
    [
        pytest.param(file, cell, marks=() if (file, cell) in QUICK else pytest.mark.long)
        for file in ("benchmark", "training", "compat")
        for cell in (*DYNAMIC, *STATIC)
    ],
)
def test_every_scene_can_be_asked_about(file: str, cell: str) -> None:
    """Each desk and floor in each of its cells; each room in one of the four, which take turns."""
    program, dataset = compiled(file)
    family = families(program, dataset)[cell]
    numbers = list(range(len(family.each)))
    if cell in DYNAMIC:
        numbers = [number for number in numbers if (number + number // 4) % 4 == DYNAMIC.index(cell)]
    asked = ask(make_cell(program, dataset, family.name), numbers)
    assert asked.diagnostics == ()
    about = Counter(question.world.scene for question in asked.questions)
    assert about == {family.each[number].scene: 2 for number in numbers}
    assert all(len(question.options) == family.options for question in asked.questions)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_formatted(path: Path) -> None:
    text = path.read_text()
    assert format_tree(parse(Source(path.name, text)).tree) == text
