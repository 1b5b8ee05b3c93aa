"""A world as the judge sees it: the solids of its objects, in every state of those that vary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from msgspec.structs import replace

from spacenum_dsl.checks.floor import Side, sides
from spacenum_dsl.checks.requirements import Facts, attribute
from spacenum_dsl.checks.solids import Solid, solids_of
from spacenum_dsl.semantics import values
from spacenum_dsl.world.world import Thing, World


@dataclass(frozen=True, eq=False)
class Judged:
    """A world with its solids: those that never move, and the varied objects in each of its states."""

    world: World
    first: frozenset[str] = frozenset()
    """The blocks whose `at` and `yaw` are in the world frame."""

    @cached_property
    def solids(self) -> tuple[Solid, ...]:
        """All solids of all states, those that never move first."""
        return solids_of([*self._still, *(thing for state in self._there for thing in state)])

    @cached_property
    def _still(self) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.world.things if thing.name not in self.world.varied)

    @cached_property
    def _there(self) -> tuple[tuple[Thing, ...], ...]:
        """The varied objects of each state as they stand in it; one empty state where nothing varies."""
        things = {thing.name: thing for thing in self.world.things}
        return tuple(
            tuple(
                replace(things[name], placement=place)
                for name, place in zip(self.world.varied, state, strict=True)
                if place is not None
            )
            for state in self.world.states
        ) or ((),)

    @cached_property
    def fixed(self) -> tuple[Solid, ...]:
        return self.solids[: len(self._still)]

    @cached_property
    def moving(self) -> tuple[tuple[Solid, ...], ...]:
        """The varied objects that are there, one tuple per state; an empty one where nothing varies."""
        ends = accumulate(map(len, self._there), initial=len(self._still))
        return tuple(self.solids[start:end] for start, end in pairwise(ends))

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The names of each group's members, all that any state has."""
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
            self._facts({**fixed, **{each.thing.name: each for each in state}}) for state in self.moving
        )

    def _facts(self, there: Mapping[str, Solid]) -> Facts:
        """One state, with the members of each group that it has."""
        groups = {
            group: tuple(name for name in names if name in there) for group, names in self.groups.items()
        }
        return Facts(there, groups, self.world.frame, self.first)

    def called(self, name: str) -> tuple[tuple[Solid, ...], ...]:
        """The objects that a name stands for, one or a group's members, each in all states that have it."""
        found = (
            tuple(solid for solid in self.solids if solid.thing.name == one)
            for one in self.groups.get(name, (name,))
        )
        return tuple(states for states in found if states)

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The walls of its room."""
        assert self.world.room is not None
        return sides(self.world.room)

    def number(self, value: values.Attribute) -> float | None:
        """A number of an object in its first state."""
        solid = self.states[0].solids.get(value.object)
        return None if solid is None else attribute(solid, value.path, self.world.frame, self.first)
