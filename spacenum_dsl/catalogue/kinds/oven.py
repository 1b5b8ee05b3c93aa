"""An oven with a hob: four rings on black glass, a panel with knobs, a door with a dark window, a drawer.

Size: EN 1116 kitchen module of 600 mm; 600 to 650 mm deep with its handle, 850 to 900 mm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import disc_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    face = hx - 0.05
    panel, door, plinth = sz - 0.15, 0.26, 0.06
    rings = tuple(
        Part(Cylinder(r, 0.004, segments=20), (x, y, sz - 0.002), paint="grey", finish="satin")
        for x, y, r in (
            (-0.17 * sx, -0.22 * sy, 0.085),
            (-0.17 * sx, 0.22 * sy, 0.105),
            (0.22 * sx, -0.22 * sy, 0.105),
            (0.22 * sx, 0.22 * sy, 0.085),
        )
    )
    knobs = tuple(
        disc_x((face - 0.002, y * sy, panel + 0.07), 0.022, 0.032, "charcoal", "satin", segments=12)
        for y in (-0.38, -0.24, 0.24, 0.38)
    )
    return (
        slab((-hx, -hy, plinth - 0.002), (face - 0.02, hy, sz - 0.012), finish="satin"),
        slab((-hx + 0.01, -hy + 0.006, 0.0), (face - 0.06, hy - 0.006, plinth + 0.001), "charcoal"),
        slab((-hx, -hy + 0.002, sz - 0.013), (face - 0.004, hy - 0.002, sz - 0.001), "black", "gloss", 0.003),
        *rings,
        slab((face - 0.03, -hy + 0.001, panel), (face, hy - 0.001, sz - 0.014), finish="satin", bevel=0.006),
        slab((face - 0.01, -0.11, panel + 0.045), (face + 0.001, 0.11, panel + 0.10), "screen", "gloss"),
        *knobs,
        slab(
            (face - 0.03, -hy + 0.003, door), (face, hy - 0.003, panel - 0.006), finish="satin", bevel=0.006
        ),
        slab(
            (face - 0.01, -hy + 0.07, door + 0.06),
            (face + 0.002, hy - 0.07, panel - 0.12),
            "black",
            "gloss",
            0.0015,
        ),
        slab(
            (hx - 0.02, -hy + 0.05, panel - 0.075), (hx, hy - 0.05, panel - 0.053), "chrome", "metal", 0.005
        ),
        slab(
            (face - 0.002, -hy + 0.08, panel - 0.071),
            (hx - 0.018, -hy + 0.10, panel - 0.057),
            "chrome",
            "metal",
        ),
        slab(
            (face - 0.002, hy - 0.10, panel - 0.071),
            (hx - 0.018, hy - 0.08, panel - 0.057),
            "chrome",
            "metal",
        ),
        slab(
            (face - 0.03, -hy + 0.003, plinth), (face, hy - 0.003, door - 0.006), finish="satin", bevel=0.006
        ),
    )


register(
    Kind(
        name="oven",
        low=(0.63, 0.60, 0.85),
        high=(0.65, 0.60, 0.90),
        source="EN 1116 kitchen module of 600 mm",
        colours=("white", "steel", "red", "black"),
        places=("floor",),
        build=build,
        uses=("kitchen",),
        top=0.8,
        front="its door",
    )
)
