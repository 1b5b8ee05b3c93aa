"""A filing cabinet of sheet metal: three or four deep drawers, each with a pull and a label, and a lock.

Size: plain sense after shop sheets; drawers for hanging files: 46 to 50 cm wide, 56 to 62 cm deep, 1.02 to
1.32 m tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import cut_y, disc_x, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

PULL = 0.040
"""How far the pulls stand out of the drawers, in metres."""


def _drawer(face: float, side: float, low: float, high: float, written: float) -> tuple[Part, ...]:
    """A drawer front with its pull below its label; `written` is how far the line on the label runs."""
    grip, card = low + 0.50 * (high - low), low + 0.76 * (high - low)
    tip = face + PULL
    bow = (
        (face - 0.004, grip - 0.004),
        (tip - 0.006, grip - 0.020),
        (tip, grip - 0.014),
        (tip, grip),
        (tip - 0.010, grip + 0.008),
        (face - 0.004, grip + 0.012),
    )
    back = face - 0.004
    return (
        slab((face - 0.03, -side, low), (face, side, high), finish="satin", bevel=0.006),
        cut_y(bow, (-0.080, 0.080), "chrome", "metal"),
        slab((back, -0.064, card - 0.029), (face + 0.004, 0.064, card + 0.029), "chrome", "metal", 0.002),
        slab((back, -0.055, card - 0.021), (face + 0.0055, 0.055, card + 0.021), "paper"),
        slab((back, -0.042, card - 0.004), (face + 0.0065, written, card + 0.005), "charcoal"),
    )


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    face = hx - PULL
    plane, side = face - 0.016, hy - 0.022
    plinth, head, count = 0.055, sz - 0.050, variant["drawers"]
    step = (head - plinth) / count
    lock = (sz + head) / 2
    return (
        slab((-hx, -hy, 0.0), (plane, hy, sz), finish="satin", bevel=0.006),
        slab(
            (plane - 0.02, -side - 0.005, plinth - 0.004),
            (plane + 0.0015, side + 0.005, head + 0.004),
            "black",
        ),
        disc_x((plane - 0.004, hy - 0.080, lock), 0.013, 0.012, "chrome", "metal", segments=12),
        slab((plane, hy - 0.082, lock - 0.007), (plane + 0.010, hy - 0.078, lock + 0.007), "black"),
        *(
            part
            for number in range(count)
            for part in _drawer(
                face,
                side,
                plinth + number * step + 0.006,
                plinth + (number + 1) * step - 0.006,
                0.012 + 0.010 * (number % 3),
            )
        ),
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
        top=0.75,
        clear=0.4,
    )
)
