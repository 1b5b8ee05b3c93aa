"""A shower: a tray before tiles, glass walls in chrome frames, a mixer on the wall and a rain head on a pipe.

The tiles have the object's colour. The glass stands at one side, or at both and at the edges of the
front, where the way in is. Size: EN 14527, trays of 800 to 900 mm; glass of 1.9 m, the head's pipe
at 2.1 to 2.2 m.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import rod, slab
from spacenum_dsl.catalogue.kinds._loft import Ring, loft, rounded
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

TRAY = 0.10
"""Height of the tray's rim."""
GLASS = 1.90
"""Height of the glass walls."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    hx, hy = sx / 2, sy / 2
    screen = hx - 0.025
    walls = (
        (_pane_y(-1, hx, hy),),
        (_pane_y(1, hx, hy),),
        (
            _pane_y(-1, hx, hy),
            _pane_y(1, hx, hy),
            _pane_x(screen, (-hy, -0.30 * sy), hy),
            _pane_x(screen, (0.30 * sy, hy), hy),
        ),
    )[variant["glass"]]
    return (
        _tray(hx, hy),
        Part(Cylinder(0.045, 0.006, segments=16), (0.0, 0.0, 0.062), paint="chrome", finish="metal"),
        *_tiles(hx, hy, sz),
        *_pipes(hx, sz),
        *(part for wall in walls for part in wall),
    )


def _tray(hx: float, hy: float) -> Part:
    def ring(z: float, inset: float) -> Ring:
        return z, rounded((-hx + inset, hx - inset), (-hy + inset, hy - inset), 0.02, steps=(2, 2))

    return loft(
        (ring(0.0, 0.004), ring(TRAY - 0.01, 0.0), ring(TRAY, 0.008), ring(TRAY, 0.055), ring(0.06, 0.075)),
        paint="white",
        finish="ceramic",
    )


def _tiles(hx: float, hy: float, sz: float) -> tuple[Part, ...]:
    """The tiled wall behind, with dark joints."""
    x, top = -hx + 0.016, sz - 0.03
    rows, columns = 7, 4
    across = [TRAY + (top - TRAY) * k / rows for k in range(1, rows)]
    upright = [-hy + 2 * hy * k / columns for k in range(1, columns)]
    return (
        slab((-hx, -hy, TRAY - 0.006), (x, hy, top), finish="gloss"),
        *(
            slab((x - 0.004, -hy + 0.001, z - 0.003), (x + 0.001, hy - 0.001, z + 0.003), "charcoal")
            for z in across
        ),
        *(
            slab((x - 0.004, y - 0.003, TRAY), (x + 0.0018, y + 0.003, top - 0.001), "charcoal")
            for y in upright
        ),
    )


def _pipes(hx: float, sz: float) -> tuple[Part, ...]:
    """The mixer with two round handles, the pipe up the wall, the arm and the rain head."""
    wall, head = -hx + 0.016, 0.04
    mixer, pipe, top = 1.05, wall + 0.065, sz - 0.016

    return (
        rod((pipe, 0.0, mixer), (pipe, 0.0, sz), 0.014, "chrome", "metal"),
        rod((wall - 0.002, 0.0, 1.85), (pipe, 0.0, 1.85), 0.012, "chrome", "metal"),
        rod((pipe - 0.014, 0.0, top), (head, 0.0, top), 0.014, "chrome", "metal"),
        rod((head, 0.0, top + 0.010), (head, 0.0, sz - 0.10), 0.014, "chrome", "metal"),
        Part(Cylinder(0.145, 0.022, 0.10, 16), (head, 0.0, sz - 0.10), paint="chrome", finish="metal"),
        rod((pipe, -0.15, mixer), (pipe, 0.15, mixer), 0.024, "chrome", "metal", segments=12),
        *(
            rod((pipe, s * 0.12, mixer), (pipe, s * 0.19, mixer), 0.034, "chrome", "metal", segments=12)
            for s in (-1, 1)
        ),
        *(
            rod((wall - 0.002, s * 0.08, mixer), (pipe, s * 0.08, mixer), 0.016, "chrome", "metal")
            for s in (-1, 1)
        ),
    )


def _pane_y(side: int, hx: float, hy: float) -> tuple[Part, ...]:
    """A glass wall along the side, from the tiles to the front."""
    y = sorted((side * hy, side * (hy - 0.03)))
    middle = side * (hy - 0.015)
    low, high = TRAY - 0.004, TRAY + GLASS
    return (
        slab(
            (-hx + 0.030, middle - 0.004, low + 0.01),
            (hx - 0.03, middle + 0.004, high - 0.01),
            "glass",
            "glass",
        ),
        slab((-hx + 0.014, y[0], low), (-hx + 0.040, y[1], high), "chrome", "metal", 0.004),
        slab((hx - 0.040, y[0], low), (hx - 0.010, y[1], high), "chrome", "metal", 0.004),
        slab(
            (-hx + 0.034, y[0] + 0.004, high - 0.024),
            (hx - 0.036, y[1] - 0.004, high - 0.001),
            "chrome",
            "metal",
        ),
    )


def _pane_x(x: float, y: tuple[float, float], hy: float) -> tuple[Part, ...]:
    """A glass wall across a part of the front, with a post at its free end."""
    low, high = TRAY - 0.004, TRAY + GLASS
    edge = y[1] if y[0] <= -hy else y[0]
    a, b = max(y[0], -hy + 0.012), min(y[1], hy - 0.012)
    return (
        slab((x - 0.004, a, low + 0.010), (x + 0.004, b, high - 0.012), "glass", "glass"),
        slab((x - 0.010, a, high - 0.026), (x + 0.010, b, high - 0.003), "chrome", "metal"),
        slab(
            (x - 0.012, edge - 0.012, low), (x + 0.012, edge + 0.012, high - 0.002), "chrome", "metal", 0.004
        ),
    )


register(
    Kind(
        name="shower",
        low=(0.80, 0.80, 2.12),
        high=(0.90, 0.90, 2.20),
        source="EN 14527, shower trays of 800 to 900 mm",
        colours=("white", "turquoise", "blue", "green", "beige"),
        places=("floor",),
        build=build,
        front="the side opposite its tiles",
        clear=0.4,
        uses=("bathroom",),
        variants={"glass": (0, 1, 2)},
    )
)
