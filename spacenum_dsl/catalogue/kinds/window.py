"""A window in a wall: a frame with two or three sashes, glazing bars, handles and a sill that stands out.

Nothing is behind the panes: the wall is open there, inside the frame. Size: plain sense; 0.9 to 1.5 m wide,
1.0 to 1.4 m tall, the sill 6 to 8 cm deep.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Part, Vec2
from spacenum_dsl.catalogue.kinds._common import rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

OVERHANG = 0.03
"""Metres by which the sill is wider than the frame, on either side."""
FRAME = 0.065
SASH = 0.045
"""Metres: the widths of the outer frame and of the wood around each pane."""
OPENING = 0.06
"""Metres inside the box where the wall is open: behind the outer frame on all four sides."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, y = sx / 2, sy / 2 - OVERHANG
    sill, deep = 0.035, -hx + 0.036
    inner, low, high = y - FRAME, sill + FRAME, sz - FRAME
    wide = 2 * inner / variant["sashes"]
    sashes = [(-inner + k * wide, -inner + (k + 1) * wide) for k in range(variant["sashes"])]
    return (
        slab((-hx, -y, sill - 0.002), (deep, -inner, sz), finish="satin", bevel=0.005),
        slab((-hx, inner, sill - 0.002), (deep, y, sz), finish="satin", bevel=0.005),
        slab(
            (-hx + 0.001, -y + 0.01, sill - 0.001), (deep - 0.001, y - 0.01, low), finish="satin", bevel=0.005
        ),
        slab(
            (-hx + 0.001, -y + 0.01, high), (deep - 0.001, y - 0.01, sz - 0.001), finish="satin", bevel=0.005
        ),
        slab((-hx, -sy / 2, 0.0), (hx, sy / 2, sill), finish="satin", bevel=0.006),
        *(
            part
            for number, across in enumerate(sashes)
            for part in _sash(-hx, across, (low, high), variant["bars"], number)
        ),
        *(part for left, _ in sashes[1:] for part in _handle(-hx + 0.028, left, (low + high) / 2)),
    )


def _sash(back: float, y: Vec2, z: Vec2, bars: int, number: int) -> tuple[Part, ...]:
    """Four rails around a pane, and bars across it that divide its height evenly."""
    start, face = back + 0.004, back + 0.028 - 0.0006 * (number % 2)
    left, right, low, high = y[0] + SASH, y[1] - SASH, z[0] + SASH, z[1] - SASH
    steps = [low + (high - low) * (k + 1) / (bars + 1) for k in range(bars)]
    return (
        slab((start, y[0] + 0.002, z[0] - 0.002), (face, left, z[1] + 0.002), finish="satin", bevel=0.004),
        slab((start, right, z[0] - 0.002), (face, y[1] - 0.002, z[1] + 0.002), finish="satin", bevel=0.004),
        slab((start + 0.001, left - 0.01, z[0] - 0.001), (face - 0.0012, right + 0.01, low), finish="satin"),
        slab((start + 0.001, left - 0.01, high), (face - 0.0012, right + 0.01, z[1] + 0.001), finish="satin"),
        slab(
            (back + 0.014, left - 0.005, low - 0.005),
            (back + 0.018, right + 0.005, high + 0.005),
            "glass",
            "glass",
        ),
        *(
            slab(
                (start + 0.003, left - 0.01, at - 0.013),
                (face - 0.004, right + 0.01, at + 0.013),
                finish="satin",
            )
            for at in steps
        ),
    )


def _handle(face: float, y: float, z: float) -> tuple[Part, ...]:
    """A lever that points down, on a short plate where two sashes meet."""
    return (
        slab((face - 0.004, y - 0.014, z - 0.035), (face + 0.004, y + 0.014, z + 0.035), "steel", "metal"),
        rod((face, y, z), (face + 0.026, y, z), 0.008, "steel", "metal"),
        slab(
            (face + 0.014, y - 0.009, z - 0.11), (face + 0.028, y + 0.009, z + 0.012), "steel", "metal", 0.003
        ),
    )


register(
    Kind(
        name="window",
        low=(0.06, 0.90, 1.00),
        high=(0.08, 1.50, 1.40),
        source="plain sense: windows of living rooms",
        colours=("white", "oak", "walnut", "charcoal", "green"),
        places=("wall",),
        build=build,
        variants={"bars": (0, 1, 2), "sashes": (2, 3)},
        front="the side of its handle",
        uses=("kitchen", "living_room", "bedroom", "office", "bathroom"),
        opening=OPENING,
    )
)
