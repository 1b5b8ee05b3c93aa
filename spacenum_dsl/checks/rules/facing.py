"""`facing(object, distance)`: looking at it, about in its middle."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import PROMISES, Claim, Pair, by, names, on_ground, turned
from spacenum_dsl.checks.solids import TOUCH

FACING = (0.4, 3.0)
"""Metres before another object where the spec names no distance."""
ASIDE = 0.3
"""Share of an object's width by which what faces it may stand out of its middle."""


def promise(claim: Claim, pair: Pair) -> Iterator[str]:
    name, other = names(claim, pair)
    yield from on_ground(claim)
    yield from turned(claim, pair, 180.0)
    away = pair.low[0] - pair.other_high[0]
    if not claim.allows(1, away, FACING):
        yield f"{name} stands {away:.4f} m before {other}, not {claim.stated(1, FACING)}"
    out = pair.off_middle - ASIDE * (pair.other_high[1] - pair.other_low[1])
    if out > TOUCH:
        yield f"{name} stands {pair.off_middle:.4f} m out of the middle of {other}, {out:.4f} m too far"


PROMISES.add("facing", by(promise))
