"""`against(walls)`: on the floor, its back to one of the walls, looking into the room."""

from __future__ import annotations

from spacenum_dsl.meaning import values
from spacenum_dsl.meaning.types import Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, register
from spacenum_dsl.world.walls import at_wall


def propose(site: Site, _: tuple[values.Value, ...]) -> Proposal:
    """Uniform along the walls, in all."""
    x, y, yaw, fits = at_wall(site)
    return Proposal(x, y, 0.0 * x, yaw, fits)


register(
    Rule(
        Signature("against", "on the floor with its back to a wall", (("walls",),)),
        propose,
        lambda _: ("floor",),
        needs_room=True,
        turns=lambda _: True,
    )
)
