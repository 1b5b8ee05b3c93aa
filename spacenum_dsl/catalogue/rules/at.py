"""`at(table)`: on the floor beside an object and looking at it, as chairs stand at a table.

An object whose kind has a front, like a desk, is sat at from its front; any other one from all four sides.
"""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, named, placed, register

GAP = (0.02, 0.15)
"""Metres between the object's edge and the front of what stands at it."""

SHORT = 0.05
"""Metres by which every side counts as longer than it is, so that short sides are taken too."""


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """Uniform over the length of the sides, less what would stick out over their ends."""
    carrier = site.carrier(named(args[0]))
    table, (depth, width, _) = carrier.boxes, site.size
    share = site.uniform(3)
    slack = [np.maximum(side - width, 0.0) + 0.0 * share[..., 0] for side in (table.width, table.depth)]
    weights = np.stack([slack[side % 2] + SHORT for side in range(4)], axis=-1)
    weights[..., 1:] *= ~carrier.fronted[..., None]
    ends = np.cumsum(weights, axis=-1)
    side = (share[..., :1] * ends[..., -1:] >= ends).sum(axis=-1)
    across = side % 2 == 1
    out = (
        np.where(across, table.width, table.depth) / 2
        + depth / 2
        + GAP[0]
        + share[..., 1] * (GAP[1] - GAP[0])
    )
    slide = (share[..., 2] - 0.5) * np.where(across, slack[1], slack[0])
    c, s = exact.turns(90.0 * side)
    ahead = out * c - slide * s
    aside = out * s + slide * c
    x, y = placed(table, ahead, aside)
    fits = carrier.exists & (table.z < 1e-6)
    return Proposal(x, y, 0.0 * x, (table.yaw + 90.0 * side + 180.0) % 360.0, fits & (0.0 * x == 0.0))


register(
    Rule(
        Signature("at", "on the floor at an object, looking at it", ("object",)),
        propose,
        lambda _: ("floor",),
        turns=lambda _: True,
        needs_room=True,
    )
)
