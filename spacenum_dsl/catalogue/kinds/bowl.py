"""A bowl: round and deep on a narrow foot, or straight and flared; open at the top, a thin rim.

Size: plain sense; a cereal bowl is 160 mm wide and 60 to 75 mm tall.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    rim, foot, wall, base = sx / 2, 0.40 * sx / 2, 0.005, 0.008

    def curve(steps: int, inner: float) -> list[Vec2]:
        """Points from the foot to the rim, on a line `inner` metres inside the bowl's outside."""
        found: list[Vec2] = []
        for step in range(steps + 1):
            c, s = exact.turn(90.0 * step / steps)
            share = 1 - c
            out = s if variant["flared"] == 0 else 0.25 * s + 0.75 * exact.power(share, 0.62)
            found.append(
                (
                    foot + 0.002 + (rim - inner - foot - 0.002) * out,
                    base + inner + (sz - base - inner) * share,
                )
            )
        return found

    profile = ((0.0, 0.0), (foot, 0.0), *curve(5, 0.0), *curve(4, wall)[::-1], (0.0, base + 0.8 * wall))
    return (turned(profile, finish="gloss", segments=24),)


register(
    Kind(
        name="bowl",
        low=(0.16, 0.16, 0.060),
        high=(0.16, 0.16, 0.075),
        source="plain sense: cereal bowls",
        colours=("white", "blue", "green", "yellow", "red"),
        places=("surface",),
        build=build,
        uses=("kitchen",),
        variants={"flared": (0, 1)},
    )
)
