"""`beside(bed)`: next to an object, to its left or right, their backs in one line, looking the same way.

It stands on the floor, and so does the other one.
"""

from __future__ import annotations

from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Measure, Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, named, placed, register

GAP = (0.02, 0.12)
"""Metres between the two where no distance is given."""


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """Left or right, equally likely."""
    carrier = site.carrier(named(args[0]))
    other, (depth, width, _) = carrier.boxes, site.size
    share = site.uniform(2)
    gap = site.number(args[1]) if len(args) > 1 else GAP[0] + share[..., 1] * (GAP[1] - GAP[0])
    left = 1.0 - 2.0 * (share[..., 0] < 0.5)
    x, y = placed(other, (depth - other.depth) / 2, left * ((other.width + width) / 2 + gap))
    fits = carrier.exists & (other.z < 1e-6) & (0.0 * x == 0.0)
    return Proposal(x, y, 0.0 * x, other.yaw + 0.0 * x, fits)


register(
    Rule(
        Signature(
            "beside",
            "on the floor next to an object, left or right, looking the same way",
            ("object", Measure("length", low=0.0)),
            optional=1,
        ),
        propose,
        lambda _: ("floor",),
        turns=lambda _: True,
        needs_room=True,
    )
)
