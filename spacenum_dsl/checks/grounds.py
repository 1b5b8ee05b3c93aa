"""What is placed before there is a map frame, and what things stand on: the ground that coordinates mean."""

from __future__ import annotations

import shapely

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.solids import TOUCH, Solid
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import Scene


def before_frame(scene: Scene) -> frozenset[str]:
    """The blocks that are placed before there is a map frame: anchors, and whatever those mention."""
    known = {block.name: block for block in scene.objects}
    found: frozenset[str] = frozenset()
    wider = frozenset(name for name, block in known.items() if block.role == "anchor")
    while wider != found:
        found = wider
        told = (known[name] for name in found)
        parts = (part for block in told for part in (block.at, block.yaw, block.scale, block.count))
        named = {name for part in parts if part is not None for name in values.mentions(part)}
        wider = found | (named & set(known))
    return found


def carrier_of(judged: Judged, name: str) -> Solid | None:
    """The object on whose top another one stands, by where they are."""
    solid = judged.states[0].solids[name]
    if solid.base <= TOUCH:
        return None
    x, y, _ = solid.thing.placement.position
    middle = shapely.points(x, y)
    for other in judged.fixed:
        if abs(other.top - solid.base) <= TOUCH and other.kind.top and shapely.contains(other.ground, middle):
            return other
    return None
