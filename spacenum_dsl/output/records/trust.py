"""The door for datasets: a folder may come from anyone, so nothing behind it meets a record it can't rely on.

Every command that reads a dataset comes in here. Files are regular ones with the hashes that the manifest
says; names stay inside the folder; each line is a record of its type; records agree with each other and with
the manifest. What is let through may be untrue, which `verify` finds, but breaks nothing.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from spacenum_dsl.answers import grade
from spacenum_dsl.answers.answer_type import AnswerType
from spacenum_dsl.base import registry
from spacenum_dsl.base.coverings import FLOORS, WALLS
from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.base.paint import PALETTE
from spacenum_dsl.output.faults import DAMAGED
from spacenum_dsl.output.pictures.files import MOST_SIDE
from spacenum_dsl.output.records.dataset import MANIFEST, check_files, read_manifest
from spacenum_dsl.output.records.meshes import ENDING, MESHES, know_meshes
from spacenum_dsl.output.records.types import (
    ANSWERS,
    ITEMS,
    TABLES,
    AnswerRecord,
    CameraRecord,
    ImageRecord,
    ItemRecord,
    Manifest,
    ReplyRecord,
    ViewRecord,
    WorldRecord,
    public_of,
)
from spacenum_dsl.questions.family import FAMILIES
from spacenum_dsl.questions.intervention import PAINTERS
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.meshes.model import NAME
from spacenum_dsl.semantics.surface import SURFACES
from spacenum_dsl.world.lighting import Lighting
from spacenum_dsl.world.world import Placement, Thing

MOST_MANIFEST = 64 * 2**20
"""Bytes of a manifest, which holds the text of its specs, a megabyte each at most."""
MOST_LINE = 16 * 2**20
"""Bytes of one record."""
FAR = 1e4
"""Metres from the origin within which everything stands."""
LARGEST = 1e3
"""Metres, and times its kind's size, of the largest object."""
MOST_IDS = 2**16 - 1
"""The largest instance id that a pass can hold."""
KEY = re.compile(r"[0-9a-f]{20}")
"""What the id of a view looks like, which becomes the name of a file."""
SKY = re.compile(r"[A-Za-z0-9_]+")
"""What the name of a sky's image looks like, which is looked up among Blender's."""

UNTRUE = declare(
    "SN508",
    "dataset whose records don't fit together",
    "The files have the hashes that `dataset.json` says, yet a line is no record, names what is not there,\n"
    "holds a number that no compile writes, or would lead out of the folder. The message names the file and\n"
    "the line. Such a dataset was not written by `spacenum compile`, or was edited afterwards, hashes\n"
    "included; compile it again from its spec.",
)


class _UntrueError(Exception):
    """Why a record can't be relied on."""


@dataclass
class _Known:
    """What the records read so far have named."""

    folder: Path
    manifest: Manifest
    cells: frozenset[str]
    places: dict[str, int] = field(default_factory=dict)
    """Worlds by their place in the file."""
    states: dict[str, int] = field(default_factory=dict)
    views: dict[str, bool] = field(default_factory=dict)
    """Views, and whether they are rendered."""
    wanted: dict[str, int] = field(default_factory=dict)
    """Views that other views rest on, and the line that first says so."""
    items: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Questions in order, and the letters that they list."""
    asked: dict[str, AnswerType[Any]] = field(default_factory=dict)
    """What replies to questions must be that are not answered by the letter of an option."""
    keys: list[str] = field(default_factory=list)
    """The questions that wait for their keys, the next one last."""
    last: int = -1


def opened(folder: Path) -> Manifest | Diagnostic:
    """The manifest of a dataset that can be relied on, or what is wrong with the first thing that can't."""
    registry.load()
    odd = _irregular(folder / MANIFEST, MOST_MANIFEST)
    if odd is not None:
        return odd
    manifest = read_manifest(folder)
    if isinstance(manifest, Diagnostic):
        return manifest
    return _listed(folder, manifest) or check_files(folder, manifest) or _read(folder, manifest) or manifest


def _irregular(path: Path, limit: int | None = None) -> Diagnostic | None:
    """A file that is there but is none to read: a device, a pipe, one without end."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return Diagnostic(DAMAGED, f"`{path}` is not a regular file", help=("compile again",))
    if limit is not None and found.st_size > limit:
        return Diagnostic(
            DAMAGED, f"`{path}` is larger than {limit >> 20} megabytes", help=("compile again",)
        )
    return None


def _listed(folder: Path, manifest: Manifest) -> Diagnostic | None:
    """Whether the manifest lists the files that every dataset has, and no others but copies of meshes."""
    lacking = [name for name in TABLES if name not in manifest.files]
    if lacking:
        return _untrue(folder / MANIFEST, 0, f"it lists no `{lacking[0]}`")
    for name in manifest.files:
        if name not in TABLES and not _mesh(name):
            return _untrue(folder / MANIFEST, 0, f"`{name}` is no file of a dataset")
        odd = _irregular(folder / name)
        if odd is not None:
            return odd
    if manifest.files[ITEMS].lines != manifest.files[ANSWERS].lines:
        return _untrue(folder / MANIFEST, 0, "there are not as many keys as questions")
    if not all(1 <= side <= MOST_SIDE for side in manifest.image):
        return _untrue(folder / MANIFEST, 0, f"pictures of {manifest.image[0]} × {manifest.image[1]} pixels")
    return None


def _mesh(name: str) -> bool:
    place, _, file = name.partition("/")
    ends = place == MESHES and file.endswith(ENDING)
    return ends and NAME.fullmatch(file.removesuffix(ENDING)) is not None


def _read(folder: Path, manifest: Manifest) -> Diagnostic | None:
    """The first line that is no record, or does not fit with what is known."""
    known = _Known(folder, manifest, frozenset(cell.name for cell in manifest.cells))
    for name in sorted(TABLES, key=lambda name: ORDER.index(TABLES[name])):
        path, number = folder / name, 0
        decoder = msgspec.json.Decoder(TABLES[name])
        try:
            for number, line in enumerate(_lines(path), 1):
                _check(decoder.decode(line), known, number)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, _UntrueError) as error:
            return _untrue(path, number, str(error))
        if number != manifest.files[name].lines:
            return _untrue(path, 0, f"it has {number} lines, `{MANIFEST}` says {manifest.files[name].lines}")
        if TABLES[name] is ViewRecord:
            missing = next((view for view in known.wanted if not known.views.get(view)), None)
            if missing is not None:
                return _untrue(path, known.wanted[missing], f"it rests on `{missing}`, which is not rendered")
    return None


ORDER = (WorldRecord, ViewRecord, ItemRecord, AnswerRecord)
"""Each record is checked against those before it."""


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while line := handle.readline(MOST_LINE + 1):
            if len(line) > MOST_LINE:
                raise _UntrueError("the line is too long for a record")
            yield line


def _untrue(path: Path, line: int, why: str) -> Diagnostic:
    where = f"`{path}`, line {line}" if line else f"`{path}`"
    return Diagnostic(UNTRUE, f"{where}: {why}", help=("compile again from the spec",))


def _check(record: object, known: _Known, line: int) -> None:
    match record:
        case WorldRecord():
            _world(record, known)
        case ViewRecord():
            _view(record, known, line)
        case ItemRecord():
            _item(record, known)
        case AnswerRecord():
            _answer(record, known)


def _need(holds: bool, why: str) -> None:
    if not holds:
        raise _UntrueError(why)


def _world(world: WorldRecord, known: _Known) -> None:
    _need(world.id not in known.places, f"a second world `{world.id}`")
    _need(world.cell in known.cells, f"`{world.id}` is of a cell `{world.cell}` that the manifest lacks")
    _need(
        (world.room is None) != (world.surface is None), f"`{world.id}` is neither in a room nor on a surface"
    )
    sides = world.room.size if world.room is not None else (*_top(world), 1.0)
    _need(all(0 < side <= LARGEST for side in sides), f"`{world.id}` is {sides} metres large")
    _need(world.decor.floor in FLOORS, f"unknown floor `{world.decor.floor}`")
    _need(world.decor.walls in WALLS, f"unknown walls `{world.decor.walls}`")
    surface = world.surface
    _need(surface is None or SURFACES.get(surface.name) is not None, "unknown surface")
    names, ids = {thing.name for thing in world.objects}, {thing.id for thing in world.objects}
    _need(len(names) == len(ids) == len(world.objects), f"two objects of `{world.id}` have one name or id")
    for thing in world.objects:
        _need(0 < thing.id <= MOST_IDS, f"`{thing.name}` has the id {thing.id}")
        _need(
            _kind(thing.kind, known), f"`{thing.name}` is of the kind `{thing.kind}`, which is not known here"
        )
        _need(
            _made(thing),
            f"`{thing.name}` is no `{thing.kind}` that could be made: {thing.variant}, {thing.colour}",
        )
        _need(all(0 < side <= LARGEST for side in thing.size), f"`{thing.name}` is {thing.size} metres large")
        _placed(thing.name, thing.placement)
    _varied(world, names)
    if world.frame is not None:
        _need(set(world.frame.anchors) <= names, f"`{world.id}` has no anchors {world.frame.anchors}")
    _lit(world.lighting)
    known.states[world.id] = len(world.states)
    known.places[world.id] = len(known.places)


def _varied(world: WorldRecord, names: set[str]) -> None:
    """What varies is there in some state, and each state says so of all of it, in one order."""
    for name in world.varied:
        _need(name in names, f"`{world.id}` varies `{name}`, which is not there")
    _need(len(set(world.varied)) == len(world.varied), f"`{world.id}` varies one object twice")
    told = ", ".join(f"`{name}`" for name in world.varied)
    _need(bool(world.states) or not told, f"`{world.id}` varies {told} in no state")
    _need(bool(told) or not world.states, f"`{world.id}` has states, and nothing varies")
    for state in world.states:
        _need(len(state) == len(world.varied), f"a state of `{world.id}` does not say where {told} stand")
        for name, placement in zip(world.varied, state, strict=True):
            if placement is not None:
                _placed(name, placement)
    for place, name in enumerate(world.varied):
        there = any(state[place] is not None for state in world.states)
        _need(there, f"`{world.id}` varies `{name}`, which no state has")


def _lit(lighting: Lighting) -> None:
    places = [lamp.position for lamp in lighting.lamps]
    if lighting.sky is not None:
        _need(SKY.fullmatch(lighting.sky.image) is not None, f"`{lighting.sky.image}` is no sky")
        places += [opening.position for opening in lighting.sky.openings]
    _need(all(abs(part) <= FAR for place in places for part in place), f"lamps stand at {places}")


def _top(world: WorldRecord) -> tuple[float, float]:
    return (world.surface.width, world.surface.depth) if world.surface is not None else (0.0, 0.0)


def _kind(kind: str, known: _Known) -> bool:
    """Whether a kind is installed, or its mesh lies in the folder."""
    if NAME.fullmatch(kind) is None:
        return KINDS.get(kind) is not None
    if f"{MESHES}/{kind}{ENDING}" not in known.manifest.files:
        return False
    try:
        know_meshes(known.folder, (kind,))
    except (OSError, ValueError) as error:
        raise _UntrueError(f"the copy of `{kind}` can't be used: {error}") from error
    return True


def _made(thing: Thing) -> bool:
    """Whether an object is one of those that its kind can build."""
    kind = KINDS.get(thing.kind)
    if kind is None or thing.variant.keys() != kind.variants.keys():
        return False
    chosen = all(number in kind.variants[name] for name, number in thing.variant.items())
    return chosen and (thing.colour in PALETTE or thing.colour in kind.colours)


def _placed(name: str, placement: Placement) -> None:
    near = all(abs(part) <= FAR for part in placement.position) and abs(placement.yaw) <= FAR
    _need(near and 0 < placement.scale <= LARGEST, f"`{name}` stands at {placement.position}")


def _view(view: ViewRecord, known: _Known, line: int) -> None:
    _need(KEY.fullmatch(view.id) is not None, f"`{view.id}` is no id of a view")
    _need(view.id not in known.views, f"a second view `{view.id}`")
    _need(view.image == _image(view.id), f"the picture of `{view.id}` is said to be `{view.image}`")
    place = known.places.get(view.world)
    _need(place is not None, f"`{view.id}` shows `{view.world}`, which is missing")
    _need(0 <= view.state < max(1, known.states[view.world]), f"`{view.world}` has no state {view.state}")
    _camera(view.id, view.camera)
    rendered = not view.effects
    if rendered:
        _need(view.source is None and view.shows == view.id, f"`{view.id}` is drawn by nothing")
        _need((place or 0) >= known.last, f"`{view.id}` does not stand with the views of its world")
        known.last = place or 0
    for effect in view.effects:
        _need(PAINTERS.get(effect.name) is not None, f"unknown painter `{effect.name}`")
    for other in (view.shows, view.source):
        if other is not None and not rendered:
            known.wanted.setdefault(other, line)
    known.views[view.id] = rendered


def _camera(name: str, camera: CameraRecord) -> None:
    numbers = (*camera.position, camera.yaw, camera.pitch)
    _need(
        all(abs(number) <= FAR for number in numbers), f"the camera of `{name}` stands at {camera.position}"
    )
    _need(0 < camera.fov < 180, f"the camera of `{name}` sees {camera.fov} degrees")
    sides = (camera.width, camera.height)
    _need(all(1 <= side <= MOST_SIDE for side in sides), f"`{name}` has {sides[0]} × {sides[1]} pixels")
    for matrix, size in ((camera.intrinsics, 3), (camera.extrinsics, 4)):
        _need(
            len(matrix) == size and all(len(row) == size for row in matrix), f"`{name}` has a broken matrix"
        )


def _image(view: str) -> str:
    return f"images/{view}.png"


def _item(item: ItemRecord, known: _Known) -> None:
    _need(item.id not in known.items, f"a second question `{item.id}`")
    _need(item.cell in known.cells, f"`{item.id}` is of a cell `{item.cell}` that the manifest lacks")
    _need(
        FAMILIES.get(item.setting) is not None,
        f"`{item.id}` is of an unknown setting `{item.setting}`",
    )
    labels = [option.label for option in item.options]
    asked = _asked(item)
    named = item.answer_type.get("labels", [])
    fits = list(named) == labels and len(set(labels)) == len(labels) != 1
    offered = f"`{item.id}` has the options {', '.join(labels) or 'none'}"
    _need(fits, f"{offered}, and may be answered by {', '.join(named)}")
    told = (asked.chance(None) or {}).get("exact")
    _need(
        item.chance == told if told is None or item.chance is None else abs(item.chance - told) < 1e-9,
        f"`{item.id}` has {len(labels)} options at {item.chance}",
    )
    if not item.picked:
        known.asked[item.id] = asked
    arms = {item.base is None, item.intervention is None, item.arm is None}
    _need(len(arms) == 1, f"`{item.id}` is an arm of nothing, or a base question with an arm")
    _need(
        item.base is None or item.base in known.items, f"`{item.id}` changes `{item.base}`, which is missing"
    )
    shown = [part for part in item.content if isinstance(part, ImageRecord)]
    for part in (*shown, *(part for option in item.options for part in option.pictures)):
        _need(part.view in known.views, f"`{item.id}` shows `{part.view}`, which is missing")
        _need(part.image == _image(part.view), f"`{item.id}` shows `{part.image}` for the view `{part.view}`")
    known.items[item.id] = tuple(labels)


def _asked(item: ItemRecord) -> AnswerType[Any]:
    """What a reply must be, by the type that the record names."""
    try:
        return grade.answer_type(public_of(item))
    except (ValueError, TypeError, LookupError) as error:
        raise _UntrueError(f"`{item.id}` can't be answered: {error}") from error


def _right(asked: AnswerType[Any], key: AnswerRecord) -> None:
    """Whether all cases of a question are answered by what its type of answer takes."""
    try:
        for answer in key.answers:
            asked.right({"answer": answer})
    except (ValueError, TypeError, LookupError) as error:
        raise _UntrueError(f"`{key.id}` is answered by no reply: {error}") from error


def _answer(key: AnswerRecord, known: _Known) -> None:
    if not known.keys:
        known.keys = list(reversed(known.items))
    _need(
        bool(known.keys) and known.keys.pop() == key.id,
        f"`{key.id}` is not the question of the same line in `{ITEMS}`",
    )
    labels, right = known.items[key.id], key.answer_index
    cases, asked = tuple(option.label for option in key.options), known.asked.get(key.id)
    _need(asked is not None or labels == cases, f"`{key.id}` has other options")
    count = 0 if asked is None else len(cases)
    _need(len(key.answers) == count, f"`{key.id}` has {len(key.answers)} answers")
    if asked is not None:
        _right(asked, key)
    answers: Sequence[ReplyRecord] = labels if asked is None else key.answers
    _need(0 <= right < len(cases), f"`{key.id}` has no option {right}")
    _need(
        answers[right] == key.answer, f"`{key.id}` is answered by `{key.answer}`, option {right} is another"
    )
    _need(0 <= key.rank < len(cases), f"`{key.id}` has no rank {key.rank}")
    _need(key.world in known.places, f"`{key.id}` is about `{key.world}`, which is missing")
