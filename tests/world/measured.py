"""Rooms drawn from short texts, and measures of their objects' real triangles by plain geometry."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from spacenum_dsl.base.parts import Floats
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.plan import plan_scene
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import Room, Thing, World

ROOMS = {
    "fixed": "room: (6.0, 5.0, 2.6) m",
    "drawn": "room: (5.0 .. 7.0, 4.5 .. 6.0, 2.4 .. 3.0) m",
    "l_shaped": "room: l_shaped(6.0 .. 7.5, 6.0 .. 7.0, 2.4 .. 2.8, 1.5 .. 3.0, 1.5 .. 2.5) m",
}
"""Rooms by their form."""

AGENT = "agent { at: free(0.3 m) }"


def drawn(program_of: Callable[[str], Program], count: int, *statements: str, seed: int = 3) -> list[World]:
    """Worlds of a room of these statements, refused ones left out; two of three are not refused."""
    lines = "\n  ".join((*statements, AGENT))
    plan = plan_scene(program_of(f"scene test {{\n  {lines}\n}}\n").scenes["test"])
    worlds = [
        world for world in draw_worlds(plan, seed, range(count), [0] * count) if isinstance(world, World)
    ]
    assert 3 * len(worlds) >= 2 * count, f"{len(worlds)} worlds of {count}"
    return worlds


def points(thing: Thing) -> Floats:
    """(n, 3) corners of all its triangles in the world, metres."""
    place, mesh = thing.placement, thing.mesh
    local = mesh.vertices[np.unique(mesh.faces)] * place.scale
    turn = complex(math.cos(math.radians(place.yaw)), math.sin(math.radians(place.yaw)))
    plan = (local[:, 0] + 1j * local[:, 1]) * turn
    return np.column_stack([plan.real, plan.imag, local[:, 2]]) + np.asarray(place.position)


def hull(thing: Thing) -> shapely.Polygon:
    """What it covers of the floor, seen from above."""
    return shapely.convex_hull(shapely.multipoints(points(thing)[:, :2]))


@dataclass(frozen=True)
class Extent:
    """From where to where something reaches along the front of `by`, to its left, and up; metres."""

    back: float
    front: float
    right: float
    left: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.right + self.left) / 2


def extent(thing: Thing, by: Thing) -> Extent:
    """A thing in the axes of another one, or of itself, from the middle of that one's base."""
    x, y, _ = by.placement.position
    yaw = math.radians(by.placement.yaw)
    dx, dy = (points(thing)[:, :2] - (x, y)).T
    ahead = dx * math.cos(yaw) + dy * math.sin(yaw)
    aside = dy * math.cos(yaw) - dx * math.sin(yaw)
    z = points(thing)[:, 2]
    return Extent(*(float(end) for axis in (ahead, aside, z) for end in (axis.min(), axis.max())))


def floor(room: Room) -> shapely.Polygon:
    """The floor, as docs/language.md describes rooms."""
    x, y, _ = room.size
    a, b = room.cut or (0.0, 0.0)
    whole = shapely.box(-x / 2, -y / 2, x / 2, y / 2)
    return shapely.difference(whole, shapely.box(x / 2 - a, y / 2 - b, x / 2, y / 2))


def walls(room: Room) -> list[shapely.LineString]:
    """The lines of the walls, counter-clockwise from (−x, −y)."""
    ring = shapely.get_coordinates(shapely.normalize(floor(room)).exterior.reverse())
    start = int(np.argmin(ring.sum(axis=1)))
    ring = np.roll(ring[:-1], -start, axis=0)
    return [shapely.linestrings([one, other]) for one, other in zip(ring, np.roll(ring, -1, 0), strict=True)]


def wall_behind(thing: Thing, room: Room, within: float = 0.005) -> int:
    """The number of the wall along all of whose back it is, no farther from it than `within` metres."""
    own = extent(thing, thing)
    x, y, _ = thing.placement.position
    turn = complex(math.cos(math.radians(thing.placement.yaw)), math.sin(math.radians(thing.placement.yaw)))
    ends = [complex(x, y) + complex(own.back, aside) * turn for aside in (own.right, own.left)]
    for number, wall in enumerate(walls(room)):
        far = max(float(shapely.distance(wall, shapely.points(end.real, end.imag))) for end in ends)
        if far <= within:
            return number
    raise AssertionError(f"no wall is behind {thing.name} of {thing.placement}")


def group(world: World, name: str) -> Sequence[Thing]:
    """The members of a group, or the one object of that name."""
    return [thing for thing in world.things if thing.group == name]
