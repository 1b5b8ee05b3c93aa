"""The reader of names: it knows how large things of a kind usually are, and nothing else.

From picture to numbers it takes the option of the most usual size, and guesses the place. From numbers to
pictures it is told which candidates show the target larger: it takes those if the printed size is more than
usual.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.readers.study import Study

HOW = "the usual size of the target's kind"


def by_name(study: Study) -> Iterator[tuple[str, Floats]]:
    """What it goes by, and the (n, k) evidence for each option; nothing where sizes do not vary."""
    sizes = study.axes.get("size")
    if sizes is None or not any(study.kind) or (sizes <= 0).any():
        return
    usual = _usual(study, np.log(sizes))
    if study.direction == "space2num":
        yield HOW, np.asarray(-np.abs(np.log(sizes) - usual[:, None]))
        return
    asked = np.log(sizes[np.arange(study.questions), study.answer])
    larger = np.log(sizes) - np.log(sizes).mean(axis=1, keepdims=True)
    yield HOW, np.asarray(np.sign(asked - usual)[:, None] * np.sign(np.round(larger, 6)))


def _usual(study: Study, sizes: Floats) -> Floats:
    """(n,) the mean over other groups' options of the same kind, or of all kinds where there is none."""
    kinds, groups = np.array(study.kind), np.array(study.group)
    found = np.zeros(study.questions)
    for row in range(study.questions):
        other = groups != groups[row]
        same = other & (kinds == kinds[row])
        found[row] = sizes[same if same.any() else other].mean() if other.any() else 0.0
    return found
