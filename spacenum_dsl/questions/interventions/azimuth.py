"""`azimuth: -90 deg | 0 deg`: the same worlds and options, the camera on another side of what it looks at."""

from __future__ import annotations

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.interventions._viewpoint import camera_moved
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import YAW
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec


def seen(cell: Cell, chosen: OptionSet, azimuth: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set from there."""
    return camera_moved(cell, chosen, "azimuth", azimuth)


_SPEC = PropertySpec("azimuth", YAW, "from which side the camera looks", drawn=True)
register(Intervention(InterventionSpec(_SPEC, eye="camera"), frozenset({"view"}), world=seen))
