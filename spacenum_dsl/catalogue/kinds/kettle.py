"""A kettle for the stove: a wide domed body, a short spout to the front, a black handle arched over the lid.

The spout is open or has a whistle on it. Size: plain sense after shop sheets; body 19 cm wide, 22 cm over
the spout, 21 to 24 cm to the handle's top.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Torus
from spacenum_dsl.catalogue.kinds._common import flush, rod, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    middle, body = r - hx, 0.60 * sz
    dome = (
        (0.0, 0.0),
        (0.92 * r, 0.0),
        (r, 0.10 * body),
        (0.97 * r, 0.32 * body),
        (0.85 * r, 0.60 * body),
        (0.66 * r, 0.80 * body),
        (0.44 * r, 0.91 * body),
        (0.40 * r, 0.96 * body),
        (0.0, body),
    )
    tube, ring = 0.010, 0.72 * r
    lift = sz - ring - tube
    run, rise = 0.50 * r, 0.50 * body
    mouth = (middle + 0.70 * r + run, 0.0, 0.42 * body + rise)

    def along(start: float, end: float) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Two points on the spout's axis, in shares of its length."""
        first, second = ((mouth[0] - (1 - s) * run, 0.0, mouth[2] - (1 - s) * rise) for s in (start, end))
        return first, second

    spout = rod(*along(0.0, 1.0), 0.027, finish="gloss", top=0.015, segments=12)
    tip = (
        rod(*along(0.82, 1.06), 0.0185, "black", "satin", top=0.0165, segments=12)
        if variant["whistle"]
        else rod(*along(0.95, 1.004), 0.0125, "black", segments=12)
    )
    nose = spout if variant["whistle"] == 0 else tip
    shift = flush(nose, 0, high=hx).at[0] - nose.at[0]
    return (
        turned(dome, (middle, 0.0, 0.0), finish="gloss", segments=20),
        *(
            Part(
                part.shape, (part.at[0] + shift, part.at[1], part.at[2]), part.rotate, part.paint, part.finish
            )
            for part in (spout, tip)
        ),
        Part(
            Torus(ring, tube, 0.0, 180.0, segments=10, sides=6),
            (middle, 0.0, lift),
            (90.0, 0.0, 0.0),
            "black",
            "satin",
        ),
        *(
            rod(
                (middle + s * ring, 0.0, 0.66 * body),
                (middle + s * ring, 0.0, lift + 0.002),
                0.006,
                "chrome",
                "metal",
                segments=4,
            )
            for s in (-1, 1)
        ),
        turned(
            (
                (0.0, body - 0.008),
                (0.010, body - 0.004),
                (0.017, body + 0.010),
                (0.010, body + 0.019),
                (0.0, body + 0.020),
            ),
            (middle, 0.0, 0.0),
            "black",
            "satin",
            segments=8,
        ),
    )


register(
    Kind(
        name="kettle",
        low=(0.225, 0.19, 0.21),
        high=(0.235, 0.19, 0.24),
        source="plain sense after shop sheets: stove-top kettles",
        colours=("red", "steel", "blue", "white", "yellow"),
        places=("surface",),
        build=build,
        front="its spout",
        uses=("kitchen",),
        variants={"whistle": (0, 1)},
    )
)
