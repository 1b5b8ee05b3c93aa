"""An air vent: a frame with a screw in each corner, slanted louvres across it, darkness behind them.

Size: plain sense; 30 to 45 cm wide, 20 to 30 cm tall, 25 mm deep. It sits high on a wall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Box, Part
from spacenum_dsl.catalogue.kinds._common import disc_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

RIM = 0.032
PITCH = 0.030
"""Metres: the width of the frame, and from one louvre to the next."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    y, low, high = hy - RIM, RIM, sz - RIM
    face = hx - 0.002
    count = round((high - low) / PITCH)
    pitch = (high - low) / count
    bars = [y * (2 * k + 2 - variant["bays"]) / variant["bays"] for k in range(variant["bays"] - 1)]
    return (
        slab((-hx, -hy, 0.0), (face, -y, sz), finish="satin", bevel=0.004),
        slab((-hx, y, 0.0), (face, hy, sz), finish="satin", bevel=0.004),
        slab((-hx + 0.0006, -hy + 0.006, 0.0006), (face - 0.0008, hy - 0.006, low), finish="satin"),
        slab((-hx + 0.0006, -hy + 0.006, high), (face - 0.0008, hy - 0.006, sz - 0.0006), finish="satin"),
        slab((-hx + 0.0012, -y - 0.01, low - 0.01), (-hx + 0.003, y + 0.01, high + 0.01), "black"),
        *(
            Part(
                Box((0.004, 2 * y + 0.004, 0.024)),
                (0.001, 0.0, low + (k + 0.5) * pitch),
                (0.0, 42.0, 0.0),
                finish="satin",
            )
            for k in range(count)
        ),
        *(
            slab(
                (-hx + 0.003, bar - 0.006, low - 0.002),
                (face - 0.0016, bar + 0.006, high + 0.002),
                finish="satin",
            )
            for bar in bars
        ),
        *(
            disc_x((face - 0.002, s * (hy - RIM / 2), z), 0.006, 0.004, "steel", "metal", segments=8)
            for s in (-1, 1)
            for z in (RIM / 2, sz - RIM / 2)
        ),
    )


register(
    Kind(
        name="vent",
        low=(0.025, 0.30, 0.20),
        high=(0.025, 0.45, 0.30),
        source="plain sense: ventilation grilles",
        colours=("white", "grey", "beige", "brown"),
        places=("wall",),
        build=build,
        variants={"bays": (1, 2)},
        front="its louvres",
        uses=("kitchen", "living_room", "bedroom", "office", "bathroom"),
    )
)
