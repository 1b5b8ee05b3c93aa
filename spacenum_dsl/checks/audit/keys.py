"""Answer keys as they might have come out: the null of solvers that learn from other answers.

Letters are drawn evenly over runs of questions of one cell and direction, and know nothing of option sets,
scenes or words; ranks are drawn one by one. Given all that is public, an answer's letter is then one of a
balanced run in random order, and its rank follows from the order in which the options are listed. So another
key that is drawn the same way is as likely as the true one, and a solver's hits under many such keys are what
luck would give it, whatever it does with the answers of other questions.
"""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.streams import stream_key
from spacenum_dsl.checks.audit.cues import order
from spacenum_dsl.checks.audit.tables import Table, Whole

RUN = 100
"""Questions over which each letter is right equally often, about: as many as the options divide."""
KEYS = 299
"""Keys that are drawn: the least probability that can be seen is 1 in 300."""


def letters(table: Table, keys: int = KEYS) -> Whole:
    """(n, keys) letters. Arms of one question have the same, as they keep the letter of their base."""
    drawn = np.zeros((table.questions, keys), dtype=np.int64)
    size = table.options * max(1, RUN // table.options)
    runs = table.index // size
    for run in np.unique(runs).tolist():
        rng = np.random.default_rng(stream_key("audit", "key", table.cell, table.direction, run))
        orders = rng.permuted(np.tile(np.arange(size), (keys, 1)), axis=1)
        rows = np.flatnonzero(runs == run)
        drawn[rows] = orders[:, table.index[rows] % size].T % table.options
    return drawn


def ranks(table: Table, letters: Whole) -> Whole:
    """(n, keys) the rank of each letter."""
    return np.asarray(np.take_along_axis(order(table), letters, axis=1))
