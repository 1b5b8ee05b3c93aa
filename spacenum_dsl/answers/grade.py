"""The door: an item and a reply in, what was read and its scores out. The item's `answer_type` says how."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacenum_dsl.answers.answer_type import AnswerType, BestConstant, Fields, Scores, listed
from spacenum_dsl.answers.map import WriteMap
from spacenum_dsl.answers.number import GiveNumber
from spacenum_dsl.answers.order import PutInOrder
from spacenum_dsl.answers.pick_one import PickOne
from spacenum_dsl.answers.pick_several import PickSeveral

TYPES: dict[str, type[AnswerType[Any]]] = {}
"""The types of answers by the names that items call them."""


def register(name: str, made: type[AnswerType[Any]]) -> None:
    """Make a type of answer known."""
    if name in TYPES:
        raise ValueError(f"type of answer `{name}` is registered twice")
    TYPES[name] = made


register("pick_one", PickOne)
register("pick_several", PickSeveral)
register("number", GiveNumber)
register("order", PutInOrder)
register("map", WriteMap)


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
    """What a blind guess is expected to score, exactly; null where no exact one exists. With the key, what
    it is expected to score by this right answer."""
    asked = answer_type(item)
    return asked.chance(None if key is None else asked.right(key))


def schema(item: Fields) -> dict[str, Any]:
    """A JSON Schema of a structured reply, for harnesses that hold a model to one."""
    return answer_type(item).schema()


def printed(item: Fields, given: Any) -> str:
    """A reply that says this, in the plainest form: `read` has it back."""
    return answer_type(item).printed(given)


def best_constant(items: Sequence[Fields], keys: Sequence[Fields]) -> BestConstant:
    """The one reply that is worth most when it is given to all of these items, and what it is worth."""
    asked = [answer_type(item) for item in items]
    kinds = {type(one) for one in asked}
    if len(kinds) != 1:
        named = listed(sorted({item["answer_type"]["type"] for item in items}))
        raise ValueError(f"a constant is the answer to items of one type, not of {named or 'none'}")
    rights = [one.right(key) for one, key in zip(asked, keys, strict=True)]
    given, metric = kinds.pop().constant(asked, rights)
    return BestConstant(
        given, metric, mean([one.score(given, right) for one, right in zip(asked, rights, strict=True)])
    )


def mean(scored: Iterable[Scores]) -> Scores:
    """The means of scores, each over the replies that have it."""
    found: dict[str, list[float]] = {}
    for scores in scored:
        for name, value in scores.items():
            found.setdefault(name, []).extend(() if value is None else (value,))
    return {name: math.fsum(values) / len(values) if values else None for name, values in found.items()}
