"""`over(object, height)`: on the wall over it, in its middle."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import PROMISES, Claim, Pair, at_wall, backs, by, in_middle, names, turned
from spacenum_dsl.checks.solids import TOUCH

OVER = (0.12, 0.4)
"""Metres over another object where the spec names no height."""


def promise(claim: Claim, pair: Pair) -> Iterator[str]:
    name, other = names(claim, pair)
    yield from turned(claim, pair, 0.0)
    yield from backs(claim, pair)
    yield from in_middle(claim, pair)
    yield from at_wall(claim.solid, claim.judged)
    above = pair.low[2] - pair.other_high[2]
    if above < -TOUCH or (len(claim.args) == 1 and not claim.allows(1, above, OVER)):
        yield f"{name} hangs {above:.4f} m over {other}, not {OVER[0]:g} m to {OVER[1]:g} m"
    if len(claim.args) > 1 and not claim.allows(1, claim.solid.centre[2], OVER):
        yield f"{name} hangs at {claim.solid.centre[2]:.4f} m, not at {claim.stated(1, OVER)}"


PROMISES.add("over", by(promise))
