"""Worker processes end with their parent, however that ends, and leave no traceback behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PARENT = """
import signal, sys
from pathlib import Path
from spacenum_dsl.base.processes import pool
sys.path.insert(0, {here!r})
import test_processes

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # shells ignore it in the background
    with pool(2) as workers:
        tasks = [workers.submit(test_processes.endless, {marks!r}) for _ in range(2)]
        for task in tasks:
            task.result()
"""


def endless(marks: str) -> None:
    """Say which process this is, and never come to an end."""
    Path(marks, str(os.getpid())).touch()
    while True:
        time.sleep(1)


def until(happens: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not happens():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_busy_workers_end_with_their_parent(tmp_path: Path, ending: signal.Signals) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(here=str(Path(__file__).parent), marks=str(marks)))
    with (tmp_path / "said").open("wb") as said:
        parent = subprocess.Popen(
            [sys.executable, script],
            stderr=said,
            start_new_session=True,
        )
    until(lambda: len(list(marks.iterdir())) == 2)
    workers = [int(mark.name) for mark in marks.iterdir()]
    if ending == signal.SIGINT:
        os.killpg(parent.pid, ending)
    else:
        parent.send_signal(ending)
    parent.wait(timeout=120)
    until(lambda: not any(lives(worker) for worker in workers))
    tracebacks = (tmp_path / "said").read_text().count("Traceback")
    assert tracebacks == (1 if ending == signal.SIGINT else 0)
