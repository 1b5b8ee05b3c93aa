"""A fireplace: a mantelpiece with pilasters around a dark firebox, logs on a grate and, in some, a fire.

Size: plain sense; 36 to 42 cm deep, 1.2 to 1.5 m wide, 1.05 to 1.2 m tall. Its back is the wall's side.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import rod, slab, turned
from spacenum_dsl.semantics.kind import Bulb, Kind, Size, Variant, register

HEARTH = 0.06
"""Metres: the height of the stone that the fire stands on."""
SHELF = 0.05
"""Metres: the thickness of the mantel shelf."""
JAMB = 0.24
"""Metres: the width of either side, pilaster and slip together."""
SLIP = 0.05
"""Metres: the width of the black frame around the mouth of the firebox."""
SURROUND = 0.10
"""Metres by which the shelf and the hearth stand out over the wall around the mouth."""
POWER = 4.0
"""Radiant watts of the fire."""
FLAMES = (
    (-0.045, -0.54, 0.055, 0.26, "orange"),
    (-0.050, -0.18, 0.064, 0.38, "orange"),
    (-0.048, 0.22, 0.062, 0.32, "orange"),
    (-0.040, 0.58, 0.052, 0.24, "orange"),
    (0.025, -0.36, 0.046, 0.20, "yellow"),
    (0.030, 0.04, 0.054, 0.24, "yellow"),
    (0.025, 0.42, 0.044, 0.18, "yellow"),
)
"""Each flame: metres in front of the fire's middle, share of its half length, radius and height in metres."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    face, edge, lintel = hx - SURROUND, hy - 0.05, 0.66 * sz
    inner, top = edge - JAMB, sz - SHELF
    middle, half = (face - hx) / 2 + 0.015, inner - 0.12
    return (
        slab((-hx, -hy, 0.0), (hx, hy, HEARTH), "charcoal", "satin", 0.004),
        slab((-hx, -hy, top), (hx, hy, sz), finish="satin", bevel=0.004),
        slab((-hx + 0.001, 0.03 - hy, top - 0.035), (hx - 0.03, hy - 0.03, top + 0.001), finish="satin"),
        slab((-hx + 0.002, 0.02 - edge, lintel - 0.002), (face, edge - 0.02, top - 0.03), finish="satin"),
        slab(
            (face - 0.01, 0.06 - inner, lintel + 0.07),
            (face + 0.012, inner - 0.06, top - 0.07),
            finish="satin",
            bevel=0.008,
        ),
        *(part for side in (-1, 1) for part in _jamb(side, hx, (inner, edge), face, (lintel, top))),
        *_hollow(hx, inner, face, lintel),
        *_logs(middle, half),
        *(_fire(middle, half) if variant["lit"] else ()),
    )


def _jamb(side: int, hx: float, y: Vec2, face: float, z: Vec2) -> Iterator[Part]:
    """A pilaster from its block on the hearth up to its capital under the shelf, and the wall behind it."""
    inner, outer = y
    wide = outer - inner
    lintel, top = z
    pieces = (
        (inner, outer - 0.02, HEARTH - 0.002, lintel + 0.010, face - 0.001, 0.0),
        (outer - 0.70 * wide, outer - 0.01, HEARTH - 0.003, top - 0.034, face + 0.030, 0.005),
        (outer - 0.76 * wide, outer, HEARTH - 0.004, HEARTH + 0.13, face + 0.045, 0.005),
        (outer - 0.77 * wide, outer + 0.002, top - 0.085, top - 0.030, face + 0.048, 0.005),
        (outer - 0.56 * wide, outer - 0.16 * wide, HEARTH + 0.19, top - 0.15, face + 0.040, 0.0),
    )
    for number, (near, far, low, high, ahead, bevel) in enumerate(pieces):
        left, right = sorted((side * near, side * far))
        back = -hx + 0.003 + 0.0006 * number
        yield slab((back, left, low), (ahead, right, high), finish="satin", bevel=bevel)


def _hollow(hx: float, inner: float, face: float, lintel: float) -> Iterator[Part]:
    """The firebox: a sooty back and ceiling, brick cheeks, and a black slip around its mouth."""
    back = -hx + 0.007
    yield slab((back, -inner - 0.01, HEARTH - 0.005), (-hx + 0.03, inner + 0.01, lintel + 0.005), "charcoal")
    yield slab(
        (back + 0.001, -inner - 0.011, lintel - 0.02), (face - 0.03, inner + 0.011, lintel + 0.004), "black"
    )
    yield slab((face - 0.041, -inner, lintel - SLIP), (face + 0.005, inner, lintel + 0.009), "black", "satin")
    for side in (-1, 1):
        left, right = sorted((side * (inner + 0.012), side * (inner - 0.02)))
        low, high = (back + 0.002, left, HEARTH - 0.006), (face - 0.03, right, lintel - 0.001)
        yield slab(low, high, "brick", "brick")
        left, right = sorted((side * (inner + 0.013), side * (inner - SLIP)))
        low, high = (face - 0.040, left, HEARTH - 0.007), (face + 0.006, right, lintel + 0.010)
        yield slab(low, high, "black", "satin")


def _logs(x: float, half: float) -> Iterator[Part]:
    """Three logs with pale ends on the bars of a grate, one of them on top of the others."""
    for bar in (-0.7, 0.0, 0.7):
        y = bar * half
        yield slab((x - 0.10, y - 0.010, HEARTH - 0.004), (x + 0.10, y + 0.010, HEARTH + 0.035), "black")
    for ahead, height, turn, reach in (
        (-0.05, 0.08, 0.02, 1.0),
        (0.05, 0.08, -0.015, 0.96),
        (0.0, 0.16, 0.03, 0.88),
    ):
        low = (x + ahead - turn, -reach * half, HEARTH + height)
        high = (x + ahead + turn, reach * half, HEARTH + height)
        yield rod(low, high, 0.048, "brown", "wood")
        for near, far in ((low, high), (high, low)):
            step = 0.006 / (2 * half)
            tip = (near[0] + step * (near[0] - far[0]), near[1] + step * (near[1] - far[1]), near[2])
            yield rod(near, tip, 0.038, "pine", segments=6)


def _fire(x: float, half: float) -> Iterator[Part]:
    """Flames that taper upwards, yellow ones in front of orange ones."""
    for ahead, share, wide, tall, paint in FLAMES:
        profile = ((0.0, 0.0), (wide, 0.24 * tall), (0.55 * wide, 0.62 * tall), (0.0, tall))
        yield turned(profile, (x + ahead, share * half, HEARTH + 0.10), paint, "glow", segments=8)


def bulbs(size: Size, variant: Variant) -> tuple[Bulb, ...]:
    if not variant["lit"]:
        return ()
    return (Bulb((size[0] / 2 - SURROUND - 0.01, 0.0, HEARTH + 0.36), 0.05, POWER),)


register(
    Kind(
        name="fireplace",
        low=(0.36, 1.20, 1.05),
        high=(0.42, 1.50, 1.20),
        source="plain sense: mantelpieces",
        colours=("white", "cream", "grey", "terracotta", "green"),
        places=("floor",),
        build=build,
        variants={"lit": (0, 1)},
        front="its open side",
        uses=("living_room",),
        top=0.9,
        clear=0.5,
        bulbs=bulbs,
    )
)
