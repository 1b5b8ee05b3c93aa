"""One writer per folder: a lock that belongs to the process, so it is gone when that ends, even if killed.
And what is said where a folder of pictures can't be written."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from spacenum_dsl.base.diagnostics import Diagnostic, declare

LOCK = ".spacenum.lock"
UNFINISHED = (".*.part", ".*.json.[0-9]*", ".*.jsonl.[0-9]*")
"""What pictures, their passes and the notes about them are called while they are written."""

IN_USE = declare(
    "SN550",
    "pictures folder in use",
    "Another process is rendering into the same folder. Wait for it, end it, or give another folder. The lock"
    " belongs to the process: it is gone when that ends, even if it was killed.",
)
DISK_FULL = declare(
    "SN551",
    "disk full",
    "There was no space left for a picture, or for the renderer's temporary files (the variable TMPDIR says"
    " where those are). All pictures written before are whole; free some space and run the same command"
    " again, which goes on where this one stopped.",
)
NOT_WRITABLE = declare(
    "SN552",
    "pictures folder not writable",
    "A picture could not be written: the folder is missing rights, or its disk fails. All pictures written"
    " before are whole; the same command goes on where this one stopped.",
)


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Make the folder and hold its lock, or say that someone else does. The lock file goes with the lock.

    Raises OSError where the folder can't be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            yield False
            return
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(descriptor).st_ino:
                break
        os.close(descriptor)
    try:
        yield True
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


@contextmanager
def reserved(folder: Path) -> Iterator[Diagnostic | None]:
    """Hold the folder, rid of what a killed render left half written; or say why it can't be had."""
    with ExitStack() as held:
        fault = None
        try:
            if held.enter_context(locked(folder)):
                for left in (path for pattern in UNFINISHED for path in folder.rglob(pattern)):
                    left.unlink()
            else:
                ways = ("wait until it has finished", "give another folder")
                fault = Diagnostic(IN_USE, f"another process is rendering into {folder}", help=ways)
        except OSError as error:
            fault = not_written(error, folder)
        yield fault


def not_written(error: OSError, path: Path) -> Diagnostic:
    """What a failure to write `path` means for the person who renders."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        ways = ("free some space, then run the same command again: it goes on where this one stopped",)
        return Diagnostic(DISK_FULL, f"no space left for {path}", help=ways)
    ways = ("make the folder writable, or give another one",)
    return Diagnostic(NOT_WRITABLE, f"could not write {path}: {error.strerror or error}", help=ways)
