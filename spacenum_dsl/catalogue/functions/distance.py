"""`distance(a, b)`: the distance between the centres of two objects' boxes."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, names: tuple[str, ...]) -> Floats:
    """Metres, in space."""
    a, b = place.box(names[0]), place.box(names[1])
    across, away = b.x - a.x, b.y - a.y
    rise = (b.z + b.height / 2) - (a.z + a.height / 2)
    return np.asarray(np.sqrt(across * across + away * away + rise * rise))


register(
    Function(
        Signature("distance", "distance between two objects' centres", ("object", "object"), result="length"),
        measure,
    )
)
