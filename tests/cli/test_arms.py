"""G7 and G8 on disk: arms beside their base questions, pictures that follow from others, what is left out."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from probes import CELLS, EVERY, program_of

from spacenum_dsl.base.diagnostics import has_errors
from spacenum_dsl.base.render_diagnostics import render
from spacenum_dsl.cli.pipeline import Compiled, compile_dataset
from spacenum_dsl.output.pictures.choice import ChosenRenderer, choose
from spacenum_dsl.output.pictures.render import Pictures, render_dataset
from spacenum_dsl.output.records.types import ANSWERS, ITEMS, TABLES, VIEWS, WORLDS

pytestmark = pytest.mark.long

GOLDEN = Path(__file__).parents[1] / "golden" / "arms"
COUNT = 2
ALL = "\n".join(text.replace("tried", f"by_{name}") for name, text in EVERY.items())
DERIVED = (
    "intervention blind { images: black | none | options_only | swapped }\n"
    "intervention cross { overlay: crosshair | grid }\n"
    "intervention mirror { world: mirrored }\n"
    "intervention think { prompt: reason_first }\n"
    "intervention moved { options: shuffled(1) }\n"
    "intervention back on transition { action: inverse }\n"
    "chains: blind, cross, mirror, think, moved, back, mirror then cross"
)
"""Arms whose pictures all follow from pictures that are there."""


def compiled(
    folder: Path, interventions: str, count: int = COUNT, workers: int = 1, cells: Sequence[str] = CELLS
) -> Compiled:
    program = program_of(interventions, cells, count)
    return compile_dataset(program, program.datasets[0], folder, workers=workers, progress=lambda _: None)


def rows(folder: Path, name: str = ITEMS) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


def lines(folder: Path, name: str) -> dict[str, str]:
    return {json.loads(line)["id"]: line for line in (folder / name).read_text().splitlines()}


def rendered(folder: Path) -> Pictures:
    choice = choose("raycast", "cpu")
    assert isinstance(choice, ChosenRenderer)
    return render_dataset(
        folder,
        choice=choice,
        quality="draft",
        workers=1,
        threads=1,
        passes=False,
        replace=False,
        cache=None,
        progress=lambda _: None,
    )


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base questions alone."""
    folder = tmp_path_factory.mktemp("bare")
    assert compiled(folder, "").manifest is not None
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With every arm of every intervention."""
    folder = tmp_path_factory.mktemp("whole")
    made = compiled(folder, ALL)
    assert made.manifest is not None, made.diagnostics
    return folder


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With arms that follow from their base, rendered."""
    folder = tmp_path_factory.mktemp("pictured")
    assert compiled(folder, DERIVED).manifest is not None
    assert rendered(folder).diagnostics == ()
    return folder


@pytest.mark.parametrize("name", TABLES)
def test_interventions_change_no_record_of_a_base_question(bare: Path, whole: Path, name: str) -> None:
    before, after = lines(bare, name), lines(whole, name)
    assert before.items() <= after.items()
    assert len(before) < len(after)


@pytest.mark.long
def test_an_arm_more_changes_no_other(whole: Path, tmp_path: Path) -> None:
    fewer = ALL.replace("distractors: 0 | 2 | 5", "distractors: 0 | 5")
    assert fewer != ALL
    assert compiled(tmp_path, fewer).manifest is not None
    before, after = lines(tmp_path, ITEMS), lines(whole, ITEMS)
    assert before.items() <= after.items()
    assert {key.rpartition(".")[2] for key in after.keys() - before.keys()} == {"by_distractors-2"}


@pytest.mark.long
def test_a_higher_count_keeps_the_arms_that_were_there(whole: Path, tmp_path: Path) -> None:
    """Even the first question's neighbour, whose pictures stand in for its own, stays."""
    assert compiled(tmp_path, ALL, COUNT + 2).manifest is not None
    for name in TABLES:
        assert lines(whole, name).items() <= lines(tmp_path, name).items(), name


@pytest.mark.long
def test_bytes_do_not_depend_on_workers(whole: Path, tmp_path: Path) -> None:
    assert compiled(tmp_path, ALL, workers=2).manifest is not None
    for name in TABLES:
        assert (tmp_path / name).read_bytes() == (whole / name).read_bytes()


def test_items_name_their_arm_base_group_and_partners(whole: Path) -> None:
    items = {item["id"]: item for item in rows(whole)}
    keys = {key["id"]: key for key in rows(whole, ANSWERS)}
    assert list(keys) == list(items)
    for key, item in items.items():
        if item["base"] is None:
            assert (item["intervention"], item["arm"], item["partners"]) == (None, None, key)
            assert key == f"{item['cell']}.{item['index']:06d}.{item['direction']}"
            continue
        base = items[item["base"]]
        assert base["base"] is None
        for name in ("group", "cell", "setting", "direction", "scene", "index", "chance"):
            assert item[name] == base[name]
        suffix = key.removeprefix(f"{item['base']}.")
        assert suffix.startswith(item["intervention"])
        assert item["partners"] == (None if item["intervention"] == "by_images" else item["base"])
        own = keys[key]
        right = own["options"][own["answer_index"]]
        assert (right["label"], right["differs"]) == (own["answer"], {})
        assert [option["label"] for option in own["options"]] == [
            option["label"] for option in item["options"]
        ]


def test_the_manifest_counts_what_is_there(whole: Path) -> None:
    manifest = json.loads((whole / "dataset.json").read_text())
    there = Counter(
        (item["intervention"], item["arm"], item["cell"], item["direction"])
        for item in rows(whole)
        if item["base"] is not None
    )
    told = {(arm["intervention"], arm["arm"], arm["cell"], arm["direction"]): arm for arm in manifest["arms"]}
    assert {key: arm["changed"] for key, arm in told.items() if arm["changed"]} == there
    for arm in told.values():
        assert arm["asked"] == COUNT
        assert arm["changed"] + sum(arm["left_out"].values()) == COUNT
    assert manifest["files"][ITEMS]["lines"] == 2 * COUNT * len(CELLS) + there.total()


@pytest.mark.long
def test_nothing_is_rendered_that_can_be_drawn(bare: Path, pictured: Path) -> None:
    views = rows(pictured, VIEWS)
    assert {view["id"] for view in views if not view["effects"]} == set(lines(bare, VIEWS))
    assert any(view["effects"] for view in views)
    assert len({view["id"] for view in views}) == len(views)


def test_swapped_pictures_are_those_of_another_question(pictured: Path) -> None:
    items = {item["id"]: item for item in rows(pictured)}
    planned = lines(pictured, VIEWS)

    def shown(item: dict[str, Any]) -> list[str]:
        return [block["view"] for block in item["content"] if block["type"] == "image"]

    swapped = [item for item in items.values() if item["arm"] == "swapped"]
    assert len(swapped) == 2 * COUNT * len(CELLS)
    for item in swapped:
        number = item["index"] - 1 if item["index"] else 1
        other = items[f"{item['cell']}.{number:06d}.{item['direction']}"]
        assert shown(item) == shown(other)
        assert all(view in planned for view in shown(item))


def test_blind_items_have_no_picture_or_a_black_one(pictured: Path) -> None:
    for item in rows(pictured):
        images = [block["image"] for block in item["content"] if block["type"] == "image"]
        if item["arm"] == "none":
            assert images == []
        if item["arm"] == "options_only":
            assert len(images) == (len(item["options"]) if item["direction"] == "num2space" else 0)
        if item["arm"] == "black":
            assert images
            assert all(not np.asarray(Image.open(pictured / image)).any() for image in images)


def test_a_mirrored_picture_is_the_flipped_one(pictured: Path) -> None:
    mirrored = [
        view for view in rows(pictured, VIEWS) if view["effects"] == [{"name": "world", "value": "mirrored"}]
    ]
    assert mirrored
    for view in mirrored:
        before, after = (
            np.asarray(Image.open(pictured / "images" / f"{name}.png").convert("RGB"))
            for name in (view["source"], view["id"])
        )
        assert (np.fliplr(before) == after).all()


def test_a_second_render_makes_nothing_and_a_missing_picture_is_drawn_again(pictured: Path) -> None:
    assert rendered(pictured).new == 0
    view = next(view for view in rows(pictured, VIEWS) if view["effects"])
    path = pictured / view["image"]
    before = path.read_bytes()
    path.unlink()
    again = rendered(pictured)
    assert (again.new, again.diagnostics) == (1, ())
    assert path.read_bytes() == before


def test_an_empty_picture_is_drawn_again(pictured: Path) -> None:
    """What a power cut may leave."""
    view = next(view for view in rows(pictured, VIEWS) if view["effects"])
    path = pictured / view["image"]
    before = path.read_bytes()
    path.write_bytes(b"")
    assert rendered(pictured).new == 1
    assert path.read_bytes() == before


FEW = (
    "intervention crowd on map { distractors: 0 | 5 }\n"
    "intervention dusk { light: evening }\n"
    "intervention small { image: (96, 96) px }\n"
    "intervention mirror { world: mirrored }"
)
"""Arms that change worlds, light, pictures, and what is drawn after them."""


@pytest.mark.parametrize(
    "interventions", [FEW, pytest.param(ALL, marks=pytest.mark.slow)], ids=["few", "all"]
)
@pytest.mark.long
def test_every_arm_renders(tmp_path: Path, interventions: str) -> None:
    assert compiled(tmp_path, interventions, cells=("map", "turn")).manifest is not None
    made = rendered(tmp_path)
    assert made.diagnostics == ()
    for view in rows(tmp_path, VIEWS):
        with Image.open(tmp_path / view["image"]) as picture:
            assert picture.size == (view["camera"]["width"], view["camera"]["height"])
    assert rendered(tmp_path).new == 0


def test_a_family_on_several_scenes_has_its_arms_on_each(tmp_path: Path) -> None:
    text = (
        "scene shelf extends desk { surface: desk_top(2.0, 1.0) m }\n"
        "layout both on desk, shelf { target: target; dims: 1; vary: position }\n"
        "intervention crowd { distractors: 6 }\nintervention other { images: swapped }"
    )
    assert compiled(tmp_path, text, 4, cells=("both",)).manifest is not None
    items = rows(tmp_path)
    crowds = [(item["index"], item["scene"]) for item in items if item["intervention"] == "crowd"]
    assert sorted(set(crowds)) == [(0, "desk"), (1, "shelf"), (2, "desk"), (3, "shelf")]
    worlds = {world["id"]: world for world in rows(tmp_path, WORLDS)}
    for item, key in zip(items, rows(tmp_path, ANSWERS), strict=True):
        assert worlds[key["world"]]["scene"] == item["scene"]
        assert worlds[key["world"]]["surface"]["width"] == {"desk": 1.6, "shelf": 2.0}[item["scene"]]


IDLE = {
    "named": ("intervention metric on turn { numbers: integer(cm) }", CELLS),
    "everywhere": ("intervention same { light: midday }", ("walk", "turn")),
    "here_and_there": ("intervention metric { numbers: integer(cm) | words }", CELLS),
    "about_nothing": ("intervention back on transition { action: inverse }", ("map",)),
}


@pytest.mark.parametrize("name", IDLE)
def test_arms_that_change_nothing_are_reported(tmp_path: Path, name: str) -> None:
    text, cells = IDLE[name]
    made = compiled(tmp_path, text, 2, cells=cells)
    found = render(made.diagnostics, colour=False) + "\n"
    expected = GOLDEN / f"{name}.txt"
    if os.environ.get("SPACENUM_REGENERATE"):
        expected.write_text(found)
    assert found == expected.read_text()
    assert (made.manifest is None) == has_errors(made.diagnostics)
    assert (tmp_path / "dataset.json").exists() == (made.manifest is not None)
