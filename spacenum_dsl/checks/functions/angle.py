"""`angle`: from one object to the other in plan, counter-clockwise from +x of the frame of `at`, from −180°
to less than 180°.

Where the range closes, rounding decides between its two ends, so nothing is said there.
"""

from __future__ import annotations

import math

from spacenum_dsl.checks.requirements import SECOND, SLACK, Facts
from spacenum_dsl.checks.solids import Solid


def angle(solids: tuple[Solid, ...], facts: Facts) -> float | None:
    (x, y, _), (u, v, _) = (solid.centre for solid in solids)
    bearing = math.degrees(math.atan2(v - y, u - x)) - (facts.frame.yaw if facts.frame else 0.0)
    turned = (bearing + 180.0) % 360.0
    return None if min(turned, 360.0 - turned) < SLACK else turned - 180.0


SECOND.add("angle", angle)
