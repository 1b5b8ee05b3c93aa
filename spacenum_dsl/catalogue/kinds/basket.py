"""A woven basket: rows of strips that pass over and under round stakes, a braided rim, an arched handle.

Size: plain sense; 36 cm wide at the rim, 34 to 40 cm to the handle's top.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part, Prism, Torus
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

STAKES = 16


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, tube = sx / 2, 0.011
    rim, foot, edge, out = 0.50 * sz, 0.72 * sx / 2, 0.012, 0.009
    wall = r - edge - out

    def radius(z: float) -> float:
        """Of the basket's wall behind the strips, at that height."""
        return foot + (wall - foot) * z / rim

    shell = (
        (0.0, 0.0),
        (foot, 0.0),
        (wall, rim - 0.004),
        (wall - 0.012, rim - 0.004),
        (foot - 0.012, 0.014),
        (0.0, 0.014),
    )
    rows = variant["rows"]
    tall = (rim - 0.016) / rows
    parts = [turned(shell, segments=STAKES)]
    for row in range(rows):
        low = 0.002 + row * tall
        face = radius(low + tall / 2) * exact.cos(180.0 / STAKES)
        half = 0.96 * face * exact.tan(180.0 / STAKES)
        strip = ((-0.003, -half), (out, -0.55 * half), (out, 0.55 * half), (-0.003, half))
        for stake in range(row % 2, STAKES, 2):
            angle = 360.0 * (stake + 0.5) / STAKES
            at = (face * exact.cos(angle), face * exact.sin(angle), low)
            parts.append(Part(Prism(strip, 0.94 * tall), at, (0.0, 0.0, angle)))
    ring = r - edge - tube
    return (
        *parts,
        Part(Torus(r - edge, edge, segments=24, sides=6), (0.0, 0.0, rim - 0.008)),
        Part(
            Torus(ring, tube, 0.0, 180.0, segments=12, sides=6),
            (0.0, 0.0, sz - ring - tube),
            (90.0, 0.0, 90.0),
        ),
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
        uses=("living_room", "bedroom", "bathroom"),
        variants={"rows": (4, 5)},
    )
)
