"""The independent check of furnished rooms: every promise of every rule is broken once, and it says so."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import pytest
from msgspec.structs import replace
from tampering import a_layout, cell_from, found, with_thing

from spacenum_dsl.checks import worlds
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.questions.ask import ask
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question
from spacenum_dsl.world.world import Decor, Placement, Room, World

Tampering: TypeAlias = Callable[[World], World]

HALL = """
scene hall {
  room:  l_shaped(6.4 .. 7.0, 5.6 .. 6.2, 2.6 .. 2.8, 2.0 .. 2.4, 1.8 .. 2.2) m
  floor: oak_planks | grey_tiles
  walls: white_paint | brick
  light: morning | lamp

  object  door   { kind: door; at: against(walls) }
  object  window { kind: window; at: hung(walls, 1.6 m) }
  object  drapes { kind: curtains; at: before(window) }
  object  corner { kind: bookcase; at: in_corner }
  object  board  { kind: sideboard; at: against(walls) }
  object  side   { kind: nightstand; at: beside(board) }
  object  far    { kind: stool; at: beside(side, 20 .. 30 cm) }
  object  art    { kind: picture; at: over(board) }
  object  seat   { kind: armchair; at: facing(board, 0.8 .. 1.6 m) }
  object  look   { kind: chair; at: facing(corner) }
  object  table  { kind: table; at: anywhere; yaw: 0 deg | 90 deg }
  objects chairs { count: 2; kind: chair; at: at(table) }
  object  bowl   { kind: bowl; at: on(table) }
  object  desk   { kind: desk; at: against(walls) }
  object  seated { kind: office_chair; at: at(desk) }
  object  rug    { kind: rug; at: anywhere }
  object  lamp   { kind: ceiling_lamp; at: hung(ceiling) }
  object  clock  { kind: clock; at: hung(walls, 2.0 .. 2.2 m) }
  object  vent   { kind: clock; at: hung(walls) }

  agent { at: free(0.3 m) }
}

transition turn on hall { action: rotate_left | rotate_right; by: 10 .. 70 step 10 deg }
dataset halls { seed: 5; cells { turn: 8 } }
"""

ROW = """
scene row {
  room: (5.0, 3.6, 2.6) m
  objects blocks { count: 5; kind: fridge; at: anywhere }
  objects high { count: 4; kind: picture; at: hung(walls, 1.5 m) }
  agent { at: free(0.3 m) }
}
transition turn on row { action: rotate_left | rotate_right; by: 10 .. 70 step 10 deg }
dataset rows { seed: 5; cells { turn: 8 } }
"""


@lru_cache
def asked(text: str) -> tuple[Cell, tuple[Question, ...]]:
    cell = cell_from(text, "turn")
    made = ask(cell, range(8))
    assert made.diagnostics == ()
    return cell, made.questions


def faults(tampering: Tampering, text: str = HALL, number: int = 0) -> str:
    """What the check says of one question whose world was tampered with."""
    cell, questions = asked(text)
    question = questions[number]
    return found(cell, replace(question, world=tampering(question.world)))


def put(name: str, placement: Callable[[Placement], Placement]) -> Tampering:
    return lambda world: with_thing(world, name, placement=placement(world.thing(name).placement))


def shifted(name: str, ahead: float = 0.0, aside: float = 0.0, up: float = 0.0) -> Tampering:
    """Moved along the object's own axes, metres."""

    def move(place: Placement) -> Placement:
        c, s = math.cos(math.radians(place.yaw)), math.sin(math.radians(place.yaw))
        x, y, z = place.position
        return replace(place, position=(x + ahead * c - aside * s, y + ahead * s + aside * c, z + up))

    return put(name, move)


def turned(name: str, by: float) -> Tampering:
    return put(name, lambda place: replace(place, yaw=(place.yaw + by) % 360.0))


def set_at(name: str, other: str, ahead: float, aside: float = 0.0) -> Tampering:
    """So far ahead of another object and to its left, in the other one's axes, metres from its middle."""

    def move(world: World) -> World:
        there = world.thing(other).placement
        c, s = math.cos(math.radians(there.yaw)), math.sin(math.radians(there.yaw))
        x, y, _ = there.position
        place = world.thing(name).placement
        at = (x + ahead * c - aside * s, y + ahead * s + aside * c, place.position[2])
        return with_thing(world, name, placement=replace(place, position=at))

    return move


def along_its_wall(name: str, by: float) -> Tampering:
    """Moved along the wall behind it, towards the middle of the room."""

    def move(world: World) -> World:
        ways = [shifted(name, aside=way)(world) for way in (by, -by)]
        return min(ways, key=lambda changed: math.hypot(*changed.thing(name).placement.position[:2]))

    return move


def in_missing_corner(world: World) -> World:
    assert world.room is not None and world.room.cut is not None
    x, y = (side / 2 - cut / 2 for side, cut in zip(world.room.size, world.room.cut, strict=False))
    place = world.thing("table").placement
    return with_thing(world, "table", placement=replace(place, position=(x, y, 0.0)))


def of_room(**changes: object) -> Tampering:
    def change(world: World) -> World:
        assert isinstance(world.room, Room)
        return replace(world, room=replace(world.room, **changes))

    return change


def of_decor(**changes: object) -> Tampering:
    def change(world: World) -> World:
        assert isinstance(world.decor, Decor)
        return replace(world, decor=replace(world.decor, **changes))

    return change


def test_good_worlds_give_no_complaint() -> None:
    for text in (HALL, ROW):
        cell, questions = asked(text)
        assert len(questions) == 16
        assert found(cell, *questions) == ""


PROMISES = {
    "anywhere: on the floor": (shifted("table", up=0.2), "`table` floats 0.2000 m"),
    "anywhere: a yaw that the block allows": (turned("table", 45), "`table` looks to"),
    "anywhere: no yaw but 0°": (turned("rug", 90), "`rug` is turned by 90.0000° without a `yaw`"),
    "against: back to a wall": (shifted("board", ahead=0.05), "the back of `board` is 0.0520 m away"),
    "against: looking into the room": (turned("board", 10), "`board` looks to … along no wall's normal"),
    "against: on the floor": (shifted("board", up=0.01), "`board` floats 0.0100 m"),
    "in_corner: in a corner": (along_its_wall("corner", 0.4), "`corner` stands in no corner"),
    "in_corner: back to a wall": (shifted("corner", ahead=0.3), "the back of `corner` is 0.3020 m away"),
    "hung(walls): at the stated height": (shifted("clock", up=0.3), "`clock` hangs at … not at `2.0 .. 2.2"),
    "hung(walls): at eye height": (shifted("vent", up=0.1), "`vent` hangs at 1.6000 m, not at 1.5 m"),
    "hung(walls): back to a wall": (shifted("clock", ahead=0.1), "the back of `clock` is 0.1020 m away"),
    "hung(ceiling): below it": (shifted("lamp", up=-0.1), "`lamp` hangs 0.1000 m below the ceiling"),
    "on: on the top": (shifted("bowl", up=0.05), "`bowl` at … does not stand on the top of `table`"),
    "on: wholly": (set_at("bowl", "table", 1.0), "`bowl` at … stands out of the top of `table`"),
    "at: near its edge": (shifted("chairs[0]", ahead=-0.3), "`chairs[0]` stands … from `table`, not 0.02 m"),
    "at: looking at it": (turned("chairs[0]", 90), "`chairs[0]` stands … from `table`"),
    "at: between its ends": (shifted("chairs[1]", aside=2.0), "`chairs[1]` sticks out beside `table`"),
    "at: only before its front": (set_at("seated", "desk", -1.0), "`seated` stands -… from `desk`"),
    "beside: backs in one line": (shifted("side", ahead=0.1), "the backs of `side` and `board` are 0.1000 m"),
    "beside: looking the same way": (turned("side", 90), "`side` looks 90.0000° aside"),
    "beside: 2 to 12 cm away": (set_at("side", "board", 0, 2.5), "`side` stands … beside `board`"),
    "beside: at the stated distance": (set_at("far", "side", 0, 1.5), "`far` stands … not `20 .. 30"),
    "facing: at the stated distance": (shifted("seat", ahead=-2.0), "`seat` stands … not `0.8 .. 1.6"),
    "facing: 0.4 to 3 m away": (set_at("look", "corner", 0.5), "`look` stands … before `corner`"),
    "facing: looking back": (turned("seat", 30), "`seat` looks 30.0000° aside"),
    "facing: near its middle": (shifted("seat", aside=1.5), "`seat` stands … out of the middle of `board`"),
    "over: in its middle": (shifted("art", aside=0.2), "`art` is 0.2000 m out of the middle of `board`"),
    "over: 12 to 40 cm higher": (shifted("art", up=0.5), "`art` hangs … over `board`, not 0.12 m"),
    "over: at the wall": (shifted("art", ahead=0.1), "the back of `art` is 0.1020 m away"),
    "before: in its middle": (shifted("drapes", aside=0.1), "`drapes` is 0.1000 m out of the middle"),
    "before: right before it": (shifted("drapes", ahead=0.1), "`drapes` hangs … before `window`"),
    "before: a little higher": (shifted("drapes", up=0.3), "the top of `drapes` is … over that of `window`"),
    "no overlap": (set_at("seat", "board", 0.1), "`board` at … overlaps `seat`"),
    "not in the missing corner": (in_missing_corner, "`table` at … in the corner that the room lacks"),
    "free space before a door": (set_at("table", "door", 0.8), "`table` at … stands within … before `door`"),
}
"""By the promise that is broken: how, and what the check says; … stands for numbers."""


@pytest.mark.parametrize("promise", PROMISES)
def test_a_broken_promise_is_reported(promise: str) -> None:
    tampering, complaint = PROMISES[promise]
    said = re.compile(".*".join(map(re.escape, complaint.split("…"))))
    assert any(said.search(line) for line in faults(tampering).splitlines())


@pytest.mark.parametrize(
    ("tampering", "complaint"),
    [
        (of_room(size=(7.5, 6.0, 2.7)), "the room is Room(size=(7.5, 6.0, 2.7)"),
        (of_room(cut=None), "the room is Room("),
        (of_room(cut=(2.5, 2.0)), "the room is Room("),
        (of_decor(floor="blue_carpet"), "the floor is `blue_carpet`, which is not among `oak_planks"),
        (of_decor(walls="tiles"), "the walls is `tiles`, which is not among `white_paint | brick`"),
        (of_decor(light="evening"), "the light is `evening`, which is not among `morning | lamp`"),
        (of_decor(shares=(0.0, 0.0, 1.0, 0.0)), "the light is drawn from"),
        (lambda world: with_thing(world, "bowl", grain=1.0), "`bowl` has a grain of 1"),
        (lambda world: with_thing(world, "bowl", id=2), "an object has one of the ids up to 15"),
        (
            lambda world: replace(world, cameras={"camera": asked(HALL)[1][0].views[0].point}),
            "it has the cameras camera, not none",
        ),
    ],
    ids=[
        "larger",
        "not L-shaped",
        "cut",
        "floor",
        "walls",
        "light",
        "shares",
        "grain",
        "id",
        "camera",
    ],
)
def test_a_room_that_the_scene_does_not_have(tampering: Tampering, complaint: str) -> None:
    assert complaint in faults(tampering)


def test_a_door_that_leads_into_the_missing_corner() -> None:
    """The missing corner is widened up to half a metre before the door, where nothing may be."""

    def narrowed(world: World) -> World:
        assert world.room is not None
        x, y, _ = world.thing("door").placement.position
        yaw = math.radians(world.thing("door").placement.yaw)
        ahead = (x + 0.5 * math.cos(yaw), y + 0.5 * math.sin(yaw))
        cut = tuple(side / 2 - place for side, place in zip(world.room.size, ahead, strict=False))
        return replace(world, room=replace(world.room, cut=cut))

    cell, questions = asked(HALL)
    judged = Judged(narrowed(questions[0].world))
    assert any("a wall stands within" in fault for fault in worlds.faults_of(cell, judged))


def test_what_lies_flat_may_be_stood_on() -> None:
    assert "overlaps" not in faults(set_at("rug", "table", 0.0))


def test_an_agent_that_stands_in_an_object() -> None:
    def met(world: World) -> World:
        eye = asked(HALL)[1][0].views[0].point.position
        place = world.thing("table").placement
        return with_thing(world, "table", placement=replace(place, position=(*eye[:2], 0.0)))

    assert "the agent comes within 0.0000 m of `table`" in faults(met)


@pytest.mark.parametrize("closed", [True, False])
def test_a_row_of_fridges_across_the_room(closed: bool) -> None:
    """Five of them leave no gap of 60 cm in 3.6 m; four do."""

    def lined_up(world: World) -> World:
        for number in range(5):
            place = world.thing(f"blocks[{number}]").placement
            x = 0.0 if closed or number else -2.0
            at = replace(place, position=(x, -1.44 + 0.72 * number, 0.0))
            world = with_thing(world, f"blocks[{number}]", placement=at)
        return world

    complaint = "a part of the free floor can't be walked to 0.3 m away from everything"
    assert (complaint in faults(lined_up, ROW)) is closed


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"yaw": 5.0}, "the camera looks 5.000000° beside"),
        ({"pitch": -1.0}, "° over `surface`"),
        ({"fov": 3.0}, "the camera's fov is 58, not `55`"),
    ],
)
def test_a_camera_that_looks_elsewhere(change: dict[str, float], complaint: str) -> None:
    cell, question = a_layout()
    camera = question.world.cameras["camera"]
    turned = replace(camera, **{name: getattr(camera, name) + by for name, by in change.items()})
    assert complaint in found(
        cell, replace(question, world=replace(question.world, cameras={"camera": turned}))
    )


@pytest.mark.parametrize(
    ("factor", "complaint"),
    [(1.5, "the camera's distance is 2.4, not `1.6`"), (2.1, "away from the edge of the room")],
)
def test_a_camera_too_far_away(factor: float, complaint: str) -> None:
    cell, question = a_layout()
    camera = question.world.cameras["camera"]
    x, y, z = camera.position
    away = replace(camera, position=(factor * x, factor * y, factor * z))
    assert complaint in found(
        cell, replace(question, world=replace(question.world, cameras={"camera": away}))
    )
