"""The benchmark and its training set: the paper's numbers of questions, and nothing shared between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from spacenum_dsl.asking.ask import ask, make_cell
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.format import format_tree
from spacenum_dsl.language.parse import parse
from spacenum_dsl.meaning import values
from spacenum_dsl.meaning.program import DatasetBlock, FamilyBlock, Program, Scene
from spacenum_dsl.shell.specs import load_specs

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
MAGNITUDES = {
    "walk": [0.2 * step for step in range(1, 13)],
    "strafe": [0.2 * step for step in range(1, 7)],
    "tilt": [10.0 * step for step in range(1, 8)],
    "turn": [10.0 * step for step in range(1, 8)],
}


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
def test_options_actions_and_magnitudes_are_the_papers(file: str) -> None:
    program, dataset = compiled(file)
    for name, family in families(program, dataset).items():
        assert family.options == (2 if name.endswith("1d") else 4), name
        if name in DYNAMIC:
            by = family.values["by"]
            assert isinstance(by, values.Grid)
            assert by.values == pytest.approx(MAGNITUDES[name])
            assert len(set(words(family.values["action"]))) == 2


def test_benchmark_and_training_share_no_scene_and_no_kind_of_object() -> None:
    benchmark, training = compiled("benchmark"), compiled("training")
    assert not scenes(*benchmark).keys() & scenes(*training).keys()
    assert kinds(*benchmark) and kinds(*training)
    assert not kinds(*benchmark) & kinds(*training)


@pytest.mark.parametrize("file", ["benchmark", "training"])
def test_cells_spread_over_several_scenes(file: str) -> None:
    for name, family in families(*compiled(file)).items():
        assert len({block.scene for block in family.each}) == (4 if name in DYNAMIC else 2), name


def test_the_compatible_profile_differs_in_pictures_and_in_what_it_promises() -> None:
    program, dataset = compiled("compat")
    assert dataset.image == (300, 300)
    for name, family in families(program, dataset).items():
        strict = program.families[name]
        assert [block.scene for block in family.each] == [block.scene for block in strict.each]
        least = family.values["min_difference"]
        assert isinstance(least, values.Constant) and least.value == 0


@pytest.mark.parametrize("cell", [*DYNAMIC, *STATIC])
@pytest.mark.parametrize("file", ["benchmark", "training"])
def test_every_scene_of_every_cell_can_be_asked_about(file: str, cell: str) -> None:
    program, dataset = compiled(file)
    family = families(program, dataset)[cell]
    asked = ask(make_cell(program, dataset, family.name), range(len(family.each)))
    assert asked.diagnostics == ()
    about = Counter(question.world.scene for question in asked.questions)
    assert about == {block.scene: 2 for block in family.each}
    assert all(len(question.options) == family.options for question in asked.questions)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_formatted(path: Path) -> None:
    text = path.read_text()
    assert format_tree(parse(Source(path.name, text)).tree) == text
