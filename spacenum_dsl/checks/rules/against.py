"""`against(walls)`: its back at a wall."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import PROMISES, Claim, at_wall, on_ground


def promise(claim: Claim) -> Iterator[str]:
    yield from on_ground(claim)
    yield from at_wall(claim.solid, claim.judged)


PROMISES.add("against", promise)
