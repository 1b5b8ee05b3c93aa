"""A potted plant: broad leaves on their own stems, or a trunk under a tuft of slender ones that hang over.

The pot has the colour. Size: plain sense; house plants of 50 to 60 cm across and 75 to 105 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Part, mesh_of
from spacenum_dsl.catalogue.kinds._common import rod, turned
from spacenum_dsl.catalogue.kinds._loft import loft
from spacenum_dsl.catalogue.kinds._office import carried, pushed
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

POT, RIM = 0.28, 0.155
"""Metres: the height of the pot and the radius of its rim."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    pot = (
        (0.0, 0.0),
        (0.105, 0.0),
        (RIM - 0.014, POT - 0.055),
        (RIM, POT - 0.055),
        (RIM, POT),
        (RIM - 0.018, POT),
        (0.0, POT - 0.03),
    )
    soil = ((0.0, POT - 0.035), (RIM - 0.019, POT - 0.004), (0.0, POT + 0.012))
    return (
        turned(pot, finish="satin", segments=20),
        turned(soil, paint="soil", segments=12),
        *(_tuft(size) if variant["slender"] else _bush(size)),
    )


def _bush(size: Size) -> tuple[Part, ...]:
    """Broad leaves: the four lowest reach the sides of the box, the last one its top."""
    sx, sy, sz = size
    room, grown = sz - POT, sz / 0.85
    parts: list[Part] = []

    def grow(leaf: Part, heading: float, share: float, reach: float) -> None:
        """A leaf up to a share of the room over the pot, its tip so far (metres) from the axis; its stem."""
        bounds = mesh_of((leaf,)).bounds
        out, up = reach - float(bounds[1, 0]), POT + share * room - float(bounds[1, 2])
        c, s = exact.turn(heading)
        base = (out * c, out * s, up)
        parts.extend(carried((leaf,), (0.0, 0.0, heading), base))
        parts.append(rod((0.25 * base[0], 0.25 * base[1], POT - 0.02), base, 0.006, "leaf", segments=4))

    for number, share in enumerate((0.48, 0.38, 0.54, 0.43)):
        grow(_leaf(0.29 * grown, 0.080 * grown, 40.0, 0.45), 90.0 * number, share, (sx, sy)[number % 2] / 2)
    for number, share in enumerate((0.76, 0.66, 0.80, 0.62, 0.86)):
        grow(_leaf(0.27 * grown, 0.070 * grown, 56.0, 0.35), 40.0 + 144.0 * number, share, 0.44 * min(sx, sy))
    for number, share in enumerate((0.90, 0.95, 1.0)):
        grow(_leaf(0.26 * grown, 0.062 * grown, 78.0, 0.18), 10.0 + 120.0 * number, share, 0.22 * min(sx, sy))
    return tuple(parts)


def _tuft(size: Size) -> tuple[Part, ...]:
    """A trunk and slender leaves from its head: four reach the sides of the box, the last one its top."""
    sx, sy, sz = size
    head = (0.0, 0.0, sz - 0.34)
    parts = [rod((0.010, -0.006, POT - 0.02), (0.0, 0.0, head[2] + 0.02), 0.022, "walnut", top=0.017)]
    for number in range(4):
        parts += carried((_reaching((sx, sy)[number % 2] / 2, 48.0, 0.70),), (0.0, 0.0, 90.0 * number), head)
    for number in range(5):
        blade = _reaching(0.43 * min(sx, sy), 64.0, 0.45)
        parts += carried((blade,), (0.0, 0.0, 20.0 + 72.0 * number), head)
    for number in range(4):
        upright = _leaf(0.33, 0.022, 82.0, 0.10)
        base = (0.0, 0.0, sz - float(mesh_of((upright,)).bounds[1, 2])) if number == 3 else head
        parts += carried((upright,), (0.0, 0.0, 45.0 + 90.0 * number), base)
    return tuple(parts)


def _reaching(reach: float, rise: float, droop: float) -> Part:
    """A slender leaf from the origin towards +x until `reach`, metres."""
    short = float(mesh_of((_leaf(1.0, 0.07, rise, droop),)).bounds[1, 0])
    return pushed((_leaf(reach / short, 0.07 * reach / short, rise, droop),), 0, high=reach)[0]


def _leaf(length: float, half: float, rise: float, droop: float) -> Part:
    """A leaf from the origin towards +x, folded along its midrib.

    It starts `rise` degrees steep and hangs down by `droop` of its length until its tip; `half` is half its
    width, metres.
    """
    rings = []
    for share in (0.01, 0.16, 0.36, 0.58, 0.80, 0.995):
        wide = half * exact.sin(180.0 * exact.power(share, 0.85))
        down = droop * length * share * share
        edge = down - 0.35 * wide
        rings.append(
            (length * share, ((down + 0.002, 0.0), (edge, wide), (down - 0.002, 0.0), (edge, -wide)))
        )
    return loft(rings, paint="leaf", finish="satin", rotate=(0.0, 90.0 - rise, 0.0))


register(
    Kind(
        name="plant",
        low=(0.50, 0.50, 0.75),
        high=(0.60, 0.60, 1.05),
        source="plain sense: house plants",
        colours=("terracotta", "white", "black", "blue"),
        places=("floor",),
        build=build,
        uses=("living_room", "bedroom", "office"),
        variants={"slender": (0, 1)},
    )
)
