"""`before(object)`: right before something hung."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import AT_WALL, PROMISES, Claim, Pair, at_wall, by, in_middle, names, turned
from spacenum_dsl.checks.solids import TOUCH

BEFORE = (0.0, 0.006)
"""Metres before what it hangs before."""
HIGHER = (0.08, 0.2)
"""Metres by which its top is higher than that of what it hangs before."""
LOWEST = 0.02
"""Metres over the floor to which something long is moved up."""


def promise(claim: Claim, pair: Pair) -> Iterator[str]:
    """Right before the other, in its middle, its top a little higher."""
    name, other = names(claim, pair)
    yield from turned(claim, pair, 0.0)
    yield from in_middle(claim, pair)
    yield from at_wall(pair.other, claim.judged)
    between = pair.other_high[0] - pair.other_low[0] + BEFORE[1]
    yield from at_wall(claim.solid, claim.judged, between + AT_WALL)
    away = pair.low[0] - pair.other_high[0]
    if not BEFORE[0] - TOUCH <= away <= BEFORE[1] + TOUCH:
        yield f"{name} hangs {away:.4f} m before {other}"
    higher = pair.high[2] - pair.other_high[2]
    lifted = abs(claim.solid.base - LOWEST) <= TOUCH and higher >= HIGHER[0]
    if not lifted and not HIGHER[0] - TOUCH <= higher <= HIGHER[1] + TOUCH:
        yield f"the top of {name} is {higher:.4f} m over that of {other}"


PROMISES.add("before", by(promise))
