"""Full disks, of a dataset and of the picture cache: what is written is whole, and the rest can be made."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.pictures.cache import PictureCache, files_of

pytestmark = pytest.mark.long

SPEC = """
scene hall {{
  room: (5, 4, 2.7) m
  objects things {{ count: 6; kind: table | chair | fridge | box; at: anywhere }}
  agent {{ at: free(0.3 m) }}
}}
transition turn on hall {{ action: rotate_left; by: 10 .. 70 step 10 deg }}
dataset hall {{ seed: 4; image: ({0}, {0}) px; cells {{ turn: 2 }} }}
"""
SIDE = 160
SMALL = 128 * 1024
"""Bytes of a disk that some of the ten pictures fit on, of about 35 kB each."""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def render(folder: Path, *args: object) -> Result:
    return run("render", folder, "--renderer", "raycast", "--workers", "1", *args)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "images").iterdir()}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset with all its pictures."""
    out = tmp_path_factory.mktemp("rendered")
    (out / "hall.scene").write_text(SPEC.format(SIDE))
    result = run("compile", out / "hall.scene", "-o", out)
    assert result.exit_code == 0, result.stderr
    assert render(out / "hall", "--no-cache").exit_code == 0
    return out / "hall"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0 or not mounted(place, f"size={SMALL}"):
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def mounted(place: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "spacenum-test", str(place)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def unrendered(rendered: Path, folder: Path) -> Path:
    copy = shutil.copytree(rendered, folder, ignore=shutil.ignore_patterns("images"))
    return Path(copy)


@pytest.mark.long
def test_on_a_full_disk_pictures_stay_whole_and_the_same_command_goes_on(
    rendered: Path, disk: Path, tmp_path: Path
) -> None:
    expected = contents(rendered)
    dataset = unrendered(rendered, tmp_path / "dataset")
    (dataset / "images").symlink_to(disk)
    result = render(dataset, "--no-cache")
    assert result.exit_code == 2
    assert result.stderr.count("error[SN551]") == 1
    early = {name: data for name, data in contents(dataset).items() if name.endswith(".png")}
    assert 1 <= len(early) < len(expected) - 2
    assert early.items() <= expected.items()
    assert not list(disk.glob("*.part"))
    subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
    result = render(dataset, "--no-cache")
    assert result.exit_code == 0, result.stderr
    assert contents(dataset) == expected


def test_a_cache_on_a_full_disk_costs_no_picture_and_keeps_what_fits(
    rendered: Path, disk: Path, tmp_path: Path
) -> None:
    one, two = (unrendered(rendered, tmp_path / name) for name in ("one", "two"))
    result = render(one, "--cache", disk)
    assert result.exit_code == 0, result.stderr
    assert result.stderr.count("warning[SN557]") == 1
    assert "No space left" in result.stderr
    assert contents(one) == contents(rendered)
    kept = list(files_of(disk))
    assert 1 <= len(kept) < 10
    cache = PictureCache(disk)
    assert all(cache.take(path.name.partition(".")[0], (".png",)) is not None for path in kept)
    assert f"{len(kept)} of those from the cache" in render(two, "--cache", disk).stderr
    assert contents(two) == contents(rendered)


@pytest.mark.long
def test_temporary_files_on_a_full_disk_are_named(
    rendered: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blender writes its pictures there first; there is one message, not one per picture."""
    dataset = unrendered(rendered, tmp_path / "dataset")
    (disk / "big").write_bytes(bytes(SMALL - 16 * 1024))
    monkeypatch.setattr("tempfile.tempdir", str(disk))
    result = render(dataset, "--renderer", "blender", "--quality", "draft", "--no-cache")
    if "SN553" in result.stderr:
        pytest.skip("Blender can't run here")
    assert result.exit_code == 2
    assert result.stderr.count("error[SN551]") == 1
    assert str(disk) in result.stderr


@pytest.mark.long
def test_a_limit_of_file_size_is_told_and_leaves_nothing_half_written(rendered: Path, tmp_path: Path) -> None:
    """Whatever else keeps a file from being written: here, that no file may be larger than 8 kB."""
    dataset = unrendered(rendered, tmp_path / "dataset")
    command = [sys.executable, "-m", "spacenum_dsl", "render", str(dataset), "--no-cache"]
    limited = subprocess.run(
        [*command, "--renderer", "raycast", "--workers", "1"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000)),
    )
    assert limited.returncode == 2
    assert "error[SN552]" in limited.stderr
    assert "File too large" in limited.stderr
    assert set(contents(dataset)) == {"rendered.json", "frames.jsonl"}
    assert render(dataset, "--no-cache").exit_code == 0
    assert contents(dataset) == contents(rendered)
