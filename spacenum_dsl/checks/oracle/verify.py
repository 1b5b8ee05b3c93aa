"""Verifies a dataset: hands each world's questions to the oracle, grades them, looks at the pictures.

Works group by group, in as many processes as wanted, a few groups ahead of what is done: memory does not grow
with the dataset, but for where each world and view stands in its file.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import msgspec

from spacenum_dsl import __version__
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.processes import pool
from spacenum_dsl.checks.oracle import faults
from spacenum_dsl.checks.oracle.exam import exam_of, shot_of
from spacenum_dsl.checks.oracle.grading import Graded, graded
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.oracle import ORACLES, answer
from spacenum_dsl.checks.oracle.passes import NEEDED, PICTURE, DamagedFileError, cloud_of, colour_of
from spacenum_dsl.checks.oracle.pictures import ShownView, unseen, view_faults
from spacenum_dsl.checks.oracle.several import by_camera, joined
from spacenum_dsl.checks.oracle.silhouettes import Expected, WorldTriangles
from spacenum_dsl.checks.oracle.tally import FORMAT, PictureFault, Tally, Verified
from spacenum_dsl.output.pictures.brightness import FrameRecord
from spacenum_dsl.output.records.dataset import read_items, read_views
from spacenum_dsl.output.records.types import (
    ITEMS,
    VIEWS,
    WORLDS,
    AnswerRecord,
    ImageRecord,
    ItemRecord,
    Manifest,
    ViewRecord,
    WorldRecord,
)

IMAGES = "images"
NAMED = 5
"""How many missing files, or faults of a kind, are named."""
AHEAD = 3
"""Groups per worker that are handed out before the first one is back."""

Record = TypeVar("Record", bound=msgspec.Struct)


class QuestionGroup(msgspec.Struct, frozen=True):
    """The questions about one world, in all directions and arms, each with its key, and all that they need.
    Candidates differ
    by `least` of the `area` pixels of a picture of the usual size."""

    folder: str
    questions: tuple[tuple[ItemRecord, AnswerRecord], ...]
    worlds: dict[str, WorldRecord]
    views: dict[str, ViewRecord]
    least: int
    area: int


@dataclass(frozen=True)
class Found:
    """What came of a group."""

    grades: tuple[Graded, ...]
    frames: tuple[FrameRecord, ...]
    faults: tuple[Diagnostic, ...]


def missing_files(folder: Path, command: str) -> Diagnostic | None:
    """What is not there of pictures and passes; `command` makes it."""
    images = folder / IMAGES
    names = {path.name for path in images.iterdir()} if images.is_dir() else set()
    count = 0
    shown: list[str] = []
    for view in read_views(folder):
        for ending in NEEDED if not view.effects else (PICTURE,):
            if f"{view.id}{ending}" not in names:
                count += 1
                if len(shown) < NAMED:
                    shown.append(f"`{images / f'{view.id}{ending}'}`")
    if not count:
        return None
    more = (f"and {count - NAMED} more",) if count > NAMED else ()
    message = f"{count} files of pictures and passes are missing in `{images}`"
    return Diagnostic(faults.NO_PASSES, message, help=(f"run `{command}`",), notes=(*shown, *more))


def verify(
    folder: Path, manifest: Manifest, *, workers: int, progress: Callable[[int, int], None]
) -> Verified | Diagnostic:
    """Answer and grade all questions; `progress` hears how many are done, and how many of them failed."""
    tally, done = Tally(), 0
    try:
        with closing(_examined(folder, manifest, workers)) as examined:
            for found in examined:
                tally.add(found.grades, found.frames, found.faults)
                done += len(found.grades)
                progress(done, len(tally.failed))
    except DamagedFileError as error:
        help = (f"remove `{error.path}` and render again with `--passes`",)
        return Diagnostic(faults.DAMAGED_PASS, f"can't use `{error.path}`: {error.reason}", help=help)
    except BrokenProcessPool:
        return Diagnostic(faults.WORKER_LOST, f"a worker process died while verifying `{folder}`")
    return Verified(
        FORMAT,
        manifest.name,
        {**manifest.versions, "spacenum": __version__},
        manifest.files[ITEMS].sha256,
        tuple(tally.rows()),
        tuple(tally.failed),
        tuple(tally.open),
        tally.pictures,
        tuple(PictureFault(fault.code, fault.message) for fault in tally.faults),
        tuple(tally.doubtful),
        dict(sorted(tally.unexamined.items())),
    )


def _examined(folder: Path, manifest: Manifest, workers: int) -> Generator[Found, None, None]:
    """What came of each group, in order."""
    asked = groups(folder, manifest)
    if workers == 1:
        yield from map(examine, asked)
        return
    waiting: deque[Future[Found]] = deque()
    with pool(workers) as ours:
        for group in asked:
            waiting.append(ours.submit(examine, group))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def examine(group: QuestionGroup) -> Found:
    """Answer and grade the questions of a group, and look at its pictures; runs in any process."""
    images = Path(group.folder) / IMAGES
    measures = Measures(lambda view: cloud_of(images, shot_of(group.views[view])))
    grades: list[Graded] = []
    frames: list[FrameRecord] = []
    found: list[Diagnostic] = []
    triangles = cache(lambda world: WorldTriangles(Path(group.folder), group.worlds[world]))

    @cache
    def look(name: str) -> ShownView:
        shown = group.views[group.views[name].shows]
        expected = Expected(shown, triangles(shown.world)) if shown.world in group.worlds else None
        return ShownView(group.views[name], measures.cloud(name).ids, expected)

    for view in group.views.values():
        if view.effects:
            colour_of(images, shot_of(view))
        elif view.world in group.worlds:
            frame, wrong = view_faults(look(view.id), group.worlds[view.world], images)
            frames.append(frame)
            found += wrong
    for item, key in group.questions:
        world = group.worlds[key.world]
        oracle = ORACLES.get(item.setting)
        each = by_camera(item)
        beside = 0 if oracle is None else oracle.beside
        exams = [exam_of(one, key, group.worlds, group.views, beside) for one in each]
        grades.append(graded(item, key, joined([answer(exam, measures) for exam in exams])))
        lacking: list[list[Diagnostic]] = []
        for one, exam in zip(each, exams, strict=True):
            if exam.blind is not None or oracle is None:
                continue
            looks = {shot.view: look(shot.view) for shot in exam.pictures}
            found += unseen(item, key, world, looks.values())
            smaller = min((shot.width * shot.height / group.area for shot in exam.pictures), default=1.0)
            least = int(group.least * min(1.0, smaller))
            lacking.append(list(oracle.faults(one, world, looks, least, images)))
        fewest = min(lacking, key=len) if lacking else []
        found += fewest
    return Found(tuple(grades), tuple(frames), tuple(dict.fromkeys(found)))


def groups(folder: Path, manifest: Manifest) -> Iterator[QuestionGroup]:
    """The questions by the world that they are about, with all worlds and views that they need. A rendered
    view comes with the first group that needs a view of its world, as all questions about a world stand
    together."""
    least = {cell.name: cell.min_difference for cell in manifest.cells}
    area = manifest.image[0] * manifest.image[1]
    worlds, views = _Lookup(folder / WORLDS, WorldRecord), _Lookup(folder / VIEWS, ViewRecord)
    for _, members in groupby(read_items(folder), key=lambda pair: (pair[0].cell, pair[0].index)):
        questions = tuple(members)
        needed = {world: worlds[world] for world in dict.fromkeys(key.world for _, key in questions)}
        shown = dict.fromkeys(
            part.view for item, _ in questions for part in item.content if isinstance(part, ImageRecord)
        )
        known = {view: views[view] for view in shown}
        known |= {view.shows: views[view.shows] for view in known.values() if view.shows not in known}
        yield QuestionGroup(str(folder), questions, needed, known, least[questions[0][0].cell], area)


class _Lookup(Mapping[str, Record]):
    """Records of a file by id, read when they are asked for."""

    def __init__(self, path: Path, kind: type[Record]) -> None:
        self._decoder = msgspec.json.Decoder(kind)
        self._handle = path.open("rb")
        self._places: dict[str, int] = {}
        place = 0
        for line in self._handle:
            self._places[msgspec.json.decode(line, type=_Named).id] = place
            place += len(line)

    def __getitem__(self, name: str) -> Record:
        self._handle.seek(self._places[name])
        return self._decoder.decode(self._handle.readline())

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Named(msgspec.Struct):
    """The id of a record, whatever else it holds."""

    id: str
