"""A toy car: a bonnet, a cabin with dark windows, four black wheels, lamps and bumpers at both ends.

Its nose points to the front. Size: plain sense; a chunky wooden or tin car is about 130 mm long.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import cut_y, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    wheel, side, nose = 0.105 * sx, hy - 0.003, hx - 0.003
    belt = 0.58 * sz
    estate = bool(variant["estate"])
    hull = (
        (-nose + 0.003, 0.17 * sz),
        (nose - 0.003, 0.17 * sz),
        (nose, 0.26 * sz),
        (nose - 0.003, 0.50 * sz),
        (nose - 0.010, 0.55 * sz),
        (0.18 * sx, belt),
        (-nose + 0.004, belt),
        (-nose, 0.50 * sz),
    )
    rear, back = (-0.455 * sx, -0.43 * sx) if estate else (-0.36 * sx, -0.27 * sx)
    windows = ((rear, belt - 0.002), (0.17 * sx, belt - 0.002), (0.045 * sx, sz - 0.004), (back, sz - 0.004))
    roof = slab(
        (back - 0.01 * sx, -side + 0.005, sz - 0.006),
        (0.055 * sx, side - 0.005, sz),
        finish="gloss",
        bevel=0.002,
    )
    pillars = tuple(
        slab(
            (x * sx, -side + 0.0055, belt - 0.003),
            ((x + 0.045) * sx, side - 0.0055, sz - 0.003),
            finish="gloss",
        )
        for x in ((-0.12, -0.31) if estate else (-0.12,))
    )
    axles = (-0.29 * sx, 0.29 * sx)
    tyres = tuple(
        Part(Cylinder(wheel, 0.012, segments=16), (x, s * (hy - 0.007), wheel), (90.0, 0.0, 0.0), "black")
        for x in axles
        for s in (-1, 1)
    )
    hubs = tuple(
        Part(Cylinder(0.5 * wheel, sy, segments=8), (x, 0.0, wheel), (90.0, 0.0, 0.0), "white") for x in axles
    )
    lamps = tuple(
        slab((x - 0.004, y - 0.006, 0.33 * sz), (x + 0.0005, y + 0.006, 0.46 * sz), paint, "gloss")
        for x, paint in ((nose, "yellow"), (-nose + 0.0035, "orange"))
        for y in (-0.66 * side, 0.66 * side)
    )
    bumpers = (
        slab((nose - 0.004, -side + 0.002, 0.19 * sz), (hx, side - 0.002, 0.29 * sz), "chrome", "metal"),
        slab((-hx, -side + 0.002, 0.19 * sz), (-nose + 0.004, side - 0.002, 0.29 * sz), "chrome", "metal"),
    )
    grille = slab(
        (nose - 0.004, -0.30 * side, 0.33 * sz), (nose + 0.0005, 0.30 * side, 0.45 * sz), "charcoal"
    )
    return (
        cut_y(hull, (-side, side), finish="gloss"),
        cut_y(windows, (-side + 0.006, side - 0.006), "screen", "gloss"),
        roof,
        *pillars,
        *tyres,
        *hubs,
        *lamps,
        *bumpers,
        grille,
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
        uses=("bedroom", "living_room", "desk"),
        variants={"estate": (0, 1)},
    )
)
