"""Draws the middle of one view in each quality side by side, and prints what a picture takes in each.

spacenum compile specs/quickstart.scene --only quick_turn
python docs/images/quality.py build/quickstart docs/images/quality.png
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import get_args

import numpy as np
import numpy.typing as npt
from spacenum_renderers._bpy_scene import SAMPLES

from spacenum_dsl.base import registry
from spacenum_dsl.output.pictures.render import Payload, shots
from spacenum_dsl.output.pictures.renderer import RENDERERS, Quality
from spacenum_dsl.output.preview.sheet import SheetCell, sheet
from spacenum_dsl.output.records.dataset import read_views, read_worlds

WORLD, VIEW = 1, 1
"""Which world of the dataset is shown, and in which of its views."""
RIM = 18
"""Pixels around the view that are left out, so that the file stays small."""
TIMED = 3
"""How many pictures of the world are timed."""


def photographed(folder: Path, quality: Quality) -> tuple[npt.NDArray[np.uint8], float, float]:
    """The view; the seconds of one core that the scene's first picture took, loading it, and the median of
    those after it. The process's own clock is asked, so other processes don't matter."""
    registry.load()
    world = list(read_worlds(folder))[WORLD]
    views = next(
        tuple(group) for key, group in groupby(read_views(folder), lambda view: view.world) if key == world.id
    )
    renderer = RENDERERS["blender"]
    pictures, seconds = [], []
    with renderer.open(quality, 1) as session:
        for stage, camera in shots(Payload(str(folder), world, views[:TIMED])):
            start = time.process_time()
            pictures.append(session.render(stage, camera, passes=False).colour)
            seconds.append(time.process_time() - start)
    return pictures[VIEW], seconds[0], median(seconds[1:])


def main(arguments: Sequence[str]) -> None:
    folder, out = Path(arguments[0]), Path(arguments[1])
    cells = []
    for quality in get_args(Quality):
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            picture, first, after = alone.submit(photographed, folder, quality).result()
        height, width = picture.shape[:2]
        print(f"{quality:10} {first:.1f} s with the scene, {after:.1f} s after it ({width}×{height} px)")
        cells.append(
            SheetCell(picture[RIM:-RIM, RIM:-RIM], (f"{quality}: {SAMPLES[quality]} light paths per pixel",))
        )
    sheet(cells, len(cells)).save(out, optimize=True)
    print(f"{out}: {out.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
