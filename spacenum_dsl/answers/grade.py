"""The door: an item and a reply in, what was read and its scores out. The item's `answer_type` says how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacenum_dsl.answers.answer_type import AnswerType, Fields, Scores, listed
from spacenum_dsl.answers.number import GiveNumber
from spacenum_dsl.answers.pick_one import PickOne

TYPES: Mapping[str, type[AnswerType[Any]]] = {
    "pick_one": PickOne,
    "number": GiveNumber,
}


def answer_type(item: Fields) -> AnswerType[Any]:
    """What a reply to this item must be; `ValueError` where its `answer_type` is none."""
    found = item.get("answer_type")
    if not isinstance(found, Mapping) or "type" not in found:
        raise ValueError(f"`answer_type` of an item is an object with a `type`, not {found!r}")
    if found["type"] not in TYPES:
        raise ValueError(f"no type of answer is called {found['type']!r}; there are {listed(list(TYPES))}")
    return TYPES[found["type"]].parse(item)


def read(item: Fields, reply: str) -> Any:
    """What a reply says, or null where it says nothing, more than one thing, or refuses."""
    return answer_type(item).read(reply)


def score(item: Fields, key: Fields, given: Any) -> Scores:
    """All scores of what was read of a reply; null is scored as wrong as can be."""
    asked = answer_type(item)
    return asked.score(given, asked.right(key))


def chance(item: Fields, key: Fields | None = None) -> Scores | None:
    """What a blind guess is expected to score, exactly; null where no exact one exists."""
    asked = answer_type(item)
    return asked.chance(None if key is None else asked.right(key))


def schema(item: Fields) -> dict[str, Any]:
    """A JSON Schema of a structured reply, for harnesses that hold a model to one."""
    return answer_type(item).schema()
