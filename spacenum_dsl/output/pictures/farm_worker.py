"""One worker of the render farm: opens a renderer once, renders what it is sent, writes whole files.

A frame is `NAME.png`. With passes, three lossless files stand beside it, which any image reader opens:
`NAME.depth.tiff` (metres, 32-bit float), `NAME.ids.png` (16 bit) and `NAME.normals.tiff` (32-bit float, three
images in one file for x, y and z, as Pillow has no floating-point colours). They are put in place first, so a
picture that exists has its passes.
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, TypeAlias

import numpy as np
from PIL import Image

from spacenum_dsl.base import registry
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.processes import end_with_parent
from spacenum_dsl.output.pictures.renderer import RENDERERS, Device, Frame, Quality, Renderer, Session, Stage
from spacenum_dsl.output.records.types import WHEN

Shot: TypeAlias = tuple[Stage, Camera]
Build: TypeAlias = Callable[[Any], tuple[Shot, ...]]
File: TypeAlias = tuple[str, tuple[Image.Image, ...]]
"""The ending of a file and the images in it."""

COMPRESSION = 6
"""zlib's level for all files: fixed, because it is part of the bytes."""
LEAST_SPACE = 32 * 2**20
"""Bytes free for temporary files below which a renderer that fails is taken to have failed for want of them.
Blender tells of a full disk in words only, and may leave half a file."""


@dataclass(frozen=True)
class Order:
    """What a worker needs to know once. `scratch` takes its temporary files."""

    renderer: str
    quality: Quality
    threads: int
    device: Device
    out: Path
    scratch: Path
    build: Build
    passes: bool


@dataclass(frozen=True)
class Task:
    """Frames of one group: `names` of the group's frames, and which of them to render."""

    payload: object
    names: tuple[str, ...]
    wanted: tuple[int, ...]


@dataclass(frozen=True)
class Ready:
    """The renderer is open."""


@dataclass(frozen=True)
class Broken:
    """The renderer could not be opened."""

    reason: str


@dataclass(frozen=True)
class FrameWritten:
    """The files of frame `index` are whole and in place."""

    index: int


@dataclass(frozen=True)
class FrameFailed:
    """Frame `index` raised an exception."""

    index: int
    reason: str


@dataclass(frozen=True)
class Unwritable:
    """A file below `path`, or that one itself, could not be written: a frame's, or a temporary one."""

    errno: int
    reason: str
    path: Path


@dataclass(frozen=True)
class Finished:
    """All frames of a task are over; `memory` is what the process holds, in bytes."""

    memory: int


def work(order: Order, pipe: Connection) -> None:
    """Serve tasks until the pipe says `None` or closes. Top level, so that it can be pickled."""
    tempfile.tempdir = str(order.scratch)
    try:
        end_with_parent()
        renderer = _renderer(order.renderer)
        with renderer.open(order.quality, order.threads, order.device) as session:
            pipe.send(Ready())
            while (task := pipe.recv()) is not None:
                _serve(order, session, task, pipe)
                pipe.send(Finished(_memory()))
    except (EOFError, BrokenPipeError):
        return
    except Exception:  # noqa: BLE001  its text goes to the parent, which tells the user
        with suppress(BrokenPipeError):
            pipe.send(_no_space(order.scratch) or Broken(traceback.format_exc()))


def _renderer(name: str) -> Renderer:
    """The renderer that the parent chose; a plugin that can't be imported in this process is the reason why
    it may be missing here."""
    faults = registry.load()
    renderer = RENDERERS.get(name)
    if renderer is None:
        raise RuntimeError("; ".join(f"{fault.module}: {fault.reason}" for fault in faults))
    return renderer


def _serve(order: Order, session: Session, task: Task, pipe: Connection) -> None:
    try:
        shots = order.build(task.payload)
    except Exception:  # noqa: BLE001  its text goes to the parent, which tells the user
        reason = traceback.format_exc()
        for index in task.wanted:
            pipe.send(FrameFailed(index, reason))
        return
    for index in task.wanted:
        try:
            frame = session.render(*shots[index], passes=order.passes)
            files = _files(frame)
        except Exception:  # noqa: BLE001  its text goes to the parent, which tells the user
            full = _no_space(order.scratch)
            pipe.send(full or FrameFailed(index, traceback.format_exc()))
            if full is not None:
                return
            continue
        base = order.out / task.names[index]
        try:
            _write(base, files)
        except OSError as error:
            path = base.with_name(f"{base.name}.png")
            pipe.send(Unwritable(error.errno or 0, error.strerror or str(error), path))
            return
        pipe.send(FrameWritten(index))


def _no_space(scratch: Path) -> Unwritable | None:
    """Why a renderer may have failed, if its temporary files have no space left."""
    if shutil.disk_usage(scratch).free >= LEAST_SPACE:
        return None
    return Unwritable(errno.ENOSPC, os.strerror(errno.ENOSPC), scratch)


def _files(frame: Frame) -> list[File]:
    """The files of a frame, the picture itself last."""
    files: list[File] = []
    if frame.depth is not None:
        files.append((".depth.tiff", (Image.fromarray(frame.depth),)))
    if frame.ids is not None:
        if int(frame.ids.max(initial=0)) > np.iinfo(np.uint16).max:
            raise ValueError(f"instance id {int(frame.ids.max())} does not fit into 16 bits")
        files.append((".ids.png", (Image.fromarray(frame.ids.astype(np.uint16)),)))
    if frame.normals is not None:
        axes = np.ascontiguousarray(np.moveaxis(frame.normals, 2, 0))
        files.append((".normals.tiff", tuple(Image.fromarray(axis) for axis in axes)))
    return [*files, (".png", (Image.fromarray(frame.colour),))]


def _write(base: Path, files: list[File]) -> None:
    for ending, images in files:
        data = BytesIO()
        _save(data, ending, images)
        put(base, ending, data.getvalue())


def _save(file: IO[bytes], ending: str, images: tuple[Image.Image, ...]) -> None:
    first, *others = images
    if ending.endswith(".tiff"):
        deflate = "tiff_adobe_deflate"
        first.save(file, "TIFF", compression=deflate, save_all=bool(others), append_images=others)
    else:
        first.save(file, "PNG", compress_level=COMPRESSION)


def put(base: Path, ending: str, data: bytes) -> None:
    """Write a file of a frame under another name, then rename: it is there whole, or not at all. It bears no
    time of its own, as pictures are made in the order of what they show."""
    base.parent.mkdir(parents=True, exist_ok=True)
    part = partial(base)
    try:
        part.write_bytes(data)
        os.utime(part, (WHEN, WHEN))
        part.replace(base.with_name(base.name + ending))
    except OSError:
        part.unlink(missing_ok=True)
        raise


def partial(base: Path) -> Path:
    """Where the files of a frame are while they are written."""
    return base.with_name(f".{base.name}.part")


def _memory() -> int:
    """Bytes of memory that this process holds; where the system does not tell, those that it held at most."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
