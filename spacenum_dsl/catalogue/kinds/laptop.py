"""A laptop, open: rows of dark keys and a touch pad on a flat base, a bright screen that leans back a little.

Size: plain sense after shop sheets; 13 to 15 inches, 31 to 36 cm wide. It faces the one who types.
"""

from __future__ import annotations

from dataclasses import replace

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Part, Vec2, rotation
from spacenum_dsl.catalogue.kinds._common import flush, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

LEAN = 14.0
"""Degrees by which the screen leans back from upright."""

DRAWINGS = {
    0: (
        ((-0.38, 0.16), (-0.28, 0.34), 0.003, "white"),
        ((0.22, 0.40), (0.04, 0.34), 0.003, "yellow"),
        *(
            ((-0.33, 0.10 - 0.08 * (k % 2)), (0.20 - 0.13 * k, 0.24 - 0.13 * k), 0.004, "grey")
            for k in range(4)
        ),
    ),
    1: (
        ((-0.39, 0.39), (-0.31, 0.37), 0.003, "white"),
        *(
            ((left, left + 0.10), (-0.26, top), 0.004, paint)
            for left, top, paint in (
                (-0.33, 0.02, "blue"),
                (-0.18, 0.16, "red"),
                (-0.03, -0.06, "green"),
                (0.12, 0.28, "blue"),
                (0.27, 0.10, "orange"),
            )
        ),
    ),
}
"""What is on the screen, a text or a chart: ranges across and up in shares of it, lift in metres, paint."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    base, thick = 0.018, 0.008
    turn = (0.0, -LEAN, 0.0)
    rise, slope = exact.turn(LEAN)
    length = (sz - 0.5 * base - thick * slope) / rise
    back = -hx + length * slope
    lid = Part(Box((thick, sy - 0.004, length), 0.002), rotate=turn, finish="satin")
    lid = flush(flush(lid, 0, low=-hx), 2, high=sz)
    ahead, up = rotation(turn)[:, 0], rotation(turn)[:, 2]

    def shown(y: Vec2, z: Vec2, lift: float, paint: str) -> Part:
        """A plate on the screen; y and z in shares of it, from its centre."""
        out, high = thick / 2 + lift / 2, length * (z[0] + z[1]) / 2
        at = lid.at
        plate = Box((lift, sy * (y[1] - y[0]), length * (z[1] - z[0])))
        return replace(
            lid,
            shape=plate,
            at=(
                at[0] + float(ahead[0]) * out + float(up[0]) * high,
                sy * (y[0] + y[1]) / 2,
                at[2] + float(ahead[2]) * out + float(up[2]) * high,
            ),
            paint=paint,
        )

    keys = back + 0.030
    pad = keys + 0.54 * (hx - keys)
    return (
        slab((back - 0.004, -hy, 0.0), (hx, hy, base), finish="satin", bevel=0.004),
        lid,
        shown((-0.47, 0.47), (-0.40, 0.46), 0.001, "charcoal"),
        shown((-0.45, 0.45), (-0.37, 0.43), 0.002, "turquoise"),
        *(shown(*field) for field in DRAWINGS[variant["chart"]]),
        *_keys((keys, pad), 0.43 * sy, base),
        slab(
            (pad + 0.010, -0.16 * sy, base - 0.002),
            (hx - 0.010, 0.16 * sy, base + 0.001),
            "charcoal",
            "satin",
        ),
    )


def _keys(x: Vec2, half: float, z: float) -> tuple[Part, ...]:
    """Five rows of keys on the base; the row nearest the user has a long one in its middle."""
    deep, wide = (x[1] - x[0]) / 5, 2 * half / 12
    rows = [[(k, k + 1) for k in range(12)]] * 4 + [
        [(0, 1), (1, 2), (2, 3), (3, 9), (9, 10), (10, 11), (11, 12)]
    ]
    return tuple(
        slab(
            (x[0] + row * deep, start * wide - half + 0.0015, z - 0.002),
            (x[0] + (row + 1) * deep - 0.003, end * wide - half - 0.0015, z + 0.002),
            "charcoal",
        )
        for row, spans in enumerate(rows)
        for start, end in spans
    )


register(
    Kind(
        name="laptop",
        low=(0.25, 0.31, 0.22),
        high=(0.28, 0.36, 0.24),
        source="plain sense after shop sheets: 13 to 15 inches",
        colours=("grey", "white", "red", "blue"),
        places=("surface",),
        build=build,
        front="the edge of the keyboard",
        uses=("desk", "office"),
        variants={"chart": (0, 1)},
    )
)
