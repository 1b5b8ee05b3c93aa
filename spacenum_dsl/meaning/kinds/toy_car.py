"""A toy car: a bonnet, a cabin with dark windows, four black wheels. Its nose points to the front.

Size: plain sense; a chunky wooden or tin car is about 130 mm long.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import cut_y, slab


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    wheel, side = 0.098 * sx, hy - 0.003
    belt = 0.58 * sz
    hull = (
        (-hx + 0.004, 0.15 * sz),
        (hx - 0.006, 0.15 * sz),
        (hx, 0.26 * sz),
        (hx - 0.003, 0.52 * sz),
        (0.18 * sx, belt),
        (-hx + 0.003, belt),
        (-hx, 0.42 * sz),
    )
    windows = (
        (-0.36 * sx, belt - 0.002),
        (0.17 * sx, belt - 0.002),
        (0.045 * sx, sz - 0.004),
        (-0.27 * sx, sz - 0.004),
    )
    roof = slab(
        (-0.28 * sx, -side + 0.005, sz - 0.006), (0.055 * sx, side - 0.005, sz), finish="gloss", bevel=0.002
    )
    pillar = slab(
        (-0.125 * sx, -side + 0.0055, belt - 0.003), (-0.075 * sx, side - 0.0055, sz - 0.003), finish="gloss"
    )
    axles = (-0.28 * sx, 0.29 * sx)
    tyres = tuple(
        Part(Cylinder(wheel, 0.012, segments=12), (x, s * (hy - 0.007), wheel), (90.0, 0.0, 0.0), "black")
        for x in axles
        for s in (-1, 1)
    )
    hubs = tuple(
        Part(Cylinder(0.5 * wheel, sy, segments=8), (x, 0.0, wheel), (90.0, 0.0, 0.0), "white") for x in axles
    )
    lamps = tuple(
        slab((hx - 0.008, y - 0.004, 0.32 * sz), (hx - 0.0005, y + 0.004, 0.42 * sz), "yellow", "gloss")
        for y in (-0.6 * side, 0.6 * side)
    )
    return (
        cut_y(hull, (-side, side), finish="gloss"),
        cut_y(windows, (-side + 0.006, side - 0.006), "screen", "gloss"),
        roof,
        pillar,
        *tyres,
        *hubs,
        *lamps,
    )


register(
    Kind(
        name="toy_car",
        low=(0.120, 0.055, 0.050),
        high=(0.140, 0.062, 0.056),
        source="plain sense: chunky wooden and tin cars",
        colours=("red", "blue", "yellow", "green", "white"),
        places=("surface", "floor"),
        build=build,
        front="its nose",
    )
)
