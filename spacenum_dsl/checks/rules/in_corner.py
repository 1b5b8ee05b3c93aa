"""`in_corner`: its back at a wall and a side near the next one."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import AT_WALL, PROMISES, Claim, at_wall, faces, on_ground
from spacenum_dsl.checks.solids import TOUCH

AT_SIDE = 0.031
"""Metres that what stands in a corner may keep from the wall beside it."""


def promise(claim: Claim) -> Iterator[str]:
    yield from on_ground(claim)
    yield from at_wall(claim.solid, claim.judged)
    gaps = []
    for side in claim.judged.sides:
        if faces(claim.solid, side):
            behind, start, stop = side.seen(claim.solid.bounds)
            if behind <= AT_WALL:
                ends = zip((start, side.length - stop), side.corners, strict=True)
                gaps += [gap for gap, corner in ends if corner]
    if not any(-TOUCH <= gap <= AT_SIDE for gap in gaps):
        yield f"`{claim.solid.thing.name}` stands in no corner"


PROMISES.add("in_corner", promise)
