"""Blind replies in letters: who answers a question openly without its picture, by what other questions are
answered by.

The other solvers are told the cases that a question was drawn from, and with them what all cases have in
common, as the order of things that stand still. Here nothing but the prompt is known, and a guess is right as
often as the item's exact `chance` says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.answers.grade import chance
from spacenum_dsl.checks.audit.tables import Table

COMMONEST, BY_KIND = "commonest reply", "things by their kinds"
ABOUT = {
    COMMONEST: "the reply that is right most often in other worlds",
    BY_KIND: "each thing as things of its kind are answered in other worlds",
}
FOLDS = 5
"""Parts of the worlds, of which each is answered by what the others tell."""


@dataclass(frozen=True)
class BlindReplies:
    """How often a blind solver's replies are right, of how many, where a guess would be with `chance`."""

    solver: str
    about: str
    answered: int
    hits: int
    chance: float


def tried(table: Table) -> Iterator[BlindReplies]:
    """The blind solvers of a table whose replies are letters of things that its prompts list."""
    guess = (chance(table.public[0]) or {}).get("exact")
    replies = [right for right in table.right if isinstance(right, tuple)]
    if guess is None or len(replies) < table.questions:
        return
    listed = [{option["label"]: option["text"] for option in item["options"]} for item in table.public]
    whole = all(len(reply) == len(things) for reply, things in zip(replies, listed, strict=True))
    rows = np.flatnonzero(table.tested).tolist()
    hits = {COMMONEST: 0, BY_KIND: 0}
    for left_out in range(FOLDS):
        known = [row for place, row in enumerate(rows) if place % FOLDS != left_out]
        if not known:
            return
        ((usual, _),) = Counter(replies[row] for row in known).most_common(1)
        places = _places(((listed[row], replies[row]) for row in known), whole)
        for row in rows[left_out::FOLDS]:
            hits[COMMONEST] += replies[row] == usual
            hits[BY_KIND] += replies[row] == _by_kind(listed[row], places, whole)
    for solver, right in hits.items():
        yield BlindReplies(solver, ABOUT[solver], len(rows), right, guess)


def _places(known: Iterable[tuple[Mapping[str, str], Sequence[str]]], whole: bool) -> dict[str, float]:
    """Where things of each kind come on the mean: in the `whole` order of a reply, from 0 to 1, or how often
    they are left out of a set."""
    found: dict[str, list[float]] = defaultdict(list)
    for things, reply in known:
        for letter, text in things.items():
            place = reply.index(letter) / (len(reply) - 1) if whole else float(letter not in reply)
            found[_kind(text)].append(place)
    return {kind: sum(each) / len(each) for kind, each in found.items()}


def _by_kind(things: Mapping[str, str], places: Mapping[str, float], whole: bool) -> tuple[str, ...]:
    """The reply that follows from the kinds of things alone."""
    where = {letter: places.get(_kind(text), 0.5) for letter, text in things.items()}
    if whole:
        return tuple(sorted(where, key=where.__getitem__))
    return tuple(letter for letter, place in where.items() if place < 0.5)


def _kind(text: str) -> str:
    """What a thing is, without its colour."""
    return text.rpartition(" ")[2]
