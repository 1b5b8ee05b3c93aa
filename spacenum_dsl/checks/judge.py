"""What a family's second reading is: its judge, one file of the family's name in `checks/families/`.

A family without one compiles all the same; what its judge would have kept is not claimed (`unproven.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question

Reading: TypeAlias = Callable[[Cell, Question, Judged], Iterator[str]]
"""Yields what is wrong, in words with numbers."""


Showing: TypeAlias = Callable[[Cell, Question], Sequence[str]]
"""Names objects."""


def varied(_: Cell, question: Question) -> Sequence[str]:
    """The objects that differ between the options."""
    return question.world.varied


def nothing(_: Cell, __: Question, ___: Judged) -> Iterator[str]:
    """Finds no fault."""
    return iter(())


@dataclass(frozen=True)
class Judge:
    """A family's judge. It works from the question, the program's blocks and the triangles, and shares no
    code with what draws, asks or words.

    `question` reads one question: whether its options are what the triangles say, each of them and no other;
    `world` what must hold of its world once, whatever is asked. `displaced` is what differs between its
    options' pictures, by which difficulty is measured again: where the `target` stands, or the `view`; None
    where options have none. `shows` names the objects that every picture of a fixed camera must show.
    """

    question: Reading
    world: Reading = nothing
    displaced: Literal["target", "view"] | None = None
    shows: Showing = varied


JUDGES: Registry[Judge] = Registry("judge of a family")
