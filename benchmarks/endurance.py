"""A long render without anyone watching: failures, a worker's memory, seconds per frame, against a bare loop.

Many different rooms of all styles, five views each, by one worker through `render_dataset`, which is what
`spacenum render` does, an empty picture cache included. The bare loop renders the first frames of the same
dataset in one process: no farm, no cache, no figures, Blender writes its own PNG. Both clocks run from the
first finished frame to the last, so starting Blender is in neither. Marks: no failure; memory at the end, of
the worker and of the process that runs it, within 10 % of that after 50 frames (medians of 20 frames each);
1.10 times the loop's time or less.

Run: python benchmarks/endurance.py [frames] [quality] [threads] [side]     (500 draft 1 128)

Exits 1 if a mark is missed.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import get_args

from _rooms import VIEWS, compiled, frames_of, rendered

from spacenum_dsl.base import registry
from spacenum_dsl.output.pictures.farm import Done
from spacenum_dsl.output.pictures.renderer import Quality
from spacenum_dsl.output.records.dataset import read_views

SETTLED, LOOKED_AT = 50, 20
"""Frames after which a worker's memory counts, and how many are looked at there and at the end."""
COMPARED = 100
"""Frames of the bare loop at most."""
GROWTH, OVERHEAD = 1.10, 1.10


def held(process: int | None) -> float:
    """Megabytes that a process holds, Linux only."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def by_loop(dataset: Path, quality: Quality, threads: int, frames: int) -> None:
    """Prints seconds per frame, without the first."""
    import bpy  # noqa: PLC0415  the farm's own process does without it
    from spacenum_renderers._bpy_scene import LoadedScene  # noqa: PLC0415  needs bpy

    registry.load()
    terminal = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    loaded = LoadedScene(quality, threads)
    loaded.colour.render.image_settings.compression = 15
    start = 0.0
    for number, (stage, camera) in enumerate(frames_of(dataset)):
        if number == frames:
            break
        loaded.show(stage)
        loaded.aim(camera)
        loaded.colour.render.filepath = str(dataset / "loop" / f"{number}.png")
        bpy.ops.render.render(write_still=True, scene=loaded.colour.name)
        start = start or time.perf_counter()
    spent = (time.perf_counter() - start) / (frames - 1)
    os.dup2(terminal, 1)
    print(spent)


def verdict(name: str, value: float, mark: float) -> bool:
    print(f"{name:28} {value:.3f}   mark {mark:.2f}: {'met' if value <= mark else 'missed'}")
    return value <= mark


def main(frames: int, quality: Quality, threads: int, side: int) -> bool:
    with tempfile.TemporaryDirectory() as name:
        dataset = compiled(frames, side, Path(name))
        compared = min(frames, COMPARED)
        command = [sys.executable, __file__, "loop", str(dataset), quality, str(threads), str(compared)]
        loop = float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        times: list[float] = []
        memory: dict[str, list[float]] = {"worker": [], "parent": []}
        workers: set[int | None] = set()
        total = sum(1 for _ in read_views(dataset))

        def step(done: Done) -> None:
            (worker,) = multiprocessing.active_children()
            workers.add(worker.pid)
            times.append(time.perf_counter())
            memory["worker"].append(held(worker.pid))
            memory["parent"].append(held(os.getpid()))

        found = rendered(dataset, "blender", quality, threads, step)
    made = f"{len(times)} frames of {side}×{side} px, a new room every {VIEWS}"
    print(f"{made}, {quality}, one worker, threads: {threads}")
    for fault in found.diagnostics:
        print(f"{fault.severity}[{fault.code}]: {fault.message}")
    fine = [verdict("failures", total - found.new, 0)]
    print(f"{'worker processes':28} {len(workers)}")
    for who, sizes in memory.items():
        early, late = median(sizes[SETTLED - 1 :][:LOOKED_AT]), median(sizes[-LOOKED_AT:])
        text = f"{early:.0f} MB after {SETTLED} frames, {late:.0f} at the end, at most {max(sizes):.0f}"
        print(f"{f'memory of the {who}':28} {text}")
        fine.append(verdict("its growth", late / early, GROWTH))
    print(f"{'seconds per frame':28} {(times[-1] - times[0]) / (len(times) - 1):.3f} over all frames")
    farm = (times[compared - 1] - times[0]) / (compared - 1)
    print(f"{f'the first {compared}':28} {farm:.3f} s by the farm, {loop:.3f} s by a bare loop")
    fine.append(verdict("against the bare loop", farm / loop, OVERHEAD))
    return all(fine)


def quality_named(name: str) -> Quality:
    return next(quality for quality in get_args(Quality) if quality == name)


if __name__ == "__main__":
    if sys.argv[1:2] == ["loop"]:
        by_loop(Path(sys.argv[2]), quality_named(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
    else:
        asked = [*sys.argv[1:], *("500", "draft", "1", "128")[len(sys.argv) - 1 :]]
        if int(asked[0]) < SETTLED:
            raise SystemExit(f"memory counts after {SETTLED} frames: render that many or more")
        sys.exit(not main(int(asked[0]), quality_named(asked[1]), int(asked[2]), int(asked[3])))
