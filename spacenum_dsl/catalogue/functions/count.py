"""`count(group)`, `count(visible)`: how many objects a group or a set has."""

from __future__ import annotations

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, names: tuple[str, ...]) -> Floats | float:
    """A whole number."""
    return float(len(place.seen.visible())) if names[0] == "visible" else place.how_many(names[0])


register(Function(Signature("count", "how many objects a group or set has", ("group",)), measure))
