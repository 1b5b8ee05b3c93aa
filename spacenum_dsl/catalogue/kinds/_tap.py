"""A mixer tap of chrome: a body on its flange, a spout that reaches out and turns down, a lever on top."""

from __future__ import annotations

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Cylinder, Part, Vec3
from spacenum_dsl.catalogue.kinds._common import flush, rod


def tap(foot: Vec3, reach: float, tall: float, heading: float = 0.0) -> tuple[Part, ...]:
    """A tap that stands on `foot`; its spout goes `reach` metres towards `heading` (degrees from +x).

    Its highest point is the tip of the lever, `tall` metres above the foot and straight above the spout.
    """
    x, y, z = foot
    ahead = exact.turn(heading)

    def spot(far: float, high: float) -> Vec3:
        return x + far * ahead[0], y + far * ahead[1], z + high

    neck, lever = 0.66 * tall, 0.011
    handle = rod(spot(-0.012, neck + 0.002), spot(0.55 * reach, tall), lever, "chrome", "metal")
    return (
        Part(Cylinder(0.030, 0.012, segments=12), (x, y, z + 0.005), paint="chrome", finish="metal"),
        Part(Cylinder(0.022, neck, segments=12), (x, y, z + neck / 2), paint="chrome", finish="metal"),
        rod(spot(0.0, 0.62 * neck), spot(reach, 0.80 * neck), 0.016, "chrome", "metal", top=0.013),
        rod(spot(reach, 0.80 * neck + 0.012), spot(reach, 0.80 * neck - 0.030), 0.0155, "chrome", "metal"),
        flush(handle, 2, high=z + tall),
    )
