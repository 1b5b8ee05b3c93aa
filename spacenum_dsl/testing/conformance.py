"""Whether a question family keeps its contract, ours or anybody's: one call that tries all of it.

What is tried does not know the family: its options are exchanged in front of its judge and its oracle, its
worlds are turned over, every intervention is carried out, pictures are rendered and answered, and blind
solvers sit the exam. A judge that says nothing fails, and so does an oracle that guesses.
"""

from __future__ import annotations

import dataclasses
import itertools
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from click.testing import CliRunner

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.checks.arm_pairs import check_arms
from spacenum_dsl.checks.arm_worlds import recheck_arms
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.grounds import before_frame
from spacenum_dsl.checks.judge import JUDGES
from spacenum_dsl.checks.oracle.exam import Exam, exam_of, shot_of
from spacenum_dsl.checks.oracle.grading import graded
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.oracle import ORACLES, answer
from spacenum_dsl.checks.oracle.passes import cloud_of
from spacenum_dsl.checks.oracle.tally import REPORT, Verified
from spacenum_dsl.checks.oracle.verify import IMAGES, groups
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.records.dataset import read_manifest
from spacenum_dsl.questions.arms import arms_of, intervene
from spacenum_dsl.questions.ask import ask, build, draft, make_cell
from spacenum_dsl.questions.family import Cell, Draft
from spacenum_dsl.questions.intervention import INTERVENTIONS, Intervention
from spacenum_dsl.questions.question import Option, OptionSet, Question
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import load_program
from spacenum_dsl.semantics.types import WayOf
from spacenum_dsl.world.rejection import Rejection

SEED = 11
LEARNED = 400
"""Questions that blind solvers sit: enough to show a leak that is worth ten points."""

MIRROR = "intervention mirrored { world: mirrored }"
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "distractors": ("0", "2", "5"),
    "azimuth": ("-90 deg", "-70 deg"),
    "distance": ("1.4 m", "1.7 m"),
    "elevation": ("30 deg", "70 deg"),
    "height": ("1.2 m", "1.8 m"),
    "pitch": ("-20 deg", "5 deg"),
    "fov": ("65 deg", "95 deg"),
    "image": ("(96, 96) px", "(160, 120) px"),
    "light": ("midday", "evening", "overcast"),
    "scaled": ("2", "0.5"),
    "shuffled": ("1", "2", "3"),
}
"""Alternatives of what takes any number or name."""


def arms_as_written(intervention: Intervention) -> tuple[str, ...]:
    """All alternatives of a property, some where there is no end of them, none where none is known."""
    spec = intervention.spec.property
    if not isinstance(spec.type, WayOf):
        return EXAMPLES.get(spec.name, ())
    calls = (
        f"{name}({given})"
        for name, takes in spec.type.calls.items()
        for given in (takes if isinstance(takes, tuple) else EXAMPLES.get(name, ()))
    )
    return (*spec.type.words, *calls)


def faults_of_family(
    spec: Path, name: str, folder: Path, *, questions: int = 4, learned: int = LEARNED
) -> Iterator[str]:
    """What keeps the family of the block `name` from its contract, in words; nothing if it conforms.

    `spec` is a scene file that has or imports the block; its folder is copied. `folder` is empty and takes
    the copy and what is compiled. `questions` are examined closely; blind solvers sit `learned` of them, or
    none. Raises `RuntimeError` where a command fails that has to work.
    """
    broken = registry.load()
    if broken:
        yield from (f"plugin {each.module}: {each.reason}" for each in broken)
        return
    copy = copied(spec, folder)
    program = _program(copy, name, questions)
    if isinstance(program, str):
        yield program
        return
    cell = make_cell(program, program.datasets[-1], name)
    asked = ask(cell, range(questions))
    if asked.diagnostics:
        yield from (each.message for each in asked.diagnostics)
        return
    yield from (f"recheck: {each.message}" for each in recheck(cell, asked.questions))
    yield from judge_faults(cell, asked.questions)
    yield from order_faults(cell, draft(cell, range(questions)).drafts)
    yield from arm_faults(copy, name, questions)
    yield from oracle_faults(copy, name, folder / "pictured", questions)
    if learned:
        yield from blind_faults(copy, name, folder / "blind", learned)


def copied(spec: Path, folder: Path) -> Path:
    """The spec in a copy of its folder, to which a file can be added that imports it."""
    there = folder / "spec"
    shutil.copytree(spec.parent, there, ignore=shutil.ignore_patterns("build", ".*"))
    return there / spec.name


def _program(spec: Path, name: str, count: int, blocks: str = "", arms: str = "") -> Program | str:
    """The spec with a dataset of one cell, or what is wrong with it."""
    path = _written(spec, name, count, blocks, arms)
    found = load_program(path, path.parent)
    if found.program is None or has_errors(found.diagnostics):
        return "; ".join(each.message for each in found.diagnostics)
    return found.program


def _written(spec: Path, name: str, count: int, blocks: str = "", arms: str = "") -> Path:
    listed = f"; interventions: {arms}" if arms else ""
    asked = f"image: (240, 240) px; cells {{ {name}: {count} }}{listed}"
    dataset = f"dataset conformance {{ seed: {SEED}; {asked} }}"
    path = spec.with_name("conformance.scene")
    path.write_text("\n".join((f'import "{spec.name}"', blocks, dataset, "")), encoding="utf-8")
    return path


def exchanged(question: Question, one: int, other: int) -> Question:
    """The question with what two options say exchanged; their letters and pictures stay."""
    options = list(question.options)
    first, second = options[one], options[other]

    def saying(option: Option, as_in: Option) -> Option:
        return msgspec.structs.replace(option, value=as_in.value, text=as_in.text)

    options[one], options[other] = saying(first, second), saying(second, first)
    told = {**question.truth, **options[question.answer_index].value}
    return msgspec.structs.replace(question, options=tuple(options), truth=told)


def answers_exchanged(question: Question, one: int, other: int) -> Question:
    """The question with what two of its cases are answered by exchanged."""
    assert question.open is not None
    answers = list(question.open.answers)
    answers[one], answers[other] = answers[other], answers[one]
    return msgspec.structs.replace(
        question, open=msgspec.structs.replace(question.open, answers=tuple(answers))
    )


def judge_faults(cell: Cell, questions: Sequence[Question]) -> Iterator[str]:
    """Whether the judge takes each option with its own value and refuses it with any other's."""
    judge = JUDGES.get(cell.block.family)
    if judge is None:
        yield f"judge: `{cell.block.family}` has none"
        return
    for question in questions:
        own = cell.about(question.index)
        judged = Judged(question.world, before_frame(own.plan.scene))
        yield from (f"judge: {fault}" for fault in judge.question(own, question, judged))
        for one, other in itertools.combinations(range(len(question.options)), 2):
            labels = " and ".join(question.options[place].label for place in (one, other))
            about = f"question {question.index} ({question.direction})"
            if not list(judge.question(own, exchanged(question, one, other), judged)):
                yield f"judge: it does not see that the values of {labels} are exchanged in {about}"
            if question.open is None:
                continue
            if not list(judge.question(own, answers_exchanged(question, one, other), judged)):
                yield f"judge: it does not see that the answers of {labels} are exchanged in {about}"


def order_faults(cell: Cell, drafts: Sequence[Sequence[Draft]]) -> Iterator[str]:
    """Whether a world whose states stand in another order has the same option set (G2)."""
    for chosen in (pair[0].chosen for pair in drafts):
        world = chosen.world
        if not world.varied:
            continue
        states = (*world.states[1:], world.states[0])
        first = {
            name: next(place for place in places if place is not None)
            for name, places in zip(world.varied, zip(*states, strict=True), strict=True)
        }
        things = tuple(
            msgspec.structs.replace(thing, placement=first.get(thing.name, thing.placement))
            for thing in world.things
        )
        turned = msgspec.structs.replace(world, states=states, things=things)
        again = cell.family.option_set(cell.about(world.index), turned)
        if isinstance(again, Rejection):
            yield f"order: with its states in another order, world {world.index} is refused: {again.reason}"
        elif _values(again) != _values(chosen):
            yield f"order: with its states in another order, world {world.index} has another option set"


def _values(chosen: OptionSet) -> list[object]:
    return [(member.value, member.coordinates, member.difficulty) for member in chosen.members]


def arm_faults(spec: Path, name: str, questions: int) -> Iterator[str]:
    """Whether every intervention that can be carried out changes what it declares and nothing else, and
    whether a scene that is mirrored twice is as it was."""
    for property, intervention in sorted(INTERVENTIONS.items()):
        ways = " | ".join(arms_as_written(intervention))
        block = f"intervention tried {{ {property}: {ways} }}"
        program = _program(spec, name, questions, block, "tried") if ways else ""
        if not isinstance(program, str):
            yield from (f"{property}: {fault}" for fault in _carried_out(program, name, questions))
    twice = "intervention tried { world: mirrored }"
    program = _program(spec, name, questions, twice, "tried then tried")
    if not isinstance(program, str):
        yield from _mirrored(program, name, questions)


def _carried_out(program: Program, name: str, questions: int) -> Iterator[str]:
    dataset = program.datasets[-1]
    cell = make_cell(program, dataset, name)
    arms = arms_of(program, dataset, cell)
    drafts = draft(cell, range(questions)).drafts
    for place, pair in enumerate(drafts):
        beside = drafts[place - 1 if place else min(1, len(drafts) - 1)]
        own = [dataclasses.replace(one, neighbour=two) for one, two in zip(pair, beside, strict=True)]
        outcomes = tuple(intervene(arms, own, [build(each) for each in own]))
        for check in (check_arms, recheck_arms):
            yield from (each.message for each in check(cell, outcomes))


def _mirrored(program: Program, name: str, questions: int) -> Iterator[str]:
    dataset = program.datasets[-1]
    cell = make_cell(program, dataset, name)
    arms = arms_of(program, dataset, cell)
    for pair in draft(cell, range(questions)).drafts:
        for outcome in intervene(arms, pair, [build(each) for each in pair]):
            made, base = outcome.question, outcome.base
            if made is not None and (made.content, made.open) != (base.content, base.open):
                yield f"mirror: question {outcome.base.index} is another one when it is mirrored twice"


def oracle_faults(spec: Path, name: str, folder: Path, questions: int) -> Iterator[str]:
    """Whether pictures alone answer every question, as it is and in a mirror, and answer it otherwise where
    options, or what cases are answered by, are exchanged."""
    dataset = _compiled(spec, name, folder, questions, MIRROR, "mirrored")
    _run("render", dataset, "--renderer", "raycast", "--passes", "--no-cache", "--workers", 1)
    _run("verify", dataset, "--workers", 1, "--allow-unexamined")
    found = msgspec.json.decode((dataset / REPORT).read_bytes(), type=Verified)
    yield from (f"oracle: no oracle examines `{family}`" for family in found.unexamined)
    yield from (f"oracle: {each.item}: {each.given}, not {each.expected}" for each in found.failed)
    yield from (f"oracle: {each.item} is left open" for each in found.open)
    yield from (f"pictures: {each.message}" for each in found.faults)
    if not found.unexamined:
        yield from _unexchanged(dataset)


def _unexchanged(dataset: Path) -> Iterator[str]:
    """Questions that the oracle answers as before though the right option and another one are exchanged."""
    manifest = read_manifest(dataset)
    assert not isinstance(manifest, Diagnostic)
    for group in groups(dataset, manifest):
        views = group.views
        measures = Measures(lambda view, views=views: cloud_of(dataset / IMAGES, shot_of(views[view])))  # type: ignore[misc]
        for item, key in group.questions:
            exam = exam_of(item, key, group.worlds, views, ORACLES[item.setting].beside)
            right = key.answer_index
            for other in range(len(key.options)):
                if other == right:
                    continue
                if item.picked:
                    grade = graded(item, key, answer(_swapped(exam, right, other), measures))
                else:
                    wrong = msgspec.structs.replace(key, answer=key.answers[other], answer_index=other)
                    grade = graded(item, wrong, answer(exam, measures))
                if grade.failed is None and grade.unanswerable is None:
                    labels = " and ".join(key.options[place].label for place in (right, other))
                    yield f"oracle: {item.id} is answered alike when {labels} are exchanged"


def _swapped(exam: Exam, one: int, other: int) -> Exam:
    """The exam with what two letters stand for exchanged."""
    choices = list(exam.choices)
    first, second = choices[one], choices[other]
    choices[one] = dataclasses.replace(second, label=first.label)
    choices[other] = dataclasses.replace(first, label=second.label)
    return dataclasses.replace(exam, choices=tuple(choices))


def blind_faults(spec: Path, name: str, folder: Path, questions: int) -> Iterator[str]:
    """Who answers without looking."""
    dataset = _compiled(spec, name, folder, questions)
    _run("audit", dataset, "--workers", 1, allowed=(0, 1))
    report = msgspec.json.decode((dataset / "audit.json").read_bytes())
    for cell in report["cells"]:
        for solver in cell["solvers"]:
            if solver["beats"]:
                share = f"{100 * solver['accuracy']:.0f} % of {solver['answered']}"
                yield f"blind: {cell['direction']}: {solver['solver']} is right in {share}"
    yield from (f"blind: {each['direction']}: {each['check']}" for each in report["findings"])


def _compiled(spec: Path, name: str, out: Path, questions: int, blocks: str = "", arms: str = "") -> Path:
    _run("compile", _written(spec, name, questions, blocks, arms), "-o", out, "--workers", 1)
    return out / "conformance"


def _run(*arguments: object, allowed: Sequence[int] = (0, 1)) -> None:
    """A command that may find something, but must not fail."""
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    if result.exit_code not in allowed:
        raise RuntimeError(f"spacenum {arguments[0]} fails:\n{result.output}") from result.exception
