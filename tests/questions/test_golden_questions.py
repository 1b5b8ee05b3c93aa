"""Questions as they are told, word for word: of each cell of the project's own specs, and under each arm.

Where questions are meant to change: `SPACENUM_REGENERATE=1 pytest -m 'long or not long' FILE`, and read the
difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import count_specs
import measure_specs
import pytest
from probes import EVERY, program_of
from questions_told import asked, text_of

from spacenum_dsl.cli.pipeline import compile_dataset, narrowed
from spacenum_dsl.cli.specs import load_specs
from spacenum_dsl.semantics.program import Program

GOLDEN = Path(__file__).parents[1] / "golden" / "questions"
ALL = "\n".join(text.replace("tried", f"by_{name}") for name, text in EVERY.items())


def told(program: Program, folder: Path, count: int) -> str:
    """The first question of each cell and direction as it is, and the first that each arm changed."""
    dataset = narrowed(program.datasets[0], count=count)
    made = compile_dataset(program, dataset, folder, workers=1, progress=lambda _: None)
    assert made.manifest is not None, made.diagnostics
    questions = {question.id: question for question in asked(folder)}
    first = {(each.cell, each.direction, each.arm): each for each in reversed(questions.values())}
    return "\n".join(text_of(each, questions) for each in questions.values() if each in first.values())


def compare(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("SPACENUM_REGENERATE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_every_arm(tmp_path: Path) -> None:
    compare("arms", told(program_of(ALL, count=3), tmp_path, 3))


def test_every_form_of_a_measure(tmp_path: Path) -> None:
    compare("measure", told(measure_specs.program_of(), tmp_path, 1))


def test_every_form_of_a_count(tmp_path: Path) -> None:
    compare("count", told(count_specs.program_of(), tmp_path, 1))


@pytest.mark.long
@pytest.mark.parametrize("name", ["interventions", "compat"])
def test_every_cell(specs: Path, tmp_path: Path, name: str) -> None:
    """One question of each cell of the benchmark in each arm of its study, and of its compatible twin."""
    (spec,) = load_specs([specs / "spacenum" / f"{name}.scene"], {}).specs
    assert spec.program is not None
    compare(name, told(spec.program, tmp_path, 1))
