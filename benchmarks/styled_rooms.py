"""Are rooms that a style alone furnishes sound? Two hundred of them, judged by their triangles.

Run: python benchmarks/styled_rooms.py [--seeds 200] [--style kitchen]

Each seed compiles one room the normal way, from a style and an agent and nothing else; one room in four is
L-shaped. The check shares no code with what draws or judges rooms. It knows the room's sides and the
triangles of its things, where the compiler reasons with boxes:

- no two solids reach more than a millimetre into each other; what lies flat may be stood on;
- no triangle is outside the room or in the corner that an L-shaped one lacks;
- the 0.8 m before a door are free, up to the door's height;
- the free floor is in one piece. Each thing that reaches lower than the agent's head is drawn on a grid of
  2 cm as the rectangle around its triangles, turned as it is, for an agent does not step between a chair's
  legs. A cell is free if all of it is 0.3 m from everything, and one can walk from any free cell to any other
  without coming nearer than 0.28 m, as the grid is no finer. Specks of less than 0.001 m² do not count.

Exits 1 unless all rooms are sound.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage

from spacenum_dsl.base import registry
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics.resolve import resolve
from spacenum_dsl.semantics.style import STYLES
from spacenum_dsl.world.world import Room, Thing, World

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SPEC = """
scene room {{
  style: {style}
  {room}
  agent {{ at: free(0.3 m); height: 1.5 m }}
}}
transition turn on room {{ action: rotate_left | rotate_right; by: 10 .. 70 step 10 deg }}
dataset rooms {{ seed: {seed}; cells {{ turn: 1 }} }}
"""

L_SHAPED = "room: l_shaped(5.2 .. 6.2, 4.6 .. 5.4, 2.6, 1.6 .. 2.2, 1.4 .. 2.0) m"
EVERY = 4
"""Of how many rooms of a style one is L-shaped."""

DEEP = 0.001
"""Metres that one solid must reach into another to overlap it."""

SLICE = 0.01
"""Metres between the heights at which two solids are compared, at most."""

FLAT = 0.02
"""Metres over the floor: what ends lower lies flat."""

WAY = 0.8
"""Metres before a door that stay free."""

HEAD = 1.65
"""Metres over the floor that the agent reaches: its eye and 15 cm."""

CLEARANCE = 0.3
CELL = 0.02
SPECK = 0.001
"""Metres from everything at which the agent can be, metres of a cell's side, square metres."""


@dataclass(frozen=True, eq=False)
class Solid:
    """A thing's triangles where they stand in the room: `points` (n, 3) metres, `faces` and their parts; the
    unit vectors `ahead` and `aside`, in plan, point to its front and to its left."""

    name: str
    kind: str
    ahead: Floats
    aside: Floats
    points: Floats
    faces: npt.NDArray[np.int32]
    part_of: npt.NDArray[np.int32]

    @cached_property
    def low(self) -> Floats:
        return self.points.min(axis=0)

    @cached_property
    def high(self) -> Floats:
        return self.points.max(axis=0)

    @property
    def flat(self) -> bool:
        return float(self.high[2]) <= FLAT

    @cached_property
    def rectangle(self) -> shapely.Polygon:
        """The rectangle around all its triangles in plan, turned as the thing is."""
        return self.between(*self.reach(self.ahead), *self.reach(self.aside))

    def reach(self, along: Floats) -> tuple[float, float]:
        """From where to where it reaches along a direction in plan, metres."""
        way = self.points[:, :2] @ along
        return float(way.min()), float(way.max())

    def between(self, back: float, front: float, right: float, left: float) -> shapely.Polygon:
        """A rectangle along its own directions."""
        corners = [(back, right), (front, right), (front, left), (back, left)]
        return shapely.polygons([u * self.ahead + v * self.aside for u, v in corners])

    def section(self, height: float) -> shapely.Geometry:
        """What a horizontal plane cuts out of the solid's parts."""
        above = self.points[:, 2] > height
        cut = above[self.faces].any(axis=1) & ~above[self.faces].all(axis=1)
        areas = []
        for part in np.unique(self.part_of[cut]):
            faces = self.faces[cut & (self.part_of == part)]
            areas.append(shapely.build_area(shapely.multilinestrings(self._crossings(faces, above, height))))
        return shapely.union_all(areas)

    def _crossings(self, faces: npt.NDArray[np.int32], above: Flags, height: float) -> Floats:
        """(m, 2, 2): where a plane crosses triangles of which one corner is on the other side."""
        odd = np.where(
            above[faces].sum(axis=1) == 1, above[faces].argmax(axis=1), above[faces].argmin(axis=1)
        )
        rows = np.arange(len(faces))
        tip = faces[rows, odd]
        ends = []
        for step in (1, 2):
            other = faces[rows, (odd + step) % 3]
            one, two = self.points[np.minimum(tip, other)], self.points[np.maximum(tip, other)]
            share = (height - one[:, 2:]) / (two[:, 2:] - one[:, 2:])
            ends.append((one + share * (two - one))[:, :2])
        return np.stack(ends, axis=1)


def solid_of(thing: Thing) -> Solid:
    mesh, place = thing.mesh, thing.placement
    turn = np.radians(place.yaw)
    ahead, aside = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    x, y, z = (place.scale * mesh.vertices).T
    points = np.column_stack([np.outer(x, ahead) + np.outer(y, aside), z]) + np.asarray(place.position)
    return Solid(thing.name, thing.kind, ahead, aside, points, mesh.faces, mesh.part_of)


def faults_of(world: World) -> Iterator[str]:
    """All that is wrong with a room, in words."""
    assert world.room is not None
    solids = [solid_of(thing) for thing in world.things]
    for one, other in combinations(solids, 2):
        if one.flat == other.flat and overlap(one, other):
            yield f"{one.kind} `{one.name}` overlaps {other.kind} `{other.name}`"
    for solid in solids:
        if not enclosed(solid, world.room):
            yield f"{solid.kind} `{solid.name}` sticks out of the room"
        if solid.kind == "door":
            yield from in_the_way(solid, solids, world.room)
    pieces = free_pieces(solids, world.room)
    if len(pieces) != 1:
        yield f"the free floor is in {len(pieces)} pieces: " + ", ".join(f"{area:.3f} m²" for area in pieces)


def overlap(one: Solid, other: Solid) -> bool:
    """Whether any horizontal plane cuts out areas of both that share more than a strip of `DEEP` metres."""
    low, high = np.maximum(one.low, other.low), np.minimum(one.high, other.high)
    if (high - low <= DEEP).any():
        return False
    return any(
        not shapely.is_empty(
            shapely.buffer(shapely.intersection(one.section(z), other.section(z)), -DEEP / 2)
        )
        for z in heights(low[2], high[2])
    )


def heights(low: float, high: float) -> Floats:
    """At least three heights between two, evenly spaced and off both."""
    count = max(3, int(np.ceil((high - low) / SLICE)))
    return np.asarray(low + (high - low) * (np.arange(count) + 0.5) / count)


def enclosed(solid: Solid, room: Room) -> bool:
    x, y, z = room.size
    if (solid.low < (-x / 2 - 1e-6, -y / 2 - 1e-6, -1e-6)).any():
        return False
    if (solid.high > (x / 2 + 1e-6, y / 2 + 1e-6, z + 1e-6)).any():
        return False
    if room.cut is None:
        return True
    corner = shapely.box(x / 2 - room.cut[0] + DEEP, y / 2 - room.cut[1] + DEEP, x, y)
    seen = shapely.convex_hull(shapely.multipoints(solid.points[solid.faces][:, :, :2]))
    return not shapely.intersects(seen, corner).any()


def in_the_way(door: Solid, solids: Sequence[Solid], room: Room) -> Iterator[str]:
    """What is in the space before a door, as wide and high as the door."""
    (_, front), (right, left) = door.reach(door.ahead), door.reach(door.aside)
    way = door.between(front, front + WAY, right + DEEP, left - DEEP)
    x, y, _ = room.size
    floor = shapely.box(-x / 2, -y / 2, x / 2, y / 2)
    if room.cut is not None:
        floor = shapely.difference(floor, shapely.box(x / 2 - room.cut[0], y / 2 - room.cut[1], x, y))
    if not shapely.covers(shapely.buffer(floor, DEEP), way):
        yield f"a wall is before door `{door.name}`"
    for solid in solids:
        if solid is door or solid.flat or solid.low[2] >= door.high[2]:
            continue
        if not shapely.intersects(shapely.box(*solid.low[:2], *solid.high[:2]), way):
            continue
        between = heights(float(solid.low[2]), min(float(solid.high[2]), float(door.high[2])))
        if any(shapely.intersects(solid.section(z), way) for z in between):
            yield f"{solid.kind} `{solid.name}` is before door `{door.name}`"


def free_pieces(solids: Sequence[Solid], room: Room) -> list[float]:
    """Square metres of the free floor's pieces, those from which one can walk to each other as one."""
    x, y, _ = room.size
    shape = (int(np.ceil(x / CELL)) + 2, int(np.ceil(y / CELL)) + 2)
    across, along = (
        -side / 2 + CELL * (np.arange(count) - 0.5) for side, count in zip((x, y), shape, strict=True)
    )
    taken = (np.abs(across) > x / 2)[:, None] | (np.abs(along) > y / 2)[None, :]
    if room.cut is not None:
        taken |= (across > x / 2 - room.cut[0])[:, None] & (along > y / 2 - room.cut[1])[None, :]
    for solid in solids:
        if solid.flat or solid.low[2] >= HEAD:
            continue
        rectangle = shapely.buffer(solid.rectangle, CELL / 2, join_style="mitre")
        taken |= shapely.contains_xy(rectangle, across[:, None], along[None, :])
    away = CELL * ndimage.distance_transform_edt(~taken)
    floors, _ = ndimage.label(away >= CLEARANCE + CELL * np.sqrt(0.5))
    ways, _ = ndimage.label(away >= CLEARANCE - CELL)
    areas = CELL**2 * np.bincount(floors.ravel())
    stood = [number for number, area in enumerate(areas) if number and area >= SPECK]
    counted = np.isin(floors, stood)
    return [float(CELL**2 * size) for size in np.bincount(ways[counted]) if size]


def room_of(style: str, seed: int, l_shaped: bool) -> World:
    """The room of a seed's first question, compiled as any other."""
    text = SPEC.format(style=style, room=L_SHAPED if l_shaped else "", seed=seed)
    parsed = parse(Source("rooms.scene", text))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    if resolved.program is None:
        raise SystemExit("\n".join(str(diagnostic) for diagnostic in resolved.diagnostics))
    asked = ask(make_cell(resolved.program, resolved.program.datasets[0], "turn"), (0,))
    if asked.diagnostics:
        raise SystemExit("\n".join(str(diagnostic) for diagnostic in asked.diagnostics))
    return asked.questions[0].world


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--seeds", type=int, default=200, help="one room each, the styles in turn")
    options.add_argument("--style", action="append", help="only this one; may be repeated")
    chosen = options.parse_args(arguments)
    registry.load()
    styles = chosen.style or sorted(STYLES)
    heads = ("rooms", "L-shaped", "things", "kinds", "draws each", "sound")
    print(f"{'style':14}" + "".join(f"{head:>11}" for head in heads))
    total = 0
    for place, style in enumerate(styles):
        seeds = range(place, chosen.seeds, len(styles))
        shaped = [number % EVERY == EVERY - 1 for number in range(len(seeds))]
        worlds = [room_of(style, seed, l_shaped) for seed, l_shaped in zip(seeds, shaped, strict=True)]
        faults = {seed: tuple(faults_of(world)) for seed, world in zip(seeds, worlds, strict=True)}
        sound = sum(not found for found in faults.values())
        things = np.mean([len(world.things) for world in worlds])
        kinds = len({thing.kind for world in worlds for thing in world.things})
        draws = np.mean([world.attempt + 1 for world in worlds])
        counts = f"{len(worlds):11}{sum(shaped):11}{things:11.1f}{kinds:11}{draws:11.2f}{sound:11}"
        print(f"{style:14}{counts}", flush=True)
        for seed, found in faults.items():
            for fault in found:
                print(f"  seed {seed}: {fault}")
        total += sound
    print(f"{total}/{chosen.seeds}")
    if total < chosen.seeds:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
