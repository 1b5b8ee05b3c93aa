"""G6 and G7 on disk: same input, same bytes; edits move nothing else; interruptions lose nothing."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from spacenum_dsl.cli import pipeline
from spacenum_dsl.cli.pipeline import Compiled, compile_dataset, narrowed
from spacenum_dsl.cli.specs import load_specs
from spacenum_dsl.output.locks import locked
from spacenum_dsl.output.records import dataset as store
from spacenum_dsl.output.records.dataset import check_files, read_manifest
from spacenum_dsl.output.records.types import (
    ANSWERS,
    ITEMS,
    TABLES,
    VIEWS,
    AnswerRecord,
    ItemRecord,
    KeyOptionRecord,
    Manifest,
    OptionRecord,
)
from spacenum_dsl.semantics.program import DatasetBlock, Program


def quick(
    specs: Path, text: Callable[[str], str] = lambda text: text, folder: Path | None = None
) -> tuple[Program, DatasetBlock]:
    path = specs / "quickstart.scene"
    if folder is not None:
        changed = folder / "quickstart.scene"
        changed.write_text(text(path.read_text()))
        path = changed
    (spec,) = load_specs([path]).specs
    assert spec.program is not None
    return spec.program, spec.datasets[0]


def compiled(program: Program, dataset: DatasetBlock, folder: Path, workers: int = 1) -> Compiled:
    result = compile_dataset(program, dataset, folder, workers=workers, progress=lambda _: None)
    assert result.manifest is not None, result.diagnostics
    return result


def lines(folder: Path, name: str = ITEMS) -> dict[str, str]:
    return {json.loads(line)["id"]: line for line in (folder / name).read_text().splitlines()}


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


@cache
def by_one_worker(specs: Path, base: Path, count: int) -> Path:
    """So many questions a cell, compiled once for all tests of a process."""
    folder = base / f"by-one-worker-{count}"
    program, dataset = quick(specs)
    compiled(program, narrowed(dataset, count=count), folder)
    return folder


@pytest.fixture
def forty(specs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 questions a cell, which make two parts of it."""
    return by_one_worker(specs, tmp_path_factory.getbasetemp(), 40)


@pytest.fixture
def hundred(specs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100 questions a cell, a whole run of letters."""
    return by_one_worker(specs, tmp_path_factory.getbasetemp(), 100)


@pytest.fixture(params=["forty", pytest.param("hundred", marks=pytest.mark.slow)])
def whole(request: pytest.FixtureRequest) -> Path:
    folder = request.getfixturevalue(request.param)
    assert isinstance(folder, Path)
    return folder


@pytest.mark.parametrize(
    ("count", "workers"),
    [pytest.param(40, 2, marks=pytest.mark.long), pytest.param(100, 4, marks=pytest.mark.slow)],
)
def test_bytes_do_not_depend_on_workers(
    specs: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, count: int, workers: int
) -> None:
    one = by_one_worker(specs, tmp_path_factory.getbasetemp(), count)
    program, dataset = quick(specs)
    compiled(program, narrowed(dataset, count=count), tmp_path, workers)
    for name in (*TABLES, "dataset.json"):
        assert (tmp_path / name).read_bytes() == (one / name).read_bytes(), name


def test_a_higher_count_keeps_what_was_there(specs: Path, whole: Path, tmp_path: Path) -> None:
    more = {name: lines(whole, name) for name in TABLES}
    program, dataset = quick(specs)
    compiled(program, narrowed(dataset, count=len(more[ITEMS]) // 8), tmp_path)
    for name in TABLES:
        fewer = lines(tmp_path, name)
        assert len(fewer) < len(more[name]), name
        assert fewer.items() <= more[name].items(), name


def test_a_new_cell_changes_no_other(specs: Path, forty: Path, tmp_path: Path) -> None:
    def add(text: str) -> str:
        cell = "transition quick_walk on home { action: move_forward; by: 0.2 .. 1.2 step 0.2 m }\n"
        return text.replace("dataset quickstart", f"{cell}\ndataset quickstart").replace(
            "quick_turn: 3", "quick_walk: 3; quick_turn: 3"
        )

    program, dataset = quick(specs, add, tmp_path)
    compiled(program, narrowed(dataset, count=10), tmp_path / "out")
    before, after = lines(forty), lines(tmp_path / "out")
    same = {key: line for key, line in after.items() if not key.startswith("quick_walk")}
    assert len(same) == 2 * 2 * 10
    assert same.items() <= before.items()


def test_another_seed_and_seed_zero_give_other_questions(specs: Path, forty: Path, tmp_path: Path) -> None:
    program, dataset = quick(specs)
    for seed in (0, 2):
        compiled(program, narrowed(dataset, count=3, seed=seed), tmp_path / str(seed))
    zero, two, one = lines(tmp_path / "0"), lines(tmp_path / "2"), lines(forty)
    assert all(len({zero[key], two[key], one[key]}) == 3 for key in zero)


def test_both_directions_share_world_options_and_pictures(whole: Path) -> None:
    """Neither the letters nor which of the options is right."""
    items, keys = rows(whole, ITEMS), rows(whole, ANSWERS)
    assert [item["id"] for item in items] == [key["id"] for key in keys]
    same = 0
    for place in range(0, len(items), 2):
        (one, other), (own, others) = items[place : place + 2], keys[place : place + 2]
        assert (one["direction"], other["direction"]) == ("num2space", "space2num")
        assert (one["group"], own["world"]) == (other["group"], others["world"])
        sets = [sorted(option["text"] for option in key["options"]) for key in (own, others)]
        assert sets[0] == sets[1]
        same += own["rank"] == others["rank"]
        shown = {block["view"] for block in other["content"] if block["type"] == "image"}
        assert shown <= {block["view"] for block in one["content"] if block["type"] == "image"}
    assert 0.15 < same / (len(items) // 2) < 0.35, "one of four, as chance has it"


def test_every_picture_is_planned_once(whole: Path) -> None:
    views = rows(whole, VIEWS)
    assert len({view["id"] for view in views}) == len(views)
    planned = {view["id"] for view in views}
    for item in rows(whole, ITEMS):
        for block in item["content"]:
            if block["type"] == "image":
                assert block["view"] in planned
                assert block["image"] == f"images/{block['view']}.png"


@pytest.mark.long
def test_letters_are_equally_frequent_in_a_hundred_questions(hundred: Path) -> None:
    """Of each cell in each direction, so that a constant letter is right in a quarter, exactly."""
    keys = rows(hundred, ANSWERS)
    for cell in ("quick_2d", "quick_turn"):
        for direction in ("num2space", "space2num"):
            own = [key for key in keys if key["id"].startswith(cell) and key["id"].endswith(direction)]
            assert Counter(key["answer"] for key in own) == dict.fromkeys("ABCD", 25), (cell, direction)
            assert all(key["options"][key["answer_index"]]["label"] == key["answer"] for key in own)


SECRET = {
    "answer",
    "answer_index",
    "rank",
    "truth",
    "difficulty",
    "differs",
    "seen",
    "suffices",
    "answers",
    "value",
    "world",
    "state",
    "camera",
    "attempt",
}


def test_an_item_holds_nothing_of_its_key(whole: Path) -> None:
    """No field of the key but ids and letters, in the raw JSON at any depth; and no printed number of an
    option that is a picture but the prompt's own, which is the right one's, and those that both directions
    tell of how pictures are taken."""
    public = {*fields_of(ItemRecord), *fields_of(OptionRecord)}
    kept = {*fields_of(AnswerRecord), *fields_of(KeyOptionRecord)}
    assert kept & public == {"id", "label", "text", "options"}
    assert kept - public < SECRET
    written = (whole / ITEMS).read_text().splitlines()
    for place, (line, key) in enumerate(zip(written, rows(whole, ANSWERS), strict=True)):
        item = json.loads(line)
        assert not SECRET & set(names_in(item))
        for option in item["options"]:
            pictured = item["direction"] == "num2space"
            assert (option["text"] is None, len(option["pictures"])) == (pictured, int(pictured))
        if item["direction"] == "num2space":
            right = key["options"][key["answer_index"]]["text"]
            others = {option["text"] for option in key["options"]} - {right}
            told = {text for text in others if re.search(rf"(?<![\d.-]){re.escape(text)}", line)}
            around = json.loads(written[place + 1])["content"][0]["text"]
            assert all(text in around for text in told)
            assert right in line


def fields_of(record: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(field.encode_name for field in msgspec.structs.fields(record))


def names_in(value: object) -> Iterator[str]:
    """Every key of every object in a JSON value."""
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from names_in(part)


def test_the_manifest_tells_the_files(whole: Path) -> None:
    manifest = read_manifest(whole)
    assert isinstance(manifest, Manifest)
    assert check_files(whole, manifest) is None
    assert manifest.sources[0].name == "quickstart.scene"
    assert {"G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10"} == set(manifest.guarantees)


def test_an_edited_file_is_noticed(specs: Path, tmp_path: Path) -> None:
    program, dataset = quick(specs)
    result = compiled(program, narrowed(dataset, count=1), tmp_path)
    with (tmp_path / ITEMS).open("a") as handle:
        handle.write("{}\n")
    assert result.manifest is not None
    fault = check_files(tmp_path, result.manifest)
    assert fault is not None
    assert fault.code == "SN502"
    assert ITEMS in fault.message


def test_relaxing_a_guarantee_lands_in_the_manifest(specs: Path, tmp_path: Path) -> None:
    def relax(text: str) -> str:
        return text.replace("vary: position, size }", "vary: position, size; min_difference: 0 px }")

    program, dataset = quick(specs, relax, tmp_path)
    manifest = compiled(program, narrowed(dataset, count=1), tmp_path / "out").manifest
    assert manifest is not None
    assert [(record.guarantee, record.cell) for record in manifest.relaxed] == [("G5", "quick_2d")]
    assert "G5" not in manifest.guarantees


@pytest.mark.slow
def test_a_full_disk_keeps_what_was_finished(
    specs: Path, hundred: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, dataset = quick(specs)
    dataset = narrowed(dataset, count=100)
    real, calls = store.write_part, 0

    def full(path: Path, worlds: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        real(path, worlds)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "write_part", full)
    result = compile_dataset(program, dataset, tmp_path, workers=1, progress=lambda _: None)
    assert result.manifest is None
    assert [fault.code for fault in result.diagnostics] == ["SN503"]
    assert "No space left" in result.diagnostics[0].message
    assert not (tmp_path / "dataset.json").exists()
    kept = list((tmp_path / ".parts").rglob("*.jsonl"))
    assert len(kept) == 2
    monkeypatch.setattr(pipeline, "write_part", real)
    made: list[Path] = []
    real_part = pipeline.make_part
    monkeypatch.setattr(pipeline, "make_part", lambda task: made.append(task.path) or real_part(task))
    compiled(program, dataset, tmp_path)
    assert not set(kept) & set(made)
    assert (tmp_path / ITEMS).read_bytes() == (hundred / ITEMS).read_bytes()


@pytest.mark.slow
def test_a_killed_compile_goes_on_where_it_stopped(specs: Path, hundred: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "spacenum_dsl",
        "compile",
        str(specs / "quickstart.scene"),
        "-o",
        str(tmp_path),
    ]
    folder = tmp_path / "quickstart"
    process = subprocess.Popen([*command, "--count", "100", "--workers", "1"], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(folder.glob(".parts/*/*.jsonl")):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (folder / "dataset.json").exists()
    assert list(folder.glob(".parts/*/*.jsonl"))
    fault = read_manifest(folder)
    assert not isinstance(fault, Manifest)
    assert "goes on where it stopped" in fault.help[0]
    subprocess.run([*command, "--count", "100", "--workers", "1"], check=True, capture_output=True)
    assert (folder / ITEMS).read_bytes() == (hundred / ITEMS).read_bytes()
    assert not (folder / ".parts").exists()


def test_a_killed_worker_is_named_and_loses_nothing(
    specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, dataset = quick(specs)

    def killed(*_: object) -> None:
        raise pipeline.BrokenProcessPool("a child process terminated abruptly")

    monkeypatch.setattr(pipeline, "_spread", killed)
    result = compile_dataset(
        program, narrowed(dataset, count=100), tmp_path, workers=2, progress=lambda _: None
    )
    assert [fault.code for fault in result.diagnostics] == ["SN504"]


def test_two_compiles_of_one_folder_do_not_mix(specs: Path, tmp_path: Path) -> None:
    program, dataset = quick(specs)
    with locked(tmp_path) as ours:
        assert ours
        result = compile_dataset(program, dataset, tmp_path, workers=1, progress=lambda _: None)
    assert [fault.code for fault in result.diagnostics] == ["SN505"]
    compiled(program, narrowed(dataset, count=1), tmp_path)


def test_a_failed_check_stops_the_dataset(
    specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spacenum_dsl.base.diagnostics import Diagnostic

    program, dataset = quick(specs)
    monkeypatch.setattr(pipeline, "CHECKS", (lambda cell, questions: (Diagnostic("SN601", "wrong"),),))
    result = compile_dataset(
        program, narrowed(dataset, count=1), tmp_path, workers=1, progress=lambda _: None
    )
    assert {fault.code for fault in result.diagnostics} == {"SN601"}
    assert not (tmp_path / "dataset.json").exists()


@pytest.mark.usefixtures("few_attempts")
def test_an_unsatisfiable_cell_is_reported_and_others_are_kept(specs: Path, tmp_path: Path) -> None:
    def spoil(text: str) -> str:
        return text.replace("require gap(target, anchors) >= 4 cm", "require gap(target, anchors) >= 4 m")

    program, dataset = quick(specs, spoil, tmp_path)
    result = compile_dataset(program, dataset, tmp_path / "out", workers=1, progress=lambda _: None)
    (fault,) = result.diagnostics
    assert fault.code == "SN401"
    assert fault.span is not None
    assert fault.span.text == "gap(target, anchors) >= 4 m"
    assert "seed 1" in fault.notes[0]
    assert any("100 %" in note and "gap(target, anchors) >= 4 m" in note for note in fault.notes)
    assert fault.help[0].startswith("1. ")
    assert list((tmp_path / "out" / ".parts").rglob("quick_turn-*.jsonl"))


def test_dataset_blocks_are_frozen(specs: Path) -> None:
    _, dataset = quick(specs)
    with pytest.raises(dataclasses.FrozenInstanceError):
        dataset.seed = 3  # type: ignore[misc]
