"""Pictures that any dataset made before, found by what they show and how they were made.

A file's name is a hash of all that its pixels depend on: every triangle, paint and lamp, the camera, the
renderer with quality, device, versions and code. Its last 32 bytes are a SHA-256 of its name and of those
before, so that a broken file is noticed, and one under a wrong name; readers of PNG and TIFF ignore them.
Files are put in place whole and are copied out, never linked: a picture that is edited in a dataset spoils
no other. Nothing here can fail a render.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

import spacenum_dsl
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.output.pictures.renderer import Renderer, Stage

VARIABLE = "SPACENUM_CACHE"
PICTURES = "pictures"
LARGEST = 2**30
"""Bytes of the largest pass of the largest picture."""
DIGEST = hashlib.sha256().digest_size
OURS = re.compile(r"[0-9a-f]{64}\.[a-z.]+|\.[0-9a-f]{64}\..*\.part")
"""Names of files that a cache writes. No other is ever counted or removed."""
CODE = ("base", "output")
"""Packages of ours whose code turns a stage into files, beside the renderer's own."""

UNUSABLE = declare(
    "SN557",
    "picture cache not usable",
    "The folder that keeps pictures for other datasets can't be read or written, or its disk is full.\n"
    "The dataset's own pictures are made all the same. `spacenum cache` shows the folder and `--clear`\n"
    "empties it; `--cache DIR` or the variable SPACENUM_CACHE choose another, `--no-cache` does without.",
)


def default_place() -> Path | None:
    """The user's cache folder: SPACENUM_CACHE, else the platform's; nothing for users without a home."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME", "")
    if Path(base).is_absolute():
        return Path(base) / "spacenum"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "spacenum"


class PictureCache:
    """A cache in a folder, for one run. What stands in its way is kept as `fault`, and ends its work."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.fault: Diagnostic | None = None

    def take(self, key: str, endings: tuple[str, ...]) -> dict[str, bytes] | None:
        """The files of a picture by ending, if all are here and whole."""
        found = {}
        for ending in endings:
            data = self._read(self._path(key, ending))
            if data is None:
                return None
            found[ending] = data
        return found

    def keep(self, key: str, ending: str, file: Path) -> None:
        """Take a copy of a file."""
        path = self._path(key, ending)

        def write() -> None:
            data = file.read_bytes()
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=f".{key}.", suffix=".part", dir=path.parent)
            try:
                with os.fdopen(descriptor, "wb") as handle:
                    handle.write(data + _seal(path, data))
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

        self._try(write)

    def _read(self, path: Path) -> bytes | None:
        def read() -> bytes | None:
            with suppress(FileNotFoundError):
                found = path.stat()
                if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST:
                    data = path.read_bytes()
                    if _seal(path, data[:-DIGEST]) == data[-DIGEST:]:
                        return data[:-DIGEST]
            return None

        return self._try(read)

    def _path(self, key: str, ending: str) -> Path:
        return self.place / PICTURES / key[:2] / f"{key}{ending}"

    def _try(self, work: Callable[[], bytes | None]) -> bytes | None:
        if self.fault is None:
            try:
                return work()
            except OSError as error:
                message = f"can't use the picture cache `{self.place}`: {error.strerror or error}"
                ways = (
                    "clear it with `spacenum cache --clear`, choose another with `--cache DIR`, or none"
                    " with `--no-cache`",
                )
                self.fault = Diagnostic(UNUSABLE, message, help=ways, severity="warning")
        return None


def _seal(path: Path, data: bytes) -> bytes:
    """What stands behind a file's bytes: a hash of them and of the name that they were kept under."""
    return hashlib.sha256(path.name.encode() + b"\0" + data).digest()


def files_of(place: Path) -> Iterator[Path]:
    """All files of the cache in a folder, in no order."""
    for folder in (place / PICTURES).glob("[0-9a-f][0-9a-f]"):
        for path in folder.iterdir():
            if OURS.fullmatch(path.name):
                yield path


def clear(place: Path) -> int:
    """Remove the files of the cache in a folder and say how many bytes they had. Others stay."""
    freed = 0
    for path in list(files_of(place)):
        with suppress(FileNotFoundError):
            freed += path.stat().st_size
            path.unlink()
    for folder in (*(place / PICTURES).glob("[0-9a-f][0-9a-f]"), place / PICTURES):
        with suppress(OSError):
            folder.rmdir()
    return freed


@dataclass(frozen=True)
class PictureKeys:
    """Names pictures that are made in one way: `way` is all of it but the code, which `of` adds."""

    way: bytes

    @classmethod
    def of(cls, renderer: Renderer, way: msgspec.Struct) -> PictureKeys:
        return cls(msgspec.json.encode(way) + code_of(renderer))

    def key(self, scene: bytes, camera: Camera) -> str:
        """The name of the picture of a stage, of which `scene` is the digest, by a camera."""
        whole = hashlib.sha256(self.way + scene)
        _feed(whole, camera)
        return whole.hexdigest()


def digest(stage: Stage) -> bytes:
    """A hash of all that a stage shows. Its key is only a name: equal stages of two worlds differ in it."""
    whole = hashlib.sha256()
    _feed(whole, tuple(getattr(stage, each.name) for each in fields(stage) if each.name != "key"))
    return whole.digest()


def code_of(renderer: Renderer) -> bytes:
    """A hash of the code that makes the files: a checkout changes without its version."""
    ours = Path(spacenum_dsl.__file__).parent
    file = sys.modules[renderer.open.__module__].__file__
    theirs = (Path(file).parent,) if file else ()
    return _code_in((*theirs, *(ours / name for name in CODE)))


@lru_cache(maxsize=8)
def _code_in(folders: tuple[Path, ...]) -> bytes:
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.digest()


def _feed(whole: Any, value: object) -> None:
    """Add a value to a hash, with types and lengths, so that no two values are fed alike."""
    match value:
        case np.ndarray():
            whole.update(f"a{value.dtype.str}{value.shape}".encode())
            whole.update(np.ascontiguousarray(value).tobytes())
        case tuple():
            whole.update(f"t{len(value)}".encode())
            for each in value:
                _feed(whole, each)
        case msgspec.Struct():
            _feed_text(whole, type(value).__name__)
            _feed(whole, tuple(getattr(value, name) for name in value.__struct_fields__))
        case None | bool() | int() | float() | str():
            _feed_text(whole, repr(value))
        case _ if is_dataclass(value) and not isinstance(value, type):
            _feed_text(whole, type(value).__name__)
            _feed(whole, tuple(getattr(value, each.name) for each in fields(value)))
        case _:
            raise TypeError(f"a stage may not hold a {type(value).__name__}")


def _feed_text(whole: Any, text: str) -> None:
    data = text.encode()
    whole.update(f"s{len(data)}:".encode() + data)
