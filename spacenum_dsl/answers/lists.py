"""Lists of options in a reply: letters or texts with nothing but separators between them, rows, verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacenum_dsl.answers.labels import mentions, only_label
from spacenum_dsl.answers.options import Texts, exact

_VERDICT = re.compile(
    r"(?P<yes>yes|true|correct|right|holds|✓|✔|✅|☑|\[x\])"
    r"|(?P<no>no|false|incorrect|wrong|does not hold|✗|✘|❌|☐|\[\s?\])",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"\s*(?:(?:[Oo]ption|[Ss]tatement|[Pp]icture|[Ii]mage)\s+)?\(?([A-Z])(?:\)|\.|:|\s*[-–—=]|\s+is\b|\Z)\s*(.*)\Z"
)
_CHECKED = re.compile(r"\s*(\[[xX\s]?\]|☑|☐|✅|❌)\s*\(?([A-Z])\b.*")


def labels_among(values: Sequence[object], labels: Sequence[str], texts: Texts) -> tuple[str, ...] | None:
    """The labels that the entries of a JSON list are, each by letter or text; null if one is neither."""
    found = [_entry(value, labels, texts) for value in values]
    return tuple(label for label in found if label) if all(found) else None


def _entry(value: object, labels: Sequence[str], texts: Texts) -> str | None:
    if not isinstance(value, str):
        return None
    return only_label(value, labels) or exact(value, texts) or rowed(value, labels, texts)


def rowed(line: str, labels: Sequence[str], texts: Texts) -> str | None:
    """The label that a line is a row of: a letter alone, or one with the text that is printed beside it."""
    found = _ROW.match(line)
    if found is None or found[1] not in labels:
        return None
    return found[1] if not found[2] or exact(found[2], texts) == found[1] else None


def rows(text: str, labels: Sequence[str], texts: Texts) -> list[str] | None:
    """The labels of a text that is rows of labels and nothing else. All of them with their texts may be an
    echo of the question, and are none."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = [rowed(line, labels, texts) for line in lines]
    if len(lines) < 2 or not all(found):
        return None
    bare = all(only_label(line, labels) for line in lines)
    made = [label for label in found if label]
    return made if bare or len(set(made)) < len(labels) else None


def verdicts(text: str, labels: Sequence[str]) -> frozenset[str] | None:
    """The labels that hold, of a text that says yes or no of each label on a line or between commas."""
    said: dict[str, bool] = {}
    for line in re.split(r"[\n,;]+|(?<=\w\w)\.\s", text):
        checked = _CHECKED.fullmatch(line)
        row = _ROW.match(line.strip())
        if checked and checked[2] in labels:
            said[checked[2]] = bool(re.match(r"\[[xX]\]|☑|✅", checked[1]))
        elif row and row[1] in labels and (verdict := _VERDICT.match(row[2])):
            said[row[1]] = verdict["yes"] is not None
    return frozenset(label for label, yes in said.items() if yes) if set(said) == set(labels) else None


def run(text: str, labels: Sequence[str]) -> tuple[str, ...] | None:
    """The labels of a text that is letters without anything between them: `ACD`."""
    letters = tuple(text.strip(" \n.,;:()[]{}'!"))
    fine = (
        len(letters) > 1 and len(set(letters)) == len(letters) and all(letter in labels for letter in letters)
    )
    return letters if fine else None


def between(text: str, labels: Sequence[str]) -> list[str]:
    """What stands between the labels that a text names, one after the other."""
    places = list(mentions(text, labels))
    return [text[end:start] for (_, _, end), (_, start, _) in pairwise(places)]
