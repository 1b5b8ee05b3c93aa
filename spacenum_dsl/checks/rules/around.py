"""`around(object, distance, direction)`: so far from it, in the stated direction, on the same ground."""

from __future__ import annotations

import math
from collections.abc import Iterator

from spacenum_dsl.checks.admissible import EXACT, possible
from spacenum_dsl.checks.claims import (
    PROMISES,
    Claim,
    Pair,
    by,
    frame_of,
    looks_ahead,
    names,
    on_the_same,
    seen_from,
)


def promise(claim: Claim, pair: Pair) -> Iterator[str]:
    """So far from the other one, in the direction that is stated, on the same ground."""
    frame = frame_of(claim.block, claim.judged)
    name, other = names(claim, pair)
    ahead, aside = seen_from(claim.solid, pair.other, frame.yaw if frame else 0.0)
    away, bearing = math.hypot(ahead, aside), math.degrees(math.atan2(aside, ahead)) % 360.0
    if not claim.allows(1, away, (0.0, 0.0)):
        yield f"{name} stands {away:.4f} m from {other}, not {claim.stated(1, (0.0, 0.0))}"
    if len(claim.args) > 2 and not possible(
        claim.args[2], bearing, turn=True, within=1e-6, known=claim.judged.number
    ):
        yield f"{name} stands at {bearing:.4f}° from {other}, not {claim.stated(2, (0.0, 0.0))}"
    yield from looks_ahead(claim)
    if abs(claim.solid.base - pair.other.base) > EXACT:
        yield f"{name} does not stand on what {other} stands on"
    else:
        yield from on_the_same(claim, pair.other.thing.name)


PROMISES.add("around", by(promise))
