"""The candidate pictures alone, small: they must not tell which of them is asked for.

A solver sees 16 × 16 grey squares of each candidate, but neither the prompt nor the first view.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.cues import Cue, apart
from spacenum_dsl.checks.audit.learned import MODELS, Fitted, Learner, per_option
from spacenum_dsl.checks.audit.tables import Table
from spacenum_dsl.output.pictures.files import picture

SIDE = 16
NOT_RENDERED = "not rendered: thumbnails not tried"
NOT_ASKED = "not tried"
NO_CANDIDATES = "options are printed"


def read(table: Table, folder: Path) -> tuple[Floats | None, str]:
    """The thumbnails of a table, or nothing, and whether there are any in words."""
    if table.shown:
        return None, NO_CANDIDATES
    there = sum(
        all(option and all((folder / name).exists() for name in option) for option in row)
        for row in table.pictures
    )
    if there < table.questions:
        some = f"{there} of {table.questions} rendered: thumbnails not tried"
        return None, some if there else NOT_RENDERED
    try:
        return _thumbnails(table, folder), "tried"
    except OSError as error:
        return None, f"a picture can't be read, thumbnails not tried: {error}"


def _thumbnails(table: Table, folder: Path) -> Floats:
    """(n, k, 16 · 16 + 3): grey squares and mean red, green and blue, from 0 to 1. Several pictures of one
    option stand side by side."""
    known: dict[tuple[str, ...], Floats] = {}

    def small(names: tuple[str, ...]) -> Floats:
        if names not in known:
            colour = Image.fromarray(np.hstack([_colours(folder / name) for name in names]))
            grey = np.asarray(colour.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX), dtype=float)
            mean = np.asarray(colour.resize((1, 1), Image.Resampling.BOX), dtype=float)
            known[names] = np.concatenate([grey.ravel(), mean.ravel()]) / 255
        return known[names]

    return np.array([[small(option) for option in row] for row in table.pictures], dtype=np.float32)


def _colours(path: Path) -> npt.NDArray[np.uint8]:
    """(height, width, 3) of a picture."""
    with picture(path) as image:
        return np.asarray(image.convert("RGB"))


def cues_of(thumbnails: Floats) -> Iterator[Cue]:
    """Fixed cues of pictures."""
    grey = thumbnails[:, :, : SIDE * SIDE]
    between = apart(grey)
    measures = (
        ("brightest picture", "the brightest candidate", -grey.mean(axis=2)),
        ("darkest picture", "the darkest candidate", grey.mean(axis=2)),
        ("richest picture", "the candidate of the highest contrast", -grey.std(axis=2)),
        ("plainest picture", "the candidate of the lowest contrast", grey.std(axis=2)),
        ("odd picture", "the candidate least like the others", -between.sum(axis=2)),
        ("middle picture", "the candidate most like the others", between.sum(axis=2)),
    )
    for name, about, cost in measures:

        def known(table: Table, cost: Floats = cost) -> Floats:
            return cost

        yield Cue(name, about, known)


def learners(thumbnails: Floats) -> Iterator[Learner]:
    """Forest and regression on the squares, each as it is and against the mean of its set."""
    against = thumbnails - thumbnails.mean(axis=1, keepdims=True)
    size = np.abs(against[:, :, : SIDE * SIDE])
    extra = np.stack([size.max(axis=2), size.mean(axis=2)], axis=2)
    features = np.concatenate([thumbnails[:, :, SIDE * SIDE :], against, extra], axis=2)
    for name, model in MODELS:

        def fit(table: Table, model: object = model) -> Fitted:
            return per_option(features, table.answer, model)  # type: ignore[arg-type]

        yield Learner(f"{name} on thumbnails", f"a {name} on the candidates in 16 × 16 squares", fit)
