"""A teapot: a round belly with a knob on its lid, a long spout to the front, an ear behind.

Size: plain sense; 15 cm wide, 25 to 27 cm from handle to spout, 15 to 17 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Torus
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import flush, rod, turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    body = 0.87 * sz
    ring, tube = 0.27 * sz, 0.0065
    middle = -hx + tube + ring + 0.92 * r - 0.006
    belly = (
        (0.0, 0.0),
        (0.58 * r, 0.0),
        (0.94 * r, 0.28 * body),
        (r, 0.50 * body),
        (0.86 * r, 0.78 * body),
        (0.56 * r, 0.93 * body),
        (0.0, body),
    )
    knob = ((0.0, body - 0.005), (0.007, body - 0.003), (0.013, sz - 0.010), (0.006, sz), (0.0, sz))
    spout = rod(
        (middle + 0.70 * r, 0.0, 0.24 * body),
        (hx - 0.008, 0.0, 0.94 * body),
        0.024,
        finish="gloss",
        top=0.010,
        segments=12,
    )
    return (
        turned(belly, (middle, 0.0, 0.0), finish="gloss"),
        turned(knob, (middle, 0.0, 0.0), finish="gloss", segments=8),
        flush(spout, 0, high=hx),
        Part(
            Torus(ring, tube, 90.0, 180.0, segments=8, sides=6),
            (-hx + tube + ring, 0.0, 0.50 * body),
            (90.0, 0.0, 0.0),
            finish="gloss",
        ),
    )


register(
    Kind(
        name="teapot",
        low=(0.25, 0.15, 0.15),
        high=(0.27, 0.15, 0.17),
        source="plain sense: teapots of one litre",
        colours=("white", "blue", "red", "green", "yellow"),
        places=("surface",),
        build=build,
        front="its spout",
    )
)
