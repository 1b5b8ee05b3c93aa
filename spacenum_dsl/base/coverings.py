"""What floors and walls are covered with, by name: a paint and a finish, whose pattern has its real size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from spacenum_dsl.base.parts import Finish


@dataclass(frozen=True)
class Covering:
    """A paint of `base.paint.PALETTE` and how its surface is made."""

    paint: str
    finish: Finish


FLOORS: Mapping[str, Covering] = MappingProxyType(
    {
        "oak_planks": Covering("floor", "planks"),
        "pine_planks": Covering("pine", "planks"),
        "walnut_planks": Covering("walnut", "planks"),
        "grey_tiles": Covering("stone", "tiles"),
        "white_tiles": Covering("white", "tiles"),
        "terracotta_tiles": Covering("terracotta", "tiles"),
        "beige_carpet": Covering("beige", "carpet"),
        "grey_carpet": Covering("grey", "carpet"),
        "blue_carpet": Covering("denim", "carpet"),
    }
)

WALLS: Mapping[str, Covering] = MappingProxyType(
    {
        "white_paint": Covering("wall", "matte"),
        "cream_paint": Covering("cream", "matte"),
        "sage_paint": Covering("sage", "matte"),
        "sky_paint": Covering("sky", "matte"),
        "rose_paint": Covering("rose", "matte"),
        "grey_paint": Covering("stone", "matte"),
        "striped_paper": Covering("sand", "stripes"),
        "tiles": Covering("white", "tiles"),
        "brick": Covering("brick", "brick"),
    }
)
