"""A framed picture on the wall: mountains or a sea under a pale sun, in a black frame with a white mount.

The sky, most of what one sees, has the object's colour. Size: plain sense; 50 × 40 to 80 × 60 cm, 25 mm deep.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import cut_x, disc_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    rim = 0.03
    y, low, high = hy - rim, rim, sz - rim
    frame = (
        slab((-hx, -hy, 0.0), (hx, -y, sz), "black", "satin", 0.004),
        slab((-hx, y, 0.0), (hx, hy, sz), "black", "satin", 0.004),
        slab((-hx, -y - 0.005, 0.0), (hx - 0.0012, y + 0.005, low), "black", "satin", 0.004),
        slab((-hx, -y - 0.005, high), (hx - 0.0012, y + 0.005, sz), "black", "satin", 0.004),
    )
    mount = 0.045
    left, right, foot, head = -y + mount, y - mount, low + mount, high - mount
    wide, tall = right - left, head - foot
    x = -hx + 0.010

    def hill(a: float, peak: float, b: float, height: float, layer: int) -> Part:
        base = foot + 0.001 * (layer + 1)
        outline = (
            (left + a * wide, base),
            (left + b * wide, base),
            (left + peak * wide, base + height * tall),
        )
        return cut_x(outline, (x, x + 0.001 * (layer + 1)), ("cream", "charcoal", "grey", "white")[layer])

    sun = disc_x((x, left + 0.74 * wide, foot + 0.74 * tall), 0.10 * tall, 0.002, "cream")
    motif: tuple[Part, ...]
    if variant["motif"] == 0:
        motif = (
            hill(0.01, 0.34, 0.70, 0.66, 1),
            hill(0.42, 0.70, 0.99, 0.42, 2),
        )
    else:
        motif = (
            slab((x, left + 0.002, foot + 0.002), (x + 0.002, right - 0.002, foot + 0.34 * tall), "charcoal"),
            hill(0.28, 0.36, 0.37, 0.74, 3),
            hill(0.385, 0.39, 0.62, 0.60, 3),
            cut_x(
                (
                    (left + 0.30 * wide, foot + 0.12 * tall),
                    (left + 0.56 * wide, foot + 0.12 * tall),
                    (left + 0.64 * wide, foot + 0.24 * tall),
                    (left + 0.22 * wide, foot + 0.24 * tall),
                ),
                (x, x + 0.006),
                "brown",
            ),
        )
    return (
        *frame,
        slab((-hx + 0.001, -y - 0.004, low - 0.004), (x - 0.002, y + 0.004, high + 0.004), "white"),
        slab((-hx + 0.002, left, foot), (x + 0.001, right, head)),
        sun,
        *motif,
    )


register(
    Kind(
        name="picture",
        low=(0.025, 0.50, 0.40),
        high=(0.025, 0.80, 0.60),
        source="plain sense: framed prints",
        colours=("blue", "red", "green", "yellow", "orange"),
        places=("wall",),
        build=build,
        uses=("living_room", "bedroom", "office"),
        front="its painted side",
        variants={"motif": (0, 1)},
    )
)
