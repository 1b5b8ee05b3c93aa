"""The picture cache never gives a wrong picture and never fails a render."""

from __future__ import annotations

import errno
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Box, Part, mesh_of
from spacenum_dsl.output.pictures.cache import (
    PictureCache,
    PictureKeys,
    clear,
    default_place,
    digest,
    files_of,
)
from spacenum_dsl.output.pictures.render import Rendered
from spacenum_dsl.output.pictures.renderer import RENDERERS, Instance, Stage
from spacenum_dsl.world.lighting import Lamp, Lighting

KEY = "ab" * 32


def cube(side: float = 1.0) -> Instance:
    return Instance(16, mesh_of((Part(Box((side, side, side))),)), (0.0, 0.0, 0.0), 0.0, 1.0, "red")


STAGE = Stage("one", (cube(),), Lighting((Lamp((0.0, 0.0, 3.0), (1.0, 1.0), 40.0),)))
CAMERA = Camera((-3.0, 0.0, 0.5), 0.0, 0.0, 60.0, 32, 24)
WAY = Rendered("raycast", "draft", "cpu", {"embreex": "1"})


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    path.write_bytes(bytes(range(256)))
    return path


def key(stage: Stage = STAGE, camera: Camera = CAMERA, way: Rendered = WAY) -> str:
    renderer = RENDERERS["raycast"]
    return PictureKeys.of(renderer, way).key(digest(stage), camera)


def test_a_file_comes_back_as_it_was(tmp_path: Path, picture: Path) -> None:
    cache = PictureCache(tmp_path / "cache")
    assert cache.take(KEY, (".png",)) is None
    cache.keep(KEY, ".png", picture)
    assert cache.take(KEY, (".png",)) == {".png": picture.read_bytes()}
    assert cache.take(KEY, (".png", ".depth.tiff")) is None
    assert cache.fault is None


@pytest.mark.parametrize("damage", ["cut", "empty", "changed", "short"])
def test_a_broken_file_is_noticed_and_replaced(tmp_path: Path, picture: Path, damage: str) -> None:
    cache = PictureCache(tmp_path / "cache")
    cache.keep(KEY, ".png", picture)
    (kept,) = files_of(cache.place)
    data = kept.read_bytes()
    broken = {"cut": data[:-1], "empty": b"", "changed": b"x" + data[1:], "short": data[:16]}[damage]
    kept.write_bytes(broken)
    assert cache.take(KEY, (".png",)) is None
    assert cache.fault is None
    cache.keep(KEY, ".png", picture)
    assert cache.take(KEY, (".png",)) == {".png": picture.read_bytes()}


def test_equal_stages_have_one_name_whatever_they_are_called() -> None:
    again = Stage("two", (cube(),), STAGE.lighting)
    assert key(again) == key()


def test_whatever_is_seen_or_how_it_is_made_changes_the_name() -> None:
    lamp = STAGE.lighting.lamps[0]
    others = [
        key(replace(STAGE, instances=(cube(1.1),))),
        *(
            key(replace(STAGE, instances=(replace(cube(), **change),)))
            for change in (
                {"position": (0.0, 0.0, 0.1)},
                {"yaw": 1.0},
                {"scale": 1.1},
                {"colour": "blue"},
                {"grain": 0.5},
                {"id": 17},
            )
        ),
        key(replace(STAGE, lighting=Lighting((lamp,), ambient=0.2))),
        key(replace(STAGE, lighting=Lighting(()))),
        key(camera=replace(CAMERA, yaw=1.0)),
        key(camera=replace(CAMERA, width=33)),
        key(way=Rendered("raycast", "high", "cpu", WAY.versions)),
        key(way=Rendered("raycast", "draft", "cuda", WAY.versions)),
        key(way=Rendered("blender", "draft", "cpu", WAY.versions)),
        key(way=Rendered("raycast", "draft", "cpu", {"embreex": "2"})),
    ]
    assert len({key(), *others}) == 1 + len(others)


def test_a_stage_that_can_t_be_named_is_no_silent_match() -> None:
    @dataclass(frozen=True)
    class Odd(Stage):
        more: object = None

    odd = Odd(STAGE.key, STAGE.instances, STAGE.lighting, more=object())
    with pytest.raises(TypeError, match="object"):
        digest(odd)


def test_a_full_disk_is_said_once_and_ends_the_cache(
    tmp_path: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    cache = PictureCache(tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", full)
        cache.keep(KEY, ".png", picture)
    assert cache.fault is not None
    assert (cache.fault.code, cache.fault.severity) == ("SN557", "warning")
    assert "No space left" in cache.fault.message
    cache.keep(KEY, ".png", picture)
    assert not list(files_of(cache.place))


def test_a_failed_write_leaves_nothing(
    tmp_path: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    cache = PictureCache(tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails)
        cache.keep(KEY, ".png", picture)
    assert cache.fault is not None
    assert not list(files_of(cache.place))


def test_clearing_removes_what_is_ours_and_nothing_else(tmp_path: Path, picture: Path) -> None:
    cache = PictureCache(tmp_path)
    cache.keep(KEY, ".png", picture)
    theirs = [tmp_path / name for name in ("notes.txt", "pictures/cat.png", "pictures/ab/a.png")]
    for path in theirs:
        path.write_text("mine")
    assert clear(tmp_path) == 256 + 32
    assert not list(files_of(tmp_path))
    assert all(path.exists() for path in theirs)
    assert clear(tmp_path / "never made") == 0


def test_the_place_is_the_variable_s_else_the_platform_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable, value, place in (
        ("SPACENUM_CACHE", tmp_path / "here", tmp_path / "here"),
        ("XDG_CACHE_HOME", tmp_path / "xdg", tmp_path / "xdg" / "spacenum"),
        ("XDG_CACHE_HOME", "not/absolute", tmp_path / ".cache" / "spacenum"),
    ):
        monkeypatch.setattr("sys.platform", "linux")
        monkeypatch.delenv("SPACENUM_CACHE", raising=False)
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        monkeypatch.setenv(variable, str(value))
        assert default_place() == place
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_place() == tmp_path / "Library" / "Caches" / "spacenum"


def test_a_whole_file_under_another_name_is_none(tmp_path: Path, picture: Path) -> None:
    cache = PictureCache(tmp_path / "cache")
    cache.keep(KEY, ".png", picture)
    (kept,) = files_of(tmp_path / "cache")
    other = "ab" + "cd" * 31
    kept.rename(kept.with_name(f"{other}.png"))
    assert cache.take(other, (".png",)) is None
    cache.keep(KEY, ".ids.png", picture)
    (kept.with_name(f"{KEY}.ids.png")).rename(kept)
    assert cache.take(KEY, (".png",)) is None


def test_neither_pipes_nor_devices_are_read(tmp_path: Path, picture: Path) -> None:
    cache = PictureCache(tmp_path / "cache")
    cache.keep(KEY, ".png", picture)
    (kept,) = files_of(tmp_path / "cache")
    kept.unlink()
    kept.symlink_to("/dev/zero")
    assert cache.take(KEY, (".png",)) is None
    kept.unlink()
    os.mkfifo(kept)
    assert cache.take(KEY, (".png",)) is None
