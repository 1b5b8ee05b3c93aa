"""Numbers as they are printed, held against exact ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacenum_dsl.checks.admissible import EXACT

_NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")


def printed(what: str, text: str, exact: Sequence[float]) -> Iterator[str]:
    """Whether the numbers of a text are these, each rounded to the decimals that it shows."""
    shown = list(_NUMBER.finditer(text))
    if len(shown) != len(exact) or any(
        abs(float(number[0]) - wanted) > 0.5 * 10.0 ** -len(number[1] or "") + EXACT
        for number, wanted in zip(shown, exact, strict=False)
    ):
        yield f"{what} reads {text}, not {[round(number, 4) for number in exact]}"
