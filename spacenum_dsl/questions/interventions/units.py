"""`units: scaled(2)`: the same pictures, told as if everything were twice as large.

A scene that is scaled as a whole, camera and all, looks the same; so every length of the text is scaled, that
of the camera's height too. Angles stay, so a question that turns on them alone is not changed.
"""

from __future__ import annotations

import dataclasses

import msgspec

from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.interventions.overlay import AT_PLACES, OTHER_SCALE
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec, WayOf


def scaled(draft: Draft, way: values.Value) -> Draft | Changed:
    """The draft with all lengths multiplied, if its options are lengths and no picture prints others."""
    assert isinstance(way, values.RuleCall)
    if any(effect.name == "overlay" and effect.value in AT_PLACES for effect in draft.effects):
        return OTHER_SCALE
    scale = (fixed_number(way.args[0]) or 1.0) * draft.wording.scale
    changed = dataclasses.replace(draft, wording=msgspec.structs.replace(draft.wording, scale=scale))
    prompt = draft.cell.family.prompt
    return None if prompt(changed).texts == prompt(draft).texts else changed


_SPEC = PropertySpec(
    "units",
    WayOf((), {"scaled": Measure("number", low=0.01, high=100.0)}),
    "every length is told so many times as long",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"numbers"}), draft=scaled))
