"""Lampshades of cloth, open above and below, with the light that shows in both openings."""

from __future__ import annotations

from spacenum_dsl.base.parts import Cylinder, Part, Vec2
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.semantics.kind import Bulb

CLOTH = 0.005
"""Metres: the thickness of the cloth."""
RECESS = 0.24
"""How deep a lit disc lies in its opening, as a share of the shade's height."""


def drum(at: Vec2, z: Vec2, radius: float, top: float, *, segments: int = 24) -> tuple[Part, ...]:
    """A shade around the upright axis at (x, y), `radius` wide below and `top` above, from z[0] to z[1].

    It is one turned shape that is solid between its two openings; a lit disc lies in either of them.
    """
    low, high = z
    below, above = (low + share * (high - low) for share in (RECESS, 1 - RECESS))
    inner_below, inner_above = (radius + share * (top - radius) - CLOTH / 2 for share in (RECESS, 1 - RECESS))
    profile = (
        (0.0, below),
        (inner_below - CLOTH / 2, below),
        (radius - CLOTH, low),
        (radius, low),
        (top, high),
        (top - CLOTH, high),
        (inner_above - CLOTH / 2, above),
        (0.0, above),
    )

    def disc(wide: float, height: float) -> Part:
        shape = Cylinder(wide - 2.5 * CLOTH, 0.006, segments=segments // 2)
        return Part(shape, (*at, height), paint="warm_light", finish="glow")

    return (
        turned(profile, (*at, 0.0), finish="fabric", segments=segments),
        disc(inner_below, below),
        disc(inner_above, above),
    )


def drum_bulbs(at: Vec2, z: Vec2, power: float) -> tuple[Bulb, ...]:
    """The light of a `drum`: a little more of its watts leave it downwards than upwards.

    Both stand beside the axis, where a cord or an arm may be.
    """
    x = at[0] + 0.035
    return (Bulb((x, at[1], z[0]), 0.025, 0.6 * power), Bulb((x, at[1], z[1]), 0.025, 0.4 * power))
