"""`beside(object, gap)`: backs in line, that far beside it."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import PROMISES, Claim, Pair, backs, by, names, on_floor, turned

BESIDE = (0.02, 0.12)
"""Metres beside another object where the spec names no distance."""


def promise(claim: Claim, pair: Pair) -> Iterator[str]:
    yield from on_floor(claim, pair)
    yield from turned(claim, pair, 0.0)
    yield from backs(claim, pair)
    away = max(pair.low[1] - pair.other_high[1], pair.other_low[1] - pair.high[1])
    if not claim.allows(1, away, BESIDE):
        name, other = names(claim, pair)
        yield f"{name} stands {away:.4f} m beside {other}, not {claim.stated(1, BESIDE)}"


PROMISES.add("beside", by(promise))
