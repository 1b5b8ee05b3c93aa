"""Datasets with planted leaks, for the audit to find.

Each sabotage takes the records of one clean cell and gives a leaking copy. Both directions of a world change
alike, and prompts say what the changed truth says, so nothing but the leak is new.
"""

from __future__ import annotations

import dataclasses
import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace
from PIL import Image

from spacenum_dsl.output.records.dataset import (
    KEY,
    MANIFEST,
    read_items,
    read_manifest,
    read_views,
    read_worlds,
)
from spacenum_dsl.output.records.types import (
    ANSWERS,
    ITEMS,
    VIEWS,
    WORLDS,
    AnswerRecord,
    CameraRecord,
    FileRecord,
    ImageRecord,
    ItemRecord,
    KeyOptionRecord,
    Manifest,
    OptionRecord,
    TextRecord,
    ViewRecord,
    WorldRecord,
)
from spacenum_dsl.questions.question import Number
from spacenum_dsl.questions.words import LETTERS

ANCHOR = (0.0, 0.0)
"""Where the origin stands in a map."""


class Option(msgspec.Struct, frozen=True):
    """An option and what the key says of it."""

    label: str
    value: dict[str, Number]
    text: str
    differs: dict[str, float]
    pictures: tuple[ImageRecord, ...]
    suffices: tuple[tuple[str, ...], ...]


class Item(msgspec.Struct, frozen=True):
    """A question and its key in one."""

    record: ItemRecord
    id: str
    direction: str
    content: tuple[TextRecord | ImageRecord, ...]
    options: tuple[Option, ...]
    answer: str
    answer_index: int
    rank: int
    truth: dict[str, Number]
    difficulty: dict[str, float]
    world: str

    @property
    def cell(self) -> str:
        return self.record.cell

    @property
    def index(self) -> int:
        return self.record.index

    @property
    def group(self) -> str:
        return self.record.group


def together(item: ItemRecord, key: AnswerRecord) -> Item:
    options = tuple(
        Option(each.label, each.value, each.text, each.differs, shown.pictures, each.suffices)
        for each, shown in zip(key.options, item.options, strict=True)
    )
    return Item(
        item,
        item.id,
        item.direction,
        item.content,
        options,
        key.answer,
        key.answer_index,
        key.rank,
        key.truth,
        key.difficulty,
        key.world,
    )


def apart(item: Item) -> tuple[ItemRecord, AnswerRecord]:
    """The two lines of a question: pictured options are printed nowhere."""
    options = tuple(
        OptionRecord(each.label, None if each.pictures else each.text, each.pictures) for each in item.options
    )
    public = replace(item.record, id=item.id, content=item.content, options=options)
    key = tuple(
        KeyOptionRecord(each.label, each.value, each.text, each.differs, each.suffices)
        for each in item.options
    )
    answer = (item.answer, item.answer_index, item.rank, item.truth, item.difficulty, item.world, key, {})
    return public, AnswerRecord(item.id, *answer)


@dataclass(frozen=True)
class Records:
    """A dataset in memory."""

    manifest: Manifest
    items: tuple[Item, ...]
    worlds: dict[str, WorldRecord]
    views: tuple[ViewRecord, ...] = ()

    def only(self, cell: str, *directions: str) -> Records:
        """One cell, in all directions unless some are named."""
        kept = [item for item in self.items if item.cell == cell]
        return replace_items(self, [item for item in kept if not directions or item.direction in directions])

    def write(self, folder: Path) -> Manifest:
        """A folder that can be audited, and its manifest."""
        (folder / KEY).mkdir(parents=True, exist_ok=True)
        files = {}
        used = {item.world for item in self.items}
        parts = [apart(item) for item in self.items]
        tables: dict[str, Sequence[msgspec.Struct]] = {
            ITEMS: [item for item, _ in parts],
            ANSWERS: [answer for _, answer in parts],
            WORLDS: [world for world in self.worlds.values() if world.id in used],
            VIEWS: [view for view in self.views if view.world in used],
        }
        for name, records in tables.items():
            data = b"".join(msgspec.json.encode(record) + b"\n" for record in records)
            (folder / name).write_bytes(data)
            files[name] = FileRecord(len(records), hashlib.sha256(data).hexdigest())
        manifest = replace(self.manifest, files=files)
        (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
        return manifest


def read_records(folder: Path) -> Records:
    manifest = read_manifest(folder)
    assert isinstance(manifest, Manifest)
    items = tuple(together(*each) for each in read_items(folder))
    return Records(
        manifest, items, {each.id: each for each in read_worlds(folder)}, tuple(read_views(folder))
    )


def replace_items(records: Records, items: Sequence[Item]) -> Records:
    return dataclasses.replace(records, items=tuple(items))


def chance_of(item: Item, salt: str) -> random.Random:
    """Random numbers that both directions of a question share."""
    return random.Random(f"{item.cell} {item.index} {salt}")


def number(option: Option) -> float:
    """By which options are sorted here."""
    value = next(iter(option.value.values()))
    first = value[0] if isinstance(value, tuple) else value
    assert isinstance(first, float)
    return first


def sorted_places(item: Item) -> list[int]:
    return sorted(range(len(item.options)), key=lambda place: number(item.options[place]))


def with_answer(item: Item, place: int) -> Item:
    """The question with another of its options right."""
    old, new = item.options[item.answer_index], item.options[place]
    content = item.content
    if item.direction == "num2space":
        content = tuple(
            TextRecord(block.text.replace(old.text, new.text)) if isinstance(block, TextRecord) else block
            for block in content
        )
    return replace(
        item,
        content=content,
        answer=new.label,
        answer_index=place,
        rank=sorted_places(item).index(place),
        truth={**item.truth, **new.value},
    )


def with_options(item: Item, options: Sequence[Option], answer: int) -> Item:
    """The question with other options, relabelled in this order; printed anew where they are printed."""
    relabelled = tuple(replace(option, label=label) for option, label in zip(options, LETTERS, strict=False))
    content = item.content
    if item.direction == "space2num":
        lines = "\n".join(f"{option.label}. {option.text}" for option in relabelled)
        content = (*content[:-1], TextRecord(f"{lines}\n\nAnswer with the letter of the right option."))
    changed = replace(item, content=content, options=relabelled)
    old = item.options[item.answer_index].text
    new = relabelled[answer]
    if item.direction == "num2space":
        content = tuple(
            TextRecord(block.text.replace(old, new.text)) if isinstance(block, TextRecord) else block
            for block in content
        )
        changed = replace(changed, content=content)
    return replace(
        changed,
        answer=new.label,
        answer_index=answer,
        rank=sorted_places(changed).index(answer),
        truth={**item.truth, **new.value},
    )


def each(change: Callable[[Item], Item]) -> Callable[[Records], Records]:
    return lambda records: replace_items(records, [change(item) for item in records.items])


def mostly(item: Item, place: int, share: float, salt: str) -> Item:
    """With this answer in so many of the worlds, else as it was."""
    return with_answer(item, place) if chance_of(item, salt).random() < share else item


@each
def always_b(item: Item) -> Item:
    options = list(item.options)
    options[1], options[item.answer_index] = options[item.answer_index], options[1]
    return with_options(item, options, 1)


@each
def unbalanced_key(item: Item) -> Item:
    """The paper's: the larger of two is right in 71 of 100."""
    larger = chance_of(item, "71").random() < 0.71
    return with_answer(item, sorted_places(item)[-1 if larger else 0])


@each
def middle_rank(item: Item) -> Item:
    return with_answer(item, sorted_places(item)[chance_of(item, "middle").choice((1, 2))])


def boxed(option: Option, low: Sequence[float], high: Sequence[float]) -> Option:
    """The option of a two-dimensional map with other corners."""
    corners = [f"({', '.join(f'{part:.2f}' for part in corner)})" for corner in (low, high)]
    return replace(option, value={"low": tuple(low), "high": tuple(high)}, text=f"[{', '.join(corners)}] m")


def corners(option: Option) -> tuple[tuple[float, ...], tuple[float, ...]]:
    low, high = option.value["low"], option.value["high"]
    assert isinstance(low, tuple) and isinstance(high, tuple)
    return low, high


@each
def hub(item: Item) -> Item:
    """Each distractor differs from the truth in one coordinate or two: the truth shares most of all."""
    (x, y), (right, top) = corners(item.options[item.answer_index])
    moves = iter(((0.05, 0.0, 0.05, 0.0), (0.0, 0.07, 0.0, 0.07), (0.0, 0.0, 0.06, 0.08)))
    options = [
        option if place == item.answer_index
        else boxed(option, (x + move[0], y + move[1]), (right + move[2], top + move[3]))
        for place, option in enumerate(item.options)
        for move in [next(moves) if place != item.answer_index else (0.0,)]
    ]  # fmt: skip
    return with_options(item, options, item.answer_index)


def moved_to(item: Item, centre: tuple[float, float]) -> Item:
    """With the middle of one wrong option there."""
    wrong = chance_of(item, "wrong").choice([k for k in range(len(item.options)) if k != item.answer_index])
    low, high = corners(item.options[wrong])
    half = [(b - a) / 2 for a, b in zip(low, high, strict=True)]
    options = list(item.options)
    options[wrong] = boxed(
        options[wrong],
        [c - h for c, h in zip(centre, half, strict=True)],
        [c + h for c, h in zip(centre, half, strict=True)],
    )
    return with_options(item, options, item.answer_index)


@each
def inside_an_anchor(item: Item) -> Item:
    return moved_to(item, ANCHOR)


@each
def out_of_bounds(item: Item) -> Item:
    return moved_to(item, (2.5, 0.1))


@each
def longest_right(item: Item) -> Item:
    """One more decimal in the right option."""
    options = list(item.options)
    right = options[item.answer_index]
    head, _, unit = right.text.rpartition(" ")
    options[item.answer_index] = replace(right, text=f"{head}0 {unit}")
    return with_options(item, options, item.answer_index)


def start_of(item: Item, records: Records) -> CameraRecord:
    """The camera of the first view of a transition."""
    world = records.worlds[item.world]
    first = next(block.view for block in item.content if isinstance(block, ImageRecord))
    return world.cameras[world.views.index(first)]


def first_view(records: Records) -> Records:
    """Who starts on the left half of the room went farthest, who starts on the right half least far."""

    def change(item: Item) -> Item:
        left = start_of(item, records).position[0] < 0
        return mostly(item, sorted_places(item)[-1 if left else 0], 0.8, "view")

    return each(change)(records)


def free_space(records: Records) -> Records:
    """The right magnitude grows with the way to the wall that is looked at."""

    def change(item: Item) -> Item:
        camera = start_of(item, records)
        room = records.worlds[item.world].room
        assert room is not None
        wanted = 2.4 * (
            1 - max(abs(camera.position[0]) / room.size[0], abs(camera.position[1]) / room.size[1]) * 2
        )
        places = range(len(item.options))
        return with_answer(item, min(places, key=lambda place: abs(number(item.options[place]) - wanted)))

    return each(change)(records)


@each
def inserted(item: Item) -> Item:
    """Distractors sorted, the truth inserted at its letter."""
    others = [item.options[place] for place in sorted_places(item) if place != item.answer_index]
    others.insert(item.answer_index, item.options[item.answer_index])
    return with_options(item, others, item.answer_index)


@each
def by_distance(item: Item) -> Item:
    """Distractors listed from the nearest to the farthest from the truth."""
    right = item.options[item.answer_index]
    others = [option for option in item.options if option is not right]
    others.sort(key=lambda option: abs(number(option) - number(right)))
    others.insert(item.answer_index, right)
    return with_options(item, others, item.answer_index)


@each
def tied(item: Item) -> Item:
    """10, 20, 30 and 60 degrees: 20 is as far from 10 as from 30."""
    options = [
        replace(option, value={**option.value, "magnitude": magnitude}, text=f"{magnitude:.0f}°")
        for option, magnitude in zip(item.options, (10.0, 20.0, 30.0, 60.0), strict=True)
    ]
    chance_of(item, "tied").shuffle(options)
    return with_options(item, options, item.answer_index)


@each
def one_unit(item: Item) -> Item:
    """A wrong option without its unit."""
    wrong = (item.answer_index + 1) % len(item.options)
    options = list(item.options)
    options[wrong] = replace(options[wrong], text=options[wrong].text.removesuffix("°"))
    return with_options(item, options, item.answer_index)


def crowd(records: Records) -> Records:
    """The number of objects is the rank."""

    def change(item: Item) -> Item:
        return with_answer(
            item, sorted_places(item)[len(records.worlds[item.world].objects) % len(item.options)]
        )

    return each(change)(records)


def light(records: Records) -> Records:
    """Under one light, the first letter; under another, the second; and so on."""
    lights = sorted({world.decor.light for world in records.worlds.values()})

    def change(item: Item) -> Item:
        letter = lights.index(records.worlds[item.world].decor.light) % len(item.options)
        options = list(item.options)
        options[letter], options[item.answer_index] = options[item.answer_index], options[letter]
        return with_options(item, options, letter)

    return each(change)(records)


@each
def favourite(item: Item) -> Item:
    """Where 30° is offered, it is right in half of the worlds."""
    places = [place for place, option in enumerate(item.options) if number(option) == 30.0]
    return mostly(item, places[0], 0.5, "30") if places else item


@each
def echoed(item: Item) -> Item:
    """The prompt names the right numbers in passing."""
    right = item.options[item.answer_index].text
    return replace(item, content=(TextRecord(f"Like {right}, but another place."), *item.content))


@each
def mirrored(item: Item) -> Item:
    """The arm that a mirrored world would give: y of all options changes its sign. No leak."""
    options = [
        boxed(option, (low[0], -high[1]), (high[0], -low[1]))
        for option in item.options
        for low, high in [corners(option)]
    ]
    changed = with_options(item, options, item.answer_index)
    arm = {"base": item.id, "intervention": "mirror", "arm": "mirrored"}
    return replace(changed, id=f"{item.id}.mirror", record=replace(item.record, **arm))


def repeated(records: Records) -> Records:
    """Each question four times: many rows, and no more to know."""
    copies = [
        replace(item, id=f"{item.id}.{copy}")
        for item in records.items[: len(records.items) // 2]
        for copy in range(4)
    ]
    return replace_items(records, copies)


def paint(records: Records, folder: Path, leak: str | None) -> None:
    """Pictures of noise for all candidates; the right one brighter, or with a mark in a corner."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for item in records.items:
        for place, option in enumerate(item.options):
            if not option.pictures:
                continue
            rng = chance_of(item, f"paint {place}")
            grey = rng.randint(90, 150) + 18 * (leak == "brighter" and place == item.answer_index)
            coarse = bytes(min(255, max(0, grey + rng.randint(-40, 40))) for _ in range(64))
            picture = Image.frombytes("L", (8, 8), coarse).resize((48, 48), Image.Resampling.BICUBIC)
            if leak == "marked" and place == item.answer_index:
                picture.paste(255, (40, 2, 45, 7))
            picture.save(folder / option.pictures[0].image)
