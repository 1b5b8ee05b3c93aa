"""Computed numbers keep the bounds of their properties: a world in which one does not is refused, by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics.program import DatasetBlock, Program
from spacenum_dsl.world.plan import plan_scene
from spacenum_dsl.world.sampler import Rejection, draw_worlds
from spacenum_dsl.world.world import World

ProgramOf = Callable[[str], Program]

DESK = """
scene s {
  surface: desk_top(1.4, 0.8) m
  let few = 2 .. 5 step 1
  anchor origin { kind: mug; at: (-0.45, -0.2) m }
  anchor x_axis { kind: lamp; at: (0.25, -0.2) m; scale: 20 % | 30 % | 100 %; yaw: 0 .. 40 step 10 deg }
  object target { kind: bowl; at: (0.1 .. 0.8 step 0.1, 0.2 .. 0.4 step 0.1) m; scale: 80 % | 120 % }
  MORE
  camera { look_at: surface; distance: 1.5 m; elevation: 40 deg; azimuth: -90 deg; fov: FOV }
}
layout l on s { target: target; vary: position, size }
"""
ROOM = """
scene s {
  room: SIZE m
  object table { kind: table; at: anywhere; scale: 50 % | 100 % }
  objects things { count: 10; kind: cabinet | bookcase; at: against(walls) }
  agent { at: free(0.3 m); height: 4 * table.size.z - 1.45 m; fov: 120 deg; pitch: -10 deg }
}
transition turn on s { action: rotate_left; by: 10 .. 70 step 10 deg }
"""


def desk(more: str = "", fov: str = "60 deg") -> str:
    return DESK.replace("MORE", more).replace("FOV", fov)


def worlds(program: Program, count: int = 60) -> list[World | Rejection]:
    return draw_worlds(plan_scene(program.scenes["s"]), 1, range(count), [0] * count)


def refused(found: list[World | Rejection], words: str) -> set[int]:
    return {n for n, each in enumerate(found) if isinstance(each, Rejection) and words in each.reason}


def test_a_scale_that_comes_out_at_zero_refuses_the_world(program_of: ProgramOf) -> None:
    """20 % - 20 % is nothing, 30 % - 20 % is 10 %: the lamp is the same without the ball."""
    plain = worlds(program_of(desk()))
    found = worlds(program_of(desk("object ball { kind: ball; at: anywhere; scale: x_axis.scale - 20 % }")))
    lamps = [world.thing("x_axis").placement.scale for world in plain if isinstance(world, World)]
    assert len(lamps) == len(plain)
    assert refused(found, "`scale: x_axis.scale - 20 %` would be out of bounds") == {
        number for number, scale in enumerate(lamps) if scale == 0.2
    }
    balls = {world.thing("ball").placement.scale for world in found if isinstance(world, World)}
    assert {round(scale, 9) for scale in balls} == {0.1, 0.8}


def test_a_count_that_comes_out_broken_refuses_the_world(program_of: ProgramOf) -> None:
    """Of 2, 3, 4 and 5 halves only two are whole."""
    found = worlds(program_of(desk("distractors more { count: few / 2; kind: pen }")))
    counts = [
        sum(thing.group == "more" for thing in world.things) for world in found if isinstance(world, World)
    ]
    assert set(counts) == {1, 2}
    assert 15 <= len(refused(found, "`count: few / 2` would be out of bounds")) <= 45


@pytest.mark.parametrize("fov", ["x_axis.yaw", "x_axis.yaw * 1", "5 * x_axis.yaw"])
def test_a_lens_that_there_is_not_refuses_the_world(program_of: ProgramOf, fov: str) -> None:
    times = 5 if fov.startswith("5") else 1
    plain = [world for world in worlds(program_of(desk())) if isinstance(world, World)]
    yaws = [world.thing("x_axis").placement.yaw for world in plain]
    found = worlds(program_of(desk(fov=fov)))
    bad = {number for number, yaw in enumerate(yaws) if not 5 <= times * yaw <= 150}
    assert bad and refused(found, f"`fov: {fov}` would be out of bounds") == bad
    for number, world in enumerate(found):
        if isinstance(world, World):
            assert world.cameras["camera"].fov == pytest.approx(times * yaws[number])


def test_an_eye_in_the_floor_refuses_the_start(program_of: ProgramOf) -> None:
    """Four halves of a table are lower than 1.55 m, so that their world has no start; four whole ones are
    higher."""
    program = program_of(ROOM.replace("SIZE", "(6, 5, 2.6)"))
    cell = make_cell(program, DatasetBlock("d", 1, (240, 240), (("turn", 8),), (), None), "turn")
    asked = ask(cell, range(8))
    heights = {view.point.position[2] for question in asked.questions for view in question.views}
    assert asked.questions and min(heights) >= 1.3
    assert not recheck(cell, asked.questions)


def test_a_room_keeps_both_arms(program_of: ProgramOf) -> None:
    """A corner that takes all but 0.9 m of a side leaves too little; all but 1.2 m is fine."""
    text = "let side = 4 | 5\nlet rest = 0.9 | 1.2\n" + ROOM.replace(
        "SIZE", "l_shaped(side, 5, 2.6, side - rest, 2)"
    )
    found = worlds(program_of(text))
    rooms = [world.room for world in found if isinstance(world, World)]
    arms = {round(room.size[0] - room.cut[0], 3) for room in rooms if room is not None and room.cut}
    assert arms == {1.2}
    assert refused(found, "less than 1 m of the room")


def test_the_judge_holds_computed_numbers_against_their_bounds(program_of: ProgramOf) -> None:
    """Nobody can say which lens this world should have, but none is of 4°."""
    program = program_of(desk(fov="x_axis.yaw + (45 .. 50 deg)"))
    cell = make_cell(program, DatasetBlock("d", 1, (336, 336), (("l", 1),), (), None), "l")
    (question, *_) = ask(cell, range(1)).questions
    assert not recheck(cell, [question])
    narrow = replace(question.world, cameras={"camera": replace(question.world.cameras["camera"], fov=4.0)})
    (fault, *_) = recheck(cell, [replace(question, world=narrow)])
    assert "fov is 4" in fault.message or any("fov is 4" in note for note in fault.notes)
