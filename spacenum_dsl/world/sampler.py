"""Draws worlds: one object after the other, each uniform among the places that those before left free.

Many worlds at a time, many candidates per object; the first candidate that passes every check is taken,
which is rejection sampling of one object and not of a world. A world in which some object finds no place
is refused with the reason and may be drawn again at its next attempt. Later objects never move earlier
ones. The semantics is sequential on purpose: an object that is written later yields to those before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base import registry
from spacenum_dsl.base.boxes import FIELDS, Boxes, inside
from spacenum_dsl.base.parts import Flags, Floats, Places
from spacenum_dsl.meaning import values
from spacenum_dsl.world import limits
from spacenum_dsl.world.batch import Batch, Standing, new_batch, zone
from spacenum_dsl.world.columns import Columns, Draws
from spacenum_dsl.world.conditions import holds
from spacenum_dsl.world.plan import LEVELS, TOGETHER, Plan, Slot
from spacenum_dsl.world.record import Sizes, records
from spacenum_dsl.world.refusal import Refusal
from spacenum_dsl.world.rule import Carrier, Proposal, Rule, Site, named
from spacenum_dsl.world.world import Variation, World

ROUNDS = (8, 32, 128)
"""Candidates per object and round; a world goes on to the next round only if it found none."""

Reason: TypeAlias = tuple[str, values.Requirement | None, Flags]
"""Why candidates were refused, by which requirement, and which ones (worlds, candidates)."""

EARLY = ("kind", "size", "look")
"""Streams of every object that are drawn together for all of them."""

APART = 0.0099
"""Metres by which two positions of an option set differ at least along one axis: what two decimals show."""


def draw_worlds(
    plan: Plan, seed: int, index: Sequence[int], attempt: Sequence[int], variation: Variation | None = None
) -> list[World | Refusal]:
    """One attempt at each of the worlds, in order, each the same whichever others are asked for."""
    draws = Draws(seed, plan.stream, np.asarray(index, np.uint64), np.asarray(attempt, np.uint64))
    batch = new_batch(plan, draws.ahead([(slot.name, what) for slot in plan.slots for what in EARLY], 3))
    alive = np.arange(len(index))
    refused: dict[int, Refusal] = {}
    sizes: dict[str, Sizes] = {}

    def refuse(failures: Mapping[int, Refusal]) -> Places:
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
        states = variation if variation is not None and variation.object == slot.name else None
        drawn = draw_sizes(batch, slot)
        standing, failures = place(batch, slot, drawn, states)
        if slot.number == 0:
            failures |= _unusable(slot.block.name, limits.of_count(batch, slot.block))
        if failures:
            keep = refuse(failures)
            standing, drawn = standing.rows(keep), drawn.rows(keep)
        if not len(alive):
            break
        batch.place(slot.name, standing)
        sizes[slot.name] = drawn
    if len(alive) and (bad := _unusable("camera", limits.of_camera(batch))):
        refuse(bad)
    worlds = dict(zip(alive.tolist(), records(batch, sizes, variation), strict=True)) if len(alive) else {}
    return [worlds[row] if row in worlds else refused[row] for row in range(len(index))]


def _unusable(owner: str, found: limits.Unusable) -> dict[int, Refusal]:
    """The rows in which a number can't be used, with the reason."""
    return {
        row: Refusal(owner, reason, None)
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
) -> tuple[Standing, dict[int, Refusal]]:
    """A standing object for every world, and the rows that found none with the reason."""
    pending = np.arange(len(batch.draws.index))
    chosen: Standing | None = None
    failures: dict[int, Refusal] = {}
    start = 0
    for number, count in enumerate(ROUNDS):
        part, own = (batch, sizes) if number == 0 else (batch.rows(pending), sizes.rows(pending))
        candidates = _candidates(part, slot, own, variation, start, count)
        passed, reasons = _passed(part, slot, candidates)
        first = passed.argmax(axis=1)
        found = passed[np.arange(len(pending)), first]
        picked = _pick(candidates.standing, first)
        chosen = picked if chosen is None else _fill(chosen, pending[found], picked, found)
        if found.all():
            return chosen, {}
        if count == ROUNDS[-1]:
            failures = {
                int(pending[row]): _refusal(part, slot, candidates, reasons, row)
                for row in np.flatnonzero(~found).tolist()
            }
        pending = pending[~found]
        start += count
    assert chosen is not None
    return chosen, failures


NO_ROOM = "no room for its size"
ALIKE = "no different values for the options"
OUT = "it would stick out"
OVERLAP = "it would overlap another object"
IN_FRONT = "it needs free space in front"
IN_THE_WAY = "it would stand in another one's way"


@dataclass(frozen=True, eq=False)
class _Candidates:
    standing: Standing
    possible: Flags
    distinct: Flags
    within: Boxes
    usable: Mapping[str, Flags]
    """For each property that is a number, whether it can take that of each candidate."""


def _candidates(
    batch: Batch, slot: Slot, sizes: Sizes, variation: Variation | None, start: int, count: int
) -> _Candidates:
    block, name = slot.block, slot.name
    factors = variation.factors if variation else ()
    many = {
        factor: variation.count if variation and factor in factors else 1
        for factor in ("position", "size", "yaw")
    }

    def columns(factor: str) -> Columns:
        """Values of a factor; those of one candidate that varies in it lie within one span."""
        return batch.columns(span=variation.span if variation else 1.0, many=many[factor])

    scale = _grouped(
        columns("size").evaluate(block.scale, (name, "scale"), *_window("size", many, start, count)),
        many["size"],
    )
    usable = {"scale": _usable(scale, count)}
    scale = np.nan_to_num(scale, nan=1.0)
    yaw = None
    if block.yaw is not None:
        asked = columns("yaw").evaluate(block.yaw, (name, "yaw"), *_window("yaw", many, start, count))
        yaw = _grouped(asked + _facing(batch, slot), many["yaw"])
        usable["yaw"] = _usable(yaw, count)
        yaw = np.nan_to_num(yaw)
    places = many["position"]
    largest = np.repeat(scale.max(axis=2), places if scale.shape[1] > 1 else 1, axis=1)
    proposal = _propose(
        batch,
        slot,
        sizes.size[:, :, None] * largest[:, None, :],
        None if yaw is None else np.repeat(yaw[:, :, 0], places if yaw.shape[1] > 1 else 1, axis=1),
        start * places,
        count * places,
        columns("position"),
    )
    shape = (len(batch.draws.index), count, places)
    told = np.isfinite(proposal.x + proposal.y + proposal.z) | ~proposal.possible
    usable["at"] = np.broadcast_to(told, (shape[0], count * places)).reshape(shape).all(axis=2)
    x, y, z, turned = (
        np.broadcast_to(array, (shape[0], count * places)).reshape(shape)
        for array in (proposal.x, proposal.y, proposal.z, proposal.yaw)
    )
    possible = np.broadcast_to(proposal.possible, (shape[0], count * places)).reshape(shape).all(axis=2)
    if variation is not None and variation.along_x:
        across, away = batch.from_world(x, y)
        x, y = batch.to_world(across, np.broadcast_to(away[:, :, :1], shape))
    turned = yaw if yaw is not None and many["yaw"] > 1 else turned
    distinct = _distinct(batch, x, y, scale, turned, many)
    grid = (many["position"], many["size"], many["yaw"])
    states = grid[0] * grid[1] * grid[2]
    which = np.indices(grid).reshape(3, states)
    pick = [which[axis] if grid[axis] > 1 else np.zeros(states, dtype=int) for axis in range(3)]
    scales = scale[:, :, pick[1]]
    yaws = turned[:, :, pick[2]] if many["yaw"] > 1 else turned[:, :, pick[0]]
    side = [sizes.size[:, axis, None, None] * scales for axis in range(3)]
    boxes = Boxes(x[:, :, pick[0]], y[:, :, pick[0]], z[:, :, pick[0]], yaws, *side)
    full = (shape[0], count, states)
    boxes = boxes.map(lambda array: np.broadcast_to(array, full))
    inner = proposal.within
    within = _floor(batch) if inner is None else inner.map(lambda array: array[..., None])
    return _Candidates(
        Standing(boxes, np.broadcast_to(scales, full), sizes.present, sizes.traits),
        possible,
        distinct,
        within,
        usable,
    )


def _usable(column: Floats, count: int) -> Flags:
    """(worlds, candidates) whether all numbers of a candidate are ones that their property can take."""
    return np.asarray(np.broadcast_to(~np.isnan(column).any(axis=2), (len(column), count)))


def _window(factor: str, many: dict[str, int], start: int, count: int) -> tuple[int, int]:
    """Which draws a factor takes: one for all candidates, or new ones for each where it is varied."""
    return (start * many[factor], count * many[factor]) if many[factor] > 1 else (0, 1)


def _grouped(column: Floats, many: int) -> Floats:
    """(worlds, candidates × many) to (worlds, candidates, many)."""
    if column.shape[1] == 1:
        return np.repeat(column[:, :, None], many, axis=2)
    return column.reshape(len(column), -1, many)


def _distinct(batch: Batch, x: Floats, y: Floats, scale: Floats, yaw: Floats, many: dict[str, int]) -> Flags:
    """Whether the values of every varied factor differ from each other."""
    good = np.ones((1, 1), dtype=bool)
    if many["position"] > 1:
        across, away = batch.from_world(x, y)
        i, j = np.triu_indices(many["position"], 1)
        apart = np.maximum(np.abs(across[..., i] - across[..., j]), np.abs(away[..., i] - away[..., j]))
        good = good & (apart > APART).all(axis=2)
    for factor, column in (("size", scale), ("yaw", yaw)):
        if many[factor] > 1:
            i, j = np.triu_indices(many[factor], 1)
            good = good & (np.abs(column[..., i] - column[..., j]) > 1e-6).all(axis=2)
    return good


def _propose(
    batch: Batch,
    slot: Slot,
    size: Floats,
    yaw: Floats | None,
    start: int,
    count: int,
    columns: Columns,
) -> Proposal:
    """Candidate places: coordinates of the spec, out of `columns`, or what the rule says. `size` is
    (worlds, 3, candidates)."""
    block, names = slot.block, (slot.name, "at")
    at = block.at
    if isinstance(at, values.RuleCall):
        rule: Rule = registry.every("rule")[at.name]

        def draw(n: int) -> Floats:
            return batch.draws.uniform(names, start * n, count * n).reshape(-1, count, n)

        def carrier(name: str) -> Carrier:
            return _carrier(batch, slot.name, name)

        def place(value: values.Value) -> tuple[Floats, Floats]:
            return columns.coordinates(value, (*names, "argument"), start, count)

        site = Site(
            (size[:, 0], size[:, 1], size[:, 2]),
            yaw,
            _facing(batch, slot),
            (batch.space.x, batch.space.y, batch.space.z),
            batch.walls,
            draw,
            lambda value: columns.evaluate(value, (*names, _argument(at, value)), start, count),
            place,
            carrier,
        )
        return rule.propose(site, at.args)
    coordinates = columns.coordinates(block.at, names, start, count)
    x, y = batch.to_world(*(axis[:, :, None] for axis in coordinates))
    x, y = x[:, :, 0], y[:, :, 0]
    turned = _facing(batch, slot) if yaw is None else yaw
    below = None if slot.block.name in batch.plan.scene.first else _ground(batch)
    z = 0.0 if below is None else below.z + below.height
    return Proposal(x, y, z + 0.0 * x, turned + 0.0 * x, np.ones_like(x, dtype=bool), below)


def _argument(at: values.RuleCall, value: values.Value) -> str:
    """The stream of a rule's argument; all but the first one after the object have a number of their own."""
    place = at.args.index(value)
    return "argument" if place < 2 else f"argument {place}"


def _ground(batch: Batch) -> Boxes | None:
    """What coordinates in the map frame are on, (worlds, 1): the top of the object that carries the origin,
    if one does."""
    anchored = batch.plan.scene.anchored
    return _below(batch, batch.plan.slot("origin")) if anchored else None


def _below(batch: Batch, slot: Slot) -> Boxes | None:
    """What of another object carries an object that stands, (worlds, 1); None on the floor or surface."""
    at = slot.block.at
    if not isinstance(at, values.RuleCall):
        return None if slot.block.name in batch.plan.scene.first else _ground(batch)
    rule: Rule = registry.every("rule")[at.name]
    if not (rule.carried or rule.beside):
        return None
    other = _carrier(batch, slot.name, named(at.args[0]))
    return other.carries if rule.carried else other.below


def _facing(batch: Batch, slot: Slot) -> Floats:
    """(worlds, 1): the world's yaw of 0° in the frame of `at`, degrees; what is placed before the map frame
    stands in the world's own."""
    if slot.block.name in batch.plan.scene.first:
        return np.zeros((len(batch.draws.index), 1))
    return batch.frame()[2][:, :, 0]


def _carrier(batch: Batch, owner: str, name: str) -> Carrier:
    """An object, or one drawn member of a group."""
    slots = batch.plan.members.get(name)
    if slots is None:
        standing = batch.standing[name]
        boxes = standing.boxes.map(lambda array: array[:, :, 0])
        traits = standing.traits
        below = _below(batch, batch.plan.slot(name))
        return Carrier(boxes, standing.present[:, None], traits.top[:, None], traits.fronted[:, None], below)
    present = np.stack([batch.standing[slot].present for slot in slots], axis=1)
    counts = present.sum(axis=1)
    share = batch.draws.uniform((owner, "at", "carrier"), 0, 1)[:, 0]
    which = np.floor(share * np.maximum(counts, 1)).astype(int)
    rows = np.arange(len(which))
    place = np.argmax(np.cumsum(present, axis=1) > which[:, None], axis=1)

    def one(each: Sequence[Floats | Flags]) -> npt.NDArray[Any]:
        return np.asarray(np.stack(each, axis=1)[rows, place][:, None])

    all_boxes = [batch.standing[slot].boxes for slot in slots]
    boxes = Boxes(*(one([getattr(boxes, field)[:, 0, 0] for boxes in all_boxes]) for field in FIELDS))
    each_traits = [batch.standing[slot].traits for slot in slots]
    top, fronted = one([each.top for each in each_traits]), one([each.fronted for each in each_traits])
    return Carrier(boxes, (counts > 0)[:, None], top, fronted)


def _passed(batch: Batch, slot: Slot, candidates: _Candidates) -> tuple[Flags, list[Reason]]:
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
        np.asarray(inside(boxes, candidates.within)) & top & np.asarray(inside(boxes, _floor(batch))),
    )
    standing = candidates.standing
    flat = standing.traits.flat
    if batch.obstacles is not None:
        check(OVERLAP, None, ~batch.obstacles.hit(boxes, flat))
    if standing.traits.clear.any():
        ahead, needs = zone(standing), (standing.traits.clear > 0)[:, None, None]
        free = np.asarray(inside(ahead, _floor(batch)))
        if batch.obstacles is not None:
            free = free & ~batch.obstacles.hit(ahead, flat)
        check(IN_FRONT, None, free | ~needs)
    if batch.zones is not None:
        check(IN_THE_WAY, None, ~batch.zones.hit(boxes, flat))
    if slot.needs:
        trying = batch.trying(slot.name, candidates.standing)
        for condition, requirement in slot.needs:
            check(f"require {requirement.span.text}", requirement, np.asarray(holds(condition, trying)))
    return good, reasons


def _floor(batch: Batch) -> Boxes:
    zero = np.zeros((1, 1, 1))
    return Boxes(zero, zero, zero, zero, batch.space.x[..., None], batch.space.y[..., None], zero)


def _pick(standing: Standing, first: Places) -> Standing:
    rows = np.arange(len(first))

    def one(array: Floats) -> Floats:
        return np.asarray(array[rows, first][:, None, :])

    return Standing(standing.boxes.map(one), one(standing.scale), standing.present, standing.traits)


def _fill(chosen: Standing, rows: Places, picked: Standing, found: Flags) -> Standing:
    """The choice so far, with the rows that were found in a later round."""

    def put(old: Floats, new: Floats) -> Floats:
        filled = np.array(old)
        filled[rows] = new[found]
        return filled

    boxes = Boxes(*(put(getattr(chosen.boxes, name), getattr(picked.boxes, name)) for name in FIELDS))
    return Standing(boxes, put(chosen.scale, picked.scale), chosen.present, chosen.traits)


def _refusal(batch: Batch, slot: Slot, candidates: _Candidates, reasons: list[Reason], row: int) -> Refusal:
    """What refused the largest part of those candidates of the last round that had come so far.

    Checks stand in a row, so the first ones see the most candidates; counting alone would blame them.
    """
    left = len(reasons[0][2][row])
    worst, most = reasons[0], -1.0
    for reason in reasons:
        refused = int(reason[2][row].sum())
        if left and refused / left > most:
            worst, most = reason, refused / left
        left -= refused
    reason_, need, refused_ = worst
    name, gate = slot.block.name, batch.plan.slots.index(slot)
    if need is not None:
        return Refusal(slot.name, reason_, need, gate=gate)
    boxes = candidates.standing.boxes.map(lambda array: array[row : row + 1, refused_[row]])
    ways: tuple[str, ...] = (f"another or a wider `at` for `{name}`", f"a smaller `scale` of `{name}`")
    detail, changed = "", "at"
    if reason_ == OUT:
        by = _overhang(batch.rows(np.array([row])), boxes)
        detail = f"by {100 * by:.0f} cm at least" if by >= 0.005 else ""
    elif reason_ == OVERLAP:
        others = batch.rows(np.array([row])).in_the_way(boxes, slot)
        reason_ = f"it would overlap {others}"
        ways = (*ways, "more space, or fewer and smaller objects that are placed before it")
    elif reason_ == ALIKE:
        ways = (f"more values of what varies: the `at`, `scale` or `yaw` of `{name}`", "fewer `options`")
    elif reason_ in {IN_FRONT, IN_THE_WAY}:
        ways = (ways[0], "more space, or fewer objects that are placed before it")
    return Refusal(slot.name, reason_, None, ways, detail, changed, gate)


def _overhang(batch: Batch, boxes: Boxes) -> float:
    """By how many metres the best of some candidates (1, n, states) sticks out of room or surface, in its
    worst state."""
    across, away = boxes.reach
    space = batch.space
    over = np.maximum(
        np.abs(boxes.x) + across - space.x[..., None] / 2, np.abs(boxes.y) + away - space.y[..., None] / 2
    )
    over = np.maximum(over, boxes.z + boxes.height - space.z[..., None])
    return float(over.max(axis=2).min())
