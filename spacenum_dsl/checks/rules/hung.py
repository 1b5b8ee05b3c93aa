"""`hung(walls, height)`: on a wall or from the ceiling."""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.checks.claims import PROMISES, Claim, at_wall, looks_ahead
from spacenum_dsl.checks.solids import TOUCH
from spacenum_dsl.semantics import values

HUNG = 1.5
"""Metres over the floor of the centre of what hangs on a wall at no stated height."""


def promise(claim: Claim) -> Iterator[str]:
    solid, room = claim.solid, claim.judged.world.room
    assert room is not None
    if isinstance(claim.args[0], values.Symbol) and claim.args[0].name == "ceiling":
        if abs(solid.top - room.size[2]) > TOUCH:
            yield f"`{solid.thing.name}` hangs {room.size[2] - solid.top:.4f} m below the ceiling"
        yield from looks_ahead(claim)
        return
    yield from at_wall(solid, claim.judged)
    if not claim.allows(1, solid.centre[2], (HUNG, HUNG)):
        yield f"`{solid.thing.name}` hangs at {solid.centre[2]:.4f} m, not at {claim.stated(1, (HUNG, HUNG))}"


PROMISES.add("hung", promise)
