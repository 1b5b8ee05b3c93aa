"""Pictures of datasets: none is rendered twice, none is lost, their brightness is told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.locks import reserved
from spacenum_dsl.output.pictures import render as pictures
from spacenum_dsl.output.pictures.brightness import FrameRecord, doubtful, measured
from spacenum_dsl.output.pictures.cache import files_of
from spacenum_dsl.output.pictures.farm import FarmReport, FrameGroup
from spacenum_dsl.output.records.types import VIEWS
from spacenum_dsl.semantics.kind import mesh_for

pytestmark = pytest.mark.long


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def render(folder: Path, *args: object) -> Result:
    return run("render", folder, "--renderer", "raycast", "--workers", "1", *args)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "images").iterdir()}


@pytest.fixture(scope="module")
def compiled(small_quickstart: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("compiled")
    result = run("compile", small_quickstart, "-o", out, "--count", "1")
    assert result.exit_code == 0, result.stderr
    return out / "quickstart"


@pytest.fixture
def dataset(compiled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(compiled, tmp_path / "dataset"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def total(folder: Path) -> int:
    return len((folder / VIEWS).read_text().splitlines())


def test_a_second_dataset_of_the_same_worlds_renders_nothing(
    compiled: Path, tmp_path: Path, cache: Path
) -> None:
    one, two = (Path(shutil.copytree(compiled, tmp_path / name)) for name in ("one", "two"))
    first = render(one, "--passes", "--cache", cache)
    assert f"{total(one)} pictures, {total(one)} of them new\n" in first.stderr
    second = render(two, "--passes", "--cache", cache)
    assert f"{total(one)} of them new, {total(one)} of those from the cache" in second.stderr
    assert contents(one) == contents(two)
    for picture in (two / "images").glob("*.png"):
        picture.write_bytes(b"edited in place")
    shutil.rmtree(one / "images")
    render(one, "--passes", "--cache", cache)
    assert all(data != b"edited in place" for data in contents(one).values())


def test_a_worker_gets_all_views_of_a_world_at_once_each_state_once(
    compiled: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a scene is loaded once for all its views. What the process that plans this keeps is one world's."""
    dataset = Path(shutil.copytree(compiled, tmp_path / "dataset"))
    given: list[FrameGroup] = []
    meshes: list[int] = []

    def plan(groups: Iterator[FrameGroup], **_: object) -> FarmReport:
        for group in groups:
            given.append(group)
            meshes.append(mesh_for.cache_info().currsize)
        return FarmReport(0, (), ())

    monkeypatch.setattr(pictures, "render_jobs", plan)
    assert render(dataset, "--cache", cache).exit_code == 0
    views = [json.loads(line) for line in (dataset / VIEWS).read_text().splitlines()]
    worlds = list(dict.fromkeys(view["world"] for view in views))
    payloads = [cast(pictures.Payload, group.payload) for group in given]
    assert [payload.world.id for payload in payloads] == worlds
    assert sorted(name for group in given for name in group.names) == sorted(view["id"] for view in views)
    for group, payload in zip(given, payloads, strict=True):
        assert group.names == tuple(view.id for view in payload.views)
        states = [view.state for view in payload.views]
        assert states == sorted(states)
        stages = [stage for stage, _ in pictures.shots(payload)]
        assert len({id(stage) for stage in stages}) == len(set(states))
    assert max(meshes) <= max(len(payload.world.objects) for payload in payloads)


def test_passes_that_the_cache_lacks_are_rendered(compiled: Path, tmp_path: Path, cache: Path) -> None:
    one, two = (Path(shutil.copytree(compiled, tmp_path / name)) for name in ("one", "two"))
    render(one, "--cache", cache)
    assert "from the cache" not in render(two, "--passes", "--cache", cache).stderr
    assert {name.partition(".")[2] for name in contents(two)} == {
        *("png", "depth.tiff", "ids.png", "normals.tiff"),
        *("json", "jsonl"),
    }


def test_broken_files_of_the_cache_are_rendered_anew(dataset: Path, cache: Path) -> None:
    render(dataset, "--cache", cache)
    before = contents(dataset)
    broken = sorted(files_of(cache))[:2]
    for path in broken:
        path.write_bytes(path.read_bytes()[:-40])
    shutil.rmtree(dataset / "images")
    result = render(dataset, "--cache", cache)
    assert f"{total(dataset) - 2} of those from the cache" in result.stderr
    assert contents(dataset) == before


def test_without_a_cache_none_is_made(dataset: Path, cache: Path) -> None:
    assert render(dataset, "--cache", cache, "--no-cache").exit_code == 0
    assert not cache.exists()


def test_a_cache_that_can_t_be_used_is_one_warning(dataset: Path, cache: Path) -> None:
    cache.mkdir()
    (cache / "pictures").write_text("in the way")
    result = render(dataset, "--cache", cache)
    assert result.exit_code == 0
    assert result.stderr.count("warning[SN557]") == 1
    assert f"{total(dataset)} of them new" in result.stderr


def test_the_cache_command_shows_and_clears(dataset: Path, cache: Path) -> None:
    render(dataset, "--cache", cache)
    assert f"{cache}: {total(dataset)} files" in run("cache", "--cache", cache).stdout
    assert "MB removed" in run("cache", "--clear", "--cache", cache).stdout
    assert f"{cache}: 0 files, 0.0 MB" in run("cache", "--cache", cache).stdout


def figures(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "images" / "frames.jsonl").read_text().splitlines()]


def test_figures_of_all_pictures_are_written_in_order_and_complete_after_a_resume(dataset: Path) -> None:
    result = render(dataset, "--no-cache")
    views = [json.loads(line)["id"] for line in (dataset / VIEWS).read_text().splitlines()]
    whole = (dataset / "images" / "frames.jsonl").read_bytes()
    assert [frame["id"] for frame in figures(dataset)] == views
    means = [frame["mean"] for frame in figures(dataset)]
    assert f"brightness {min(means):.2f} to {max(means):.2f};" in result.stderr
    picture = np.asarray(Image.open(dataset / "images" / f"{views[0]}.png").convert("RGB")) / 255
    assert figures(dataset)[0]["mean"] == pytest.approx((picture @ [0.2126, 0.7152, 0.0722]).mean(), abs=1e-3)
    for lost in ("frames.jsonl", f"{views[0]}.png"):
        (dataset / "images" / lost).unlink()
        render(dataset, "--no-cache")
        assert (dataset / "images" / "frames.jsonl").read_bytes() == whole


def test_a_picture_that_a_power_cut_left_empty_is_rendered_again(dataset: Path) -> None:
    render(dataset, "--passes", "--no-cache")
    before = contents(dataset)
    first, second, *_ = sorted(path for path in before if path.endswith(".png") and "ids" not in path)
    (dataset / "images" / "frames.jsonl").unlink()
    (dataset / "images" / first).write_bytes(b"")
    normals = second.replace(".png", ".normals.tiff")
    (dataset / "images" / normals).write_bytes(before[normals][:100])
    assert "2 of them new" in render(dataset, "--passes", "--no-cache").stderr
    assert contents(dataset) == before


def test_shares_count_pixels_whose_channels_are_all_low_or_all_high() -> None:
    colour = np.full((2, 5, 3), 100, dtype=np.uint8)
    colour[0, 0], colour[0, 1], colour[0, 2] = (2, 2, 2), (0, 0, 3), (253, 255, 254)
    frame = measured("x", colour)
    assert (frame.dark, frame.blown) == (0.1, 0.1)
    white = measured("x", np.full((2, 2, 3), 255, dtype=np.uint8))
    assert (white.mean, white.dark, white.blown) == (1.0, 0.0, 1.0)
    green = np.zeros((1, 1, 3), dtype=np.uint8)
    green[..., 1] = 255
    assert measured("x", green).mean == 0.7152


@pytest.mark.parametrize(
    "frame",
    [
        FrameRecord("bad", 0.11, 0.0, 0.0),
        FrameRecord("bad", 0.89, 0.0, 0.0),
        FrameRecord("bad", 0.5, 0.21, 0.0),
        FrameRecord("bad", 0.5, 0.0, 0.11),
    ],
)
def test_pictures_out_of_bounds_are_named_as_a_warning(frame: FrameRecord) -> None:
    fine = FrameRecord("fine", 0.12, 0.2, 0.1)
    assert doubtful([fine]) is None
    warning = doubtful([fine, frame])
    assert warning is not None
    assert (warning.code, warning.severity) == ("SN556", "warning")
    assert warning.message.startswith("1 of 2 pictures")
    assert "`bad`" in warning.notes[0]
    many = doubtful([frame] * 40)
    assert many is not None
    assert len(many.notes) == 6
    assert "35 more" in many.notes[-1]


def test_replacing_touches_nothing_while_another_process_renders(dataset: Path) -> None:
    render(dataset, "--no-cache")
    before = contents(dataset)
    with reserved(dataset / "images") as fault:
        assert fault is None
        result = render(dataset, "--quality", "high", "--replace")
    assert result.exit_code == 2
    assert "error[SN550]" in result.stderr
    assert contents(dataset) == before


def test_a_device_that_is_not_there_is_the_user_s_fault(dataset: Path) -> None:
    result = render(dataset, "--device", "cuda")
    assert result.exit_code == 2
    assert "error[SN555]" in result.stderr
    assert "`--device cpu`" in result.stderr
    assert render(dataset, "--device", "cpu").exit_code == 0
    assert json.loads((dataset / "images" / "rendered.json").read_text())["device"] == "cpu"
    assert "rendering with raycast on cpu" in render(dataset).stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="ends a whole session of processes")
def test_after_a_kill_the_same_command_goes_on(specs: Path, tmp_path: Path, cache: Path) -> None:
    """The process that renders is killed in the middle; what it wrote is kept to the byte."""
    run("compile", specs / "quickstart.scene", "-o", tmp_path, "--only", "quick_2d", "--count", "8")
    folder = tmp_path / "quickstart"
    command = [sys.executable, "-m", "spacenum_dsl", "render", str(folder), "--cache", str(cache)]
    command += ["--renderer", "raycast", "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    end = time.monotonic() + 60
    while len(list((folder / "images").glob("*.png"))) < 5:
        assert time.monotonic() < end
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    early = {path.name: path.read_bytes() for path in (folder / "images").glob("[0-9a-f]*.png")}
    assert 5 <= len(early) < total(folder)
    for half in (".frames.jsonl.1234", ".rendered.json.1234", ".0123456789.part"):
        (folder / "images" / half).write_bytes(b"half of it")
    shutil.rmtree(cache)
    result = render(folder, "--cache", cache)
    assert result.exit_code == 0, result.stderr
    assert f"{total(folder)} pictures" in result.stderr
    after = contents(folder)
    assert early.items() <= after.items()
    assert not [name for name in after if name.startswith(".")]
    whole = Path(shutil.copytree(folder, tmp_path / "whole", ignore=shutil.ignore_patterns("images")))
    render(whole, "--no-cache")
    assert contents(whole) == after
