"""A television: a wide dark screen in a slim frame, a standby light, two short spread feet, a bulge behind.

Size: plain sense after shop sheets; screens of 43 to 55 inches: 0.97 to 1.25 m wide, 0.62 to 0.78 m tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import cut_y, slab


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    low, deep, rim, chin = 0.07, 0.022, 0.022, 0.045
    spread = 0.33 * sy
    foot = ((-hx, 0.0), (hx, 0.0), (hx, 0.012), (0.016, low + 0.02), (-0.016, low + 0.02), (-hx, 0.012))
    return (
        slab((-deep, -hy, low), (deep, hy, sz), finish="satin", bevel=0.006),
        slab(
            (-0.06, -0.36 * sy, low + 0.05),
            (-deep + 0.004, 0.36 * sy, low + 0.55 * sz),
            "charcoal",
            bevel=0.012,
        ),
        slab((0.0, -hy + rim, low + chin), (deep + 0.0015, hy - rim, sz - rim), "screen", "gloss"),
        slab((0.0, -0.05, low + 0.018), (deep + 0.001, 0.05, low + 0.028), "chrome", "metal"),
        slab((0.0, 0.40 * sy, low + 0.019), (deep + 0.001, 0.40 * sy + 0.012, low + 0.027), "red", "glow"),
        *(cut_y(foot, (s * spread - 0.014, s * spread + 0.014), "charcoal", "satin") for s in (-1, 1)),
    )


register(
    Kind(
        name="tv",
        low=(0.24, 0.97, 0.62),
        high=(0.26, 1.25, 0.78),
        source="plain sense after shop sheets: 43 to 55 inches",
        colours=("black", "white", "red", "grey"),
        places=("floor", "surface"),
        build=build,
        uses=("living_room", "bedroom"),
        front="its screen",
    )
)
