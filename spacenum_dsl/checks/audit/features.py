"""What learned solvers see: numbers about each option, and about the question.

(n, k, f) features of options tell an option by its numbers, its place in the list, and how it lies in its
set; (n, c) features of questions describe world and first view, and what of prompt and options may be
combined with them (see `tables`).
"""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit import cues
from spacenum_dsl.checks.audit.cues import apart, filled, order, scaled
from spacenum_dsl.checks.audit.tables import NUMBER, Table

COLUMNS = 120
"""Most columns about a question that are kept: those that are unlike zero in most worlds."""


def of_options(table: Table) -> Floats:
    """(n, k, f): what tells an option from the others of its set."""
    n, k, _ = table.values.shape
    between, values = apart(scaled(table)), told(table)
    parts = [
        values,
        _against_set(values),
        np.eye(k)[order(table)],
        np.broadcast_to(np.eye(k), (n, k, k)),
        np.sort(between, axis=2)[:, :, 1:],
        cues.hub(table)[:, :, None],
        table.situated,
        _against_set(table.situated),
    ]
    extent = cues.extent(table)
    if extent is not None:
        extent = np.nan_to_num(extent)
        parts += [extent[:, :, None], _against_set(extent[:, :, None])]
    if table.shown:
        texts = _texts(table)
        parts += [texts, _against_set(texts)]
    return _varied(np.concatenate(parts, axis=2))


def of_questions(table: Table, *, prompt: bool, options: str | None) -> Floats:
    """(n, c): world and first view; with the prompt's numbers, and with the options' in the order of their
    letters (`letters`) or sorted (`ranks`), if they are asked for."""
    around = table.around
    if around.shape[1] > COLUMNS:
        known = np.count_nonzero(around, axis=0)
        around = around[:, np.sort(np.argsort(-known, kind="stable")[:COLUMNS])]
    parts = [around]
    if prompt:
        parts += [table.prompts, np.array([[len(text)] for text in table.prompt_texts], dtype=float)]
    if options is not None:
        values = told(table)
        if options == "ranks":
            values = np.take_along_axis(values, np.argsort(order(table), axis=1)[:, :, None], axis=1)
        parts.append(values.reshape(len(values), -1))
    return _varied(np.concatenate(parts, axis=1))


def told(table: Table) -> Floats:
    """(n, k, c): the options' numbers, which of them an option lacks, and for each word whether it is it."""
    lacks = np.isnan(table.values)
    some = lacks.any(axis=(0, 1))
    parts = [filled(table.values), lacks[:, :, some].astype(float), table.words.columns()]
    return np.concatenate(parts, axis=2)


def _against_set(features: Floats) -> Floats:
    return np.asarray(features - features.mean(axis=1, keepdims=True))


def _texts(table: Table) -> Floats:
    """(n, k, 4): length, decimals, zeros at the end and digits of each printed option."""
    return np.array(
        [
            [(len(text), cues.decimals(text), _zeros(text), sum(map(str.isdigit, text))) for text in row]
            for row in table.texts
        ],
        dtype=float,
    )


def _zeros(text: str) -> int:
    return sum(len(number) - len(number.rstrip("0")) for number in NUMBER.findall(text) if "." in number)


def _varied(features: Floats) -> Floats:
    """Without the columns that are the same everywhere."""
    flat = features.reshape(-1, features.shape[-1])
    return np.asarray(features[..., np.ptp(flat, axis=0) > 1e-9])
