"""`plan_distance`: between the centres of two objects' boxes as seen from above, metres."""

from __future__ import annotations

import math

from spacenum_dsl.checks.requirements import SECOND, Facts
from spacenum_dsl.checks.solids import Solid


def plan_distance(solids: tuple[Solid, ...], _: Facts) -> float:
    (x, y, _z), (u, v, _w) = (solid.centre for solid in solids)
    return math.hypot(u - x, v - y)


SECOND.add("plan_distance", plan_distance)
