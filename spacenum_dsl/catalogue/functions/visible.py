"""`visible(object)`: the unoccluded, in-frame share of its pixels; `visible` alone: all objects in view."""

from __future__ import annotations

from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, names: tuple[str, ...]) -> float:
    """A fraction of one."""
    return place.seen.share(names[0])


register(
    Function(
        Signature("visible", "share of an object's pixels in view", ("object",), result="share", sees=True),
        measure,
    )
)
