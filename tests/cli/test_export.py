"""What `spacenum export --public` copies: what an examinee may see, nothing that tells more."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.records.types import ANSWERS, ITEMS


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def rendered(small_quickstart: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset with passes, a file of another hand among its pictures, and reports beside them."""
    out = tmp_path_factory.mktemp("rendered")
    folder = out / "quickstart"
    assert run("compile", small_quickstart, "-o", out, "--count", "2").exit_code == 0
    made = run("render", folder, "--renderer", "raycast", "--passes", "--workers", "1")
    assert made.exit_code == 0, made.stderr
    (folder / "images" / "answers.png").write_bytes(b"mine")
    for name in ("verify.json", "audit.json", "audit.html"):
        (folder / name).write_text("{}")
    return folder


@pytest.fixture(scope="module")
def public(rendered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exported") / "public"
    result = run("export", rendered, "--public", "-o", out)
    assert result.exit_code == 0, result.stderr
    assert f"{out}: 8 questions, 18 pictures" in result.stderr
    assert "next: spacenum audit" in result.stderr
    return out


def items_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / ITEMS).read_text().splitlines()]


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_holds_the_questions_their_pictures_and_the_card(rendered: Path, public: Path) -> None:
    named = {
        part["image"]
        for item in items_of(public)
        for part in (*item["content"], *(each for option in item["options"] for each in option["pictures"]))
        if part["type"] == "image"
    }
    assert files_of(public) == {"README.md", ITEMS, *named}
    for name in (ITEMS, *named):
        assert (public / name).read_bytes() == (rendered / name).read_bytes()


def test_nothing_of_the_key_is_in_any_text(rendered: Path, public: Path) -> None:
    """Neither the seed's spec nor a number of the key that is not printed."""
    text = (public / "README.md").read_text() + (public / ITEMS).read_text()
    spec = json.loads((rendered / "dataset.json").read_text())["sources"][0]
    assert spec["sha256"] not in text
    assert "seed:" not in text
    for line in (rendered / ANSWERS).read_text().splitlines():
        for field in ("answer_index", "truth", "differs", "difficulty", "rank"):
            assert f'"{field}"' in line
            assert f'"{field}"' not in text


def test_files_bear_one_time_and_two_exports_are_alike(rendered: Path, public: Path, tmp_path: Path) -> None:
    times = {path.stat().st_mtime_ns for path in (public, *public.rglob("*"))}
    assert times == {946684800 * 10**9}
    assert run("export", rendered, "--public", "-o", tmp_path / "again").exit_code == 0
    hashes = [
        {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files_of(folder)}
        for folder in (public, tmp_path / "again")
    ]
    assert hashes[0] == hashes[1]


def test_the_card_tells_loaders_where_the_questions_are(public: Path) -> None:
    """The header as the hub reads it: YAML between two lines of dashes."""
    head, body = (public / "README.md").read_text().removeprefix("---\n").split("\n---\n", 1)
    assert head.splitlines() == [
        "configs:",
        "  - config_name: default",
        "    data_files:",
        "      - split: test",
        "        path: items.jsonl",
    ]
    assert "# quickstart" in body
    assert "| `quick_turn` | space2num | – | 2 |" in body
    assert "never put two of them into one context" in body
    assert "licence of this data is its maker's to choose" in body


def test_a_folder_that_holds_something_is_left_alone(rendered: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for out in (tmp_path, tmp_path / "mine.txt", rendered):
        result = run("export", rendered, "--public", "-o", out)
        assert result.exit_code == 2
        assert f"error[SN509]: `{out}` is not an empty folder" in result.stderr
    assert (tmp_path / "mine.txt").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    assert run("export", rendered, "--public", "-o", tmp_path / "empty").exit_code == 0


def test_missing_pictures_are_counted_and_nothing_is_written(rendered: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(rendered, tmp_path / "dataset"))
    for picture in sorted((folder / "images").glob("*.png")):
        if "." not in picture.stem:
            picture.unlink()
    result = run("export", folder, "--public", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "error[SN510]: 18 of 18 pictures are not there: `images/" in result.stderr
    assert "and 15 more" in result.stderr
    assert f"spacenum render {folder}" in result.stderr
    assert not (tmp_path / "out").exists()


def test_what_is_no_dataset_or_was_changed_is_told(rendered: Path, tmp_path: Path) -> None:
    assert "is not a dataset" in run("export", tmp_path, "--public", "-o", tmp_path / "out").stderr
    folder = Path(shutil.copytree(rendered, tmp_path / "dataset"))
    with (folder / ITEMS).open("a") as handle:
        handle.write("{}\n")
    result = run("export", folder, "--public", "-o", tmp_path / "out")
    assert (result.exit_code, "SN502" in result.stderr) == (2, True)
    assert "--public" in run("export", rendered, "-o", tmp_path / "out").stderr
