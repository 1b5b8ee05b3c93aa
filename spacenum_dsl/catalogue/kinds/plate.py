"""Dinner plates: one with a wide rim or a stack of three, plain or with a gilded edge.

Size: plain sense; 27 cm across, a deep plate or three flat ones 36 to 42 mm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Torus
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

PITCH = 0.0075
"""Height in metres from one stacked plate to the next."""
EDGE = 0.005
"""Half the width of the gilded edge in metres."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, under = sx / 2, variant["plates"] - 1
    base, segments = PITCH * under, 20 if under and variant["gilded"] else 24
    rim = sz - (0.0015 if variant["gilded"] else 0.0)
    tall, foot, well = sz - base, 0.64 * r, 0.685 * r
    plate = (
        (0.0, base),
        (foot, base),
        (well, base + 0.45 * tall),
        (r, rim - 0.003),
        (r - 0.003, rim),
        (well - 0.004, base + 0.45 * tall + 0.005),
        (foot, base + 0.007),
        (0.0, base + 0.006),
    )
    lower = tuple(
        turned(
            (
                (0.0, z),
                (foot, z),
                (r - 0.001, z + tall - 0.003),
                (0.0, z + 0.008),
            ),
            finish="ceramic",
            segments=segments,
        )
        for z in (PITCH * k for k in range(under))
    )
    edge = Torus(r - EDGE, EDGE, segments=segments, sides=4)
    line = Part(edge, (0.0, 0.0, sz - EDGE), paint="brass", finish="metal")
    return (
        turned(plate, finish="ceramic", segments=segments),
        *lower,
        *((line,) if variant["gilded"] else ()),
    )


register(
    Kind(
        name="plate",
        low=(0.27, 0.27, 0.036),
        high=(0.27, 0.27, 0.042),
        source="plain sense: dinner plates",
        colours=("white", "blue", "green", "red", "yellow"),
        places=("surface",),
        uses=("kitchen",),
        build=build,
        variants={"gilded": (0, 1), "plates": (1, 3)},
    )
)
