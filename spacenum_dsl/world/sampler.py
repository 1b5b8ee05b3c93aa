"""Draws worlds: one object after the other, each uniform among the places that those before left free.

Many worlds at a time, many candidates per object; the first candidate that passes every check is taken,
which is rejection sampling of one object and not of a world. A world in which some object finds no place
is refused with the reason and may be drawn again at its next attempt. Later objects never move earlier
ones. The semantics is sequential on purpose: an object that is written later yields to those before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spacenum_dsl.base.boxes import FIELDS, Boxes, inside
from spacenum_dsl.base.parts import Flags, Floats, Places
from spacenum_dsl.base.streams import Seed
from spacenum_dsl.semantics import values
from spacenum_dsl.world import limits
from spacenum_dsl.world.batch import Batch, Standing, new_batch, zone
from spacenum_dsl.world.blame import ALIKE, IN_FRONT, IN_THE_WAY, NO_ROOM, OUT, OVERLAP, Reason, refusal_of
from spacenum_dsl.world.candidates import Candidates, candidates_of, floor_of
from spacenum_dsl.world.conditions import holds
from spacenum_dsl.world.evaluate import Draws
from spacenum_dsl.world.plan import LEVELS, TOGETHER, Plan, Slot
from spacenum_dsl.world.presence import members_there
from spacenum_dsl.world.record import Sizes, records
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.strata import Checked, witnesses
from spacenum_dsl.world.world import Presence, Variation, Varying, World

ROUNDS = (8, 32, 128)
"""Candidates per object and round; a world goes on to the next round only if it found none."""

EARLY = ("kind", "size", "look")
"""Streams of every object that are drawn together for all of them."""


def draw_worlds(
    plan: Plan, seed: Seed, index: Sequence[int], attempt: Sequence[int], varying: Sequence[Varying] = ()
) -> list[World | Rejection]:
    """One attempt at each of the worlds, in order, each the same whichever others are asked for. All that
    varies has the same number of states."""
    if len({each.states for each in varying}) > 1:
        raise ValueError(f"what varies has {', '.join(str(each.states) for each in varying)} states")
    moved = {each.object: each for each in varying if isinstance(each, Variation)}
    groups = {each.group: each for each in varying if isinstance(each, Presence)}
    draws = Draws(seed, plan.stream, np.asarray(index, np.uint64), np.asarray(attempt, np.uint64))
    batch = new_batch(plan, draws.ahead([(slot.name, what) for slot in plan.slots for what in EARLY], 3))
    alive = np.arange(len(index))
    refused: dict[int, Rejection] = {}
    sizes: dict[str, Sizes] = {}
    there = {name: members_there(draws, plan, group) for name, group in groups.items()}

    def refuse(failures: Mapping[int, Rejection]) -> Places:
        """Leaves out the rows that failed; what remains of the others."""
        nonlocal alive, batch, sizes
        keep = np.array([row for row in range(len(alive)) if row not in failures], dtype=int)
        refused.update({int(alive[row]): refusal for row, refusal in failures.items()})
        alive, batch = alive[keep], batch.rows(keep)
        sizes = {name: before.rows(keep) for name, before in sizes.items()}
        return keep

    if bad := _unusable("room", limits.of_room(batch)):
        refuse(bad)
    for slot in plan.slots if len(alive) else ():
        drawn = draw_sizes(batch, slot)
        if slot.block.name in there:
            has = there[slot.block.name][alive, :, slot.number]
            drawn = replace(drawn, present=np.ones(len(alive), dtype=bool), there=has)
        standing, failures = place(batch, slot, drawn, moved.get(slot.name))
        if slot.number == 0:
            failures |= _unusable(slot.block.name, limits.of_count(batch, slot.block))
        if failures:
            keep = refuse(failures)
            standing, drawn = standing.rows(keep), drawn.rows(keep)
        if not len(alive):
            break
        batch.place(slot.name, standing)
        sizes[slot.name] = drawn
    for camera in plan.scene.cameras if len(alive) else ():
        if len(alive) and (bad := _unusable(camera.name, limits.of_camera(batch, camera))):
            refuse(bad)
    worlds = dict(zip(alive.tolist(), records(batch, sizes), strict=True)) if len(alive) else {}
    return [worlds[row] if row in worlds else refused[row] for row in range(len(index))]


def _unusable(owner: str, found: limits.Unusable) -> dict[int, Rejection]:
    """The rows in which a number can't be used, with the reason."""
    return {
        row: Rejection(owner, reason, None)
        for reason, rows in found.items()
        for row in np.flatnonzero(rows).tolist()
    }


def draw_sizes(batch: Batch, slot: Slot) -> Sizes:
    """Kind, size, variant, colour and presence: what does not depend on the place."""
    name, block, table = slot.name, slot.block, slot.table
    columns = batch.columns(table.names)
    worlds = len(batch.draws.index)
    kind = columns.evaluate(block.kind, (name, "kind"))[:, 0].astype(int)
    level = np.floor(batch.draws.uniform((name, "size"), 0, 2) * LEVELS)[:, TOGETHER] / (LEVELS - 1)
    size = np.round(table.low[kind] + level * (table.high[kind] - table.low[kind]), 4)
    look = batch.draws.uniform((name, "look"), 0, 3)
    present = np.ones(worlds, dtype=bool)
    if block.count is not None:
        present = batch.columns().evaluate(block.count, (block.name, "count"))[:, 0] > slot.number
    return Sizes(slot, np.broadcast_to(kind, worlds), size, look, present)


def place(
    batch: Batch, slot: Slot, sizes: Sizes, variation: Variation | None
) -> tuple[Standing, dict[int, Rejection]]:
    """A standing object for every world, and the rows that found none with the reason."""
    pending = np.arange(len(batch.draws.index))
    chosen: Standing | None = None
    failures: dict[int, Rejection] = {}
    start = 0
    for number, count in enumerate(ROUNDS):
        part, own = (batch, sizes) if number == 0 else (batch.rows(pending), sizes.rows(pending))
        tried = _tried(part, slot, own, variation, start, count)
        first = tried.passed.argmax(axis=1)
        found = tried.passed[np.arange(len(pending)), first]
        picked = _pick(tried.standing, first)
        chosen = picked if chosen is None else _fill(chosen, pending[found], picked, found)
        if found.all():
            return chosen, {}
        if count == ROUNDS[-1]:
            failures = {int(pending[row]): tried.refusal(row) for row in np.flatnonzero(~found).tolist()}
        pending = pending[~found]
        start += count
    assert chosen is not None
    return chosen, failures


@dataclass(frozen=True, eq=False)
class _Tried:
    """One round's candidates, which of them `passed`, and why a world in which none did is refused."""

    standing: Standing
    passed: Flags
    refusal: Callable[[int], Rejection]


def _tried(
    batch: Batch, slot: Slot, sizes: Sizes, variation: Variation | None, start: int, count: int
) -> _Tried:
    """A round of candidates from `start` on. Where strata are filled, as many places are drawn as there would
    be in `count` sets, one by one."""
    strata = variation.strata if variation else ()
    if strata:
        candidates = candidates_of(batch, slot, sizes, None, start * len(strata), count * len(strata))
        batches = [batch.at(state) for state in range(len(strata))] if batch.varies else [batch]
        checked = [Checked(each, *_passed(each, slot, candidates)) for each in batches]
        each_stratum = checked if batch.varies else checked * len(strata)
        made = witnesses(batch, slot, candidates, each_stratum, strata, count)
        return _Tried(made.standing, made.passed, made.refusal)
    candidates = candidates_of(batch, slot, sizes, variation, start, count)
    passed, reasons = _passed(batch, slot, candidates)

    def refusal(row: int) -> Rejection:
        return refusal_of(batch, slot, candidates.standing, candidates.step, reasons, row)

    return _Tried(candidates.standing, passed, refusal)


def _passed(batch: Batch, slot: Slot, candidates: Candidates) -> tuple[Flags, list[Reason]]:
    """(worlds, candidates) whether a candidate passes, and for each reason which ones it refused first.

    An object that a world does not have passes everything but requirements: those about its group count.
    """
    boxes = candidates.standing.boxes
    absent = ~candidates.standing.present[:, None]
    good = np.broadcast_to(candidates.possible | absent, boxes.x.shape[:2])
    reasons: list[Reason] = [(NO_ROOM, None, ~good)]

    def check(reason: str, requirement: values.Requirement | None, fine: Flags) -> None:
        nonlocal good
        holding = np.atleast_3d(fine).all(axis=2) | (absent if requirement is None else False)
        reasons.append((reason, requirement, good & ~holding))
        good = good & holding

    for name, usable in candidates.usable.items():
        if not usable.all():
            check(limits.out_of_bounds(name, getattr(slot.block, name)), None, usable[:, :, None])
    check(ALIKE, None, np.broadcast_to(candidates.distinct, boxes.x.shape[:2])[..., None])
    top = np.asarray(boxes.z + boxes.height <= batch.space.z[:, :, None] + 1e-9)
    check(
        OUT,
        None,
        np.asarray(inside(boxes, candidates.within)) & top & np.asarray(inside(boxes, floor_of(batch))),
    )
    standing = candidates.standing
    flat = standing.traits.flat
    if batch.obstacles is not None:
        check(OVERLAP, None, ~batch.obstacles.hit(boxes, flat))
    if standing.traits.clear.any():
        ahead, needs = zone(standing), (standing.traits.clear > 0)[:, None, None]
        free = np.asarray(inside(ahead, floor_of(batch)))
        if batch.obstacles is not None:
            free = free & ~batch.obstacles.hit(ahead, flat)
        check(IN_FRONT, None, free | ~needs)
    if batch.zones is not None:
        check(IN_THE_WAY, None, ~batch.zones.hit(boxes, flat))
    asked, option = [*slot.needs], dict[str, Floats | float]()
    if candidates.step is not None:
        asked += [(need.condition, need) for need in batch.plan.steps]
        option["step"] = candidates.step
    if asked:
        trying = batch.trying(slot.name, candidates.standing, option)
        for condition, requirement in asked:
            check(f"require {requirement.span.text}", requirement, np.asarray(holds(condition, trying)))
    return good, reasons


def _pick(standing: Standing, first: Places) -> Standing:
    rows = np.arange(len(first))

    def one(array: Floats) -> Floats:
        return np.asarray(array[rows, first][:, None, :])

    return replace(standing, boxes=standing.boxes.map(one), scale=one(standing.scale))


def _fill(chosen: Standing, rows: Places, picked: Standing, found: Flags) -> Standing:
    """The choice so far, with the rows that were found in a later round."""

    def put(old: Floats, new: Floats) -> Floats:
        filled = np.array(old)
        filled[rows] = new[found]
        return filled

    boxes = Boxes(*(put(getattr(chosen.boxes, name), getattr(picked.boxes, name)) for name in FIELDS))
    return replace(chosen, boxes=boxes, scale=put(chosen.scale, picked.scale))
