"""`before(window)`: hung right before something that hangs on a wall, as curtains before a window.

Its top is a little above the other's, and its middle where the other's is.
"""

from __future__ import annotations

import numpy as np

from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, named, placed, register
from spacenum_dsl.world.walls import backed

ABOVE = (0.08, 0.2)
"""Metres from the other's top up to its own."""

GAP = 0.005
"""Metres between the two."""


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """In the middle of the other, its top drawn."""
    carrier = site.carrier(named(args[0]))
    other, (depth, width, height) = carrier.boxes, site.size
    x, y = placed(other, (depth + other.depth) / 2 + GAP, np.zeros((1, 1)))
    share = site.uniform(1)[..., 0]
    top = other.z + other.height + ABOVE[0] + share * (ABOVE[1] - ABOVE[0])
    z = np.maximum(top - height, 0.02)
    wall = backed(site.walls, *placed(other, -other.depth / 2, np.zeros((1, 1))), other.yaw, width)
    fits = carrier.exists & wall & (z + height <= site.space[2])
    return Proposal(x + 0.0 * z, y + 0.0 * z, z, other.yaw + 0.0 * z, fits)


register(
    Rule(
        Signature("before", "hung right before something on a wall, a little higher", ("object",)),
        propose,
        lambda _: ("wall",),
        needs_room=True,
        turns=lambda _: True,
    )
)
