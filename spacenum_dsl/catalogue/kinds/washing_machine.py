"""A washing machine: a round door with a dark glass in a chrome ring, above it a drawer, a knob, a display.

Size: EN 1116, 600 mm wide; 600 to 630 mm deep with its door, 840 to 860 mm tall. Its top is flat.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Finish, Part, Torus, Vec2
from spacenum_dsl.catalogue.kinds._common import disc_x, slab, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    face = hx - 0.045
    panel, kick = sz - 0.15, 0.11
    middle = (kick + panel) / 2
    side = 1.0 if variant["drawer_right"] else -1.0

    def on_panel(
        y: Vec2, z: Vec2, out: float, paint: str, finish: Finish = "satin", bevel: float = 0.0
    ) -> Part:
        """A plate on the panel, `out` metres proud of the face; y runs towards the drawer."""
        low, high = sorted((side * y[0], side * y[1]))
        return slab((face - 0.01, low, panel + z[0]), (face + out, high, panel + z[1]), paint, finish, bevel)

    glass = ((0.0, 0.0), (0.182, 0.0), (0.180, 0.006), (0.155, 0.024), (0.10, 0.038), (0.0, 0.045))
    knob = (face, side * 0.01, panel + 0.068)
    return (
        slab((-hx + 0.001, -hy + 0.002, 0.022), (face - 0.004, hy - 0.002, sz - 0.030), "charcoal"),
        slab((-hx, -hy, 0.02), (face - 0.010, hy, sz - 0.031), finish="gloss", bevel=0.004),
        slab((-hx, -hy, sz - 0.036), (face + 0.004, hy, sz), finish="gloss", bevel=0.007),
        slab(
            (face - 0.012, -hy + 0.001, kick), (face, hy - 0.001, panel - 0.004), finish="gloss", bevel=0.004
        ),
        slab(
            (face - 0.012, -hy + 0.001, panel),
            (face + 0.002, hy - 0.001, sz - 0.038),
            finish="gloss",
            bevel=0.004,
        ),
        slab(
            (face - 0.012, -hy + 0.001, 0.025), (face, hy - 0.001, kick - 0.004), finish="gloss", bevel=0.004
        ),
        Part(
            Torus(0.198, 0.028, segments=24), (face - 0.002, 0.0, middle), (0.0, 90.0, 0.0), "chrome", "metal"
        ),
        turned(glass, (face, 0.0, middle), "black", "gloss", segments=24, rotate=(0.0, 90.0, 0.0)),
        slab(
            (face, side * 0.218 - 0.020, middle - 0.045),
            (face + 0.034, side * 0.218 + 0.020, middle + 0.045),
            "charcoal",
            "satin",
            0.006,
        ),
        on_panel((0.075, hy - 0.018), (0.020, 0.094), 0.006, "charcoal"),
        on_panel((0.079, hy - 0.022), (0.024, 0.090), 0.014, "body", "gloss", 0.004),
        on_panel((0.10, hy - 0.045), (0.028, 0.040), 0.016, "charcoal"),
        on_panel((-0.135, -0.250), (0.030, 0.084), 0.006, "screen", "gloss"),
        on_panel((-0.150, -0.200), (0.048, 0.066), 0.0068, "turquoise", "glow"),
        disc_x(knob, 0.040, 0.008, "charcoal", "satin", segments=12),
        disc_x(knob, 0.031, 0.030, "chrome", "metal", segments=12),
        slab(
            (face + 0.028, knob[1] - 0.003, knob[2] + 0.008),
            (face + 0.032, knob[1] + 0.003, knob[2] + 0.028),
            "charcoal",
        ),
        *(
            Part(Cylinder(0.022, 0.024, segments=8), (x, y, 0.012), paint="charcoal")
            for x in (-hx + 0.06, face - 0.06)
            for y in (-hy + 0.06, hy - 0.06)
        ),
    )


register(
    Kind(
        name="washing_machine",
        low=(0.60, 0.60, 0.84),
        high=(0.63, 0.60, 0.86),
        source="EN 1116, appliances 600 mm wide",
        colours=("white", "grey", "black", "red"),
        places=("floor",),
        build=build,
        front="its round door",
        clear=0.4,
        uses=("bathroom", "kitchen"),
        variants={"drawer_right": (0, 1)},
        top=0.8,
    )
)
