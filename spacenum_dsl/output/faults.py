"""The codes of floor 5: datasets on disk."""

from __future__ import annotations

import errno
from pathlib import Path

from spacenum_dsl.base.diagnostics import Diagnostic, declare

NO_DATASET = declare(
    "SN501",
    "not a dataset",
    "A dataset is a folder with `dataset.json`, which a compile writes last. Without it the compile was\n"
    "interrupted (run it again: it goes on where it stopped) or the folder is something else.",
)
DAMAGED = declare(
    "SN502",
    "dataset that was changed after it was written",
    "`dataset.json` holds the hash of every file. A file that does not fit was edited or cut off; "
    "compile again.",
)
CANT_WRITE = declare(
    "SN503",
    "output that can't be written",
    "The folder can't be made or written, or the disk is full. What was finished is kept: make room "
    "and run the\n"
    "same command again.",
)
WORKER_LOST = declare(
    "SN504",
    "worker process that died",
    "A worker was killed, often for want of memory. What was finished is kept; run the same command again,\n"
    "perhaps with fewer `--workers`.",
)
BUSY = declare(
    "SN505",
    "dataset that is being written already",
    "Another process compiles into this folder. Wait for it, or choose another `-o`.",
)
NAME_TAKEN = declare(
    "SN506",
    "two datasets of one name",
    "Every dataset becomes a folder of its name, so names must differ over all files of one compile.",
)


def cant_write(error: OSError, path: Path, *, kept: bool = False) -> Diagnostic:
    """What a failure to write `path` means for the user; `kept` if the same command would go on from here."""
    again = "run the same command again" + (": it goes on where it stopped" if kept else "")
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    help = f"make room, then {again}" if full else f"make it writable or choose another place, then {again}"
    return Diagnostic(CANT_WRITE, f"can't write `{path}`: {error.strerror or error}", help=(help,))
