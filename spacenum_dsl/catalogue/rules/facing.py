"""`facing(tv)`: on the floor in front of an object, looking back at it, as a sofa does at a television."""

from __future__ import annotations

from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import Measure, Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, named, placed, register

GAP = (0.4, 3.0)
"""Metres between the two where no distance is given."""

ASIDE = 0.3
"""Share of the other's width by which it may stand out of the middle, to either side."""


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """Uniform in distance, a little out of the middle."""
    carrier = site.carrier(named(args[0]))
    other, (depth, _, _) = carrier.boxes, site.size
    share = site.uniform(2)
    gap = site.number(args[1]) if len(args) > 1 else GAP[0] + share[..., 0] * (GAP[1] - GAP[0])
    aside = (2.0 * share[..., 1] - 1.0) * ASIDE * other.width
    x, y = placed(other, (other.depth + depth) / 2 + gap, aside)
    fits = carrier.exists & (0.0 * x == 0.0)
    return Proposal(x, y, 0.0 * x, (other.yaw + 180.0) % 360.0 + 0.0 * x, fits)


register(
    Rule(
        Signature(
            "facing",
            "on the floor in front of an object, so far away, looking at it",
            ("object", Measure("length", low=0.0)),
            optional=1,
        ),
        propose,
        lambda _: ("floor",),
        turns=lambda _: True,
        needs_room=True,
    )
)
