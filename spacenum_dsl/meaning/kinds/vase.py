"""A vase with three flowers: a belly, a slim neck and a flared mouth. The flowers tell it from a bottle.

Size: plain sense; 13 cm wide, 32 to 40 cm tall with its flowers.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import rod, turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, top = sx / 2, 0.58 * sz
    belly = (
        (0.0, 0.0),
        (0.62 * r, 0.0),
        (r, 0.36 * top),
        (0.84 * r, 0.60 * top),
        (0.42 * r, 0.82 * top),
        (0.62 * r, top),
        (0.52 * r, top),
        (0.0, 0.84 * top),
    )
    blossom = ((0.0, -0.022), (0.020, -0.010), (0.032, 0.014), (0.0, 0.004))
    heads = ((0.000, 0.012, sz - 0.014), (-0.012, -0.031, sz - 0.058), (0.012, 0.031, sz - 0.078))
    flowers = tuple(
        part
        for x, y, z in heads
        for part in (
            rod((0.2 * x, 0.2 * y, 0.84 * top), (x, y, z), 0.003, "leaf", segments=4),
            turned(blossom, (x, y, z), ("yellow", "pink", "orange")[heads.index((x, y, z))], segments=8),
        )
    )
    return (turned(belly, finish="gloss"), *flowers)


register(
    Kind(
        name="vase",
        low=(0.13, 0.13, 0.32),
        high=(0.13, 0.13, 0.40),
        source="plain sense: table vases with cut flowers",
        colours=("white", "blue", "turquoise", "purple"),
        places=("surface",),
        build=build,
    )
)
