"""A coat rack: a post on a round foot, a crown of hooks, a coat that hangs from one and perhaps a hat.

The coat, most of what one sees, has the object's colour. Size: plain sense after shop sheets; 54 cm across,
1.70 to 1.85 m tall.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Box, Ellipsoid, Part
from spacenum_dsl.catalogue.kinds._common import cut_x, disc_x, rod, turned
from spacenum_dsl.semantics.kind import Kind, Size, Variant, register

HOOKS = 6
CROWN = 0.25
"""Metres from the top down to where the hooks leave the post."""
LONG = 0.95
"""Metres: the length of the coat."""


def build(size: Size, variant: Variant) -> tuple[Part, ...]:
    sx, _, sz = size
    r = sx / 2
    foot = ((0.0, 0.0), (r, 0.0), (r, 0.020), (0.80 * r, 0.034), (0.25 * r, 0.050), (0.0, 0.055))
    knob = ((0.0, sz - 0.12), (0.022, sz - 0.12), (0.034, sz - 0.050), (0.024, sz - 0.008), (0.0, sz))
    return (
        turned(foot, paint="walnut", finish="satin", segments=24),
        rod((0.0, 0.0, 0.03), (0.0, 0.0, sz - 0.10), 0.022, "walnut", "satin", segments=12),
        *(_hat(sz) if variant["hat"] else (turned(knob, paint="walnut", finish="satin", segments=12),)),
        *(part for number in range(HOOKS) for part in _hook(360.0 * number / HOOKS, sz - CROWN)),
        *_coat(sz - CROWN + 0.03),
    )


def _hook(heading: float, z: float) -> Iterator[Part]:
    """An arm that rises outwards, with a knob at its end."""
    x, y = exact.turn(heading)
    tip = (0.17 * x, 0.17 * y, z + 0.08)
    yield rod((0.0, 0.0, z), tip, 0.011, "walnut", "satin", segments=6)
    yield Part(Ellipsoid((0.020, 0.020, 0.020), 6), tip, paint="walnut", finish="satin")


def _coat(top: float) -> Iterator[Part]:
    """A buttoned coat from its collar at `top` down, with folds at its hem and sleeves at its sides."""
    hem = top - LONG
    outline = ((-0.19, hem), (0.19, hem), (0.17, top - 0.14), (0.07, top), (-0.07, top), (-0.17, top - 0.14))
    yield cut_x(outline, (0.06, 0.14), finish="fabric")
    for y in (-0.14, -0.05, 0.05, 0.14):
        yield rod(
            (0.14, 1.10 * y, hem - 0.01), (0.12, 0.85 * y, top - 0.11), 0.060, finish="fabric", top=0.042
        )
    for side in (-1, 1):
        cuff = (0.15, side * 0.205, top - 0.64)
        yield rod((0.11, side * 0.155, top - 0.10), cuff, 0.050, finish="fabric", top=0.045)
        yield rod(cuff, (0.153, side * 0.208, top - 0.68), 0.049, "charcoal", "fabric")
        yield Part(
            Box((0.030, 0.050, 0.150), 0.006),
            (0.165, side * 0.042, top - 0.085),
            (side * 24.0, 6.0, 0.0),
            "charcoal",
            "fabric",
        )
    for drop in (0.26, 0.42, 0.58):
        yield disc_x((0.17, -0.030, top - drop), 0.018, 0.032, "cream", "gloss", segments=8)


def _hat(sz: float) -> Iterator[Part]:
    """A hat with a wide brim and a pale band, over the end of the post."""
    brim = sz - 0.13
    felt = (
        (0.0, brim),
        (0.15, brim + 0.008),
        (0.15, brim + 0.016),
        (0.094, brim + 0.014),
        (0.088, sz - 0.020),
        (0.070, sz),
        (0.0, sz - 0.012),
    )
    band = ((0.0, brim + 0.015), (0.098, brim + 0.015), (0.095, brim + 0.050), (0.0, brim + 0.050))
    yield turned(felt, paint="charcoal", finish="fabric", segments=14)
    yield turned(band, paint="cream", finish="satin", segments=14)


register(
    Kind(
        name="coat_rack",
        low=(0.54, 0.54, 1.70),
        high=(0.54, 0.54, 1.85),
        source="plain sense after shop sheets",
        colours=("red", "blue", "green", "beige", "grey"),
        places=("floor",),
        build=build,
        variants={"hat": (0, 1)},
        front="the side where its coat hangs",
        uses=("living_room", "bedroom", "office"),
    )
)
