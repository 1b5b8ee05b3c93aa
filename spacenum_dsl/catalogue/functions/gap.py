"""`gap(a, b)`: the shortest distance between the boxes of two objects, 0 where they touch."""

from __future__ import annotations

from spacenum_dsl.base import boxes
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, names: tuple[str, ...]) -> Floats:
    """Metres."""
    return boxes.gap(place.box(names[0]), place.box(names[1]))


register(
    Function(
        Signature(
            "gap", "shortest distance between two objects' boxes", ("object", "object"), result="length"
        ),
        measure,
    )
)
