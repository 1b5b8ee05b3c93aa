"""What the report about a question without a world says: its own counts, whose fault, by how much, where."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.rejection import Rejection, foremost, funnel

ProgramOf = Callable[[str], Program]

ROOM = """
scene s {
  room: (5, 5, 2.8) m
  anchor origin { kind: stool; at: (-0.7, -0.4) m }
  anchor x_axis { kind: box; at: (0.7, -0.4) m }
  object target { kind: teddy_bear; at: (0.1 .. 1.2 step 0.1, 0.4 .. 1.2 step 0.1) m }
  MORE
  camera { look_at: room; distance: DISTANCE; elevation: 50 deg; azimuth: -90 deg; fov: 50 deg }
}
layout f on s { target: target; vary: position }
dataset d { seed: 3; cells { f: 4 } }
"""

CLOSET = """
scene s {
  room: (3.2, 2.8, 2.6) m
  object  table { kind: table; at: anywhere }
  objects high  { count: 6; kind: picture | clock; at: hung(walls, 1.5 m) }
  agent { at: free(0.3 m) }
}
transition f on s {
  action: move_forward; by: 0.2 .. 2.4 step 0.2 m; ask: num2space
  require count(visible) >= 40
}
dataset d { seed: 3; cells { f: 4 } }
"""


def report(program_of: ProgramOf, text: str) -> Diagnostic:
    program = program_of(text)
    asked = ask(make_cell(program, program.datasets[0], "f"), range(4))
    (fault,) = asked.diagnostics
    assert fault.code == "SN401"
    return fault


def about(program_of: ProgramOf, more: str = "", distance: str = "2.2 m") -> Diagnostic:
    return report(program_of, ROOM.replace("MORE", more).replace("DISTANCE", distance))


def test_counts_are_of_the_question_that_is_named(program_of: ProgramOf, few_attempts: int) -> None:
    fault = about(program_of, distance="4.5 m")
    assert fault.notes[0] == (f"seed 3, cell `f`, question 0: {few_attempts} worlds drawn, all refused")
    assert fault.notes[1].startswith("100 % the camera would stand outside the room")


@pytest.mark.usefixtures("few_attempts")
def test_a_camera_is_told_by_how_much_and_what_would_fit(program_of: ProgramOf) -> None:
    """4.5 m × sin 50° is 3.45 m; 2.7 m are reached 3.52 m away. No elevation helps, as walls are nearer."""
    fault = about(program_of, distance="4.5 m")
    assert fault.label == "the camera would stand outside the room, 0.65 m above the ceiling of 2.80 m"
    assert fault.help[0] == "1. distance at most 3.50 m"
    assert "`ceiling: none`" in fault.help[1]
    assert fault.span is not None and fault.span.text == "50"


@pytest.mark.parametrize(
    ("more", "label", "span"),
    [
        (
            "object other { kind: crate; at: on_the_box }",
            "it would overlap `x_axis`",
            "on_the_box",
        ),
        ("object out { kind: sofa; at: (3.15, 2.5) m }", "it would stick out, by ", "(3.15, 2.5)"),
        (
            "objects toys { count: 8; kind: 20 * teddy_bear | crate; at: anywhere }",
            "`target` and `toys` would both be called `teddy bear`",
            "teddy_bear",
        ),
    ],
)
@pytest.mark.usefixtures("few_attempts")
def test_a_reason_says_whose_it_is_and_where(program_of: ProgramOf, more: str, label: str, span: str) -> None:
    place = "(1.4, 0) m"
    fault = about(program_of, more.replace("on_the_box", place))
    assert fault.label.startswith(label)
    assert fault.span is not None
    assert fault.span.text.removesuffix(" m") == span.replace("on_the_box", "(1.4, 0)")
    assert not any("another view" in way for way in fault.help)


@pytest.mark.long
@pytest.mark.usefixtures("few_attempts")
def test_the_last_check_that_lets_nothing_through_is_named(program_of: ProgramOf) -> None:
    """Most start states have no path; of those that have one, none fulfils what no room so small can."""
    fault = report(program_of, CLOSET)
    assert fault.span is not None and fault.span.text == "count(visible) >= 40"
    assert fault.help[0] == "1. loosen `require count(visible) >= 40`"
    starts = next(place for place, note in enumerate(fault.notes) if "start states of the agent" in note)
    shares = fault.notes[starts + 1 :]
    assert any("no straight free path" in note for note in shares)
    assert "require count(visible) >= 40 (`agent`), all of" in shares[-1]


def test_shares_follow_the_order_of_the_checks() -> None:
    """Of 100, 80 go at the first check, 5 of the 20 left at the second, and all 15 of these at the last."""
    first, second, last = (Rejection("a", reason, None, gate=gate) for gate, reason in enumerate("xyz"))
    passed = funnel({last: 15, first: 80, second: 5})
    assert [(each.refusal, each.refused, each.came) for each in passed] == [
        (first, 80, 100),
        (second, 5, 20),
        (last, 15, 15),
    ]
    assert foremost({last: 15, first: 80, second: 5}).refusal is last
    assert foremost({last: 1, first: 99, second: 3}).refusal is last
