"""Sets, orders and maps that are asked for openly: what is told, what keys hold, who catches faults."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from questions_told import asked, text_of

from spacenum_dsl.answers import grade
from spacenum_dsl.checks.audit import replies
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.oracle.grading import graded
from spacenum_dsl.checks.oracle.oracle import Answer
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.cli.cli import main
from spacenum_dsl.output.records import trust
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.questions import ask as asking
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.forms import in_order
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.semantics.resolve import load_program
from spacenum_dsl.testing import conformance

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "specs" / "forms.scene"
GOLDEN = ROOT / "tests" / "golden" / "questions" / "forms.txt"
OPEN = {"in_order": "order", "how_many": "pick_several", "one_entry": "map", "whole_map": "map"}
TOLD = (*OPEN, "which_order", "which_set")


@lru_cache
def cell_of(name: str) -> Cell:
    program = load_program(SPEC, SPEC.parent).program
    assert program is not None
    (dataset,) = (each for each in program.datasets if name in dict(each.cells))
    return make_cell(program, dataset, name)


@lru_cache
def question_of(name: str) -> Question:
    (question,) = ask(cell_of(name), [0]).questions
    return question


def said_of(name: str, question: Question) -> str:
    return "\n".join(each.message for each in recheck(cell_of(name), [question]))


def test_they_are_told_like_this(tmp_path: Path) -> None:
    """`SPACENUM_REGENERATE=1` writes it anew, where questions are meant to change."""
    run = ("compile", SPEC, "-o", tmp_path, "--workers", 1, "--count", 1, *(f"--only={one}" for one in TOLD))
    result = CliRunner().invoke(main, [str(each) for each in run])
    assert result.exit_code == 0, result.output
    found = {one.id: one for name in ("written", "sorted", "chosen") for one in asked(tmp_path / name)}
    text = "\n".join(text_of(each, found) for each in found.values())
    if os.environ.get("SPACENUM_REGENERATE"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    run = ("audit", tmp_path / "chosen", "--learn", "none", "--workers", 1)
    result = CliRunner().invoke(main, [str(each) for each in run])
    assert result.exit_code == 0 and "given to every question scores" in result.output, result.output
    chances = {
        cell["name"]: cell["chance"]
        for name in ("written", "sorted", "chosen")
        for cell in json.loads((tmp_path / name / "dataset.json").read_text())["cells"]
    }
    assert (chances["in_order"], chances["how_many"]) == (1 / 24, 1 / 4)
    assert chances["one_entry"] is None


@pytest.mark.parametrize("name", OPEN)
def test_a_key_is_what_replies_are_scored_by(name: str) -> None:
    question = question_of(name)
    (item,), (key,) = (getattr(encode([question]), part) for part in ("items", "answers"))
    public: dict[str, Any] = {
        "answer_type": item.answer_type,
        "options": [{"label": option.label, "text": option.text} for option in item.options],
    }
    assert item.answer_type["type"] == OPEN[name] and recheck(cell_of(name), [question]) == ()
    best = {"order": "exact", "pick_several": "exact", "map": "coverage"}[OPEN[name]]
    for place, answer in enumerate(key.answers):
        asked = grade.answer_type(public)
        given = grade.read(public, asked.printed(asked.right({"answer": answer})))
        scores = grade.score(public, {"answer": key.answer}, given)
        assert scores[best] == 1 or OPEN[name] != "map"
        right = scores["exact"] == 1 if OPEN[name] != "map" else scores["position_error"] == 0
        assert right == (place == key.answer_index)


@pytest.mark.parametrize("name", ["how_many", "of_three"])
def test_every_set_is_a_case_once(name: str) -> None:
    form = question_of(name).open
    assert form is not None
    letters = form.fields["labels"]
    wanted = {each for size in range(len(letters) + 1) for each in combinations(letters, size)}
    assert set(form.answers) == wanted and len(form.answers) == len(wanted)


def test_the_target_takes_every_place_of_an_order() -> None:
    form, question = question_of("in_order").open, question_of("in_order")
    assert form is not None
    name = {thing.name: f"{thing.colour} {thing.kind.replace('_', ' ')}" for thing in question.world.things}
    own = "ABCD"[form.labelled.index(name["target"])]
    orders = [list(answer) for answer in form.answers]
    assert {order.index(own) for order in orders} == {0, 1, 2, 3}
    assert len({tuple(letter for letter in order if letter != own) for order in orders}) == 1


def test_letters_of_things_come_in_every_order() -> None:
    """By a stream of its own: all 24 orders of four things, none much more often than others."""
    mixed = asking._mixed(cell_of("in_order"), "space2num", range(2400))
    counts = Counter(tuple(place for place in row if place < 4) for row in mixed)
    assert len(counts) == 24
    assert sum((count - 100) ** 2 / 100 for count in counts.values()) < 50, "beyond 99.9 % of 23 degrees"
    assert mixed[:5] == asking._mixed(cell_of("in_order"), "space2num", range(5))
    assert mixed[:5] != asking._mixed(cell_of("in_order"), "num2space", range(5))
    assert asking._mixed(cell_of("which_order"), "space2num", [0]) == [()]


Tampered = Callable[[Question], Question]


def with_last_line(question: Question, line: str) -> Question:
    *lines, _ = question.content[-1].text.split("\n")  # type: ignore[union-attr]
    return replace(question, content=(*question.content[:-1], Text("\n".join([*lines, line]))))


def relisted(question: Question) -> Question:
    text = question.content[-1].text  # type: ignore[union-attr]
    swapped = text.replace("A. ", "\0").replace("B. ", "A. ").replace("\0", "B. ")
    return replace(question, content=(*question.content[:-1], Text(swapped)))


def answered(question: Question, answers: tuple[Any, ...]) -> Question:
    assert question.open is not None
    return replace(question, open=replace(question.open, answers=answers))


def described(question: Question, **fields: Any) -> Question:
    assert question.open is not None
    return replace(question, open=replace(question.open, fields={**question.open.fields, **fields}))


PICK = "Answer with the letter of the right option."


@pytest.mark.parametrize(
    ("name", "tampered", "message"),
    [
        ("in_order", lambda q: replace(q, open=None), "not answered by `order`"),
        ("in_order", lambda q: with_last_line(q, PICK), "does not ask for an order of 4 letters"),
        ("in_order", relisted, "its words list"),
        ("in_order", lambda q: answered(q, (("A", "B"), *q.open.answers[1:])), "no reply can be scored"),
        ("in_order", lambda q: answered(q, (q.open.answers[1], *q.open.answers[1:])), "are answered by"),
        ("how_many", lambda q: with_last_line(q, PICK), "does not ask for the letters that hold"),
        ("how_many", lambda q: answered(q, q.open.answers[:3]), "4 cases are answered by"),
        ("how_many", lambda q: answered(q, (("Z",), *q.open.answers[1:])), "no reply can be scored"),
        ("one_entry", lambda q: with_last_line(q, PICK), "does not ask for a map"),
        ("one_entry", lambda q: described(q, bare="ft"), "does not ask for a map"),
        ("one_entry", lambda q: described(q, axes=3), "no reply can be scored"),
    ],
)
def test_a_prompt_that_asks_otherwise_is_found(name: str, tampered: Tampered, message: str) -> None:
    assert message in said_of(name, tampered(question_of(name)))


@pytest.mark.parametrize("name", OPEN)
def test_the_judge_refuses_what_is_answered_otherwise(name: str) -> None:
    """Its answers exchanged as a whole, by pairs, and a truth that is another case's."""
    question, cell = question_of(name), cell_of(name)
    assert question.open is not None
    first, *others = question.open.answers
    assert "is answered by" in said_of(name, answered(question, (*others, first)))
    assert list(conformance.judge_faults(cell, [question])) == []
    other = (question.answer_index + 1) % len(question.options)
    assert said_of(name, conformance.exchanged(question, question.answer_index, other))


@pytest.mark.parametrize("name", OPEN)
def test_a_judge_that_says_nothing_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: Cell, __: Question, ___: Judged) -> Iterator[str]:
        return iter(())

    cell, question = cell_of(name), question_of(name)
    monkeypatch.setitem(JUDGES._entries, cell.block.family, Judge(silent))
    found = list(conformance.judge_faults(cell, [question]))
    assert (
        sum("the answers of" in fault for fault in found)
        == sum("the values of" in fault for fault in found)
        == 6
    )


@pytest.mark.parametrize("name", OPEN)
def test_an_answer_means_the_case_that_it_is_nearest_to(name: str) -> None:
    question = question_of(name)
    (item,), (key,) = (getattr(encode([question]), part) for part in ("items", "answers"))
    for place, answer in enumerate(key.answers):
        grades = graded(item, key, Answer(None, {}, given=answer))
        assert (grades.failed is None) == (place == key.answer_index)
        assert grades.failed is not None or grades.off == 0
    if OPEN[name] == "map":
        near = {thing: (point[0] + 0.01, point[1]) for thing, point in key.answer.items()}
        assert graded(item, key, Answer(None, {}, given=near)).off == pytest.approx(0.01)
        missing = dict(list(key.answer.items())[1:]) | {"something else": (0.0, 0.0)}
        with pytest.raises(ValueError, match="the key's map has"):
            graded(item, key, Answer(None, {}, given=missing))
    else:
        turned = tuple(reversed(item.answer_type["labels"]))
        grades = graded(item, key, Answer(None, {}, given=turned))
        assert (grades.failed is None) == (
            sorted(turned) == sorted(key.answer) and OPEN[name] != "order"
        ) or (turned == key.answer)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*OPEN, "which_order", "which_set", "of_three", "along_x", "with_height"])
def test_they_conform(name: str, tmp_path: Path) -> None:
    assert not list(conformance.faults_of_family(SPEC, name, tmp_path / "kit", questions=2, learned=0))


@pytest.mark.parametrize(
    ("name", "item", "key", "why"),
    [
        ("in_order", {"chance": 0.5}, {}, "has 4 options at 0.5"),
        ("in_order", {"options": ()}, {}, "has the options none"),
        ("in_order", {"answer_type": {"type": "poem"}}, {}, "no type of answer is called 'poem'"),
        ("how_many", {}, {"answers": ((), ("A",), ("B",))}, "has 3 answers"),
        ("how_many", {}, {"answers": ((), ("A",), ("B",), ("X",))}, "is answered by no reply"),
        ("whole_map", {}, {"answers": ({}, {}, {}, {})}, "is answered by no reply"),
        ("one_entry", {"chance": 0.25}, {}, "has 0 options at 0.25"),
    ],
)
def test_a_forged_record_is_refused(name: str, item: dict[str, Any], key: dict[str, Any], why: str) -> None:
    made = encode([question_of(name)])
    known = trust._Known(Path(), None, frozenset({name}))  # type: ignore[arg-type]
    known.views = {view.id: True for view in made.views}
    known.places = {world.id: 0 for world in made.worlds}
    with pytest.raises(trust._UntrueError, match=why):
        trust._item(replace(made.items[0], **item), known)
        trust._answer(replace(made.answers[0], **key), known)


KINDS = ("red apple", "blue mug", "green cup", "grey box")


def replies_to(answer: Callable[[dict[str, str], int], tuple[str, ...]], count: int = 200) -> dict[str, int]:
    """Hits of each blind solver where things under letters, mixed for each question, are answered so."""
    mixed = asking._mixed(cell_of("in_order"), "space2num", range(count))
    listed = [dict(zip("ABCD", in_order(KINDS, row), strict=True)) for row in mixed]
    public = [
        {
            "answer_type": {"type": "order", "labels": list("ABCD")},
            "options": [{"label": letter, "text": text} for letter, text in things.items()],
        }
        for things in listed
    ]
    right = tuple(answer(things, row) for row, things in enumerate(listed))
    table: Any = SimpleNamespace(public=public, right=right, tested=np.ones(count, bool), questions=count)
    return {each.solver: each.hits for each in replies.tried(table)}


def test_replies_that_follow_from_kinds_or_letters_alone_are_found() -> None:
    def by_kind(things: dict[str, str], _: int) -> tuple[str, ...]:
        return tuple(sorted(things, key=lambda letter: KINDS.index(things[letter])))

    def by_luck(things: dict[str, str], row: int) -> tuple[str, ...]:
        return tuple(np.random.default_rng(row).permutation(list(things)).tolist())

    assert replies_to(by_kind)[replies.BY_KIND] == 200
    assert replies_to(lambda things, _: ("D", "B", "A", "C"))[replies.COMMONEST] == 200
    assert all(hits < 25 for hits in replies_to(by_luck).values()), "chance is 8 of 200"


def test_coordinates_without_a_unit_are_in_the_one_that_is_asked_for() -> None:
    item = {"answer_type": {"type": "map", "names": ["red mug"], "axes": 2, "unit": "m", "bare": "cm"}}
    for reply in ('{"red mug": [30, -20]}', "red mug: (30, -20)", "red mug: (0.3 m, -20 cm)"):
        assert grade.read(item, reply) == {"red mug": (0.3, -0.2)}
