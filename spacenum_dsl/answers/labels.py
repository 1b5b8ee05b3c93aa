"""Letters of options in plain text: which of them a sentence names, and which it takes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacenum_dsl.answers.answer_type import CAPITALS
from spacenum_dsl.answers.cues import CLAUSE, NEGATIVE, REASON

_LETTER = r"A-Za-zÀ-ÖØ-öø-ÿЀ-ӿΑ-ω"
_ALONE = re.compile(rf"(?<![{_LETTER}0-9_'\-°])(?<!N/)([{_LETTER}])(?![{_LETTER}0-9_'\-])")
REACH = 40
"""Characters before and behind a letter that say what it is."""

_VERB = (
    r"(?:is|isn't|was|would|will|must|should|has|and|or|because|since|as|for|with|by|if|shows?|matches|fits?|looks?"
    r"|seems?|appears?|agrees|corresponds|depicts|gives|works|in|to|over|than|then|but|not|rather|instead|based|given"
    r"|where|which|due|from|at|clearly|definitely|does|doesn't|est|ist|es|é|è|und|oder|et|ou|y|o|e|и|или|和)\b"
)
_NAMER = re.compile(
    r"(?:\b(?:options?|choices?|pictures?|images?|views?|letters?|candidates?|figures?|panels?|opci[óo]n|bild)"
    r"|选项|選項|图|\()\s*\Z",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|than|between|from|with|unlike|pick|choose|select)\s+\Z")
_CYRILLIC = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
_ALIKE = dict(zip("АВЕКМНОРСТХ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTX" + "ABEZHIKMNOPTYX", strict=True))
"""Cyrillic and Greek capitals, and the Latin ones that look like them."""


def latin(sign: str, labels: Sequence[str]) -> str | None:
    """The label that a capital means, or null.

    A Cyrillic or Greek letter is the Latin one that it looks like, unless its place in its own alphabet is
    another option's: `В` looks like B and is the third letter, so between A, B, C and D it is neither.
    """
    if sign in labels:
        return sign
    twin = _ALIKE.get(sign)
    if twin is None or twin not in labels:
        return None
    place = (_CYRILLIC if sign in _CYRILLIC else _GREEK).index(sign)
    counted = CAPITALS[place] if place < len(CAPITALS) else None
    return None if counted in labels and counted != twin else twin


def only_label(text: str, labels: Sequence[str]) -> str | None:
    """The label that is all of a text but brackets and stops. It may be a small letter."""
    found = re.fullmatch(rf"\W*([{_LETTER}])\W*", text)
    return latin(found[1].upper(), labels) if found else None


def mentions(text: str, labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The labels that a text names, with where they stand. `A` before another word is an article, and `I`
    is who speaks, unless a word or a sign says that they are letters."""
    for found in _ALONE.finditer(text):
        sign = found[1]
        label = latin(sign, labels)
        if label is None:
            continue
        if sign in "AIАΑ" and not _is_letter(text, found.start(), found.end()):
            continue
        yield label, found.start(), found.end()


def _is_letter(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if re.match(r"\s*(?:[^\w\s'°\"-]|->|\Z|[^\x00-\u024f])|\s+-\s", after):
        return True
    if _NAMER.search(before):
        return True
    if text[start] == "I":
        return False
    return re.match(rf"\s*(?:{_VERB}|[A-Z](?![\w'])|\n)", after) is not None or _IN.search(before) is not None


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence that may say different things of different options."""
    return [part for part in CLAUSE.split(sentence) if part and part.strip()]


def is_negative(clause: str) -> bool:
    """Whether a part of a sentence takes back what it names."""
    return NEGATIVE.search(clause) is not None


def affirmed(sentence: str, labels: Sequence[str]) -> set[str]:
    """The labels that a sentence names without taking them back, those left out that only give a reason."""
    return {
        label
        for clause in clauses(sentence)
        if not is_negative(clause) and not REASON.match(clause)
        for label, _, _ in mentions(clause, labels)
    }


def without_lists(text: str, labels: Sequence[str]) -> str:
    """The text without lines that list options as a question does: `A. 10°`, below it `(B) 20°`."""
    lines = text.split("\n")
    row = re.compile(rf"\s*(?:[Oo]ption\s+)?\(?([{''.join(labels)}])(?:\s*[.):-](?:\s|\Z)|\s*\Z)")
    led = [found[1] if (found := row.match(line)) else None for line in lines]
    if len({label for label in led if label}) < 2:
        return text
    if only_label(lines[-1], labels) and not all(only_label(line, labels) for line in lines if line.strip()):
        led[-1] = None
    return "\n".join(line for line, label in zip(lines, led, strict=True) if label is None)
