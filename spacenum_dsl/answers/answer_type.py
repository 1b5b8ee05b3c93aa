"""What every type of answer can do, and how its public description is checked when it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

Scores: TypeAlias = dict[str, float | None]
"""Named scores of one reply. Null where one is not defined, as the error of a reply that is not read."""

Fields: TypeAlias = Mapping[str, Any]
"""A JSON object, as it stands on a line of `items.jsonl` or `key/answers.jsonl`."""

Coordinates: TypeAlias = tuple[float, ...]
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

G = TypeVar("G")
H = TypeVar("H", bound=Hashable)


class BestConstant(NamedTuple):
    """The one reply that scores best when it is given to every question of a dataset.

    `given` is that reply as it would be read, `metric` the score that it is best by, `scores` the means of
    all its scores, over the questions that have them.
    """

    given: Any
    metric: str
    scores: Scores


class AnswerType(Protocol[G]):
    """What a reply to a question must be. `G` is what a reply comes to when it is read."""

    @classmethod
    def parse(cls, item: Fields) -> AnswerType[G]:
        """The type of an item's answer; `ValueError` where its `answer_type` can't be one."""

    def right(self, key: Fields) -> G:
        """The right answer out of a line of the key."""

    def read(self, reply: str) -> G | None:
        """What a reply says, or null where it says nothing, more than one thing, or refuses."""

    def printed(self, given: G) -> str:
        """A reply that says this, in the plainest form: `read` has it back."""

    def score(self, given: G | None, right: G) -> Scores:
        """All scores of what was read; null is scored as wrong as can be."""

    def apart(self, given: G, right: G) -> float:
        """How far what was read is from a right answer, 0 if it is one. Of several right answers a reply is
        meant by the one that it is nearest to."""

    @staticmethod
    def constant(asked: Sequence[Any], rights: Sequence[G]) -> tuple[G, str]:
        """The constant reply with the best mean of a score over these questions, and that score's name."""

    def chance(self, right: G | None) -> Scores | None:
        """What a blind guess is expected to score, exactly; null where there is no exact one."""

    def schema(self) -> dict[str, Any]:
        """A JSON Schema of a structured reply, an object with the one property `answer`."""


def fields_of(item: Fields, known: Sequence[str]) -> Fields:
    """The item's `answer_type`, which may have these fields and no others."""
    found = item["answer_type"]
    for name in found:
        if name != "type" and name not in known:
            raise ValueError(f"an answer of type `{found['type']}` has no `{name}`; it has {listed(known)}")
    return found  # type: ignore[no-any-return]


def labels_of(fields: Fields) -> tuple[str, ...]:
    """The labels that an answer may name: different capital letters, in their order on the page."""
    labels = fields.get("labels")
    if not isinstance(labels, list | tuple) or not labels:
        raise ValueError(f"`labels` of an answer is a list of capital letters, not {labels!r}")
    for label in labels:
        if not (isinstance(label, str) and len(label) == 1 and label in CAPITALS):
            raise ValueError(f"{label!r} in `labels` is no capital letter from A to Z")
    if len(set(labels)) < len(labels):
        raise ValueError(f"a letter comes twice in `labels`: {', '.join(labels)}")
    return tuple(labels)


def known_labels(found: object, labels: Sequence[str]) -> tuple[str, ...]:
    """The labels of a key, each of which must be one of the item's."""
    if not isinstance(found, list | tuple):
        raise ValueError(f"the key's answer is a list of labels, not {found!r}")
    for label in found:
        if label not in labels:
            raise ValueError(f"the key's answer names {label!r}; the item has {', '.join(labels)}")
    return tuple(found)


def most_common(rights: Sequence[H]) -> H:
    """The right answer that comes most often; of several, the one that comes first."""
    return Counter(rights).most_common(1)[0][0]


def listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def answer_schema(value: dict[str, Any]) -> dict[str, Any]:
    """The schema of `{"answer": …}`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {"answer": value},
        "required": ["answer"],
        "additionalProperties": False,
    }
