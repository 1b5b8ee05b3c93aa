"""Evaluates values for many worlds at once: one array per value, a row per world, a column per candidate.

Every value has its own named stream, so nothing depends on the order in which values are evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from spacenum_dsl.base.parts import Floats, Places
from spacenum_dsl.base.streams import Seed, Words, stream_key, uniform, uniforms
from spacenum_dsl.semantics import values

LOYAL = 40
"""So many candidates of an attempt keep to the window that is held; where none of them can be placed, that
window can't be asked about, and each further one has a window of its own."""

ROUNDING = 1e-9
"""By how much rounding may take a computed number over its limits."""


@dataclass(frozen=True, eq=False)
class Draws:
    """The randomness of a batch of worlds of one `stream`: which worlds, and at which attempt each is."""

    seed: Seed
    stream: str
    index: Words
    attempt: Words
    places: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    drawn: Floats = field(default_factory=lambda: np.empty((0, 0, 0)))
    """(streams, worlds, count): the first numbers of streams that were drawn ahead, and where each is."""
    lets: Draws | None = None
    """Where `let` values come from, if not from here: what is drawn into a world mentions the world's own."""
    span: float = 1.0
    many: int = 1
    """So many draws after each other lie in a window of this share of [0, 1), which slides over all of it."""
    held: int = 0
    """So many attempts share one window for their first `LOYAL` times `many` draws; with 0, none do."""

    def ahead(self, names: Sequence[tuple[str, ...]], count: int) -> Draws:
        """The same, the first numbers of some streams drawn together, which costs little more than one."""
        keys = [stream_key(self.seed, self.stream, *name) for name in names]
        drawn = uniforms(keys, self.index, self.attempt, 0, count)
        return replace(self, places={name: place for place, name in enumerate(names)}, drawn=drawn)

    def uniform(self, names: tuple[str, ...], start: int = 0, count: int = 1) -> Floats:
        """(worlds, count) numbers in [0, 1) of the named stream."""
        if self.lets is not None and names[0] == "let":
            return self.lets.uniform(names, start, count)
        shares = self._uniform(names, start, count)
        if self.span == 1.0 or names[0] == "let":
            return shares
        window = (*names, "span")
        low = np.array(self._uniform(window, start // self.many, count // self.many))
        if self.held and start < LOYAL * self.many:
            those = replace(self, attempt=self.attempt // np.uint64(self.held), places={})
            low[:, : LOYAL - start // self.many] = those._uniform((*window, "held"), 0, 1)
        low = np.repeat(low, self.many, axis=1)
        return np.asarray((1.0 - self.span) * low + self.span * shares)

    def _uniform(self, names: tuple[str, ...], start: int, count: int) -> Floats:
        place = self.places.get(names)
        if place is not None and start + count <= self.drawn.shape[2]:
            return np.asarray(self.drawn[place, :, start : start + count])
        return uniform(stream_key(self.seed, self.stream, *names), self.index, self.attempt, start, count)

    def rows(self, rows: Places) -> Draws:
        """The same for some of the worlds."""
        lets = None if self.lets is None else self.lets.rows(rows)
        drawn = self.drawn[:, rows] if self.places else self.drawn
        return replace(self, index=self.index[rows], attempt=self.attempt[rows], drawn=drawn, lets=lets)


@dataclass(frozen=True, eq=False)
class Columns:
    """Evaluates values: `names` is the stream, `start` and `count` the candidates, `mention` looks up
    a number of an object that is placed already."""

    draws: Draws
    mention: Callable[[values.Attribute], Floats]
    vocabulary: Sequence[str] = ()

    def evaluate(self, value: values.Value, names: tuple[str, ...], start: int = 0, count: int = 1) -> Floats:
        """(worlds, count), or (worlds, 1) where all candidates share one number. Symbols become their
        place in `vocabulary`."""
        match value:
            case values.Constant(value=number):
                return np.full((len(self.draws.index), 1), number)
            case values.Symbol(name=name):
                return np.full((len(self.draws.index), 1), float(self.vocabulary.index(name)))
            case values.Named(name=name, value=inner):
                return self.evaluate(inner, ("let", name))
            case values.Attribute(limits=limits):
                return within(limits, self.mention(value))
            case values.Arithmetic(op=op, left=left, right=right, limits=limits):
                a = self.evaluate(left, (*names, "left"), start, count)
                b = self.evaluate(right, (*names, "right"), start, count)
                return within(limits, arithmetic(op, a, b))
            case values.Grid(values=numbers):
                share = self.draws.uniform(names, start, count)
                return np.asarray(np.asarray(numbers)[(share * len(numbers)).astype(int)])
            case values.Uniform(low=low, high=high, whole=True):
                share = self.draws.uniform(names, start, count)
                return np.asarray(np.floor(low + share * (high - low + 1)))
            case values.Uniform(low=low, high=high):
                return low + self.draws.uniform(names, start, count) * (high - low)
            case values.Choice(options=options, weights=weights):
                bounds = _bounds(weights)
                which = np.searchsorted(bounds[:-1], self.draws.uniform(names, start, count), side="right")
                found = [
                    self.evaluate(option, (*names, f"|{number}"), start, count)
                    for number, option in enumerate(options)
                ]
                return np.asarray(np.choose(which, found)) if len(found) <= 32 else _choose(which, found)
        raise TypeError(f"{type(value).__name__} is not a number or a symbol")

    def coordinates(
        self, at: values.Value, names: tuple[str, ...], start: int = 0, count: int = 1
    ) -> tuple[Floats, Floats]:
        """x and y of a place that is written as coordinates, a choice of them, or a `let` of either."""
        match at:
            case values.Vector(items=(x, y)):
                return (
                    self.evaluate(x, (*names, "x"), start, count),
                    self.evaluate(y, (*names, "y"), start, count),
                )
            case values.Named(name=name, value=inner):
                return self.coordinates(inner, ("let", name))
            case values.Choice(options=options, weights=weights):
                bounds = _bounds(weights)
                which = np.searchsorted(bounds[:-1], self.draws.uniform(names, start, count), side="right")
                found = [
                    self.coordinates(option, (*names, f"|{number}"), start, count)
                    for number, option in enumerate(options)
                ]
                return _choose(which, [x for x, _ in found]), _choose(which, [y for _, y in found])
        raise TypeError(f"{type(at).__name__} is not a place")


def within(limits: values.Limits | None, numbers: Floats) -> Floats:
    """Computed numbers; what its property can't take is no number (NaN), so that nothing goes on with it.

    Whoever needs the number refuses the world then.
    """
    if limits is None:
        return numbers
    fine = np.isfinite(numbers)
    if limits.low is not None:
        fine &= numbers >= limits.low - ROUNDING
    if limits.high is not None:
        fine &= numbers <= limits.high + ROUNDING
    if limits.whole:
        fine &= np.abs(numbers - np.round(numbers)) <= ROUNDING
    return np.asarray(np.where(fine, numbers, np.nan))


def _bounds(weights: Sequence[float]) -> Floats:
    """Where each option's share of [0, 1) ends."""
    ends = np.cumsum(weights)
    return np.asarray(ends / ends[-1])


def _choose(which: Places, found: list[Floats]) -> Floats:
    shape = np.broadcast_shapes(which.shape, *(column.shape for column in found))
    stacked = np.stack([np.broadcast_to(column, shape) for column in found])
    return np.asarray(np.take_along_axis(stacked, np.broadcast_to(which, shape)[None], axis=0)[0])


def arithmetic(op: str, left: Floats, right: Floats) -> Floats:
    """Numbers combined; a division by zero is infinite or no number, and so fulfils no requirement."""
    with np.errstate(divide="ignore", invalid="ignore"):
        match op:
            case "+":
                return np.asarray(left + right)
            case "-":
                return np.asarray(left - right)
            case "*":
                return np.asarray(left * right)
            case _:
                return np.asarray(left / right)
