"""A filing cabinet of sheet metal: three or four deep drawers, each with a pull and a label in a frame, a lock.

Size: plain sense after shop sheets; drawers for hanging files: 46 to 50 cm wide, 56 to 62 cm deep, 1.02 to
1.32 m tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import cut_y, disc_x, slab


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    pull = 0.035
    face = hx - pull
    plinth, head, side = 0.05, 0.045, 0.022
    count = variant["drawers"]
    step = (sz - plinth - head) / count
    drawers: list[Part] = []
    for number in range(count):
        low, high = plinth + number * step + 0.007, plinth + (number + 1) * step - 0.007
        grip = low + 0.52 * (high - low)
        card = low + 0.76 * (high - low)
        bow = (
            (face - 0.004, grip - 0.004),
            (hx - 0.006, grip - 0.018),
            (hx, grip - 0.012),
            (hx, grip),
            (hx - 0.008, grip + 0.006),
            (face - 0.004, grip + 0.010),
        )
        drawers += [
            slab((face - 0.03, -hy + side, low), (face, hy - side, high), finish="satin", bevel=0.006),
            cut_y(bow, (-0.075, 0.075), "chrome", "metal"),
            slab(
                (face - 0.004, -0.062, card - 0.027),
                (face + 0.004, 0.062, card + 0.027),
                "chrome",
                "metal",
                0.002,
            ),
            slab((face - 0.004, -0.053, card - 0.019), (face + 0.0055, 0.053, card + 0.019), "paper"),
            slab(
                (face - 0.004, -0.040, card - 0.003),
                (face + 0.0065, 0.015 + 0.008 * (number % 3), card + 0.005),
                "charcoal",
            ),
        ]
    lock = sz - 0.5 * head
    return (
        slab((-hx, -hy, 0.0), (face - 0.022, hy, sz), finish="satin", bevel=0.006),
        slab(
            (face - 0.05, -hy + side + 0.002, plinth - 0.01),
            (face - 0.020, hy - side - 0.002, sz - head + 0.002),
            "charcoal",
        ),
        *(
            slab(
                (face - 0.05, min(s * hy, s * (hy - side + 0.002)), 0.002),
                (face - 0.006, max(s * hy, s * (hy - side + 0.002)), sz - 0.002),
                finish="satin",
            )
            for s in (-1, 1)
        ),
        slab((face - 0.05, -hy + 0.001, sz - head), (face - 0.006, hy - 0.001, sz), finish="satin"),
        slab((face - 0.05, -hy + 0.001, 0.003), (face - 0.006, hy - 0.001, plinth), finish="satin"),
        disc_x((face - 0.008, hy - 0.075, lock), 0.011, 0.009, "chrome", "metal", segments=12),
        slab((face - 0.006, hy - 0.0765, lock - 0.006), (face + 0.002, hy - 0.0735, lock + 0.006), "black"),
        *drawers,
    )


register(
    Kind(
        name="filing_cabinet",
        low=(0.56, 0.46, 1.02),
        high=(0.62, 0.50, 1.32),
        source="plain sense after shop sheets: drawers for hanging files",
        colours=("grey", "green", "beige", "blue", "red"),
        places=("floor",),
        build=build,
        front="its drawers",
        variants={"drawers": (3, 4)},
        uses=("office",),
        top=0.9,
        clear=0.4,
    )
)
