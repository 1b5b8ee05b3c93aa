"""A mug: a straight ceramic beaker with an ear-shaped handle that points to the front; some are white inside.

Size: plain sense; a mug of 0.3 to 0.4 litres is 80 to 88 mm wide and 90 to 105 mm tall, its handle stands
out by 35 mm. Seen from the side, as desks are, the handle shows in profile.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part, Torus
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    r, wall = sy / 2, 0.004
    middle = r - sx / 2
    profile = (
        (0.0, 0.0),
        (r - 0.005, 0.0),
        (r, 0.006),
        (r, sz),
        (r - wall, sz - 0.001),
        (r - wall, 0.007),
        (0.0, 0.005),
    )
    lining = (
        (0.0, 0.006),
        (r - wall + 0.001, 0.006),
        (r - wall + 0.001, sz - 0.003),
        (r - wall - 0.0006, sz - 0.003),
        (r - wall - 0.0006, 0.008),
        (0.0, 0.008),
    )
    tube = 0.0060
    ring = 0.32 * sz
    centre = sx / 2 - ring - tube
    turn = exact.arccos((middle + r - 0.002 - centre) / ring)
    ear = Torus(ring, tube, -turn, 2 * turn, segments=10, sides=6)
    return (
        turned(profile, (middle, 0.0, 0.0), finish="ceramic", segments=24),
        Part(ear, (centre, 0.0, 0.51 * sz), (90.0, 0.0, 0.0), finish="ceramic"),
        *((turned(lining, (middle, 0.0, 0.0), "white", "ceramic", segments=24),) if variant["lined"] else ()),
    )


register(
    Kind(
        name="mug",
        low=(0.115, 0.080, 0.090),
        high=(0.125, 0.088, 0.105),
        source="plain sense: mugs of 0.3 to 0.4 litres",
        colours=("red", "blue", "white", "yellow", "green"),
        places=("surface",),
        build=build,
        front="its handle",
        uses=("kitchen", "office", "desk"),
        variants={"lined": (0, 1)},
    )
)
