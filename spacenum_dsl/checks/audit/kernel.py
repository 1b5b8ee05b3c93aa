"""Ridge regressions that answer each question from all others, as one matrix.

A ridge regression is linear in the answers that it learns from. So what it says about each question when it
has learned from all others is one matrix times the answers, whatever these are: thousands of answer keys cost
one matrix product.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.tables import Whole

PENALTY = 1.0
"""Against the mean square of the features, which are scaled to one."""

Mark = npt.NDArray[np.float32]


def hat(features: Floats | Mark) -> Floats:
    """(n, n) what is learned of each row's answer from all rows, itself included."""
    kernel = np.asarray(features @ features.T, dtype=float)
    kernel /= max(float(np.trace(kernel)) / len(kernel), 1e-12)
    return np.asarray(np.linalg.solve(kernel + PENALTY * np.eye(len(kernel)), kernel).T)


def answered_by_others(features: Floats | Mark) -> Mark:
    """(n, n) times the answers: what is learned of each row from all others."""
    learned = hat(features)
    own = np.diagonal(learned).copy()
    np.fill_diagonal(learned, 0.0)
    return np.asarray(learned / (1 - own)[:, None], dtype=np.float32)


def left_out_of(features: Floats | Mark, groups: Whole) -> Mark:
    """(n, n) times the answers: what is learned of each row from the rows of other groups. Rows of one group
    stand together."""
    learned = hat(features)
    rest = np.eye(len(learned)) - learned
    found = np.eye(len(learned))
    starts = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))
    for start, end in zip(starts, [*starts[1:], len(groups)], strict=True):
        block = slice(start, end)
        found[block] -= np.linalg.solve(rest[block, block], rest[block])
    return np.asarray(found, dtype=np.float32)
