"""`bearing`: from straight ahead to the direction of an object, to the left positive, from −180° to less than
180°: of one who stands at the second object and faces the third, or faces as the second one's front does.

The angle follows from what lies ahead and aside of the way one faces. Straight behind, where the range ends,
and at the very place where one stands rounding decides, so nothing is said there.
"""

from __future__ import annotations

import math

from spacenum_dsl.checks.requirements import SECOND, SLACK, Facts
from spacenum_dsl.checks.solids import Solid


def bearing(solids: tuple[Solid, ...], _: Facts) -> float | None:
    of, eye, *towards = solids
    x, y, _z = eye.centre
    if towards:
        u, v = towards[0].centre[0] - x, towards[0].centre[1] - y
    else:
        turn = math.radians(eye.thing.placement.yaw)
        u, v = math.cos(turn), math.sin(turn)
    to = of.centre[0] - x, of.centre[1] - y
    ahead, aside = u * to[0] + v * to[1], u * to[1] - v * to[0]
    if math.hypot(u, v) < SLACK or math.hypot(*to) < SLACK:
        return None
    found = math.degrees(math.atan2(aside, ahead))
    return None if 180.0 - abs(found) < SLACK else found


SECOND.add("bearing", bearing)
