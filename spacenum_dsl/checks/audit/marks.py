"""What a question's public record holds, taken apart into values that can be counted.

A slot is a name and one value per question: the third word of the second line, the last digit of the fourth
number, how often `the` comes, the index modulo 7, the first letter of the second picture's name. Slots of
options have one value per option. Every field of the record is in it, whether or not this file knows it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from spacenum_dsl.checks.audit.cues import WRITTEN, own_words, words_of
from spacenum_dsl.checks.audit.entries import Json
from spacenum_dsl.checks.audit.tables import NUMBER, Table, Whole

MODULI = range(2, 17)
MOST_NUMBERS = 24
"""Numbers of a prompt whose digits are looked at."""
FEWEST = 4
"""Questions that must share a value of a slot: rarer values are one value together."""

_WORD = re.compile(r"[A-Za-z]+|#|\d+(?:\.\d+)?")
_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|[^\w\s]")
_SPACES = re.compile(r"\s+")
_RUN = re.compile(r"#(?:[ '’-]#)+")


@dataclass(frozen=True, eq=False)
class MarkSlot:
    """One value per question, or per option: `codes` (n,) count the `values`."""

    codes: Whole
    values: tuple[str, ...]

    def cut(self, rows: Whole) -> MarkSlot:
        return MarkSlot(self.codes[rows], self.values)


Slots = dict[str, MarkSlot]


@dataclass(frozen=True, eq=False)
class Aspect:
    """One way to look at questions: a name, what it takes in, and its slots."""

    name: str
    about: str
    slots: Slots

    def cut(self, rows: Whole) -> Aspect:
        return Aspect(self.name, self.about, {name: slot.cut(rows) for name, slot in self.slots.items()})


def _texts(record: Json) -> list[str]:
    return [block["text"] for block in record["content"] if block["type"] == "text"]


def _words(record: Json) -> Mapping[str, Hashable]:
    return Counter(f"`{word.lower()}`" for text in _texts(record) for word in _WORD.findall(text))


def _pairs(record: Json) -> Mapping[str, Hashable]:
    found: Counter[str] = Counter()
    for text in _texts(record):
        words = [word.lower() for word in _WORD.findall(text)]
        found.update(f"`{a} {b}`" for a, b in itertools.pairwise(words))
    return found


def _places(record: Json) -> Mapping[str, Hashable]:
    """Words by line, counted from its start and from its end."""
    found: dict[str, Hashable] = {}
    for block, text in enumerate(_texts(record)):
        for line, words in enumerate(_TOKEN.findall(each) for each in text.splitlines()):
            found[f"words in line {block}.{line}"] = len(words)
            for place, word in enumerate(words):
                found[f"word {place} of line {block}.{line}"] = word
                found[f"word {place - len(words)} of line {block}.{line}"] = word
    return found


def _characters(record: Json) -> Mapping[str, Hashable]:
    text = "\x1e".join(_texts(record))
    found: dict[str, Hashable] = dict(Counter(f"{one!r}" for one in text))
    runs = Counter(_SPACES.findall(text))
    found |= {f"space {space!r}": count for space, count in runs.items()}
    for block, each in enumerate(_texts(record)):
        found[f"length of text {block}"] = len(each)
        found[f"spaces of text {block}"] = sum(map(str.isspace, each))
        for edge, part in (("start", each[:1]), ("end", each[-1:])):
            found[f"{edge} of text {block}"] = part.isspace()
    for modulus in (2, 3, 4):
        found[f"length mod {modulus}"] = len(text) % modulus
    return found


def _grams(record: Json) -> Mapping[str, Hashable]:
    text = "\x1e".join(_texts(record))
    return dict.fromkeys({text[at : at + 2] for at in range(len(text) - 1)}, True)


def _numbers(record: Json) -> Mapping[str, Hashable]:
    printed = [number for text in _texts(record) for number in NUMBER.findall(text)]
    found: dict[str, Hashable] = {"numbers": len(printed)}
    for place, number in enumerate(printed[:MOST_NUMBERS]):
        found |= {f"{name} of number {place}": value for name, value in digits(number).items()}
    total = sum(int(digit) for number in printed for digit in number if digit.isdigit())
    return found | {f"sum of digits mod {modulus}": total % modulus for modulus in (2, 3, 4, 5, 10)}


def digits(number: str) -> dict[str, Hashable]:
    """What a printed number has beside its value."""
    only = [int(digit) for digit in number if digit.isdigit()]
    return {
        "value": number,
        "last digit": only[-1],
        "parity": only[-1] % 2,
        "first digit": only[0],
        "decimals": len(number.partition(".")[2]),
        "sum of digits mod 4": sum(only) % 4,
        "sum of digits": sum(only),
    }


def _names(record: Json) -> Mapping[str, Hashable]:
    """Letters and digits of the question's own name and of its pictures'."""
    found: dict[str, Hashable] = {}
    names = {"id": record["id"], "group": record["group"]}
    pictures = [block["image"] for block in record["content"] if block["type"] == "image"]
    names |= {f"picture {place}": PurePosixPath(name).stem for place, name in enumerate(pictures)}
    for title, name in names.items():
        found |= {f"{mark} of {title}": value for mark, value in letters(name).items()}
    return found


def letters(name: str) -> dict[str, Hashable]:
    """The characters of a name, and what arithmetic gives on them."""
    found: dict[str, Hashable] = {f"character {place}": name[place] for place in range(min(4, len(name)))}
    found |= {f"character {-place}": name[-place] for place in range(1, min(4, len(name)) + 1)}
    found |= {"length": len(name), "digits": sum(map(str.isdigit, name))}
    total = sum(map(ord, name))
    return found | {f"sum mod {modulus}": total % modulus for modulus in (2, 3, 4)}


def _fields(record: Json) -> Mapping[str, Hashable]:
    """All that the record holds beside its texts and names of pictures."""
    known = {"id", "group", "index", "content", "options"}
    return dict(_leaves({name: value for name, value in record.items() if name not in known}))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Hashable]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _leaves(part, f"{path}.{place}")
    else:
        yield path, value


def _place(index: int, row: int, line: int) -> dict[str, Hashable]:
    titles = (("index", index), ("place in the cell", row), ("line of the file", line))
    return {f"{title} mod {modulus}": number % modulus for title, number in titles for modulus in MODULI}


PROMPTS: tuple[tuple[str, str, Callable[[Json], Mapping[str, Hashable]]], ...] = (
    ("words", "how often each word comes", _words),
    ("pairs of words", "how often two words stand side by side", _pairs),
    ("words in place", "the word at each place of each line", _places),
    ("characters", "how often each character comes, spaces, lengths", _characters),
    ("pairs of characters", "which two characters stand side by side", _grams),
    ("digits", "the digits of each printed number", _numbers),
    ("names", "letters and digits of the question's id and of its pictures' names", _names),
    ("fields", "each other field of the question's record", _fields),
)


def of_questions(table: Table, *, numbers: bool = True) -> Iterator[Aspect]:
    """The views of the questions of a table; with `numbers` of their prompts, or with all of them masked, and
    all words that are values of options with them."""
    records = table.public
    if not numbers:
        mask = _mask_of(table)
        records = tuple(_masked(record, mask) for record in records)
    for name, about, look in PROMPTS:
        if numbers or look is not _numbers:
            yield Aspect(name, about, _gathered([look(record) for record in records]))
    places = [
        _place(*each)
        for each in zip(table.index.tolist(), range(table.questions), table.lines.tolist(), strict=True)
    ]
    size = max(1, table.questions // 10)
    about = "the question's index, place and line modulo 2 to 16, and how far on it is"
    yield Aspect(
        "place in the file",
        about,
        _gathered([each | {"tenth of the cell": row // size} for row, each in enumerate(places)]),
    )


def of_options(table: Table) -> Iterator[Aspect]:
    """The views of a table's options, one value per question and option, in this order."""
    records = [option for record in table.public for option in record["options"] if table.picked]
    if table.shown:
        looks = [_option_text(option.get("text") or "") for option in records]
        yield Aspect("option texts", "characters, digits and spaces of each printed option", _gathered(looks))
    named = [
        "".join(PurePosixPath(part["image"]).stem for part in each.get("pictures", ())) for each in records
    ]
    if all(named):
        looks = [letters(name) for name in named]
        yield Aspect("option names", "letters and digits of each candidate's file name", _gathered(looks))
    known = {"label", "text", "pictures"}
    others = [
        dict(_leaves({name: part for name, part in each.items() if name not in known})) for each in records
    ]
    yield Aspect("option fields", "each other field of an option's record", _gathered(others))


def _mask_of(table: Table) -> Callable[[str], str]:
    """Masks every printed number, in digits or in words. Where values are words, it masks whatever tells
    options apart anywhere in the table, and whole options: a form of words may be that of one rank alone."""
    if not table.words.parts:
        return _without_numbers
    told = {word for row in own_words(table) for each in row for word in each}
    told |= {word for part in table.words.known for text in part for word in words_of(text)}
    words = _any_of(told)

    def values(text: str) -> str:
        return words.sub("#", _without_numbers(text))

    options = _any_of({values(text) for row in table.texts for text in row})
    return lambda text: _RUN.sub("#", options.sub("#", values(text)))


def _any_of(texts: Set[str]) -> re.Pattern[str]:
    """Any of some texts that stands for itself, the longest first."""
    longest = sorted(filter(None, texts), key=lambda text: (-len(text), text))
    nothing = "(?!)"
    any_of = "|".join(map(re.escape, longest)) or nothing
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)


def _without_numbers(text: str) -> str:
    return WRITTEN.sub("#", NUMBER.sub("#", text))


def _masked(record: Json, mask: Callable[[str], str]) -> Json:
    """The record with all of its texts masked."""
    content = [
        {**block, "text": mask(block["text"])} if block["type"] == "text" else block
        for block in record["content"]
    ]
    return {**record, "content": content}


def _option_text(text: str) -> Mapping[str, Hashable]:
    found: dict[str, Hashable] = dict(Counter(f"{one!r}" for one in text))
    found |= {f"space {space!r}": count for space, count in Counter(_SPACES.findall(text)).items()}
    found |= {"length": len(text), "start": text[:1], "end": text[-1:]}
    for place, number in enumerate(NUMBER.findall(text)):
        found |= {f"{name} of number {place}": value for name, value in digits(number).items()}
    found |= {f"`{word}`": True for word in _WORD.findall(text) if not word[0].isdigit()}
    return found


def _gathered(rows: Sequence[Mapping[str, Hashable]]) -> Slots:
    """The slots of many rows; a row that lacks one has nothing there. Values that few rows share are one
    value together. Slots that never vary, and those that part the rows as another does, are left out."""
    where: dict[str, list[tuple[int, Hashable]]] = {}
    for place, row in enumerate(rows):
        for name, value in row.items():
            where.setdefault(name, []).append((place, value))
    found: Slots = {}
    seen: set[bytes] = set()
    for name, those in where.items():
        if len(those) < FEWEST:
            continue
        slot = _slot(those, len(rows))
        parted = slot.codes.tobytes()
        if len(slot.values) > 1 and parted not in seen:
            seen.add(parted)
            found[name] = slot
    return found


def _slot(those: Sequence[tuple[int, Hashable]], rows: int) -> MarkSlot:
    """A slot out of the rows that have it; codes count values in the order in which they come first."""
    known: dict[Hashable, int] = {None: 0}
    raw = np.zeros(rows, dtype=np.int64)
    raw[[place for place, _ in those]] = [known.setdefault(value, len(known)) for _, value in those]
    rare = np.bincount(raw, minlength=len(known)) < FEWEST
    raw[rare[raw]] = len(known)
    there, first, codes = np.unique(raw, return_index=True, return_inverse=True)
    order = np.argsort(first)
    renamed = np.empty(len(order), dtype=np.int64)
    renamed[order] = np.arange(len(order))
    titles = ["nothing", *(str(value) for value in known if value is not None), "anything rare"]
    return MarkSlot(renamed[codes], tuple(titles[there[place]] for place in order))
