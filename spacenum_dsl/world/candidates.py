"""Candidates for an object: in many worlds at once, where it could stand, of which size and how turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spacenum_dsl.base.boxes import FIELDS, Boxes
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.world.batch import Batch, Standing
from spacenum_dsl.world.evaluate import Columns
from spacenum_dsl.world.plan import Slot
from spacenum_dsl.world.record import Sizes
from spacenum_dsl.world.rule import RULES, Carrier, Proposal, Site, named
from spacenum_dsl.world.world import Variation

APART = 0.0099
"""Metres by which two positions of an option set differ at least along one axis: what two decimals show."""


@dataclass(frozen=True, eq=False)
class Candidates:
    standing: Standing
    possible: Flags
    distinct: Flags
    within: Boxes
    usable: Mapping[str, Flags]
    """For each property that is a number, whether it can take that of each candidate."""
    step: Floats | None
    """(worlds, candidates, states) metres in plan to the nearest other place, where places vary."""


def candidates_of(
    batch: Batch, slot: Slot, sizes: Sizes, variation: Variation | None, start: int, count: int
) -> Candidates:
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
    within = floor_of(batch) if inner is None else inner.map(lambda array: array[..., None])
    return Candidates(
        Standing(boxes, np.broadcast_to(scales, full), sizes.present, sizes.traits, sizes.there),
        possible,
        distinct,
        within,
        usable,
        None if places == 1 else steps(x, y)[:, :, pick[0]],
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
        good = good & distinct_places(batch, x, y)
    for factor, column in (("size", scale), ("yaw", yaw)):
        if many[factor] > 1:
            i, j = np.triu_indices(many[factor], 1)
            good = good & (np.abs(column[..., i] - column[..., j]) > 1e-6).all(axis=2)
    return good


def distinct_places(batch: Batch, x: Floats, y: Floats) -> Flags:
    """(worlds, candidates) whether several places, along the last axis, differ from each other."""
    across, away = batch.from_world(x, y)
    i, j = np.triu_indices(x.shape[2], 1)
    apart = np.maximum(np.abs(across[..., i] - across[..., j]), np.abs(away[..., i] - away[..., j]))
    return np.asarray((apart > APART).all(axis=2))


def steps(x: Floats, y: Floats) -> Floats:
    """Metres from each of several places, along the last axis, to the nearest other."""
    squares = (x[..., None] - x[..., None, :]) ** 2 + (y[..., None] - y[..., None, :]) ** 2
    return np.asarray(np.sqrt(np.where(np.eye(x.shape[-1], dtype=bool), np.inf, squares).min(axis=-1)))


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
        rule = RULES[at.name]

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
    rule = RULES[at.name]
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


def floor_of(batch: Batch) -> Boxes:
    zero = np.zeros((1, 1, 1))
    return Boxes(zero, zero, zero, zero, batch.space.x[..., None], batch.space.y[..., None], zero)
