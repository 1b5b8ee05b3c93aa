"""`plan_distance(a, b)`: the distance between the centres of two objects as seen from above."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, names: tuple[str, ...]) -> Floats:
    """Metres, in plan."""
    a, b = place.box(names[0]), place.box(names[1])
    across, away = b.x - a.x, b.y - a.y
    return np.asarray(np.sqrt(across * across + away * away))


register(
    Function(
        Signature(
            "plan_distance",
            "distance between two objects' centres as seen from above",
            ("object", "object"),
            result="length",
        ),
        measure,
    )
)
