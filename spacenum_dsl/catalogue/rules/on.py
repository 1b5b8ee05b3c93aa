"""`on(object, place)`: on top of an object that is written above, wholly on what carries; at that place, or
anywhere."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Measure, Signature, VectorOf
from spacenum_dsl.world.rule import Proposal, Rule, Site, along, named, placed, register


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """In the carrier's own axes, ahead and to the left of the middle of its top, uniformly over it without a
    place; by default the object faces as the carrier does."""
    carrier = site.carrier(named(args[0]))
    below = carrier.carries
    yaw = below.yaw if site.yaw is None else site.yaw
    zero = np.zeros((1, 1))
    fits: Flags = carrier.exists
    ahead: Floats
    aside: Floats
    if len(args) > 1:
        ahead, aside = site.place(args[1])
    else:
        reach_u, reach_v = Boxes(zero, zero, zero, yaw - below.yaw, *site.size).reach
        share = site.uniform(2)
        ahead, fits_u = along(share[..., 0], below.depth - 2 * reach_u)
        aside, fits_v = along(share[..., 1], below.width - 2 * reach_v)
        fits = fits & fits_u & fits_v
    x, y = placed(below, ahead, aside)
    z = below.z + below.height + zero * x
    return Proposal(x, y, z, yaw + zero * x, fits & (zero * x == 0), below)


register(
    Rule(
        Signature("on", "on top of an object", ("object", VectorOf(Measure("length"), 2)), optional=1),
        propose,
        lambda _: ("surface",),
        carried=True,
    )
)
