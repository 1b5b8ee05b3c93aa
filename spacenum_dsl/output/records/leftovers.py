"""What a killed process leaves behind, and its removal by the next one."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SCRATCH = "spacenum-farm-"
_UNFINISHED = re.compile(r"\..+\.(?P<pid>[0-9]+)|\..+\.new")
"""What files are called while they are written: `.NAME.PID`, and `.NAME.new` under the folder's lock."""


def unfinished(path: Path) -> Path:
    """Where a file is while this process writes it."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def remove_unfinished(folder: Path, *, ours: bool) -> None:
    """Remove what dead processes left half written in a folder; all of it where that is `ours` alone."""
    with os.scandir(folder) as entries:
        left = [(entry.path, match) for entry in entries if (match := _UNFINISHED.fullmatch(entry.name))]
    for path, match in left:
        if ours or (match["pid"] is not None and not _lives(int(match["pid"]))):
            with suppress(OSError):
                Path(path).unlink()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder that is locked while it is in use, so that one without a lock may be removed."""
    _remove_scratch(Path(tempfile.gettempdir()))
    while True:
        folder = Path(tempfile.mkdtemp(prefix=SCRATCH))
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if folder.exists():
            break
        os.close(descriptor)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _remove_scratch(place: Path) -> None:
    """Remove this user's temporary folders whose processes are gone; what can't be had is another's."""
    for folder in place.glob(f"{SCRATCH}*"):
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if os.fstat(descriptor).st_uid == os.getuid():
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(descriptor)
