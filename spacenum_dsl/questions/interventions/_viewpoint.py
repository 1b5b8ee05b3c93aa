"""What the interventions on the place of the camera share: the same worlds and options, seen from elsewhere.

Where the camera would stand outside or in something, or not see what the question is about, the question is
left out, and counted.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Any

from msgspec.structs import replace

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import looking_at
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.world.camera import aim_of
from spacenum_dsl.world.record import space_for
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import ViewPoint

SAME = 1e-6
"""Metres or degrees by which a camera may be elsewhere and still be where it was."""


def camera_moved(
    cell: Cell, chosen: OptionSet, name: str, value: values.Value
) -> tuple[Cell, OptionSet] | Changed:
    """The option set with another `distance`, `elevation` or `azimuth` of its camera."""
    scene, world = cell.plan.scene, chosen.world
    if scene.camera is None or world.camera is None:
        return Rejection("camera", f"`{name}` is of a fixed camera, and this scene has an agent", None)
    assert isinstance(value, values.Constant) and isinstance(scene.camera.look_at, values.ObjectRef)
    camera, aim = world.camera, aim_of(world, scene.camera.look_at.name)
    placed = {
        "distance": exact.distance(camera.position, aim),
        "elevation": -camera.pitch,
        "azimuth": camera.yaw + 180.0,
    }
    apart = value.value - placed[name]
    if abs(math.remainder(apart, 360.0) if name == "azimuth" else apart) < SAME:
        return None
    placed[name] = value.value
    position, yaw, pitch = looking_at(aim, placed["distance"], placed["elevation"], placed["azimuth"])
    point = ViewPoint(position, yaw, pitch, camera.fov)
    other: dict[str, Any] = {name: value}
    changed = _with_viewer(cell, camera=dataclasses.replace(scene.camera, **other))
    room = None if world.room is None else replace(world.room, without=None)
    around, surface = space_for(scene, room, point)
    moved = replace(world, room=around, surface=surface, camera=point)
    found = cell.family.again(changed, moved, chosen)
    return found if isinstance(found, Rejection) else (changed, found)


def agent_raised(
    cell: Cell, chosen: OptionSet, name: str, value: values.Value
) -> tuple[Cell, OptionSet] | Changed:
    """The option set of a transition whose agent starts with another `height` of its eye or `pitch`."""
    agent, start = cell.plan.scene.agent, chosen.views[0].point
    if agent is None:
        return Rejection("agent", f"`{name}` is of a transition's agent, and this scene has a camera", None)
    assert isinstance(value, values.Constant)
    if abs(value.value - {"height": start.position[2], "pitch": start.pitch}[name]) < SAME:
        return None
    other: dict[str, Any] = {name: value}
    changed = _with_viewer(cell, agent=dataclasses.replace(agent, **other))
    found = cell.family.again(changed, chosen.world, chosen)
    return found if isinstance(found, Rejection) else (changed, found)


def _with_viewer(cell: Cell, **viewer: Any) -> Cell:
    """The cell with a scene that is seen in that way."""
    scene = dataclasses.replace(cell.plan.scene, **viewer)
    return dataclasses.replace(cell, plan=dataclasses.replace(cell.plan, scene=scene))
