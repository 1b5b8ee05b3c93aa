"""`distance`: between the centres of two objects' boxes, metres."""

from __future__ import annotations

import math

from spacenum_dsl.checks.requirements import SECOND, Facts
from spacenum_dsl.checks.solids import Solid


def distance(solids: tuple[Solid, ...], _: Facts) -> float:
    one, other = solids
    return math.dist(one.centre, other.centre)


SECOND.add("distance", distance)
