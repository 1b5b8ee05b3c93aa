"""`texture: plain`: the same world, every part painted in one plain colour.

Grain, weave, tiles, stripes and the pictures on users' meshes are gone; their mean colour stays, and so do
glass, mirrors and what glows, which are no textures.
"""

from __future__ import annotations

from msgspec.structs import replace

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, WayOf
from spacenum_dsl.semantics.values import Value


def plain(cell: Cell, chosen: OptionSet, _: Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set in the same world without textures."""
    world = chosen.world
    if world.decor.plain:
        return None
    return cell, replace(chosen, world=replace(world, decor=replace(world.decor, plain=True)))


_SPEC = PropertySpec(
    "texture", WayOf(("plain",)), "every part in one plain colour, without textures", drawn=True
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"texture"}), world=plain))
