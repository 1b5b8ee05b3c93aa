"""`pitch: -20 deg | 0 deg`: the same worlds and options, the agent's first look up or down."""

from __future__ import annotations

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.interventions._viewpoint import agent_raised
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec


def seen(cell: Cell, chosen: OptionSet, pitch: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set from there."""
    return agent_raised(cell, chosen, "pitch", pitch)


_SPEC = PropertySpec(
    "pitch", Measure("angle", low=-90.0, high=90.0), "how far up the agent looks first", drawn=True
)
register(Intervention(InterventionSpec(_SPEC, eye="agent"), frozenset({"view"}), world=seen))
