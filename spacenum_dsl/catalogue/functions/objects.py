"""`objects`: how many objects are visible in an option's picture."""

from __future__ import annotations

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, _: tuple[str, ...]) -> Floats | float:
    """A whole number."""
    return place.option["objects"]


register(Function(Signature("objects", "how many objects its picture shows", (), options=True), measure))
