"""The map of a picture's scene as its text tells it, and back into the world.

In a mirrored picture the text's frame is right-handed again, so its +y is the world's −y of the map frame
(`families._layout_map.told`): what is drawn from coordinates must turn round with them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.questions.families._layout_map import entry
from spacenum_dsl.questions.intervention import Canvas
from spacenum_dsl.world.world import Thing, World


@dataclass(frozen=True)
class ToldMap:
    """The map frame of a world, as told of a picture that is mirrored or not."""

    world: World
    mirrored: bool

    @classmethod
    def of(cls, canvas: Canvas) -> ToldMap:
        return cls(canvas.world, canvas.mirrored)

    def box(self, thing: Thing) -> tuple[Floats, Floats]:
        """The low and the high corner of an object's axis-aligned box, metres."""
        numbers = entry(thing, self.world, 3)
        low, high = numbers[:3], numbers[3:]
        if self.mirrored:
            low[1], high[1] = -high[1], -low[1]
        return low, high

    def in_world(self, points: Floats) -> Floats:
        """(n, 3) points of the told map in the world."""
        frame = self.world.frame
        assert frame is not None
        c, s = exact.turn(frame.yaw)
        across = np.array([c, s, 0.0])
        away = np.array([-s, c, 0.0]) * (-1.0 if self.mirrored else 1.0)
        axes = np.stack([across, away, np.array([0.0, 0.0, 1.0])])
        return np.asarray(frame.origin) + exact.product(points, axes)


def ground(world: World) -> Floats:
    """(n, 3): the corners of the ground that objects stand on, counter-clockwise; an L-shaped room lacks the
    one at +x and +y."""
    if world.room is None:
        assert world.surface is not None
        x, y, cut = world.surface.width / 2, world.surface.depth / 2, None
    else:
        x, y, cut = world.room.size[0] / 2, world.room.size[1] / 2, world.room.cut
    corners = [(-x, -y), (x, -y), (x, y), (-x, y)]
    if cut is not None:
        a, b = cut
        corners[2:3] = [(x, y - b), (x - a, y - b), (x - a, y)]
    return np.array([(*corner, 0.0) for corner in corners])


def on_ground(world: World, points: Floats) -> bool:
    """Whether all of these world points lie on the ground."""
    x, y, _ = ground(world).max(axis=0)
    found = (np.abs(points[:, 0]) <= x) & (np.abs(points[:, 1]) <= y)
    if world.room is not None and world.room.cut is not None:
        a, b = world.room.cut
        found &= (points[:, 0] <= x - a) | (points[:, 1] <= y - b)
    return bool(found.all())
