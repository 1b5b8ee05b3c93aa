"""What is asked for in place of an option's letter: one maker for each type of answer that families use.

Each of the cases that a question was drawn from has its own answer; which of them is right is decided
elsewhere, and nothing here knows it. Labelled things come in an order of their own, drawn for the question,
so their letters tell nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from spacenum_dsl.questions.question import LETTERS, AnswerForm


def number(
    unit: Literal["m", "deg", ""],
    numbers: Sequence[float],
    *,
    period: float | None = None,
    asked_in: str | None = None,
    sense: Literal["clockwise", "counter-clockwise"] | None = None,
) -> AnswerForm:
    """A number in a unit: metres, degrees, or none for a count or ratio. `period` is that after which
    directions come round again, `sense` the one of turning in which they grow, which the prompt tells;
    `asked_in` is the unit that a length is asked for in (m, cm, mm, ft)."""
    fields = {"unit": unit, "period": period, "bare": None if asked_in == unit else asked_in}
    if sense is not None:
        fields["sense"] = sense
    return AnswerForm("number", fields, tuple(numbers))


def several(texts: Sequence[str], sets: Sequence[Collection[str]], mixed: Sequence[int]) -> AnswerForm:
    """All labelled things that hold: `sets` has those of each case, `mixed` is the order of the letters."""
    listed = in_order(texts, mixed)
    answers = [
        tuple(letter for letter, text in zip(LETTERS, listed, strict=False) if text in each) for each in sets
    ]
    return AnswerForm("pick_several", _labels(listed), tuple(answers), listed)


def order(texts: Sequence[str], orders: Sequence[Sequence[str]], mixed: Sequence[int]) -> AnswerForm:
    """All labelled things one after the other: `orders` has their sequence in each case."""
    listed = in_order(texts, mixed)
    answers = [tuple(LETTERS[listed.index(text)] for text in each) for each in orders]
    return AnswerForm("order", _labels(listed), tuple(answers), listed)


def named_points(
    maps: Sequence[Mapping[str, tuple[float, ...]]], *, asked_in: str | None = None
) -> AnswerForm:
    """A map of names, metres along as many axes as its points have; `maps` has that of each case."""
    first, *_ = maps
    bare = None if asked_in == "m" else asked_in
    axes = len(next(iter(first.values())))
    fields = {"names": list(first), "axes": axes, "unit": "m", "bare": bare}
    return AnswerForm("map", fields, tuple(dict(each) for each in maps))


def in_order(texts: Sequence[str], mixed: Sequence[int]) -> tuple[str, ...]:
    """Texts in the order of a permutation that may be of more things than there are."""
    return tuple(texts[place] for place in mixed if place < len(texts))


def _labels(listed: Sequence[str]) -> dict[str, list[str]]:
    return {"labels": list(LETTERS[: len(listed)])}
