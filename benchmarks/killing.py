"""Workers that are killed again and again: every file must be there, and the same to the byte.

A dataset of furnished rooms is rendered twice: undisturbed, and with the worker ended by SIGKILL after every
so many frames, in the middle of the next one. Mark: no file below `images/` is missing, differs in a byte or
is one too many, and workers were killed as often as asked.

Run: python benchmarks/killing.py [frames] [every] [renderer] [quality] [side]     (200 20 blender draft 128)

Exits 1 if the mark is missed.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import get_args

from _rooms import compiled, rendered

from spacenum_dsl.output.pictures.farm import Done
from spacenum_dsl.output.pictures.renderer import Quality

SHARE = 0.5
"""How much of a frame's time passes before the worker is killed."""


class Killer:
    """Ends the worker in the middle of a frame, after every `every` finished ones."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.killed = 0
        self.last = time.perf_counter()

    def hear(self, done: Done) -> None:
        now = time.perf_counter()
        took, self.last = now - self.last, now
        if done.done % self.every == 0 and done.done < done.total:
            threading.Timer(SHARE * took, self.kill).start()

    def kill(self) -> None:
        for worker in multiprocessing.active_children():
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
            self.killed += 1


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "images").iterdir())}


def main(frames: int, every: int, renderer: str, quality: Quality, side: int) -> bool:
    killer = Killer(every)
    with tempfile.TemporaryDirectory() as name:
        calm = compiled(frames, side, Path(name))
        disturbed = Path(shutil.copytree(calm, Path(name) / "disturbed"))
        spent, made = [], []
        for folder, hear in ((calm, lambda done: None), (disturbed, killer.hear)):
            start = time.perf_counter()
            found = rendered(folder, renderer, quality, 1, hear)
            spent.append(time.perf_counter() - start)
            made.append(found.new)
            for fault in found.diagnostics:
                print(f"{fault.severity}[{fault.code}]: {fault.message}")
        expected, after = contents(calm), contents(disturbed)
    wrong = [key for key in expected.keys() | after.keys() if expected.get(key) != after.get(key)]
    print(f"{made[0]} pictures of {side}×{side} px by {renderer}, {quality}; {killer.killed} workers killed")
    print(f"seconds: {spent[0]:.0f} undisturbed, {spent[1]:.0f} with kills")
    fine = killer.killed == (made[0] - 1) // every and min(made) >= frames and not wrong
    print(f"files missing or different: {len(wrong)}   mark 0: {'met' if fine else 'missed'}")
    return fine


if __name__ == "__main__":
    asked = [*sys.argv[1:], *("200", "20", "blender", "draft", "128")[len(sys.argv) - 1 :]]
    chosen: Quality = next(each for each in get_args(Quality) if each == asked[3])
    sys.exit(not main(int(asked[0]), int(asked[1]), asked[2], chosen, int(asked[4])))
