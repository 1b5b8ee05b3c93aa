"""A teapot: a round or an upright belly, a knob on its lid, a bent spout to the front, an ear-shaped handle.

Size: plain sense; 15 cm wide, 25 to 27 cm from handle to spout, 15 to 17 cm tall.
"""

from __future__ import annotations

from dataclasses import replace

from spacenum_dsl.base.parts import Ellipsoid, Part, Torus, mesh_of
from spacenum_dsl.catalogue.kinds._common import rod, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, r = sx / 2, sy / 2
    body = 0.86 * sz
    ring, tube = 0.27 * sz, 0.0075
    middle = -hx + tube + ring + 0.92 * r - 0.006
    lid = 0.90 * body
    belly = (
        (
            (0.0, 0.0),
            (0.80 * r, 0.0),
            (r, 0.10 * body),
            (0.98 * r, 0.40 * body),
            (0.82 * r, 0.70 * body),
            (0.58 * r, lid),
            (0.52 * r, lid + 0.004),
            (0.0, body),
        )
        if variant["upright"]
        else (
            (0.0, 0.0),
            (0.58 * r, 0.0),
            (0.92 * r, 0.24 * body),
            (r, 0.48 * body),
            (0.88 * r, 0.74 * body),
            (0.58 * r, lid),
            (0.52 * r, lid + 0.004),
            (0.0, body),
        )
    )
    bend = (middle + 1.10 * r, 0.0, 0.56 * body)
    mouth = (hx - 0.012, 0.0, 0.96 * body)
    lip = (mouth[0] + 0.04 * (mouth[0] - bend[0]), 0.0, mouth[2] + 0.04 * (mouth[2] - bend[2]))
    inner = (mouth[0] - 0.1 * (mouth[0] - bend[0]), 0.0, mouth[2] - 0.1 * (mouth[2] - bend[2]))
    spout = (
        rod((middle + 0.62 * r, 0.0, 0.24 * body), bend, 0.027, finish="ceramic", top=0.0165, segments=8),
        rod(bend, mouth, 0.0168, finish="ceramic", top=0.011, segments=8),
        rod(inner, lip, 0.0085, "soil", segments=8),
    )
    shift = hx - float(mesh_of(spout).bounds[1, 0])
    return (
        turned(belly, (middle, 0.0, 0.0), finish="ceramic", segments=24),
        rod((middle, 0.0, body - 0.006), (middle, 0.0, sz - 0.014), 0.006, finish="ceramic", segments=4),
        Part(Ellipsoid((0.013, 0.013, 0.010), 8), (middle, 0.0, sz - 0.010), finish="ceramic"),
        *(replace(part, at=(part.at[0] + shift, part.at[1], part.at[2])) for part in spout),
        Part(
            Torus(ring, tube, 90.0, 180.0, segments=8, sides=6),
            (-hx + tube + ring, 0.0, 0.50 * body),
            (90.0, 0.0, 0.0),
            finish="ceramic",
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
        uses=("kitchen", "living_room"),
        variants={"upright": (0, 1)},
    )
)
