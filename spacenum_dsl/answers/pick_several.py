"""`pick_several`: the set of all options that hold, which may be none of them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacenum_dsl.answers.answer_type import Fields, Scores, answer_schema, known_labels, most_common
from spacenum_dsl.answers.labelled import Labelled
from spacenum_dsl.answers.labels import affirmed, clauses, is_negative, mentions
from spacenum_dsl.answers.lists import between, labels_among, rows, run, verdicts
from spacenum_dsl.answers.options import labels_by_text
from spacenum_dsl.answers.replies import plain, refuses, sentences, statements, thoughtless

_NONE = re.compile(
    r"""
    \W*(?:(?:the\ answer\ is|there\ (?:is|are)|it\ is)\s+)?
    (?:none|neither|nothing|no\ (?:options?|pictures?|statements?|answers?)
    |(?:the\ )?empty(?:\ set)?|∅|\{\s*\}|\[\s*\]
    |keine[rs]?|aucune?|ningun[ao]|nessun[ao]|以上都不是|没有|都不)(?![\w-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ALL = re.compile(
    r"""
    \W*(?:all|every\ one|alle|toutes?|todas|以上都是|全部)(?![\w-])
    (?:\ (?:of|the|them|these|those|above|options?|pictures?|images|statements|choices|answers
        |labels|two|three|four
        |five|six|are|is|correct|right|true|hold|apply|match|fit)\b)*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BUT = re.compile(r"\b(?:except(?: for)?|but(?: not)?|apart from|other than|without)\b", re.IGNORECASE)
_UNSURE = re.compile(r"\b(?:or|oder|ou|o|или)\b|/|或|\s*[-–—~]\s*\Z|^\s*(?:to|through)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class PickSeveral(Labelled):
    """Any number of the labelled options."""

    def right(self, key: Fields) -> frozenset[str]:
        return frozenset(known_labels(key["answer"], self.labels))

    def read(self, reply: str) -> frozenset[str] | None:
        for place in statements(reply):
            if isinstance(place.value, str):
                if not place.firm and not self._says(place.value):
                    continue
                listed = rows(place.block or place.value, self.labels, self.texts)
                said = verdicts(place.block or place.value, self.labels)
                return frozenset(listed) if listed else said if said is not None else self._set(place.value)
            return self._structured(place.value)
        text = plain(thoughtless(reply))
        if refuses(text):
            return None
        if listed := rows(text, self.labels, self.texts):
            return frozenset(listed)
        if (said := verdicts(text, self.labels)) is not None:
            return said
        saying = [part for part in sentences(text) if self._says(part)]
        return self._set(saying[0]) if len(saying) == 1 else None

    def _structured(self, value: object) -> frozenset[str] | None:
        if isinstance(value, list):
            found = labels_among(value, self.labels, self.texts)
            return None if found is None else frozenset(found)
        if not isinstance(value, dict) or set(value) != set(self.labels):
            return None
        told = all(isinstance(holds, bool) for holds in value.values())
        return frozenset(label for label, holds in value.items() if holds) if told else None

    def _says(self, text: str) -> bool:
        """Whether a text names any option, none, or all."""
        named = any(mentions(text, self.labels)) or run(text, self.labels) or labels_by_text(text, self.texts)
        return bool(
            named
            or _NONE.match(text)
            or _ALL.fullmatch(text.rstrip(" .,!"))
            or text.strip().upper() in self.labels
        )

    def _set(self, text: str) -> frozenset[str] | None:
        """The set that one statement gives, or null."""
        letters = run(text, self.labels)
        if letters:
            return frozenset(letters) if list(letters) == sorted(letters) else None
        whole, *rest = _BUT.split(text, maxsplit=1)
        if _NONE.match(text):
            return None if rest else frozenset()
        if _ALL.fullmatch(whole.rstrip(" .,!")) and not any(mentions(whole, self.labels)):
            return self._all_but(rest[0]) if rest else frozenset(self.labels)
        if is_negative((text.split(maxsplit=1) or [""])[0]) or any(
            _UNSURE.search(gap) for gap in between(text, self.labels)
        ):
            return None
        found = affirmed(text, self.labels)
        if not found and not any(mentions(text, self.labels)):
            if text.strip(" .()").upper() in self.labels:
                return frozenset(text.strip(" .()").upper())
            kept = [clause for clause in clauses(text) if not is_negative(clause)]
            unsure = re.search(r"\bor\b", text) is not None
            found = set() if unsure else set(labels_by_text(" ".join(kept), self.texts))
        return frozenset(found) or None

    def _all_but(self, rest: str) -> frozenset[str] | None:
        left_out = {label for label, _, _ in mentions(rest, self.labels)}
        return frozenset(self.labels) - left_out if left_out else None

    def printed(self, given: frozenset[str]) -> str:
        return ", ".join(label for label in self.labels if label in given) or "none"

    def score(self, given: frozenset[str] | None, right: frozenset[str]) -> Scores:
        jaccard = 0.0 if given is None else _jaccard(len(given & right), len(given | right))
        return {"parsed": float(given is not None), "exact": float(given == right), "jaccard": jaccard}

    @staticmethod
    def constant(
        asked: Sequence[PickSeveral], rights: Sequence[frozenset[str]]
    ) -> tuple[frozenset[str], str]:
        """The set that is right most often."""
        return most_common(rights), "exact"

    def chance(self, right: frozenset[str] | None = None) -> Scores:
        """What a guess that takes each set as often as any other is worth: by a given right set, or on the
        mean over all sets that may be right."""
        n = len(self.labels)
        if right is not None:
            return {"exact": 0.5**n, "jaccard": _expected(n, len(right))}
        mean = math.fsum(math.comb(n, size) * _expected(n, size) for size in range(n + 1)) / float(2**n)
        return {"exact": 0.5**n, "jaccard": mean}

    def schema(self) -> dict[str, Any]:
        return answer_schema(
            {
                "type": "array",
                "items": {"type": "string", "enum": list(self.labels)},
                "uniqueItems": True,
            }
        )


def _jaccard(shared: int, either: int) -> float:
    """Shared options over those in either set; two empty sets are the same."""
    return shared / either if either else 1.0


def _expected(n: int, size: int) -> float:
    """The mean Jaccard index of all subsets of n options with one of `size`."""
    total = math.fsum(
        math.comb(size, shared) * math.comb(n - size, more) * _jaccard(shared, size + more)
        for shared in range(size + 1)
        for more in range(n - size + 1)
    )
    return total / float(2**n)
