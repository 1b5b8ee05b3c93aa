"""What our farm costs beside a bare Blender loop: same meshes, settings, cameras, threads; wall clock.

Both run in a fresh process each, import Blender, build each stage once and write a PNG per camera. The bare
loop has no workers, no passes and lets Blender write the pictures itself. Mark: 1.10 times its time or less.

Starting Blender and its workers is part of both times.

Run: python benchmarks/blender_overhead.py [stages] [threads]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _room import CAMERAS, room

from spacenum_dsl.output.pictures.choice import ChosenRenderer, choose
from spacenum_dsl.output.pictures.farm import FrameGroup, render_jobs
from spacenum_dsl.output.pictures.farm_worker import Shot
from spacenum_dsl.output.pictures.renderer import Quality

MARK = 1.10
ROUNDS = 2
QUALITY: Quality = "standard"


def build(number: int) -> tuple[Shot, ...]:
    stage = room(number)
    return tuple((stage, camera) for camera in CAMERAS)


def by_farm(stages: int, threads: int, folder: Path) -> None:
    choice = choose("blender", "cpu")
    if not isinstance(choice, ChosenRenderer):
        raise SystemExit(choice.message)
    report = render_jobs(
        (FrameGroup(tuple(f"{k}-{j}" for j in range(len(CAMERAS))), k) for k in range(stages)),
        total=stages * len(CAMERAS),
        choice=choice,
        quality=QUALITY,
        workers=1,
        threads=threads,
        out=folder,
        build=build,
        passes=False,
        progress=lambda done: None,
    )
    if report.diagnostics:
        raise SystemExit(str(report.diagnostics))


def by_loop(stages: int, threads: int, folder: Path) -> None:
    import bpy  # noqa: PLC0415  the farm's own process does without it
    from spacenum_renderers._bpy_scene import LoadedScene  # noqa: PLC0415  needs bpy

    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    loaded = LoadedScene(QUALITY, threads)
    loaded.colour.render.image_settings.compression = 15
    for k in range(stages):
        loaded.show(room(k))
        for j, camera in enumerate(CAMERAS):
            loaded.aim(camera)
            loaded.colour.render.filepath = str(folder / f"{k}-{j}.png")
            bpy.ops.render.render(write_still=True, scene=loaded.colour.name)


def timed(how: str, stages: int, threads: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run([sys.executable, __file__, how, str(stages), str(threads), folder], check=True)
        spent = time.perf_counter() - start
        written = len(list(Path(folder).glob("*.png")))
        if written != stages * len(CAMERAS):
            raise SystemExit(f"{how} wrote {written} pictures")
    return spent / written


def main() -> None:
    stages, threads = map(int, sys.argv[1:3]) if len(sys.argv) == 3 else (6, 2)
    times: dict[str, list[float]] = {"loop": [], "farm": []}
    for _ in range(ROUNDS):
        for how, spent in times.items():
            spent.append(timed(how, stages, threads))
    best = {how: min(spent) for how, spent in times.items()}
    print(
        f"{stages} stages × {len(CAMERAS)} cameras, 336×336 px, {QUALITY}, {threads} threads, {ROUNDS} rounds"
    )
    for how, spent in times.items():
        print(f"{how:6} best {best[how]:.3f} s a frame   all {', '.join(f'{each:.3f}' for each in spent)}")
    ratio = best["farm"] / best["loop"]
    print(f"ratio  {ratio:.3f}   mark {MARK:.2f}: {'met' if ratio <= MARK else 'missed'}")


if __name__ == "__main__":
    if len(sys.argv) > 4:
        chosen = {"farm": by_farm, "loop": by_loop}[sys.argv[1]]
        chosen(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
