"""What one question tells about another: every kind of pair, and what whoever sees both might go by.

Pairs are enumerated by what joins them: two directions of one question, two cells with one world, two arms of
one base, the same index in another cell, neighbours in a cell or in the file, one picture in both. Of each
pair the public records are compared; and, for whoever was told the answer to one, the letters and ranks.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit import runs
from spacenum_dsl.checks.audit.cues import order, words_of
from spacenum_dsl.checks.audit.entries import Json
from spacenum_dsl.checks.audit.tables import NUMBER, Given, Table, Whole
from spacenum_dsl.semantics.answers import PICKED

AHEAD = 2
"""Neighbours up to so far on are looked at."""
ACROSS = 6
"""Questions of a run that goes across cells."""
FEWEST = 10
"""Questions of a table that a pair must tell something about to be tried."""


@dataclass(frozen=True, eq=False)
class _Sheet:
    """One question: its table and row, and what its record holds."""

    table: int
    row: int
    public: Json
    rank: tuple[int, ...]
    answer: int
    base: str | None
    said: frozenset[str]
    pictures: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many cases it was drawn from, told or not."""
        return len(self.rank)

    @property
    def options(self) -> Sequence[Mapping[str, Any]]:
        picked = self.public["answer_type"]["type"] == PICKED
        options: Sequence[Mapping[str, Any]] = self.public["options"] if picked else ()
        return options


def _sheets(tables: Sequence[Table]) -> list[_Sheet]:
    found = []
    for number, table in enumerate(tables):
        ranks = order(table)
        for row, public in enumerate(table.public):
            texts = "\n".join(block["text"] for block in public["content"] if block["type"] == "text")
            candidates = {name for option in public["options"] for name in _images(option)}
            pictures = [block["image"] for block in public["content"] if block["type"] == "image"]
            found.append(
                _Sheet(
                    number,
                    row,
                    public,
                    tuple(ranks[row].tolist()),
                    int(table.answer[row]),
                    public.get("base"),
                    _said(_without_options(texts, public)),
                    tuple(name for name in pictures if name not in candidates),
                )
            )
    return found


def _said(text: str) -> frozenset[str]:
    """The numbers and words of a text."""
    return frozenset((*NUMBER.findall(text), *words_of(text)))


def _without_options(text: str, public: Json) -> str:
    listed = {f"{option['label']}. {option.get('text')}" for option in public["options"]}
    return "\n".join(line for line in text.splitlines() if line not in listed)


Pairs = Iterator[tuple[str, _Sheet, _Sheet]]
"""What joins two questions, the one to be answered, and the one that may tell something about it."""


def _pairs(sheets: Sequence[_Sheet], tables: Sequence[Table]) -> Pairs:
    """Each pair once for each thing that joins it, in both orders."""
    base = [sheet for sheet in sheets if sheet.base is None]
    arms = [sheet for sheet in sheets if sheet.base is not None]

    def cell(sheet: _Sheet) -> tuple[str, str]:
        return (sheet.public["cell"], sheet.public["direction"])

    def question(sheet: _Sheet) -> tuple[str, int]:
        return (sheet.public["cell"], sheet.public["index"])

    yield from _joined("the other direction", base, question, lambda a, b: cell(a) != cell(b))
    yield from _joined(
        "the same group in {cell}",
        base,
        lambda sheet: sheet.public["group"],
        lambda a, b: question(a) != question(b),
    )
    yield from _joined(
        "the same index in {cell}",
        base,
        lambda sheet: (sheet.public["index"], sheet.public["direction"], sheet.size),
        lambda a, b: cell(a) != cell(b) and a.public["group"] != b.public["group"],
    )
    yield from _arms(base, arms, question, cell)
    for distance in range(1, AHEAD + 1):
        yield from _next(f"the question {distance} on in the cell", base, distance, cell)
    lines = sorted(base, key=lambda sheet: int(tables[sheet.table].lines[sheet.row]))
    for first, second in itertools.pairwise(lines):
        if question(first) != question(second):
            yield "the next line of the file", first, second
            yield "the last line of the file", second, first


def _arms(
    base: Sequence[_Sheet],
    arms: Sequence[_Sheet],
    question: Callable[[_Sheet], Hashable],
    cell: Callable[[_Sheet], Hashable],
) -> Pairs:
    """Each arm with its base, with the base of the other direction, and with the arms beside it."""
    origins: dict[Hashable, list[_Sheet]] = defaultdict(list)
    for sheet in base:
        origins[question(sheet)].append(sheet)
    beside: dict[Hashable, _Sheet] = {}
    for arm in arms:
        for origin in origins[question(arm)]:
            own = origin.public["id"] == arm.base
            yield "the question that an arm changes" if own else ACROSS_ARMS, arm, origin
            yield "an arm of the question" if own else ACROSS_ARMS, origin, arm
        last = beside.get((question(arm), cell(arm)))
        if last is not None:
            yield BESIDE, arm, last
            yield BESIDE, last, arm
        beside[question(arm), cell(arm)] = arm


def _joined(
    name: str,
    sheets: Sequence[_Sheet],
    key: Callable[[_Sheet], Hashable],
    wanted: Callable[[_Sheet, _Sheet], bool],
) -> Pairs:
    found: dict[Hashable, list[_Sheet]] = defaultdict(list)
    for sheet in sheets:
        found[key(sheet)].append(sheet)
    for those in found.values():
        for one in those:
            for other in those:
                if one is not other and wanted(one, other):
                    yield name.format(cell=f"`{other.public['cell']}`"), one, other


def _next(name: str, sheets: Sequence[_Sheet], distance: int, key: Callable[[_Sheet], Hashable]) -> Pairs:
    where = {(key(sheet), sheet.public["index"]): sheet for sheet in sheets}
    for sheet in sheets:
        for sign, back in ((1, ""), (-1, ", back")):
            other = where.get((key(sheet), sheet.public["index"] + sign * distance))
            if other is not None:
                yield f"{name}{back}", sheet, other


def _images(option: Json) -> tuple[str, ...]:
    """The pictures of an option as its record has them."""
    return tuple(part["image"] for part in option.get("pictures", ()))


def _printed(one: _Sheet, other: _Sheet) -> Sequence[float]:
    """Numbers and words of an option that the other's prompt has, too."""
    if not one.options or one.options[0].get("text") is None or _images(one.options[0]):
        return ()
    each = [_said(option["text"]) for option in one.options]
    common = frozenset.intersection(*each)
    return [len((said - common) & other.said) for said in each]


def _pictured(one: _Sheet, other: _Sheet) -> Sequence[float]:
    """Whether the other's prompt shows the candidate."""
    return [
        any(name in other.pictures for name in _images(option)) for option in one.options if _images(option)
    ]


def _offered(one: _Sheet, other: _Sheet) -> Sequence[float]:
    """Whether the other offers the option, too."""
    theirs = {(option.get("text"), _images(option)) for option in other.options}
    return [(option.get("text"), _images(option)) in theirs for option in one.options]


def _letter_by_number(one: _Sheet, other: _Sheet) -> Sequence[float]:
    """The letter under which the other prints what the own prompt asks for."""
    return _printed(other, one) if len(one.options) == len(other.options) else ()


def _letter_by_picture(one: _Sheet, other: _Sheet) -> Sequence[float]:
    """The letter under which the other offers the picture that the own prompt shows."""
    return _pictured(other, one) if len(one.options) == len(other.options) else ()


PUBLIC: tuple[tuple[str, str, Callable[[_Sheet, _Sheet], Sequence[float]]], ...] = (
    ("number", "the option whose numbers or words the prompt has of {}", _printed),
    ("picture", "the candidate that the prompt shows of {}", _pictured),
    ("offer", "an option that is offered, too, by {}", _offered),
    ("letter by number", "the letter that the asked numbers or words have in {}", _letter_by_number),
    ("letter by picture", "the letter that the shown picture has in {}", _letter_by_picture),
)
ACROSS_ARMS, BESIDE = "an arm, in the other direction", "another arm of the question"
KEPT = ("the question that an arm changes", "an arm of the question", ACROSS_ARMS, BESIDE)
"""Pairs whose answers are the same by design, or as independent as those of their bases."""


def given(tables: Sequence[Table]) -> list[list[Given]]:
    """The cues that other questions give, per table."""
    sheets = _sheets(tables)
    costs: dict[tuple[int, str, str], Floats] = {}
    told: dict[tuple[int, str], list[tuple[int, int, int]]] = defaultdict(list)
    for joined, one, other in _pairs(sheets, tables):
        for name, about, look in PUBLIC:
            worth = look(one, other)
            if len(worth) == len(one.options) and len(set(worth)) > 1:
                key = (one.table, f"{name}: {joined}", about.format(joined))
                if key not in costs:
                    costs[key] = np.zeros((tables[one.table].questions, tables[one.table].options))
                costs[key][one.row] -= worth
        if joined not in KEPT and one.size == other.size:
            told[one.table, joined].append((one.row, other.answer, other.rank[other.answer]))
    found: list[list[Given]] = [[] for _ in tables]
    for (table, name, about), cost in costs.items():
        found[table].append(Given(name, about, cost))
    for (table, joined), answers in told.items():
        found[table] += _told(tables[table], joined, np.array(answers, dtype=np.int64))
    for table, cue in _balanced(sheets, tables):
        found[table].append(cue)
    return [[cue for cue in cues if np.count_nonzero(np.ptp(cue.cost, axis=1)) >= FEWEST] for cues in found]


def _told(table: Table, joined: str, answers: Whole) -> Iterator[Given]:
    """What the (pairs, 3) rows, letters and ranks of questions that somebody was told say about others."""
    k = table.options
    for what, right, own in (
        ("letter", answers[:, 1], np.broadcast_to(np.arange(k), (len(answers), k))),
        ("rank", answers[:, 2], order(table)[answers[:, 0]]),
    ):
        for shift in range(k):
            cost = np.zeros((table.questions, k))
            np.add.at(cost, answers[:, 0], -(own == ((right + shift) % k)[:, None]).astype(float))
            after = f" and {shift}" if shift else ""
            about = f"the right {what} of {joined}{after}, by whoever was told"
            yield Given(f"right {what}{after}: {joined}", about, cost)


def _balanced(sheets: Sequence[_Sheet], tables: Sequence[Table]) -> Iterator[tuple[int, Given]]:
    """The solvers of `runs` along the whole file, and over all cells and directions of one index."""
    base = [sheet for sheet in sheets if sheet.base is None]
    for k in sorted({sheet.size for sheet in base}):
        those = [sheet for sheet in base if sheet.size == k]
        ranks = np.array([sheet.rank for sheet in those], dtype=np.int64)
        lines = np.array([int(tables[sheet.table].lines[sheet.row]) for sheet in those], dtype=np.int64)
        index = np.array([sheet.public["index"] for sheet in those], dtype=np.int64)
        owners = np.array([sheet.table for sheet in those], dtype=np.int64)
        rows = np.array([sheet.row for sheet in those], dtype=np.int64)
        for along, where in (
            (np.argsort(lines), "along the file"),
            (np.lexsort((lines, index)), "over all cells of an index"),
        ):
            for cue in runs.given(ranks, along, where, longest=ACROSS):
                yield from _shared_out(cue, tables, owners, rows)


def _shared_out(
    cue: Given, tables: Sequence[Table], owners: Whole, rows: Whole
) -> Iterator[tuple[int, Given]]:
    """A cue of many tables, table by table."""
    for table in np.unique(owners).tolist():
        cost = np.zeros((tables[table].questions, tables[table].options))
        cost[rows[owners == table]] = cue.cost[owners == table]
        yield table, Given(cue.name, cue.about, cost)
