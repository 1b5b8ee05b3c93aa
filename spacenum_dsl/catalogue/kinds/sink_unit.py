"""A sink unit: a kitchen base cabinet with a basin let into its worktop and a swan-necked tap behind it.

The basin is of steel with a draining board beside it, or of white ceramic with its front showing. Size:
EN 1116 kitchen modules: 600 mm deep, 800 to 1000 mm wide, worktop at 850 to 900 mm, tap 320 mm above it.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part, Torus, Vec2
from spacenum_dsl.catalogue.kinds._common import FRONT, front, rod, slab, turned
from spacenum_dsl.catalogue.kinds._kitchen import around
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

TAP = 0.32
"""Height in metres of the tap above the worktop."""
WORKTOP = 0.04
PLINTH = 0.10
DEEP = 0.17
"""How deep (metres) the basin is."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    plane, top = hx - FRONT, sz - TAP
    below = top - WORKTOP
    ceramic = bool(variant["ceramic"])
    bowl_x = (-hx + 0.15, plane - 0.02 if ceramic else plane - 0.07)
    bowl_y = (-hy + 0.13, hy - 0.13) if ceramic else (-hy + 0.09, 0.02)
    split = top - 0.23 if ceramic else below
    grip = split - 0.14
    hull = top - DEEP - 0.03
    edge = hx - 0.012
    tap_y = (bowl_y[0] + bowl_y[1]) / 2
    doors = (
        *front(plane, (-hy, 0.0), (PLINTH, split), "high_y", grip_z=grip),
        *front(plane, (0.0, hy), (PLINTH, split), "low_y", grip_z=grip),
    )
    reveal = (plane - 0.010, plane + 0.002)
    return (
        slab((-hx, -hy, PLINTH), (plane - 0.003, hy, hull)),
        slab((-hx, -hy + 0.02, hull), (-hx + 0.02, hy - 0.02, below)),
        *(
            slab(
                (-hx, min(s * hy, s * (hy - 0.02)), hull),
                (plane - 0.003, max(s * hy, s * (hy - 0.02)), below),
            )
            for s in (-1, 1)
        ),
        *(
            slab(
                (plane - 0.02, min(s * bowl_y[1], s * (hy - 0.003)), split + 0.002),
                (plane + 0.015, max(s * bowl_y[1], s * (hy - 0.003)), below - 0.001),
                finish="satin",
                bevel=0.003,
            )
            for s in ((-1, 1) if ceramic else ())
        ),
        slab((reveal[0], -hy + 0.004, PLINTH + 0.002), (reveal[1], hy - 0.004, split - 0.001), "charcoal"),
        slab((-hx + 0.002, -hy + 0.002, 0.0), (plane - 0.05, hy - 0.002, PLINTH + 0.001), "charcoal"),
        *doors,
        *_worktop((-hx, edge), hy, (below, top), bowl_x, bowl_y, ceramic=ceramic),
        *(_ceramic(bowl_x, bowl_y, plane, top) if ceramic else _steel(bowl_x, bowl_y, hy, top)),
        *_tap((-hx + 0.075, tap_y, top), sz),
    )


def _worktop(x: Vec2, hy: float, z: Vec2, bowl_x: Vec2, bowl_y: Vec2, *, ceramic: bool) -> tuple[Part, ...]:
    """Slabs of wood around the basin; before a ceramic one there is none."""
    side = tuple(
        slab((bowl_x[0], y[0], z[0]), (x[1], y[1], z[1]), "pine", "wood")
        for y in ((-hy, bowl_y[0]), (bowl_y[1], hy))
    )
    back = slab((x[0], -hy, z[0]), (bowl_x[0], hy, z[1]), "pine", "wood")
    if ceramic:
        return (back, *side)
    return (back, *side, slab((bowl_x[1], bowl_y[0], z[0]), (x[1], bowl_y[1], z[1]), "pine", "wood"))


def _drain(x: Vec2, y: Vec2, floor: float) -> Part:
    at = ((x[0] + x[1]) / 2, (y[0] + y[1]) / 2, floor)
    return Part(Cylinder(0.035, 0.006, segments=12), at, paint="charcoal", finish="satin")


def _steel(x: Vec2, y: Vec2, hy: float, top: float) -> tuple[Part, ...]:
    """A basin with a flat rim, and ridges to drain on at its side."""
    floor, lip = top - DEEP, top + 0.005
    board = (y[1] + 0.05, hy - 0.04)
    ridges = 6
    pitch = (x[1] - x[0]) / ridges
    return (
        *around(
            (x[0] + 0.001, x[1] - 0.001), (y[0] + 0.001, y[1] - 0.001), (floor, lip), 0.03, "steel", "satin"
        ),
        slab(
            (x[0] - 0.02, y[0] - 0.02, floor - 0.01),
            (x[1] + 0.02, y[1] + 0.02, floor + 0.001),
            "steel",
            "satin",
        ),
        slab(
            (x[0] - 0.026, y[1] + 0.01, top - 0.002),
            (x[1] + 0.026, board[1] + 0.02, lip - 0.001),
            "steel",
            "satin",
            0.002,
        ),
        *(
            slab(
                (x[0] + (k + 0.28) * pitch, board[0], lip - 0.002),
                (x[0] + (k + 0.72) * pitch, board[1], lip + 0.006),
                "chrome",
                "satin",
                0.003,
            )
            for k in range(ridges)
        ),
        _drain(x, y, floor + 0.002),
    )


def _ceramic(x: Vec2, y: Vec2, plane: float, top: float) -> tuple[Part, ...]:
    """A basin with thick walls, whose front stands before the doors."""
    floor, lip, thick = top - DEEP, top + 0.008, 0.03
    face, base = plane + 0.045, top - 0.225
    left, right = y[0] - 0.012, y[1] + 0.012
    return (
        slab((x[1] - thick, left, base), (face, right, lip), "white", "gloss", 0.012),
        slab(
            (x[0] - 0.012, left + 0.002, floor - 0.018),
            (x[0] + thick, right - 0.002, lip - 0.002),
            "white",
            "gloss",
            0.006,
        ),
        *(
            slab(
                (x[0], low, floor - 0.019), (x[1], low + thick + 0.012, lip - 0.001), "white", "gloss", 0.006
            )
            for low in (left + 0.001, right - thick - 0.013)
        ),
        slab((x[0], left + 0.005, floor - 0.02), (x[1], right - 0.005, floor + 0.001), "white", "gloss"),
        _drain((x[0], x[1]), y, floor + 0.002),
    )


def _tap(foot: tuple[float, float, float], high: float) -> tuple[Part, ...]:
    """A pipe that bends over the basin, and a lever at its side."""
    x, y, z = foot
    tube, ring = 0.018, 0.085
    bend = high - ring - tube
    return (
        turned(
            ((0.0, z - 0.002), (0.034, z - 0.002), (0.030, z + 0.020), (0.022, z + 0.075), (0.0, z + 0.078)),
            (x, y, 0.0),
            "chrome",
            "metal",
            segments=12,
        ),
        rod((x, y, z + 0.05), (x, y, bend + 0.001), tube, "chrome", "metal", segments=12),
        Part(
            Torus(ring, tube, 0.0, 180.0, segments=12, sides=8),
            (x + ring, y, bend),
            (90.0, 0.0, 0.0),
            "chrome",
            "metal",
        ),
        rod(
            (x + 2 * ring, y, bend - 0.055),
            (x + 2 * ring, y, bend + 0.001),
            0.020,
            "chrome",
            "metal",
            segments=12,
            top=0.017,
        ),
        rod((x, y + 0.015, z + 0.045), (x + 0.02, y + 0.105, z + 0.085), 0.011, "chrome", "metal", top=0.009),
    )


register(
    Kind(
        name="sink_unit",
        low=(0.60, 0.80, 1.17),
        high=(0.60, 1.00, 1.22),
        source="EN 1116 kitchen modules",
        colours=("white", "blue", "green", "grey", "red"),
        places=("floor",),
        uses=("kitchen",),
        build=build,
        front="its doors",
        variants={"ceramic": (0, 1)},
    )
)
