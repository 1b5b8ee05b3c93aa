"""`distance: 1.2 m | 2 m`: the same worlds and options, the camera nearer or farther away."""

from __future__ import annotations

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.interventions._viewpoint import camera_moved
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec


def seen(cell: Cell, chosen: OptionSet, distance: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set from there."""
    return camera_moved(cell, chosen, "distance", distance)


_SPEC = PropertySpec(
    "distance", Measure("length", low=0.1), "how far the camera is from what it looks at", drawn=True
)
register(Intervention(InterventionSpec(_SPEC, eye="camera"), frozenset({"view"}), world=seen))
