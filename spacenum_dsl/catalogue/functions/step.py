"""`step`: how far an option's number is from the nearest other option's."""

from __future__ import annotations

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, _: tuple[str, ...]) -> Floats | float:
    """Metres, or degrees where the options are rotations."""
    return place.option["step"]


register(
    Function(
        Signature("step", "how far it is to the nearest other option", (), result="length", options=True),
        measure,
    )
)
