"""The fixed cameras of a batch of worlds."""

from __future__ import annotations

import numpy as np

from spacenum_dsl.base.camera import looking_at
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import CameraBlock
from spacenum_dsl.world.batch import Batch
from spacenum_dsl.world.world import Position, ViewPoint, World

CAMERA = ("distance", "elevation", "azimuth", "fov")
"""Properties of a camera that are one number each."""


def camera_numbers(batch: Batch, block: CameraBlock) -> dict[str, Floats]:
    """(worlds,) distance, elevation, azimuth and field of view of a camera."""
    columns, worlds = batch.columns(), len(batch.draws.index)
    return {
        name: np.broadcast_to(columns.evaluate(getattr(block, name), (block.name, name))[:, 0], worlds)
        for name in CAMERA
    }


def fixed_cameras(batch: Batch) -> list[dict[str, ViewPoint]]:
    """Where each world's cameras stand, by their names."""
    found: list[dict[str, ViewPoint]] = [{} for _ in batch.draws.index]
    for block in batch.plan.scene.cameras:
        numbers = [column.tolist() for column in camera_numbers(batch, block).values()]
        for cameras, target, distance, elevation, azimuth, fov in zip(
            found, _targets(batch, block), *numbers, strict=True
        ):
            position, yaw, pitch = looking_at(target, distance, elevation, azimuth)
            cameras[block.name] = ViewPoint(position, yaw, pitch, fov)
    return found


def aim_of(world: World, name: str) -> Position:
    """The point that a camera of a world looks at: the middle of the ground, or of an object's box."""
    if name in {"surface", "room"}:
        return 0.0, 0.0, 0.0
    thing = world.thing(name)
    x, y, z = thing.placement.position
    return x, y, z + thing.size[2] * thing.placement.scale / 2


def _targets(batch: Batch, block: CameraBlock) -> list[Position]:
    """The centre of the surface or floor, or of the box of an object's first state."""
    assert isinstance(block.look_at, values.ObjectRef)
    if block.look_at.name in {"surface", "room"}:
        return [(0.0, 0.0, 0.0)] * len(batch.draws.index)
    box = batch.standing[block.look_at.name].boxes
    columns = [array[:, 0, 0].tolist() for array in (box.x, box.y, box.z + box.height / 2)]
    return list(zip(*columns, strict=True))
