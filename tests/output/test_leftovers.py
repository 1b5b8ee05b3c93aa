"""What a killed process leaves behind goes at the next run, and nothing that lives goes with it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from spacenum_dsl.output.records.leftovers import SCRATCH, remove_unfinished, scratch, unfinished


def dead() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_half_written_files_of_the_dead_go(tmp_path: Path) -> None:
    left = tmp_path / f".verify.json.{dead()}"
    kept = [unfinished(tmp_path / "audit.json"), tmp_path / ".verify.json", tmp_path / "view.12"]
    for path in (left, *kept):
        path.touch()
    remove_unfinished(tmp_path, ours=False)
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def test_all_half_written_files_go_where_no_one_else_writes(tmp_path: Path) -> None:
    for name in (f".dataset.json.{os.getpid()}", ".items.jsonl.new"):
        (tmp_path / name).touch()
    remove_unfinished(tmp_path, ours=True)
    assert list(tmp_path.iterdir()) == []


def test_temporary_folders_go_unless_they_are_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{SCRATCH}of-a-killed-one"
    left.mkdir()
    (left / "colour.png").touch()
    elsewhere = tmp_path / "not-ours"
    elsewhere.mkdir()
    (tmp_path / f"{SCRATCH}link").symlink_to(elsewhere)
    with scratch() as first, scratch() as second:
        assert first.exists()
        assert second.exists()
        assert not left.exists()
    assert elsewhere.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"not-ours", f"{SCRATCH}link"}
