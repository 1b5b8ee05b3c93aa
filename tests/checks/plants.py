"""Leaks that no picture shows, planted in the public files: words, spaces, digits, names, orders, files.

Each is in 60 % of a cell's questions, so that it is worth 45 points of four options.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from sabotage import Item, Records, chance_of, number, replace_items, sorted_places, with_answer, with_options

from spacenum_dsl.output.records.types import ImageRecord, TextRecord

SHARE = 0.6
COLOURS = ("red", "green", "blue", "white", "black", "yellow", "orange", "purple", "brown", "grey")
FILLERS = ("now", "then", "here", "please")

Plant = Callable[[Records], Records]


def planted(change: Callable[[Item], Item]) -> Plant:
    """The records with a change in so many of the questions."""

    def plant(records: Records) -> Records:
        return replace_items(
            records,
            [
                change(item) if chance_of(item, f"plant {item.direction}").random() < SHARE else item
                for item in records.items
            ],
        )

    return plant


def in_text(item: Item, change: Callable[[str], str]) -> Item:
    """With its first text changed."""
    first, *rest = item.content
    assert isinstance(first, TextRecord)
    return replace(item, content=(TextRecord(change(first.text)), *rest))


def to_letter(item: Item, letter: int) -> Item:
    """The same options and answer, with the answer under another letter."""
    options = list(item.options)
    options[letter], options[item.answer_index] = options[item.answer_index], options[letter]
    return with_options(item, options, letter)


@planted
def colour(item: Item) -> Item:
    """The first colour that is named is one of four, by the rank of the answer."""
    return in_text(
        item, lambda text: re.sub(rf"\b({'|'.join(COLOURS)})\b", COLOURS[item.rank], text, count=1)
    )


@planted
def spaces(item: Item) -> Item:
    return in_text(item, lambda text: text.replace(". ", "." + " " * (1 + item.answer_index), 1))


@planted
def filler(item: Item) -> Item:
    return in_text(item, lambda text: text.replace(". ", f", {FILLERS[item.answer_index]}. ", 1))


@planted
def digit(item: Item) -> Item:
    """One more decimal in the first number: 0 to 3."""
    return in_text(item, lambda text: re.sub(r"(\d\.\d+)", rf"\g<1>{item.answer_index}", text, count=1))


@planted
def index_four(item: Item) -> Item:
    return to_letter(item, (item.index + 1) % 4)


@planted
def index_sixteen(item: Item) -> Item:
    return to_letter(item, (3 * item.index + item.index // 4) % 4)


@planted
def own_id(item: Item) -> Item:
    return replace(item, id=item.id + "klmn"[item.answer_index])


@planted
def field(item: Item) -> Item:
    """A field that nobody thought of."""
    return replace(item, record=replace(item.record, partners="uvwx"[item.rank]))


@planted
def option_space(item: Item) -> Item:
    """A space behind the right option."""
    options = list(item.options)
    right = options[item.answer_index]
    options[item.answer_index] = replace(right, text=right.text + " ")
    return replace(item, options=tuple(options))


@planted
def picture_name(item: Item) -> Item:
    """The right candidate's name ends with 7."""
    options = list(item.options)
    right = options[item.answer_index]
    assert right.image is not None
    named = right.image[: -len("0.png")] + "7.png"
    options[item.answer_index] = replace(right, image=named)
    content = tuple(
        replace(block, image=named)
        if isinstance(block, ImageRecord) and block.image == right.image
        else block
        for block in item.content
    )
    return replace(item, options=tuple(options), content=content)


def one_letter(records: Records) -> Records:
    """Both directions have one letter."""
    letters = {(item.cell, item.index): item.answer_index for item in records.items}
    return planted(lambda item: to_letter(item, letters[item.cell, item.index]))(records)


def one_answer(records: Records) -> Records:
    """Both directions have one answer: one prints the numbers that the other asks for."""
    right = {(item.cell, item.index): item.options[item.answer_index].text for item in records.items}

    def change(item: Item) -> Item:
        texts = [option.text for option in item.options]
        return with_answer(item, texts.index(right[item.cell, item.index]))

    return planted(change)(records)


def latin(records: Records) -> Records:
    """In every run of four questions of one direction each letter comes once and each rank once."""

    def change(item: Item) -> Item:
        chance = chance_of(replace(item, record=replace(item.record, index=item.index // 4)), item.direction)
        letters, ranks = chance.sample(range(4), 4), chance.sample(range(4), 4)
        other = with_answer(item, sorted_places(item)[ranks[item.index % 4]])
        return to_letter(other, letters[item.index % 4])

    return replace_items(records, [change(item) for item in records.items])


def neighbour(records: Records) -> Records:
    """A prompt names the right numbers of the question before it."""
    known = {(item.cell, item.direction, item.index): item for item in records.items}

    def change(item: Item) -> Item:
        before = known.get((item.cell, item.direction, item.index - 1))
        if before is None:
            return item
        told = before.options[before.answer_index].text
        return in_text(item, lambda text: f"It was {told} before. {text}")

    return planted(change)(records)


def file_order(records: Records) -> Records:
    """The lines of the file stand in the order A, B, C, D, A, …, as far as there are such answers."""
    waiting = [[item for item in records.items if item.answer_index == letter] for letter in range(4)]
    lines = [item for together in zip(*waiting, strict=False) for item in together]
    known = {item.id for item in lines}
    return replace_items(records, [*lines, *(item for item in records.items if item.id not in known)])


def views_order(records: Records) -> Records:
    """The right candidate stands before the others among the views."""
    first = {
        item.options[item.answer_index].pictures[0].view
        for item in records.items
        if item.direction == "num2space"
    }
    views = sorted(records.views, key=lambda view: view.id not in first)
    return dataclasses.replace(records, views=tuple(views))


def write_pictures(records: Records, folder: Path, leak: str | None) -> None:
    """Files in the place of pictures; the right candidate's is longer or newer than the others, or all are
    written in the order of what they show."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for item in records.items:
        chance = chance_of(item, "files")
        places = chance.sample(range(len(item.options)), len(item.options))
        telling = chance.random() < SHARE
        for place, option in enumerate(item.options):
            if not option.pictures:
                continue
            right = telling and place == item.answer_index
            path = folder / option.pictures[0].image
            path.write_bytes(bytes(200 + chance.randrange(99) + 100 * (leak == "size" and right)))
            when = places[place] + 10 * (leak == "time" and right)
            if leak == "order" and telling:
                when = sorted(number(each) for each in item.options).index(number(option))
            os.utime(path, ns=(0, when * 10**9))
