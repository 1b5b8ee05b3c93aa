"""A question: truth, options and where each comes from. Frozen numbers and words; pictures are only named."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from spacenum_dsl.meaning.program import Direction
from spacenum_dsl.world.world import ViewPoint, World

Number: TypeAlias = float | str | tuple[float, ...]
Numbers: TypeAlias = dict[str, Number]


class View(msgspec.Struct, frozen=True):
    """A picture to be made: one state of the question's world from one view point."""

    state: int
    point: ViewPoint


class Text(msgspec.Struct, frozen=True):
    """Words of a question, in the order in which a model must read them."""

    text: str


class Picture(msgspec.Struct, frozen=True):
    """A picture at its place among the words: a number into the question's views."""

    view: int


Block: TypeAlias = Text | Picture


class Member(msgspec.Struct, frozen=True):
    """One member of an option set, before any is the answer.

    `value` holds exact numbers, `text` the printed ones with their unit, `view` its picture. `place`
    holds one number per varied factor, by which members are told apart and ranked.
    """

    value: Numbers
    text: str
    view: int
    place: dict[str, tuple[float, ...]]


class OptionSet(msgspec.Struct, frozen=True):
    """An option set in one world, sorted by rank, drawn by a procedure that treats all members alike.

    `views` are all pictures that either direction needs; `words` what the family's wording needs beside,
    `about` what the truth says beside the answer's value.
    """

    world: World
    views: tuple[View, ...]
    members: tuple[Member, ...]
    words: dict[str, str]
    about: dict[str, str]


class Option(msgspec.Struct, frozen=True):
    """A labelled option. `differs` tells by how much each factor differs from the answer's."""

    label: str
    value: Numbers
    text: str
    view: int
    differs: dict[str, float]


class Question(msgspec.Struct, frozen=True):
    """One question in one direction."""

    cell: str
    setting: str
    direction: Direction
    index: int
    world: World
    views: tuple[View, ...]
    content: tuple[Block, ...]
    options: tuple[Option, ...]
    answer_index: int
    rank: int
    truth: Numbers
