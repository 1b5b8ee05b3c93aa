"""A book, lying: thick covers around paper, a round spine on its left; a title and a picture or two stripes.

Size: ISO 216 A5 to A4 (210 × 148 to 297 × 210 mm), 25 to 45 mm thick. The foot of the pages is the front.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy, board = sx / 2, sy / 2, 0.004
    top = sz - 0.001

    def print_(x: Vec2, y: Vec2, paint: str, over: float = 0.0) -> Part:
        """A printed field on the cover, in shares of it."""
        return slab((x[0] * sx, y[0] * sy, top - 0.002), (x[1] * sx, y[1] * sy, sz - over), paint)

    motif = (
        (
            print_((-0.20, 0.22), (-0.28, 0.32), "cream", 0.0005),
            print_((-0.16, 0.18), (-0.23, 0.27), "turquoise"),
        )
        if variant["stripes"] == 0
        else (print_((0.24, 0.28), (-0.40, 0.44), "cream"), print_((0.31, 0.33), (-0.40, 0.44), "cream"))
    )
    return (
        slab((-hx, -hy + 0.003, 0.0), (hx, hy, board), finish="satin"),
        slab((-hx, -hy + 0.003, top - board), (hx, hy, top), finish="satin"),
        slab((-hx + 0.001, -hy, 0.001), (hx - 0.001, -hy + 0.008, top - 0.001), finish="satin", bevel=0.003),
        slab(
            (-hx + 0.005, -hy + 0.006, board - 0.001), (hx - 0.005, hy - 0.005, top - board + 0.001), "paper"
        ),
        print_((-0.38, -0.30), (-0.28, 0.32), "cream"),
        *motif,
    )


register(
    Kind(
        name="book",
        low=(0.210, 0.148, 0.025),
        high=(0.297, 0.210, 0.045),
        source="ISO 216 A5 to A4",
        colours=("red", "blue", "green", "black", "orange"),
        places=("surface",),
        build=build,
        front="the lower edge of its cover",
        uses=("desk", "office", "living_room", "bedroom"),
        top=0.9,
        variants={"stripes": (0, 1)},
    )
)
