"""A basket: woven rounds that widen to the rim, open above, with an arched handle over it.

Size: plain sense; 36 cm wide at the rim, 34 to 40 cm to the handle's top.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Torus
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, tube = sx / 2, 0.010
    rim, rounds = 0.52 * sz, 4
    weave: list[tuple[float, float]] = []
    for number in range(rounds):
        for share, out in ((0.0, -0.006), (0.5, 0.004)):
            z = (number + share) / rounds * (rim - 0.03)
            weave.append((0.72 * r + 0.24 * r * z / rim + out, z))
    profile = (
        (0.0, 0.0),
        *weave,
        (r - 0.012, rim - 0.030),
        (r, rim - 0.022),
        (r, rim - 0.004),
        (r - 0.010, rim),
        (r - 0.022, rim - 0.010),
        (0.68 * r, 0.02),
        (0.0, 0.02),
    )
    ring = r - tube - 0.014
    arch = Torus(ring, tube, 0.0, 180.0, segments=8, sides=6)
    return (
        turned(profile, segments=20),
        Part(arch, (0.0, 0.0, sz - ring - tube), (90.0, 0.0, 90.0)),
    )


register(
    Kind(
        name="basket",
        low=(0.36, 0.36, 0.34),
        high=(0.36, 0.36, 0.36),
        source="plain sense: shopping baskets",
        colours=("beige", "brown", "white", "grey"),
        places=("floor",),
        build=build,
    )
)
