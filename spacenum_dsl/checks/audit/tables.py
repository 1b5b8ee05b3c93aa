"""Reads a dataset into tables, one per cell, direction and arm: all that a blind solver may know, as arrays.

What a solver may know differs. From picture to numbers, options are printed and the prompt does not hold the
answer, so everything but the pictures may be combined. From numbers to pictures, the prompt holds the
answer's numbers and the options are pictures: a solver may read the prompt or look at the candidates, and
both together is the task itself. Where something else than a letter is to be given, the options are the cases
that it was drawn from: a solver may know even them, which no prompt prints, and what each is answered by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from spacenum_dsl.answers.grade import answer_type
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit import faults
from spacenum_dsl.checks.audit.entries import Entry, Json, read_entries
from spacenum_dsl.checks.audit.records import named
from spacenum_dsl.checks.audit.surroundings import Around, around, first_camera, seen_from, situated
from spacenum_dsl.checks.audit.words import ValueWords, gathered
from spacenum_dsl.output.records.dataset import read_worlds
from spacenum_dsl.output.records.types import AnswerRecord, CameraRecord, ItemRecord, TextRecord, public_of
from spacenum_dsl.questions.question import Number, Reply
from spacenum_dsl.semantics.answers import PICKED
from spacenum_dsl.semantics.program import Direction

Whole = npt.NDArray[np.int64]
PROMPT_NUMBERS = 40
"""Numbers of a prompt that are looked at."""

NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")

UNIT = "unit"
"""The word of a value that says how its numbers are measured; all others are values themselves."""


@dataclass(frozen=True, eq=False)
class Given:
    """A cue that more than a question's own record gives: a name, what it goes by, and the (n, k) costs of
    the options; those of a question that it can't answer are all the same."""

    name: str
    about: str
    cost: Floats


@dataclass(frozen=True, eq=False)
class Table:
    """Questions of one cell, direction and arm; n questions of k options.

    `values` (n, k, m) are the options' numbers as recorded, nan where an option has no such number,
    `columns` their names, `units` how they are measured; `words` are the values that are words, or the
    options' texts where they have no value at all. `situated` (n, k, s) is where options would be. `texts`
    are the options as printed, and `shown` whether the prompt prints them. `around` (n, c) describes world
    and first view, `prompts` (n, p) the numbers of the prompt without its options. `group` numbers the
    worlds, and `tested` marks the first question of each. `index` are the questions' numbers in their cell,
    `lines` their places in the file, `public` their public records, `right` what replies are held against,
    and `given` the cues that other questions and the files give (see `related`, `files`).
    """

    cell: str
    setting: str
    direction: Direction
    intervention: str | None
    arm: str | None
    ids: tuple[str, ...]
    group: Whole
    tested: npt.NDArray[np.bool_]
    answer: Whole
    rank: Whole
    labels: tuple[str, ...]
    values: Floats
    columns: tuple[str, ...]
    situated: Floats
    situations: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    units: tuple[tuple[str, ...], ...]
    words: ValueWords
    prompt_texts: tuple[str, ...]
    shown: bool
    around: Floats
    around_names: tuple[str, ...]
    prompts: Floats
    pictures: tuple[tuple[tuple[str, ...], ...], ...]
    index: Whole
    lines: Whole
    public: tuple[Json, ...]
    given: tuple[Given, ...] = ()
    right: tuple[Reply, ...] = ()

    @property
    def title(self) -> str:
        return named(self.cell, self.intervention, self.arm)

    @property
    def picked(self) -> bool:
        """Whether replies pick options, which prompts then list."""
        return bool(self.public[0]["answer_type"]["type"] == PICKED)

    @property
    def options(self) -> int:
        return int(self.values.shape[1])

    @property
    def questions(self) -> int:
        return len(self.ids)

    @property
    def worlds(self) -> int:
        return int(self.tested.sum())


@dataclass
class _Rows:
    """A table while it is read."""

    setting: str
    labels: tuple[str, ...]
    shown: bool
    ids: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)
    values: list[list[dict[str, float]]] = field(default_factory=list)
    situated: list[list[dict[str, float]]] = field(default_factory=list)
    texts: list[tuple[str, ...]] = field(default_factory=list)
    units: list[tuple[str, ...]] = field(default_factory=list)
    words: list[list[dict[str, str]]] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    told: list[Mapping[str, float]] = field(default_factory=list)
    pictures: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class _Base:
    """What a question says in its world's own terms, where an arm may mirror the numbers, turn the other way
    round or show other pictures: the options' values, and the camera of the first view."""

    values: tuple[Mapping[str, Number], ...]
    camera: CameraRecord | None


Key = tuple[str, Direction, str | None, str | None]


def read_tables(folder: Path) -> list[Table] | Diagnostic:
    """All tables of a dataset: base questions first, cells in the order in which they stand."""
    try:
        worlds = {world.id: around(world) for world in read_worlds(folder)}
        return _read(read_entries(folder), worlds)
    except (OSError, msgspec.DecodeError) as error:
        return Diagnostic(faults.CANT_READ, f"can't read the records of `{folder}`: {error}")


def _read(entries: Iterator[Entry], worlds: Mapping[str, Around]) -> list[Table] | Diagnostic:
    found: dict[Key, _Rows] = {}
    bases: dict[str, _Base] = {}
    for entry in entries:
        item, secret = entry.item, entry.key
        scene = worlds.get(secret.world)
        if scene is None:
            return Diagnostic(faults.CANT_READ, f"`{item.id}` is about `{secret.world}`, which is missing")
        arm = item.arm
        key = (item.cell, item.direction, item.intervention, arm)
        labels = tuple(option.label for option in secret.options)
        rows = found.setdefault(
            key, _Rows(item.setting, labels, not any(option.pictures for option in item.options))
        )
        if rows.labels != labels:
            title = named(item.cell, item.intervention, arm)
            return Diagnostic(
                faults.UNEQUAL_SETS,
                f"`{item.id}` has the options {', '.join(labels)}; others of `{title}` have "
                f"{', '.join(rows.labels)}",
                help=("give questions of another kind a cell of their own",),
            )
        own = _Base(tuple(option.value for option in secret.options), first_camera(scene, item))
        if item.base is None:
            bases[item.id] = own
        _add(rows, entry, scene, bases.get(item.base or "", own))
    if not found:
        return Diagnostic(faults.NOTHING_TO_AUDIT, "the dataset holds no questions")
    tables = [_table(key, rows) for key, rows in found.items()]
    return sorted(tables, key=lambda table: table.intervention is not None)


def _add(
    rows: _Rows,
    entry: Entry,
    scene: Around,
    base: _Base,
) -> None:
    item, secret = entry.item, entry.key
    action = secret.truth.get("action")
    kept = action if isinstance(action, str) else ""
    rows.entries.append(entry)
    rows.ids.append(item.id)
    rows.groups.append(item.group)
    rows.answers.append(secret.answer_index)
    rows.ranks.append(secret.rank)
    rows.values.append([numbers_of(option.value) for option in secret.options])
    seen = {} if base.camera is None else seen_from(scene, base.camera, kept)
    rows.situated.append([situated(scene, value, seen) for value in base.values])
    rows.texts.append(tuple(option.text for option in secret.options))
    rows.units.append(tuple(str(option.value.get(UNIT, "")) for option in secret.options))
    written = written_replies(item, secret)
    rows.words.append(
        [categories_of(option.value) | reply for option, reply in zip(secret.options, written, strict=True)]
    )
    rows.prompts.append(_prompt(item, rows.shown))
    images = {option.label: tuple(part.image for part in option.pictures) for option in item.options}
    rows.pictures.append(tuple(images.get(option.label, ()) for option in secret.options))
    rows.told.append({**scene.told, **seen, **({f"action={kept}": 1.0} if kept else {})})


def numbers_of(value: Mapping[str, Number]) -> dict[str, float]:
    """An option's numbers by name; those of a place by axis."""
    found: dict[str, float] = {}
    for name, part in value.items():
        if isinstance(part, tuple):
            found |= {f"{name}.{place}": number for place, number in enumerate(part)}
        elif not isinstance(part, str):
            found[name] = part
    return found


def categories_of(value: Mapping[str, Number]) -> dict[str, str]:
    """An option's words by name, without the unit of its numbers."""
    return {name: part for name, part in value.items() if isinstance(part, str) and name != UNIT}


def written_replies(item: ItemRecord, key: AnswerRecord) -> list[dict[str, str]]:
    """What each case is answered by where that is letters, which the prompt gives to what it lists."""
    if not key.answers or not item.options:
        return [{} for _ in key.options]
    asked = answer_type(public_of(item))
    return [{"reply": asked.printed(asked.right({"answer": answer}))} for answer in key.answers]


def _prompt(item: ItemRecord, shown: bool) -> str:
    """The text of the prompt without its options."""
    texts = [block.text for block in item.content if isinstance(block, TextRecord)]
    if not shown:
        return "\n".join(texts)
    listed = {f"{option.label}. {option.text}" for option in item.options}
    return "\n".join(line for text in texts for line in text.splitlines() if line not in listed)


def _table(key: Key, rows: _Rows) -> Table:
    numbered = {name: place for place, name in enumerate(dict.fromkeys(rows.groups))}
    group = np.array([numbered[name] for name in rows.groups], dtype=np.int64)
    tested = np.zeros(len(group), dtype=bool)
    tested[np.unique(group, return_index=True)[1]] = True
    situations = tuple(sorted({name for row in rows.situated for each in row for name in each}))
    names = tuple(sorted({name for told in rows.told for name in told}))
    prompts = np.zeros((len(group), PROMPT_NUMBERS))
    for row, text in enumerate(rows.prompts):
        found = [float(number.replace("−", "-")) for number in NUMBER.findall(text)[:PROMPT_NUMBERS]]
        prompts[row, : len(found)] = found
    columns = tuple(dict.fromkeys(name for row in rows.values for each in row for name in each))
    answer, rank = np.array(rows.answers, dtype=np.int64), np.array(rows.ranks, dtype=np.int64)
    words = rows.words
    if not columns and not any(option for row in words for option in row):
        words = [[{"text": text} for text in row] for row in rows.texts]
    return Table(
        *(key[0], rows.setting, key[1], key[2], key[3]),
        ids=tuple(rows.ids),
        group=group,
        tested=tested,
        answer=answer,
        rank=rank,
        labels=rows.labels,
        values=np.array(
            [[[each.get(name, np.nan) for name in columns] for each in row] for row in rows.values]
        ).reshape(len(group), len(rows.labels), len(columns)),
        columns=columns,
        situated=np.array(
            [[[each.get(name, 0.0) for name in situations] for each in row] for row in rows.situated]
        ).reshape(len(group), len(rows.labels), len(situations)),
        situations=situations,
        texts=tuple(rows.texts),
        units=tuple(rows.units),
        words=gathered(words, answer, rank, ordered=not columns),
        prompt_texts=tuple(rows.prompts),
        shown=rows.shown,
        around=_told(rows.told, names),
        around_names=names,
        prompts=prompts[:, prompts.any(axis=0)],
        pictures=tuple(rows.pictures),
        index=np.array([entry.item.index for entry in rows.entries], dtype=np.int64),
        lines=np.array([entry.line for entry in rows.entries], dtype=np.int64),
        public=tuple(entry.public for entry in rows.entries),
        right=tuple(entry.key.answer for entry in rows.entries),
    )


def _told(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Floats:
    """(n, c): 0 where a world has nothing of that name."""
    places = {name: place for place, name in enumerate(names)}
    found = np.zeros((len(rows), len(names)))
    for row, told in enumerate(rows):
        for name, number in told.items():
            found[row, places[name]] = number
    return found
