"""`numbers: decimal | words | words(all) | integer(cm) | unit(ft)`: the same numbers, printed in another way.

`decimal` always prints two decimals, `words` English words: of the numbers that a question turns on, which
are its magnitudes or the entries of its map. With `(all)` every number of the prompt is printed so. `integer`
prints whole centimetres or millimetres and `unit` another unit of length, with two decimals, in the whole
prompt, so that it has one unit. A question whose options and given numbers stay as they are, as angles do in
centimetres, is not changed.
"""

from __future__ import annotations

import dataclasses

import msgspec

from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.intervention import Intervention, register
from spacenum_dsl.questions.wording import UNITS, Wording
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf


def reprinted(draft: Draft, way: values.Value) -> Draft | None:
    """The draft with its numbers printed that way, if those that it turns on are printed differently."""
    match way:
        case values.RuleCall(name="integer", args=(values.Symbol(name=unit),)):
            changes: dict[str, str | bool] = {"style": "integer", "unit": unit}
        case values.RuleCall(name="unit", args=(values.Symbol(name=unit),)):
            changes = {"style": "unit", "unit": unit}
        case values.RuleCall(name=style):
            changes = {"style": style, "around": True}
        case values.Symbol(name=style):
            changes = {"style": style, "around": False}
        case _:
            raise TypeError(f"{way} is no way to print numbers")
    wording: Wording = msgspec.structs.replace(draft.wording, **changes)
    changed = dataclasses.replace(draft, wording=wording)
    prompt = draft.cell.family.prompt
    return None if prompt(changed).texts == prompt(draft).texts else changed


_SPEC = PropertySpec(
    "numbers",
    WayOf(
        ("decimal", "words"),
        {
            "decimal": ("all",),
            "words": ("all",),
            "integer": ("cm", "mm"),
            "unit": tuple(unit for unit in UNITS if unit != "m"),
        },
    ),
    "how numbers are printed: two decimals, whole centimetres, words, another unit",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"numbers"}), draft=reprinted))
