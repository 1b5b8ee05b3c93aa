"""The independent check of every compiled question, from the documents and the triangles alone.

It shares no code with what draws worlds and option sets, so a fault that it finds is a bug there, never
bad luck: such a question must not reach a dataset.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.checks import asked, cameras, difficulty, worlds
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.grounds import before_frame
from spacenum_dsl.checks.judge import JUDGES
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Picture, Question, Text
from spacenum_dsl.semantics.answers import PICKED

UNSOUND = declare(
    "SN601",
    "world that fails the independent check",
    "Every compiled question is checked again by code that shares nothing with what drew it: no two objects "
    "overlap or stick out, every requirement holds in every state, the options are what the truth says. A "
    "question that fails is a bug in spacenum, not in the spec. Nothing is written; please report it with "
    "the spec, the seed and the question's number.",
)


def recheck(cell: Cell, questions: Sequence[Question], *, words: bool = True) -> tuple[Diagnostic, ...]:
    """All faults of these questions. Questions that share a world object have it checked once. Without
    `words` only their worlds are checked: an arm may tell options in other words. Questions about one world
    have one option set, so what is required of options is checked once too."""
    judged: dict[int, Judged | None] = {}
    measured: set[int] = set()
    found: list[Diagnostic] = []
    for question in questions:
        key, own = id(question.world), cell.about(question.index)
        if key not in judged:
            faults = tuple(worlds.misfits(own, question.world))
            judged[key] = None if faults else Judged(question.world, before_frame(own.plan.scene))
            found += [
                _report(own, question, fault) for fault in (*faults, *_world(own, question, judged[key]))
            ]
        broken = list(_faults(own, question, judged[key])) if words else []
        solids = judged[key]
        if solids is not None and not broken and key not in measured:
            measured.add(key)
            broken += difficulty.faults_of(own, question, solids)
        found += [_report(own, question, fault) for fault in broken]
    return tuple(found)


def _world(cell: Cell, question: Question, judged: Judged | None) -> Iterator[str]:
    """The faults of a world; `question` is the first one that is about it."""
    if judged is not None:
        yield from worlds.faults_of(cell, judged)
        judge = JUDGES.get(question.setting)
        if judge is not None:
            yield from cameras.sight_faults(cell, question, judged, judge.shows(cell, question))
            yield from judge.world(cell, question, judged)


def _report(cell: Cell, question: Question, fault: str) -> Diagnostic:
    world = question.world
    return Diagnostic(
        UNSOUND,
        f"cell `{question.cell}`, question {question.index} ({question.direction}): {fault}",
        cell.block.span,
        "",
        ("report this with the spec; the question is not fit for use",),
        (f"scene `{world.scene}`, seed {world.seed}, world {world.index}, attempt {world.attempt}",),
    )


def _faults(cell: Cell, question: Question, judged: Judged | None) -> Iterator[str]:
    broken = tuple(_options(cell, question))
    yield from broken
    if broken or judged is None:
        return
    judge = JUDGES.get(question.setting)
    if judge is not None:
        yield from judge.question(cell, question, judged)


def _options(cell: Cell, question: Question) -> Iterator[str]:
    """What holds for the options of any family."""
    options = question.options
    if (question.cell, question.setting) != (cell.block.name, cell.block.family):
        yield f"it is a {question.setting} of cell `{cell.block.name}`"
    if len(options) != cell.block.options:
        yield f"it has {len(options)} options, not {cell.block.options}"
    if [option.label for option in options] != [chr(ord("A") + place) for place in range(len(options))]:
        yield f"its options are labelled {', '.join(option.label for option in options)}"
    if (PICKED if question.open is None else question.open.type) != cell.block.answer:
        yield f"it is not answered by `{cell.block.answer}`"
    if len({option.text for option in options}) < len(options):
        yield f"two options read alike: {', '.join(option.text for option in options)}"
    if len({option.number for option in options}) < len(options):
        yield "two options are the same case"
    shown = [view for option in options for view in option.views]
    if len(set(shown)) < len(shown):
        yield "two options have the same picture"
    used = {*shown, *(view for option in options for enough in option.suffices for view in enough)}
    if not used <= set(range(len(question.views))):
        yield f"an option's picture is none of the {len(question.views)} views"
    if any(not option.suffices for option in options if option.views):
        yield "none of an option's pictures suffices"
    same = [place for place, option in enumerate(options) if not option.differs]
    if same != [question.answer_index]:
        yield f"option {question.answer_index} is the answer, but options {same} differ in nothing"
        return
    answer = options[question.answer_index]
    for name, value in answer.value.items():
        if question.truth.get(name) != value:
            yield f"the truth says {name} = {question.truth.get(name)}, the answer {value}"
    yield from _wording(question)


def _wording(question: Question) -> Iterator[str]:
    """The words show each option under its letter, and in the direction's order of pictures."""
    text = "\n".join(block.text for block in question.content if isinstance(block, Text))
    shown = [block.view for block in question.content if isinstance(block, Picture)]
    answer = question.options[question.answer_index]
    if question.direction == "num2space":
        offered = [view for option in question.options for view in option.views]
        if shown[len(shown) - len(offered) :] != offered:
            yield f"it shows the views {shown}, not those of its options in order"
        if answer.text not in text:
            yield f"its words never say {answer.text}"
        return
    if shown[len(shown) - len(answer.views) :] != list(answer.views):
        yield f"it shows the views {shown}, not that of its answer"
    lines = text.splitlines()
    if question.open is not None:
        yield from asked.faults_of(question.open, question, lines)
        return
    for option in question.options:
        if f"{option.label}. {option.text}" not in lines:
            yield f"its words lack option {option.label}"
