"""The records of a dataset on disk: what each line of each file holds, typed once, for reader and writer.

The JSON Schemas in the docs are generated from these types. Field docs stand here and nowhere else.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec

from spacenum_dsl.base.streams import Seed
from spacenum_dsl.questions.question import Effect, Number, Reply
from spacenum_dsl.semantics.answers import PICKED
from spacenum_dsl.semantics.program import Direction
from spacenum_dsl.world.lighting import Lighting
from spacenum_dsl.world.world import Decor, MapFrame, Placement, Position, Room, SurfaceRecord, Thing

FORMAT = 5
"""Version of the files' format; a reader refuses others."""

DRAWN = 3
"""Version of what a view's id is made of: pictures keep their names while this stays."""

WHEN = 946684800
"""The time that pictures and public files bear: the first second of the year 2000. They are made in the order
of what they show, which times of their own would tell."""

Matrix: TypeAlias = tuple[tuple[float, ...], ...]


ReplyRecord: TypeAlias = Reply
"""A right answer, in the form that its type has it in."""


class TextRecord(msgspec.Struct, frozen=True, tag_field="type", tag="text"):
    """Words, at their place in the order in which a model must read a question."""

    text: str


class ImageRecord(msgspec.Struct, frozen=True, tag_field="type", tag="image"):
    """A picture, at its place: `view` is its id in `key/views.jsonl`, `image` its path below the dataset."""

    view: str
    image: str


class OptionRecord(msgspec.Struct, frozen=True):
    """One option as an examinee sees it: words (`text`), or a picture by each of the question's cameras,
    never both."""

    label: str
    text: str | None = None
    pictures: tuple[ImageRecord, ...] = ()


AnswerTypeRecord: TypeAlias = Annotated[
    dict[str, Any],
    msgspec.Meta(
        extra_json_schema={"properties": {"type": {"type": "string"}}, "required": ["type"]},
        description="What a reply must be: the name of a `type` of answer, and what that type says of it "
        "(docs/answers.md).",
    ),
]
"""What `spacenum_dsl.answers.grade` reads and scores replies by. Which types there are is a matter of
registration, so that they are no types of records."""


class ItemRecord(msgspec.Struct, frozen=True):
    """One question in one direction, as an examinee may see it: a line of `items.jsonl`.

    `id` is unique in the dataset. `cell` names the question family's block, `setting` its kind
    (`transition`, `layout`), `scene` the scene. `content` is the whole prompt in reading order, options
    included. `answer_type` says what a reply must be. `options` are what it lists under letters: the options,
    or what is to be put in order or chosen from; none where numbers or a map are to be given. `chance` is the
    probability of a blind guess, null where there is no exact one. `group` is shared by all records
    whose world has the same arrangement, whatever is asked about it, in whichever cell or dataset: they are
    not independent, and belong into one fold, one split and never into one context.

    A question that an intervention changed names it, its `arm` (the value as written) and in `base` the
    question as it was; all three are null for that one. `partners` is shared by a question and those changes
    of it that leave the right answer right: either all of them are understood or none is. It is null for
    other arms.
    """

    id: str
    cell: str
    setting: str
    direction: Direction
    scene: str
    index: int
    content: tuple[TextRecord | ImageRecord, ...]
    answer_type: AnswerTypeRecord
    options: tuple[OptionRecord, ...]
    chance: float | None
    group: str
    base: str | None
    intervention: str | None
    arm: str | None
    partners: str | None

    @property
    def picked(self) -> bool:
        """Whether a reply picks an option by its letter."""
        return bool(self.answer_type["type"] == PICKED)


def public_of(item: ItemRecord) -> dict[str, Any]:
    """What of a question replies are read and scored by, as `spacenum_dsl.answers.grade` takes it."""
    options = [{"label": option.label, "text": option.text} for option in item.options]
    return {"answer_type": item.answer_type, "options": options}


class KeyOptionRecord(msgspec.Struct, frozen=True):
    """What an option is. `value` holds exact numbers (metres, degrees), `text` the printed ones with their
    unit, whether the prompt shows them or a picture. `suffices` are the smallest sets of the question's
    views each of which is enough to tell this option; none where its pictures are not shown.

    `differs` names each factor in which it differs from the answer, and by how much: metres between
    positions, the ratio of sizes, degrees or metres of magnitude (signed); it is empty for the answer.
    """

    label: str
    value: dict[str, Number]
    text: str
    differs: dict[str, float]
    suffices: tuple[tuple[str, ...], ...]


class AnswerRecord(msgspec.Struct, frozen=True):
    """The key to one question: the line of `key/answers.jsonl` with the number of its line in `items.jsonl`.

    `answer` is what a reply is held against: the letter of the right option, a number, letters, or named
    points. `options` are the cases that the question was drawn from, whether its prompt tells them or not:
    `answer_index` is the place of the right one, `rank` its place when they are sorted, and where something
    else than a letter is asked for, `answers` is what each would be answered by. `truth` holds exact numbers.
    `difficulty` is how hard it is in physical terms. `world` is its line in `key/worlds.jsonl`. `seen` tells
    of each of its views which objects are visible in it: those that it names, in transitions all.
    """

    id: str
    answer: ReplyRecord
    answer_index: int
    rank: int
    truth: dict[str, Number]
    difficulty: dict[str, float]
    world: str
    options: tuple[KeyOptionRecord, ...]
    seen: dict[str, tuple[str, ...]]
    answers: tuple[ReplyRecord, ...] = ()


class CameraRecord(msgspec.Struct, frozen=True):
    """A pinhole camera. `position` in metres; `yaw` counter-clockwise from +x, `pitch` upwards, `fov`
    horizontal, in degrees. `intrinsics` (3×3) maps camera axes (x right, y down, z forward) to pixels, with
    (0, 0) at the outer corner of the top left pixel; `extrinsics` (4×4) maps world to camera coordinates."""

    position: Position
    yaw: float
    pitch: float
    fov: float
    width: int
    height: int
    intrinsics: Matrix
    extrinsics: Matrix


class ViewRecord(msgspec.Struct, frozen=True):
    """One distinct picture: a line of `key/views.jsonl`. `id` is a hash of all that the picture depends on,
    so equal pictures are one line. `world` and `state` tell what it shows; questions about other worlds may
    show the same.

    A picture without `effects` is rendered. One with effects is drawn by their painters, one after the other:
    over the picture of the view `source`, or, where that is null, on a blank one. Either way it shows what
    the rendered view `shows` does, as seen by the same camera.
    """

    id: str
    world: str
    state: int
    camera: CameraRecord
    image: str
    source: str | None
    shows: str
    effects: tuple[Effect, ...]


class WorldRecord(msgspec.Struct, frozen=True):
    """One concrete world: a line of `key/worlds.jsonl`, with all that its pictures need.

    World frame: right-handed, metres, z up, origin at the centre of the room's floor (`room`) or of the
    surface's top (`surface`). `decor` and `lighting` are how it looks. `objects` stand at their `placement`.
    `varied` names those that differ between the options of a question, and each of the `states` says where
    they stand in it, in the same order, null where one is not there; both are empty where nothing varies.
    `frame` is the map frame that the anchors define. `views` are the rendered pictures of this world and
    `cameras` those they are taken with; arms that leave the world as it is may add others to
    `key/views.jsonl`. Worlds of one `stream`, index and attempt are drawn alike.
    """

    id: str
    cell: str
    scene: str
    seed: Seed
    index: int
    attempt: int
    room: Room | None
    surface: SurfaceRecord | None
    decor: Decor
    objects: tuple[Thing, ...]
    frame: MapFrame | None
    varied: tuple[str, ...]
    states: tuple[tuple[Placement | None, ...], ...]
    lighting: Lighting
    views: tuple[str, ...]
    cameras: tuple[CameraRecord, ...]
    stream: str


class SourceRecord(msgspec.Struct, frozen=True):
    """A spec file that the dataset was compiled from, whole, with the SHA-256 of its UTF-8 text."""

    name: str
    sha256: str
    text: str


class VarietyRecord(msgspec.Struct, frozen=True):
    """How many different ones a cell has: `worlds` (arrangements, as `group` tells them apart), option `sets`
    and the share of questions that the most frequent set has, `values` of single options, `rooms` or surfaces
    by scene and size, `kinds` of what varies (in transitions, of objects that are there), view `directions`
    of the first picture in sectors of 10°."""

    worlds: int
    sets: int
    largest_set: float
    values: int
    rooms: int
    kinds: int
    directions: int


class CellRecord(msgspec.Struct, frozen=True):
    """What was compiled of one question family. `count` questions in each direction, about the `scenes` in
    turn; `answer_type` says what replies must be, and `chance` is that of a blind guess, null where none
    can be told. `min_difference` is the number of pixels by which any two options' pictures differ at
    least. Worlds are those of `worlds_of`, which is the cell itself or another one; `variety` says how much
    they differ."""

    name: str
    setting: str
    scenes: tuple[str, ...]
    directions: tuple[Direction, ...]
    count: int
    worlds_of: str
    answer_type: str
    options: int
    chance: float | None
    min_difference: int
    variety: VarietyRecord | None = None


class RelaxedRecord(msgspec.Struct, frozen=True):
    """A guarantee that does not hold for a cell: the words of the spec that give it up, or what of the cell
    has no judge."""

    guarantee: str
    cell: str
    reason: str


class ArmRecord(msgspec.Struct, frozen=True):
    """What one arm of an intervention did to one cell in one direction: how many of its questions were
    `asked` to change, how many `changed` (so many items there are), and why the others are left out."""

    intervention: str
    arm: str
    cell: str
    direction: Direction
    asked: int
    changed: int
    left_out: dict[str, int]


class FileRecord(msgspec.Struct, frozen=True):
    """A file of the dataset: its lines, 0 for the copy of a mesh, and the SHA-256 of its bytes."""

    lines: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """`dataset.json`: written last, so a folder that has one is whole.

    `versions` names what the records depend on. `guarantees` lists the promises that hold for every cell;
    `relaxed` those that do not hold for some, and why. `arms` says what the interventions changed.
    `worlds` counts the different arrangements of all cells together: statistics cluster on them (`group`).
    """

    format: int
    name: str
    versions: dict[str, str]
    seed: Seed
    image: tuple[int, int]
    sources: tuple[SourceRecord, ...]
    defines: dict[str, str]
    cells: tuple[CellRecord, ...]
    guarantees: tuple[str, ...]
    relaxed: tuple[RelaxedRecord, ...]
    arms: tuple[ArmRecord, ...]
    files: dict[str, FileRecord]
    worlds: int = 0


ITEMS, ANSWERS = "items.jsonl", "key/answers.jsonl"
WORLDS, VIEWS = "key/worlds.jsonl", "key/views.jsonl"

TABLES = {ITEMS: ItemRecord, ANSWERS: AnswerRecord, WORLDS: WorldRecord, VIEWS: ViewRecord}
"""Which record stands in the lines of which file. What gives answers away lies in `key/`."""
