"""What the form of options gives away, found without counting hits: decimals, units, ties, places."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import numpy as np

from spacenum_dsl.checks.audit import cues
from spacenum_dsl.checks.audit.records import Finding
from spacenum_dsl.checks.audit.tables import Table

TIE = 1e-6
"""Metres or degrees below which two distances are equal."""
OUTSIDE = 1e-6
"""Metres by which the middle of an option may be beyond its ground."""

Check = Callable[[Table, int], str | None]
"""What is wrong with one question of a table, or nothing."""


def forms(table: Table, row: int) -> str | None:
    """Different forms of options that are recorded alike: a word among numbers is another value, no form."""
    if not table.shown:
        return None
    shapes = cues.forms(table, row)
    kinds = {each[:-1] if isinstance(each, tuple) else () for each in shapes}
    return None if len(set(shapes)) == len(kinds) else f"printed as {_listed(table.texts[row])}"


def units(table: Table, row: int) -> str | None:
    """Different units of the options that have numbers."""
    numbered = ~np.isnan(table.values[row]).all(axis=1)
    words = [unit for unit, has in zip(table.units[row], numbered, strict=True) if has]
    return None if len(set(words)) <= 1 else f"recorded with {_listed(words)}"


def twins(table: Table, row: int) -> str | None:
    texts = table.texts[row]
    if len(set(texts)) < len(texts):
        return f"printed as {_listed(texts)}"
    values = table.values[row]
    lacks = np.isnan(values)
    numbers = np.where(lacks, 0.0, np.round(values, 9))
    whole = np.concatenate([lacks, numbers, table.words.codes[row]], axis=1)
    if len(np.unique(whole, axis=0)) == len(whole):
        return None
    return f"two options have the same {'values' if table.words.parts else 'numbers'}"


def ties(table: Table, row: int) -> str | None:
    """Equal distances from one magnitude to two others: their proximity to it would tie."""
    if table.columns != ("magnitude",):
        return None
    numbers = table.values[row, :, 0].tolist()
    for number in numbers:
        distances = sorted(abs(number - other) for other in numbers)[1:]
        if any(b - a < TIE for a, b in itertools.pairwise(distances)):
            return f"{number:g} is equally far from two others of {_listed([f'{n:g}' for n in numbers])}"
    return None


def impossible(table: Table, row: int) -> str | None:
    if "outside" not in table.situations:
        return None
    out = table.situated[row, :, table.situations.index("outside")]
    if out.max() <= OUTSIDE:
        return None
    place = int(out.argmax())
    return f"option {table.labels[place]} is {out[place]:.2f} m outside: {table.texts[row][place]}"


CHECKS: tuple[tuple[str, Check], ...] = (
    ("options in different forms", forms),
    ("options in different units", units),
    ("equal options", twins),
    ("tied distances", ties),
    ("option out of bounds", impossible),
)


def findings_of(table: Table) -> Iterator[Finding]:
    """Each check that fails, with how often and the first question that shows it."""
    for name, check in CHECKS:
        found = [(row, wrong) for row in range(table.questions) if (wrong := check(table, row)) is not None]
        if found:
            row, detail = found[0]
            yield Finding(
                name,
                table.cell,
                table.direction,
                table.intervention,
                table.arm,
                len(found),
                table.questions,
                table.ids[row],
                detail,
            )


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
