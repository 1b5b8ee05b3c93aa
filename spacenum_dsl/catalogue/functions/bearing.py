"""`bearing(of, from, towards)`: where an object is for one who stands at another and faces a third; with
`bearing(of, from)`, for one who faces the way the front of `from` does."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.types import Signature
from spacenum_dsl.world.function import Function, Place, register


def measure(place: Place, names: tuple[str, ...]) -> Floats:
    """Degrees in plan from straight ahead, in [-180, 180): to the left is positive, to the right negative."""
    of, eye, *towards = (place.box(name) for name in names)
    ahead = _direction(eye, towards[0]) if towards else eye.yaw
    turned = (_direction(eye, of) - ahead + 180.0) % 360.0
    return np.where(turned < 360.0, turned, 0.0) - 180.0  # a remainder may be rounded up to the whole


def _direction(one: Boxes, other: Boxes) -> Floats:
    """Degrees counter-clockwise from +x of the world, between centres."""
    return exact.bearings(other.x - one.x, other.y - one.y)


register(
    Function(
        Signature(
            "bearing",
            "direction of an object for one who stands at another and faces a third, or as that one's front",
            ("object", "object", "object"),
            optional=1,
            result="angle",
        ),
        measure,
    )
)
