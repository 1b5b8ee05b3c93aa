"""Worlds in which a computed number is none that its property can take: they are refused, each by name.

Written numbers are held against a property's bounds while they are read. What follows from a draw or from
another object is known only in a world; where it is out of bounds it is no number there (NaN).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from spacenum_dsl.base.parts import Flags
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import CameraBlock, ObjectBlock
from spacenum_dsl.semantics.scenes import NARROWEST
from spacenum_dsl.world.batch import Batch
from spacenum_dsl.world.camera import camera_numbers

Unusable: TypeAlias = dict[str, Flags]
"""What would be out of bounds, in words, and in which worlds, (worlds,) each."""


def out_of_bounds(name: str, value: values.Value) -> str:
    """Why a world is refused in which a property can't take its number."""
    return f"`{name}: {value.span.text}` would be out of bounds"


def of_room(batch: Batch) -> Unusable:
    """Sides of the room; a missing corner must leave something of both arms."""
    room, space = batch.plan.scene.room, batch.space
    if room is None:
        return {}
    sides = (space.x, space.y, space.z, *(space.cut or ()))
    found = {
        out_of_bounds("room", value): np.isnan(side[:, 0])
        for value, side in zip((*room.size, *(room.cut or ())), sides, strict=True)
    }
    for side, cut in zip((space.x, space.y), space.cut or (), strict=False):
        reason = f"the missing corner would leave less than {NARROWEST:g} m of the room"
        found[reason] = found.get(reason, False) | (side - cut < NARROWEST - 1e-9)[:, 0]
    return found


def of_count(batch: Batch, block: ObjectBlock) -> Unusable:
    """How many members a group has."""
    assert block.count is not None
    drawn = batch.columns().evaluate(block.count, (block.name, "count"))[:, 0]
    return {out_of_bounds("count", block.count): np.isnan(drawn)}


def of_camera(batch: Batch, block: CameraBlock) -> Unusable:
    """Numbers of a camera."""
    return {
        out_of_bounds(name, getattr(block, name)): np.isnan(column)
        for name, column in camera_numbers(batch, block).items()
    }
