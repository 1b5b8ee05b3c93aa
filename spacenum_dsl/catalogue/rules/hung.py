"""`hung(walls, height)`, `hung(ceiling)`: on a wall with its centre at that height, or from the ceiling."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.catalogue.rules.anywhere import propose as anywhere
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import Support
from spacenum_dsl.semantics.types import Measure, Signature
from spacenum_dsl.world.rule import Proposal, Rule, Site, register
from spacenum_dsl.world.walls import at_walls

DEFAULT_HEIGHT = 1.5
"""Metres of the centre over the floor where none is given: about eye height."""


def propose(site: Site, args: tuple[values.Value, ...]) -> Proposal:
    """Uniform along the walls at a drawn height, or over the ceiling."""
    if _on_ceiling(args):
        over = anywhere(site, ())
        return Proposal(over.x, over.y, site.space[2] - site.size[2] + 0.0 * over.x, over.yaw, over.possible)
    spot = at_walls(site.walls, site.size[0], site.size[1], site.uniform)
    height = site.number(args[1]) if len(args) > 1 else np.full((1, 1), DEFAULT_HEIGHT)
    z = height - site.size[2] / 2 + 0.0 * spot.x
    fits = spot.fits & (z >= 0) & (z + site.size[2] <= site.space[2])
    return Proposal(spot.x, spot.y, z, spot.yaw, fits)


def _on_ceiling(args: tuple[values.Value, ...]) -> bool:
    return isinstance(args[0], values.Symbol) and args[0].name == "ceiling"


def _places(args: tuple[values.Value, ...]) -> tuple[Support, ...]:
    return ("ceiling",) if _on_ceiling(args) else ("wall",)


register(
    Rule(
        Signature(
            "hung",
            "on a wall with its centre at a height, or from the ceiling",
            (("walls", "ceiling"), Measure("length", low=0.0)),
            optional=1,
        ),
        propose,
        _places,
        needs_room=True,
        turns=lambda args: not _on_ceiling(args),
    )
)
