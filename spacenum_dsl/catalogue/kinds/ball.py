"""A play ball: glossy, with one white band around its middle or two beside it.

Size: 22 cm, a size 5 ball; it is round, so no side varies.
"""

from __future__ import annotations

from itertools import pairwise

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

EDGES = {1: (0, 4, 6, 10), 2: (0, 2, 3, 7, 8, 10)}
"""Where the colours meet, in tenths of the way from foot to crown, by number of white bands."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    r = size[2] / 2
    turns = [exact.turn(18.0 * k - 90.0) for k in range(1, 10)]
    ring = [(0.0, 0.0), *((r * c, r + r * s) for c, s in turns), (0.0, 2 * r)]
    return tuple(
        turned(
            (
                (0.0, ring[low][1]),
                *(point for point in ring[low : high + 1] if point[0]),
                (0.0, ring[high][1]),
            ),
            paint="white" if number % 2 else "body",
            finish="gloss",
            segments=24 if variant["bands"] == 1 else 20,
        )
        for number, (low, high) in enumerate(pairwise(EDGES[variant["bands"]]))
    )


register(
    Kind(
        name="ball",
        low=(0.22, 0.22, 0.22),
        high=(0.22, 0.22, 0.22),
        source="size 5 ball",
        colours=("red", "blue", "green", "yellow", "orange"),
        places=("floor",),
        build=build,
        uses=("living_room", "bedroom"),
        variants={"bands": (1, 2)},
    )
)
