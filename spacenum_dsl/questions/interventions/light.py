"""`light: evening`: the same world under another light."""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, PropertySpec, SymbolOf
from spacenum_dsl.world.light import LIGHTS


def lit(cell: Cell, chosen: OptionSet, light: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set in the same world, lit in another way; a world that is lit so already stays."""
    assert isinstance(light, values.Symbol)
    world = chosen.world
    if world.decor.light == light.name:
        return None
    changed = replace(world, decor=replace(world.decor, light=light.name))
    scene = cell.plan.scene
    plan = dataclasses.replace(
        cell.plan, scene=dataclasses.replace(scene, decor=dataclasses.replace(scene.decor, light=light))
    )
    return dataclasses.replace(cell, plan=plan), replace(chosen, world=changed)


_SPEC = PropertySpec("light", SymbolOf("a light", lambda: LIGHTS), "how the room is lit", drawn=True)
register(Intervention(InterventionSpec(_SPEC), frozenset({"light"}), world=lit))
