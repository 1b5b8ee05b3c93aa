"""`fov: 60 deg`: the same world through another lens, from the same place.

What must be visible may be out of sight then; such a question is left out, and counted.
"""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed, Intervention, register
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.types import InterventionSpec, Measure, PropertySpec
from spacenum_dsl.world.rejection import Rejection


def seen_through(cell: Cell, chosen: OptionSet, fov: values.Value) -> tuple[Cell, OptionSet] | Changed:
    """The option set seen with that horizontal field of view."""
    assert isinstance(fov, values.Constant)
    if all(view.point.fov == fov.value for view in chosen.views):
        return None
    scene, world = cell.plan.scene, chosen.world
    cameras = tuple(dataclasses.replace(camera, fov=fov) for camera in scene.cameras)
    agents = tuple(dataclasses.replace(agent, fov=fov) for agent in scene.agents)
    plan = dataclasses.replace(cell.plan, scene=dataclasses.replace(scene, cameras=cameras, agents=agents))
    changed = dataclasses.replace(cell, plan=plan)
    points = {name: replace(point, fov=fov.value) for name, point in world.cameras.items()}
    found = cell.family.again(changed, replace(world, cameras=points), chosen)
    return found if isinstance(found, Rejection) else (changed, found)


_SPEC = PropertySpec(
    "fov", Measure("angle", low=5.0, high=150.0), "horizontal field of view of all pictures", drawn=True
)
register(Intervention(InterventionSpec(_SPEC), frozenset({"lens"}), world=seen_through))
