"""A paper coffee cup: slim and tapered, a cardboard sleeve around it, open and full or under a white lid.

It has no handle, which tells it from a mug. Size: plain sense; a cup of 0.4 litres is 92 mm wide at its rim
and 115 to 130 mm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import slab, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    rim, foot = sx / 2, 0.66 * sx / 2
    brim = sz if variant["lid"] == 0 else sz - 0.012

    def radius(z: float) -> float:
        """Of the paper wall at that height."""
        return foot + (rim - 0.003 - foot) * z / brim

    low, high = 0.32 * sz, 0.64 * sz
    sleeve = ((0.0, low), (radius(low) + 0.0015, low), (radius(high) + 0.0015, high), (0.0, high))
    if variant["lid"]:
        paper = (
            (0.0, 0.004),
            (foot - 0.003, 0.004),
            (foot - 0.002, 0.0),
            (foot, 0.0),
            (rim - 0.003, brim),
            (0.0, brim),
        )
        cover = (
            (0.0, brim - 0.006),
            (rim, brim - 0.006),
            (rim, brim),
            (rim - 0.005, brim + 0.003),
            (rim - 0.009, sz),
            (rim - 0.013, sz),
            (rim - 0.015, brim + 0.005),
            (0.0, brim + 0.005),
        )
        return (
            turned(paper, finish="satin", segments=24),
            turned(sleeve, paint="cardboard", segments=24),
            turned(cover, paint="white", finish="satin", segments=24),
            slab((rim - 0.026, -0.006, brim + 0.003), (rim - 0.018, 0.006, brim + 0.006), "charcoal"),
        )
    level = sz - 0.018
    vessel = (
        (0.0, 0.0),
        (foot, 0.0),
        (rim - 0.003, brim - 0.005),
        (rim, brim - 0.004),
        (rim, brim - 0.001),
        (rim - 0.002, brim),
        (rim - 0.004, brim - 0.002),
        (radius(level) - 0.002, level),
        (0.0, level),
    )
    coffee = (
        (0.0, level - 0.003),
        (radius(level) - 0.0035, level - 0.003),
        (radius(level) - 0.0035, level + 0.001),
        (0.0, level + 0.001),
    )
    return (
        turned(vessel, finish="satin", segments=24),
        turned(sleeve, paint="cardboard", segments=24),
        turned(coffee, paint="soil", finish="gloss", segments=20),
    )


register(
    Kind(
        name="cup",
        low=(0.092, 0.092, 0.115),
        high=(0.092, 0.092, 0.130),
        source="plain sense: coffee cups to take away, 0.4 litres",
        colours=("red", "blue", "green", "yellow"),
        places=("surface",),
        build=build,
        uses=("kitchen", "office", "desk"),
        variants={"lid": (0, 1)},
    )
)
