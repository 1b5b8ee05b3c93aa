"""The report about a question that no world was found for: what refused how many of its own attempts, by how
much, and what could be changed where."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Span
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import AgentBlock, CameraBlock, ObjectBlock
from spacenum_dsl.world import faults
from spacenum_dsl.world.rejection import Rejection, foremost, funnel, tally

SHOWN = 6
"""Reasons of a kind that are named."""

MEASURED = 24
"""Attempts that are measured again for the reason that is blamed, where that costs too much to do for all."""


def unsatisfiable(cell: Cell, number: int, refusals: Sequence[Rejection]) -> Diagnostic:
    """The report about one question, out of the refusals of all attempts at it."""
    grouped = [(_grouped(refusal), 1) for refusal in refusals]
    tried = [item for refusal in refusals for item in refusal.starts.items()]
    worlds, starts = tally(grouped), tally(tried)
    worst = foremost(worlds).refusal
    blamed = grouped
    if worst.starts:
        worst, blamed = foremost(starts).refusal, tried
    again = [each for each, _ in blamed if each == worst and each.measure is not None][:MEASURED]
    if again:
        worst = max((each.measure() for each in again if each.measure), key=lambda each: each.near)
        worlds, starts = (_retold(counts, worst) for counts in (worlds, starts))
    notes = [
        f"seed {cell.seed}, cell `{cell.block.name}`, question {number}: {len(refusals)} worlds drawn, "
        "all refused"
    ]
    notes += _shares(worlds, "")
    if starts:
        count = sum(starts.values())
        states = "start state of the agent was" if count == 1 else "start states of the agent were"
        notes.append(f"{count:,} {states} tried in these worlds")
        notes += _shares(starts, " of them")
    if again:
        what = ("world" if blamed is grouped else "start state") + ("" if len(again) == 1 else "s")
        notes.append(f"how near it came was measured in {len(again)} {what}")
    ways = worst.ways or _usual(worst)
    help = tuple(f"{place}. {way}" for place, way in enumerate(ways, 1))
    if worst.requirement is None:
        label = worst.reason + (f", {worst.detail}" if worst.detail else "")
    else:
        label = worst.detail or "nothing that came so far fulfilled it"
    message = f"scene `{cell.plan.scene.name}` can't be satisfied"
    return Diagnostic(faults.UNSATISFIABLE, message, _span(cell, worst), label, help, tuple(notes))


def _grouped(refusal: Rejection) -> Rejection:
    """Members of a group count as one."""
    return dataclasses.replace(refusal, object=refusal.object.partition("[")[0])


def _retold(counts: Mapping[Rejection, int], measured: Rejection) -> dict[Rejection, int]:
    """The same counts, with what was measured told of its reason."""
    return {
        dataclasses.replace(each, detail=measured.detail) if each == measured else each: count
        for each, count in counts.items()
    }


def _shares(counts: Mapping[Rejection, int], of: str) -> Iterator[str]:
    """Each reason's share, the checks in their order, and how many had come so far."""
    total = sum(counts.values())
    kept = set(sorted(counts, key=lambda refusal: -counts[refusal])[:SHOWN]) | {foremost(counts).refusal}
    for check in funnel(counts):
        if check.refusal not in kept:
            continue
        refusal = check.refusal
        detail = f", {refusal.detail}" if refusal.detail else ""
        came = ""
        if check.came < total:
            share = "all" if check.refused == check.came else f"{check.refused:,}"
            came = f", {share} of {check.came:,} that came so far"
        yield f"{100 * check.refused / total:3.0f} %{of} {refusal.reason} (`{refusal.object}`){detail}{came}"


def _usual(refusal: Rejection) -> tuple[str, ...]:
    """What helps against a requirement, or against a reason that names nothing of its own."""
    if refusal.requirement is not None:
        return (
            f"loosen `require {refusal.requirement.span.text}`",
            f"give `{refusal.object}` more freedom: a wider `at`, another `scale`",
        )
    return (f"give `{refusal.object}` more freedom: a wider distribution",)


def _span(cell: Cell, refusal: Rejection) -> Span:
    """The smallest place that could be changed: a requirement, a property, a block."""
    if refusal.requirement is not None:
        return refusal.requirement.span
    scene, name = cell.plan.scene, refusal.object.partition("[")[0]
    blocks: tuple[CameraBlock | AgentBlock | ObjectBlock, ...] = (
        *scene.cameras,
        *scene.agents,
        *scene.objects,
    )
    owners = {block.name: block for block in blocks}
    if name == "agent" and cell.family.spec.eye == "agent":
        name = cell.block.viewers[0]
    owner = owners.get(name)
    block = cell.block.span if owner is None else owner.span
    value = getattr(owner, refusal.property, None) or cell.block.values.get(refusal.property)
    if isinstance(value, values.Origin) and value.span.source in (block.source, cell.block.span.source):
        return value.span
    return block
