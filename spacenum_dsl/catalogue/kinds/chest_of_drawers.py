"""A chest of drawers: three or four rows of drawers between two sides, under a top board, on short legs.

Some have bar handles across, some two round knobs to a drawer; the topmost drawer may be two small ones.
Size: plain sense after shop sheets; 45 to 50 cm deep, 80 to 100 cm wide, 80 to 100 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import FRONT, front, posts, slab, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    plane, foot, top = hx - FRONT, 0.12, sz - 0.028
    side = hy - 0.008
    rows, low, high = variant["rows"], foot + 0.022, top - 0.004
    tall = (high - low) / rows
    drawers: list[Part] = []
    for row in range(rows):
        z = (low + row * tall + 0.003, low + (row + 1) * tall - 0.003)
        split = row == rows - 1 and variant["knobs"] == 1
        y = side - 0.020
        halves: tuple[Vec2, ...] = ((-y, 0.0), (0.0, y)) if split else ((-y, y),)
        for half in halves:
            drawers += _drawer(plane, half, z, knobs=variant["knobs"] == 1)
    return (
        *posts((-hx + 0.035, plane - 0.025), (-side + 0.025, side - 0.025), (0.0, foot + 0.004), 0.045),
        slab((-hx + 0.004, -side, foot), (plane - 0.003, side, top + 0.001), finish="wood"),
        *(
            slab((plane - 0.012, y, foot + 0.001), (plane + 0.021, y + 0.018, top + 0.002), finish="wood")
            for y in (-side + 0.001, side - 0.019)
        ),
        slab(
            (plane - 0.014, -side + 0.002, foot + 0.002),
            (plane + 0.020, side - 0.002, foot + 0.020),
            finish="wood",
        ),
        slab(
            (plane - 0.010, -side + 0.010, foot + 0.010),
            (plane + 0.002, side - 0.010, top - 0.001),
            "charcoal",
        ),
        slab((-hx, -hy, top), (plane + 0.034, hy, sz), finish="wood", bevel=0.005),
        *drawers,
    )


def _drawer(plane: float, y: Vec2, z: Vec2, *, knobs: bool) -> tuple[Part, ...]:
    if not knobs:
        return front(plane, y, z, "across", grip=0.30, finish="wood", metal="charcoal")
    (panel,) = front(plane, y, z, "none", finish="wood")
    wide, middle = y[1] - y[0], (y[0] + y[1]) / 2
    shape = (
        (0.0, 0.0),
        (0.008, 0.0),
        (0.008, 0.012),
        (0.017, 0.018),
        (0.015, FRONT - 0.020),
        (0.0, FRONT - 0.018),
    )
    spots = (middle,) if wide < 0.6 else (middle - 0.27 * wide, middle + 0.27 * wide)
    return (
        panel,
        *(
            turned(
                shape,
                (plane + 0.018, spot, (z[0] + z[1]) / 2),
                "brass",
                "metal",
                segments=8,
                rotate=(0.0, 90.0, 0.0),
            )
            for spot in spots
        ),
    )


register(
    Kind(
        name="chest_of_drawers",
        low=(0.45, 0.80, 0.80),
        high=(0.50, 1.00, 1.00),
        source="plain sense after shop sheets",
        colours=("white", "oak", "walnut", "blue", "green"),
        places=("floor",),
        build=build,
        front="its drawers",
        uses=("bedroom",),
        variants={"rows": (3, 4), "knobs": (0, 1)},
        top=0.85,
    )
)
