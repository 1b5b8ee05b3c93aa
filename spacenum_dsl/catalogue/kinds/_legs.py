"""Legs that lean outwards, as low furniture has them."""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import flush, rod


def splayed(x: Vec2, y: float, height: float, *, lean: Vec2, radius: float = 0.024) -> tuple[Part, ...]:
    """Four round legs that taper downwards, from the floor up to `height`.

    Their feet stand at both `x` and at plus and minus `y`; their tops are nearer to the middle by `lean`.
    """
    back, ahead = x
    return tuple(
        flush(
            rod(
                (foot, side * y, 0.0),
                (foot - inwards * lean[0], side * (y - lean[1]), height),
                0.6 * radius,
                "charcoal",
                "satin",
                top=radius,
            ),
            2,
            low=0.0,
        )
        for foot, inwards in ((back, -1.0), (ahead, 1.0))
        for side in (-1.0, 1.0)
    )
