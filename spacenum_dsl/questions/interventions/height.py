"""`height: 1.2 m | 1.8 m`: the same worlds and options, the agent's eye higher or lower."""

from __future__ import annotations

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.interventions._viewpoint import agent_raised
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec


def seen(cell: Cell, chosen: OptionSet, height: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set from there."""
    return agent_raised(cell, chosen, "height", height)


_SPEC = PropertySpec(
    "height", Measure("length", low=0.1), "height of the agent's eye over the floor", drawn=True
)
register(Intervention(InterventionSpec(_SPEC, eye="agent"), frozenset({"view"}), world=seen))
