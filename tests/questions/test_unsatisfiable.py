"""What the report about a question without a world says: its own counts, whose fault, by how much, where."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.nearest import amount
from spacenum_dsl.world.rejection import Rejection, foremost, funnel, tally

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("few_attempts")]

ProgramOf = Callable[[str], Program]

ROOM = """
scene s {
  room: (5, 5, 2.8) m
  anchor origin { kind: stool; at: (-0.7, -0.4) m }
  anchor x_axis { kind: box; at: (0.7, -0.4) m }
  object target { kind: teddy_bear; at: (0.1 .. 1.2 step 0.1, 0.4 .. 1.2 step 0.1) m; scale: SCALE }
  MORE
  camera { look_at: room; distance: DISTANCE; elevation: ELEVATION; azimuth: -90 deg; fov: FOV }
}
layout f on s { target: target; vary: position; OPTIONS }
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

WALK = """
scene s {
  room: (5, 5, 2.6) m
  THINGS
  agent { at: PLACE }
}
transition f on s {
  action: move_forward; by: 0.2 .. 2.4 step 0.2 m; ask: num2space
  REQUIRE
}
dataset d { seed: 3; cells { f: 4 } }
"""


def report(program_of: ProgramOf, text: str, questions: int = 4) -> Diagnostic:
    program = program_of(text)
    asked = ask(make_cell(program, program.datasets[0], "f"), range(questions))
    (fault,) = asked.diagnostics
    assert fault.code == "SN401"
    return fault


def about(
    program_of: ProgramOf,
    more: str = "",
    distance: str = "2.2 m",
    scale: str = "100 %",
    elevation: str = "50 deg",
    fov: str = "50 deg",
    options: str = "",
) -> Diagnostic:
    written = {"MORE": more, "DISTANCE": distance, "SCALE": scale, "ELEVATION": elevation, "FOV": fov}
    text = ROOM.replace("OPTIONS", options)
    for name, value in written.items():
        text = text.replace(name, value)
    return report(program_of, text)


def walk(program_of: ProgramOf, things: str, at: str = "free(0.3 m)", require: str = "") -> Diagnostic:
    text = WALK.replace("THINGS", things).replace("PLACE", at).replace("REQUIRE", require)
    return report(program_of, text, questions=1)


def marked(fault: Diagnostic) -> str:
    """What the caret is at."""
    assert fault.span is not None
    return fault.span.text


def number(pattern: str, text: str) -> float:
    """The one number that a message tells."""
    found = re.fullmatch(pattern, text)
    assert found, text
    return float(found[1].replace(",", ""))


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
    assert fault.span is not None and fault.span.text == "4.5"


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


@pytest.mark.usefixtures("few_attempts")
def test_the_last_check_that_lets_nothing_through_is_named(program_of: ProgramOf) -> None:
    """Most start states have no path; of those that have one, none fulfils what no room so small can."""
    fault = report(program_of, CLOSET)
    assert fault.span is not None and fault.span.text == "count(visible) >= 40"
    assert fault.help[0] == "1. loosen `require count(visible) >= 40`"
    starts = next(place for place, note in enumerate(fault.notes) if "start states of the agent" in note)
    *shares, measured = fault.notes[starts + 1 :]
    assert measured.startswith("how near it came was measured in")
    assert any("no straight free path" in note for note in shares)
    assert "require count(visible) >= 40 (`agent`), `count(visible)` came to " in shares[-1]
    assert " at most, all of " in shares[-1]


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


def test_a_reason_is_told_in_the_words_of_the_attempt_that_came_nearest() -> None:
    far, near, none = (
        Rejection("a", "x", None, detail=detail, near=by)
        for detail, by in [("far", -2.0), ("near", -1.0), ("none", -3.0)]
    )
    ((told, count),) = tally([(far, 1), (near, 2), (none, 4)]).items()
    assert (told.detail, count) == ("near", 7)


@pytest.mark.usefixtures("few_attempts")
def test_a_target_that_no_ray_meets_is_not_said_to_be_elsewhere(program_of: ProgramOf) -> None:
    text = ROOM.replace("teddy_bear", "pen").replace("MORE", "").replace("OPTIONS", "")
    text = text.replace("DISTANCE", "2.9 m").replace("ELEVATION", "50 deg")
    fault = report(program_of, text.replace("SCALE", "5 %").replace("FOV", "90 deg"))
    assert "as it covers 0 px and 60 are needed" in fault.label
    assert fault.help[0].startswith("1. a larger `scale` of `target`")


@pytest.mark.usefixtures("few_attempts")
def test_a_target_that_is_too_small_is_told_in_pixels(program_of: ProgramOf) -> None:
    fault = about(program_of, scale="12 %", distance="2.9 m", fov="90 deg")
    covers = number(r"`target` would not be visible, as it covers (\d+) px and 60 are needed", fault.label)
    assert covers < 60
    assert fault.help[0].startswith("1. a larger `scale` of `target`: about ")
    assert [way.partition(". ")[2] for way in fault.help[1:]] == [
        "come closer: a smaller `distance` or `fov`",
        "a larger picture: `image`",
    ]
    assert marked(fault) == "12"
    assert any(f"{fault.label.partition(', ')[2]}" in note for note in fault.notes)
    assert fault.notes[-1] == "how near it came was measured in 24 worlds"


@pytest.mark.usefixtures("few_attempts")
def test_an_offered_scale_is_large_enough(program_of: ProgramOf) -> None:
    """What is offered against a small picture would be visible, if only just."""
    fault = about(program_of, scale="12 %", distance="2.9 m", fov="90 deg")
    factor = number(r"1\. a larger `scale` of `target`: about ([\d.]+) times as large", fault.help[0])
    text = ROOM.replace("SCALE", f"{12 * factor * 1.2:.0f} %").replace("DISTANCE", "2.9 m")
    for name, value in {"MORE": "", "ELEVATION": "50 deg", "FOV": "90 deg", "OPTIONS": ""}.items():
        text = text.replace(name, value)
    program = program_of(text)
    assert not ask(make_cell(program, program.datasets[0], "f"), range(1)).diagnostics


@pytest.mark.usefixtures("few_attempts")
def test_what_hides_a_target_is_named(program_of: ProgramOf) -> None:
    screen = "object screen { kind: wardrobe; at: (0.7, 0.1) m; yaw: -90 deg; scale: 80 % }"
    fault = about(program_of, screen, scale="40 %", elevation="10 deg")
    share = number(
        r"`target` would not be visible, as `screen` hides it: (\d+) % of it is in view and 25 % must be",
        fault.label,
    )
    assert share < 25
    assert "2. another `at` of `target`, or of `screen`" in fault.help
    assert marked(fault).startswith("(0.1 .. 1.2 step 0.1")


@pytest.mark.usefixtures("few_attempts")
def test_an_anchor_out_of_the_picture_is_told_so(program_of: ProgramOf) -> None:
    fault = about(program_of, fov="20 deg")
    assert fault.label == (
        "`origin` would not be visible, as none of it is within the picture and 25 % must be"
    )
    assert fault.help[0].startswith("1. a larger `distance` or `fov`")
    assert marked(fault).startswith("(-0.7, -0.4)")


@pytest.mark.parametrize(
    ("options", "more", "came", "bound"),
    [
        ("require separation >= 300 px", "", r"`separation` came to ([\d.]+) px at most", 300),
        ("require step >= 1.5 m", "", r"`step` came to ([\d.]+) m at most", 1.5),
        ("require 1.5 m <= step", "", r"`step` came to ([\d.]+) m at most", 1.5),
        ("require depth <= 1 m", "", r"`depth` came to ([\d.]+) m at least", 1),
        ("", "require count(visible) >= 9", r"`count\(visible\)` came to (\d+) at most", 9),
        ("", "require gap(target, origin) >= 3 m", r"`gap\(target, origin\)` came to ([\d.]+) m at most", 3),
        (
            "",
            "require distance(target, anchors) <= 10 cm",
            r"`distance\(target, anchors\)` came to ([\d.]+) m at least",
            0.1,
        ),
        (
            "",
            "require angle(origin, target) >= 0 deg and angle(origin, target) <= -20 deg",
            r"`angle\(origin, target\)` came to ([\d.]+)° at least",
            -20,
        ),
    ],
)
@pytest.mark.usefixtures("few_attempts")
def test_a_requirement_tells_what_came_nearest(
    program_of: ProgramOf, options: str, more: str, came: str, bound: float
) -> None:
    fault = about(program_of, more, options=options)
    nearest = number(came, fault.label)
    assert nearest < bound if came.endswith("most") else nearest > bound
    assert marked(fault) == (options or more).removeprefix("require ")
    assert any(note.endswith(fault.label) for note in fault.notes)


@pytest.mark.usefixtures("few_attempts")
def test_nothing_but_more_places_helps_against_steps(program_of: ProgramOf) -> None:
    fault = about(program_of, options="require step >= 1.5 m")
    assert [way.partition(". ")[2] for way in fault.help] == [
        "loosen `require step >= 1.5 m`",
        "a wider `at` of `target`",
        "fewer `options`, where their number is free",
    ]


def test_a_number_is_told_apart_from_the_one_that_it_misses() -> None:
    assert amount(1.421, "length", 3.0) == "1.42 m"
    assert amount(1.3996, "length", 1.4) == "1.3996 m"
    assert amount(299.97, "pixels", 300.0) == "299.97 px"
    assert amount(0.6989, "share", 0.7) == "69.9 %"
    assert amount(30.0, "angle", 40.0) == "30°"
    assert amount(120.0, "number", 200.0) == "120"


@pytest.mark.usefixtures("few_attempts")
def test_more_objects_than_fit_mark_their_count(program_of: ProgramOf) -> None:
    fault = about(program_of, "objects sofas { count: 14; kind: sofa; at: anywhere }")
    placed = number(r"it would overlap `sofas`, with (\d+) of `sofas` in place", fault.label)
    assert 0 < placed < 14
    assert fault.help[0] == f"1. a `count` of at most {placed:.0f} of `sofas`"
    assert marked(fault) == "14"


@pytest.mark.usefixtures("few_attempts")
def test_pictures_that_look_alike_are_told_by_how_little(program_of: ProgramOf) -> None:
    fault = about(program_of, options="min_difference: 50000 px")
    pattern = r"two options' pictures would look alike, as they differ in ([\d,]+) px and 50,000 are needed"
    assert 0 < number(pattern, fault.label) < 50_000
    assert marked(fault).startswith("(0.1 .. 1.2 step 0.1")


@pytest.mark.usefixtures("few_attempts")
def test_an_agent_without_a_place_is_told_how_much_is_free(program_of: ProgramOf) -> None:
    beds = "objects beds { count: 2; kind: bed; at: anywhere }"
    fault = walk(program_of, beds, at="free(2.4 m)")
    free = number(
        r"no free place for the agent, as ([\d.]+) m are free around the best one and 2.40 m must be",
        fault.label,
    )
    assert 0 < free < 2.4
    assert marked(fault) == "free(2.4 m)"


@pytest.mark.parametrize(
    ("at", "label"),
    [
        ("(9, 0) m", "the agent would stand outside the room, 6.50 m beyond a wall"),
        ("(0, 0) m", "no free place for the agent, as something stands at each one that was tried"),
    ],
)
@pytest.mark.usefixtures("few_attempts")
def test_an_agent_at_a_point_is_told_what_is_wrong_there(program_of: ProgramOf, at: str, label: str) -> None:
    fault = walk(program_of, "object bed { kind: bed; at: (0, 0) m }", at=at)
    assert fault.label == label
    assert fault.help[0] == "1. another or a wider `at`, such as `free(0.3 m)`"
    assert not any("clearance" in way for way in fault.help)
    assert marked(fault).removesuffix(" m") == at.removesuffix(" m")


@pytest.mark.usefixtures("few_attempts")
def test_an_end_that_shows_too_little_is_told_how_much(program_of: ProgramOf) -> None:
    """There are two objects, so no view shows more."""
    fault = walk(program_of, "objects stools { count: 2; kind: stool; at: against(walls) }")
    assert fault.label.startswith("fewer than 3 objects would be visible, ")
    assert fault.label.rpartition(", ")[2] in {"none at best", "1 at best", "2 at best"}
    assert fault.notes[-1] == "how near it came was measured in 24 start states"


@pytest.mark.parametrize(
    ("require", "came", "bound"),
    [
        ("step >= 1.1 m", r"`step` came to ([\d.]+) m at most", 1.1),
        ("separation >= 400 px", r"`separation` came to ([\d.]+) px at most", 400),
    ],
)
@pytest.mark.usefixtures("few_attempts")
def test_a_transition_tells_what_came_nearest(
    program_of: ProgramOf, require: str, came: str, bound: float
) -> None:
    high = "objects high { count: 6; kind: picture | clock; at: hung(walls, 1.5 m) }"
    fault = walk(program_of, high, require=f"require {require}")
    assert 0 < number(came, fault.label) < bound
    assert marked(fault) == require
    assert any("another view" in way for way in fault.help) == ("step" not in require)
    assert not any("elevation" in way for way in fault.help)
