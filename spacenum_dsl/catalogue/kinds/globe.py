"""A globe on its stand: the sea in the object's colour, green and sandy land, white ice, a brass half ring.

Its axis leans by 23.4 degrees, as the Earth's does, and Africa looks to the front. Land is made of round
patches on the sphere. Size: plain sense after shop sheets; a sphere of 26 cm, 37 to 41 cm tall.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Cylinder, Ellipsoid, Lathe, Part, Torus, mesh_of
from spacenum_dsl.catalogue.kinds._common import turned
from spacenum_dsl.catalogue.kinds._office import carried, pushed
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

TILT = 23.4
"""Degrees by which the axis leans to the left-hand side of the object, +y."""

SPIN = 15.0
"""Longitude that looks to the front, in degrees east."""

LAND = (
    (14, 8, 19, "pine"),
    (-2, 24, 17, "leaf"),
    (-20, 24, 13, "leaf"),
    (50, 15, 11, "leaf"),
    (60, 60, 19, "leaf"),
    (58, 100, 23, "leaf"),
    (36, 78, 14, "pine"),
    (32, 110, 14, "leaf"),
    (-25, 134, 15, "pine"),
    (52, -102, 22, "leaf"),
    (36, -98, 14, "leaf"),
    (72, -40, 11, "white"),
    (-6, -60, 17, "leaf"),
    (-24, -62, 12, "leaf"),
    (-40, -69, 7, "pine"),
    (-90, 0, 16, "white"),
)
"""Patches of land: latitude, longitude and radius in degrees, and paint."""

HEIGHT = {"leaf": 1.012, "pine": 1.022, "white": 1.012}
"""How far the land of each paint stands from the centre, in radii of the sea; sand covers green."""


def _patch(radius: float, latitude: float, longitude: float, spread: float, paint: str) -> Part:
    """A piece of a slightly larger sphere, cut off flat below."""
    wide = [spread, 0.5 * spread] if spread > 10 else [spread]
    profile = [(radius * exact.sin(a), radius * exact.cos(a)) for a in wide]
    shape = Lathe(((0.0, profile[0][1]), *profile, (0.0, radius)), 10 if spread > 16 else 8)
    return Part(shape, rotate=(0.0, 90.0 - latitude, longitude - SPIN), paint=paint, finish="satin")


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, sy, sz = size
    tube = 0.006

    def ball(radius: float) -> tuple[Part, ...]:
        land = (_patch(HEIGHT[patch[-1]] * radius, *patch) for patch in LAND)
        return (
            Part(Ellipsoid((radius, radius, radius), 20), finish="satin"),
            *carried(tuple(land), (-TILT, 0.0, 0.0)),
        )

    whole = mesh_of(ball(1.0)).bounds
    radius = sx / float(whole[1, 0] - whole[0, 0])
    sphere = pushed(ball(radius), 0, low=-sx / 2)
    ring = sy + radius * float(whole[0, 1]) - tube
    c, s = exact.turn(90 - TILT)
    knob = ring + 0.010
    head = (
        *sphere,
        Part(Torus(ring, tube, 245.0, 184.0, 16, 4), rotate=(90.0, 0.0, 90.0), paint="brass", finish="metal"),
        *(
            Part(
                Cylinder(0.009, 0.024, segments=6),
                (0.0, side * knob * c, side * knob * s),
                (-TILT, 0.0, 0.0),
                "brass",
                "metal",
            )
            for side in (-1, 1)
        ),
    )
    head = pushed(pushed(head, 2, high=sz), 1, high=sy / 2)
    centre = head[0].at
    under = centre[2] - ring
    foot = (
        (0.0, 0.0),
        (0.088, 0.0),
        (0.088, 0.012),
        (0.024, 0.030),
        (0.012, under - 0.5 * tube),
        (0.0, under),
    )
    return (*head, turned(foot, (centre[0], centre[1], 0.0), "walnut", "wood", segments=12))


register(
    Kind(
        name="globe",
        low=(0.26, 0.285, 0.37),
        high=(0.26, 0.285, 0.41),
        source="plain sense after shop sheets: a sphere of 26 cm",
        colours=("blue", "turquoise", "black"),
        places=("surface",),
        build=build,
        uses=("desk", "office", "living_room"),
    )
)
