"""`image: (512, 512) px`: the same world in pictures of another size."""

from __future__ import annotations

import dataclasses

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec, VectorOf
from spacenum_dsl.world.rejection import Rejection


def resized(cell: Cell, chosen: OptionSet, size: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set in pictures of that size, if they show what pictures must show."""
    assert isinstance(size, values.Vector)
    width, height = (int(fixed_number(item) or 0) for item in size.items)
    if cell.image == (width, height):
        return None
    changed = dataclasses.replace(cell, image=(width, height))
    found = cell.family.again(changed, chosen.world, chosen)
    return found if isinstance(found, Rejection) else (changed, found)


_SPEC = PropertySpec(
    "image",
    VectorOf(Measure("pixels", low=16, high=8192, whole=True), 2),
    "width and height of pictures",
    drawn=True,
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"image"}), world=resized))
