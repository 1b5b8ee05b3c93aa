"""`against(walls)`: on the floor, its back to one of the walls, looking into the room."""

from __future__ import annotations

from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, register
from spacenum_dsl.world.walls import at_walls


def propose(site: Site, _: tuple[values.Value, ...]) -> Proposal:
    """Uniform along the walls, in all."""
    spot = at_walls(site.walls, site.size[0], site.size[1], site.uniform)
    return Proposal(spot.x, spot.y, 0.0 * spot.x, spot.yaw, spot.fits)


register(
    Rule(
        Signature("against", "on the floor with its back to a wall", (("walls",),)),
        propose,
        lambda _: ("floor",),
        needs_room=True,
        turns=lambda _: True,
    )
)
