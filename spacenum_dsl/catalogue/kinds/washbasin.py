"""A washbasin at the wall: a ceramic bowl with a tap, on a pedestal or on a cabinet with two doors.

With the pedestal all ceramic has the object's colour; with the cabinet the cabinet has, under a white bowl.
Size: EN 31, basins of 550 to 650 mm by 450 to 500 mm; rim at 85 to 88 cm, the tap 15 cm above it.
"""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part
from spacenum_dsl.catalogue.kinds._common import FRONT, front, slab
from spacenum_dsl.catalogue.kinds._loft import Outline, loft, rounded
from spacenum_dsl.catalogue.kinds._tap import tap
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

TAP = 0.15
"""How far the tap stands above the rim."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    hx, hy = size[0] / 2, size[1] / 2
    rim = size[2] - TAP
    return (_vanity if variant["cabinet"] else _pedestal)(hx, hy, rim)


def _bowl(
    hx: float, hy: float, rim: float, corner: tuple[float, float], thick: float, under: float, paint: str
) -> Part:
    """The basin: `thick` high with a hollow and, on the wall side, a ledge for the tap.

    `corner` rounds its front; its underside is smaller by `under`.
    """

    def outer(inset: float) -> Outline:
        return rounded((-hx, hx - inset), (-hy + inset, hy - inset), 0.02, corner, steps=(2, 6))

    def inner(inset: float) -> Outline:
        y = hy - 0.05 - inset
        front_corner = (max(0.8 * corner[0], 0.09), max(0.8 * corner[1], 0.09))
        return rounded((-hx + 0.125 + inset, hx - 0.05 - inset), (-y, y), 0.09, front_corner, steps=(2, 6))

    low = rim - thick
    return loft(
        (
            (low, outer(under)),
            (rim - 0.06, outer(0.006)),
            (rim - 0.016, outer(0.0)),
            (rim - 0.004, outer(0.004)),
            (rim, outer(0.014)),
            (rim, inner(-0.008)),
            (rim - 0.012, inner(0.004)),
            (rim - 0.07, inner(0.035)),
            (rim - 0.105, inner(0.095)),
        ),
        paint=paint,
        finish="ceramic",
    )


def _pedestal(hx: float, hy: float, rim: float) -> tuple[Part, ...]:
    def leg(z: float, deep: float, half: float) -> tuple[float, Outline]:
        return z, rounded((-hx + 0.05, -hx + 0.05 + deep), (-half, half), 0.03, (0.6 * deep, half))

    column = loft(
        (
            leg(0.0, 0.22, 0.105),
            leg(0.03, 0.22, 0.105),
            leg(0.07, 0.19, 0.085),
            leg(0.40, 0.17, 0.075),
            leg(rim - 0.13, 0.22, 0.105),
        ),
        finish="ceramic",
    )
    return (_bowl(hx, hy, rim, (0.26, hy), 0.16, 0.15, "body"), column, *_fittings(hx, rim))


def _vanity(hx: float, hy: float, rim: float) -> tuple[Part, ...]:
    plane, y, foot, top = hx - FRONT - 0.012, hy - 0.015, 0.12, rim - 0.118
    grip = top - 0.13
    return (
        _bowl(hx, hy, rim, (0.04, 0.04), 0.12, 0.012, "white"),
        slab((-hx + 0.002, -y, foot), (plane - 0.003, y, top + 0.002), finish="satin"),
        slab((plane - 0.010, -y + 0.004, foot + 0.002), (plane + 0.002, y - 0.004, top), "charcoal"),
        slab((-hx + 0.03, -y + 0.01, 0.0), (plane - 0.05, y - 0.01, foot + 0.001), "charcoal"),
        *front(plane, (-y, 0.0), (foot, top), "high_y", grip_z=grip),
        *front(plane, (0.0, y), (foot, top), "low_y", grip_z=grip),
        *_fittings(hx, rim),
    )


def _fittings(hx: float, rim: float) -> tuple[Part, ...]:
    """The tap, and the drain in the middle of the bowl's floor."""
    middle = 0.5 * (0.125 - 0.05)
    return (
        *tap((-hx + 0.062, 0.0, rim), 0.13, TAP),
        Part(Cylinder(0.026, 0.010, segments=12), (middle, 0.0, rim - 0.102), paint="chrome", finish="metal"),
    )


register(
    Kind(
        name="washbasin",
        low=(0.45, 0.55, 1.00),
        high=(0.50, 0.65, 1.03),
        source="EN 31, basins of 550 to 650 mm by 450 to 500 mm",
        colours=("white", "grey", "turquoise", "blue"),
        places=("floor",),
        build=build,
        front="the side opposite its tap",
        clear=0.4,
        uses=("bathroom",),
        variants={"cabinet": (0, 1)},
    )
)
