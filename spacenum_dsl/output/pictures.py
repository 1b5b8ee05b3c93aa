"""Renders the views of a dataset: which pictures are missing, in groups that share a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from spacenum_dsl.base import registry
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.output.dataset import read_views, read_worlds, write_atomically
from spacenum_dsl.output.farm import Done, FarmReport, Group, render_jobs
from spacenum_dsl.output.records import ViewRecord, WorldRecord
from spacenum_dsl.output.renderer import Quality, Renderer, Stage
from spacenum_dsl.output.stage import camera_of, stage_of

IMAGES = "images"
RENDERED = "rendered.json"
PASSES = (".depth.tiff", ".ids.png")
"""Endings of the passes beside a picture: depth in metres (32-bit float), instance ids (16 bit)."""

OTHER_PICTURES = declare(
    "SN507",
    "pictures by another renderer or quality",
    "A dataset's pictures are all made in one way, which `images/rendered.json` names. Rendering in "
    "another way\n"
    "replaces them only when asked with `--replace`.",
)


class Rendered(msgspec.Struct, frozen=True):
    """How the pictures of a folder were made: pixels depend on nothing else."""

    renderer: str
    quality: Quality
    versions: dict[str, str]


class Payload(msgspec.Struct, frozen=True):
    """One state of one world and the views of it that are wanted."""

    world: WorldRecord
    state: int
    views: tuple[ViewRecord, ...]


def build(payload: Payload) -> tuple[Stage, tuple[Camera, ...]]:
    """What the farm's workers make of a payload."""
    return stage_of(payload.world, payload.state), tuple(camera_of(view) for view in payload.views)


def missing_views(folder: Path, passes: bool) -> Iterator[Payload]:
    """The views without a picture, by world and state, in the order of the dataset."""
    worlds = read_worlds(folder)
    for world_id, views in groupby(read_views(folder), key=lambda view: view.world):
        wanted = [view for view in views if not _rendered(folder / view.image, passes)]
        if not wanted:
            continue
        world = next(world for world in worlds if world.id == world_id)
        for state, same in groupby(sorted(wanted, key=lambda view: view.state), key=lambda view: view.state):
            yield Payload(world, state, tuple(same))


def _rendered(picture: Path, passes: bool) -> bool:
    wanted = [picture.with_suffix(ending) for ending in PASSES] if passes else []
    return all(path.exists() for path in (picture, *wanted))


def render_dataset(
    folder: Path,
    *,
    renderer: str,
    quality: Quality,
    workers: int,
    threads: int,
    passes: bool,
    replace: bool,
    progress: Callable[[Done], None],
) -> FarmReport:
    """Render what is missing; pictures of another renderer, quality or version are not mixed in."""
    entry: Renderer | None = registry.find("renderer", renderer)
    if entry is not None and entry.missing() is None:
        wanted = Rendered(renderer, quality, dict(entry.versions()))
        fault = _settle(folder / IMAGES, wanted, replace)
        if fault is not None:
            return FarmReport(0, (), (fault,))
    total = sum(len(payload.views) for payload in missing_views(folder, passes))
    groups = (
        Group(tuple(view.id for view in payload.views), payload) for payload in missing_views(folder, passes)
    )
    return render_jobs(
        groups,
        total=total,
        renderer=renderer,
        quality=quality,
        workers=workers,
        threads=threads,
        out=folder / IMAGES,
        build=build,
        passes=passes,
        progress=progress,
    )


def _settle(images: Path, wanted: Rendered, replace: bool) -> Diagnostic | None:
    """Note how the pictures are made, or say that there are others already."""
    note = images / RENDERED
    images.mkdir(exist_ok=True)
    if note.exists():
        try:
            before = msgspec.json.decode(note.read_bytes(), type=Rendered)
        except msgspec.DecodeError:
            before = None
        if before == wanted:
            return None
        if not replace:
            how = f"`{before.renderer}` in `{before.quality}` quality" if before else "an unknown renderer"
            if before and (before.renderer, before.quality) == (wanted.renderer, wanted.quality):
                how = f"another version of `{before.renderer}`"
            help = ("add `--replace` to render all pictures again",)
            return Diagnostic(OTHER_PICTURES, f"`{images}` holds pictures by {how}", help=help)
        for old in (*images.glob("*.png"), *images.glob("*.tiff")):
            old.unlink()
    write_atomically(note, msgspec.json.format(msgspec.json.encode(wanted), indent=2) + b"\n")
    return None
