"""Draws one further object into a world that stands, by the sampler's own rules, several tries at once.

All that stands stays where it is. Each try has streams of its own, so none depends on how many others there
are; `let` values are those of the world.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.base.streams import Words
from spacenum_dsl.semantics import values
from spacenum_dsl.world.batch import Batch, Standing, Traits, new_batch
from spacenum_dsl.world.conditions import holds
from spacenum_dsl.world.evaluate import Draws
from spacenum_dsl.world.plan import Plan, Slot
from spacenum_dsl.world.record import Sizes, things_of
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.sampler import EARLY, draw_sizes, place
from spacenum_dsl.world.world import Placement, Thing, World

TRIES = 16
"""Tries that one further object has at most."""


def draw_further(plan: Plan, world: World, tries: Sequence[int]) -> list[Thing | Rejection]:
    """The last object of a plan, drawn into a world that has all others; one for each of the tries."""
    slot, count = plan.slots[-1], len(tries)
    same = _draws(world, count)
    batch = _standing(plan, world, same)
    attempt = same.attempt * np.uint64(TRIES) + np.asarray(tries, np.uint64)
    draws = Draws(world.seed, f"{world.stream}/further", same.index, attempt, lets=same)
    batch.draws = draws.ahead([(slot.name, what) for what in EARLY], 3)
    drawn = draw_sizes(batch, slot)
    standing, failures = place(batch, slot, drawn, None)
    ids = [1 + max((thing.id for thing in world.things), default=0)] * count
    made = {row: thing for row, thing, _ in things_of(batch, drawn, standing, ids)}
    return [failures.get(row, made[row]) for row in range(count)]


def broken_by(plan: Plan, world: World) -> values.Requirement | None:
    """The first requirement of a plan, but for those about views, that does not hold in a world."""
    batch = _standing(plan, world, _draws(world, 1))
    for slot in plan.slots:
        for condition, requirement in slot.needs:
            if not np.all(holds(condition, batch)):
                return requirement
    return None


def _draws(world: World, count: int) -> Draws:
    """What the world was drawn from, as often as there are to be rows of it."""

    def all_of(number: int) -> Words:
        return np.full(count, number, dtype=np.uint64)

    return Draws(world.seed, world.stream, all_of(world.index), all_of(world.attempt))


def _standing(plan: Plan, world: World, draws: Draws) -> Batch:
    """A batch in which every row is that world."""
    batch = new_batch(plan, draws)
    there = {thing.name: thing for thing in world.things}
    for slot in plan.slots:
        thing = there.get(slot.name)
        if thing is not None:
            states = world.placements(slot.name) if slot.name in world.varied else (thing.placement,)
            batch.place(slot.name, _stands(slot, thing, states, len(draws.index)))
        elif slot.number >= 0:
            batch.standing[slot.name] = _absent(slot, len(draws.index))
    return batch


def _stands(slot: Slot, thing: Thing, states: Sequence[Placement | None], rows: int) -> Standing:
    """An object, in the states that have it and at its place in those that don't."""
    placements = [place or thing.placement for place in states]
    there = np.broadcast_to([place is not None for place in states], (rows, len(states)))

    def each(numbers: Sequence[float]) -> Floats:
        """(rows, 1, states)"""
        return np.broadcast_to(np.asarray(numbers, dtype=float), (rows, 1, len(placements)))

    scale = each([state.scale for state in placements])
    x, y, z = (each(axis) for axis in zip(*(state.position for state in placements), strict=True))
    yaw = each([state.yaw for state in placements])
    boxes = Boxes(x, y, z, yaw, *(np.asarray(side * scale) for side in thing.size))
    always = np.ones(rows, dtype=bool)
    return Standing(boxes, scale, always, _traits(slot, thing.kind, rows), None if there.all() else there)


def _absent(slot: Slot, rows: int) -> Standing:
    """An object of a group that the world does not have."""
    nothing = np.zeros((rows, 1, 1))
    return Standing(
        Boxes(*[nothing] * 7), nothing, np.zeros(rows, dtype=bool), _traits(slot, slot.table.names[0], rows)
    )


def _traits(slot: Slot, kind: str, rows: int) -> Traits:
    number = np.full(rows, slot.table.names.index(kind))
    nothing = np.zeros((rows, 3))
    return Sizes(slot, number, nothing, nothing, np.ones(rows, dtype=bool)).traits
