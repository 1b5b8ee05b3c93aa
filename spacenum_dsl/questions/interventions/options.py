"""`options: shuffled(1)`: the options move on by so many letters, in a circle (circular evaluation).

With every shift from 1 to the number of options less one, each option stands once at each letter.
"""

from __future__ import annotations

from dataclasses import replace

from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import Intervention, register
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec, WayOf


def shuffled(draft: Draft, way: values.Value) -> Draft | None:
    """The draft with each option so many letters further on."""
    assert isinstance(way, values.RuleCall)
    count = len(draft.order)
    shift = int(fixed_number(way.args[0]) or 0) % count
    if not shift:
        return None
    order = (*draft.order[-shift:], *draft.order[:-shift])
    return replace(draft, order=order, answer=(draft.answer + shift) % count)


_SPEC = PropertySpec(
    "options",
    WayOf((), {"shuffled": Measure("number", low=1, high=25, whole=True)}),
    "each option moves on by so many letters, in a circle",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"order"}), draft=shuffled))
