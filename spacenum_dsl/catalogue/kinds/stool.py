"""A stool: a round seat on three or four splayed legs with a ring of rungs; no back.

Size: plain sense after shop sheets; 40 cm wide at the feet, 45 to 65 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part, Torus
from spacenum_dsl.catalogue.kinds._common import flush, rod, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, thick = sx / 2, 0.045
    under = sz - thick
    legs = variant["legs"]

    def leg(number: int) -> Part:
        out = exact.turn(360.0 * (number + 0.5) / legs)
        start = ((r - 0.03) * out[0], (r - 0.03) * out[1], 0.003)
        end = (0.62 * r * out[0], 0.62 * r * out[1], under + 0.005)
        return flush(rod(start, end, 0.013, "oak", "wood", top=0.018), 2, low=0.0)

    seat = (
        (0.0, under),
        (r - 0.015, under),
        (r, under + 0.012),
        (r, sz - 0.012),
        (r - 0.012, sz),
        (0.0, sz),
    )
    ring = r - 0.03 - 0.30 * (0.38 * r - 0.03)
    return (
        turned(seat, finish="satin", segments=32),
        *(leg(number) for number in range(legs)),
        Part(Torus(ring, 0.008, segments=24, sides=6), (0.0, 0.0, 0.30 * under), paint="oak", finish="wood"),
    )


register(
    Kind(
        name="stool",
        low=(0.40, 0.40, 0.45),
        high=(0.40, 0.40, 0.65),
        source="plain sense after shop sheets",
        colours=("red", "white", "black", "blue", "yellow"),
        places=("floor",),
        build=build,
        uses=("kitchen", "bathroom"),
        top=0.64,
        variants={"legs": (3, 4)},
    )
)
