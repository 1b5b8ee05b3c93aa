"""`on(object, place)`: on its top, at the place in its axes that is stated."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.admissible import may_be_at
from spacenum_dsl.checks.claims import PROMISES, Claim, Pair, by, looks_ahead, names, on_top, seen_from
from spacenum_dsl.checks.solids import TOUCH


def promise(claim: Claim, pair: Pair) -> Iterator[str]:
    """On top, at the place in the carrier's axes that is stated, if one is."""
    yield from on_top(claim, pair)
    yield from looks_ahead(claim, pair.other.thing.placement.yaw)
    if len(claim.args) > 1:
        u, v = seen_from(claim.solid, pair.other, pair.other.thing.placement.yaw)
        if not may_be_at(claim.args[1], (u, v), claim.judged.number, TOUCH):
            stands = f"({u:.4f}, {v:.4f}) m on {names(claim, pair)[1]}"
            yield f"`{claim.solid.thing.name}` stands at {stands}, not at `{claim.args[1].span.text}`"


PROMISES.add("on", by(promise))
