"""A pen, lying across: a thick felt pen with its cap on, a clip and a white end.

Size: plain sense; a board marker is 16 mm thick and 130 to 145 mm long.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import slab


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hy, r = sy / 2, sx / 2

    def length(start: float, end: float, radius: float, paint: str, top: float | None = None) -> Part:
        return Part(
            Cylinder(radius, end - start, top, 12),
            (0.0, (start + end) / 2, r),
            (-90.0, 0.0, 0.0),
            paint,
            "satin",
        )

    seam = hy - 0.40 * sy
    return (
        length(-hy, -hy + 0.010, 0.75 * r, "body", r - 0.001),
        length(-hy + 0.010, -hy + 0.030, r - 0.001, "body"),
        length(-hy + 0.030, seam, r - 0.001, "white"),
        length(seam, hy - 0.008, r, "body"),
        length(hy - 0.008, hy, r - 0.0005, "body", 0.7 * r),
        slab((-0.0025, seam + 0.006, sx - 0.003), (0.0025, hy - 0.006, sz), finish="satin"),
    )


register(
    Kind(
        name="pen",
        low=(0.016, 0.130, 0.019),
        high=(0.016, 0.145, 0.019),
        source="plain sense: board markers",
        colours=("red", "blue", "black", "green"),
        places=("surface",),
        build=build,
    )
)
