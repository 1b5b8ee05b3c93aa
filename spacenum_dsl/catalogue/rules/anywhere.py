"""`anywhere`: anywhere on the surface or the floor where the object lies wholly inside the edge."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, along, register


def propose(site: Site, _: tuple[values.Value, ...]) -> Proposal:
    """Uniform over the centres that keep the turned object inside."""
    yaw = site.facing if site.yaw is None else site.yaw
    zero = np.zeros((1, 1))
    reach_x, reach_y = Boxes(zero, zero, zero, yaw, *site.size).reach
    share = site.uniform(2)
    x, fits_x = along(share[..., 0], site.space[0] - 2 * reach_x)
    y, fits_y = along(share[..., 1], site.space[1] - 2 * reach_y)
    return Proposal(x, y, np.zeros_like(x), yaw + zero * x, fits_x & fits_y)


register(
    Rule(
        Signature("anywhere", "anywhere on the surface or the floor", ()),
        propose,
        lambda _: ("floor", "surface"),
    )
)
