"""A towel rail at the wall: a chrome rod between two brackets, one broad towel or two over it.

The towels have the object's colour, with pale stripes. Size: plain sense; a rail of 60 to 70 cm, 9 to
10 cm off the wall, towels that hang 48 to 58 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import cut_y, disc_x, rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

ROD = 0.011
"""Radius of the rail."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    x, z = hx - 0.036, sz - 0.032
    end = hy - 0.040
    rail = (
        rod((x, -hy, z), (x, hy, z), ROD, "chrome", "metal", segments=12),
        *(rod((-hx + 0.004, s * end, z), (x, s * end, z), 0.012, "chrome", "metal") for s in (-1, 1)),
        *(disc_x((-hx, s * end, z), 0.030, 0.012, "chrome", "metal") for s in (-1, 1)),
    )
    span = end - 0.03
    towels = (
        _towel(x, hx, (-0.90 * span, 0.86 * span), (0.0, sz), "body", "cream")
        if variant["towels"] == 1
        else (
            *_towel(x, hx, (-span, 0.08 * span), (0.0, sz), "body", "cream"),
            *_towel(x, hx - 0.001, (0.20 * span, span), (0.20, sz - 0.002), "cream", "body"),
        )
    )
    return (*rail, *towels)


def _towel(x: float, face: float, y: Vec2, z: Vec2, paint: str, stripe: str) -> tuple[Part, ...]:
    """A towel folded over the rail at `x`: front, shorter back, stripes across and a fringe below.

    Its stripes reach `face`, its fold z[1], its fringe z[0].
    """
    low, high = z
    front, back = face - 0.002, 2 * x - face + 0.002
    shoulder, hem = high - 0.018, low + 0.022
    width = y[1] - y[0]
    over = (
        (back, shoulder - 0.030),
        (front, shoulder - 0.030),
        (front, shoulder),
        (front - 0.008, high - 0.006),
        (x + 0.012, high),
        (x - 0.012, high),
        (back + 0.008, high - 0.006),
        (back, shoulder),
    )
    threads = 14
    step = width / threads
    return (
        cut_y(over, y, paint, "fabric"),
        slab(
            (x + 0.010, y[0] + 0.001, hem),
            (front - 0.001, y[1] - 0.001, shoulder - 0.020),
            paint,
            "fabric",
            0.006,
        ),
        slab(
            (back + 0.001, y[0] + 0.006, low + 0.10),
            (x - 0.010, y[1] - 0.006, shoulder - 0.020),
            paint,
            "fabric",
            0.006,
        ),
        *(
            slab((front - 0.008, y[0], low + a), (face, y[1], low + b), stripe, "fabric", 0.001)
            for a, b in ((0.055, 0.070), (0.080, 0.125), (0.135, 0.150))
        ),
        *(
            slab(
                (x + 0.014, y[0] + k * step + 0.15 * step, low),
                (front - 0.006, y[0] + k * step + 0.80 * step, hem + 0.008),
                stripe,
                "fabric",
            )
            for k in range(threads)
        ),
    )


register(
    Kind(
        name="towel_rail",
        low=(0.09, 0.60, 0.48),
        high=(0.10, 0.72, 0.58),
        source="plain sense after shop sheets: rails of 60 to 70 cm",
        colours=("blue", "turquoise", "red", "yellow", "pink"),
        places=("wall",),
        build=build,
        front="the towel's outer side",
        uses=("bathroom",),
        variants={"towels": (1, 2)},
    )
)
