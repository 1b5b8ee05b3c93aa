"""A kettle for the stove: a wide domed body, a short spout to the front, a black handle arched over the lid.

Size: plain sense after shop sheets; body 19 cm wide, 22 cm over the spout, 21 to 24 cm to the handle's top.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Torus
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import flush, rod, turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    middle, body = r - hx, 0.60 * sz
    dome = (
        (0.0, 0.0),
        (0.94 * r, 0.0),
        (r, 0.14 * body),
        (0.90 * r, 0.50 * body),
        (0.66 * r, 0.80 * body),
        (0.42 * r, 0.92 * body),
        (0.0, body),
    )
    tube = 0.009
    ring = 0.72 * r
    arch = Torus(ring, tube, 0.0, 180.0, segments=8, sides=6)
    lift = sz - ring - tube
    spout = rod(
        (middle + 0.70 * r, 0.0, 0.42 * body),
        (middle + 1.20 * r, 0.0, 0.92 * body),
        0.026,
        finish="gloss",
        top=0.014,
    )
    return (
        turned(dome, (middle, 0.0, 0.0), finish="gloss"),
        flush(spout, 0, high=hx),
        Part(arch, (middle, 0.0, lift), (90.0, 0.0, 0.0), "black", "satin"),
        *(
            rod(
                (middle + s * ring, 0.0, 0.70 * body),
                (middle + s * ring, 0.0, lift + 0.002),
                0.006,
                "black",
                segments=4,
            )
            for s in (-1, 1)
        ),
        turned(
            ((0.0, body - 0.006), (0.012, body - 0.006), (0.016, body + 0.014), (0.0, body + 0.020)),
            (middle, 0.0, 0.0),
            "black",
            segments=6,
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
    )
)
