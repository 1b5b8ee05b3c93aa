"""What commands say before, while and after they work, and how soon they find a user's mistake."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from spacenum_dsl.cli import console
from spacenum_dsl.cli.cli import main
from spacenum_dsl.cli.commands import compile_command, render_command


def run(*args: object, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=text)


def never(*_: object, **__: object) -> None:
    raise AssertionError("this was not to be asked")


@pytest.fixture
def dataset(specs: Path, tmp_path: Path) -> Path:
    result = run("compile", specs / "quickstart.scene", "--count", 1, "--only", "quick_2d", "-o", tmp_path)
    assert result.exit_code == 0, result.output
    return tmp_path / "quickstart"


def test_a_folder_that_is_none_is_told_before_any_renderer_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_command, "choose", never)
    result = run("render", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "is not a dataset" in result.stderr


def test_all_folders_are_looked_at_before_the_first_is_rendered(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(render_command, "report", lambda faults: seen.extend(each.code for each in faults))
    monkeypatch.setattr(render_command, "render_folder", lambda folder, *_: seen.append(folder.name) or [])
    result = run("render", dataset, dataset.parent / "nowhere")
    assert seen == ["SN501", "quickstart"]
    assert result.exit_code == 2


def test_a_renderer_that_is_none_is_told_before_anything_is_compiled(
    specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compile_command, "compile_dataset", never)
    result = run("compile", specs / "quickstart.scene", "--render", "--renderer", "zz", "-o", tmp_path)
    assert result.exit_code == 2
    assert "unknown renderer `zz`" in result.stderr


def test_the_plan_comes_first_and_counts_are_of_questions(
    specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One layout and one transition, each in two directions: 3 worlds a cell are 12 questions."""
    monkeypatch.setattr(console, "PLAIN_EVERY", 0.0)
    other = tmp_path / "other.scene"
    other.write_text((specs / "quickstart.scene").read_text().replace("dataset quickstart", "dataset other"))
    result = run("compile", specs / "quickstart.scene", other, "--count", 3, "-o", tmp_path)
    lines = result.stderr.splitlines()
    assert lines[:2] == [
        f"{specs / 'quickstart.scene'}: 12 questions in 2 cells, to {tmp_path / 'quickstart'}",
        f"{other}: 12 questions in 2 cells, to {tmp_path / 'other'}",
    ]
    assert "compiling quickstart 12/12" in result.stderr
    assert f"{tmp_path / 'quickstart'}: 12 questions in 2 cells, 6 worlds" in result.stderr


def test_one_is_not_many(specs: Path, tmp_path: Path) -> None:
    result = run("compile", specs / "quickstart.scene", "--count", 1, "--only", "quick_2d", "-o", tmp_path)
    assert "2 questions in 1 cell, 1 world," in result.stderr
    assert "1 file, no errors" in run("check", specs / "quickstart.scene").stderr


def test_cells_of_a_preview_are_known_ones(specs: Path, tmp_path: Path) -> None:
    result = run("preview", specs / "quickstart.scene", "--only", "quick_2", "-o", tmp_path)
    assert result.exit_code == 2
    assert "did you mean `quick_2d`?" in result.stderr


def test_standard_input_is_a_file(specs: Path) -> None:
    text = (specs / "quickstart.scene").read_text()
    assert run("check", "-", text=text).exit_code == 0
    result = run("check", "-", "--json", text=text.replace("kind:  cup", "kind:  cupp"))
    assert result.exit_code == 2
    (fault,) = json.loads(result.stdout)
    assert (fault["file"], fault["code"]) == ("-", "SN203")


def test_what_to_type_next_can_be_typed(specs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my specs; rm"
    folder.mkdir()
    (folder / "a.scene").write_text((specs / "quickstart.scene").read_text())
    assert f"next: spacenum compile '{folder / 'a.scene'}'" in run("check", folder / "a.scene").stderr


def test_an_import_that_fails_is_the_only_fault_that_comes_of_it(specs: Path, tmp_path: Path) -> None:
    text = (specs / "quickstart.scene").read_text()
    (tmp_path / "a.scene").write_text(
        'import "b.scen"\n' + text + "\ntransition t on elsewhere { by: far }\n"
    )
    result = run("check", tmp_path / "a.scene", "--json")
    assert [fault["code"] for fault in json.loads(result.stdout)][:1] == ["SN260"]
    assert "elsewhere" not in result.stdout


def test_formatting_keeps_rights_and_links(specs: Path, tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real.scene", tmp_path / "link.scene", tmp_path / "pipe.scene"
    real.write_text((specs / "quickstart.scene").read_text().replace("seed: 1", "seed:   1"))
    real.chmod(0o600)
    link.symlink_to(real)
    os.mkfifo(pipe)
    assert run("fmt", link).exit_code == 0
    assert "seed: 1" in real.read_text()
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert "is not a regular file" in run("fmt", pipe).stderr


def test_what_was_verified_is_printed_where_it_can_not_be_written(dataset: Path) -> None:
    assert run("render", dataset, "--renderer", "raycast", "--quality", "draft", "--passes").exit_code == 0
    (dataset / "verify.json").mkdir()
    result = run("verify", dataset, "--workers", 1)
    assert result.exit_code == 2
    assert "quick_2d" in result.stdout
    assert "error[SN503]: can't write" in result.stderr
    assert not list(dataset.glob(".verify.json.*"))


@pytest.mark.parametrize(
    ("no", "force", "terminal", "coloured"),
    [("", "", True, True), ("", "", False, False), ("", "1", False, True), ("1", "1", True, False)],
)
def test_colours_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, no: str, force: str, terminal: bool, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no)
    monkeypatch.setenv("FORCE_COLOR", force)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    assert console.coloured() is coloured


@pytest.mark.parametrize("columns", [40, 50, 80, 200])
def test_a_bar_fits_into_its_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    with console.progress("rendering /a/rather/long/path/to/a/dataset/quickstart", 20_000) as bar:
        for done in (1, 5_000, 20_000):
            bar(done)
    lines = [line for part in screen.getvalue().split("\r") for line in part.split("\n")]
    assert max(len(click.unstyle(line).rstrip()) for line in lines) <= columns
