"""Workers that are killed again and again: every picture must be there, and pixel-identical.

A dataset of kitchens is rendered twice: undisturbed, and with the worker ended by SIGKILL after every so many
frames, in the middle of the next one. Mark: no picture is missing or differs in a pixel.

Run: python benchmarks/killing.py [frames] [every] [renderer] [quality]     (200 20 blender draft)
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

import numpy as np
from _rooms import compiled, rendered
from PIL import Image

from spacenum_dsl.output.farm import Done
from spacenum_dsl.output.renderer import Quality

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


def pixels(folder: Path) -> dict[str, np.ndarray]:
    return {path.name: np.asarray(Image.open(path)) for path in sorted((folder / "images").glob("*.png"))}


def main(frames: int, every: int, renderer: str, quality: Quality) -> None:
    killer = Killer(every)
    with tempfile.TemporaryDirectory() as name:
        calm = compiled(frames, Path(name))
        disturbed = Path(shutil.copytree(calm, Path(name) / "disturbed"))
        spent = []
        for folder, hear in ((calm, lambda done: None), (disturbed, killer.hear)):
            start = time.perf_counter()
            found = rendered(folder, renderer, quality, 1, hear)
            spent.append(time.perf_counter() - start)
            for fault in found.diagnostics:
                print(f"{fault.severity}[{fault.code}]: {fault.message}")
        expected, made = pixels(calm), pixels(disturbed)
    wrong = [key for key in expected if key not in made or not np.array_equal(expected[key], made[key])]
    print(f"{len(expected)} pictures by {renderer}, {quality}; {killer.killed} workers killed")
    print(f"seconds: {spent[0]:.0f} undisturbed, {spent[1]:.0f} with kills")
    fine = killer.killed > 0 and len(expected) >= frames and not wrong
    print(f"missing or different: {len(wrong)}   mark 0: {'met' if fine else 'missed'}")


if __name__ == "__main__":
    asked = [*sys.argv[1:], *("200", "20", "blender", "draft")[len(sys.argv) - 1 :]]
    chosen: Quality = next(each for each in get_args(Quality) if each == asked[3])
    main(int(asked[0]), int(asked[1]), asked[2], chosen)
