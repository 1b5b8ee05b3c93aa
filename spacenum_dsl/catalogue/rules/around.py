"""`around(object, distance, direction)`: so far from an object's centre, on what that stands on; to any side,
or in that direction."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import YAW
from spacenum_dsl.semantics.types import Measure, Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, named, register


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """Centre to centre in plan; directions count from +x of the frame of `at`, uniformly without one."""
    other = site.carrier(named(args[0]))
    direction = site.number(args[2]) if len(args) > 2 else 360.0 * site.uniform(1)[..., 0]
    c, s = exact.turns(direction + site.facing)
    distance = site.number(args[1])
    x, y = other.boxes.x + distance * c, other.boxes.y + distance * s
    yaw = site.facing if site.yaw is None else site.yaw
    zero = np.zeros_like(x)
    return Proposal(x, y, other.boxes.z + zero, yaw + zero, other.exists & (zero == 0), other.below)


register(
    Rule(
        Signature(
            "around",
            "so far from an object's centre, to any side or in a direction",
            ("object", Measure("length", low=0.01), YAW),
            optional=1,
        ),
        propose,
        lambda _: ("floor", "surface"),
        beside=True,
    )
)
