"""A toaster: a rounded body with two slots along it, slices of bread in them, a lever and a dial at its end.

Size: plain sense after shop sheets; 27 to 29 cm long with its lever, 17 to 18 wide, 18 to 19 to its top and
the bread above.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.catalogue.kinds._common import cut_x, cut_y, disc_x, slab
from spacenum_dsl.catalogue.kinds._kitchen import shoulders
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

SHOW = 0.045
"""How far (metres) the bread stands out of the slots."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    top, foot = sz - SHOW, 0.012
    end, cap = hx - 0.030, 0.022
    crown = top - 0.009
    slots = (-0.030, 0.030)
    start, stop = -hx + 0.045, end - 0.045
    outer = shoulders(hy, (foot, crown), 0.045)
    inner = shoulders(hy - 0.004, (foot + 0.001, crown - 0.004), 0.043)
    frame = (
        *(
            slab(
                (start - 0.012, y - 0.008, crown - 0.01),
                (stop + 0.012, y + 0.008, top),
                "chrome",
                "metal",
            )
            for y in (-0.055, 0.0, 0.055)
        ),
        *(
            slab((x - 0.006, -0.060, crown - 0.01), (x + 0.006, 0.060, top - 0.0012), "chrome", "metal")
            for x in (start - 0.002, stop + 0.002)
        ),
    )
    return (
        cut_x(outer, (-hx, -hx + cap), "charcoal", "satin"),
        cut_x(inner, (-hx + cap - 0.002, end - cap + 0.002), finish="gloss"),
        cut_x(outer, (end - cap, end), "charcoal", "satin"),
        *(
            slab((x - 0.018, y - 0.018, 0.0), (x + 0.018, y + 0.018, foot + 0.002), "black")
            for x in (-hx + 0.035, end - 0.035)
            for y in (-hy + 0.03, hy - 0.03)
        ),
        slab((start - 0.004, -0.055, crown - 0.006), (stop + 0.004, 0.055, crown - 0.002), "black"),
        *frame,
        slab((end - 0.002, -0.007, 0.075), (end + 0.0025, 0.007, crown - 0.030), "chrome", "metal"),
        slab((end + 0.001, -0.028, crown - 0.062), (hx, 0.028, crown - 0.042), "chrome", "metal", 0.006),
        disc_x((end - 0.002, 0.0, 0.045), 0.018, 0.016, "chrome", "metal"),
        *(
            part
            for y in slots[: variant["bread"]]
            for part in _slice((start + stop) / 2, y, (crown - 0.004, sz))
        ),
    )


def _slice(x: float, y: float, z: tuple[float, float]) -> tuple[Part, ...]:
    """The upper end of a slice of toasted bread: a dark crust around a pale crumb."""
    half = 0.058
    crust = tuple((x + a, b) for a, b in shoulders(half, z, 0.026))
    crumb = tuple((x + a, b) for a, b in shoulders(half - 0.006, (z[0], z[1] - 0.006), 0.022))
    return (
        cut_y(crust, (y - 0.0075, y + 0.0075), "brown"),
        cut_y(crumb, (y - 0.0088, y + 0.0088), "pine"),
    )


register(
    Kind(
        name="toaster",
        low=(0.27, 0.17, 0.220),
        high=(0.29, 0.18, 0.235),
        source="plain sense after shop sheets: toasters for two slices",
        colours=("red", "steel", "white", "turquoise", "yellow"),
        places=("surface",),
        uses=("kitchen",),
        build=build,
        front="its lever",
        variants={"bread": (1, 2)},
    )
)
