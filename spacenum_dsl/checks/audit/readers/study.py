"""What readers are given of a dataset: the options' numbers, where targets are seen, and who they are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.tables import Whole, categories_of, numbers_of
from spacenum_dsl.output.records.dataset import read_items, read_views, read_worlds
from spacenum_dsl.output.records.types import (
    AnswerRecord,
    CameraRecord,
    ImageRecord,
    ItemRecord,
    ViewRecord,
    WorldRecord,
)
from spacenum_dsl.semantics.program import Direction
from spacenum_dsl.world.world import Thing

MOST = 1000
"""Questions of a cell in one direction that are studied."""

PLACE = "x"
"""The axis of options that are places in a map: of these, pictures show where the target is."""

Keyed = tuple[ItemRecord, AnswerRecord]


@dataclass(frozen=True, eq=False)
class Study:
    """Base questions of one cell in one direction: n questions of k options.

    `axes` have (n, k) numbers by name: `magnitude`, or `x`, `y`, `size` and `yaw` of a layout's options.
    `seen` (n, k, 8) is where the target is in each candidate's picture (left, top, right, bottom in pixels),
    the camera's pitch and field of view, and its place along right and up from the map's origin in metres, if
    a metre there were as long as the way between the anchors shows it. Where options are printed, others than
    the answer's are known from the same worlds asked about in the other direction; else they are nan. `kind`
    is what the target is, `action` what the agent does.
    """

    cell: str
    setting: str
    direction: Direction
    axes: Mapping[str, Floats]
    answer: Whole
    group: tuple[str, ...]
    scene: tuple[str, ...]
    kind: tuple[str, ...]
    action: tuple[str, ...]
    seen: Floats

    @property
    def questions(self) -> int:
        return len(self.answer)

    @property
    def options(self) -> int:
        return int(next(iter(self.axes.values())).shape[1])

    @property
    def likeness(self) -> tuple[object, ...]:
        """Studies that are alike in this ask for the same numbers."""
        return self.setting, tuple(self.axes), self.options, tuple(sorted(set(self.action)))


def studies(folder: Path) -> dict[tuple[str, Direction], Study]:
    """The studies of a dataset: of the cells whose options are numbers that can be ordered."""
    found: dict[tuple[str, Direction], list[Keyed]] = defaultdict(list)
    for item, key in read_items(folder):
        those = found[item.cell, item.direction]
        if item.base is None and len(those) < MOST:
            those.append((item, key))
    axes = {key: _ordered(those) for key, those in found.items()}
    placed = [found[key] for key, names in axes.items() if PLACE in names]
    needed = {view for those in placed for item, _ in those for view in _views(item)}
    views = {view.id: view for view in read_views(folder) if view.id in needed} if needed else {}
    known = {key.world for those in placed for _, key in those}
    known |= {view.world for view in views.values()}
    worlds = {world.id: world for world in read_worlds(folder) if world.id in known} if known else {}
    sights = {name: _sight(view, worlds[view.world]) for name, view in views.items()}
    made = {key: _study(found[key], names, sights, worlds) for key, names in axes.items() if names}
    for (cell, direction), study in made.items():
        pictured = made.get((cell, "num2space"))
        if direction == "space2num" and pictured is not None and pictured.axes.keys() == study.axes.keys():
            _complete(study, pictured)
    return made


def _ordered(asked: list[Keyed]) -> tuple[str, ...]:
    """The axes along which the options of every question can be ordered; none where some are words."""
    if not asked or any(categories_of(option.value) for _, key in asked for option in key.options):
        return ()
    each = [tuple(_axes(numbers_of(option.value))) for _, key in asked for option in key.options]
    return each[0] if all(names == each[0] for names in each) else ()


def _complete(study: Study, pictured: Study) -> None:
    """Adds where the target is seen in the pictures of options that are only printed."""
    rows = {group: row for row, group in enumerate(pictured.group)}
    own, theirs = (np.stack(list(each.axes.values()), axis=-1) for each in (study, pictured))
    for row, group in enumerate(study.group):
        if group in rows:
            same = (own[row][:, None] == theirs[rows[group]][None]).all(axis=-1)
            for place, other in np.argwhere(same).tolist():
                study.seen[row, place] = pictured.seen[rows[group], other]


def _views(item: ItemRecord) -> Iterator[str]:
    yield from (part.view for option in item.options for part in option.pictures)
    yield from (block.view for block in item.content if isinstance(block, ImageRecord))


def _study(
    asked: list[Keyed],
    names: tuple[str, ...],
    sights: Mapping[str, Floats],
    worlds: Mapping[str, WorldRecord],
) -> Study:
    first = asked[0][0]
    values = [[_axes(numbers_of(option.value)) for option in key.options] for _, key in asked]
    axes = {name: np.array([[each[name] for each in row] for row in values]) for name in names}
    seen = np.full((len(asked), len(asked[0][1].options), 8), np.nan)
    for row, (item, key) in enumerate(asked):
        candidates = {option.label: option.pictures[0].view for option in item.options if option.pictures}
        shown = [candidates.get(option.label) for option in key.options]
        if shown[0] is None:
            pictures = [block.view for block in item.content if isinstance(block, ImageRecord)]
            shown[key.answer_index] = pictures[-1] if pictures else None
        for place, view in enumerate(shown):
            if view is not None and view in sights:
                seen[row, place] = sights[view]
    return Study(
        first.cell,
        first.setting,
        first.direction,
        axes,
        np.array([key.answer_index for _, key in asked], dtype=np.int64),
        tuple(item.group for item, _ in asked),
        tuple(item.scene for item, _ in asked),
        tuple(_kind(worlds.get(key.world)) for _, key in asked),
        tuple(str(key.truth.get("action", "")) for _, key in asked),
        seen,
    )


def _axes(numbers: Mapping[str, float]) -> dict[str, float]:
    """An option's numbers, each a thing that can be ordered by looking."""
    if not {"low.0", "low.1", "high.0", "high.1"} <= numbers.keys():
        return dict(numbers)
    found = {}
    sides = []
    for place, name in enumerate("xyz"):
        if f"low.{place}" in numbers:
            low, high = numbers[f"low.{place}"], numbers[f"high.{place}"]
            found[name] = (low + high) / 2
            sides.append(high - low)
    found.pop("z", None)  # the height of the middle is the size once more
    found["size"] = math.prod(sides) ** (1 / len(sides))
    return found | ({"yaw": numbers["yaw"]} if "yaw" in numbers else {})


def _target(world: WorldRecord) -> Thing | None:
    """The first of the objects that vary."""
    return next((thing for thing in world.objects if thing.name in world.varied[:1]), None)


def _kind(world: WorldRecord | None) -> str:
    target = _target(world) if world is not None else None
    return target.kind if target is not None else ""


def _sight(view: ViewRecord, world: WorldRecord) -> Floats:
    """What a picture shows of the target, as `Study.seen` says."""
    target, camera = _target(world), view.camera
    place = world.states[view.state][0] if world.varied else None
    if target is None or place is None:
        return np.full(8, np.nan)
    depth, width, height = (side * place.scale for side in target.size)
    c, s = math.cos(math.radians(place.yaw)), math.sin(math.radians(place.yaw))
    corners = [
        (place.position[0] + c * a - s * b, place.position[1] + s * a + c * b, place.position[2] + up)
        for a in (-depth / 2, depth / 2)
        for b in (-width / 2, width / 2)
        for up in (0.0, height)
    ]
    pixels = _pixels(np.array(corners), camera)
    low = np.clip(pixels.min(axis=0), 0, (camera.width, camera.height))
    high = np.clip(pixels.max(axis=0), 0, (camera.width, camera.height))
    return np.array([*low, *high, camera.pitch, camera.fov, *_by_anchors((low + high) / 2, view, world)])


def _pixels(points: Floats, camera: CameraRecord) -> Floats:
    """(n, 2) where points of the world are in the picture."""
    homogeneous = np.concatenate([points, np.ones((len(points), 1))], axis=1)
    inside = (homogeneous @ np.array(camera.extrinsics).T)[:, :3]
    inside[:, 2] = np.maximum(inside[:, 2], 1e-3)
    projected = inside @ np.array(camera.intrinsics).T
    return np.asarray(projected[:, :2] / projected[:, 2:])


def _by_anchors(middle: Floats, view: ViewRecord, world: WorldRecord) -> tuple[float, float]:
    """Metres to the right of the map's origin and up, if the picture were the map."""
    frame = world.frame
    if frame is None or len(frame.anchors) < 2:
        return math.nan, math.nan
    named = {thing.name: thing.placement.position for thing in world.objects}
    places = np.array([named[name] for name in frame.anchors[:2]])
    origin, ahead = _pixels(places, view.camera)
    metres = math.dist(places[0][:2], places[1][:2]) / max(1e-9, math.dist(origin, ahead))
    return float((middle[0] - origin[0]) * metres), float((origin[1] - middle[1]) * metres)
