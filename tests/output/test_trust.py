"""A dataset folder may come from anyone: commands say what is wrong with it, and write nowhere else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.pictures.brightness import measured_file, opens
from spacenum_dsl.output.pictures.files import MOST_SIDE
from spacenum_dsl.output.records.trust import opened
from spacenum_dsl.output.records.types import (
    TABLES,
    AnswerRecord,
    ItemRecord,
    Manifest,
    ViewRecord,
    WorldRecord,
)

Tree = dict[str, Any]
NAMES = {record: name for name, record in TABLES.items()}


@pytest.fixture(scope="module")
def whole(specs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    result = CliRunner().invoke(
        main, ["compile", str(specs / "quickstart.scene"), "--count", "1", "-o", str(folder)]
    )
    assert result.exit_code == 0, result.output
    return folder / "quickstart"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "dataset"))


def rewrite(folder: Path, name: str, change: Callable[[list[Tree]], object]) -> None:
    """Change the lines of a file, and its hash and count in the manifest, as a forger would."""
    lines = [json.loads(line) for line in (folder / name).read_text().splitlines()]
    change(lines)
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    (folder / name).write_bytes(data)
    manifest = json.loads((folder / "dataset.json").read_text())
    manifest["files"][name] = {"lines": len(lines), "sha256": hashlib.sha256(data).hexdigest()}
    (folder / "dataset.json").write_text(json.dumps(manifest))


def remanifest(folder: Path, change: Callable[[Tree], object]) -> None:
    manifest = json.loads((folder / "dataset.json").read_text())
    change(manifest)
    (folder / "dataset.json").write_text(json.dumps(manifest))


def put(*path: str | int, value: object) -> Callable[[list[Tree]], object]:
    """Set one field of the first line."""

    def change(lines: list[Tree]) -> None:
        node: Any = lines[0]
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value

    return change


def test_what_a_compile_writes_is_let_through(whole: Path) -> None:
    """In a process of its own too, where no one has loaded the kinds that it mentions."""
    assert isinstance(opened(whole), Manifest)
    code = "from pathlib import Path; from spacenum_dsl.output.records.trust import opened; import sys\n"
    code += "print(type(opened(Path(sys.argv[1]))).__name__)"
    said = subprocess.run(
        [sys.executable, "-c", code, whole], capture_output=True, text=True, check=True, timeout=300
    )
    assert said.stdout == "Manifest\n"


FORGERIES: dict[str, tuple[type, Callable[[list[Tree]], object], str]] = {
    "a view that leaves the folder": (ViewRecord, put("id", value="../../../x"), "is no id of a view"),
    "an absolute view": (ViewRecord, put("id", value="/tmp/x"), "is no id of a view"),
    "a view with NUL": (ViewRecord, put("id", value="a\0b"), "is no id of a view"),
    "a view's picture elsewhere": (ViewRecord, put("image", value="../x.png"), "is said to be"),
    "two views of one id": (ViewRecord, lambda lines: lines.append(lines[0]), "a second view"),
    "a view of no world": (ViewRecord, put("world", value="nowhere"), "which is missing"),
    "a view of no state": (ViewRecord, put("state", value=99), "has no state 99"),
    "a view of a state before the first": (ViewRecord, put("state", value=-1), "has no state -1"),
    "a picture of 10^10 pixels": (ViewRecord, put("camera", "width", value=100_000), "pixels"),
    "a picture of no pixels": (ViewRecord, put("camera", "height", value=0), "pixels"),
    "an endless field of view": (ViewRecord, put("camera", "fov", value=400), "400"),
    "a camera at no place": (ViewRecord, put("camera", "position", value=[1e300, 0, 0]), "1e+300"),
    "a matrix of one number": (ViewRecord, put("camera", "intrinsics", value=[[1]]), "matrix"),
    "an unknown painter": (
        ViewRecord,
        put("effects", value=[{"name": "rm", "value": "-rf"}]),
        "unknown painter `rm`",
    ),
    "a rendered view with a source": (ViewRecord, put("source", value="0" * 20), "is drawn by nothing"),
    "worlds out of order": (ViewRecord, lambda lines: lines.reverse(), "does not stand with"),
    "views that are missing": (ViewRecord, lambda lines: lines.clear(), "which is missing"),
    "two worlds of one id": (WorldRecord, lambda lines: lines.append(lines[0]), "a second world"),
    "a world of no cell": (WorldRecord, put("cell", value="zz"), "that the manifest lacks"),
    "an unknown kind": (WorldRecord, put("objects", 0, "kind", value="zz"), "not known here"),
    "a mesh that is not there": (
        WorldRecord,
        put("objects", 0, "kind", value="x@0123456789abcdef"),
        "not known here",
    ),
    "a variant that is none": (WorldRecord, put("objects", 0, "variant", value={"zz": 1}), "could be made"),
    "a colour that is none": (WorldRecord, put("objects", 0, "colour", value="zz"), "could be made"),
    "an object of no size": (WorldRecord, put("objects", 0, "size", value=[0, 1, 1]), "metres large"),
    "an object far away": (
        WorldRecord,
        put("objects", 0, "placement", "position", value=[1e9, 0, 0]),
        "stands",
    ),
    "an object scaled to nothing": (WorldRecord, put("objects", 0, "placement", "scale", value=0), "stands"),
    "two objects of one id": (
        WorldRecord,
        lambda lines: lines[0]["objects"][0].update(id=lines[0]["objects"][1]["id"]),
        "one name or id",
    ),
    "an id that no pass holds": (WorldRecord, put("objects", 0, "id", value=70_000), "70000"),
    "an unknown floor": (WorldRecord, put("decor", "floor", value="../lava"), "unknown floor"),
    "neither room nor surface": (
        WorldRecord,
        lambda lines: [line.update(room=None, surface=None) for line in lines],
        "neither",
    ),
    "a varied object that is not there": (WorldRecord, put("varied", value=["zz"]), "which is not there"),
    "one that varies twice": (WorldRecord, put("varied", value=["target", "target"]), "one object twice"),
    "one that varies in no state": (WorldRecord, put("states", value=[]), "in no state"),
    "a state of too many": (WorldRecord, put("states", 0, value=[None, None]), "does not say where"),
    "one that is never there": (WorldRecord, put("states", value=[[None]] * 4), "which no state has"),
    "a sky from elsewhere": (
        WorldRecord,
        put("lighting", "sky", value={"image": "../x", "yaw": 0, "strength": 1, "shown": 1}),
        "is no sky",
    ),
    "two questions of one id": (
        ItemRecord,
        lambda lines: lines[1].update(id=lines[0]["id"]),
        "a second question",
    ),
    "a question without a key": (
        ItemRecord,
        lambda lines: lines.append(lines[0]),
        "not as many keys as questions",
    ),
    "a key of another question": (
        AnswerRecord,
        lambda lines: lines.reverse(),
        "is not the question of the same line",
    ),
    "option 99": (AnswerRecord, put("answer_index", value=99), "has no option 99"),
    "an option before the first": (AnswerRecord, put("answer_index", value=-1), "has no option -1"),
    "an answer that is another option's": (AnswerRecord, put("answer", value="Z"), "is another"),
    "a rank of none": (AnswerRecord, put("rank", value=7), "has no rank 7"),
    "certain chance": (ItemRecord, put("chance", value=1.0), "options at 1.0"),
    "no options": (ItemRecord, put("options", value=[]), "has the options"),
    "a question of no world": (AnswerRecord, put("world", value="nowhere"), "which is missing"),
    "a question of no cell": (ItemRecord, put("cell", value="zz"), "that the manifest lacks"),
    "an unknown setting": (ItemRecord, put("setting", value="zz"), "unknown setting"),
    "an arm of no question": (
        ItemRecord,
        lambda lines: lines[0].update(base="zz", intervention="x", arm="y"),
        "which is missing",
    ),
    "half an arm": (ItemRecord, put("arm", value="y"), "arm of nothing"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_record_is_named(folder: Path, name: str) -> None:
    record, change, why = FORGERIES[name]
    rewrite(folder, NAMES[record], change)
    found = opened(folder)
    assert isinstance(found, Diagnostic)
    assert found.code == "SN508"
    assert why in found.message
    assert found.help


def test_a_question_whose_pictures_are_set_elsewhere_is_named(folder: Path) -> None:
    def elsewhere(lines: list[Tree]) -> None:
        for line in lines:
            for part in line["content"]:
                if part["type"] == "image":
                    part["image"] = "../secret.png"

    rewrite(folder, NAMES[ItemRecord], elsewhere)
    found = opened(folder)
    assert isinstance(found, Diagnostic)
    assert "shows `../secret.png` for the view" in found.message


def test_every_field_of_every_record_is_read_as_what_it_is(folder: Path) -> None:
    """A value of another type in any field of a first line is a fault of that line, never an exception."""
    for name in TABLES:
        whole = (folder / name).read_text(), (folder / "dataset.json").read_text()
        first = json.loads(whole[0].splitlines()[0])
        for field in first:
            for value in (1e400, [[[]]]):
                rewrite(folder, name, put(field, value=value))
                assert isinstance(opened(folder), Diagnostic), (name, field, value)
                (folder / name).write_text(whole[0])
                (folder / "dataset.json").write_text(whole[1])


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("cut", [2, 40, 400])
def test_a_line_that_ends_too_early_is_named(folder: Path, name: str, cut: int) -> None:
    data = (folder / name).read_bytes()[:-cut]
    (folder / name).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    remanifest(folder, lambda manifest: manifest["files"][name].update(sha256=digest))
    found = opened(folder)
    assert isinstance(found, Diagnostic)
    assert f"`{folder / name}`, line" in found.message


MANIFESTS: dict[str, Callable[[Tree], object]] = {
    "no files": lambda m: m.update(files={}),
    "a file elsewhere": lambda m: m["files"].update({"../../x": {"lines": 1, "sha256": ""}}),
    "an absolute file": lambda m: m["files"].update({"/dev/zero": {"lines": 1, "sha256": ""}}),
    "fewer lines than it says": lambda m: m["files"][NAMES[ItemRecord]].update(lines=10**9),
    "pictures of 10^12 pixels": lambda m: m.update(image=[10**6, 10**6]),
    "no cells": lambda m: m.update(cells=[]),
    "a list": lambda m: m.update(files=[]),
}


@pytest.mark.parametrize("name", MANIFESTS)
@pytest.mark.parametrize("command", ["render", "verify", "audit"])
def test_a_forged_manifest_is_a_diagnostic_of_every_command(folder: Path, name: str, command: str) -> None:
    remanifest(folder, MANIFESTS[name])
    result = CliRunner().invoke(main, [command, str(folder)])
    assert result.exit_code == 2
    assert "error[SN50" in result.stderr


@pytest.mark.parametrize("name", ["dataset.json", *TABLES])
def test_neither_pipes_nor_devices_are_read(folder: Path, name: str) -> None:
    path = folder / name
    for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir):
        path.unlink(missing_ok=True)
        make(path)
        found = opened(folder)
        assert isinstance(found, Diagnostic)
        assert "is not a regular file" in found.message
        if path.is_dir():
            path.rmdir()


def bomb(path: Path) -> None:
    """A picture of 400 million pixels in a few hundred kilobytes."""
    Image.new("1", (20_000, 20_000)).save(path)


def test_pictures_are_measured_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpacked(*_: object) -> None:
        raise AssertionError("it was unpacked")

    bomb(tmp_path / "bomb.png")
    Image.new("RGB", (MOST_SIDE, 8)).save(tmp_path / "other.png")
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpacked)
    for name in ("bomb", "other", "pipe", "zero", "missing"):
        assert not opens(tmp_path / f"{name}.png", (336, 336)), name
        assert measured_file(name, tmp_path / f"{name}.png", (336, 336)) is None, name
    assert not opens(tmp_path / "bomb.png")
