"""What the files of candidate pictures tell beside what they show: names, sizes, times, places in lists.

Names and times are public. The lists of views in the key are not, and hold the truth; but the order in which
they stand must tell no letter, so that nobody has to keep it apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.audit.cues import order
from spacenum_dsl.checks.audit.tables import Given, Table


def given(table: Table, folder: Path, listed: Mapping[str, int]) -> Iterator[Given]:
    """Cues of the options' files. `listed` says where each picture's path stands among the key's views."""
    if table.shown:
        return
    yield from _by(
        table, "name", _numbers(table, {name: place for place, name in enumerate(sorted(_all(table)))})
    )
    yield from _by(table, "place among the views", _numbers(table, listed))
    facts = {name: (folder / name).stat() for name in _all(table) if (folder / name).is_file()}
    yield from _by(table, "size of the file", _numbers(table, {name: f.st_size for name, f in facts.items()}))
    times = _numbers(table, {name: f.st_mtime_ns for name, f in facts.items()})
    yield from _by(table, "time of the file", times)
    if times is not None:
        yield _in_order(table, times)


def _all(table: Table) -> set[str]:
    return {name for row in table.pictures for option in row for name in option}


def _numbers(table: Table, known: Mapping[str, int]) -> Floats | None:
    """(n, k) each option's number, the sum of those of its pictures, where all have one."""
    if not all(name in known for name in _all(table)):
        return None
    return np.array(
        [[sum(known[name] for name in option) for option in row] for row in table.pictures], float
    )


def _by(table: Table, what: str, numbers: Floats | None) -> Iterator[Given]:
    """The candidate of each place when they are sorted by a number."""
    if numbers is None:
        return
    places = _places(numbers)
    for place in range(table.options):
        about = f"the candidate of place {place + 1} when they are sorted by the {what}"
        yield Given(f"{what} {place + 1}", about, np.where(places < 0, 0.0, places != place))


def _places(numbers: Floats) -> Floats:
    """(n, k) places when sorted; -1 in questions where two are equal."""
    places = numbers.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    tied = (np.diff(np.sort(numbers, axis=1), axis=1) == 0).any(axis=1)
    return np.asarray(np.where(tied[:, None], -1, places))


def _in_order(table: Table, times: Floats) -> Given:
    """Whether pictures were written in the order of what they show: who knows a rank finds the picture."""
    places = _places(times)
    cost = np.where(
        places < 0, 0.0, places != order(table)[np.arange(table.questions), table.answer][:, None]
    )
    about = (
        "the candidate whose place by time is the rank of the right numbers: pictures written in their order"
    )
    return Given("written in order", about, cost)
