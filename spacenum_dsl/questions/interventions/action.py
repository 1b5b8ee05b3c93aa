"""`action: inverse`: the way back. The views are exchanged and the opposite action is asked about. The way
back of a tilt starts at another pitch, which is told.

Only Space2Num questions have an inverse: both of their views are there already. The way back from one
candidate of a Num2Space question would need other candidates.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import Intervention, register
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf
from spacenum_dsl.semantics.values import Value


def inverse(draft: Draft, _: Value) -> Draft | None:
    """The draft of the way back."""
    if draft.direction != "space2num":
        return None
    wording = msgspec.structs.replace(draft.wording, inverse=not draft.wording.inverse)
    return replace(draft, wording=wording)


_SPEC = PropertySpec(
    "action",
    WayOf(("inverse",)),
    "the way back: views exchanged, the opposite action (Space2Num)",
    drawn=True,
)
register(
    Intervention(
        InterventionSpec(_SPEC, ("transition",)),
        frozenset({"pictures", "action", "words", "numbers"}),
        draft=inverse,
    )
)
