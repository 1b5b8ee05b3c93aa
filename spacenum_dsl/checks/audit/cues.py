"""Fixed cues: ways to point at an option that nobody had to learn.

Each gives every option a cost, and the solver points at the cheapest. Where all options of a question cost
the same, it has no answer; other ties are broken by a random stream of the cue's name. A cue is tried in
both manners: choosing what it points at, and avoiding it. Cues of numbers need options that have some.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy import newaxis

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.base.streams import stream_key, uniform
from spacenum_dsl.checks.audit.tables import NUMBER, Table, Whole
from spacenum_dsl.questions.numerals import SMALL, TENS

DIGITS = 6
"""Decimals to which costs are compared."""


@dataclass(frozen=True)
class Cue:
    """A name, what it goes by, and the cost (n, k) of each option; `None` where it does not apply. `numeric`
    ones make no sense of words."""

    name: str
    about: str
    cost: Callable[[Table], Floats | None]
    numeric: bool = False


def pointed(cost: Floats, table: Table, name: str) -> Whole:
    """(n,) the cheapest option of each question, -1 where all cost the same."""
    rounded = np.round(cost, DIGITS)
    key = stream_key("audit", table.title, table.direction, name)
    rows = np.arange(len(cost), dtype=np.uint64)
    noise = uniform(key, rows, np.zeros(len(cost), np.uint64), 0, cost.shape[1])
    chosen = np.lexsort((noise, rounded), axis=1)[:, 0]
    return np.where(rounded.max(axis=1) > rounded.min(axis=1), chosen, -1)


def order(table: Table) -> Whole:
    """(n, k): each option's place when they are sorted by their numbers, the first number first, then by
    their words. Options that lack a number come after those that have it."""
    lacks = np.isnan(table.values)
    numbers = np.where(lacks, 0.0, np.round(table.values, 9))
    missing, words = lacks.sum(axis=2, keepdims=True), table.words.places[:, :, newaxis]
    keys = np.concatenate([missing, numbers, words], axis=2)
    places = np.array([np.lexsort(row.T[::-1]) for row in keys]).reshape(keys.shape[:2])
    return np.asarray(np.argsort(places, axis=1))


def filled(values: Floats) -> Floats:
    """(n, k, m) with the mean of its set, or zero, where an option has no such number."""
    lacks = np.isnan(values)
    if not lacks.any():
        return values
    known = np.where(lacks, 0.0, values)
    count = np.maximum((~lacks).sum(axis=1, keepdims=True), 1)
    return np.asarray(np.where(lacks, known.sum(axis=1, keepdims=True) / count, values))


def scaled(table: Table) -> Floats:
    """The options' numbers, each column in units of its spread."""
    values = filled(table.values)
    spread = values.std(axis=(0, 1))
    return np.asarray(values / np.where(spread > 0, spread, 1.0))


def numeric(name: str, about: str, measure: Callable[[Floats], Floats]) -> Cue:
    """A cue of a measure (n, k) of the scaled numbers (n, k, m). It has no answer where an option lacks a
    number that another of its set has."""

    def cost(table: Table) -> Floats:
        lacks = np.isnan(table.values)
        partly = (lacks.any(axis=1) & ~lacks.all(axis=1)).any(axis=1)
        return np.where(partly[:, newaxis], 0.0, measure(scaled(table)))

    return Cue(name, about, cost, numeric=True)


def apart(values: Floats) -> Floats:
    """(n, k, k): distances between options, summed over the numbers."""
    rows = [np.abs(values - values[:, place, newaxis]).sum(axis=2) for place in range(values.shape[1])]
    return np.stack(rows, axis=1)


def places(table: Table) -> Iterator[Cue]:
    """A letter or a rank, always the same one."""
    for place, label in enumerate(table.labels):

        def letter(table: Table, place: int = place) -> Floats:
            return np.broadcast_to(np.arange(table.options) != place, table.values.shape[:2]).astype(float)

        yield Cue(f"letter {label}", f"always option {label}", letter)
    last = table.options - 1
    what = "numbers" if table.columns else "words"
    for place in range(table.options):
        title = "smallest" if place == 0 else "largest" if place == last else f"rank {place + 1}"

        def rank(table: Table, place: int = place) -> Floats:
            return np.asarray(order(table) != place, dtype=float)

        yield Cue(title, f"the option of rank {place + 1} when they are sorted by their {what}", rank)


def median(values: Floats) -> Floats:
    return np.asarray(np.abs(values - np.median(values, axis=1, keepdims=True)).sum(axis=2))


def mean(values: Floats) -> Floats:
    return np.asarray(np.abs(values - values.mean(axis=1, keepdims=True)).sum(axis=2))


def hub(table: Table) -> Floats:
    same = np.isclose(table.values[:, :, newaxis], table.values[:, newaxis], atol=1e-6)
    codes = table.words.codes
    alike = (codes[:, :, newaxis] == codes[:, newaxis]) & (codes >= 0)[:, newaxis]
    return np.asarray(-(same.sum(axis=(2, 3)) + alike.sum(axis=(2, 3))).astype(float))


def neighbour(values: Floats) -> Floats:
    between = apart(values)
    between[:, range(values.shape[1]), range(values.shape[1])] = np.inf
    return np.asarray(between.min(axis=2))


def extent(table: Table) -> Floats | None:
    """The volume, area or length between an option's low and high corner."""
    sides = [
        table.values[:, :, table.columns.index(name.replace("low", "high"))] - table.values[:, :, column]
        for column, name in enumerate(table.columns)
        if name.startswith("low.") and name.replace("low", "high") in table.columns
    ]
    return np.prod(sides, axis=0) if sides else None


def listed(table: Table) -> Floats:
    """0 for an option without which the others stand in rising or falling order."""
    rank = order(table)
    cost = np.ones(rank.shape)
    for place in range(table.options):
        steps = np.diff(np.delete(rank, place, axis=1), axis=1)
        cost[:, place] -= (steps > 0).all(axis=1) | (steps < 0).all(axis=1)
    return cost if table.options > 3 else np.zeros(rank.shape)


def spread_from(values: Floats) -> Floats:
    """0 for an option from which the others are listed by rising or falling distance."""
    between = apart(values)
    cost = np.ones(between.shape[:2])
    for place in range(values.shape[1]):
        steps = np.diff(np.delete(between[:, place], place, axis=1), axis=1)
        cost[:, place] -= (steps > 1e-9).all(axis=1) | (steps < -1e-9).all(axis=1)
    return cost if values.shape[1] > 2 else np.zeros(cost.shape)


def _per_text(table: Table, measure: Callable[[str], float]) -> Floats | None:
    if not table.shown:
        return None
    return np.array([[measure(text) for text in row] for row in table.texts])


def decimals(text: str) -> float:
    return float(max((len(number.partition(".")[2]) for number in NUMBER.findall(text)), default=0))


WRITTEN = re.compile(rf"\b(?:{'|'.join((*SMALL, *filter(None, TENS)))}|hundred|thousand|point|minus|and)\b")


_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def own_words(table: Table) -> Iterator[list[list[str]]]:
    """The words of each option of each question, without those that all of its set have."""
    for row in table.texts:
        words = [words_of(text) for text in row]
        common = set(words[0]).intersection(*words)
        yield [[word for word in each if word not in common] for each in words]


def shape(text: str) -> str:
    """What is left of a printed option without its numbers: decimals, units, punctuation."""
    if not NUMBER.search(text):
        return re.sub(r"#(?:[ -]#)*", "#", WRITTEN.sub("#", text))
    return NUMBER.sub(lambda number: "#" + "." * ("." in number[0]) + "#" * int(decimals(number[0])), text)


def forms(table: Table, row: int) -> list[Hashable]:
    """The form of each option of a question. Words that are values have none but their case; a number and a
    word are of different forms."""
    if not table.words.parts:
        return [shape(text) for text in table.texts[row]]
    numbers, words = ~np.isnan(table.values[row]), table.words.codes[row] >= 0
    kinds = np.concatenate([numbers, words], axis=1)
    masked = (shape(_RUN.sub(_case, text)) for text in table.texts[row])
    return [(*kind, text) for kind, text in zip(kinds.tolist(), masked, strict=True)]


def _case(run: re.Match[str]) -> str:
    return "W" if run[0][0].isupper() else "w"


def odd(table: Table) -> Floats | None:
    if not table.shown:
        return None
    found = [forms(table, row) for row in range(table.questions)]
    return np.array([[float(row.count(one)) for one in row] for row in found])


def mentioned(table: Table) -> Floats | None:
    """How many of an option's printed numbers the prompt has too."""
    if not table.shown:
        return None
    known = [set(NUMBER.findall(text)) for text in table.prompt_texts]
    return np.array(
        [
            [-float(sum(number in numbers for number in NUMBER.findall(text))) for text in row]
            for row, numbers in zip(table.texts, known, strict=True)
        ]
    )


def quoted(table: Table) -> Floats | None:
    """How often the prompt says an option's words, all in a row."""
    if not table.shown:
        return None
    found = []
    for texts, prompt in zip(table.texts, table.prompt_texts, strict=True):
        said = f" {'  '.join(words_of(prompt))} "
        found.append([-float(said.count(f" {'  '.join(words_of(text))} ")) for text in texts])
    return np.array(found)


def worded(table: Table) -> Floats | None:
    """How many of an option's words the prompt has too."""
    if not table.shown:
        return None
    known = [set(words_of(text)) for text in table.prompt_texts]
    return np.array(
        [
            [-float(len(prompt & set(words))) for words in row]
            for row, prompt in zip(own_words(table), known, strict=True)
        ]
    )


def shared(table: Table) -> Floats:
    """(n, k) how many others of its set an option shares a word with that not all of them have."""
    return np.array(
        [
            [float(sum(not set(one).isdisjoint(other) for other in row) - bool(one)) for one in row]
            for row in own_words(table)
        ]
    )


def alphabet(table: Table) -> Floats:
    """(n, k) the place of an option's words in the alphabet's order of its set, equal ones together."""
    return np.array([[float(sorted(row).index(one)) for one in row] for row in own_words(table)])


def situations(table: Table) -> Iterator[Cue]:
    """Where an option would be in its world: the option of the least and of the most of each measure."""
    for place, name in enumerate(table.situations):
        for sign, which in ((1, "least"), (-1, "most")):

            def cost(table: Table, place: int = place, sign: int = sign) -> Floats:
                return np.asarray(sign * table.situated[:, :, place])

            yield Cue(f"{which} {name}", f"the option with the {which} {_SITUATIONS.get(name, name)}", cost)


_SITUATIONS: Mapping[str, str] = {
    "outside": "way out of the surface or the room",
    "overlap": "ground in common with the anchors' boxes",
    "distance to the nearest object": "metres to any other object",
    "distance to all objects": "metres to the other objects on the mean",
    "way through walls": "metres beyond the walls",
    "way through objects": "metres beyond the first object or wall in the way",
}


def _longest(sign: int) -> Callable[[Table], Floats | None]:
    return lambda table: _per_text(table, lambda text: sign * float(len(text)))


def _decimals(sign: int) -> Callable[[Table], Floats | None]:
    return lambda table: _per_text(table, lambda text: sign * decimals(text))


def _extent(sign: int) -> Callable[[Table], Floats | None]:
    def cost(table: Table) -> Floats | None:
        found = extent(table)
        return None if found is None else sign * np.nan_to_num(found)

    return cost


CUES: tuple[Cue, ...] = (
    numeric("median", "the option nearest to the middle of the set", median),
    numeric("mean", "the option nearest to the mean of the set", mean),
    Cue("hub", "the option that shares most values with the others", hub),
    numeric("nearest to all", "the option nearest to all others together", lambda v: apart(v).sum(axis=2)),
    numeric("farthest from all", "the option farthest from the others", lambda v: -apart(v).sum(axis=2)),
    numeric("near neighbour", "the option with the nearest neighbour", neighbour),
    Cue("smallest box", "the option of the smallest extent", _extent(1), numeric=True),
    Cue("largest box", "the option of the largest extent", _extent(-1), numeric=True),
    Cue("out of order", "the option without which the others are listed in order", listed),
    numeric("others by distance", "the option from which the others are listed by distance", spread_from),
    Cue("longest text", "the option with the longest text", _longest(-1)),
    Cue("shortest text", "the option with the shortest text", _longest(1)),
    Cue("most decimals", "the option with the most decimals", _decimals(-1)),
    Cue("fewest decimals", "the option with the fewest decimals", _decimals(1)),
    Cue("odd form", "the option whose printed form fewest others have", odd),
    Cue("named in the prompt", "the option whose numbers the prompt mentions", mentioned),
    Cue("said in the prompt", "the option that the prompt says most often, word for word", quoted),
    Cue("words in the prompt", "the option of most words that the prompt has", worded),
    Cue("no word in common", "an option that shares no word with any other", lambda t: np.sign(shared(t))),
    Cue("words in common", "the option that shares words with most others", lambda t: -shared(t)),
    Cue("first in the alphabet", "the option whose words come first in the alphabet", alphabet),
    Cue("last in the alphabet", "the option whose words come last in the alphabet", lambda t: -alphabet(t)),
)


def cues_of(table: Table) -> Iterator[Cue]:
    """All fixed cues that make sense for a table."""
    yield from places(table)
    yield from CUES
    yield from situations(table)
