"""Options named by what is printed beside their letter: by their words, or by the number nearest to one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from spacenum_dsl.answers.amounts import Amount, amounts
from spacenum_dsl.answers.answer_type import Fields

Texts: TypeAlias = Mapping[str, str]
"""What is printed for each label; pictures are left out."""

_WORD = re.compile(r"[-+]?(?:\d+(?:[.,]\d+)?|\.\d+)|°|[^\W\d_]+|[^\W\d_]*_[^\W_]+")
UNSURE = "?"
"""Stands for an option that is named, though nobody can say which."""

LONGEST = 300
"""Words of a statement that may name options."""

_ARTICLES = {"the", "a", "an"}


def texts_of(item: Fields) -> dict[str, str]:
    """The texts of an item's options by their labels, without those that are pictures."""
    return {option["label"]: option["text"] for option in item.get("options") or () if option.get("text")}


def words_of(text: str) -> tuple[str, ...]:
    """A text as words and numbers that can be compared: `(0.50, 0.1) m` is `0.5 0.1 m`."""
    return tuple(_word(word) for word in _WORD.findall(text.casefold()) if word not in _ARTICLES)


def _word(word: str) -> str:
    if not any(sign.isdigit() for sign in word):
        return word
    number = float(word.replace(",", "."))
    return f"{number:.12g}" if number else "0"


def named(text: str, texts: Texts) -> list[tuple[int, str]]:
    """The options whose whole text stands in a plain text, with the place of their first word. An option
    whose text is a part of a longer one's is not named there: `left` in `front left`."""
    words = words_of(text)[:LONGEST]
    found: list[tuple[int, int, str]] = []
    for label, printed in texts.items():
        for wanted in _forms(printed):
            starts = range(len(words) - len(wanted) + 1) if wanted else ()
            found += [
                (start, len(wanted), label)
                for start in starts
                if words[start : start + len(wanted)] == wanted
            ]
    return sorted(
        (start, label)
        for start, length, label in found
        if not any(
            other <= start and start + length <= other + size and size > length for other, size, _ in found
        )
    )


def is_whole(text: str, printed: str) -> bool:
    """Whether a text says an option's text and nothing else; its unit may be left out behind a number."""
    words = words_of(text)
    return bool(words) and words in _forms(printed)


def _forms(printed: str) -> list[tuple[str, ...]]:
    """The words of a printed text, and those without the unit behind its numbers."""
    words = words_of(printed)
    ends_in_unit = len(words) > 2 and not words[-1][-1].isdigit() and words[-2][-1].isdigit()
    return [words, words[:-1]] if ends_in_unit else [words]


def single_amounts(texts: Texts) -> dict[str, Amount] | None:
    """What the options measure, where each is one number and all are measured in one thing."""
    read = {label: amounts(text) for label, text in texts.items()}
    if len(read) < 2 or any(len(found) != 1 for found in read.values()):
        return None
    made = {label: found[0] for label, found in read.items()}
    return made if len({amount.unit for amount in made.values()}) == 1 else None


def nearest(amount: Amount, options: Mapping[str, Amount]) -> str | None:
    """The option that a number is nearest to, where it is nearer than half the way from that option to the
    next one; null where it could be either of two, or is far from all."""
    if amount.vague:
        return None
    ranked = sorted(options, key=lambda label: abs(options[label].value - amount.value))
    first = options[ranked[0]].value
    gap = min(abs(options[label].value - first) for label in ranked[1:])
    return ranked[0] if abs(first - amount.value) < gap / 2 * (1 - 1e-9) else None


def measured(text: str, texts: Texts) -> set[str]:
    """The options that numbers of a text mean. One without a unit must be an option's number as printed and
    no whole number that could count the options."""
    options = single_amounts(texts)
    if options is None:
        return set()
    unit = next(iter(options.values())).unit
    order = list(texts)
    found: set[str] = set()
    for amount in amounts(text):
        if amount.unit == unit and unit is not None:
            found.add(nearest(amount, options) or UNSURE)
        elif amount.bare:
            same = [label for label in order if options[label].printed == amount.value and not amount.vague]
            counted = order[int(amount.value) - 1] if amount.value in range(1, len(order) + 1) else None
            found.add(same[0] if len(same) == 1 and counted in {None, same[0]} else UNSURE)
    return found


def exact(text: str, texts: Texts) -> str | None:
    """The option whose text is all that a text says."""
    found = [label for label, printed in texts.items() if is_whole(text, printed)]
    return found[0] if len(found) == 1 else None


def labels_by_text(text: str, texts: Texts) -> list[str]:
    """The options that a text names by their words, in its order, each once."""
    return list(dict.fromkeys(label for _, label in named(text, texts)))
