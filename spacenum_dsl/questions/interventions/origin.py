"""`origin: other_anchor`: the same pictures, the map's origin at the other anchor, +x looking back."""

from __future__ import annotations

from msgspec.structs import replace

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf
from spacenum_dsl.semantics.values import Value
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import MapFrame


def other_anchor(cell: Cell, chosen: OptionSet, _: Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set in the frame that looks from the other anchor to this one."""
    frame = chosen.world.frame
    assert frame is not None
    origin, x_axis = frame.anchors
    turned = MapFrame(
        chosen.world.thing(x_axis).placement.position, (frame.yaw + 180.0) % 360.0, (x_axis, origin)
    )
    found = cell.family.again(cell, replace(chosen.world, frame=turned), chosen)
    return found if isinstance(found, Rejection) else (cell, found)


_SPEC = PropertySpec(
    "origin", WayOf(("other_anchor",)), "which anchor is the map's origin; +x points to the other", drawn=True
)
register(
    Intervention(
        InterventionSpec(_SPEC, ("layout",)),
        frozenset({"frame", "numbers", "words"}),
        world=other_anchor,
    )
)
