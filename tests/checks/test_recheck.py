"""The independent check passes what is compiled, and reports every tampering with a world."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tampering import a_layout, a_transition, clutter, found, made, moved, with_thing

from spacenum_dsl.checks.recheck import UNSOUND, recheck
from spacenum_dsl.checks.solids import solids_of
from spacenum_dsl.world.world import MapFrame, Placement

CELLS = (
    ("desk", "desk_1d"),
    ("desk", "desk_2d"),
    ("desk", "desk_3d"),
    ("kitchen", "walk"),
    ("kitchen", "strafe"),
    ("kitchen", "tilt"),
    ("kitchen", "turn"),
)


@pytest.mark.parametrize(("spec", "name"), CELLS)
def test_compiled_questions_pass(spec: str, name: str) -> None:
    cell, questions = made(spec, name)
    assert len(questions) == 24
    assert found(cell, *questions) == ""


def test_a_shared_world_is_reported_once() -> None:
    cell, questions = made("desk", "desk_2d")
    world = with_thing(questions[0].world, "origin", kind="vase")
    both = [replace(question, world=world) for question in questions[:2]]
    assert found(cell, *both).count("which is not among `mug`") == 1


def test_a_fault_names_cell_question_and_world() -> None:
    cell, questions = made("desk", "desk_1d")
    (first, *_) = recheck(cell, [replace(questions[4], rank=1 - questions[4].rank)])
    assert first.code == UNSOUND
    assert f"cell `desk_1d`, question {questions[4].index} ({questions[4].direction})" in first.message
    assert "seed 7" in first.notes[0]
    assert first.span == cell.block.span


class TestWorlds:
    def test_an_object_inside_another(self) -> None:
        cell, question = a_layout()
        thing = clutter(question)
        assert thing is not None
        x, y, _ = question.world.thing("x_axis").placement.position
        world = moved(question.world, thing.name, x, y)
        assert f"overlaps `{thing.name}`" in found(cell, replace(question, world=world))

    def test_an_object_inside_another_in_the_last_state_only(self) -> None:
        cell, question = a_layout()
        thing = clutter(question)
        assert thing is not None
        x, y, _ = question.world.states[-1][0].position
        world = moved(question.world, thing.name, x, y)
        assert "overlaps `target`" in found(cell, replace(question, world=world))

    def test_a_thing_sunk_into_the_table_by_a_tenth_of_a_millimetre(self) -> None:
        cell, question = a_transition("turn")
        x, y, z = question.world.thing("things[0]").placement.position
        world = moved(question.world, "things[0]", x, y, z - 1e-4)
        assert "overlaps `things[0]`" in found(cell, replace(question, world=world))

    def test_an_object_out_of_the_room(self) -> None:
        cell, question = a_transition("turn")
        x, y, _ = question.world.thing("units[0]").placement.position
        world = moved(question.world, "units[0]", x * 1.01, y * 1.01)
        assert "sticks out of the edge" in found(cell, replace(question, world=world))

    def test_an_object_over_the_edge_of_the_desk(self) -> None:
        cell, question = a_layout()
        thing = clutter(question)
        assert thing is not None
        world = moved(question.world, thing.name, 0.79, thing.placement.position[1])
        assert "sticks out of the edge" in found(cell, replace(question, world=world))

    def test_a_floating_object(self) -> None:
        cell, question = a_layout()
        thing = clutter(question)
        assert thing is not None
        x, y, _ = thing.placement.position
        world = moved(question.world, thing.name, x, y, 0.05)
        assert "floats 0.0500 m" in found(cell, replace(question, world=world))

    def test_a_thing_beside_the_table(self) -> None:
        cell, question = a_transition("turn")
        x, y, z = question.world.thing("things[0]").placement.position
        world = moved(question.world, "things[0]", x + 1.5, y, z)
        assert "stands out of the top of `table`" in found(cell, replace(question, world=world))

    def test_a_picture_off_the_wall(self) -> None:
        cell, question = a_transition("turn")
        x, y, z = question.world.thing("high[0]").placement.position
        world = moved(question.world, "high[0]", x * 0.97, y * 0.97, z)
        assert "away from the wall" in found(cell, replace(question, world=world))

    def test_a_picture_at_the_wrong_height(self) -> None:
        cell, question = a_transition("turn")
        x, y, z = question.world.thing("high[0]").placement.position
        world = moved(question.world, "high[0]", x, y, z - 0.6)
        assert "not at `1.4 .. 1.9 m`" in found(cell, replace(question, world=world))

    def test_a_broken_requirement(self) -> None:
        cell, questions = made("desk", "desk_1d")
        question = questions[0]
        anchor, target = solids_of([question.world.thing(name) for name in ("x_axis", "target")])
        x, y, _ = anchor.thing.placement.position
        reach = anchor.thing.size[1] / 2 + min(target.thing.size[:2]) / 2 * target.thing.placement.scale
        world = moved(question.world, "target", x, y + reach + 0.03)
        assert "`require gap(target, anchors) >= 4 cm` does not hold in state 0" in found(
            cell, replace(question, world=world)
        )

    def test_too_many_members(self) -> None:
        cell, question = a_layout()
        thing = clutter(question)
        assert thing is not None
        more = tuple(replace(thing, id=100 + number, name=f"clutter[{10 + number}]") for number in range(5))
        world = replace(question.world, things=(*question.world.things, *more))
        assert "which `count: 0 .. 4` rules out" in found(cell, replace(question, world=world))

    def test_a_missing_object(self) -> None:
        cell, question = a_transition("turn")
        things = tuple(thing for thing in question.world.things if thing.name != "light")
        world = replace(question.world, things=things)
        assert "there are 0 of `light`, not one" in found(cell, replace(question, world=world))

    @pytest.mark.parametrize(
        ("name", "change", "fault"),
        [
            ("origin", {"kind": "vase"}, "which is not among `mug`"),
            ("origin", {"size": (0.3, 0.08, 0.1)}, "measures 0.3000 m"),
            ("origin", {"variant": {"legs": 3}}, "has variant"),
            ("origin", {"colour": "plaid"}, "is plaid"),
            ("origin", {"placement": Placement((-0.55, -0.2, 0.0), 0.0, 1.5)}, "has scale 1.5"),
            ("x_axis", {"placement": Placement((0.25, -0.19, 0.0), 0.0, 1.0)}, "misses the x_axis anchor"),
            ("origin", {"name": "x_axis"}, "share one name"),
        ],
    )
    def test_an_object_that_the_scene_does_not_have(
        self, name: str, change: dict[str, object], fault: str
    ) -> None:
        cell, question = a_layout()
        world = with_thing(question.world, name, **change)
        assert fault in found(cell, replace(question, world=world))

    def test_a_coordinate_off_the_grid(self) -> None:
        cell, question = a_layout()
        x, y, _ = question.world.states[0][0].position
        world = moved(question.world, "target", x + 0.01, y)
        assert "m, not at `(0.10 .. 0.90 step" in found(cell, replace(question, world=world))

    def test_a_turned_frame(self) -> None:
        cell, question = a_layout()
        frame = question.world.frame
        assert frame is not None
        world = replace(question.world, frame=MapFrame(frame.origin, frame.yaw + 0.01))
        assert "misses the x_axis anchor by" in found(cell, replace(question, world=world))

    def test_a_shifted_frame(self) -> None:
        cell, question = a_layout()
        frame = question.world.frame
        assert frame is not None
        x, y, z = frame.origin
        world = replace(question.world, frame=MapFrame((x + 1e-4, y, z), frame.yaw))
        assert "away from the origin anchor" in found(cell, replace(question, world=world))
