"""A radiator: ribs side by side or a fluted panel with a grille on top, feet, and a valve with its pipe.

Size: plain sense after shop sheets; 10 to 13 cm deep, 60 cm to 1.2 m wide, 58 to 66 cm tall. Its back is the
wall's side.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base.parts import Cylinder, Part, Vec2
from spacenum_dsl.catalogue.kinds._common import rod, slab
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

VALVE = 0.10
"""Metres at the high-y side that the valve takes."""
RAISED = 0.10
"""Metres between the floor and the ribs."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    y = (-hy, hy - VALVE)
    body = _panel if variant["panel"] else _ribs
    return (*body(hx, y, sz), *_feet(hx, y), *_valve(hy))


def _ribs(hx: float, y: Vec2, sz: float) -> Iterator[Part]:
    """Rounded ribs with gaps between, joined by a pipe above and one below; the outermost ones show that a
    rib is two columns."""
    count = round((y[1] - y[0]) / 0.08)
    pitch = (y[1] - y[0]) / count
    for k in range(count):
        left = y[0] + k * pitch + (0.0 if k == 0 else 0.08 * pitch)
        right = y[0] + (k + 1) * pitch - 0.08 * pitch
        if 0 < k < count - 1:
            yield slab((-hx, left, RAISED), (hx, right, sz), finish="gloss", bevel=0.018)
            continue
        for back, ahead in ((-hx, -0.012), (0.012, hx)):
            yield slab((back, left, RAISED), (ahead, right, sz), finish="gloss", bevel=0.018)
        for low in (RAISED + 0.010, sz - 0.075):
            yield slab(
                (-hx + 0.01, left + 0.004, low), (hx - 0.01, right - 0.004, low + 0.065), finish="gloss"
            )
    for z in (RAISED + 0.045, sz - 0.045):
        yield rod((0.0, y[0] + 0.02, z), (0.0, y[1] + 0.01, z), 0.026, finish="gloss", segments=10)


def _panel(hx: float, y: Vec2, sz: float) -> Iterator[Part]:
    """A panel with upright flutes on its face, closed sides, and a grille between them on top."""
    count = round((y[1] - y[0]) / 0.10)
    pitch = (y[1] - y[0] - 0.04) / count
    yield slab((-hx, y[0], RAISED), (hx - 0.008, y[1], sz - 0.012), finish="satin", bevel=0.006)
    for k in range(count):
        left = y[0] + 0.02 + k * pitch
        yield slab(
            (hx - 0.03, left + 0.010, RAISED + 0.03),
            (hx, left + pitch - 0.010, sz - 0.045),
            finish="satin",
            bevel=0.007,
        )
    yield slab((-hx + 0.012, y[0] + 0.012, sz - 0.02), (hx - 0.022, y[1] - 0.012, sz - 0.010), "charcoal")
    for k in range(2 * count):
        left = y[0] + 0.02 + (k + 0.25) * pitch / 2
        yield slab((-hx + 0.006, left, sz - 0.018), (hx - 0.016, left + 0.25 * pitch, sz), finish="satin")


def _feet(hx: float, y: Vec2) -> Iterator[Part]:
    for at in (y[0] + 0.10, y[1] - 0.10):
        yield slab((-hx + 0.015, at - 0.018, 0.0), (hx - 0.015, at + 0.018, RAISED + 0.01), finish="satin")


def _valve(hy: float) -> Iterator[Part]:
    """A pipe out of the floor, the valve's body and its white head with a dark band."""
    y, z = hy - 0.055, RAISED + 0.05
    yield rod((0.0, y, 0.0), (0.0, y, z + 0.01), 0.010, "chrome", "metal")
    yield rod((0.0, hy - VALVE - 0.01, z), (0.0, y + 0.012, z), 0.016, "chrome", "metal")
    yield rod((0.0, y, z - 0.02), (0.0, y, z + 0.03), 0.018, "chrome", "metal")
    yield Part(
        Cylinder(0.034, 0.085, segments=12), (0.0, hy - 0.034, z + 0.068), paint="white", finish="satin"
    )
    yield Part(
        Cylinder(0.030, 0.014, segments=12), (0.0, hy - 0.034, z + 0.022), paint="charcoal", finish="satin"
    )


register(
    Kind(
        name="radiator",
        low=(0.10, 0.60, 0.58),
        high=(0.13, 1.20, 0.66),
        source="plain sense after shop sheets",
        colours=("white", "cream", "grey", "charcoal", "red"),
        places=("floor",),
        build=build,
        variants={"panel": (0, 1)},
        front="the side away from the wall",
        uses=("kitchen", "living_room", "bedroom", "office", "bathroom"),
    )
)
