"""`rephrase: opposite_rotation`: `turn to the left by 20°` is told as `turn to the right by 340°`.

Both end in the same view. Only turns about the vertical axis have such a twin that an agent could carry out.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from spacenum_dsl.questions.actions import ACTIONS
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import Intervention, register
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf
from spacenum_dsl.semantics.values import Value


def told_by_the_rest(draft: Draft, _: Value) -> Draft | None:
    """The draft with its rotation told by what is left to a full turn, in the other direction."""
    if not ACTIONS[draft.chosen.context["action"]].yaw:
        return None
    wording = msgspec.structs.replace(draft.wording, opposite=not draft.wording.opposite)
    return replace(draft, wording=wording)


_SPEC = PropertySpec(
    "rephrase",
    WayOf(("opposite_rotation",)),
    "a turn to the left by 20° is told as one to the right by 340°",
    drawn=True,
)
register(
    Intervention(
        InterventionSpec(_SPEC, ("transition",)), frozenset({"numbers", "action"}), draft=told_by_the_rest
    )
)
