"""`angle(a, b)`: the direction from a to b in plan, counter-clockwise from +x of the frame of `at`."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, names: tuple[str, ...]) -> Floats:
    """Degrees in [-180, 180)."""
    a, b = place.box(names[0]), place.box(names[1])
    heading = exact.bearings(b.x - a.x, b.y - a.y) - place.frame_yaw()
    return np.asarray((heading + 180.0) % 360.0 - 180.0)


register(
    Function(
        Signature(
            "angle", "direction from one object to another in plan", ("object", "object"), result="angle"
        ),
        measure,
    )
)
