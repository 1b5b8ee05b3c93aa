"""`prompt: letter_only | reason_first`: whether the last line wants the letter alone or reasons first."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import Intervention, register
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf


def closed(draft: Draft, way: values.Value) -> Draft | None:
    """The draft with another last line."""
    assert isinstance(way, values.Symbol)
    return replace(draft, wording=msgspec.structs.replace(draft.wording, closing=way.name))


_SPEC = PropertySpec(
    "prompt",
    WayOf(("letter_only", "reason_first")),
    "the prompt's last line: the letter and nothing else, or reasons first",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"words"}), draft=closed))
