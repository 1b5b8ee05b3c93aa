"""A sideboard: a long low cupboard on legs, with two to four doors and, in some, a row of drawers above them.

Size: plain sense after shop sheets; 40 to 45 cm deep, 1.2 to 1.8 m wide, 70 to 85 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import FRONT, Handle, front, slab
from spacenum_dsl.catalogue.kinds._legs import splayed
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

SIDE = 0.022
"""Metres: the thickness of its boards."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    plane, low, top = hx - FRONT, 0.16, sz - 0.03
    return (
        *splayed((-hx + 0.05, plane - 0.03), hy - 0.08, low + 0.01, lean=(0.04, 0.06)),
        slab((-hx, -hy, low), (plane + 0.012, -hy + SIDE, top + 0.001), finish="wood", bevel=0.002),
        slab((-hx, hy - SIDE, low), (plane + 0.012, hy, top + 0.001), finish="wood", bevel=0.002),
        slab((-hx + 0.001, 0.004 - hy, low + 0.002), (plane + 0.01, hy - 0.004, low + SIDE), finish="wood"),
        slab((-hx + 0.002, 0.006 - hy, low + 0.004), (plane + 0.002, hy - 0.006, top), "charcoal"),
        slab((-hx, -hy, top), (hx - 0.022, hy, sz), finish="wood", bevel=0.003),
        *_fronts(plane, hy - SIDE, (low + SIDE, top + 0.003), variant),
    )


def _fronts(plane: float, y: float, z: tuple[float, float], variant: Variant) -> tuple[Part, ...]:
    """Doors side by side, in pairs that open away from each other, and the drawers above them."""
    doors, split = variant["doors"], z[1] - 0.17 if variant["drawers"] else z[1]
    wide = 2 * y / doors
    fronts: list[Part] = []
    for number in range(doors):
        across = (-y + number * wide, -y + (number + 1) * wide)
        handle: Handle = "high_y" if number % 2 == 0 and number + 1 < doors else "low_y"
        fronts += front(plane, across, (z[0], split), handle, grip_z=split - 0.12, metal="charcoal")
        if variant["drawers"]:
            fronts += front(plane, across, (split, z[1]), "across", metal="charcoal")
    return tuple(fronts)


register(
    Kind(
        name="sideboard",
        low=(0.40, 1.20, 0.70),
        high=(0.45, 1.80, 0.85),
        source="plain sense after shop sheets",
        colours=("oak", "walnut", "white", "grey", "turquoise"),
        places=("floor",),
        build=build,
        variants={"doors": (2, 3, 4), "drawers": (0, 1)},
        front="its doors",
        uses=("living_room", "office"),
        top=0.88,
    )
)
