"""A cup without a handle: a tumbler that widens to a rolled rim, white inside. It can't pass for a mug.

Size: plain sense; a party cup of 0.4 litres is 92 mm wide at its rim and 115 to 130 mm tall.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part
from spacenum_dsl.meaning.kind import Kind, Size, Variant, register
from spacenum_dsl.meaning.kinds._common import turned


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    rim, foot = sx / 2, 0.66 * sx / 2
    neck = rim - 0.002
    outside = (
        (0.0, 0.0),
        (foot, 0.0),
        (neck, sz - 0.007),
        (rim, sz - 0.006),
        (rim, sz),
        (neck - 0.002, sz),
        (foot - 0.002, 0.004),
        (0.0, 0.004),
    )
    lining = (
        (0.0, 0.0045),
        (foot - 0.0025, 0.0045),
        (neck - 0.001, sz - 0.001),
        (neck - 0.004, sz - 0.001),
        (foot - 0.0045, 0.008),
        (0.0, 0.008),
    )
    return (
        turned(outside, finish="satin"),
        turned(lining, paint="white", finish="satin", segments=16),
    )


register(
    Kind(
        name="cup",
        low=(0.092, 0.092, 0.115),
        high=(0.092, 0.092, 0.130),
        source="plain sense: party cups of 0.4 litres",
        colours=("red", "blue", "green", "yellow"),
        places=("surface",),
        build=build,
    )
)
