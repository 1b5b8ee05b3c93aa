"""Angles at an object: what they are, what is refused, how they are told and judged."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from test_golden_questions import compare, told

from spacenum_dsl.base.span import Source
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import Resolved, resolve
from spacenum_dsl.testing.conformance import judge_faults

SPEC = """
scene desk {
  surface: desk_top(1.6, 1.2) m
  object mark  { kind: box;    at: (-0.5, 0) m }
  object post  { kind: vase;   at: (0, 0) m }
  object thing { kind: apple;  at: (-0.6 .. 0.6, -0.45 .. 0.45) m }
  distractors many { count: 2; kind: pen; at: anywhere }
  camera { look_at: surface; distance: 1.7 m; elevation: 55 deg; azimuth: -90 deg; fov: 60 deg }
  require plan_distance(thing, post) >= 15 cm
}
measure turn on desk { of: thing; to: mark; at: post; quantity: angle; apart: 15 deg }
measure open extends turn { answer: number }
"""


def resolved(text: str) -> Resolved:
    parsed = parse(Source("angles.scene", text))
    return resolve([parsed.tree], (), parsed.diagnostics)


def program() -> Program:
    dataset = "dataset angles { seed: 5; image: (200, 200) px; cells { turn: 3; open: 3 } }"
    made = resolved(f"{SPEC}\n{dataset}")
    assert made.program is not None, made.diagnostics
    return made.program


@lru_cache
def made(name: str) -> tuple[Cell, tuple[Question, ...]]:
    cell = make_cell(program(), program().datasets[0], name)
    return cell, ask(cell, range(2)).questions


def text_of(question: Question) -> str:
    return "\n".join(block.text for block in question.content if isinstance(block, Text))


@pytest.mark.parametrize("name", ["turn", "open"])
def test_an_angle_is_that_between_two_directions_seen_from_above(name: str) -> None:
    """The box lies along −x of the vase."""
    cell, questions = made(name)
    assert recheck(cell, questions) == () and not list(judge_faults(cell, questions[:1]))
    for question in questions:
        for option in question.options:
            x, y, _ = question.world.states[question.views[option.views[0]].state][0].position
            angle = math.degrees(math.acos(-x / math.hypot(x, y)))
            assert option.value == {"angle": pytest.approx(angle, abs=1e-6), "unit": "deg"}
            assert option.text == f"{angle:.2f}°"
        numbers = sorted(float(str(option.value["angle"])) for option in question.options)
        assert min(b - a for a, b in itertools.pairwise(numbers)) >= 15.0
        named = [f"the {question.world.thing(name).colour} {kind}" for name, kind in NAMED]
        asked = f"the angle at {named[0]} between the directions to {named[1]} and to {named[2]}"
        assert asked in text_of(question)


NAMED = [("post", "vase"), ("thing", "apple"), ("mark", "box")]


def test_an_open_angle_is_asked_for_in_degrees_and_none_is_told() -> None:
    _, questions = made("open")
    for question in questions:
        assert question.open is not None and (
            question.open.fields["unit"],
            question.open.fields["period"],
        ) == ("deg", None)
        assert text_of(question).endswith("in this picture?\nAnswer with a number in degrees.")
        assert not any(sign.isdigit() for sign in text_of(question).partition("What is")[2])


def test_the_judge_finds_another_corner_another_unit_and_other_words() -> None:
    cell, questions = made("turn")
    question = next(each for each in questions if each.direction == "space2num")
    place = (question.answer_index + 1) % len(question.options)
    option = question.options[place]

    def said(wrong: Question) -> str:
        return "\n".join(fault.message for fault in recheck(cell, [wrong]))

    options = list(question.options)
    options[place] = replace(option, value={**option.value, "unit": "m"})
    assert "lacks its unit" in said(replace(question, options=tuple(options)))
    other = {**question.truth, "at": "mark", "to": "post"}
    assert "'at': 'mark'" in said(replace(question, truth=other))
    level = [
        Text(block.text.replace("Directions are level", "Directions are steep"))
        if isinstance(block, Text)
        else block
        for block in question.content
    ]
    words = replace(question, content=tuple(level))
    assert "its words don't say from where to where the angle goes" in said(words)


BAD = [
    ("of: thing; to: mark; quantity: angle", "an `angle` lies at a third object"),
    ("of: thing; at: post; quantity: angle", "an `angle` lies between two objects"),
    ("of: thing; to: mark; at: mark; quantity: angle", "at `mark` there is no direction to itself"),
    ("of: thing; to: mark; at: thing; quantity: angle", "at `thing` there is no direction to itself"),
    ("of: thing; to: mark; at: many; quantity: angle", "`at` of a measure is a single `object` or an anchor"),
    ("of: thing; to: mark; at: post; quantity: gap", "a `gap` lies at no third object"),
    ("of: thing; to: mark; at: post; quantity: angle; apart: 5 cm", "an `angle` is an angle"),
]


@pytest.mark.parametrize(("block", "message"), BAD)
def test_a_block_that_does_not_hold_together(block: str, message: str) -> None:
    found = resolved(f"{SPEC}\nmeasure bad on desk {{ {block} }}\n").diagnostics
    assert [fault.message for fault in found if fault.severity == "error"] == [message]


def test_what_stands_on_the_corner_is_in_no_direction(few_attempts: int) -> None:
    room = """
    scene room {
      room: (4, 4, 2.6) m
      ceiling: none
      object table { kind: table; at: (0, 0) m }
      object mark  { kind: crate; at: (1.5, 1.5) m }
      object thing { kind: lamp; at: on(table) }
      camera { look_at: room; distance: 5 m; elevation: 45 deg; azimuth: -90 deg; fov: 60 deg }
    }
    measure up on room { of: thing; to: mark; at: table; quantity: angle }
    dataset d { cells { up: 1 } }
    """
    found = resolved(room).program
    assert found is not None
    (fault,) = ask(make_cell(found, found.datasets[0], "up"), [0]).diagnostics
    assert fault.label == "`table` and `thing` would be one above the other, in no direction"


def test_questions_as_they_are_told(tmp_path: Path) -> None:
    compare("angle", told(program(), tmp_path, 1))
