"""A vase with three or four daisies: a belly, a slim neck, a flared mouth. The flowers tell it from a bottle.

Size: plain sense; 13 cm wide, 32 to 40 cm tall with its flowers.
"""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Ellipsoid, Part, Prism
from spacenum_dsl.catalogue.kinds._common import rod, turned
from spacenum_dsl.catalogue.kinds._office import carried, pushed
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

PAINTS = ("yellow", "pink", "orange", "red")
PETALS = 6


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r, top = sx / 2, 0.56 * sz
    belly = (
        (0.0, 0.0),
        (0.58 * r, 0.0),
        (0.84 * r, 0.14 * top),
        (r, 0.36 * top),
        (0.88 * r, 0.58 * top),
        (0.50 * r, 0.78 * top),
        (0.44 * r, 0.88 * top),
        (0.62 * r, top),
        (0.54 * r, top),
        (0.0, 0.84 * top),
    )
    count = variant["flowers"]
    flowers: list[Part] = []
    for number in range(count):
        heading = 20.0 + 360.0 * number / count
        drop = (0.0, 0.075, 0.035, 0.110)[number] * sz / 0.36
        reach = 0.024 if number == 0 else 0.034
        x, y = reach * exact.cos(heading), reach * exact.sin(heading)
        head = carried(_daisy(PAINTS[number]), (0.0, 42.0, heading), (x, y, sz - drop))
        if number == 0:
            head = pushed(head, 2, high=sz)
        heart = head[0].at
        flowers += [rod((0.15 * x, 0.15 * y, 0.84 * top), heart, 0.0028, "leaf", segments=4), *head]
    return (
        turned(belly, finish="ceramic", segments=20),
        turned(((0.0, 0.84 * top), (0.50 * r, top - 0.008), (0.0, top - 0.007)), paint="soil", segments=12),
        *flowers,
        *(_blade(heading, top) for heading in (75.0, 250.0)),
    )


def _daisy(paint: str) -> tuple[Part, ...]:
    """A flower that looks up: a heart at the origin and petals around it, tips a little raised."""
    outline = (
        (0.004, 0.0),
        (0.015, -0.0095),
        (0.026, -0.0075),
        (0.029, 0.0),
        (0.026, 0.0075),
        (0.015, 0.0095),
    )
    petal = Prism(outline, 0.0022)
    return (
        Part(Ellipsoid((0.011, 0.011, 0.006), 8), paint="soil" if paint == "yellow" else "brass"),
        *(Part(petal, rotate=(0.0, -14.0, 360.0 * k / PETALS), paint=paint) for k in range(PETALS)),
    )


def _blade(heading: float, top: float) -> Part:
    """A leaf that leans over the mouth."""
    shape = Part(Ellipsoid((0.045, 0.011, 0.0015), 8), rotate=(0.0, -62.0, heading), paint="leaf")
    at = (0.030 * exact.cos(heading), 0.030 * exact.sin(heading), top + 0.025)
    return Part(shape.shape, at, shape.rotate, "leaf", "satin")


register(
    Kind(
        name="vase",
        low=(0.13, 0.13, 0.32),
        high=(0.13, 0.13, 0.40),
        source="plain sense: table vases with cut flowers",
        colours=("white", "blue", "turquoise", "purple"),
        places=("surface",),
        build=build,
        uses=("living_room", "bedroom", "kitchen"),
        variants={"flowers": (3, 4)},
    )
)
