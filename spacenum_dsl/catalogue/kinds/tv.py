"""A television: a wide dark screen in a slim frame, a standby light, two short spread feet, a bulge behind.

Size: plain sense after shop sheets; screens of 43 to 55 inches: 0.97 to 1.25 m wide, 0.62 to 0.78 m tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import cut_x, cut_y, disc_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    low, deep, rim, chin = 0.07, 0.022, 0.022, 0.045
    spread = 0.33 * sy
    foot = ((-hx, 0.0), (hx, 0.0), (hx, 0.012), (0.016, low + 0.02), (-0.016, low + 0.02), (-hx, 0.012))
    return (
        slab((-deep, -hy, low), (deep, hy, sz), finish="satin", bevel=0.006),
        slab(
            (-0.06, -0.36 * sy, low + 0.05),
            (-deep + 0.004, 0.36 * sy, low + 0.55 * sz),
            "charcoal",
            bevel=0.012,
        ),
        slab((0.0, -hy + rim, low + chin), (deep + 0.0015, hy - rim, sz - rim), "screen", "gloss"),
        *(_broadcast(deep + 0.0015, hy - rim, (low + chin, sz - rim)) if variant["on"] else ()),
        slab((0.0, -0.05, low + 0.018), (deep + 0.001, 0.05, low + 0.028), "chrome", "metal"),
        slab((0.0, 0.40 * sy, low + 0.019), (deep + 0.001, 0.40 * sy + 0.012, low + 0.027), "red", "glow"),
        *(cut_y(foot, (s * spread - 0.014, s * spread + 0.014), "charcoal", "satin") for s in (-1, 1)),
    )


def _broadcast(face: float, y: float, z: Vec2) -> tuple[Part, ...]:
    """A bright picture that fills the screen: hills under an evening sky, a strip of text below."""
    x, low, tall = face - 0.004, z[0] + 0.006, z[1] - z[0] - 0.012
    wide = y - 0.006

    def hill(left: float, peak: float, right: float, height: float, layer: int, paint: str) -> Part:
        foot = low + 0.12 * tall + 0.001 * layer
        outline = ((left * wide, foot), (right * wide, foot), (peak * wide, foot + height * tall))
        return cut_x(outline, (x, face + 0.0006 + 0.0006 * layer), paint, "gloss")

    return (
        slab((x, -wide, low), (face + 0.0006, wide, low + tall), "sky", "gloss"),
        disc_x((x, 0.34 * wide, low + 0.72 * tall), 0.10 * tall, 0.0052, "yellow"),
        hill(-0.98, -0.45, 0.30, 0.56, 1, "green"),
        hill(-0.35, 0.40, 0.98, 0.40, 2, "leaf"),
        slab(
            (x, -wide + 0.001, low + 0.001), (face + 0.0024, wide - 0.001, low + 0.13 * tall), "blue", "gloss"
        ),
        slab((x, -0.90 * wide, low + 0.045 * tall), (face + 0.003, 0.10 * wide, low + 0.085 * tall), "white"),
    )


register(
    Kind(
        name="tv",
        low=(0.24, 0.97, 0.62),
        high=(0.26, 1.25, 0.78),
        source="plain sense after shop sheets: 43 to 55 inches",
        colours=("black", "white", "red", "grey"),
        places=("floor", "surface"),
        build=build,
        uses=("living_room", "bedroom"),
        variants={"on": (0, 1)},
        front="its screen",
    )
)
