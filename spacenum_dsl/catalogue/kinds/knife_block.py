"""A knife block: a slanted wooden block from whose upper end the handles of knives stand out to the front.

Size: plain sense after shop sheets; 24 to 26 cm deep, 11 to 13 wide, 32 to 36 tall with the handles.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Part, Vec3
from spacenum_dsl.catalogue.kinds._common import cut_y
from spacenum_dsl.catalogue.kinds._kitchen import moved
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

LEAN = 28.0
"""Degrees by which the block leans to the front."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    cosine, sine = exact.turn(LEAN)
    long, thick = 0.74 * sz, 0.115
    crown = (-hx + long * sine, long * cosine)
    chin = (crown[0] + thick * cosine, crown[1] - thick * sine)
    block = cut_y(((-hx, 0.0), (-hx + 0.15, 0.0), chin, crown), (-hy, hy), finish="wood")

    def knife(down: float, y: float, length: float) -> tuple[Part, ...]:
        """A handle, its rivets and its bolster; it leaves the block `down` metres below the crown."""
        foot = (crown[0] + down * cosine, crown[1] - down * sine)

        def along(step: float) -> Vec3:
            return foot[0] + step * sine, y, foot[1] + step * cosine

        tilt = (0.0, LEAN, 0.0)
        return (
            Part(Box((0.030, 0.016, length), 0.004), along(0.014 + length / 2), tilt, "black", "satin"),
            Part(Box((0.024, 0.012, 0.07), 0.003), along(-0.005), tilt, "chrome", "metal"),
            *(
                Part(Box((0.009, 0.0185, 0.009)), along(0.014 + share * length), tilt, "chrome", "metal")
                for share in (0.25, 0.70)
            ),
        )

    rows = ((0.025, 0.120, variant["knives"] - 3), (0.085, 0.095, 3))
    back, fore = (
        tuple(
            part
            for k in range(count)
            for part in knife(down, (k - (count - 1) / 2) * 0.62 * sy / max(count - 1, 1), length)
        )
        for down, length, count in rows
    )
    return (block, *moved(back, 2, high=sz), *moved(fore, 0, high=hx))


register(
    Kind(
        name="knife_block",
        low=(0.24, 0.11, 0.32),
        high=(0.26, 0.13, 0.36),
        source="plain sense after shop sheets: blocks of five or six knives",
        colours=("oak", "brown", "white", "red"),
        places=("surface",),
        uses=("kitchen",),
        build=build,
        front="its handles",
        variants={"knives": (5, 6)},
    )
)
