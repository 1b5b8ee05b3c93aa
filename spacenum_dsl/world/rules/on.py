"""`on(object)`: anywhere on top of an object that is written above, wholly on what carries."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.meaning import values
from spacenum_dsl.meaning.types import Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, along, named, register


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """Uniform over the carrier's top in the carrier's own axes; by default the object faces as it does."""
    carrier = site.carrier(named(args[0]))
    whole = carrier.boxes
    sides = (whole.depth * carrier.top, whole.width * carrier.top)
    below = Boxes(whole.x, whole.y, whole.z, whole.yaw, *sides, whole.height)
    yaw = below.yaw if site.yaw is None else site.yaw
    zero = np.zeros((1, 1))
    reach_u, reach_v = Boxes(zero, zero, zero, yaw - below.yaw, *site.size).reach
    share = site.uniform(2)
    u, fits_u = along(share[..., 0], below.depth - 2 * reach_u)
    v, fits_v = along(share[..., 1], below.width - 2 * reach_v)
    x, y = below.x + u * below.cos - v * below.sin, below.y + u * below.sin + v * below.cos
    z = below.z + below.height + zero * x
    return Proposal(x, y, z, yaw + zero * x, fits_u & fits_v & carrier.exists, below)


register(
    Rule(
        Signature("on", "on top of an object", ("object",)),
        propose,
        lambda _: ("surface",),
        carried=True,
    )
)
