"""A question: truth, options and where each comes from. Frozen numbers and words; pictures are only named."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from spacenum_dsl.semantics.program import Direction
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


class Effect(msgspec.Struct, frozen=True):
    """A change to a finished picture, made by the painter of that name: `overlay` with `crosshair`."""

    name: str
    value: str


class Member(msgspec.Struct, frozen=True):
    """One member of an option set, before any is the answer.

    `value` holds exact numbers (metres, degrees), `view` its picture, by which it is known whatever changes
    about it. `coordinates` hold one tuple of numbers per varied factor, by which members are told apart and
    ranked. `difficulty` is how hard it would be to tell it from the others, in physical terms.
    """

    value: Numbers
    view: int
    coordinates: dict[str, tuple[float, ...]]
    difficulty: dict[str, float]


class OptionSet(msgspec.Struct, frozen=True):
    """An option set in one world, sorted by rank, drawn by a procedure that treats all members alike.

    `views` are all pictures that either direction needs; `context` what the truth says beside the answer's
    value.
    """

    world: World
    views: tuple[View, ...]
    members: tuple[Member, ...]
    context: dict[str, str]


class Option(msgspec.Struct, frozen=True):
    """A labelled option. `differs` tells by how much each factor differs from the answer's."""

    label: str
    value: Numbers
    text: str
    view: int
    differs: dict[str, float]


class OpenNumber(msgspec.Struct, frozen=True):
    """What a number that is to be given is of: its `unit` (m, deg, or none for a count or ratio), the number
    of each option in the order of their letters, the `period` after which directions come round again, the
    unit that a length is asked for in (m, cm, mm, ft), and the `sense` of turning in which a direction
    grows, which the prompt tells."""

    unit: Literal["m", "deg", ""]
    numbers: tuple[float, ...]
    period: float | None = None
    asked_in: str | None = None
    sense: Literal["clockwise", "counter-clockwise"] | None = None


class Prompt(msgspec.Struct, frozen=True):
    """A question in words: its content in reading order, each option by letter as it is told (exact value,
    printed text, coordinates), and what the truth says beside the answer's value. `open` is there where the
    options are not told and a number is asked for."""

    content: tuple[Block, ...]
    values: tuple[Numbers, ...]
    texts: tuple[str, ...]
    coordinates: tuple[dict[str, tuple[float, ...]], ...]
    context: dict[str, str]
    open: OpenNumber | None = None


class ArmName(msgspec.Struct, frozen=True):
    """Which arm of which intervention a question is. `label` is the value as written, `suffix` what its id
    ends in; `metamorphic` tells that whoever answers the base question right must answer this one right
    too."""

    intervention: str
    label: str
    suffix: str
    metamorphic: bool


class Question(msgspec.Struct, frozen=True):
    """One question in one direction.

    Where a number is asked for (`open`), its `options` are those cases that it was drawn from, which the
    prompt does not tell. `image` is the size of its pictures in pixels, `effects` what is done to each of
    them. `pictures_of` is the question whose pictures it shows in place of its own. `arm` is None for a
    question as it is.
    """

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
    difficulty: dict[str, float]
    image: tuple[int, int]
    effects: tuple[Effect, ...] = ()
    pictures_of: Question | None = None
    arm: ArmName | None = None
    open: OpenNumber | None = None
