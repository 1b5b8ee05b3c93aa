"""`depth`: how far before the camera lies what an option's picture shows."""

from __future__ import annotations

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, _: tuple[str, ...]) -> Floats | float:
    """Metres along the camera's axis."""
    return place.option["depth"]


register(
    Function(
        Signature("depth", "how far before the camera it happens", (), result="length", options=True), measure
    )
)
