"""`elevation: 20 deg | 40 deg`: the same worlds and options, the camera higher or lower."""

from __future__ import annotations

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.interventions._viewpoint import camera_moved
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec


def seen(cell: Cell, chosen: OptionSet, elevation: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set from there."""
    return camera_moved(cell, chosen, "elevation", elevation)


_SPEC = PropertySpec(
    "elevation",
    Measure("angle", low=-89.0, high=89.0),
    "how high the camera stands over what it looks at",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC, eye="camera"), frozenset({"view"}), world=seen))
