"""Solvers that learn from other worlds: forests, regressions, and the value that is most often right.

The questions of a world stay in one fold. Each fold is answered by a model that was fitted to the folds
before it, so no answer is used before it was guessed: under fair questions the hits are then an exact
binomial count. Usual cross-validation is not that, as each of two questions may be answered from the other
one and both be right or wrong together (Noirhomme et al., NeuroImage: Clinical 4, 2014, find its binomial
tests too optimistic). The price is the first fold.

Folds know nothing of the answers. Stratified ones would: with as many A's among the smallest options in
each fold as in all, what is learned by luck in one is true by design in the next. Folds are made of whole
blocks of as many worlds as a question has options, so that neighbours stay together: where letters are
balanced, what one fold has too much of the others lack, the less so the longer the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.cues import order, scaled
from spacenum_dsl.checks.audit.features import of_options, of_questions
from spacenum_dsl.checks.audit.tables import Table, Whole

FOLDS = 6
FEWEST = 48
"""Worlds below which nothing is learned."""
MOST = 8000
"""Questions to which one model is fitted at most, evenly taken."""
TREES = 40

Fitted = Callable[[Whole, Whole], Floats]
"""From the rows to learn from and the rows to answer to (rows, k) costs."""


@dataclass(frozen=True)
class Learner:
    """A name, what it learns, and how."""

    name: str
    about: str
    fit: Callable[[Table], Fitted]


def folds_of(table: Table, *, by_world: bool = True) -> Whole:
    """(n,) the fold of each question, 0 to `FOLDS` - 1."""
    groups = table.group if by_world else np.arange(table.questions)
    blocks = groups // (table.options if by_world else 1)
    count = int(blocks.max()) + 1
    order = np.random.default_rng(0).permutation(count)
    return np.asarray(order[blocks] * FOLDS // count)


def answered(fit: Fitted, table: Table, folds: Whole) -> Floats:
    """(n, k) costs; those of the first fold are all alike, as there is nothing to learn from."""
    costs = np.zeros((table.questions, table.options))
    for fold in range(1, FOLDS):
        known, asked = np.flatnonzero(folds < fold), np.flatnonzero(folds == fold)
        if len(known) > MOST:
            known = known[np.linspace(0, len(known) - 1, MOST).round().astype(int)]
        if len(asked):
            costs[asked] = fit(known, asked)
    return costs


def forest(rows: int) -> Any:
    from sklearn.ensemble import RandomForestClassifier  # noqa: PLC0415  an extra

    return RandomForestClassifier(
        TREES, min_samples_leaf=max(2, rows // 200), max_depth=12, random_state=0, n_jobs=1
    )


def logistic(rows: int) -> Any:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  an extra
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415  an extra
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415  an extra

    return make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=100))


MODELS: tuple[tuple[str, Callable[[int], Any]], ...] = (("forest", forest), ("regression", logistic))


def per_option(features: Floats, answer: Whole, model: Callable[[int], Any]) -> Fitted:
    """Learns whether an option is right, and takes the likeliest of each set."""
    _, k, width = features.shape
    right = np.arange(k)[None] == answer[:, None]

    def fit(known: Whole, asked: Whole) -> Floats:
        fitted = model(len(known)).fit(features[known].reshape(-1, width), right[known].reshape(-1))
        return -np.asarray(fitted.predict_proba(features[asked].reshape(-1, width))[:, 1]).reshape(-1, k)

    return fit if width else lambda known, asked: np.zeros((len(asked), k))


def per_question(features: Floats, place: Whole, k: int, model: Callable[[int], Any]) -> Fitted:
    """Learns which of k places is right."""

    def fit(known: Whole, asked: Whole) -> Floats:
        fitted = model(len(known)).fit(features[known], place[known])
        costs = np.zeros((len(asked), k))
        costs[:, fitted.classes_] = -fitted.predict_proba(features[asked])
        return costs

    def none(known: Whole, asked: Whole) -> Floats:
        return np.zeros((len(asked), k))

    return fit if features.shape[1] and len(np.unique(place)) > 1 else none


def _options(model: Callable[[int], Any]) -> Callable[[Table], Fitted]:
    return lambda table: per_option(of_options(table), table.answer, model)


def _letters(model: Callable[[int], Any]) -> Callable[[Table], Fitted]:
    def fit(table: Table) -> Fitted:
        known = of_questions(table, prompt=True, options="letters" if table.shown else None)
        return per_question(known, table.answer, table.options, model)

    return fit


def _ranks(model: Callable[[int], Any]) -> Callable[[Table], Fitted]:
    def fit(table: Table) -> Fitted:
        ranks = order(table)
        right = ranks[np.arange(table.questions), table.answer]
        known = of_questions(table, prompt=table.shown, options="ranks")
        inner = per_question(known, right, table.options, model)
        return lambda known, asked: np.take_along_axis(inner(known, asked), ranks[asked], axis=1)

    return fit


def _number(table: Table) -> Fitted:
    """Learns the right numbers themselves from the world, or how likely each word is, and takes the option
    nearest to them."""
    from sklearn.ensemble import RandomForestRegressor  # noqa: PLC0415  an extra

    values = np.concatenate([scaled(table), table.words.columns()], axis=2)
    right = values[np.arange(table.questions), table.answer]
    features = of_questions(table, prompt=table.shown, options=None)

    def fit(known: Whole, asked: Whole) -> Floats:
        leaf = max(5, len(known) // 200)
        model = RandomForestRegressor(
            TREES // 2, min_samples_leaf=leaf, max_depth=12, max_features=0.3, random_state=0
        )
        numbers = right[known]
        model.fit(features[known], numbers[:, 0] if numbers.shape[1] == 1 else numbers)
        guess = np.asarray(model.predict(features[asked])).reshape(len(asked), 1, -1)
        return np.asarray(np.abs(values[asked] - guess).sum(axis=2))

    return fit


def _frequent(table: Table) -> Fitted:
    """Counts how often each number or word is right where it is offered; the first by the first count."""
    n, k, numbers = table.values.shape
    names = np.zeros((n, k, numbers), dtype=np.int64)
    for column in range(numbers):
        rounded = np.round(table.values[:, :, column], 6)
        names[:, :, column] = np.unique(rounded, return_inverse=True)[1].reshape(n, k)
    names = np.concatenate([names, table.words.codes + 1], axis=2)
    width = names.shape[2]
    right = (np.arange(k)[None] == table.answer[:, None])[:, :, None]

    def fit(known: Whole, asked: Whole) -> Floats:
        costs = np.zeros((len(asked), k))
        for column in range(width):
            of = names[known, :, column]
            size = int(names[:, :, column].max()) + 1
            offered = np.bincount(of.ravel(), minlength=size)
            hits = np.bincount(of[right[known, :, 0]], minlength=size)
            costs -= ((hits + 1) / (offered + k))[names[asked, :, column]]
        return costs

    return fit


def learners() -> Iterator[Learner]:
    """All that learn from numbers and words."""
    yield Learner(
        "frequent value", "the option whose values were right most often where they were offered", _frequent
    )
    for name, model in MODELS:
        what = "random forest" if name == "forest" else "logistic regression"
        yield Learner(
            f"{name} on options", f"a {what} that learns whether an option is right", _options(model)
        )
        yield Learner(f"{name} on letters", f"a {what} that learns which letter is right", _letters(model))
        yield Learner(f"{name} on ranks", f"a {what} that learns which rank is right", _ranks(model))
    yield Learner(
        "forest on numbers",
        "a random forest that learns the right values from world and first view; the option nearest to them",
        _number,
    )
