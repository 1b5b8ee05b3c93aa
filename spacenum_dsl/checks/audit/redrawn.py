"""Solvers that learn from all other questions, judged by answer keys that are drawn anew.

Three kinds. A value counts how often each letter or rank is right where it comes: one word, one digit, one
index modulo 7. A slot asks the same of all values of one thing together, and is answered by the majority of
the other questions of the same value. A kernel learns from a whole view at once, and answers each question
from all others (see `kernel`).

Their hits are no binomial count, since each question helps to answer the others. But under any key that might
have been drawn in place of the true one (see `keys`) they can be counted too. Each solver's figure under each
key becomes a score, larger for what is less likely; what the largest score of all solvers is under each key
says how large the largest may be by luck (Westfall and Young, Resampling-Based Multiple Testing, 1993). This
is exact, and takes into account that most solvers tell much the same.

From numbers to pictures, the prompt prints the right numbers, and these alone make some ranks likelier than
others: who can order the pictures may use that. It is what the ordinal reader is for (see `readers`), and no
leak; so ranks are learned there from a prompt whose numbers are masked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit import keys, marks
from spacenum_dsl.checks.audit.kernel import answered_by_others, left_out_of
from spacenum_dsl.checks.audit.marks import Aspect, Slots
from spacenum_dsl.checks.audit.records import Manner
from spacenum_dsl.checks.audit.tables import Table, Whole

MOST = 800
"""Questions of a table that are looked at, from its first."""
NAMED = 6
"""Single values and slots of one view that are recorded: those that stand out most."""
ALL = "kernel on everything printed or named"

CAP = 30.0
"""Scores are compared up to here: 10 to the minus 30 is no luck."""

FAR = 11.0
"""Standard deviations up to which scores are compared: about as unlikely."""

Mark = npt.NDArray[np.float32]


@dataclass(frozen=True)
class SolverResult:
    """What one solver did with the true key: the questions that it `answered`, its `hits` there, its `score`
    (minus the logarithm of a probability) and where its manner is avoiding, that of avoiding."""

    solver: str
    about: str
    manner: Manner
    answered: int
    hits: int
    score: float


@dataclass(frozen=True, eq=False)
class Redrawn:
    """All of a table: the solvers that stand out most, how many were tried, and the largest score under each
    of the drawn keys."""

    found: tuple[SolverResult, ...]
    tried: int
    largest: Floats


@dataclass(frozen=True, eq=False)
class _Keys:
    """Letters and ranks (n, 1 + keys), the true key first, and the same as indicators."""

    letter: Whole
    rank: Whole
    options: int

    def places(self, what: str) -> Whole:
        return self.letter if what == "letters" else self.rank

    def hot(self, what: str) -> Mark:
        """(n, k, 1 + keys)"""
        places = self.places(what)
        return np.asarray(places[:, None] == np.arange(self.options)[None, :, None], dtype=np.float32)


def tried(table: Table) -> Redrawn:
    """Every solver of this kind on the first question of each world."""
    rows = np.flatnonzero(table.tested)[:MOST]
    drawn = keys.letters(table)
    letter = np.concatenate([table.answer[:, None], drawn], axis=1)
    known = _Keys(letter[rows], keys.ranks(table, letter)[rows], table.options)
    whole = [view.cut(rows) for view in marks.of_questions(table)]
    masked = whole if table.shown else [view.cut(rows) for view in marks.of_questions(table, numbers=False)]
    questions = {"letters": whole, "ranks": masked}
    spread = (rows[:, None] * table.options + np.arange(table.options)).ravel()
    options = [view.cut(spread) for view in marks.of_options(table)]
    found: list[SolverResult] = []
    count, largest = 0, np.zeros(drawn.shape[1])
    for one, scores, size in _all(known, questions, options):
        found += one
        count += size
        largest = np.maximum(largest, scores)
    return Redrawn(tuple(sorted(found, key=lambda each: -each.score)), count, largest)


Part = tuple[list[SolverResult], Floats, int]
"""Solvers that stand out, the largest score under each drawn key, and how many solvers there were."""


def _all(known: _Keys, questions: Mapping[str, list[Aspect]], options: list[Aspect]) -> Iterator[Part]:
    for what in ("letters", "ranks"):
        hot = known.hot(what)
        for view in questions[what]:
            yield from _counted(view, what, known, hot)
        for title, learned in _learned(questions[what]):
            yield _kernel(f"{title} on {what}", _matrix(learned), what, known, hot)
    for view in options:
        yield from _offered(view, known)
        yield _chosen(view, known)


def _learned(views: list[Aspect]) -> Iterator[tuple[str, list[Aspect]]]:
    """The views that kernels learn from: each for itself, and all together."""
    yield from ((f"kernel on {view.name}", [view]) for view in views if view.slots)
    yield ALL, views


def _indicators(slots: Slots) -> tuple[Mark, list[tuple[str, str]], Whole]:
    """(n, f) where each value of each slot comes, what each column says, and where each slot starts."""
    columns: list[npt.NDArray[np.bool_]] = []
    names: list[tuple[str, str]] = []
    starts: list[int] = []
    for name, slot in slots.items():
        starts.append(len(names))
        names += [(name, value) for value in slot.values]
        columns.append(slot.codes[:, None] == np.arange(len(slot.values)))
    if not columns:
        return np.zeros((0, 0), np.float32), [], np.zeros(0, np.int64)
    return np.concatenate(columns, axis=1).astype(np.float32), names, np.array(starts, dtype=np.int64)


def _matrix(views: list[Aspect]) -> Mark:
    """All views side by side, each with the same weight, in units of their spread."""
    parts = []
    for view in views:
        marks, names, _ = _indicators(view.slots)
        if names:
            marks = marks - marks.mean(axis=0)
            parts.append(marks / np.sqrt((marks**2).sum() / len(marks) + 1e-12))
    return np.concatenate(parts, axis=1) if parts else np.zeros((0, 0), np.float32)


def _counted(view: Aspect, what: str, known: _Keys, hot: Mark) -> Iterator[Part]:
    """Single values, and slots, of a view against letters or ranks."""
    indicators, names, starts = _indicators(view.slots)
    if not names:
        return
    n, k, draws = hot.shape
    counts = (indicators.T @ hot.reshape(n, -1)).reshape(len(names), k, draws)
    of = indicators.sum(axis=0).astype(np.int64)
    over, under = (table[of[:, None, None], counts.astype(np.int64)] for table in tails(n, k))
    best = over.max(axis=(0, 1))
    worst = under.max(axis=(0, 1))
    found = []
    for scores, manner in ((over, "chooses"), (under, "avoids")):
        flat = np.argsort(-scores[:, :, 0].ravel(), kind="stable")[:NAMED]
        for column, place in zip(*np.unravel_index(flat, (len(names), k)), strict=True):
            slot, value = names[column]
            found.append(
                SolverResult(
                    f"{what} by {slot} = {value}",
                    f"{view.about}: where {slot} is {value}, always the same of the {what}",
                    manner,  # type: ignore[arg-type]
                    int(of[column]),
                    int(counts[column, place, 0]),
                    float(scores[column, place, 0]),
                )
            )
    yield found, np.maximum(best, worst)[1:], 2 * len(names) * k
    # more or fewer than expected, over all values of a slot: Pearson's statistic, made alike for all slots
    excess = ((counts - of[:, None, None] / k) ** 2).sum(axis=1) * k / np.maximum(of, 1)[:, None]
    scores = alike(np.cbrt(np.add.reduceat(excess, starts, axis=0)))
    commonest = np.add.reduceat(counts.max(axis=1), starts, axis=0)
    found = []
    for slot in np.argsort(-scores[:, 0], kind="stable")[:NAMED]:
        name = names[starts[slot]][0]
        about = f"{view.about}: what is right most often in questions of the same {name}"
        hits = beyond_luck(commonest[slot], n, k)
        found.append(SolverResult(f"{what} by {name}", about, "chooses", n, hits, float(scores[slot, 0])))
    yield found, scores.max(axis=0)[1:], len(starts)


def beyond_luck(hits: Floats, n: int, k: int) -> int:
    """How many of n questions a guess and what was learned are worth: the hits under the true key, the first
    of `hits` (1 + keys), beyond what the same procedure gets under drawn keys."""
    return int(np.clip(round(float(hits[0] - hits[1:].mean() + n / k)), 0, n))


def _kernel(name: str, matrix: Mark, what: str, known: _Keys, hot: Mark) -> Part:
    """A kernel that learns letters or ranks from (n, f) features."""
    n, k, draws = hot.shape
    if not matrix.size:
        return [], np.zeros(draws - 1), 0
    guesses = answered_by_others(matrix) @ (hot - 1 / k).reshape(n, -1)
    chosen = guesses.reshape(n, k, draws).argmax(axis=1)
    hits = (chosen == known.places(what)).sum(axis=0)
    scores = alike(hits[None].astype(float))[0]
    about = "a ridge regression on all of it, which learns from all other questions"
    return [SolverResult(name, about, "chooses", n, beyond_luck(hits, n, k), float(scores[0]))], scores[1:], 1


def _offered(view: Aspect, known: _Keys) -> Iterator[Part]:
    """Single values of options, and slots of them: whether the option that has one is right."""
    indicators, names, starts = _indicators(view.slots)
    if not names:
        return
    k = known.options
    n = len(indicators) // k
    offered = indicators.reshape(n, k, -1)
    share = offered.mean(axis=1)
    telling = (share * (1 - share)).sum(axis=0)
    kept = telling > 1.0
    right = known.hot("letters").reshape(n * k, -1)
    counts = indicators.T @ right
    gaps = (counts - share.sum(axis=0)[:, None]) / np.sqrt(np.maximum(telling, 1e-9))[:, None]
    gaps[~kept] = 0
    scores = normal(np.abs(gaps))
    found = []
    for column in np.argsort(-scores[:, 0], kind="stable")[:NAMED]:
        some = (share[:, column] > 0) & (share[:, column] < 1)
        if not kept[column] or not some.any():
            continue
        slot, value = names[column]
        has = offered[some, :, column]
        more = gaps[column, 0] > 0
        pick = has if more else 1 - has
        worth = (pick / pick.sum(axis=1, keepdims=True))[np.arange(len(pick)), known.letter[some, 0]]
        title = f"options of {slot} = {value}" if more else f"options of other {slot} than {value}"
        about = f"{view.about}: one of the options that {'have' if more else 'lack'} it"
        hits = round(float(worth.sum()))
        found.append(SolverResult(title, about, "chooses", int(some.sum()), hits, float(scores[column, 0])))
    yield found, scores.max(axis=0)[1:], int(kept.sum())
    sums = np.add.reduceat(gaps**2, starts, axis=0)
    scores = alike(np.cbrt(sums))
    found = []
    for slot in np.argsort(-scores[:, 0], kind="stable")[:NAMED]:
        columns = slice(starts[slot], starts[slot + 1] if slot + 1 < len(starts) else len(names))
        rate = counts[columns] / np.maximum(offered[:, :, columns].sum(axis=(0, 1)), 1)[:, None]
        code = offered[:, :, columns].argmax(axis=2)
        likeliest = rate[code].argmax(axis=1)
        hits = beyond_luck((likeliest == known.letter).sum(axis=0), n, k)
        name = names[starts[slot]][0]
        about = f"{view.about}: the option whose {name} is right most often"
        found.append(SolverResult(f"options by {name}", about, "chooses", n, hits, float(scores[slot, 0])))
    yield found, scores.max(axis=0)[1:], len(starts)


def _chosen(view: Aspect, known: _Keys) -> Part:
    """A kernel that learns whether an option is right, from a view of options against the mean of its set."""
    k, draws = known.options, known.letter.shape[1]
    matrix = _matrix([view])
    n = len(matrix) // k
    if not matrix.size:
        return [], np.zeros(draws - 1), 0
    against = matrix.reshape(n, k, -1)
    against = (against - against.mean(axis=1, keepdims=True)).reshape(n * k, -1)
    learned = left_out_of(against, np.repeat(np.arange(n), k))
    hot = known.hot("letters")
    guesses = learned @ (hot - 1 / k).reshape(n * k, -1)
    chosen = guesses.reshape(n, k, draws).argmax(axis=1)
    hits = (chosen == known.letter).sum(axis=0)
    scores = alike(hits[None].astype(float))[0]
    about = f"{view.about}: a ridge regression on whether an option is right"
    worth = beyond_luck(hits, n, k)
    return (
        [SolverResult(f"kernel on {view.name}", about, "chooses", n, worth, float(scores[0]))],
        scores[1:],
        1,
    )


def alike(figures: Floats) -> Floats:
    """(solvers, 1 + keys) scores: by how many of its standard deviations under drawn keys each is above their
    mean, as a probability of the normal distribution."""
    drawn = figures[:, 1:]
    mean, spread = drawn.mean(axis=1, keepdims=True), drawn.std(axis=1, keepdims=True)
    return normal((figures - mean) / np.maximum(spread, 1e-9))


def normal(gaps: Floats) -> Floats:
    """Minus the logarithm to base 10 of the probability of a larger one."""
    from scipy.special import log_ndtr  # noqa: PLC0415  an extra

    grid = np.linspace(0, FAR, 2001)
    return np.interp(np.asarray(gaps, dtype=float), grid, -log_ndtr(-grid) / np.log(10))


@lru_cache(maxsize=8)
def tails(n: int, k: int) -> tuple[Mark, Mark]:
    """(n + 1, n + 1) by tries and hits: minus the logarithms of the probabilities of at least, and of at
    most, so many by luck."""
    from scipy.special import bdtr, bdtrc  # noqa: PLC0415  an extra

    tries, hits = np.arange(n + 1)[:, None], np.arange(n + 1)[None]
    most = np.minimum(hits, tries)
    over = np.where(hits > 0, bdtrc(np.maximum(most - 1, 0), tries, 1 / k), 1.0)
    under = bdtr(most, tries, 1 / k)
    small = 10.0**-CAP
    return _logs(over, small), _logs(under, small)


def _logs(shares: Floats, small: float) -> Mark:
    return np.asarray(-np.log10(np.clip(shares, small, 1.0)), dtype=np.float32)
