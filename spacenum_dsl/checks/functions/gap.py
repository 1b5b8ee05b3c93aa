"""`gap`: the shortest distance between two objects' boxes, metres; 0 where they touch or overlap."""

from __future__ import annotations

import math

import shapely

from spacenum_dsl.checks.requirements import SECOND, Facts
from spacenum_dsl.checks.solids import Solid


def gap(solids: tuple[Solid, ...], _: Facts) -> float:
    one, other = solids
    beside = float(shapely.distance(one.rectangle, other.rectangle))
    above = max(one.base - other.top, other.base - one.top, 0.0)
    return math.hypot(beside, above)


SECOND.add("gap", gap)
