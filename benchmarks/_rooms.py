"""A dataset of many different rooms, each furnished by a style, for the benchmarks of long renders."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from spacenum_dsl.output.pictures.cache import PictureCache
from spacenum_dsl.output.pictures.choice import ChosenRenderer, choose
from spacenum_dsl.output.pictures.farm import Done
from spacenum_dsl.output.pictures.farm_worker import Shot
from spacenum_dsl.output.pictures.render import Payload, Pictures, render_dataset, shots
from spacenum_dsl.output.pictures.renderer import Quality
from spacenum_dsl.output.records.dataset import read_views, read_worlds

NAME = "rooms"
STYLES = ("bathroom", "bedroom", "kitchen", "living_room", "office")
VIEWS = 5
"""Views of a world: the first one and four options."""

SCENE = """
scene {style} {{ style: {style}; agent {{ at: free(0.3 m); height: 1.5 m; pitch: -10 deg; fov: 90 deg }} }}
transition turn_{style} on {style} {{ action: rotate_left | rotate_right; by: 10 .. 70 step 10 deg }}
"""
DATASET = "dataset {name} {{ seed: 3; image: ({side}, {side}) px; cells {{ {cells} }} }}"


def compiled(frames: int, side: int, folder: Path) -> Path:
    """A dataset of at least so many square pictures of `side` pixels, as many of each style."""
    count = -(-frames // (VIEWS * len(STYLES)))
    cells = "; ".join(f"turn_{style}: {count}" for style in STYLES)
    spec = folder / f"{NAME}.scene"
    scenes = "".join(SCENE.format(style=style) for style in STYLES)
    spec.write_text(scenes + DATASET.format(name=NAME, side=side, cells=cells))
    command = [sys.executable, "-m", "spacenum_dsl", "compile", str(spec), "-o", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / NAME


def frames_of(dataset: Path) -> Iterator[Shot]:
    """All stages and cameras of a dataset in its order."""
    worlds = {world.id: world for world in read_worlds(dataset)}
    for world, views in groupby(read_views(dataset), key=lambda view: view.world):
        in_order = tuple(sorted(views, key=lambda view: view.state))
        yield from shots(Payload(str(dataset), worlds[world], in_order))


def rendered(
    dataset: Path, renderer: str, quality: Quality, threads: int, progress: Callable[[Done], None]
) -> Pictures:
    """All pictures of a dataset by one worker. They are put into a picture cache of its own, as is usual."""
    choice = choose(renderer, "cpu")
    if not isinstance(choice, ChosenRenderer):
        raise SystemExit(choice.message)
    return render_dataset(
        dataset,
        choice=choice,
        quality=quality,
        workers=1,
        threads=threads,
        passes=False,
        replace=False,
        cache=PictureCache(dataset / "cache"),
        progress=progress,
    )
