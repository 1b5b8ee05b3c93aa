"""A closed door in its frame: a panelled leaf between white posts, a lever handle on its plate, hinges.

The leaf has the object's colour. Size: DIN 18101, leaves of 735 and 860 mm with the frame around them; the
handle stands 5 cm out. The back is the wall's side.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacenum_dsl.base.parts import Cylinder, Part, Vec2
from spacenum_dsl.catalogue.kinds._common import rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

ROWS = {2: (0.36,), 4: (0.40,), 6: (0.36, 0.80)}
"""Where the rails between the rows of panels are, as shares of the leaf's height, by number of panels."""

RAIL = 0.10
"""Metres: the width of the wood around a panel."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    frame, gap = 0.065, 0.006
    jamb, face = -hx + 0.034, -hx + 0.022
    y, low, head = hy - frame - gap, 0.010, sz - frame - gap
    swing = 1.0 if variant["hinged"] else -1.0
    return (
        *_frame(hx, hy, sz, frame, jamb),
        slab((-hx + 0.002, -hy + 0.02, 0.001), (-hx + 0.006, hy - 0.02, sz - 0.02), "charcoal"),
        *_leaf(-hx + 0.004, face, (-y, y), (low, head), variant["panels"]),
        *_handle(face, hx, -swing * (y - RAIL / 2), 1.03, swing),
        *(
            Part(
                Cylinder(0.009, 0.10, segments=8),
                (jamb + 0.002, swing * (y + 0.004), z),
                paint="steel",
                finish="metal",
            )
            for z in (0.22, 0.5 * sz, sz - 0.28)
        ),
    )


def _frame(hx: float, hy: float, sz: float, wide: float, face: float) -> tuple[Part, ...]:
    """Two posts and a head that runs between them, a little thinner so that the joint shows."""
    blocks = (
        ((-hx, -hy, 0.0), (face, -hy + wide, sz)),
        ((-hx, hy - wide, 0.0), (face, hy, sz)),
        ((-hx + 0.001, -hy + 0.01, sz - wide), (face - 0.001, hy - 0.01, sz - 0.001)),
    )
    return tuple(slab(low, high, "skirting", "satin", 0.005) for low, high in blocks)


def _leaf(back: float, face: float, y: Vec2, z: Vec2, panels: int) -> Iterator[Part]:
    """A board with upright and lying rails on it, and in each field between them a raised panel."""
    tall = z[1] - z[0]
    rails = [z[0] + 0.08, *(z[0] + share * tall for share in ROWS[panels]), z[1] - RAIL / 2]
    heights = [0.16, *(RAIL for _ in ROWS[panels]), RAIL]
    middles = [y[0] + RAIL / 2, y[1] - RAIL / 2] if panels == 2 else [y[0] + RAIL / 2, 0.0, y[1] - RAIL / 2]
    yield slab((back, y[0] + 0.002, z[0] + 0.002), (face - 0.011, y[1] - 0.002, z[1] - 0.002), finish="satin")
    for middle in middles:
        yield slab(
            (back + 0.001, middle - RAIL / 2, z[0]),
            (face, middle + RAIL / 2, z[1]),
            finish="satin",
            bevel=0.003,
        )
    for middle, high in zip(rails, heights, strict=True):
        yield slab(
            (back + 0.002, y[0] + 0.004, middle - high / 2 + 0.001),
            (face - 0.0006, y[1] - 0.004, middle + high / 2 - 0.001),
            finish="satin",
            bevel=0.003,
        )
    edge = 0.022
    for left, right in pairwise(middles):
        for (below, lower), (above, upper) in pairwise(zip(rails, heights, strict=True)):
            yield slab(
                (back + 0.003, left + RAIL / 2 + edge, below + lower / 2 + edge),
                (face - 0.003, right - RAIL / 2 - edge, above - upper / 2 - edge),
                finish="satin",
                bevel=0.008,
            )


def _handle(face: float, tip: float, y: float, z: float, inwards: float) -> tuple[Part, ...]:
    """A lever over a keyhole on a long plate; the lever points away from the leaf's free edge."""
    reach = tip - 0.011
    return (
        slab(
            (face - 0.002, y - 0.024, z - 0.15), (face + 0.006, y + 0.024, z + 0.06), "steel", "metal", 0.002
        ),
        rod((face, y, z), (reach, y, z), 0.011, "steel", "metal"),
        slab(
            (tip - 0.022, min(y - 0.012 * inwards, y + 0.13 * inwards), z - 0.012),
            (tip, max(y - 0.012 * inwards, y + 0.13 * inwards), z + 0.012),
            "steel",
            "metal",
            0.005,
        ),
        slab((face, y - 0.006, z - 0.105), (face + 0.0068, y + 0.006, z - 0.070), "black"),
    )


register(
    Kind(
        name="door",
        low=(0.075, 0.85, 2.05),
        high=(0.075, 0.95, 2.05),
        source="DIN 18101: leaves of 735 and 860 mm, with their frame",
        colours=("white", "oak", "walnut", "grey", "green"),
        places=("floor",),
        build=build,
        variants={"panels": (2, 4, 6), "hinged": (0, 1)},
        front="the side with its handle",
        uses=("kitchen", "living_room", "bedroom", "office", "bathroom"),
        clear=0.8,
    )
)
