"""Arms: which interventions change a cell's questions, in which ways, and what came of each question."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from spacenum_dsl.questions.ask import build
from spacenum_dsl.questions.family import Cell, Draft
from spacenum_dsl.questions.intervention import INTERVENTIONS, Changed, Facet, Intervention
from spacenum_dsl.questions.question import ArmName, OptionSet, Question
from spacenum_dsl.semantics.program import DatasetBlock, InterventionBlock, Program
from spacenum_dsl.semantics.values import Value
from spacenum_dsl.world.rejection import Rejection

UNCHANGED = "nothing to change"
"""Why a question is not in an arm that would leave it as it is."""


@dataclass(frozen=True)
class Step:
    """One intervention with the value of one of its arms."""

    block: InterventionBlock
    value: Value

    @property
    def intervention(self) -> Intervention:
        found = INTERVENTIONS[self.block.factor]
        return found


@dataclass(frozen=True)
class Arm:
    """One way to change questions: a step, or several one after the other. `named` tells that every step
    names the cell or its setting, so that it must change something there."""

    name: ArmName
    steps: tuple[Step, ...]
    named: bool

    @property
    def changes(self) -> frozenset[Facet]:
        """The facets that it may touch."""
        return frozenset().union(*(step.intervention.changes for step in self.steps))


@dataclass(frozen=True)
class Outcome:
    """What came of one question in one arm: a changed question with the cell that it is one of now, or why
    there is none."""

    arm: Arm
    base: Question
    question: Question | None
    reason: str
    cell: Cell | None = None


def arms_of(program: Program, dataset: DatasetBlock, cell: Cell) -> tuple[Arm, ...]:
    """The arms that are to change the questions of a cell, in the order in which the dataset names them."""
    return tuple(
        arm
        for chain in dataset.interventions
        for arm in _arms([program.interventions[name] for name in chain], cell)
    )


def _arms(blocks: Sequence[InterventionBlock], cell: Cell) -> Iterator[Arm]:
    """One arm for each combination of the steps' alternatives, if all steps are about this cell."""
    about = (cell.block.name, cell.block.family)
    for block in blocks:
        takes = INTERVENTIONS[block.factor].spec.takes(cell.block.family)
        if not takes or (block.on and not set(block.on) & set(about)):
            return
    name = " then ".join(block.name for block in blocks)
    short = "+".join(block.name for block in blocks)
    for arms in itertools.product(*(block.arms for block in blocks)):
        pairs = list(zip(blocks, arms, strict=True))
        several = [_file_name(label) for block, (label, _) in pairs if len(block.arms) > 1]
        label = " then ".join(label for label, _ in arms)
        steps = tuple(Step(block, value) for block, (_, value) in pairs)
        metamorphic = all(step.intervention.metamorphic for step in steps)
        yield Arm(
            ArmName(name, label, "-".join((short, *several)), metamorphic),
            steps,
            all(block.on for block in blocks),
        )


def _file_name(label: str) -> str:
    """A label as part of an id: letters, digits, points and hyphens."""
    return re.sub(r"[^\w.]+", "-", label).strip("-")


def intervene(arms: Sequence[Arm], pair: Sequence[Draft], questions: Sequence[Question]) -> Iterator[Outcome]:
    """The outcomes of all arms for the drafts of one world and the questions that they are."""
    for arm in arms:
        for draft, base in zip(_carried_out(arm, pair), questions, strict=True):
            if isinstance(draft, Draft):
                question = build(draft, arm.name)
                alike = len({option.text for option in question.options}) < len(question.options)
                if alike:
                    yield Outcome(arm, base, None, "two options would be printed alike")
                elif _told_alike(base, question):
                    yield Outcome(arm, base, None, UNCHANGED)
                else:
                    yield Outcome(arm, base, question, "", draft.cell)
            else:
                yield Outcome(arm, base, None, UNCHANGED if draft is None else draft.reason)


def _told_alike(base: Question, question: Question) -> bool:
    """Whether an arm left a question as it was, but for its name and for options that nobody is told."""
    same = msgspec.structs.replace(question, arm=None)
    asked = [each.open and each.open.only(each.answer_index) for each in (base, question)]
    if asked[0] is not None and asked[0] == asked[1]:
        same = msgspec.structs.replace(
            same, options=base.options, answer_index=base.answer_index, open=base.open
        )
    return base == same


def _carried_out(arm: Arm, pair: Sequence[Draft]) -> list[Draft | Changed]:
    """Each draft after all steps. Where a step changes nothing there is none: it would not be the arm's."""
    drafts: list[Draft | Changed] = list(pair)
    for step in arm.steps:
        made: dict[int, tuple[Cell, OptionSet] | Changed] = {}
        drafts = [draft if not isinstance(draft, Draft) else _step(step, draft, made) for draft in drafts]
    return drafts


def _step(step: Step, draft: Draft, made: dict[int, tuple[Cell, OptionSet] | Changed]) -> Draft | Changed:
    """One step on one draft; `made` keeps what it made of option sets, which both directions share."""
    intervention = step.intervention
    if intervention.draft is not None:
        return intervention.draft(draft, step.value)
    assert intervention.world is not None
    key = id(draft.chosen)
    if key not in made:
        made[key] = intervention.world(draft.cell, draft.chosen, step.value)
    found = made[key]
    if found is None or isinstance(found, Rejection):
        return found
    cell, chosen = found
    return replace(draft, cell=cell, chosen=chosen)
