"""A bowl: wide, low and round, on a small foot.

Size: plain sense; a cereal bowl is 160 mm wide and 60 to 75 mm tall.
"""

from __future__ import annotations

import math

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    rim, foot, wall = sx / 2, 0.42 * sx / 2, 0.004

    def arc(steps: int, inner: float) -> list[tuple[float, float]]:
        """Points of the bowl's curve, `inner` metres inside it, from the foot (left out) to the rim."""
        deep = sz - 0.008 - inner
        angles = [math.radians(90 * k / steps) for k in range(1, steps + 1)]
        return [((rim - inner) * math.sin(a), sz - deep * math.cos(a)) for a in angles]

    outside = [point for point in arc(5, 0.0) if point[0] > foot]
    inside = arc(4, wall)[::-1]
    profile = ((0.0, 0.0), (foot, 0.0), (foot, 0.010), *outside, *inside, (0.0, 0.008 + wall))
    return (turned(profile, finish="gloss"),)


register(
    Kind(
        name="bowl",
        low=(0.16, 0.16, 0.060),
        high=(0.16, 0.16, 0.075),
        source="plain sense: cereal bowls",
        colours=("white", "blue", "green", "yellow", "red"),
        places=("surface",),
        build=build,
    )
)
