"""Fills the strata of a variation: places are drawn one by one, each falls into the strata whose condition
holds there, and the first place of each stratum makes the first set of states, the second ones the second.

The strata are filled from the same places by the same steps, so their order decides nothing but the order of
the states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.world.batch import Batch, Standing
from spacenum_dsl.world.blame import ALIKE, Reason, refusal_of
from spacenum_dsl.world.candidates import Candidates, distinct_places, steps
from spacenum_dsl.world.conditions import groups, holds, singles, written_out
from spacenum_dsl.world.plan import Slot
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import Stratum


@dataclass(frozen=True, eq=False)
class Checked:
    """Candidates of one place each, held to what stands in `batch`, that of one state where something else
    varies too: which are `good`, and for which reasons the others are `lost`."""

    batch: Batch
    good: Flags
    lost: list[Reason]


@dataclass(frozen=True, eq=False)
class Witnesses:
    """Sets of one place in each stratum, put together from candidates that are places alone.

    `standing` is (worlds, sets, strata), `passed` (worlds, sets). Beside them stands what a refusal is told
    from: how the places were `checked` for each stratum, which ones lie `inside` it, (strata, worlds,
    candidates), and which of these are `free`.
    """

    batch: Batch
    slot: Slot
    strata: tuple[Stratum, ...]
    places: Standing
    checked: Sequence[Checked]
    inside: Flags
    free: Flags
    standing: Standing
    step: Floats
    full: Flags
    passed: Flags
    unlike: list[Reason]

    def refusal(self, row: int) -> Rejection:
        """Why a world has no set: the stratum with the fewest free places if it has none, else what the sets
        lack."""
        found = self.free[:, row].sum(axis=1)
        emptiest = int(found.argmin())
        if found[emptiest]:
            among = self.full[row]
            return refusal_of(self.batch, self.slot, self.standing, self.step, self.unlike, row, among)
        stratum, there = self.strata[emptiest], self.inside[emptiest, row]
        count, lying = len(there), int(there.sum())
        reason = f"no place for it {stratum.name}"
        if not lying:
            ways = (f"a wider `at` for `{self.slot.block.name}`", "other places for what is placed before it")
            detail = f"none of {count:,} places lies there"
            gate = next(n for n, each in enumerate(self.batch.plan.slots) if each.block is self.slot.block)
            return Rejection(self.slot.name, reason, None, ways, detail, "at", gate, near=0.0)
        checked = self.checked[emptiest]
        inner = refusal_of(checked.batch, self.slot, self.places, None, checked.lost, row, there)
        told = f"{lying:,} of {count:,} places {'lies' if lying == 1 else 'lie'} there, and none passes: "
        told += inner.reason + (f", {inner.detail}" if inner.detail else "")
        return replace(inner, reason=reason, requirement=None, detail=told, property="at")


def witnesses(
    batch: Batch,
    slot: Slot,
    candidates: Candidates,
    checked: Sequence[Checked],
    strata: tuple[Stratum, ...],
    sets: int,
) -> Witnesses:
    """So many sets at most, out of candidates of one place each, as they were checked for each stratum."""
    places = candidates.standing
    good = np.stack([each.good for each in checked])
    inside = np.stack(
        [
            _within(stratum, each.batch.trying(slot.name, places, {}), each.good.shape)
            for stratum, each in zip(strata, checked, strict=True)
        ]
    )
    free = inside & good
    pick = np.argsort(~free, axis=2, kind="stable")[:, :, :sets].transpose(1, 2, 0)
    full = (free.sum(axis=2).min(axis=0)[:, None]) > np.arange(pick.shape[1])
    rows = np.arange(good.shape[1])[:, None, None]

    def one(array: Floats) -> Floats:
        return np.asarray(array[rows, pick, 0])

    standing = replace(places, boxes=places.boxes.map(one), scale=one(places.scale))
    step = steps(standing.boxes.x, standing.boxes.y)
    passed, unlike = _unlike(batch, slot, standing, step, full)
    return Witnesses(batch, slot, strata, places, checked, inside, free, standing, step, full, passed, unlike)


def _within(stratum: Stratum, trying: Batch, shape: Sequence[int]) -> Flags:
    """(worlds, candidates) whether a place lies in a stratum. An object that stands nowhere yet would say
    nothing, and everything would be inside."""
    condition = written_out(stratum.condition, trying.plan.members)
    unknown = (singles(condition) | groups(condition)) - set(trying.standing)
    if unknown:
        raise ValueError(f"{stratum.name}: nothing is known yet of {', '.join(sorted(unknown))}")
    fine = np.atleast_3d(holds(condition, trying)).all(axis=2)
    return np.asarray(np.broadcast_to(fine, shape))


def _unlike(
    batch: Batch, slot: Slot, standing: Standing, step: Floats, full: Flags
) -> tuple[Flags, list[Reason]]:
    """(worlds, sets) whether the places of a set differ enough, and which sets each check refused first."""
    different = np.broadcast_to(distinct_places(batch, standing.boxes.x, standing.boxes.y), full.shape)
    reasons: list[Reason] = [(ALIKE, None, full & ~different)]
    passed = full & different
    trying = batch.trying(slot.name, standing, {"step": step})
    for need in batch.plan.steps:
        fine = np.broadcast_to(np.atleast_3d(holds(need.condition, trying)).all(axis=2), full.shape)
        reasons.append((f"require {need.span.text}", need, passed & ~fine))
        passed = passed & fine
    return passed, reasons
