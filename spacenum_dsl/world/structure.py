"""What surrounds the objects of a world: floor, walls, ceiling and, below a surface, its furniture.

A surface stands in a plain room that is always the same, so that the surrounding tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacenum_dsl.base import registry
from spacenum_dsl.base.parts import Box, Mesh, Part, mesh_of
from spacenum_dsl.meaning.surface import Surface
from spacenum_dsl.world.world import Position, SurfaceRecord, World

THICK = 0.1
PLAIN_ROOM = (5.0, 5.0, 2.8)
"""Metres: the room round a surface."""

FLOOR, WALLS, CEILING, SURFACE = 1, 2, 3, 4
"""Instance ids of a room's own parts; objects start at `record.FIRST_ID`."""


@dataclass(frozen=True, eq=False)
class Structure:
    """Meshes of the surrounding by instance id, in the world frame, and the space that they enclose."""

    meshes: dict[int, Mesh]
    low: Position
    high: Position

    def encloses(self, point: Position, margin: float) -> bool:
        """Whether a point is inside the room, so far from walls, floor and ceiling."""
        return all(
            low + margin <= value <= high - margin
            for low, value, high in zip(self.low, point, self.high, strict=True)
        )


def structure_of(world: World) -> Structure:
    """The surrounding of a world; equal ones are shared."""
    if world.room is not None:
        return _room(world.room, 0.0)
    assert world.surface is not None
    return _furniture(world.surface)


@lru_cache(maxsize=64)
def _furniture(record: SurfaceRecord) -> Structure:
    surface: Surface = registry.every("surface")[record.name]
    around = _room(PLAIN_ROOM, -surface.height)
    top = mesh_of(surface.build(record.width, record.depth))
    return Structure({**around.meshes, SURFACE: top}, around.low, around.high)


@lru_cache(maxsize=64)
def _room(size: Position, floor: float) -> Structure:
    x, y, z = size
    whole = (x + 2 * THICK, y + 2 * THICK, THICK)
    middle = floor + z / 2
    walls = (
        *(
            Part(Box((THICK, y + 2 * THICK, z)), (side * (x + THICK) / 2, 0, middle), paint="wall")
            for side in (-1, 1)
        ),
        *(Part(Box((x, THICK, z)), (0, side * (y + THICK) / 2, middle), paint="wall") for side in (-1, 1)),
        *(
            Part(
                Box((0.012, y, 0.08)),
                (side * (x / 2 - 0.006), 0, floor + 0.04),
                paint="skirting",
                finish="satin",
            )
            for side in (-1, 1)
        ),
        *(
            Part(
                Box((x - 0.024, 0.012, 0.08)),
                (0, side * (y / 2 - 0.006), floor + 0.04),
                paint="skirting",
                finish="satin",
            )
            for side in (-1, 1)
        ),
    )
    meshes = {
        FLOOR: mesh_of((Part(Box(whole), (0, 0, floor - THICK / 2), paint="floor", finish="wood"),)),
        WALLS: mesh_of(walls),
        CEILING: mesh_of((Part(Box(whole), (0, 0, floor + z + THICK / 2), paint="ceiling"),)),
    }
    return Structure(meshes, (-x / 2, -y / 2, floor), (x / 2, y / 2, floor + z))
