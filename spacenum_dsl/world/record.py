"""From the arrays of a batch to frozen worlds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from msgspec.structs import replace

from spacenum_dsl.base.paint import PALETTE
from spacenum_dsl.base.parts import Flags, Floats, Places
from spacenum_dsl.semantics.kind import OWN
from spacenum_dsl.semantics.program import Scene
from spacenum_dsl.world.batch import Batch, Standing, Traits
from spacenum_dsl.world.camera import fixed_cameras
from spacenum_dsl.world.plan import Slot, symbols
from spacenum_dsl.world.standing import MARGIN, opened
from spacenum_dsl.world.structure import room_around, surrounded
from spacenum_dsl.world.world import (
    Decor,
    MapFrame,
    Placement,
    Room,
    SurfaceRecord,
    Thing,
    ViewPoint,
    World,
)

FIRST_ID = 16
"""Instance id of a world's first object; smaller ones are the room's own parts."""


@dataclass(frozen=True, eq=False)
class Sizes:
    """What an object is in each world: kind (place in the slot's table), size (worlds, 3) in metres, three
    shares in [0, 1) (worlds, 3) for variant, colour and grain, presence, and in which states (worlds, states)
    it is there if not in all."""

    slot: Slot
    kind: Places
    size: Floats
    look: Floats
    present: Flags
    there: Flags | None = None

    @cached_property
    def traits(self) -> Traits:
        table, kind = self.slot.table, self.kind
        return Traits(table.top[kind], table.clear[kind], table.flat[kind], table.fronted[kind])

    def rows(self, rows: Places) -> Sizes:
        return Sizes(
            self.slot,
            self.kind[rows],
            self.size[rows],
            self.look[rows],
            self.present[rows],
            None if self.there is None else self.there[rows],
        )


def records(batch: Batch, sizes: dict[str, Sizes]) -> list[World]:
    """The worlds of a batch in which every object stands. What no state has is left out."""
    scene = batch.plan.scene
    worlds = range(len(batch.draws.index))
    things: list[list[Thing]] = [[] for _ in worlds]
    varied: list[dict[str, tuple[Placement | None, ...]]] = [{} for _ in worlds]
    for slot in batch.plan.slots:
        ids = [FIRST_ID + len(before) for before in things]
        there = sizes[slot.name].there
        for row, thing, placements in things_of(batch, sizes[slot.name], batch.standing[slot.name], ids):
            if there is None:
                things[row].append(thing)
                if len(placements) > 1:
                    varied[row][slot.name] = placements
            elif there[row].any():
                things[row].append(thing)
                varied[row][slot.name] = tuple(placements[0] if has else None for has in there[row].tolist())
    decors, frames, cameras = _decors(batch), _frames(batch), fixed_cameras(batch)
    spaces = [
        space_for(scene, room, tuple(there.values()))
        for room, there in zip(_rooms(batch), cameras, strict=True)
    ]
    return [
        World(
            scene.name,
            batch.draws.seed,
            int(batch.draws.index[row]),
            int(batch.draws.attempt[row]),
            *spaces[row],
            decors[row],
            tuple(things[row]),
            frames[row],
            tuple(varied[row]),
            tuple(zip(*varied[row].values(), strict=True)),
            cameras[row],
            batch.plan.stream,
        )
        for row in worlds
    ]


def things_of(
    batch: Batch, drawn: Sizes, standing: Standing, ids: Sequence[int]
) -> Iterator[tuple[int, Thing, tuple[Placement, ...]]]:
    """One object in each world (row) that has it, under that world's id, with its placement in each state."""
    slot = drawn.slot
    colours = _colours(batch, drawn)
    box, scale = standing.boxes, standing.scale
    columns = [(array[:, 0, :] + 0.0).tolist() for array in (box.x, box.y, box.z, box.yaw, scale)]
    side, look, kinds = drawn.size.tolist(), drawn.look.tolist(), drawn.kind.tolist()
    for row in np.flatnonzero(drawn.present).tolist():
        kind = kinds[row]
        options = slot.table.variants[kind]
        placements = tuple(
            Placement((x, y, z), yaw % 360.0, size)
            for x, y, z, yaw, size in zip(*(column[row] for column in columns), strict=True)
        )
        thing = Thing(
            ids[row],
            slot.name,
            slot.block.role,
            slot.table.names[kind],
            tuple(side[row]),
            options[int(look[row][0] * len(options))],
            colours[row],
            round(look[row][2], 4) % 1.0,
            placements[0],
        )
        yield row, thing, placements


def _colours(batch: Batch, drawn: Sizes) -> list[str]:
    """The colour that the spec draws, unless the kind brings its own; else one of the kind's."""
    wanted = drawn.slot.block.colour
    palettes = [kind.colours for kind in drawn.slot.table.kinds]
    if wanted is not None:
        names = symbols(wanted)
        codes = batch.columns(names).evaluate(wanted, (drawn.slot.name, "colour"))[:, 0].astype(int)
        found = [
            OWN if OWN in palettes[kind] else names[code]
            for kind, code in zip(drawn.kind.tolist(), np.broadcast_to(codes, len(drawn.kind)), strict=True)
        ]
    else:
        found = [
            palettes[kind][int(share * len(palettes[kind]))]
            for kind, share in zip(drawn.kind.tolist(), drawn.look[:, 1].tolist(), strict=True)
        ]
    assert set(found) <= {*PALETTE, OWN}
    return found


def space_for(
    scene: Scene, room: Room | None, cameras: Sequence[ViewPoint]
) -> tuple[Room | None, SurfaceRecord | None]:
    """The room, or the surface with the room around it, as its cameras need it: open where the scene says so,
    and round a surface where one of them would stand outside."""
    if room is not None:
        return (room if scene.ceiling else replace(room, without=_opened(room, cameras))), None
    assert scene.surface is not None
    surface = SurfaceRecord(scene.surface.name, *scene.surface.size)
    around, floor = room_around(surface)
    low, high = floor + MARGIN, floor + around.size[2] - MARGIN
    eyes = [camera.position for camera in cameras]
    if scene.ceiling and all(surrounded(around, eye, MARGIN) and low <= eye[2] <= high for eye in eyes):
        return None, surface
    return None, replace(surface, without=_opened(around, cameras))


def _opened(room: Room, cameras: Sequence[ViewPoint]) -> tuple[int, ...]:
    """The walls that an open room lacks for one of its cameras or another."""
    return tuple(sorted({wall for camera in cameras for wall in opened(room, camera.position)}))


def _rooms(batch: Batch) -> list[Room | None]:
    if batch.plan.scene.room is None:
        return [None] * len(batch.draws.index)
    space = batch.space
    sides = zip(*(side[:, 0].tolist() for side in (space.x, space.y, space.z)), strict=True)
    if space.cut is None:
        return [Room(size) for size in sides]
    cuts = zip(*(side[:, 0].tolist() for side in space.cut), strict=True)
    return [Room(size, cut) for size, cut in zip(sides, cuts, strict=True)]


def _decors(batch: Batch) -> list[Decor]:
    """Coverings and light, drawn once per world."""
    decor = batch.plan.scene.decor
    words = []
    for name, value in (("floor", decor.floor), ("walls", decor.walls), ("light", decor.light)):
        known = symbols(value)
        codes = batch.columns(known).evaluate(value, ("room", name))[:, 0].astype(int)
        words.append([known[code] for code in np.broadcast_to(codes, len(batch.draws.index))])
    shares = (np.round(batch.draws.uniform(("room", "light", "shares"), 0, 4), 4) % 1.0).tolist()
    return [
        Decor(floor, walls, light, (a, b, c, d))
        for floor, walls, light, (a, b, c, d) in zip(*words, shares, strict=True)
    ]


def _frames(batch: Batch) -> list[MapFrame | None]:
    if not batch.plan.scene.anchored:
        return [None] * len(batch.draws.index)
    x, y, yaw = ((array[:, 0, 0] + 0.0).tolist() for array in batch.frame())
    z = (batch.standing["origin"].boxes.z[:, 0, 0] + 0.0).tolist()
    return [MapFrame((a, b, c), d) for a, b, c, d in zip(x, y, z, yaw, strict=True)]
