"""A computer mouse: a low hump with two buttons and a wheel; its cord bends back along it and ends in a plug.

Size: plain sense after shop sheets; the mouse is 11 to 12 cm long, 6 cm wide and 4 cm high, its cord lies
on the table beside it.
"""

from __future__ import annotations

import math

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Cylinder, Ellipsoid, Part, Prism, Torus
from spacenum_dsl.catalogue.kinds._common import cut_x, cut_y, rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

CORD, WHEEL = 0.0028, 0.013
"""Radius of the cord and of the wheel, in metres."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    bend = 0.026
    length, wide = sx - 2 * CORD - bend - 0.006, 0.062
    rx, ry, rz = length / 2, wide / 2, sz / 2
    cx, cy = -hx + rx, -hy + ry
    steps = [exact.turn(360.0 * k / 16) for k in range(16)]
    waist = tuple((rx * c, ry * s) for c, s in steps)

    def arch(x: float, y: float, over: float) -> float:
        """Height of the hump, `over` metres above its skin."""
        u, v = x / rx, y / ry
        share = 1 - u * u - v * v
        return rz + rz * math.sqrt(max(share, 0.0)) + over

    seam_x = 0.34 * rx
    along = [seam_x + (0.93 * rx - seam_x) * k / 6 for k in range(7)]
    across = [-0.9 * ry + 1.8 * ry * k / 8 for k in range(9)]
    split = ((along[0], rz), (along[-1], rz), *((x, arch(x, 0.0, 0.0007)) for x in reversed(along)))
    seam = ((across[0], rz), (across[-1], rz), *((y, arch(seam_x, y, 0.0007)) for y in reversed(across)))
    turn = cy + bend
    start = hx - CORD - bend
    return (
        Part(Prism(waist, rz), (cx, cy, 0.0), finish="satin"),
        Part(Ellipsoid((rx, ry, rz), 16), (cx, cy, rz), finish="satin"),
        cut_y([(x + cx, z) for x, z in split], (cy - 0.0008, cy + 0.0008), "charcoal"),
        cut_x([(y + cy, z) for y, z in seam], (cx + seam_x - 0.0008, cx + seam_x + 0.0008), "charcoal"),
        Part(
            Cylinder(WHEEL, 0.008, segments=8),
            (cx + 0.58 * rx, cy, sz - WHEEL),
            (90.0, 0.0, 0.0),
            "steel",
            "satin",
        ),
        rod((cx + rx - 0.004, cy, CORD), (start + 0.001, cy, CORD), CORD, "charcoal", "satin", segments=6),
        Part(Torus(bend, CORD, 270.0, 180.0, 8, 8), (start, turn, CORD), paint="charcoal", finish="satin"),
        rod(
            (start + 0.001, turn + bend, CORD),
            (-0.1 * sx, turn + bend, CORD),
            CORD,
            "charcoal",
            "satin",
            segments=6,
        ),
        slab((-0.1 * sx - 0.030, hy - 0.018, 0.0), (-0.1 * sx, hy, 0.009), "charcoal", "satin"),
        slab(
            (-0.1 * sx - 0.044, hy - 0.015, 0.002), (-0.1 * sx - 0.029, hy - 0.003, 0.0065), "chrome", "metal"
        ),
    )


register(
    Kind(
        name="computer_mouse",
        low=(0.145, 0.096, 0.038),
        high=(0.155, 0.096, 0.042),
        source="plain sense after shop sheets: 11 to 12 cm long without its cord",
        colours=("white", "grey", "black", "red", "blue"),
        places=("surface",),
        build=build,
        front="the end with its buttons and its wheel",
        uses=("desk", "office"),
    )
)
