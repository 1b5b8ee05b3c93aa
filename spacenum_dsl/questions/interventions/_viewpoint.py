"""What the interventions on the place of the camera share: the same worlds and options, seen from elsewhere.

Where the camera would stand outside or in something, or not see what the question is about, the question is
left out, and counted.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import looking_at
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Changed
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import AgentBlock, CameraBlock
from spacenum_dsl.world.camera import aim_of
from spacenum_dsl.world.record import space_for
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import ViewPoint

Viewer = TypeVar("Viewer", CameraBlock, AgentBlock)

SAME = 1e-6
"""Metres or degrees by which a camera may be elsewhere and still be where it was."""


def camera_moved(
    cell: Cell, chosen: OptionSet, name: str, value: values.Value
) -> tuple[Cell, OptionSet] | Changed:
    """The option set with another `distance`, `elevation` or `azimuth` of its only camera."""
    scene, world = cell.plan.scene, chosen.world
    if len(cell.cameras) != 1:
        count = len(cell.cameras)
        return Rejection("camera", f"`{name}` is of one camera, and {count} take these pictures", None)
    (block,) = cell.cameras
    assert isinstance(value, values.Constant) and isinstance(block.look_at, values.ObjectRef)
    camera, aim = world.cameras[block.name], aim_of(world, block.look_at.name)
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
    changed = _with_viewer(cell, cameras=_replaced(scene.cameras, dataclasses.replace(block, **other)))
    room = None if world.room is None else replace(world.room, without=None)
    cameras = {**world.cameras, block.name: point}
    around, surface = space_for(scene, room, tuple(cameras.values()))
    moved = replace(world, room=around, surface=surface, cameras=cameras)
    found = cell.family.again(changed, moved, chosen)
    return found if isinstance(found, Rejection) else (changed, found)


def agent_raised(
    cell: Cell, chosen: OptionSet, name: str, value: values.Value
) -> tuple[Cell, OptionSet] | Changed:
    """The option set of a transition whose agent starts with another `height` of its eye or `pitch`."""
    scene, start = cell.plan.scene, chosen.views[0].point
    agent = scene.agent(cell.block.viewers[0])
    assert isinstance(value, values.Constant)
    if abs(value.value - {"height": start.position[2], "pitch": start.pitch}[name]) < SAME:
        return None
    other: dict[str, Any] = {name: value}
    changed = _with_viewer(cell, agents=_replaced(scene.agents, dataclasses.replace(agent, **other)))
    found = cell.family.again(changed, chosen.world, chosen)
    return found if isinstance(found, Rejection) else (changed, found)


def _replaced(blocks: Sequence[Viewer], new: Viewer) -> tuple[Viewer, ...]:
    """The viewers with one of them as it is now."""
    return tuple(new if each.name == new.name else each for each in blocks)


def _with_viewer(cell: Cell, **viewer: Any) -> Cell:
    """The cell with a scene that is seen in that way."""
    scene = dataclasses.replace(cell.plan.scene, **viewer)
    return dataclasses.replace(cell, plan=dataclasses.replace(cell.plan, scene=scene))
