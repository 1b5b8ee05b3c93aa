"""Several who look at one scene: named cameras and agents, pictures by each, what each of them shows."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from spacenum_dsl.base.span import Source
from spacenum_dsl.checks.oracle.several import by_camera, joined
from spacenum_dsl.checks.oracle.verify import examine, groups
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.cli.cli import main
from spacenum_dsl.language.parse import parse
from spacenum_dsl.output.records.dataset import read_items, read_manifest
from spacenum_dsl.output.records.types import ImageRecord, TextRecord
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Picture, Question, Text
from spacenum_dsl.semantics.resolve import Resolved, resolve
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view_requirements import camera_at
from spacenum_dsl.world.visibility import Look

SPEC = """
scene desk {{
  surface: desk_top(1.6, 1.0) m
  anchor origin {{ kind: book; at: (-0.4, -0.2) m }}
  anchor x_axis {{ kind: box; at: (0.2, -0.2) m }}
  object thing {{ kind: mug | apple; at: (0.1 .. 0.9, 0 .. 0.5) m }}
  object wall {{ kind: vase; at: (1.0, 0.12) m; scale: 130 % }}
  camera front {{ look_at: surface; distance: 1.6 m; elevation: 30 deg; azimuth: -90 deg }}
  camera side {{ look_at: surface; distance: 1.6 m; elevation: 15 .. 25 deg; azimuth: 0 deg }}
  require visible(thing, front) >= 90 %
  {}
}}
layout both on desk {{ target: thing; vary: position; seen_by: front, side }}
layout turned on desk {{ target: thing; vary: position; seen_by: side, front }}
layout alone on desk {{ target: thing; vary: position; seen_by: side }}
dataset d {{ seed: 1; image: (224, 224) px; cells {{ both: 3; turned: 1; alone: 2 }} }}
"""
ROOM = """
scene room {
  room: (5, 4, 2.7) m
  object sofa { kind: sofa; at: against(walls) }
  object table { kind: table; at: anywhere }
  object shelf { kind: bookcase; at: against(walls) }
  distractors things { count: 4; kind: stool | bin | chair; at: anywhere }
  agent { height: 1.2 m; yaw: any }
  agent guest { height: 1.7 m; yaw: any }
  camera { look_at: room; distance: 1.8 m; elevation: 40 deg; azimuth: -90 deg; fov: 80 deg }
}
transition own on room { action: rotate_left; by: 10 .. 70 deg; seen_by: agent }
transition guests on room { action: rotate_left; by: 10 .. 70 deg; seen_by: guest; worlds: own }
dataset d { cells { own: 2; guests: 2 } }
"""


def resolved(text: str) -> Resolved:
    parsed = parse(Source("test.scene", text))
    return resolve([parsed.tree], (), parsed.diagnostics)


@lru_cache
def cell(name: str, text: str = SPEC.format("")) -> Cell:
    made = resolved(text)
    assert made.program is not None, made.diagnostics
    return make_cell(made.program, made.program.datasets[0], name)


@lru_cache
def asked(name: str, text: str = SPEC.format(""), count: int = 2) -> tuple[Question, ...]:
    made = ask(cell(name, text), range(count))
    assert made.diagnostics == ()
    return made.questions


def words(question: Question) -> str:
    return "\n".join(block.text for block in question.content if isinstance(block, Text))


def faults(name: str, question: Question) -> str:
    return "\n".join(fault.message for fault in recheck(cell(name), [question]))


def test_every_case_is_a_picture_by_each_camera_in_their_order() -> None:
    for name, order in (("both", ("front", "side")), ("turned", ("side", "front"))):
        assert recheck(cell(name), asked(name)) == ()
        for question in asked(name):
            points = [question.world.cameras[each] for each in order]
            for option in question.options:
                assert [question.views[view].point for view in option.views] == points
                assert len({question.views[view].state for view in option.views}) == 1
            told = re.findall(
                r"^Camera \d: .*; the camera is ([\d.]+) m above that top", words(question), re.M
            )
            assert told == [f"{point.position[2]:.2f}" for point in points]
            shown = [block.view for block in question.content if isinstance(block, Picture)]
            right = question.options[question.answer_index].views
            offered = tuple(view for option in question.options for view in option.views)
            assert tuple(shown) == (offered if question.direction == "num2space" else right)


def test_worlds_and_cameras_are_the_same_whoever_shows_them() -> None:
    one, other = (question for question in (asked("both")[0], asked("turned")[0]))
    assert list(one.world.cameras) == list(other.world.cameras) == ["front", "side"]


def test_what_each_picture_shows_is_what_rays_find() -> None:
    """The vase hides the thing from the side now and then, never from the front."""
    hidden = 0
    for question in asked("both", count=3)[::2]:
        world = question.world
        for number, (view, seen) in enumerate(zip(question.views, question.seen, strict=True)):
            bodies = bodies_of(world.in_state(view.state), structure_of(world))
            look = Look(camera_at(view.point, question.image), bodies)
            assert seen == tuple(each for each in ("origin", "x_axis", "thing") if look.sees(each))
            hidden += number % 2 and "thing" not in seen
            assert number % 2 or look.share("thing") >= 0.9
        enough = [option.suffices for option in question.options]
        by_side = all("thing" in seen for seen in question.seen[1::2])
        assert all(len(each) == 1 + by_side for each in enough)
    assert hidden


def test_a_requirement_names_who_must_see() -> None:
    """Without a name it is about every picture that is shown; with one about that camera's, shown or not."""
    for question in asked("alone"):
        world = question.world
        for state in range(len(world.states)):
            bodies = bodies_of(world.in_state(state), structure_of(world))
            assert Look(camera_at(world.cameras["front"], question.image), bodies).share("thing") >= 0.9
    strict = SPEC.format("require visible(thing) >= 90 %")
    for question in asked("both", strict, 1):
        for view in question.views:
            bodies = bodies_of(question.world.in_state(view.state), structure_of(question.world))
            assert Look(camera_at(view.point, question.image), bodies).share("thing") >= 0.9


def test_the_judge_looks_through_each_camera() -> None:
    question = asked("both")[1]
    place = (question.answer_index + 1) % 4
    options = list(question.options)
    options[place] = replace(options[place], views=options[place].views[::-1])
    told = faults("both", replace(question, options=tuple(options)))
    assert f"option {options[place].label} is not seen by front and side in this order" in told
    blind = replace(question, seen=tuple(() for _ in question.seen))
    assert "view 0 is not said to show it" in faults("both", blind)
    nothing = replace(question, options=tuple(replace(option, suffices=()) for option in question.options))
    assert "none of an option's pictures suffices" in faults("both", nothing)
    more = replace(question, seen=(("door",), *question.seen[1:]))
    assert "`door` is not visible in state" in faults("both", more)


def test_agents_have_names_and_eyes_of_their_own() -> None:
    own, guests = (asked(name, ROOM) for name in ("own", "guests"))
    for one, other in zip(own, guests, strict=True):
        assert one.world.cameras == other.world.cameras or one.world.attempt != other.world.attempt
        assert {view.point.position[2] for view in one.views} == {1.2}
        assert {view.point.position[2] for view in other.views} == {1.7}
        assert all(option.suffices == ((0, *option.views),) for option in one.options)
    for name, questions in (("own", own), ("guests", guests)):
        assert recheck(cell(name, ROOM), questions) == ()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("; seen_by: front, side }", " }", "`desk` has 2 cameras, and this does not say which"),
        ("seen_by: front, side", "seen_by: front, above", "unknown camera `above`"),
        ("seen_by: front, side", "seen_by: front, front", "`front` is listed twice"),
        ("camera side", "camera front", "`front` is defined twice"),
        ("camera side", "camera thing", "`thing` is defined twice"),
        ("visible(thing, front)", "visible(thing, thing)", "unknown camera `thing`"),
        ("visible(thing, front)", "visible(thing, front, side)", "takes 1 or 2 arguments, not 3"),
        ("camera side {", "agent side {", "an agent stands in a room, not on a surface"),
    ],
)
def test_what_is_wrong_with_viewers_is_said(before: str, after: str, message: str) -> None:
    found = resolved(SPEC.format("").replace(before, after, 1)).diagnostics
    assert any(message in fault.message for fault in found), [fault.message for fault in found]


def test_pictures_of_one_family_are_not_taken_by_viewers_of_another_kind() -> None:
    found = resolved(ROOM.replace("seen_by: guest", "seen_by: camera")).diagnostics
    assert any(fault.message == "the pictures of a `transition` are taken by an `agent`" for fault in found)
    found = resolved(ROOM.replace("seen_by: guest", "seen_by: agent, guest")).diagnostics
    assert any(fault.message == "all pictures of a `transition` are taken by one agent" for fault in found)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One question in both directions, with its passes."""
    home = tmp_path_factory.mktemp("several")
    text = SPEC.format("").replace("both: 3; turned: 1; alone: 2", "both: 1")
    (home / "d.scene").write_text(text)
    way = ("--workers", "1", "--render", "--renderer", "raycast", "--passes", "--no-cache")
    result = CliRunner().invoke(main, ["compile", str(home / "d.scene"), "-o", str(home), *way])
    assert result.exit_code == 0, result.output
    return home / "d"


class TestOracle:
    def test_it_answers_from_any_camera_that_shows_enough(self, rendered: Path) -> None:
        (group,) = groups(rendered, read_manifest(rendered))
        found = examine(group)
        assert [grade.failed for grade in found.grades] == [None, None] and not found.faults
        assert {grade.unanswerable for grade in found.grades} == {None}

    def test_a_picture_that_is_said_to_show_what_it_does_not(self, rendered: Path) -> None:
        (group,) = groups(rendered, read_manifest(rendered))
        (item, key), *_ = group.questions
        gone = replace(
            group.worlds[key.world],
            objects=tuple(
                replace(thing, id=thing.id + 500) if thing.name == "wall" else thing
                for thing in group.worlds[key.world].objects
            ),
        )
        lie = replace(key, seen={view: (*names, "wall") for view, names in key.seen.items()})
        other = replace(group, questions=((item, lie),), worlds={key.world: gone})
        assert any("records as visible" in fault.message for fault in examine(other).faults)

    def test_each_camera_asks_by_itself(self, rendered: Path) -> None:
        (item, _), *_ = read_items(rendered)
        front, side = by_camera(item)
        for number, each in enumerate((front, side)):
            text = "\n".join(part.text for part in each.content if isinstance(part, TextRecord))
            assert f"Camera {number + 1}: " in text and f"Camera {2 - number}: " not in text
            assert "pair" not in text
            shown = [part.view for part in each.content if isinstance(part, ImageRecord)]
            assert shown == [option.pictures[number].view for option in item.options]

    def test_cameras_that_disagree_are_a_doubt(self) -> None:
        from spacenum_dsl.checks.oracle.oracle import Answer

        sure, other = Answer("A", {}), Answer("B", {})
        poor = Answer(None, {}, ("not in view: mug",))
        assert joined([poor, sure]) == sure and joined([sure, sure]) == sure
        assert joined([sure, other]).doubts == ("one camera says A and another B",)
        assert joined([poor, Answer(None, {}, ("a", "b"))]) == poor
