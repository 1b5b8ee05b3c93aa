"""A toilet: a ceramic bowl on its foot, a seat, a lid that is up or down, a cistern with a flush button.

Size: EN 33, close-coupled toilets; 66 to 70 cm deep, 37 to 40 cm wide, seat at 42 cm, cistern 82 to 86 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import rod, slab
from spacenum_dsl.catalogue.kinds._loft import Outline, loft, rounded
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

RIM = 0.395
"""Height of the bowl's rim."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    tank = -hx + 0.18
    wide, hinge = hy - 0.012, tank + 0.030

    def egg(low: float, high: float, half: float) -> Outline:
        return rounded((low, high), (-half, half), 0.055, (0.62 * (high - low), half), steps=(2, 6))

    bowl = loft(
        (
            (0.0, egg(-hx + 0.07, hx - 0.20, 0.120)),
            (0.024, egg(-hx + 0.07, hx - 0.20, 0.120)),
            (0.045, egg(-hx + 0.08, hx - 0.215, 0.104)),
            (0.20, egg(-hx + 0.08, hx - 0.185, 0.108)),
            (0.30, egg(-hx + 0.05, hx - 0.075, 0.80 * wide)),
            (RIM - 0.03, egg(-hx + 0.012, hx - 0.014, wide - 0.006)),
            (RIM, egg(-hx + 0.012, hx - 0.012, wide - 0.004)),
            (RIM, egg(hinge + 0.045, hx - 0.065, wide - 0.055)),
            (0.31, egg(hinge + 0.075, hx - 0.085, wide - 0.075)),
            (0.24, egg(hinge + 0.12, hx - 0.18, 0.045)),
        ),
        finish="ceramic",
    )
    water = loft(tuple((z, egg(hinge + 0.10, hx - 0.12, 0.078)) for z in (0.262, 0.268)), paint="glass")
    wooden = variant["wooden"] == 1
    low, high = RIM + 0.006, RIM + 0.028
    seat = loft(
        (
            (low, egg(hinge, hx - 0.006, wide)),
            (high - 0.008, egg(hinge, hx, wide + 0.004)),
            (high, egg(hinge + 0.010, hx - 0.010, wide - 0.008)),
            (high, egg(hinge + 0.062, hx - 0.068, wide - 0.058)),
            (low, egg(hinge + 0.056, hx - 0.060, wide - 0.050)),
        ),
        paint="oak" if wooden else "body",
        finish="wood" if wooden else "gloss",
        hoop=True,
    )
    up = variant["lid_up"] == 1
    long = min(hx - hinge, sz - high - 0.012) if up else hx - hinge
    cover = (
        (0.0, egg(0.0, long, wide)),
        (0.010, egg(-0.002, long, wide + 0.002)),
        (0.018, egg(0.008, long - 0.012, wide - 0.010)),
    )
    lid = loft(
        cover,
        (hinge - 0.003, 0.0, high + 0.008) if up else (hinge, 0.0, high + 0.003),
        "oak" if wooden else "body",
        "wood" if wooden else "gloss",
        rotate=(0.0, -90.0, 0.0) if up else (0.0, 0.0, 0.0),
    )
    hinges = tuple(
        rod(
            (hinge - 0.005, y - 0.03, high + 0.002),
            (hinge - 0.005, y + 0.03, high + 0.002),
            0.012,
            "chrome",
            "metal",
        )
        for y in (-0.08, 0.08)
    )
    return (
        bowl,
        water,
        seat,
        lid,
        *hinges,
        slab(
            (-hx + 0.004, -hy + 0.008, RIM - 0.004), (tank, hy - 0.008, sz - 0.040), "body", "ceramic", 0.022
        ),
        slab((-hx, -hy, sz - 0.050), (tank + 0.008, hy, sz - 0.007), "body", "ceramic", 0.012),
        Part(
            Cylinder(0.030, 0.016, segments=16),
            (-hx + 0.092, 0.0, sz - 0.008),
            paint="chrome",
            finish="metal",
        ),
    )


register(
    Kind(
        name="toilet",
        low=(0.66, 0.37, 0.82),
        high=(0.70, 0.40, 0.86),
        source="EN 33, close-coupled toilets",
        colours=("white", "pink", "turquoise", "beige"),
        places=("floor",),
        build=build,
        front="the front of its bowl",
        clear=0.4,
        uses=("bathroom",),
        variants={"lid_up": (0, 1), "wooden": (0, 1)},
    )
)
