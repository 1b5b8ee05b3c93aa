"""`order`: all options in a sequence, as they follow each other in the reply."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, Self

from spacenum_dsl.answers.answer_type import Fields, Scores, answer_schema, known_labels, most_common
from spacenum_dsl.answers.labelled import Labelled
from spacenum_dsl.answers.labels import mentions
from spacenum_dsl.answers.lists import labels_among, run
from spacenum_dsl.answers.replies import plain, refuses, sentences, statements, thoughtless

_JOINT = re.compile(
    r"""
    (?:[\s,;.:()\[\]{}"'|<>]|→|->|=>|⇒|–|—|-(?![\d.])|、|，
    |\b(?:then|and|finally|lastly|last|next|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|fifth|is
        |followed\ by|option|picture|image|object|the|comes?|after\ that|\d{1,2}(?:st|nd|rd|th)?)\b
    )*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand between the options of a list."""


@dataclass(frozen=True)
class PutInOrder(Labelled):
    """Every labelled option once, in order."""

    @classmethod
    def parse(cls, item: Fields) -> Self:
        made = super().parse(item)
        if len(made.labels) < 2:
            raise ValueError(f"an order takes two `labels` at least, not {', '.join(made.labels)} alone")
        return made

    def right(self, key: Fields) -> tuple[str, ...]:
        found = known_labels(key["answer"], self.labels)
        if sorted(found) != sorted(self.labels):
            raise ValueError(f"the key's order {', '.join(found)} does not hold each label once")
        return found

    def read(self, reply: str) -> tuple[str, ...] | None:
        for place in statements(reply):
            if isinstance(place.value, list):
                return self._whole(labels_among(place.value, self.labels, self.texts))
            if isinstance(place.value, str):
                found = self._sequence(place.value) or self._sequence(place.block)
                if found or place.firm:
                    return found
            elif place.firm:
                return None
        text = plain(thoughtless(reply))
        if refuses(text):
            return None
        blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
        for part in [text, *reversed(blocks), *reversed(sentences(text))]:
            if found := self._sequence(part):
                return found
        return None

    def _whole(self, found: Sequence[str] | None) -> tuple[str, ...] | None:
        """A sequence that holds each label once."""
        return tuple(found) if found and sorted(found) == sorted(self.labels) else None

    def _sequence(self, text: str) -> tuple[str, ...] | None:
        """The sequence of a text that is a list: nothing but separators stands between the options."""
        if letters := run(text, self.labels):
            return self._whole(letters)
        places = [*mentions(text, self.labels)] or self._texts_in(text)
        found = self._whole([label for label, _, _ in places])
        if found is None:
            return None
        gaps = [text[: places[0][1]]]
        gaps += [text[end:start] for (_, _, end), (_, start, _) in pairwise(places)]
        gaps.append(text[places[-1][2] :])
        signs = {sign for gap in gaps for sign in "<>" if sign in gap.replace("->", "").replace("=>", "")}
        counts = [int(number) for gap in gaps for number in re.findall(r"\d+", gap)]
        listed = all(_JOINT.fullmatch(gap) for gap in gaps)
        return found if listed and len(signs) < 2 and counts in ([], list(range(1, len(found) + 1))) else None

    def _texts_in(self, text: str) -> list[tuple[str, int, int]]:
        """The options that a text names by their words, with where they stand."""
        found: list[tuple[str, int, int]] = []
        for label in sorted(self.texts, key=lambda label: -len(self.texts[label])):
            pattern = r"[\s_-]+".join(re.escape(word) for word in self.texts[label].split())
            places = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))
            for place in places[: len(self.labels) + 1]:
                if not any(start < place.end() and place.start() < end for _, start, end in found):
                    found.append((label, place.start(), place.end()))
        return sorted(found, key=lambda place: place[1])

    def printed(self, given: Sequence[str]) -> str:
        return ", ".join(given)

    def score(self, given: Sequence[str] | None, right: Sequence[str]) -> Scores:
        if given is None:
            return {"parsed": 0.0, "exact": 0.0, "kendall_tau": -1.0}
        place = {label: number for number, label in enumerate(given)}
        pairs = list(combinations(right, 2))
        agreed = sum(place[first] < place[second] for first, second in pairs)
        return {
            "parsed": 1.0,
            "exact": float(tuple(given) == tuple(right)),
            "kendall_tau": (2 * agreed - len(pairs)) / len(pairs),
        }

    @staticmethod
    def constant(
        asked: Sequence[PutInOrder], rights: Sequence[tuple[str, ...]]
    ) -> tuple[tuple[str, ...], str]:
        """The order that is right most often."""
        if len({frozenset(one.labels) for one in asked}) > 1:
            raise ValueError("orders of different labels have no constant in common")
        return most_common(rights), "exact"

    def chance(self, right: Sequence[str] | None = None) -> Scores:
        return {"exact": 1 / math.factorial(len(self.labels)), "kendall_tau": 0.0}

    def schema(self) -> dict[str, Any]:
        n = len(self.labels)
        entry = {"type": "string", "enum": list(self.labels)}
        return answer_schema(
            {"type": "array", "items": entry, "minItems": n, "maxItems": n, "uniqueItems": True}
        )
