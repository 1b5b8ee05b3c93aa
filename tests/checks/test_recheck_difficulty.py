"""The independent check measures options for itself, and reports every set that breaks what is required."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from msgspec import structs
from tampering import SPECS, cell_from, found

from spacenum_dsl.questions.ask import ask, draft
from spacenum_dsl.questions.family import Cell, Draft
from spacenum_dsl.questions.question import Question, View
from spacenum_dsl.semantics import values

FAMILIES = {
    "desk": ("l", "layout l on desk { target: target; vary: position, size; MORE }"),
    "kitchen": ("t", "transition t on kitchen { action: rotate_left; by: 5 .. 60 step 5 deg; MORE }"),
}


def cell(scene: str, more: str = "") -> Cell:
    """A cell on one of the project's own scenes."""
    text = (SPECS / f"{scene}.scene").read_text().split("\nlayout")[0].split("\ntransition")[0]
    name, family = FAMILIES[scene]
    dataset = f"dataset d {{ seed: 3; cells {{ {name}: 4 }} }}"
    return cell_from(f"{text}\n{family.replace('MORE', more)}\n{dataset}\n", name)


@cache
def free(scene: str, count: int) -> tuple[tuple[tuple[Draft, ...], ...], tuple[Question, ...]]:
    """Drafts of which nothing is required, and of each the question that is asked from picture to numbers."""
    unbound = cell(scene)
    return draft(unbound, range(count)).drafts, ask(unbound, range(count)).questions[::2]


def broken(scene: str, require: str, count: int = 12) -> list[tuple[dict[str, float], str]]:
    """The measures of each option of questions that nothing was required of, and what the check says of it
    once this is required."""
    strict = cell(scene, f"require {require}")
    drafted, questions = free(scene, count)
    found_ = []
    for (one, _), question in zip(drafted, questions, strict=True):
        said = found(strict, question)
        labels = {option.number: option.label for option in question.options}
        for member in one.chosen.members:
            line = next(
                (line for line in said.splitlines() if f"option {labels[member.number]}:" in line), ""
            )
            found_.append((member.difficulty, line))
    return found_


@pytest.mark.parametrize(
    ("require", "name", "least"),
    [
        ("separation >= 12 px", "separation", 12),
        ("depth >= 1.6 m", "depth", 1.6),
        ("step >= 15 cm", "step", 0.15),
    ],
)
def test_each_option_of_a_layout_that_breaks_it(require: str, name: str, least: float) -> None:
    """But for rounding, exactly those are reported."""
    told = broken("desk", require)
    last = {"separation": 0.1, "depth": 0.001, "step": 0.0001}[name]
    clear = [(each[name] < least, bool(line)) for each, line in told if abs(each[name] - least) > last]
    assert all(broke == reported for broke, reported in clear)
    assert {broke for broke, _ in clear} == {True, False}


@pytest.mark.parametrize("require", ["separation >= 12 px", "not separation < 12 px", "12 px <= separation"])
def test_the_report_says_what_was_measured(require: str) -> None:
    line = next(line for _, line in broken("desk", require) if line)
    assert f"`require {require}` does not hold for option" in line
    assert "separation" in line


@pytest.mark.parametrize(
    ("require", "breaks"),
    [
        ("separation >= 60 px", lambda each: each["separation"] < 40),
        ("separation <= 10 px", lambda each: each["separation"] > 20),
        ("step >= 10 deg", lambda each: each["step"] < 10),
        ("objects >= 12", lambda each: each["objects"] < 6),
        ("separation >= 9 px * objects", lambda each: each["separation"] < 6 * each["objects"]),
    ],
)
def test_options_of_a_transition_that_break_it(
    require: str, breaks: Callable[[dict[str, float]], bool]
) -> None:
    """Who is visible is known with a margin, so what is far beyond it is reported, and nothing that holds."""
    told = broken("kitchen", require)
    assert any(breaks(each) for each, _ in told)
    assert any(line for each, line in told if breaks(each))


@pytest.mark.parametrize(
    ("scene", "require"),
    [
        ("desk", "separation >= 12 px and step >= 10 cm and depth <= 1.8 m"),
        ("desk", "separation <= 25 px or visible(target) >= 95 %"),
        ("desk", "objects >= 4"),
        ("kitchen", "separation >= 25 px and step >= 10 deg"),
        pytest.param(
            "kitchen", "separation <= 60 px and depth <= 2.5 m and objects >= 4", marks=pytest.mark.long
        ),
        pytest.param("kitchen", "separation >= 10 px * objects or not depth > 1.5 m", marks=pytest.mark.long),
    ],
)
@pytest.mark.long
def test_what_was_drawn_under_a_requirement_passes(scene: str, require: str) -> None:
    strict = cell(scene, f"require {require}")
    asked = ask(strict, range(16))
    assert not asked.diagnostics
    assert found(strict, *asked.questions) == ""


def test_a_lens_through_which_all_is_too_near_to_tell() -> None:
    """It is measured in the views that the question has, not in those that were tested when it was drawn."""
    strict = cell("desk", "require separation >= 12 px")
    (question, _) = ask(strict, [0]).questions
    scene, camera = strict.plan.scene, question.world.cameras["camera"]
    (block,) = scene.cameras
    lens = replace(block, fov=values.Constant(block.fov.span, 150.0, "angle"))
    wide = replace(strict, plan=replace(strict.plan, scene=replace(scene, cameras=(lens,))))
    away = structs.replace(camera, fov=150.0)
    views = tuple(View(view.state, away) for view in question.views)
    changed = structs.replace(
        question, world=structs.replace(question.world, cameras={"camera": away}), views=views
    )
    assert "`require separation >= 12 px` does not hold for option" in found(wide, changed)
