"""Renders the views of a dataset: what is missing, world by world, out of the cache or by the farm."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec

from spacenum_dsl import __version__
from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.output.locks import not_written, reserved
from spacenum_dsl.output.pictures.brightness import (
    FRAMES,
    FrameRecord,
    doubtful,
    measured_file,
    opens,
    read_frames,
)
from spacenum_dsl.output.pictures.cache import PictureCache, PictureKeys, digest
from spacenum_dsl.output.pictures.choice import ChosenRenderer
from spacenum_dsl.output.pictures.derived import draw_derived, missing
from spacenum_dsl.output.pictures.farm import Done, FrameGroup, render_jobs
from spacenum_dsl.output.pictures.farm_worker import Shot, put
from spacenum_dsl.output.pictures.renderer import Device, Quality, Stage
from spacenum_dsl.output.pictures.stage import camera_of, stage_of
from spacenum_dsl.output.records.dataset import read_views, read_worlds, write_atomically
from spacenum_dsl.output.records.meshes import know_meshes
from spacenum_dsl.output.records.types import ViewRecord, WorldRecord
from spacenum_dsl.semantics.kind import mesh_for

IMAGES = "images"
RENDERED = "rendered.json"
PICTURE = ".png"
PASSES = (".depth.tiff", ".ids.png", ".normals.tiff")
"""Endings of the passes beside a picture."""

OTHER_PICTURES = declare(
    "SN507",
    "pictures made in another way",
    "A dataset's pictures are all made by one renderer in one version, quality and kind of device, which "
    "`images/rendered.json` names. Rendering in another way\n"
    "replaces them only when asked with `--replace`.",
)


class Rendered(msgspec.Struct, frozen=True):
    """How the pictures of a folder were made: pixels depend on nothing else."""

    renderer: str
    quality: Quality
    device: Device
    versions: dict[str, str]


class Payload(msgspec.Struct, frozen=True):
    """A world and the views of it that are wanted, those of one state together.

    `dataset` is the folder that has the copies of the meshes in it.
    """

    dataset: str
    world: WorldRecord
    views: tuple[ViewRecord, ...]


@dataclass(frozen=True)
class Pictures:
    """What came of a dataset's pictures: `new` ones were put into the folder, `cached` of them not rendered.

    `frames` are the figures of all pictures that are there, in the order of the dataset.
    """

    new: int
    cached: int
    frames: tuple[FrameRecord, ...]
    diagnostics: tuple[Diagnostic, ...]


def build(payload: Payload) -> tuple[Shot, ...]:
    """What the farm's workers make of a payload. The meshes of the world before are let go: a process that
    kept them would grow by a hundred megabytes in as many worlds."""
    mesh_for.cache_clear()
    return shots(payload)


def shots(payload: Payload) -> tuple[Shot, ...]:
    """The stage and the camera of each view."""
    know_meshes(Path(payload.dataset), {thing.kind for thing in payload.world.objects})
    states: dict[int, Stage] = {}
    for view in payload.views:
        if view.state not in states:
            states[view.state] = stage_of(payload.world, view.state)
    return tuple((states[view.state], camera_of(view)) for view in payload.views)


def render_dataset(
    folder: Path,
    *,
    choice: ChosenRenderer,
    quality: Quality,
    workers: int,
    threads: int,
    passes: bool,
    replace: bool,
    cache: PictureCache | None,
    progress: Callable[[Done], None],
) -> Pictures:
    """Make what is missing; pictures of another renderer, quality, device or version are not mixed in."""
    versions = {**choice.renderer.versions(), "spacenum": __version__}
    way = Rendered(choice.renderer.name, quality, choice.device, versions)
    images = folder / IMAGES
    with reserved(images) as taken:
        if taken is not None:
            return Pictures(0, 0, (), (taken,))
        try:
            others = _settle(images, way, replace)
            if others is not None:
                return Pictures(0, 0, (), (others,))
            run = _Run(folder, passes, cache, PictureKeys.of(choice.renderer, way), progress)
            farm = render_jobs(
                run.groups(),
                total=run.total,
                choice=choice,
                quality=quality,
                workers=workers,
                threads=threads,
                out=images,
                build=build,
                passes=passes,
                progress=run.hear,
            )
            left = run.draw_derived()
            frames = run.finish()
        except OSError as error:
            return Pictures(0, 0, (), (not_written(error, Path(error.filename or images)),))
    warnings = (left, cache.fault if cache is not None else None, doubtful(frames))
    faults = (*farm.diagnostics, *(warning for warning in warnings if warning is not None))
    return Pictures(farm.written + run.cached + run.drawn, run.cached, frames, faults)


class _Run:
    """One render of one dataset while it runs.

    A picture is there if its figures were written after an earlier render, when all was on the disk; else it
    and its passes are opened, as a power cut may have left them empty.
    """

    def __init__(
        self,
        folder: Path,
        passes: bool,
        cache: PictureCache | None,
        keys: PictureKeys,
        progress: Callable[[Done], None],
    ) -> None:
        self._folder = folder
        self._images = folder / IMAGES
        self._endings = (*PASSES, PICTURE) if passes else (PICTURE,)
        self._cache = cache
        self._keys = keys
        self._progress = progress
        self._before = read_frames(self._images / FRAMES)
        self._frames: dict[str, FrameRecord] = {}
        self._names: dict[str, str] = {}
        self._missing = {view.id for view in _rendered(folder) if not self._there(view)}
        self._derived = missing(folder)
        self._rendered = self._failed = 0
        self.cached = self.drawn = 0
        self.total = len(self._missing) + len(self._derived)

    def _there(self, view: ViewRecord) -> bool:
        files = [self._images / f"{view.id}{ending}" for ending in self._endings]
        if not all(file.is_file() for file in files):
            return False
        if view.id in self._before:
            return True
        size = (view.camera.width, view.camera.height)
        frame = measured_file(view.id, files[-1], size)
        if frame is None or not all(opens(file, size) for file in files[:-1]):
            return False
        self._frames[view.id] = frame
        return True

    def groups(self) -> Iterator[FrameGroup]:
        """What the farm has to render. What the cache has is taken on the way, when its turn comes."""
        for payload in self._payloads():
            left = tuple(self._not_cached(payload))
            if left:
                yield FrameGroup(
                    tuple(view.id for view in left), msgspec.structs.replace(payload, views=left)
                )

    def _payloads(self) -> Iterator[Payload]:
        """The views without a picture, by world, in the order of the dataset."""
        worlds = read_worlds(self._folder)
        for world_id, views in groupby(_rendered(self._folder), key=lambda view: view.world):
            wanted = [view for view in views if view.id in self._missing]
            if wanted:
                world = next(world for world in worlds if world.id == world_id)
                yield Payload(str(self._folder), world, tuple(sorted(wanted, key=lambda view: view.state)))

    def _not_cached(self, payload: Payload) -> Iterator[ViewRecord]:
        if self._cache is None or self._cache.fault is not None:
            yield from payload.views
            return
        try:
            made = build(payload)
            scenes = {stage.key: digest(stage) for stage, _ in made}
        except Exception:  # noqa: BLE001  it happens in the worker again, which tells the user
            yield from payload.views
            return
        for view, (stage, camera) in zip(payload.views, made, strict=True):
            key = self._keys.key(scenes[stage.key], camera)
            files = self._cache.take(key, self._endings)
            if files is None:
                self._names[view.id] = key
                yield view
                continue
            for ending, data in files.items():
                put(self._images / view.id, ending, data)
            self.cached += 1
            self._tell(view.id)

    def hear(self, done: Done) -> None:
        """The farm is over with a frame."""
        written = done.done - done.failed > self._rendered
        self._rendered, self._failed = done.done - done.failed, done.failed
        key = self._names.pop(done.name, None)
        if written and key is not None and self._cache is not None:
            for ending in self._endings:
                self._cache.keep(key, ending, self._images / f"{done.name}{ending}")
        self._tell(done.name)

    def _tell(self, name: str) -> None:
        frame = measured_file(name, self._images / f"{name}{PICTURE}")
        if frame is not None:
            self._frames[name] = frame
        self._step(name)

    def _step(self, name: str) -> None:
        done = self.cached + self._rendered + self._failed + self.drawn
        self._progress(Done(done, self.total, self._failed, name))

    def draw_derived(self) -> Diagnostic | None:
        """Draw what follows from the pictures that are there now."""

        def tell(name: str) -> None:
            self.drawn += 1
            self._step(name)

        return draw_derived(self._folder, self._derived, tell)

    def finish(self) -> tuple[FrameRecord, ...]:
        """Write the figures of all pictures that are there, in the order of the dataset, and after them."""
        known = {**self._before, **self._frames}
        there = (view.id for view in _rendered(self._folder) if (self._folder / view.image).exists())
        frames = tuple(known[name] for name in there if name in known)
        if self._rendered or self.cached:
            os.sync()
        lines = b"".join(msgspec.json.encode(frame) + b"\n" for frame in frames)
        write_atomically(self._images / FRAMES, lines)
        return frames


def _rendered(folder: Path) -> Iterator[ViewRecord]:
    """The views that a renderer makes, those of one world together."""
    return (view for view in read_views(folder) if not view.effects)


def _settle(images: Path, wanted: Rendered, replace: bool) -> Diagnostic | None:
    """Note how the pictures are made, or say that there are others already."""
    note = images / RENDERED
    if note.exists():
        try:
            before = msgspec.json.decode(note.read_bytes() if note.is_file() else b"", type=Rendered)
        except msgspec.DecodeError:
            before = None
        if before == wanted:
            return None
        if not replace:
            help = ("add `--replace` to render all pictures again",)
            return Diagnostic(
                OTHER_PICTURES, f"`{images}` holds pictures by {_other(before, wanted)}", help=help
            )
        for old in (*images.glob("*.png"), *images.glob("*.tiff"), *images.glob(FRAMES)):
            old.unlink()
    write_atomically(note, msgspec.json.format(msgspec.json.encode(wanted), indent=2) + b"\n")
    return None


def _other(before: Rendered | None, wanted: Rendered) -> str:
    if before is None:
        return "an unknown renderer or version"
    if (before.renderer, before.quality) != (wanted.renderer, wanted.quality):
        return f"`{before.renderer}` in `{before.quality}` quality"
    if before.device != wanted.device:
        return f"`{before.renderer}` on `{before.device}`"
    return f"another version of `{before.renderer}`"
