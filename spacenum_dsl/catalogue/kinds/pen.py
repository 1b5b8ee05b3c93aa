"""A ballpoint pen, lying across: a chrome tip and clip, a dark grip, a push button at its end.

Size: plain sense; a thick advertising pen is 14 mm thick and 140 to 150 mm long.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Finish, Part, Vec2
from spacenum_dsl.catalogue.kinds._common import slab, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hy, r = sy / 2, sx / 2

    def turned_y(profile: tuple[Vec2, ...], paint: str = "body", finish: Finish = "gloss") -> Part:
        """A profile of (radius, y) points turned about the pen's axis."""
        return turned(profile, (0.0, 0.0, r), paint, finish, segments=12, rotate=(-90.0, 0.0, 0.0))

    def tube(start: float, end: float, thick: Vec2, paint: str = "body", finish: Finish = "gloss") -> Part:
        return turned_y(((0.0, start), (thick[0], start), (thick[1], end), (0.0, end)), paint, finish)

    cone, grip, waist, cap = -hy + 0.024, -hy + 0.062, 0.06 * sy, hy - 0.020
    held = "charcoal" if variant["grip"] else "body"
    return (
        tube(-hy, -hy + 0.004, (0.0010, 0.0014), "black"),
        tube(-hy + 0.004, cone, (0.0022, 0.80 * r), "chrome", "metal"),
        turned_y(
            (
                (0.0, cone),
                (0.80 * r, cone),
                (0.84 * r, 0.4 * cone + 0.6 * grip),
                (0.96 * r, grip),
                (0.0, grip),
            ),
            held,
            "satin",
        ),
        tube(grip, waist, (0.97 * r, r)),
        tube(waist, waist + 0.006, (r, r), "chrome", "metal"),
        tube(waist + 0.006, cap, (0.99 * r, 0.90 * r)),
        tube(cap, cap + 0.005, (0.92 * r, 0.88 * r), "chrome", "metal"),
        tube(cap + 0.005, hy, (0.48 * r, 0.42 * r), "charcoal", "satin"),
        slab((-0.0028, cap - 0.046, sz - 0.0025), (0.0028, cap + 0.004, sz), "chrome", "metal", 0.0008),
        slab((-0.0020, cap - 0.003, sx - 0.004), (0.0020, cap + 0.003, sz - 0.0005), "chrome", "metal"),
        slab((-0.0020, cap - 0.045, sx - 0.001), (0.0020, cap - 0.039, sz - 0.001), "chrome", "metal"),
    )


register(
    Kind(
        name="pen",
        low=(0.014, 0.140, 0.018),
        high=(0.014, 0.150, 0.018),
        source="plain sense: thick ballpoint pens",
        colours=("red", "blue", "black", "green"),
        places=("surface",),
        build=build,
        uses=("desk", "office"),
        variants={"grip": (0, 1)},
    )
)
