"""A cardboard box: closed flaps under a strip of tape, an address label, two arrows for the way up.

Size: plain sense; parcels of 16 × 22 × 10 to 22 × 30 × 16 cm.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import cut_x, cut_y, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy, skin = sx / 2, sy / 2, 0.001
    tape, drop = 0.024, min(0.05, 0.45 * sz)
    lid = sz - skin
    label = 0.27 * sy if variant["label_right"] else -0.27 * sy
    return (
        slab((-hx + skin, -hy + skin, 0.0), (hx - skin, hy - skin, lid - 0.003)),
        slab((-hx + 0.003, -hy + 0.002, lid - 0.004), (hx - 0.003, -0.0025, lid)),
        slab((-hx + 0.003, 0.0025, lid - 0.004), (hx - 0.003, hy - 0.002, lid)),
        slab((-hx + 0.002, 0.001 - tape, lid - 0.002), (hx - 0.002, tape - 0.001, sz), "tape", "gloss"),
        slab((-hx, -tape, sz - drop), (-hx + 0.003, tape, sz - 0.0015), "tape", "gloss"),
        slab((hx - 0.003, -tape, sz - drop), (hx, tape, sz - 0.0015), "tape", "gloss"),
        slab(
            (0.04 * sx, label - 0.14 * sy, lid - 0.002), (0.36 * sx, label + 0.14 * sy, sz - 0.0005), "paper"
        ),
        *(
            slab(
                (x * sx, label - 0.11 * sy, sz - 0.002),
                (x * sx + 0.008, label + reach * sy, sz),
                "charcoal",
            )
            for x, reach in ((0.10, 0.08), (0.18, 0.02), (0.26, 0.06))
        ),
        *_arrows(sx, sy, sz),
    )


def _arrows(sx: float, sy: float, sz: float) -> tuple[Part, ...]:
    """Two arrows that point up, over a line, on the front and on either side."""
    low, high, neck, deep = 0.22 * sz, 0.66 * sz, 0.46 * sz, 0.004

    def marks(middle: float, unit: float) -> tuple[tuple[Vec2, ...], ...]:
        """Their outlines around a coordinate along the face; the whole is 0.36 units wide."""
        stem, head, apart = 0.036 * unit, 0.075 * unit, 0.105 * unit
        line = ((middle - 0.18 * unit, low - 0.006), (middle + 0.18 * unit, low - 0.006))
        found: list[tuple[Vec2, ...]] = [(*line, (line[1][0], low), (line[0][0], low))]
        for at in (middle - apart, middle + apart):
            foot = low + 0.006
            found.append(((at - stem, foot), (at + stem, foot), (at + stem, neck), (at - stem, neck)))
            found.append(((at - head, neck), (at + head, neck), (at, high)))
        return tuple(found)

    return (
        *(cut_x(outline, (sx / 2 - deep, sx / 2), "charcoal") for outline in marks(0.295 * sy, sy)),
        *(
            cut_y(outline, (y, y + deep), "charcoal")
            for y in (-sy / 2, sy / 2 - deep)
            for outline in marks(0.0, 1.3 * sx)
        ),
    )


register(
    Kind(
        name="box",
        low=(0.16, 0.22, 0.10),
        high=(0.22, 0.30, 0.16),
        source="plain sense: small parcels",
        colours=("cardboard", "white", "grey"),
        places=("surface", "floor"),
        build=build,
        uses=("office", "desk"),
        top=0.94,
        variants={"label_right": (0, 1)},
    )
)
