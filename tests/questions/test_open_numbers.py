"""Questions that ask for a number: nothing offers it, records hold it in the unit that is asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from probes import SPEC
from questions_told import asked, text_of

from spacenum_dsl.answers.grade import read, score
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.cli.cli import main
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import AnswerForm, Question, Text
from spacenum_dsl.semantics.program import Program

OPEN = """
transition how_far on den { action: move_forward | move_left; by: 0.3 .. 1.5 step 0.1 m; answer: number }
transition how_much on den { action: rotate_left | rotate_right; by: 15 .. 55 step 1 deg; answer: number }

intervention feet   { numbers: unit(ft) }
intervention double { units: scaled(2) }
intervention back   { action: inverse }
intervention brief  { prompt: letter_only }
intervention moved  { options: shuffled(1) }

dataset open {
  seed: 4
  image: (240, 240) px
  cells { how_far: 2; how_much: 2 }
  interventions: feet, double, back, brief
}
"""
GOLDEN = Path(__file__).parents[1] / "golden" / "questions" / "open.txt"


def run(*args: object) -> str:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With pictures and passes."""
    home = tmp_path_factory.mktemp("open")
    (home / "open.scene").write_text(SPEC + OPEN)
    way = ("--workers", 1, "--render", "--renderer", "raycast", "--passes", "--no-cache")
    run("compile", home / "open.scene", "-o", home, *way)
    return home / "open"


@pytest.fixture(scope="module")
def how_far(program_of: Callable[[str], Program]) -> tuple[Cell, Question]:
    program = program_of(SPEC + OPEN)
    cell = make_cell(program, program.datasets[0], "how_far")
    return cell, ask(cell, [0]).questions[0]


def test_they_are_told_like_this(dataset: Path) -> None:
    """`SPACENUM_REGENERATE=1` writes it anew, where questions are meant to change."""
    questions = {question.id: question for question in asked(dataset)}
    text = "\n".join(text_of(each, questions) for each in questions.values())
    if os.environ.get("SPACENUM_REGENERATE"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_pictures_alone_answer_them(dataset: Path) -> None:
    run("verify", dataset, "--workers", 1)
    report = json.loads((dataset / "verify.json").read_text())
    assert {(cell["cell"], cell["right"]) for cell in report["cells"] if cell["arm"] is None} == {
        ("how_far", 2),
        ("how_much", 2),
    }


def test_a_reply_without_a_unit_is_in_the_one_that_is_asked_for(dataset: Path) -> None:
    with (dataset / "items.jsonl").open() as items, (dataset / "key" / "answers.jsonl").open() as keys:
        asked = [(json.loads(item), json.loads(key)) for item, key in zip(items, keys, strict=True)]
    assert all(key["answer"] == key["answers"][key["answer_index"]] for _, key in asked)
    feet = [(item, key) for item, key in asked if item["intervention"] == "feet"]
    assert feet
    for item, key in feet:
        assert item["answer_type"] == {"type": "number", "unit": "m", "period": None, "bare": "ft"}
        bare = f"{key['answer'] / 0.3048:.6f}"
        for reply in (bare, f"{bare} feet", f"{key['answer']} m", f'{{"answer": {bare}}}'):
            given = read(item, reply)
            assert given == pytest.approx(key["answer"], abs=1e-6)
            assert score(item, key, given)["mra"] == 1.0


def test_no_option_is_public(dataset: Path) -> None:
    items = [json.loads(line) for line in (dataset / "items.jsonl").open()]
    assert {item["cell"] for item in items} == {"how_far", "how_much"}
    for item in items:
        assert (item["options"], item["chance"]) == ([], None)
        assert item["answer_type"]["type"] == "number"


def test_the_audit_says_what_one_number_is_worth(dataset: Path) -> None:
    run("audit", dataset, "--learn", "none", "--workers", 1)
    cells = json.loads((dataset / "audit.json").read_text())["cells"]
    with (dataset / "key" / "answers.jsonl").open() as keys:
        right = [json.loads(key) for key in keys]
    (walk,) = (each for each in cells if each["cell"] == "how_far" and each["arm"] is None)
    truths = [key["answer"] for key in right if key["id"].startswith("how_far") and key["id"].count(".") == 2]

    def worth(reply: float) -> float:
        """By the definition: thresholds from 0.50 to 0.95 that the relative error keeps."""
        kept = [
            sum(abs(reply - each) / each < 1 - (50 + 5 * step) / 100 - 1e-12 for step in range(10))
            for each in truths
        ]
        return sum(kept) / 10 / len(truths)

    told = walk["constant"]
    assert told["best_score"] == pytest.approx(max(worth(number / 1000) for number in range(1, 3000)))
    assert told["best_score"] == pytest.approx(worth(told["best"]))
    assert told["median_score"] == pytest.approx(worth(sum(truths) / 2))
    assert "given to every question scores" in run("audit", dataset, "--learn", "none", "--workers", 1)


Tampered = Callable[[Question, AnswerForm], Question]


@pytest.mark.parametrize(
    ("tampered", "message"),
    [
        (lambda q, o: replace(q, open=None), "not answered by `number`"),
        (
            lambda q, o: replace(q, open=replace(o, fields={**o.fields, "bare": "ft"})),
            "does not ask for a number in feet",
        ),
        (lambda q, o: replace(q, open=replace(o, answers=o.answers[::-1])), "it is answered by one of"),
        (lambda q, o: replace(q, open=replace(o, answers=o.answers[:2])), "cases are answered by"),
        (
            lambda q, o: replace(
                q, content=(*q.content[:-1], Text(f"A. {q.options[0].text}"), q.content[-1])
            ),
            "its words tell its options",
        ),
    ],
)
def test_the_judge_finds(how_far: tuple[Cell, Question], tampered: Tampered, message: str) -> None:
    cell, question = how_far
    assert question.open is not None and not recheck(cell, [question])
    assert message in "\n".join(each.message for each in recheck(cell, [tampered(question, question.open)]))


def test_options_that_nobody_sees_can_not_be_shuffled(tmp_path: Path) -> None:
    spec = tmp_path / "open.scene"
    spec.write_text((SPEC + OPEN).replace("interventions: feet, double, back, brief", "interventions: moved"))
    result = CliRunner().invoke(main, ["compile", str(spec), "-o", str(tmp_path), "--count", "1"])
    assert result.exit_code == 2 and "SN246" in result.stderr


def test_a_number_is_asked_in_one_direction(tmp_path: Path) -> None:
    spec = tmp_path / "open.scene"
    spec.write_text((SPEC + OPEN).replace("answer: number }", "answer: number; ask: num2space }", 1))
    result = CliRunner().invoke(main, ["check", str(spec)])
    assert result.exit_code == 2 and "write `ask: space2num`" in result.stderr
