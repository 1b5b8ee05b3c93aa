"""`visible(object)`: the unoccluded, in-frame share of its pixels, in every picture that a question shows or,
as in `visible(object, front)`, in those of one camera; `visible` alone: all objects in view."""

from __future__ import annotations

from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, names: tuple[str, ...]) -> float:
    """A fraction of one."""
    name, *viewer = names
    seen = place.seen_by(viewer[0]) if viewer else place.seen
    return seen.share(name)


register(
    Function(
        Signature(
            "visible",
            "share of an object's pixels in view, of any camera that takes pictures or of the one named",
            ("object", "viewer"),
            optional=1,
            result="share",
            sees=True,
        ),
        measure,
    )
)
