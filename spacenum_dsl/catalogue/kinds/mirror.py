"""A mirror on the wall: clear glass with a bevelled rim in a broad frame, square-cornered or oval.

The frame has the object's colour. Size: plain sense; 50 × 70 to 65 × 90 cm, 3 cm deep.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import cut_x
from spacenum_dsl.catalogue.kinds._loft import Outline, loft, oval, rounded
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

UPRIGHT = (90.0, 0.0, 90.0)
"""Turns an outline of (y, z) points to face the front."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy, hz = sx / 2, sy / 2, sz / 2
    rim = 0.052

    def ring(inset: float) -> Outline:
        y, z = (-hy + inset, hy - inset), (-hz + inset, hz - inset)
        return (
            oval(y, z, 32)
            if variant["oval"]
            else rounded(y, z, 0.012 if inset < rim else 0.004, steps=(2, 2))
        )

    frame = loft(
        (
            (0.0, ring(0.0)),
            (0.55 * sx, ring(0.0)),
            (0.85 * sx, ring(0.008)),
            (sx, ring(0.020)),
            (sx, ring(0.034)),
            (0.55 * sx, ring(rim)),
            (0.0, ring(rim + 0.001)),
        ),
        (-hx, 0.0, hz),
        "body",
        "gloss",
        rotate=UPRIGHT,
        hoop=True,
    )
    panes = tuple(
        loft(
            tuple((z, ring(inset)) for z in depths),
            (-hx, 0.0, hz),
            "glass",
            "mirror",
            rotate=UPRIGHT,
        )
        for inset, depths in (
            (rim - 0.004, (0.10 * sx, 0.36 * sx)),
            (rim + 0.026, (0.20 * sx, 0.36 * sx + 0.0015)),
        )
    )
    face = -hx + 0.36 * sx + 0.0015
    return (frame, *panes, *(_gleam(face, a, b, hy, sz) for a, b in ((-0.44, -0.20), (-0.12, -0.04))))


def _gleam(face: float, start: float, end: float, hy: float, sz: float) -> Part:
    """A slanted band of brighter glass: without reflections, it alone tells a mirror from a panel.

    `start` and `end` are its edges at its foot, as shares of half the width.
    """
    low, high, slant = 0.30 * sz, 0.70 * sz, 0.55 * hy
    a, b = start * hy, end * hy
    outline = ((a, low), (b, low), (b + slant, high), (a + slant, high))
    return cut_x(outline, (face - 0.004, face + 0.0006), "white", "mirror")


register(
    Kind(
        name="mirror",
        low=(0.03, 0.50, 0.70),
        high=(0.03, 0.65, 0.90),
        source="plain sense after shop sheets: mirrors of 50 by 70 to 65 by 90 cm",
        colours=("oak", "black", "brass", "white", "red"),
        places=("wall",),
        build=build,
        front="its glass",
        uses=("bathroom", "bedroom"),
        variants={"oval": (0, 1)},
    )
)
