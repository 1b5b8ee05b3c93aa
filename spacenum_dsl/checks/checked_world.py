"""A world as the judge sees it: the solids of its objects, in every state of the one that varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from spacenum_dsl.checks.floor import Side, sides
from spacenum_dsl.checks.requirements import Facts, attribute
from spacenum_dsl.checks.solids import Solid, solids_of
from spacenum_dsl.semantics import values
from spacenum_dsl.world.world import World


@dataclass(frozen=True, eq=False)
class Judged:
    """A world with its solids: those that never move, and the varied object in each of its states."""

    world: World
    first: frozenset[str] = frozenset()
    """The blocks whose `at` and `yaw` are in the world frame."""

    @cached_property
    def solids(self) -> tuple[Solid, ...]:
        """All solids of all states, those that never move first."""
        varied = [thing for thing in self.world.things if thing.name == self.world.varied]
        states = [replace(thing, placement=place) for thing in varied for place in self.world.states]
        return solids_of([*(thing for thing in self.world.things if thing not in varied), *states])

    @cached_property
    def fixed(self) -> tuple[Solid, ...]:
        return self.solids[: len(self.solids) - self._moving]

    @cached_property
    def moving(self) -> tuple[tuple[Solid, ...], ...]:
        """One tuple per state, empty where nothing varies."""
        if self.world.varied is None:
            return ((),)
        return tuple((solid,) for solid in self.solids[len(self.solids) - self._moving :])

    @property
    def _moving(self) -> int:
        return len(self.world.states) if self.world.varied is not None else 0

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The names of each group's members, present ones only."""
        found: dict[str, tuple[str, ...]] = {}
        for thing in self.world.things:
            group = "anchors" if thing.role == "anchor" else thing.group
            if thing.role != "object":
                found[group] = (*found.get(group, ()), thing.name)
        return found

    @cached_property
    def states(self) -> tuple[Facts, ...]:
        fixed = {solid.thing.name: solid for solid in self.fixed}
        return tuple(
            Facts(
                {**fixed, **{solid.thing.name: solid for solid in state}},
                self.groups,
                self.world.frame,
                self.first,
            )
            for state in self.moving
        )

    def called(self, name: str) -> tuple[tuple[Solid, ...], ...]:
        """The objects that a name stands for, one or a group's members, each in all of its states."""
        names = self.groups.get(name, (name,))
        return tuple(
            tuple(solid for solid in self.solids if solid.thing.name == one)
            for one in names
            if one in self.states[0].solids
        )

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The walls of its room."""
        assert self.world.room is not None
        return sides(self.world.room)

    def number(self, value: values.Attribute) -> float | None:
        """A number of an object in its first state."""
        solid = self.states[0].solids.get(value.object)
        return None if solid is None else attribute(solid, value.path, self.world.frame, self.first)
