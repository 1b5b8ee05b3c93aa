"""`at(object)`: its front at the other's edge."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import PROMISES, Claim, Pair, by, names, on_floor, turned
from spacenum_dsl.checks.solids import TOUCH

AT = (0.02, 0.15)
"""Metres from the edge of a table at which a chair stands."""


def promise(claim: Claim, pair: Pair) -> Iterator[str]:
    """Its front at the other's edge, its sides between the other's, or around them if it is wider."""
    name, other = names(claim, pair)
    if pair.quarter and pair.other.kind.front:
        yield f"{name} is not at the front of {other}"
    yield from on_floor(claim, pair)
    yield from turned(claim, pair, 180.0)
    away = pair.low[0] - pair.other_high[0]
    if not AT[0] - TOUCH <= away <= AT[1] + TOUCH:
        yield f"{name} stands {away:.4f} m away from {other}, not {AT[0]:g} m to {AT[1]:g} m"
    spare = max(pair.other_high[1] - pair.other_low[1] - pair.high[1] + pair.low[1], 0.0) / 2
    if pair.off_middle > spare + TOUCH:
        yield f"{name} sticks out beside {other} by {pair.off_middle - spare:.4f} m"


PROMISES.add("at", by(promise, round_it=True))
