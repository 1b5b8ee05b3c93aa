"""A long render without anyone watching: failures, a worker's memory, seconds per frame, against a bare loop.

Many different kitchens at 336×336 px, five views each, by one worker through `render_dataset`, which is what
`spacenum render` does. The bare loop renders the first frames of the same dataset in one process: no farm, no
figures, Blender writes its own PNG. Both clocks run from the first finished frame to the last, so starting
Blender is in neither. Marks: no failure; memory at the end within 10 % of that after 20 frames (medians of 20
frames each); 1.10 times the loop's time or less.

Run: python benchmarks/endurance.py [frames] [quality] [threads]     (500 draft 1)
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

from spacenum_dsl.output.farm import Done
from spacenum_dsl.output.renderer import Quality

SETTLED = 20
"""Frames after which a worker's memory counts, and how many are looked at there and at the end."""
COMPARED = 100
"""Frames of the bare loop at most."""
GROWTH, OVERHEAD = 1.10, 1.10


def held() -> float:
    """Megabytes that the workers hold, Linux only."""
    pages = [
        int(Path(f"/proc/{worker.pid}/statm").read_text().split()[1])
        for worker in multiprocessing.active_children()
    ]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def by_loop(dataset: Path, quality: Quality, threads: int, frames: int) -> None:
    """Prints seconds per frame, without the first."""
    import bpy  # noqa: PLC0415  the farm's own process does without it
    from spacenum_renderers._bpy_scene import LoadedScene  # noqa: PLC0415  needs bpy

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


def verdict(name: str, value: float, mark: float) -> None:
    print(f"{name:28} {value:.3f}   mark {mark:.2f}: {'met' if value <= mark else 'missed'}")


def main(frames: int, quality: Quality, threads: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        dataset = compiled(frames, Path(name))
        compared = min(frames, COMPARED)
        command = [sys.executable, __file__, "loop", str(dataset), quality, str(threads), str(compared)]
        loop = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        times: list[float] = []
        memory: list[float] = []

        def step(done: Done) -> None:
            times.append(time.perf_counter())
            memory.append(held())

        found = rendered(dataset, "blender", quality, threads, step)
    print(
        f"{len(times)} frames, a new room every {VIEWS}, 336×336 px, {quality}, one worker, threads: {threads}"
    )
    for fault in found.diagnostics:
        print(f"{fault.severity}[{fault.code}]: {fault.message}")
    verdict("failures", len(times) - found.new, 0)
    early, late = median(memory[SETTLED - 1 :][:SETTLED]), median(memory[-SETTLED:])
    sizes = f"{early:.0f} MB after {SETTLED} frames, {late:.0f} at the end, at most {max(memory):.0f}"
    print(f"{'memory':28} {sizes}")
    verdict("growth of memory", late / early, GROWTH)
    print(f"{'seconds per frame':28} {(times[-1] - times[0]) / (len(times) - 1):.3f} over all frames")
    farm = (times[compared - 1] - times[0]) / (compared - 1)
    print(f"{f'the first {compared}':28} {farm:.3f} s by the farm, {loop:.3f} s by a bare loop")
    verdict("against the bare loop", farm / loop, OVERHEAD)


def quality_named(name: str) -> Quality:
    return next(quality for quality in get_args(Quality) if quality == name)


if __name__ == "__main__":
    if sys.argv[1:2] == ["loop"]:
        by_loop(Path(sys.argv[2]), quality_named(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
    else:
        asked = [*sys.argv[1:], *("500", "draft", "1")[len(sys.argv) - 1 :]]
        main(int(asked[0]), quality_named(asked[1]), int(asked[2]))
