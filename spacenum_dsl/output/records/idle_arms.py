"""Arms that change nothing: where that is a fault of the spec, and where it is only worth saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacenum_dsl.base.diagnostics import Diagnostic, Severity, declare
from spacenum_dsl.output.records.types import ArmRecord
from spacenum_dsl.questions.arms import UNCHANGED
from spacenum_dsl.semantics.program import DatasetBlock, InterventionBlock, Program

IDLE = declare(
    "SN246",
    "arm of an intervention that changes nothing",
    "An arm that leaves every question of a cell as it is would be counted without being one: whole\n"
    "centimetres change nothing about angles. It is an error where the intervention names the cell or its\n"
    "setting after `on`, and where it changes no cell at all; else the cell is left out of the arm, with a\n"
    "warning. So is an arm whose value the questions have already, like `fov: 60 deg` where that is the\n"
    "camera's, if the intervention has others that change something.",
)


def idle_arms(program: Program, dataset: DatasetBlock, arms: Sequence[ArmRecord]) -> tuple[Diagnostic, ...]:
    """What is to be said about arms without a changed question."""
    return tuple(_idle(program, dataset, arms))


def _idle(program: Program, dataset: DatasetBlock, arms: Sequence[ArmRecord]) -> Iterator[Diagnostic]:
    for chain in dataset.interventions:
        name = " then ".join(chain)
        blocks = [program.interventions[step] for step in chain]
        own = [arm for arm in arms if arm.intervention == name]
        if not own:
            yield _diagnostic(blocks, f"`{name}` is about no cell of dataset `{dataset.name}`", "warning")
        busy = any(arm.changed for arm in own)
        for label in dict.fromkeys(arm.arm for arm in own):
            yield from _of_arm(blocks, [arm for arm in own if arm.arm == label], busy)


def _of_arm(
    blocks: Sequence[InterventionBlock], records: Sequence[ArmRecord], busy: bool
) -> Iterator[Diagnostic]:
    """One arm in all cells that it was to change; `busy` tells that other arms beside it do change some."""
    reasons = {reason for record in records for reason in record.left_out}
    if busy and reasons == {UNCHANGED} and not any(record.changed for record in records):
        block, label = blocks[-1], records[0].arm
        message = f"`{block.factor}: {label}` is what the questions have already, so there is no such arm"
        ways = (f"leave `{label}` out of `{block.name}`: the base questions are this arm",)
        yield Diagnostic(IDLE, message, block.span, "", ways, severity="warning")
        return
    title = f"`{records[0].intervention}` ({records[0].arm})"
    changed = dict.fromkeys((record.cell for record in records), 0)
    for record in records:
        changed[record.cell] += record.changed
    idle = [cell for cell, count in changed.items() if not count]
    named = all(block.on for block in blocks)
    for cell in idle:
        fault = named or len(idle) == len(changed)
        reasons = {reason for record in records if record.cell == cell for reason in record.left_out}
        yield _diagnostic(
            blocks,
            f"{title} changes no question of cell `{cell}`",
            "error" if fault else "warning",
            "; ".join(sorted(reasons)),
        )


def _diagnostic(
    blocks: Sequence[InterventionBlock], message: str, severity: Severity, label: str = ""
) -> Diagnostic:
    ways = (
        "name the cells that it can change: `on CELL, …`",
        "or leave it out of the dataset's `interventions`",
    )
    return Diagnostic(
        IDLE, message, blocks[-1].span, label, ways if severity == "error" else (), severity=severity
    )
