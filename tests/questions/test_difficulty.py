"""How hard a question is: measured against pictures, required of every option and never of the answer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

from spacenum_dsl.output.pictures.renderer import RENDERERS, Session
from spacenum_dsl.output.pictures.stage import camera_of, stage_of
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.questions.ask import ask, draft, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Member, OptionSet, Picture, Question
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import Thing, ViewPoint, World

DESK = """
scene s {{
  surface: desk_top(1.6, 0.8) m
  anchor origin {{ kind: mug; at: (-0.55, -0.2) m }}
  anchor x_axis {{ kind: lamp; at: (0.25, -0.2) m }}
  object target {{
    kind: {kind}
    at: (0.1 .. 0.9 step 0.05, 0.1 .. 0.45 step 0.05) m
    scale: 80 % | 100 % | 125 %
  }}
  distractors clutter {{ count: 0 .. 3; kind: pen | cup; at: anywhere }}
  camera {{ look_at: surface; distance: 1.6 m; elevation: 40 deg; azimuth: -110 .. -70 deg; fov: 55 deg }}
  require gap(target, anchors) >= 4 cm
  require visible(target) >= {visible} %
}}
layout l on s {{ target: target; vary: {vary}; {more} }}
dataset d {{ seed: 5; cells {{ l: 4 }} }}
"""

ROOM = """
scene r {{
  room: (6, 6, 2.7) m
  object a {{ kind: clock;   at: hung(walls, 1.7 m) }}
  objects more {{ count: 14; kind: clock | picture; at: hung(walls, 1.2 .. 1.9 m) }}
  agent {{ at: (0, 0) m; height: 1.5 m; yaw: any; pitch: 0 deg; fov: 90 deg }}
}}
transition t on r {{ action: {action}; by: {by}; {more} }}
dataset d {{ seed: 5; cells {{ t: 4 }} }}
"""


AHEAD = """
scene r {
  room: (6, 6, 2.7) m
  objects things { count: 4; kind: chair | bin | stool; at: (0.6 .. 2.2, -1.2 .. 1.2) m; yaw: any }
  agent { at: (-2.6, 0) m; height: 1.2 m; yaw: 0 deg; pitch: 0 deg; fov: 90 deg }
}
transition t on r {
  action: rotate_left | rotate_right; by: 2 .. 20 step 1 deg; min_difference: 0 px; require objects >= 4
}
dataset d { seed: 5; cells { t: 4 } }
"""
"""All objects stay in every picture, whichever way the agent turns."""


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    renderer = RENDERERS["raycast"]
    with renderer.open("draft", 1) as opened:
        yield opened


@pytest.fixture(scope="module")
def layout(program_of: Callable[[str], Program]) -> Callable[..., Cell]:
    def make(
        kind: str = "bowl | book", visible: int = 70, vary: str = "position, size", more: str = ""
    ) -> Cell:
        program = program_of(DESK.format(kind=kind, visible=visible, vary=vary, more=more))
        return make_cell(program, program.datasets[0], "l")

    return make


@pytest.fixture(scope="module")
def transition(program_of: Callable[[str], Program]) -> Callable[..., Cell]:
    def make(more: str = "", action: str = "rotate_left", by: str = "5 .. 60 step 5 deg") -> Cell:
        program = program_of(ROOM.format(more=more, action=action, by=by))
        return make_cell(program, program.datasets[0], "t")

    return make


def sets(cell: Cell, count: int) -> list[OptionSet]:
    drafted = draft(cell, range(count))
    assert not drafted.diagnostics
    return [pair[0].chosen for pair in drafted.drafts]


def members(cell: Cell, count: int) -> list[Member]:
    return [member for chosen in sets(cell, count) for member in chosen.members]


def ids(question: Question, session: Session) -> list[npt.NDArray[np.int32]]:
    """The instance ids of every view of a question."""
    everything = tuple(Picture(number) for number in range(len(question.views)))
    encoded = encode([msgspec.structs.replace(question, content=everything)])
    views = {view.id: view for view in encoded.views}
    found = []
    for block in encoded.items[0].content:
        view = views[block.view]  # type: ignore[union-attr]
        frame = session.render(stage_of(encoded.worlds[0], view.state), camera_of(view), passes=True)
        assert frame.ids is not None
        found.append(frame.ids)
    return found


def box(image: npt.NDArray[np.int32], thing: int) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of the pixels that show an object."""
    rows, columns = np.nonzero(image == thing)
    return columns.min(), columns.max() + 1.0, rows.min(), rows.max() + 1.0


@pytest.mark.parametrize(("kind", "vary"), [("box", "position"), ("book", "size")])
@pytest.mark.long
def test_a_layouts_separation_is_that_of_its_outlines_in_the_pictures(
    layout: Callable[..., Cell], session: Session, kind: str, vary: str
) -> None:
    """The lower edge of the bounding box of a box's pixels touches the corners on which it stands, and moves
    about as far as they do."""
    cell = layout(kind, 100, vary, "min_difference: 60 px; options: 3")
    for chosen, question in zip(sets(cell, 6), ask(cell, range(6)).questions[::2], strict=True):
        images, target = ids(question, session), question.world.thing("target").id
        boxes = {member.number: box(images[member.number], target) for member in chosen.members}
        for member in chosen.members:
            apart = [
                max(
                    math.dist((one[x], one[y]), (boxes[member.number][x], boxes[member.number][y]))
                    for x, y in ((0, 3), (1, 3))
                )
                for view, one in boxes.items()
                if view != member.number
            ]
            assert member.difficulty["separation"] == pytest.approx(min(apart), rel=0.15, abs=2.5)


@pytest.mark.long
def test_how_far_a_tall_things_top_moves_does_not_count(
    layout: Callable[..., Cell], session: Session
) -> None:
    """A map of two dimensions tells where a bottle stands. Its top moves by far more when its size changes
    than the corners on which it stands."""
    cell = layout("bottle", 100, "size", "min_difference: 60 px; options: 3")
    for chosen, question in zip(sets(cell, 6), ask(cell, range(6)).questions[::2], strict=True):
        images, target = ids(question, session), question.world.thing("target").id
        tops = {member.number: box(images[member.number], target)[2] for member in chosen.members}
        for member in chosen.members:
            moved = min(abs(tops[member.number] - top) for view, top in tops.items() if view != member.number)
            assert member.difficulty["separation"] < 0.6 * moved + 1


def turned(thing: Thing, one: ViewPoint, other: ViewPoint) -> float:
    """Pixels that a centre moves when the agent turns: one at bearing b off the camera's axis lies at
    f·tan b across, and at height h and distance r at f·h/(r·cos b) down."""
    x, y, z = (to - at for to, at in zip(thing.placement.position, one.position, strict=True))
    away, high, focal = math.hypot(x, y), z + thing.size[2] / 2, 336 / 2 / math.tan(math.radians(45))
    a, b = (math.radians(math.degrees(math.atan2(y, x)) - eye.yaw) for eye in (one, other))
    across, down = math.tan(a) - math.tan(b), high / away * (1 / math.cos(a) - 1 / math.cos(b))
    return focal * math.hypot(across, down)


def shifted(thing: int, one: npt.NDArray[np.int32], other: npt.NDArray[np.int32]) -> float:
    """Pixels between the middles of the boxes round an object's pixels."""
    a, b = box(one, thing), box(other, thing)
    return math.dist((a[0] + a[1], a[2] + a[3]), (b[0] + b[1], b[2] + b[3])) / 2


@pytest.mark.long
def test_a_turns_separation_is_that_of_tangents_and_of_the_pictures(
    program_of: Callable[[str], Program], session: Session
) -> None:
    program = program_of(AHEAD)
    cell = make_cell(program, program.datasets[0], "t")
    for chosen, question in zip(sets(cell, 8), ask(cell, range(8)).questions[::2], strict=True):
        images = ids(question, session)
        views = {member.number: question.views[member.number].point for member in chosen.members}

        for member in chosen.members:
            told, drawn = [], []
            for view in views.keys() - {member.number}:
                pair = member.number, view
                eyes, pictures = [views[each] for each in pair], [images[each] for each in pair]
                told.append(median(turned(thing, *eyes) for thing in question.world.things))
                drawn.append(median(shifted(thing.id, *pictures) for thing in question.world.things))
            assert member.difficulty["separation"] == pytest.approx(min(told), abs=0.051)
            assert member.difficulty["separation"] == pytest.approx(min(drawn), rel=0.1, abs=2)


@pytest.mark.slow
def test_views_without_a_common_object_are_a_diagonal_apart(transition: Callable[..., Cell]) -> None:
    cell = transition(by="10 deg | 100 deg | 230 deg | 310 deg", more="options: 2")
    most = round(math.hypot(336, 336), 1)
    found = [member.difficulty["separation"] for member in members(cell, 12)]
    assert max(found) == most
    assert min(found) < most


@pytest.mark.parametrize("vary", ["position", "size", "position, size"])
def test_the_measures_of_a_layout(layout: Callable[..., Cell], vary: str) -> None:
    for chosen in sets(layout(vary=vary, more="" if "," in vary else "options: 3"), 6):
        world = chosen.world
        for member in chosen.members:
            names = ["separation", "visible", "depth", "step", "objects"]
            if vary == "size":
                names.remove("step")
            assert list(member.difficulty) == names
            assert 0.7 <= member.difficulty["visible"] <= 1
            assert 3 <= member.difficulty["objects"] <= len(world.things)
            assert 0.8 < member.difficulty["depth"] < 2.4
            if vary != "size":
                places = [each.coordinates["position"] for each in chosen.members]
                others = [place for place in places if place != member.coordinates["position"]]
                nearest = min(math.dist(member.coordinates["position"], place) for place in others)
                assert member.difficulty["step"] == pytest.approx(nearest, abs=1e-4)


def test_steps_of_magnitudes_and_the_record_of_the_answer(transition: Callable[..., Cell]) -> None:
    cell = transition()
    questions = ask(cell, range(6)).questions
    pairs = zip(questions[::2], questions[1::2], strict=True)
    for chosen, pair in zip(sets(cell, 6), pairs, strict=True):
        magnitudes = [member.coordinates["magnitude"][0] for member in chosen.members]
        for member in chosen.members:
            (own,) = member.coordinates["magnitude"]
            steps = [abs(own - other) for other in magnitudes if other != own]
            assert member.difficulty["step"] == min(steps)
            assert list(member.difficulty) == ["separation", "depth", "step", "objects"]
            assert member.difficulty["objects"] >= 3
        for question in pair:
            right = next(
                m for m in chosen.members if m.coordinates["magnitude"] == (question.truth["magnitude"],)
            )
            assert question.difficulty == right.difficulty


@pytest.fixture(scope="module")
def unrestricted(layout: Callable[..., Cell]) -> list[Member]:
    """Options of a layout that requires nothing of them."""
    return members(layout(), 30)


@pytest.mark.parametrize(
    ("require", "fits"),
    [
        ("separation >= 12 px", lambda each: each["separation"] >= 12),
        (
            "separation <= 20 px and step <= 0.2 m",
            lambda each: each["separation"] <= 20 and each["step"] <= 0.2,
        ),
        ("not separation > 15 px", lambda each: each["separation"] <= 15),
        ("depth / 2 <= 0.85 m", lambda each: each["depth"] <= 1.7),
        ("objects >= 5", lambda each: each["objects"] >= 5),
    ],
)
def test_every_option_of_a_layout_fulfils_what_is_required(
    layout: Callable[..., Cell],
    unrestricted: list[Member],
    require: str,
    fits: Callable[[dict[str, float]], bool],
) -> None:
    assert all(fits(member.difficulty) for member in members(layout(more=f"require {require}"), 8))
    assert not all(fits(member.difficulty) for member in unrestricted)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("require", "fits"),
    [
        ("step >= 10 deg", lambda each: each["step"] >= 10),
        (
            "separation <= 40 px and objects >= 4",
            lambda each: each["separation"] <= 40 and each["objects"] >= 4,
        ),
        (
            "depth <= 2.8 m or separation >= 60 px",
            lambda each: each["depth"] <= 2.8 or each["separation"] >= 60,
        ),
    ],
)
def test_every_option_of_a_transition_fulfils_what_is_required(
    transition: Callable[..., Cell], require: str, fits: Callable[[dict[str, float]], bool]
) -> None:
    assert all(fits(member.difficulty) for member in members(transition(f"span: 70 %; require {require}"), 8))
    assert not all(fits(member.difficulty) for member in members(transition(), 30))


@pytest.mark.long
def test_a_condition_can_mix_options_views_and_worlds(layout: Callable[..., Cell]) -> None:
    """Each option fulfils it by its own measures, its own picture and its own state."""
    require = "require separation >= 4.5 px or visible(target) >= 98 % and gap(target, origin) >= 40 cm"
    found = members(layout("bottle", 30, more=require), 30)
    wide = [member.difficulty["separation"] >= 4.5 for member in found]
    seen = [member.difficulty["visible"] >= 0.9795 for member in found]
    assert all(one or other for one, other in zip(wide, seen, strict=True))
    assert not all(wide) and not all(seen)
    without = members(layout("bottle", 30), 60)
    assert any(each.difficulty["separation"] < 4.5 and each.difficulty["visible"] < 0.97 for each in without)


@pytest.mark.parametrize(
    ("family", "require", "way"),
    [
        ("layout", "separation >= 300 px", "more or other values of `target.at`, `target.scale`"),
        pytest.param("transition", "step >= 40 deg", "more or other values of `by`", marks=pytest.mark.long),
    ],
)
@pytest.mark.usefixtures("few_attempts")
def test_what_can_not_be_fulfilled_names_itself(
    layout: Callable[..., Cell], transition: Callable[..., Cell], family: str, require: str, way: str
) -> None:
    cell = (layout if family == "layout" else transition)(more=f"require {require}")
    (diagnostic,) = ask(cell, range(2)).diagnostics
    assert diagnostic.code == "SN401"
    assert diagnostic.span is not None and diagnostic.span.text == require
    assert f"1. loosen `require {require}`" in diagnostic.help
    assert f"2. {way}" in diagnostic.help
    assert any(f"% require {require}" in note for note in diagnostic.notes)


@pytest.mark.slow
def test_a_changed_world_has_to_fulfil_it_too(transition: Callable[..., Cell]) -> None:
    """A longer lens displaces everything farther, so some sets that were near are no longer."""
    cell = transition("span: 40 %; require separation <= 22 px", by="4 .. 60 step 2 deg")
    agent = cell.plan.scene.agent
    assert agent is not None
    lens = replace(agent, fov=values.Constant(agent.fov.span, 70.0, "angle"))
    longer = replace(cell, plan=replace(cell.plan, scene=replace(cell.plan.scene, agent=lens)))
    made = [cell.family.again(longer, chosen.world, chosen) for chosen in sets(cell, 20)]
    refused = [each for each in made if isinstance(each, Rejection) and each.requirement is not None]
    assert any(each.reason == "require separation <= 22 px" for each in refused)
    for kept in (each for each in made if isinstance(each, OptionSet)):
        assert all(member.difficulty["separation"] <= 22 for member in kept.members)


def test_places_too_near_each_other_are_refused_while_they_are_drawn(
    program_of: Callable[[str], Program],
) -> None:
    """Not with their whole world: a window of places gives way only where it holds no options."""

    def nearest(more: str) -> list[float]:
        text = DESK.format(kind="bowl", visible=30, vary="position", more=f"options: 3\n{more}")
        program = program_of(text)
        cell = make_cell(program, program.datasets[0], "l")
        drawn = draw_worlds(cell.plan, 5, range(60), [0] * 60, cell.family.variation(cell.block))
        states = [[state.position for (state,) in each.states] for each in drawn if isinstance(each, World)]
        assert len(states) > 40
        return [min(math.dist(a, b) for a, b in itertools.combinations(each, 2)) for each in states]

    assert min(nearest("require step >= 25 cm")) >= 0.25 - 1e-9
    assert min(nearest("")) < 0.1
