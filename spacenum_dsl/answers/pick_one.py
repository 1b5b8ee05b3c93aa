"""`pick_one`: one option by its letter, its text, or a number with a unit that is nearest to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacenum_dsl.answers.answer_type import Fields, Scores, answer_schema, known_labels, most_common
from spacenum_dsl.answers.cues import CHOICE, FILLER, OTHER, REVISED
from spacenum_dsl.answers.labelled import Labelled
from spacenum_dsl.answers.labels import affirmed, clauses, is_negative, mentions, only_label, without_lists
from spacenum_dsl.answers.options import UNSURE, exact, labels_by_text, measured, single_amounts
from spacenum_dsl.answers.replies import plain, refuses, sentences, statements, thoughtless

_OPENED = re.compile(r"\W*(?:[.):,;(-]|\Z|(?:because|since|as|rather than|instead of|not)\b)", re.IGNORECASE)

LONGEST_LEAD = 120
"""Characters that may stand before the letter that a statement begins with."""


@dataclass(frozen=True)
class PickOne(Labelled):
    """One of the labelled options."""

    def right(self, key: Fields) -> str:
        return known_labels([key["answer"]], self.labels)[0]

    def read(self, reply: str) -> str | None:
        for place in statements(reply, lambda text: without_lists(text, self.labels)):
            found = self._stated(_text(place.value))
            if len(found) == 1:
                return _sure(found)
            if found or place.firm:
                return None
        text = plain(thoughtless(reply))
        return None if refuses(text) and only_label(text, self.labels) is None else _sure(self._free(text))

    def _stated(self, text: str) -> set[str]:
        """The options that a statement may mean: none, one, or several of which nobody knows which."""
        if only := only_label(text, self.labels):
            return {only}
        if led := self._led(text):
            return led
        found = affirmed(text, self.labels)
        if not found and any(mentions(text, self.labels)):
            return set()
        return found | self._by_text(text)

    def _led(self, text: str) -> set[str]:
        """The label that a statement begins with, and those that it says in the same breath."""
        places = list(mentions(text, self.labels))
        if not places or places[0][1] > LONGEST_LEAD or not FILLER.fullmatch(text[: places[0][1]]):
            return set()
        label, _, end = places[0]
        found = {label}
        for other, start, stop in places[1:]:
            if not OTHER.match(text[end:start]):
                break
            found.add(other)
            end = stop
        if len(found) == 1 and re.match(r"[\s().:,-]+\S", text[end:]):
            said = exact(text[end:], self.texts)
            found |= {said} if said else set()
        return found

    def _by_text(self, text: str) -> set[str]:
        """The options that a statement names by what is printed beside their letters."""
        kept = " ".join(clause for clause in clauses(text) if not is_negative(clause))
        if single_amounts(self.texts):
            return measured(kept, self.texts)
        said = exact(text, self.texts)
        return {said} if said else set(labels_by_text(kept, self.texts))

    def _free(self, text: str) -> set[str]:
        """The options that a reply means which states its answer nowhere in so many words."""
        text = without_lists(text, self.labels)
        if not text.strip():
            return set()
        if only := only_label(text, self.labels):
            return {only}
        parts = sentences(text)
        first = text.strip().partition("\n")[0]
        led = self._led(first)
        opening = led and not first.endswith("?") and not self._taken_back(first)
        opened = opening and _OPENED.match(first, next(mentions(first, self.labels))[2])
        if opened and not REVISED.search(text):
            return led
        everything = {label for part in parts for label, _, _ in mentions(part, self.labels)}
        for part in reversed(parts):
            found = affirmed(part, self.labels)
            if found and (len(everything) == 1 or CHOICE.search(part) or only_label(part, self.labels)):
                return found
            if found:
                return {UNSURE}
        if everything:
            return set()
        for part in reversed(parts):
            if found := self._by_text(part):
                return found
        return set()

    def _taken_back(self, line: str) -> bool:
        """Whether what a line says of its first label is that it is wrong."""
        _, _, end = next(mentions(line, self.labels))
        behind = [start for _, start, _ in mentions(line, self.labels) if start > end]
        said = sentences(line[end : behind[0] if behind else len(line)])
        return (
            bool(said)
            and re.search(r"\b(?:wrong|incorrect|false|impossible|ruled out)\b", said[0]) is not None
        )

    def printed(self, given: str) -> str:
        return given

    def score(self, given: str | None, right: str) -> Scores:
        return {"parsed": float(given is not None), "exact": float(given == right)}

    @staticmethod
    def constant(asked: Sequence[PickOne], rights: Sequence[str]) -> tuple[str, str]:
        """The letter that is right most often."""
        return most_common(rights), "exact"

    def chance(self, right: str | None = None) -> Scores:
        return {"exact": 1 / len(self.labels)}

    def schema(self) -> dict[str, Any]:
        return answer_schema({"type": "string", "enum": list(self.labels)})


def _text(value: object) -> str:
    """What a statement says, as text: a list of one letter is that letter, nothing is no text."""
    if isinstance(value, list):
        return ", ".join(_text(entry) for entry in value)
    return "" if value is None or isinstance(value, bool | dict) else str(value)


def _sure(found: set[str]) -> str | None:
    """The only option of a set, where it is known which it is."""
    return next(iter(found)) if len(found) == 1 and UNSURE not in found else None
