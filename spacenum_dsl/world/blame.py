"""Which check to blame for an object that found no place in a world, what was in its way, and by how much."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from spacenum_dsl.base.boxes import Boxes
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.semantics import values
from spacenum_dsl.world.batch import Batch, Standing
from spacenum_dsl.world.conditions import functions, groups, singles
from spacenum_dsl.world.nearest import nearest
from spacenum_dsl.world.plan import Slot
from spacenum_dsl.world.rejection import Rejection

Reason: TypeAlias = tuple[str, values.Requirement | None, Flags]
"""Why candidates were refused, by which requirement, and which ones (worlds, candidates)."""

NO_ROOM = "no room for its size"
ALIKE = "no different values for the options"
OUT = "it would stick out"
OVERLAP = "it would overlap another object"
IN_FRONT = "it needs free space in front"
IN_THE_WAY = "it would stand in another one's way"


def refusal_of(
    batch: Batch,
    slot: Slot,
    standing: Standing,
    step: Floats | None,
    reasons: list[Reason],
    row: int,
    among: Flags | None = None,
) -> Rejection:
    """What refused the largest part of those candidates of the last round that had come so far. `step` are
    (worlds, candidates, states) metres to the nearest other place, where places vary; `among`, (candidates,),
    are those that count, all of them if it is left out.

    Checks stand in a row, so the first ones see the most candidates; counting alone would blame them.
    """
    if among is not None:
        reasons = [(reason, need, refused & among) for reason, need, refused in reasons]
    left = len(reasons[0][2][row]) if among is None else int(among.sum())
    worst, most = reasons[0], -1.0
    for reason in reasons:
        refused = int(reason[2][row].sum())
        if left and refused / left > most:
            worst, most = reason, refused / left
        left -= refused
    reason_, need, refused_ = worst
    name, gate = (
        slot.block.name,
        next(place for place, each in enumerate(batch.plan.slots) if each.block is slot.block),
    )
    if need is not None:
        return _unmet(
            batch, slot, standing, step, Rejection(slot.name, reason_, need, gate=gate), refused_, row
        )
    boxes = standing.boxes.map(lambda array: array[row : row + 1, refused_[row]])
    ways: tuple[str, ...] = (f"another or a wider `at` for `{name}`", f"a smaller `scale` of `{name}`")
    detail, changed, near = "", "at", -math.inf
    if reason_ == OUT:
        by = _overhang(batch.rows(np.array([row])), boxes)
        detail, near = f"by {100 * by:.0f} cm at least" if by >= 0.005 else "", -by
    elif reason_ == OVERLAP:
        others = batch.rows(np.array([row])).in_the_way(boxes, slot)
        reason_ = f"it would overlap {others}"
        ways = (*ways, "more space, or fewer and smaller objects that are placed before it")
        if slot.number > 0:
            detail, near = f"with {slot.number} of `{name}` in place", slot.number
            ways, changed = (f"a `count` of at most {slot.number} of `{name}`", *ways), "count"
    elif reason_ == ALIKE:
        ways = (f"more values of what varies: the `at`, `scale` or `yaw` of `{name}`", "fewer `options`")
    elif reason_ in {IN_FRONT, IN_THE_WAY}:
        ways = (ways[0], "more space, or fewer objects that are placed before it")
    return Rejection(slot.name, reason_, None, ways, detail, changed, gate, near=near)


def _unmet(
    batch: Batch,
    slot: Slot,
    standing: Standing,
    step: Floats | None,
    refusal: Rejection,
    refused: Flags,
    row: int,
) -> Rejection:
    """The refusal by a requirement, with the nearest number that came up, and what could be given freedom."""
    need = refusal.requirement
    assert need is not None
    one = np.array([row])
    option = {} if step is None else {"step": step[one]}
    trying = batch.rows(one).trying(slot.name, standing.rows(one), option)
    asked = [*slot.needs, *((each.condition, each) for each in batch.plan.steps)]
    conditions = [condition for condition, each in asked if each is need]
    found = nearest(conditions, [trying], refused[row])
    loosen = f"loosen `require {need.span.text}`"
    if functions(need.condition) == {"step"}:
        ways: tuple[str, ...] = (
            loosen,
            f"a wider `at` of `{slot.block.name}`",
            "fewer `options`, where their number is free",
        )
    else:
        about = singles(need.condition) | groups(need.condition)
        others = [each.block.name for each in batch.plan.slots if {each.name, each.block.name} & about]
        free = " or ".join(f"`{name}`" for name in dict.fromkeys([slot.block.name, *others]))
        ways = (loosen, f"more freedom for {free}: a wider `at`, another `scale`")
    if found is None:
        return replace(refusal, ways=ways)
    return replace(refusal, ways=ways, detail=found.text, near=-found.lack)


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
