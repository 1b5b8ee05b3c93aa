"""The conformance kit: our families pass it, and each kind of broken family is caught."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from probes import SPEC, cell_of, drafts, program_of, questions

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.oracle.exam import Exam
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.oracle import ORACLES, Answer, Oracle
from spacenum_dsl.questions.family import FAMILIES, Cell, Draft, Family
from spacenum_dsl.questions.question import OptionSet, Prompt, Question
from spacenum_dsl.testing import conformance
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import World

OPEN = "transition far on den { action: move_forward | move_left; by: 0.3 .. 1.5 m; answer: number }"
CELLS = {"layout": "map", "transition": "walk"}


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A file with blocks of both families, alone in its folder."""
    path = tmp_path / "own" / "families.scene"
    path.parent.mkdir()
    path.write_text(f"{SPEC}\n{OPEN}\n")
    return path


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("map", marks=pytest.mark.long),
        pytest.param("walk", marks=pytest.mark.slow),
        pytest.param("turn", marks=pytest.mark.slow),
        pytest.param("far", marks=pytest.mark.slow),
    ],
)
def test_our_families_conform(name: str, spec: Path, tmp_path: Path) -> None:
    found = conformance.faults_of_family(spec, name, tmp_path / "kit", questions=2, learned=0)
    assert not list(found)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        pytest.param("bearing", "from_chair", marks=pytest.mark.slow),
        pytest.param("bearing", "eight", marks=pytest.mark.slow),
        pytest.param("bearing", "degrees", marks=pytest.mark.slow),
        pytest.param("measure", "desk_gap", marks=pytest.mark.slow),
        pytest.param("measure", "room_ratio", marks=pytest.mark.slow),
        pytest.param("measure", "desk_angle", marks=pytest.mark.slow),
        pytest.param("nearest", "desk_misleading", marks=pytest.mark.slow),
        pytest.param("measure", "desk_height_open", marks=pytest.mark.long),
        pytest.param("measure", "desk_gap_both", marks=pytest.mark.slow),
        pytest.param("count", "mugs_there", marks=pytest.mark.slow),
        pytest.param("count", "stools_there_open", marks=pytest.mark.slow),
    ],
)
def test_families_of_their_own_specs_conform(file: str, name: str, specs: Path, tmp_path: Path) -> None:
    spec = specs / f"{file}.scene"
    assert not list(conformance.faults_of_family(spec, name, tmp_path / "kit", questions=2, learned=0))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["map", "turn"])
def test_nobody_answers_ours_without_looking(name: str, spec: Path, tmp_path: Path) -> None:
    assert not list(conformance.blind_faults(spec, name, tmp_path, 200))


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str, object], None]:
    """Registers another thing under a name that is taken, for one test."""

    def putting(registry: object, name: str, thing: object) -> None:
        monkeypatch.setitem(registry._entries, name, thing)  # type: ignore[attr-defined]

    return putting


Put = Callable[[object, str, object], None]


@pytest.mark.parametrize("setting", CELLS)
def test_a_judge_that_says_nothing_is_caught(put: Put, setting: str) -> None:
    def silent(_: Cell, __: Question, ___: Judged) -> Iterator[str]:
        return iter(())

    put(JUDGES, setting, Judge(silent))
    name = CELLS[setting]
    asked = [each for pair in questions(name)[:1] for each in pair]
    found = list(conformance.judge_faults(cell_of(program_of(""), name), asked))
    assert found and all("does not see that the values of" in fault for fault in found)


@pytest.mark.parametrize("setting", CELLS)
def test_a_judge_that_refuses_what_is_right_is_caught(put: Put, setting: str) -> None:
    def strict(_: Cell, __: Question, ___: Judged) -> Iterator[str]:
        yield "it is wrong"

    put(JUDGES, setting, Judge(strict))
    name = CELLS[setting]
    asked = [each for pair in questions(name)[:1] for each in pair]
    assert set(conformance.judge_faults(cell_of(program_of(""), name), asked)) == {"judge: it is wrong"}


def changed(put: Put, setting: str, **parts: object) -> None:
    put(FAMILIES, setting, dataclasses.replace(FAMILIES[setting], **parts))


def test_a_set_that_follows_the_order_of_states_is_caught(put: Put) -> None:
    """As of a family in which the first state is always told as the easiest."""
    own = FAMILIES["layout"].option_set

    def ordered(cell: Cell, world: World) -> OptionSet | Rejection:
        made = own(cell, world)
        if isinstance(made, Rejection):
            return made
        members = tuple(replace(each, difficulty={"depth": float(each.number == 0)}) for each in made.members)
        return replace(made, members=members)

    cell = cell_of(program_of(""), "map")
    assert not list(conformance.order_faults(cell, drafts("map")[:2]))
    changed(put, "layout", option_set=ordered)
    made = [[dataclasses.replace(pair[0], chosen=_set(ordered, pair[0]))] for pair in drafts("map")[:2]]
    assert any("another option set" in fault for fault in conformance.order_faults(cell, made))


def _set(option_set: Callable[[Cell, World], OptionSet | Rejection], one: Draft) -> OptionSet:
    made = option_set(one.cell, one.chosen.world)
    assert isinstance(made, OptionSet)
    return made


@pytest.mark.parametrize("setting", CELLS)
def test_words_that_an_arm_does_not_own_are_caught(put: Put, spec: Path, setting: str) -> None:
    """As of a family that forgets a number's unit where numbers are printed in words."""
    family: Family = FAMILIES[setting]

    def hasty(draft: Draft) -> Prompt:
        said = family.prompt(draft)
        if draft.wording.style != "words":
            return said
        return replace(said, content=said.content[1:])

    changed(put, setting, prompt=hasty)
    arms = dict.fromkeys(["numbers"], conformance.INTERVENTIONS["numbers"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conformance, "INTERVENTIONS", arms)
        found = list(conformance.arm_faults(spec, CELLS[setting], 1))
    assert any(fault.startswith("numbers: ") for fault in found)


@pytest.mark.parametrize(
    "setting",
    [
        pytest.param("layout", marks=pytest.mark.long),
        pytest.param("transition", marks=pytest.mark.slow),
    ],
)
def test_an_oracle_that_does_not_look_is_caught(put: Put, setting: str, spec: Path, tmp_path: Path) -> None:
    """One that knows the right letter by the way, and says it whatever the letter stands for."""
    own = ORACLES[setting]
    known: dict[str, Answer] = {}

    def fixed(exam: Exam, measures: Measures) -> Answer:
        if exam.text not in known:
            known[exam.text] = own.answer(exam, measures)
        return known[exam.text]

    put(ORACLES, setting, Oracle(fixed, own.faults, own.beside))
    found = list(conformance.oracle_faults(spec, CELLS[setting], tmp_path, 1))
    assert found and all("is answered alike when" in fault for fault in found)
