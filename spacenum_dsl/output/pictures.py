"""Renders the views of a dataset: what is missing, world by world, out of the cache or by the farm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import msgspec

from spacenum_dsl import __version__
from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.meaning.kind import mesh_for
from spacenum_dsl.output.brightness import FRAMES, FrameRecord, doubtful, measured_file, read_frames
from spacenum_dsl.output.choice import Choice
from spacenum_dsl.output.dataset import read_views, read_worlds, write_atomically
from spacenum_dsl.output.farm import Done, Group, render_jobs
from spacenum_dsl.output.farm_worker import Shot, put
from spacenum_dsl.output.faults import DAMAGED
from spacenum_dsl.output.picture_cache import Keys, PictureCache, digest
from spacenum_dsl.output.records import ViewRecord, WorldRecord
from spacenum_dsl.output.renderer import Device, Quality, Stage
from spacenum_dsl.output.reserve import not_written, reserved
from spacenum_dsl.output.stage import camera_of, stage_of

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
    """A world and the views of it that are wanted, those of one state together."""

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
    states: dict[int, Stage] = {}
    for view in payload.views:
        if view.state not in states:
            states[view.state] = stage_of(payload.world, view.state)
    return tuple((states[view.state], camera_of(view)) for view in payload.views)


def missing_views(folder: Path, passes: bool) -> Iterator[Payload]:
    """The views without a picture, by world, in the order of the dataset."""
    worlds = read_worlds(folder)
    for world_id, views in groupby(read_views(folder), key=lambda view: view.world):
        wanted = [view for view in views if not _rendered(folder / view.image, passes)]
        if wanted:
            world = next(world for world in worlds if world.id == world_id)
            yield Payload(world, tuple(sorted(wanted, key=lambda view: view.state)))


def _rendered(picture: Path, passes: bool) -> bool:
    wanted = [picture.with_suffix(ending) for ending in PASSES] if passes else []
    return all(path.exists() for path in (picture, *wanted))


def render_dataset(
    folder: Path,
    *,
    choice: Choice,
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
    with reserved(images) as fault:
        if fault is not None:
            return Pictures(0, 0, (), (fault,))
        try:
            fault = _settle(images, way, replace)
            if fault is not None:
                return Pictures(0, 0, (), (fault,))
            run = _Run(folder, passes, cache, Keys.of(choice.renderer, way), progress)
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
            frames, broken = run.finish()
        except OSError as error:
            return Pictures(0, 0, (), (not_written(error, Path(error.filename or images)),))
    faults = (*farm.diagnostics, *broken, cache and cache.fault, doubtful(frames))
    found = tuple(fault for fault in faults if fault is not None)
    return Pictures(farm.written + run.cached, run.cached, frames, found)


@dataclass
class _Run:
    """One render of one dataset while it runs."""

    folder: Path
    passes: bool
    cache: PictureCache | None
    keys: Keys
    progress: Callable[[Done], None]
    cached: int = 0
    rendered: int = 0
    failed: int = 0
    frames: dict[str, FrameRecord] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.total = sum(len(payload.views) for payload in missing_views(self.folder, self.passes))
        self.images = self.folder / IMAGES
        self.endings = (*PASSES, PICTURE) if self.passes else (PICTURE,)

    def groups(self) -> Iterator[Group]:
        """What the farm has to render. What the cache has is taken on the way, when its turn comes."""
        for payload in missing_views(self.folder, self.passes):
            left = tuple(self._not_cached(payload))
            if left:
                yield Group(tuple(view.id for view in left), msgspec.structs.replace(payload, views=left))

    def _not_cached(self, payload: Payload) -> Iterator[ViewRecord]:
        if self.cache is None or self.cache.fault is not None:
            yield from payload.views
            return
        made = shots(payload)
        scenes = {stage.key: digest(stage) for stage, _ in made}
        for view, (stage, camera) in zip(payload.views, made, strict=True):
            key = self.keys.key(scenes[stage.key], camera)
            files = self.cache.take(key, self.endings)
            if files is None:
                self.names[view.id] = key
                yield view
                continue
            for ending, data in files.items():
                put(self.images / view.id, ending, data)
            self.cached += 1
            self._tell(view.id)

    def hear(self, done: Done) -> None:
        """The farm is over with a frame."""
        written = done.done - done.failed > self.rendered
        self.rendered, self.failed = done.done - done.failed, done.failed
        key = self.names.pop(done.name, None)
        if written and key is not None and self.cache is not None:
            for ending in self.endings:
                self.cache.keep(key, ending, self.images / f"{done.name}{ending}")
        self._tell(done.name)

    def _tell(self, name: str) -> None:
        frame = measured_file(name, self.images / f"{name}{PICTURE}")
        if frame is not None:
            self.frames[name] = frame
        self.progress(Done(self.cached + self.rendered + self.failed, self.total, self.failed, name))

    def finish(self) -> tuple[tuple[FrameRecord, ...], tuple[Diagnostic, ...]]:
        """Write the figures of all pictures that are there, in the order of the dataset."""
        before = read_frames(self.images / FRAMES)
        frames, broken = [], []
        for view in read_views(self.folder):
            picture = self.folder / view.image
            if not picture.exists():
                continue
            frame = self.frames.get(view.id) or before.get(view.id) or measured_file(view.id, picture)
            if frame is None:
                ways = ("remove it, then run the same command again",)
                broken.append(Diagnostic(DAMAGED, f"`{picture}` is no whole picture", help=ways))
            else:
                frames.append(frame)
        lines = b"".join(msgspec.json.encode(frame) + b"\n" for frame in frames)
        write_atomically(self.images / FRAMES, lines)
        return tuple(frames), tuple(broken)


def _settle(images: Path, wanted: Rendered, replace: bool) -> Diagnostic | None:
    """Note how the pictures are made, or say that there are others already."""
    note = images / RENDERED
    if note.exists():
        try:
            before = msgspec.json.decode(note.read_bytes(), type=Rendered)
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
        return "an unknown renderer"
    if (before.renderer, before.quality) != (wanted.renderer, wanted.quality):
        return f"`{before.renderer}` in `{before.quality}` quality"
    if before.device != wanted.device:
        return f"`{before.renderer}` on `{before.device}`"
    return f"another version of `{before.renderer}`"
