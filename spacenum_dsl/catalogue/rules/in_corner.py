"""`in_corner`: on the floor in a corner of the room, its back to one wall and its side to the other."""

from __future__ import annotations

from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, register
from spacenum_dsl.world.walls import in_corners

SIDE = 0.03
"""Metres between its side and the wall there."""


def propose(site: Site, _: tuple[values.Value, ...]) -> Proposal:
    """One of the corners, and of its two walls, equally likely."""
    spot = in_corners(site.walls, site.size[0], site.size[1], SIDE, site.uniform)
    return Proposal(spot.x, spot.y, 0.0 * spot.x, spot.yaw, spot.fits)


register(
    Rule(
        Signature("in_corner", "on the floor in a corner of the room, its back to a wall", ()),
        propose,
        lambda _: ("floor",),
        needs_room=True,
        turns=lambda _: True,
    )
)
