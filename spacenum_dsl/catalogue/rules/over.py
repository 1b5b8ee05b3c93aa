"""`over(sofa)`: hung on the wall above an object that stands at it, in its middle: a picture, a hood.

A height, if one is given, is that of its centre over the floor.
"""

from __future__ import annotations

import numpy as np

from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Measure, Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, named, placed, register
from spacenum_dsl.world.walls import backed

GAP = (0.12, 0.4)
"""Metres between the object's top and what hangs over it where no height is given."""


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """In the middle of the object, its back where the object's back is."""
    carrier = site.carrier(named(args[0]))
    below, (depth, width, height) = carrier.boxes, site.size
    x, y = placed(below, (depth - below.depth) / 2, np.zeros((1, 1)))
    share = site.uniform(1)[..., 0]
    top = below.z + below.height
    if len(args) > 1:
        z = site.number(args[1]) - height / 2 + 0.0 * share
    else:
        z = top + GAP[0] + share * (GAP[1] - GAP[0])
    wall = backed(site.walls, *placed(below, -below.depth / 2, np.zeros((1, 1))), below.yaw, width)
    fits = carrier.exists & wall & (z >= top) & (z + height <= site.space[2])
    return Proposal(x + 0.0 * z, y + 0.0 * z, z, below.yaw + 0.0 * z, fits)


register(
    Rule(
        Signature(
            "over",
            "hung on the wall above an object that stands at it, its centre at a height",
            ("object", Measure("length", low=0.0)),
            optional=1,
        ),
        propose,
        lambda _: ("wall",),
        needs_room=True,
        turns=lambda _: True,
    )
)
