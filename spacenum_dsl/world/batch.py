"""A batch of worlds while it is drawn: arrays with a row per world, grown object by object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.boxes import FIELDS, Boxes, overlap
from spacenum_dsl.base.parts import Flags, Floats, Places
from spacenum_dsl.semantics import values
from spacenum_dsl.world.evaluate import Columns, Draws
from spacenum_dsl.world.function import Seen
from spacenum_dsl.world.plan import Plan, Slot
from spacenum_dsl.world.structure import room_around
from spacenum_dsl.world.walls import Wall, walls_of
from spacenum_dsl.world.world import SurfaceRecord

HELD = 8
"""Attempts at a world in which what varies stays in one window: were each attempt's window its own, those in
which few worlds can be asked about would be rare, and a number there would tell its rank."""


@dataclass(frozen=True, eq=False)
class Traits:
    """What an object's kind says about it in each world, (worlds,) each; see `Kind`."""

    top: Floats
    clear: Floats
    flat: Flags
    fronted: Flags

    def rows(self, rows: Places) -> Traits:
        return Traits(self.top[rows], self.clear[rows], self.flat[rows], self.fronted[rows])


@dataclass(eq=False)
class Standing:
    """One object of every world: `boxes` (worlds, candidates, states), whether it is `present` (worlds,).

    Where it is present in some states only, `there` (worlds, states) says in which; its place is kept in the
    others too.
    """

    boxes: Boxes
    scale: Floats
    present: Flags
    traits: Traits
    there: Flags | None = None

    @property
    def states(self) -> int:
        return int(self.boxes.x.shape[2])

    def rows(self, rows: Places) -> Standing:
        boxes = self.boxes.map(lambda array: array[rows])
        there = None if self.there is None else self.there[rows]
        return Standing(boxes, self.scale[rows], self.present[rows], self.traits.rows(rows), there)

    def at(self, state: int) -> Standing:
        """As it stands in one state."""
        one = slice(state, state + 1)
        there = None if self.there is None else self.there[:, one]
        if self.states == 1:
            return replace(self, there=there)
        boxes = self.boxes.map(lambda array: array[:, :, one])
        return replace(self, boxes=boxes, scale=self.scale[:, :, one], there=there)


@dataclass(frozen=True, eq=False)
class Extent:
    """The space of every world, (worlds, 1) each: sides along x and y, the height up to the ceiling,
    and the sides of the corner that an L-shaped room lacks."""

    x: Floats
    y: Floats
    z: Floats
    cut: tuple[Floats, Floats] | None = None

    def rows(self, rows: Places) -> Extent:
        cut = None if self.cut is None else (self.cut[0][rows], self.cut[1][rows])
        return Extent(self.x[rows], self.y[rows], self.z[rows], cut)


@dataclass(frozen=True, eq=False)
class Obstacles:
    """Boxes (worlds, n) that others must not enter; each counts only where `solid`, and against what is as
    `flat` as it is. `state` (n,) is the one in which it stands there, -1 for what stands in all."""

    boxes: Boxes
    solid: Flags
    flat: Flags
    state: Places

    def rows(self, rows: Places) -> Obstacles:
        boxes = self.boxes.map(lambda array: array[rows])
        return Obstacles(boxes, self.solid[rows], self.flat[rows], self.state)

    def and_(self, other: Obstacles) -> Obstacles:
        """These and others."""
        boxes = Boxes(
            *(
                np.concatenate([getattr(self.boxes, name), getattr(other.boxes, name)], axis=1)
                for name in FIELDS
            )
        )
        solid = np.concatenate([self.solid, other.solid], axis=1)
        flat = np.concatenate([self.flat, other.flat], axis=1)
        return Obstacles(boxes, solid, flat, np.concatenate([self.state, other.state]))

    def only(self, places: Places) -> Obstacles:
        """Some of them."""
        boxes = self.boxes.map(lambda array: array[:, places])
        return Obstacles(boxes, self.solid[:, places], self.flat[:, places], self.state[places])

    def at(self, state: int) -> Obstacles:
        """Those that stand there in one state, as if there were no other."""
        those = self.only(np.flatnonzero((self.state < 0) | (self.state == state)))
        return replace(those, state=np.full(len(those.state), -1))

    def hit(self, boxes: Boxes, flat: Flags) -> Flags:
        """(worlds, candidates, states) whether boxes enter any; `flat` (worlds,) says what they are. One of
        several states enters what stands in the same one, the only state of what does not vary all."""
        hits = overlap(
            boxes.map(lambda array: array[..., None]), self.boxes.map(lambda array: array[:, None, None, :])
        )
        counted = (self.solid & (self.flat == flat[:, None]))[:, None, None, :]
        states = boxes.x.shape[2]
        if states > 1 and (self.state >= 0).any():
            counted = counted & ((self.state < 0) | (self.state == np.arange(states)[:, None]))
        return np.asarray((hits & counted).any(axis=3))


def zone(standing: Standing) -> Boxes:
    """The space in front of an object that it keeps clear."""
    boxes, ahead = standing.boxes, standing.traits.clear[:, None, None]
    out = (boxes.depth + ahead) / 2
    x, y = boxes.x + out * boxes.cos, boxes.y + out * boxes.sin
    return Boxes(x, y, boxes.z, boxes.yaw, ahead + 0.0 * out, boxes.width, boxes.height)


def _obstacles(boxes: Boxes, standing: Standing) -> Obstacles:
    """All states of an object that stands."""
    worlds, _, states = standing.boxes.x.shape
    added = boxes.map(lambda array: np.broadcast_to(array, (worlds, 1, states))[:, 0, :])
    there = np.broadcast_to(standing.present[:, None], (worlds, states))
    flat = np.broadcast_to(standing.traits.flat[:, None], (worlds, states))
    return Obstacles(added, there, flat, np.arange(states) if states > 1 else np.array([-1]))


def _joined(old: Obstacles | None, new: Obstacles) -> Obstacles:
    return new if old is None else old.and_(new)


def new_batch(plan: Plan, draws: Draws) -> Batch:
    """Empty worlds of the sizes that the scene draws; an L-shaped room's missing corner is in the way."""
    room = plan.scene.room
    worlds = len(draws.index)
    columns = Columns(draws, _no_objects)
    if room is None:
        surface = plan.scene.surface
        assert surface is not None
        around, floor = room_around(SurfaceRecord(surface.name, *surface.size))
        width, depth = surface.size
        one = np.ones((worlds, 1))
        return Batch(plan, draws, Extent(width * one, depth * one, (floor + around.size[2]) * one))
    x, y, z = (
        np.round(columns.evaluate(side, ("room", axis)), 3)
        for axis, side in zip("xyz", room.size, strict=True)
    )
    if room.cut is None:
        return Batch(plan, draws, Extent(x, y, z))
    a, b = (
        np.round(columns.evaluate(side, ("room", "cut", axis)), 3)
        for axis, side in zip("xy", room.cut, strict=True)
    )
    corner = Boxes((x - a) / 2, (y - b) / 2, 0.0 * z, 0.0 * z, a, b, z).map(
        lambda side: np.repeat(side, 2, axis=1)
    )
    there = np.ones((worlds, 2), dtype=bool)
    both = np.array([[False, True]]) & there
    lacking = Obstacles(corner, there, both, np.array([-1, -1]))
    return Batch(plan, draws, Extent(x, y, z, (a, b)), obstacles=lacking, owners=("", ""))


def _no_objects(value: values.Attribute) -> Floats:
    raise LookupError(f"{value.object} is not placed yet")


@dataclass(eq=False)
class Batch:
    """The worlds of a batch as far as they stand. Implements what conditions ask for."""

    plan: Plan
    draws: Draws
    space: Extent
    standing: dict[str, Standing] = field(default_factory=dict)
    obstacles: Obstacles | None = None
    zones: Obstacles | None = None
    """Space before doors and the like, which stays free of objects."""
    owners: tuple[str, ...] = ()
    """Whose each of the obstacles is, in their order."""
    option: Mapping[str, Floats | float] = field(default_factory=dict)
    """What is known of the options of each candidate, (worlds, candidates, states) each."""

    def rows(self, rows: Places) -> Batch:
        """The same for some of the worlds."""
        return Batch(
            self.plan,
            self.draws.rows(rows),
            self.space.rows(rows),
            {name: standing.rows(rows) for name, standing in self.standing.items()},
            None if self.obstacles is None else self.obstacles.rows(rows),
            None if self.zones is None else self.zones.rows(rows),
            self.owners,
        )

    @property
    def varies(self) -> bool:
        """Whether something that stands already is another one in each state."""
        return any(each.states > 1 or each.there is not None for each in self.standing.values())

    def at(self, state: int) -> Batch:
        """The same in one state, as if there were no other."""
        own = () if self.obstacles is None else self.obstacles.state.tolist()
        return Batch(
            self.plan,
            self.draws,
            self.space,
            {name: standing.at(state) for name, standing in self.standing.items()},
            None if self.obstacles is None else self.obstacles.at(state),
            None if self.zones is None else self.zones.at(state),
            tuple(owner for owner, each in zip(self.owners, own, strict=True) if each in (-1, state)),
        )

    def trying(self, name: str, standing: Standing, option: Mapping[str, Floats | float]) -> Batch:
        """The same with candidates of one more object, and what is known of their options."""
        tried = {**self.standing, name: standing}
        return replace(self, standing=tried, option=option)

    def place(self, name: str, standing: Standing) -> None:
        """Adds an object for good; what does not vary must avoid all of its states."""
        self.standing[name] = standing
        self.obstacles = _joined(self.obstacles, _obstacles(standing.boxes, standing))
        self.owners += (name.partition("[")[0],) * standing.boxes.x.shape[2]
        if standing.traits.clear.any():
            self.zones = _joined(self.zones, _obstacles(zone(standing), standing))

    def in_the_way(self, boxes: Boxes, slot: Slot) -> str:
        """What the candidates (1, n, states) of an object overlap most often, in the one world of a batch."""
        assert self.obstacles is not None
        flat = slot.table.flat[:1]
        each = [
            int(self.obstacles.only(np.array([place])).hit(boxes, flat).sum())
            for place in range(len(self.owners))
        ]
        owner = self.owners[int(np.argmax(each))]
        return f"`{owner}`" if owner else "the corner that the room lacks"

    @cached_property
    def walls(self) -> tuple[Wall, ...]:
        """The walls of the room, if there is one; arrays (worlds, 1)."""
        return () if self.plan.scene.room is None else walls_of(self.space.x, self.space.y, self.space.cut)

    def columns(self, vocabulary: tuple[str, ...] = (), span: float = 1.0, many: int = 1) -> Columns:
        draws = self.draws if many == 1 else replace(self.draws, span=span, many=many, held=HELD)
        return Columns(draws, lambda value: self.mention(value)[:, :, 0], vocabulary)

    def frame(self) -> tuple[Floats, Floats, Floats]:
        """Origin x, y and yaw (degrees) of the frame of `at`, each (worlds, 1, 1)."""
        if not self.plan.scene.anchored or "x_axis" not in self.standing:
            zero = np.zeros((len(self.draws.index), 1, 1))
            return zero, zero, zero
        origin, other = self.standing["origin"].boxes, self.standing["x_axis"].boxes
        return origin.x, origin.y, exact.bearings(other.x - origin.x, other.y - origin.y)

    def to_world(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Coordinates in the frame of `at` to the world."""
        ox, oy, yaw = self.frame()
        c, s = exact.turns(yaw)
        return ox + c * x - s * y, oy + s * x + c * y

    def from_world(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """World coordinates to the frame of `at`."""
        ox, oy, yaw = self.frame()
        c, s = exact.turns(yaw)
        return np.asarray(c * (x - ox) + s * (y - oy)), np.asarray(c * (y - oy) - s * (x - ox))

    def box(self, name: str) -> Boxes:
        return self.standing[name].boxes

    def frame_yaw(self) -> Floats:
        return self.frame()[2]

    def how_many(self, group: str) -> Floats:
        slots = self.plan.members.get(group, (group,))
        present = np.zeros((len(self.draws.index), 1, 1))
        for slot in slots:
            present = present + self.present(slot)
        return np.asarray(present)

    @property
    def seen(self) -> Seen:
        raise LookupError("a batch has no view")

    def seen_by(self, viewer: str) -> Seen:
        raise LookupError(f"a batch has no view by `{viewer}`")

    def present(self, name: str) -> Flags:
        standing = self.standing.get(name)
        if standing is not None and standing.there is not None:
            return np.asarray((standing.there & standing.present[:, None])[:, None, :])
        there = np.zeros(len(self.draws.index), dtype=bool) if standing is None else standing.present
        return np.asarray(there[:, None, None])

    def named(self, value: values.Named) -> Floats:
        return self.columns().evaluate(value, ())[:, :, None]

    def mention(self, value: values.Attribute) -> Floats:
        standing = self.standing[value.object]
        box = standing.boxes
        match value.path:
            case ("at", axis):
                x, y = (box.x, box.y) if self._first(value.object) else self.from_world(box.x, box.y)
                return x if axis == "x" else y
            case ("yaw",):
                zero = 0.0 if self._first(value.object) else self.frame_yaw()
                return np.asarray((box.yaw - zero) % 360.0)
            case ("scale",):
                return standing.scale
            case ("size", axis):
                return {"x": box.depth, "y": box.width, "z": box.height}[axis]
        raise LookupError(f"no part {'.'.join(value.path)}")

    def _first(self, name: str) -> bool:
        """Whether an object is placed before the map frame exists: its `at` and `yaw` are in the surface's or
        room's frame."""
        return name.partition("[")[0] in self.plan.scene.first
