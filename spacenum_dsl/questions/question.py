"""A question: truth, options and where each comes from. Frozen numbers and words; pictures are only named."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from spacenum_dsl.answers import grade
from spacenum_dsl.semantics.program import Direction
from spacenum_dsl.world.world import ViewPoint, World

Number: TypeAlias = float | str | tuple[float, ...]
Numbers: TypeAlias = dict[str, Number]
Reply: TypeAlias = str | float | tuple[str, ...] | dict[str, tuple[float, ...]]
"""A right answer as a key holds it: a letter, a number, letters, named points."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Labels in their order."""


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

    `value` holds exact numbers (metres, degrees). `number` is what it is known by, whatever changes about it.
    `coordinates` hold one tuple of numbers per varied factor, by which members are told apart and ranked.
    `difficulty` is how hard it would be to tell it from the others, in physical terms. `views` are the
    pictures that show it and nothing else of the set, none where it is told in words alone; `suffices` are
    the smallest sets of the set's views each of which is enough to tell it.
    """

    value: Numbers
    number: int
    coordinates: dict[str, tuple[float, ...]]
    difficulty: dict[str, float]
    views: tuple[int, ...]
    suffices: tuple[tuple[int, ...], ...]


class OptionSet(msgspec.Struct, frozen=True):
    """An option set in one world, sorted by rank, drawn by a procedure that treats all members alike.

    `views` are all pictures that either direction needs, and `seen` tells of each which of the things that
    the question names are visible in it; `context` what the truth says beside the answer's value.
    """

    world: World
    views: tuple[View, ...]
    members: tuple[Member, ...]
    context: dict[str, str]
    seen: tuple[tuple[str, ...], ...] = ()


class Option(msgspec.Struct, frozen=True):
    """A labelled option: the member of that `number`, with its `views` and what `suffices` to tell it.
    `differs` tells by how much each factor differs from the answer's."""

    label: str
    value: Numbers
    text: str
    number: int
    differs: dict[str, float]
    views: tuple[int, ...]
    suffices: tuple[tuple[int, ...], ...]


class AnswerForm(msgspec.Struct, frozen=True):
    """What is to be given in place of the letter of an option.

    `type` is a registered type of answer, `fields` all else that `answer_type` of the record says of it.
    `answers` has what each option, now a case that the question was drawn from, is answered by, in the order
    of their letters. `labelled` are the texts of what a prompt lists under letters of its own.
    """

    type: str
    fields: dict[str, Any]
    answers: tuple[Reply, ...]
    labelled: tuple[str, ...] = ()

    @property
    def described(self) -> dict[str, Any]:
        """The form as `answer_type` of an item."""
        return {"type": self.type, **self.fields}

    @property
    def public(self) -> dict[str, Any]:
        """What of it is public, as an item has it that is read and scored."""
        lines = zip(LETTERS, self.labelled, strict=False)
        listed = [{"label": letter, "text": text} for letter, text in lines]
        return {"answer_type": self.described, "options": listed}

    @property
    def chance(self) -> float | None:
        """The probability of a blind guess, where there is an exact one."""
        found = grade.chance(self.public)
        return None if found is None else found["exact"]

    def only(self, place: int) -> AnswerForm:
        """The form as whoever knows nothing of its other cases sees it."""
        return msgspec.structs.replace(self, answers=self.answers[place : place + 1])


class Prompt(msgspec.Struct, frozen=True):
    """A question in words: its content in reading order, each option by letter as it is told (exact value,
    printed text, coordinates), and what the truth says beside the answer's value. `open` is there where
    something else is asked for than the letter of an option, none of which is told then."""

    content: tuple[Block, ...]
    values: tuple[Numbers, ...]
    texts: tuple[str, ...]
    coordinates: tuple[dict[str, tuple[float, ...]], ...]
    context: dict[str, str]
    open: AnswerForm | None = None


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

    Where something else than a letter is asked for (`open`), its `options` are those cases that it was drawn
    from, which the prompt does not tell. `image` is the size of its pictures in pixels, `effects` what is
    done to each of them. `pictures_of` is the question whose pictures it shows in place of its own. `arm` is
    None for a question as it is. `seen` tells of each view which of the things that it names are visible in
    it.
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
    open: AnswerForm | None = None
    seen: tuple[tuple[str, ...], ...] = ()
