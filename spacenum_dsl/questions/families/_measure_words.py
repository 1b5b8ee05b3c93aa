"""Puts measures into words: the camera, what is measured from where to where, the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from spacenum_dsl.questions import forms
from spacenum_dsl.questions.families._measure_check import names_of, quantity_of
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.numerals import in_words
from spacenum_dsl.questions.question import AnswerForm, Block, Numbers, Prompt, Text
from spacenum_dsl.questions.scene_words import called, same_camera, setting, shown
from spacenum_dsl.questions.wording import Wording
from spacenum_dsl.questions.words import picture_options, pictures_of, plain, text_options

UNIT: Mapping[str, Literal["m", "deg", ""]] = {
    "gap": "m",
    "distance": "m",
    "angle": "deg",
    "height": "m",
    "ratio": "",
}
"""What exact numbers are in."""

_BOX = (
    "The bounding box of an object is the smallest upright box around all of it that is turned with it, its "
    "sides parallel to the object's own."
)
_TALL = "The height of an object is how far its highest point lies above its lowest point."
MEANT = {
    "gap": f"{_BOX} The gap between two objects is the length of the shortest straight line from one of "
    "their bounding boxes to the other.",
    "distance": f"{_BOX} The distance between two objects is the length of the straight line between "
    "the centres of their bounding boxes; the centre of a box lies half way up, not on its base.",
    "angle": "Directions are level, as seen from above, from the centre of one object to the centre of "
    "another. The angle between two directions is at least 0° and at most 180°.",
    "height": _TALL,
    "ratio": _TALL,
}
"""What each quantity is, for those who must not guess."""


def prompt(draft: Draft) -> Prompt:
    """The camera, what is measured, the picture or pictures, the options."""
    world, wording, block = draft.chosen.world, draft.wording, draft.cell.block
    quantity, things = quantity_of(block), [called(world.thing(name)) for name in names_of(block)]
    exact = [member.coordinates[quantity][0] for member in draft.members]
    texts = printed(exact, quantity, wording)
    told = [each * wording.scale for each in exact] if UNIT[quantity] == "m" else exact
    lines = [setting(draft), MEANT[quantity]]
    content: tuple[Block, ...]
    open: AnswerForm | None = None
    if draft.direction == "num2space":
        asked = _given(quantity, things, texts[draft.answer], shown(draft)) + same_camera(draft)
        content = (Text("\n".join([*lines, asked])), *picture_options(draft.members, wording.last_line))
    else:
        open = _open(told, quantity, wording) if block.answer == "number" else None
        number = wording.number_line({"m": wording.unit_name, "deg": "degrees", "": ""}[UNIT[quantity]])
        ends = text_options(texts, wording.last_line) if open is None else (Text(number),)
        asked = _asked(quantity, things, shown(draft))
        content = (Text("\n".join([*lines, asked])), *pictures_of(draft.right), *ends)
    values: tuple[Numbers, ...] = tuple(
        {**member.value, quantity: number} for member, number in zip(draft.members, told, strict=True)
    )
    places: tuple[dict[str, tuple[float, ...]], ...] = tuple({quantity: (number,)} for number in told)
    return Prompt(content, values, texts, places, draft.chosen.context, open)


def printed(numbers: Sequence[float], quantity: str, wording: Wording) -> tuple[str, ...]:
    """Numbers of a question, metres, degrees or times, as they are told."""
    if quantity == "angle":
        decimals = wording.angle_decimals(numbers)
        return tuple(wording.angle(number, decimals) for number in numbers)
    if quantity != "ratio":
        decimals = wording.decimals(numbers)
        return tuple(wording.length(number, decimals) for number in numbers)
    decimals = wording.number_decimals(numbers)
    texts = [plain(number, decimals) for number in numbers]
    return tuple(in_words(text) if wording.style == "words" else text for text in texts)


def _open(told: Sequence[float], quantity: str, wording: Wording) -> AnswerForm:
    """The numbers, to be given in the unit in which the prompt tells lengths, in degrees, or as times."""
    if UNIT[quantity] != "m":
        return forms.number(UNIT[quantity], told)
    return forms.number("m", told, asked_in=wording.unit)


def _given(quantity: str, things: Sequence[str], number: str, picture: str) -> str:
    """Asks which picture shows a number. It stands before a mark, so that words may take its place."""
    if quantity == "height":
        return f"In which {picture} is the height of the {things[0]} {number}?"
    if quantity == "angle":
        return f"In which {picture} is {_turned(things)} {number}?"
    one, other = things
    if quantity == "ratio":
        return (
            f"In which {picture} is the height of the {one}, divided by the height of the {other}, {number}?"
        )
    return f"In which {picture} is the {quantity} between the {one} and the {other} {number}?"


def _asked(quantity: str, things: Sequence[str], picture: str) -> str:
    """Asks for the number that a picture shows."""
    if quantity == "height":
        return f"What is the height of the {things[0]} in this {picture}?"
    if quantity == "angle":
        return f"What is {_turned(things)} in this {picture}?"
    one, other = things
    if quantity == "ratio":
        return f"What is the height of the {one}, divided by the height of the {other}, in this {picture}?"
    return f"What is the {quantity} between the {one} and the {other} in this {picture}?"


def _turned(things: Sequence[str]) -> str:
    """What an angle is between, and at which object."""
    one, other, corner = things
    return f"the angle at the {corner} between the directions to the {one} and to the {other}"
