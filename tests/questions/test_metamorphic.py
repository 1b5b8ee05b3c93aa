"""What must not change when a scene is moved, mirrored or scaled, and actions that undo each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from spacenum_dsl.questions.actions import ACTIONS
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.families._layout_map import entry
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.world.world import MapFrame, Placement, Position, Thing, ViewPoint, World

STARTS = st.builds(
    ViewPoint,
    st.tuples(st.floats(-4, 4), st.floats(-4, 4), st.floats(0.5, 2)),
    st.floats(0, 359.99),
    st.floats(-60, 60),
    st.just(90.0),
)
LENGTHS = st.floats(0.05, 3)
ANGLES = st.floats(1, 359)
MOVES = ("move_forward", "move_backward", "move_left", "move_right")


def apart(one: ViewPoint, other: ViewPoint) -> float:
    """Metres and degrees between two view points, in all."""
    turned = math.remainder(one.yaw - other.yaw, 360.0)
    return math.dist(one.position, other.position) + abs(turned) + abs(one.pitch - other.pitch)


class TestActions:
    @pytest.mark.parametrize(
        ("action", "position", "yaw", "pitch"),
        [
            ("move_forward", (3.0, 2.0, 1.5), 0.0, 5.0),
            ("move_backward", (-1.0, 2.0, 1.5), 0.0, 5.0),
            ("move_left", (1.0, 4.0, 1.5), 0.0, 5.0),
            ("move_right", (1.0, 0.0, 1.5), 0.0, 5.0),
            ("rotate_left", (1.0, 2.0, 1.5), 2.0, 5.0),
            ("rotate_right", (1.0, 2.0, 1.5), 358.0, 5.0),
            ("rotate_up", (1.0, 2.0, 1.5), 0.0, 7.0),
            ("rotate_down", (1.0, 2.0, 1.5), 0.0, 3.0),
        ],
    )
    def test_pins_of_all_eight(self, action: str, position: Position, yaw: float, pitch: float) -> None:
        """By 2 m or 2°, from (1, 2, 1.5) facing +x and 5° up: forward is +x, left is +y."""
        end = ACTIONS[action].apply(ViewPoint((1.0, 2.0, 1.5), 0.0, 5.0, 90.0), 2.0)
        assert end == ViewPoint(position, yaw, pitch, 90.0)

    @pytest.mark.parametrize(
        ("action", "position"),
        [
            ("move_forward", (1.0, 4.0, 1.5)),
            ("move_backward", (1.0, 0.0, 1.5)),
            ("move_left", (-1.0, 2.0, 1.5)),
            ("move_right", (3.0, 2.0, 1.5)),
        ],
    )
    def test_pins_of_moves_facing_y(self, action: str, position: Position) -> None:
        end = ACTIONS[action].apply(ViewPoint((1.0, 2.0, 1.5), 90.0, -20.0, 90.0), 2.0)
        assert apart(end, ViewPoint(position, 90.0, -20.0, 90.0)) < 1e-12

    def test_there_are_no_others(self) -> None:
        assert set(ACTIONS) == {*MOVES, "rotate_left", "rotate_right", "rotate_up", "rotate_down"}

    @pytest.mark.parametrize(
        ("there", "back"),
        [
            ("move_forward", "move_backward"),
            ("move_left", "move_right"),
            ("rotate_left", "rotate_right"),
            ("rotate_up", "rotate_down"),
        ],
    )
    @given(start=STARTS, by=LENGTHS)
    @settings(max_examples=40, deadline=None)
    def test_there_and_back(self, there: str, back: str, start: ViewPoint, by: float) -> None:
        gone = ACTIONS[there].apply(start, by)
        assert apart(gone, start) > by / 2
        assert apart(ACTIONS[back].apply(gone, by), start) < 1e-9
        other_way = ACTIONS[there].apply(ACTIONS[back].apply(start, by), by)
        assert apart(other_way, start) < 1e-9

    @given(start=STARTS, by=ANGLES)
    @settings(max_examples=60, deadline=None)
    def test_left_is_right_the_other_way_round(self, start: ViewPoint, by: float) -> None:
        left = ACTIONS["rotate_left"].apply(start, by)
        assert apart(left, ACTIONS["rotate_right"].apply(start, 360.0 - by)) < 1e-9
        assert 0 <= left.yaw < 360

    @given(start=STARTS, one=LENGTHS, two=LENGTHS)
    @settings(max_examples=40, deadline=None)
    def test_magnitudes_add_up(self, start: ViewPoint, one: float, two: float) -> None:
        for action in ACTIONS.values():
            assert apart(action.apply(action.apply(start, one), two), action.apply(start, one + two)) < 1e-9

    @given(start=STARTS, by=LENGTHS)
    @settings(max_examples=40, deadline=None)
    def test_moving_left_is_turning_left_and_going_ahead(self, start: ViewPoint, by: float) -> None:
        ahead = ACTIONS["move_forward"].apply(ACTIONS["rotate_left"].apply(start, 90.0), by)
        assert math.dist(ahead.position, ACTIONS["move_left"].apply(start, by).position) < 1e-9

    @given(start=STARTS, by=LENGTHS)
    @settings(max_examples=40, deadline=None)
    def test_mirrored_actions(self, start: ViewPoint, by: float) -> None:
        """Across the xz plane left and right change places, all else stays."""
        for name, action in ACTIONS.items():
            swap = name.replace("left", "?").replace("right", "left").replace("?", "right")
            mirrored = ACTIONS[swap].apply(mirrored_point(start), by)
            assert apart(mirrored, mirrored_point(action.apply(start, by))) < 1e-9


def mirrored_point(point: ViewPoint) -> ViewPoint:
    x, y, z = point.position
    return replace(point, position=(x, -y, z), yaw=-point.yaw % 360.0)


SPEC = """
scene s {{
  surface: desk_top({w}, {w}) m
  anchor origin {{ kind: mug; at: {origin} m; yaw: {turn} deg; scale: {one} % }}
  anchor x_axis {{ kind: lamp; at: {x_axis} m; yaw: {turn} deg; scale: {one} % }}
  object target {{
    kind: book | bowl | toy_car
    at: ({a} .. {b} step {c}, {a} .. {b} step {c}) m
    scale: {small} % | {one} % | {large} %
    yaw: 0 deg | 90 deg
  }}
  camera {{ look_at: surface; distance: {far} m; elevation: 55 deg; azimuth: -90 deg; fov: 55 deg }}
}}
layout flat on s {{ target: target; dims: 2; vary: position, size; options: 4 }}
layout solid on s {{ target: target; dims: 3; vary: position, size; options: 4 }}
layout line on s {{ target: target; dims: 1; vary: position; options: 3 }}
dataset d {{ seed: 11; cells {{ flat: 4; solid: 4; line: 4 }} }}
"""


def spec(origin: Sequence[float] = (-0.3, -0.3), turn: float = 0.0, k: float = 1.0) -> str:
    """A scene with room for everything. The second anchor is 0.6 m from the first in direction `turn`, and
    both look that way."""
    angle = math.radians(turn)
    x_axis = (origin[0] + 0.6 * math.cos(angle), origin[1] + 0.6 * math.sin(angle))
    return SPEC.format(
        w=2.4 * k,
        far=2.0 * k,
        origin=f"({origin[0] * k:.12f}, {origin[1] * k:.12f})",
        x_axis=f"({x_axis[0] * k:.12f}, {x_axis[1] * k:.12f})",
        a=0.2 * k,
        b=0.4 * k,
        c=0.05 * k,
        turn=turn,
        one=100 * k,
        small=80 * k,
        large=125 * k,
    )


Asked = Callable[[str, str], tuple[Question, ...]]


@pytest.fixture(scope="module")
def asked(program_of: Callable[[str], Program]) -> Asked:
    """The questions of a cell of a spec text, the first direction of each."""

    @lru_cache
    def make(text: str, name: str) -> tuple[Question, ...]:
        program = program_of(text)
        found = ask(make_cell(program, program.datasets[0], name), range(24))
        assert found.diagnostics == ()
        return found.questions[::2]

    return make


CELLS = ("flat", "solid", "line")


def numbers(question: Question) -> np.ndarray:
    """(options, n): the values of all options in the order of their letters, metres."""
    rows = [
        np.concatenate([np.atleast_1d(np.asarray(value, float)) for value in option.value.values()])
        for option in question.options
    ]
    return np.array(rows)


def recomputed(question: Question, world: World) -> np.ndarray:
    """The same of a changed world, from its triangles."""
    views = [question.views[option.views[0]] for option in question.options]
    count = numbers(question).shape[1]
    dims = 1 if count == 1 else count // 2
    return np.array([entry(world.thing(world.varied[0], view.state), world, dims) for view in views])


def changed(world: World, place: Callable[[Placement], Placement], frame: MapFrame) -> World:
    things = tuple(replace(thing, placement=place(thing.placement)) for thing in world.things)
    states = tuple(tuple(map(place, state)) for state in world.states)
    return replace(world, things=things, states=states, frame=frame)


def plan_frame(things: Sequence[Thing]) -> MapFrame:
    """The map frame that the anchors define, by itself."""
    there = {thing.name: thing.placement.position for thing in things}
    (x, y, z), (u, v, _) = there["origin"], there["x_axis"]
    return MapFrame((x, y, z), math.degrees(math.atan2(v - y, u - x)))


class TestLayouts:
    @pytest.mark.parametrize("name", CELLS)
    def test_the_stored_world_gives_the_stored_numbers(self, name: str, asked: Asked) -> None:
        for question in asked(spec(turn=20), name):
            np.testing.assert_allclose(recomputed(question, question.world), numbers(question), atol=1e-12)

    @pytest.mark.parametrize("name", CELLS)
    def test_a_mirrored_world_mirrors_every_truth(self, name: str, asked: Asked) -> None:
        """Across the xz plane: y changes its sign in the map, so low and high y change places too."""

        def mirror(placement: Placement) -> Placement:
            x, y, z = placement.position
            return replace(placement, position=(x, -y, z), yaw=-placement.yaw % 360.0)

        for question in asked(spec(turn=20), name):
            world = question.world
            assert world.frame is not None
            (x, y, z) = world.frame.origin
            flipped = changed(world, mirror, MapFrame((x, -y, z), -world.frame.yaw))
            own = numbers(question)
            wanted = own.copy()
            if name != "line":
                low, high = 1, 1 + own.shape[1] // 2
                wanted[:, low], wanted[:, high] = -own[:, high], -own[:, low]
            np.testing.assert_allclose(recomputed(question, flipped), wanted, atol=1e-9)
            found = plan_frame(flipped.things)
            assert flipped.frame is not None
            assert math.remainder(found.yaw - flipped.frame.yaw, 360.0) == pytest.approx(0.0, abs=1e-9)

    @given(turn=st.floats(-180, 180), dx=st.floats(-3, 3), dy=st.floats(-3, 3), question=st.integers(0, 23))
    @settings(max_examples=40, deadline=None)
    def test_moving_a_world_changes_no_number(
        self, asked: Asked, turn: float, dx: float, dy: float, question: int
    ) -> None:
        """Turned about the vertical axis and shifted, anchors included."""
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))

        def move(placement: Placement) -> Placement:
            x, y, z = placement.position
            return replace(
                placement, position=(c * x - s * y + dx, s * x + c * y + dy, z), yaw=placement.yaw + turn
            )

        for name in CELLS:
            one = asked(spec(turn=20), name)[question]
            things = [replace(t, placement=move(t.placement)) for t in one.world.things]
            moved = changed(one.world, move, plan_frame(things))
            np.testing.assert_allclose(recomputed(one, moved), numbers(one), atol=1e-9)

    @pytest.mark.parametrize("name", CELLS)
    @pytest.mark.parametrize(
        ("origin", "turn"), [((-0.25, -0.35), 0.0), ((0.1, -0.2), 90.0), ((0.0, -0.35), 33.0)]
    )
    def test_shifting_the_anchors_of_a_spec_changes_no_number(
        self, name: str, origin: tuple[float, float], turn: float, asked: Asked
    ) -> None:
        """Coordinates are drawn in the map frame, so they follow the anchors wherever these stand.

        Only first attempts compare: what hides what may refuse other worlds after a turn.
        """
        before, after = asked(spec(), name), asked(spec(origin, turn), name)
        pairs = [
            (a, b) for a, b in zip(before, after, strict=True) if a.world.attempt == b.world.attempt == 0
        ]
        assert len(pairs) >= 12
        for one, other in pairs:
            assert one.world.frame != other.world.frame
            assert set(map(tuple, np.round(numbers(one), 9) + 0.0)) == set(
                map(tuple, np.round(numbers(other), 9) + 0.0)
            )

    @pytest.mark.parametrize("name", CELLS)
    @given(k=st.floats(0.1, 10))
    @settings(max_examples=10, deadline=None)
    def test_scaling_a_world_scales_every_number(self, asked: Asked, name: str, k: float) -> None:
        def scale(placement: Placement) -> Placement:
            x, y, z = placement.position
            return Placement((k * x, k * y, k * z), placement.yaw, k * placement.scale)

        for question in asked(spec(turn=20), name)[:8]:
            things = [replace(t, placement=scale(t.placement)) for t in question.world.things]
            scaled = changed(question.world, scale, plan_frame(things))
            np.testing.assert_allclose(
                recomputed(question, scaled), k * numbers(question), rtol=1e-9, atol=1e-12
            )

    @pytest.mark.parametrize("name", CELLS)
    def test_scaling_a_spec_scales_every_number(self, name: str, asked: Asked) -> None:
        """All half as large and half as far, the camera too: the same questions about halves.

        Only worlds of one attempt compare: places that differ by a centimetre at least may not do so halved.
        """
        pairs = list(zip(asked(spec(), name), asked(spec(k=0.5), name), strict=True))
        same = [(one, half) for one, half in pairs if one.world.attempt == half.world.attempt]
        assert len(same) >= 0.8 * len(pairs)
        for one, half in same:
            assert one.answer_index == half.answer_index
            np.testing.assert_allclose(numbers(half), numbers(one) / 2, atol=1e-9)
