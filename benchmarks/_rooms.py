"""A dataset of many different furnished rooms for the benchmarks of long renders, and its renders."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from spacenum_dsl.output.choice import Choice, choose
from spacenum_dsl.output.dataset import read_views, read_worlds
from spacenum_dsl.output.farm import Done
from spacenum_dsl.output.farm_worker import Shot
from spacenum_dsl.output.pictures import Payload, Pictures, render_dataset, shots
from spacenum_dsl.output.renderer import Quality

SPEC = Path(__file__).parent.parent / "specs" / "kitchen.scene"
CELL = "turn"
VIEWS = 5
"""Views of a world of that cell: the first one and four options."""


def compiled(frames: int, folder: Path) -> Path:
    """A dataset of at least so many pictures, of one room for every five."""
    count = -(-frames // VIEWS)
    command = [sys.executable, "-m", "spacenum_dsl", "compile", str(SPEC), "--only", CELL]
    subprocess.run([*command, "--count", str(count), "-o", str(folder)], check=True, capture_output=True)
    return folder / SPEC.stem


def frames_of(dataset: Path) -> Iterator[Shot]:
    """All stages and cameras of a dataset in its order."""
    worlds = {world.id: world for world in read_worlds(dataset)}
    for world, views in groupby(read_views(dataset), key=lambda view: view.world):
        in_order = tuple(sorted(views, key=lambda view: view.state))
        yield from shots(Payload(str(dataset), worlds[world], in_order))


def rendered(
    dataset: Path, renderer: str, quality: Quality, threads: int, progress: Callable[[Done], None]
) -> Pictures:
    """All pictures of a dataset by one worker, none of them from the cache."""
    choice = choose(renderer, "cpu")
    if not isinstance(choice, Choice):
        raise SystemExit(choice.message)
    return render_dataset(
        dataset,
        choice=choice,
        quality=quality,
        workers=1,
        threads=threads,
        passes=False,
        replace=False,
        cache=None,
        progress=progress,
    )
