"""A batch of worlds while it is drawn: arrays with a row per world, grown object by object."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from spacenum_dsl.base.boxes import FIELDS, Boxes
from spacenum_dsl.base.parts import Flags, Floats, Places
from spacenum_dsl.meaning import values
from spacenum_dsl.world.columns import Columns, Draws
from spacenum_dsl.world.function import Seen
from spacenum_dsl.world.plan import Plan


@dataclass(eq=False)
class Standing:
    """One object of every world: `boxes` (worlds, candidates, states), whether it is `present` (worlds,)."""

    boxes: Boxes
    scale: Floats
    present: Flags

    def rows(self, rows: Places) -> Standing:
        return Standing(self.boxes.map(lambda array: array[rows]), self.scale[rows], self.present[rows])


@dataclass(eq=False)
class Batch:
    """The worlds of a batch as far as they stand. Implements what conditions ask for."""

    plan: Plan
    draws: Draws
    standing: dict[str, Standing] = field(default_factory=dict)
    obstacles: Boxes | None = None
    solid: Flags | None = None

    def rows(self, rows: Places) -> Batch:
        """The same for some of the worlds."""
        return Batch(
            self.plan,
            self.draws.rows(rows),
            {name: standing.rows(rows) for name, standing in self.standing.items()},
            None if self.obstacles is None else self.obstacles.map(lambda array: array[rows]),
            None if self.solid is None else self.solid[rows],
        )

    def trying(self, name: str, standing: Standing) -> Batch:
        """The same with candidates of one more object."""
        return Batch(self.plan, self.draws, {**self.standing, name: standing}, self.obstacles, self.solid)

    def place(self, name: str, standing: Standing) -> None:
        """Adds an object for good; later ones must avoid all of its states."""
        self.standing[name] = standing
        worlds, _, states = standing.boxes.x.shape
        added = standing.boxes.map(lambda array: np.broadcast_to(array, (worlds, 1, states))[:, 0, :])
        there = np.broadcast_to(standing.present[:, None], (worlds, states))
        if self.obstacles is None or self.solid is None:
            self.obstacles, self.solid = added, there
            return
        old = self.obstacles
        self.obstacles = Boxes(
            *(np.concatenate([getattr(old, name), getattr(added, name)], axis=1) for name in FIELDS)
        )
        self.solid = np.concatenate([self.solid, there], axis=1)

    def columns(self, vocabulary: tuple[str, ...] = ()) -> Columns:
        return Columns(self.draws, lambda value: self.mention(value)[:, :, 0], vocabulary)

    def frame(self) -> tuple[Floats, Floats, Floats]:
        """Origin x, y and yaw (degrees) of the frame of `at`, each (worlds, 1, 1)."""
        if not self.plan.scene.anchored or "x_axis" not in self.standing:
            zero = np.zeros((len(self.draws.index), 1, 1))
            return zero, zero, zero
        origin, other = self.standing["origin"].boxes, self.standing["x_axis"].boxes
        return origin.x, origin.y, np.asarray(np.degrees(np.arctan2(other.y - origin.y, other.x - origin.x)))

    def to_world(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Coordinates in the frame of `at` to the world."""
        ox, oy, yaw = self.frame()
        c, s = np.cos(np.radians(yaw)), np.sin(np.radians(yaw))
        return ox + c * x - s * y, oy + s * x + c * y

    def from_world(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """World coordinates to the frame of `at`."""
        ox, oy, yaw = self.frame()
        c, s = np.cos(np.radians(yaw)), np.sin(np.radians(yaw))
        return c * (x - ox) + s * (y - oy), c * (y - oy) - s * (x - ox)

    def box(self, name: str) -> Boxes:
        return self.standing[name].boxes

    def frame_yaw(self) -> Floats:
        return self.frame()[2]

    def how_many(self, group: str) -> Floats:
        slots = self.plan.members.get(group, (group,))
        present = np.sum([self.standing[slot].present for slot in slots], axis=0)
        return np.asarray(present[:, None, None], dtype=float)

    @property
    def seen(self) -> Seen:
        raise LookupError("a batch has no view")

    def present(self, name: str) -> Flags:
        return np.asarray(self.standing[name].present[:, None, None])

    def named(self, value: values.Named) -> Floats:
        return self.columns().evaluate(value, ())[:, :, None]

    def mention(self, value: values.Attribute) -> Floats:
        standing = self.standing[value.object]
        box = standing.boxes
        match value.path:
            case ("at", axis):
                x, y = (box.x, box.y) if self._anchors(value.object) else self.from_world(box.x, box.y)
                return x if axis == "x" else y
            case ("yaw",):
                zero = 0.0 if self._anchors(value.object) else self.frame_yaw()
                return np.asarray((box.yaw - zero) % 360.0)
            case ("scale",):
                return standing.scale
            case ("size", axis):
                return {"x": box.depth, "y": box.width, "z": box.height}[axis]
        raise LookupError(f"no part {'.'.join(value.path)}")

    def _anchors(self, name: str) -> bool:
        """Whether an object is an anchor, whose `at` and `yaw` are in the surface's or room's frame."""
        return name in self.plan.members.get("anchors", ())
