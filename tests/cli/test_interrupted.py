"""Commands that are interrupted or killed, or whose reader goes away: nothing lives on, nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from spacenum_dsl.output.locks import locked

pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")]

STARTED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
RUN = f"{STARTED}from spacenum_dsl.cli.cli import main; main(prog_name='spacenum')"


def started(folder: Path, *args: object) -> subprocess.Popen[str]:
    """A command in a session of its own, as a terminal starts it."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *map(str, args)],
        cwd=folder,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(happens: Callable[[], object]) -> None:
    end = time.monotonic() + 300
    while not happens():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def members(session: int) -> list[int]:
    """Processes of a session that are not dead."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] not in {"Z", "X"}:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.parametrize(
    "ending",
    [
        signal.SIGINT,
        pytest.param(signal.SIGTERM, marks=pytest.mark.long),
        pytest.param(signal.SIGKILL, marks=pytest.mark.long),
    ],
)
def test_a_compile_that_ends_early_takes_its_workers_and_its_lock_along(
    specs: Path, tmp_path: Path, ending: signal.Signals
) -> None:
    command = (
        "compile",
        specs / "quickstart.scene",
        "--workers",
        2,
        "--only",
        "quick_2d",
        "--count",
        100_000,
    )
    process = started(tmp_path, *command)
    out = tmp_path / "build" / "quickstart"
    until(lambda: list(out.glob(".parts/*/quick_2d-*.jsonl")))
    assert len(members(process.pid)) >= 3
    if ending == signal.SIGINT:
        os.killpg(process.pid, ending)
    else:
        process.send_signal(ending)
    _, said = process.communicate(timeout=300)
    until(lambda: not members(process.pid))
    assert "Traceback" not in said
    if ending == signal.SIGINT:
        assert process.returncode == 130
        assert "interrupted: what was finished is kept; the same command goes on from there" in said
    with locked(out) as ours:
        assert ours
    assert list(out.glob(".parts/*/quick_2d-*.jsonl"))


def test_a_reader_that_goes_away_costs_nothing(specs: Path, tmp_path: Path) -> None:
    listing = started(tmp_path, "assets")
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.wait(timeout=300) == 0
    compiling = started(tmp_path, "compile", specs / "quickstart.scene", "--only", "quick_2d", "--count", 1)
    assert compiling.stderr is not None
    compiling.stderr.close()
    assert compiling.wait(timeout=300) == 0
    assert (tmp_path / "build" / "quickstart" / "dataset.json").exists()
