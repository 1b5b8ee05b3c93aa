"""Contact sheets: a plan's pixels by hand, the marked option, sheets of both families."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from spacenum_dsl.base import registry
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.paint import PALETTE
from spacenum_dsl.output.pictures.renderer import RENDERERS, Session
from spacenum_dsl.output.preview.plan_drawing import (
    GROUND,
    INK,
    PAPER,
    SIGHT,
    Chart,
    Mark,
    Notes,
    chart_of,
    draw_plan,
    footprint,
)
from spacenum_dsl.output.preview.questions import WIDE, notes_of, preview_sheet
from spacenum_dsl.output.preview.sheet import MARK
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.resolve import load_program
from spacenum_dsl.world.world import Decor, MapFrame, Placement, Room, Thing, ViewPoint, World

SPECS = Path(__file__).parents[2] / "specs"
SIZE = (424, 346)
"""A plan in which the room below has 100 pixels a metre: 4 m + 2 × 12 px, 3 m + 2 × 12 px + 22 px."""

registry.load()


def thing(x: float, y: float, yaw: float = 0.0, colour: str = "red", name: str = "thing") -> Thing:
    """A box 0.4 m along its front's direction and 0.8 m across."""
    placement = Placement((x, y, 0.0), yaw, 1.0)
    return Thing(16, name, "object", "box", (0.4, 0.8, 0.3), {}, colour, 0.0, placement)


def world(*things: Thing, varied: str = "", states: tuple[Placement, ...] = ()) -> World:
    decor = Decor("oak_planks", "white_paint", "lamp", (0.0, 0.0, 0.0, 0.0))
    room = Room((4.0, 3.0, 2.5))
    names, each = ((varied,) if varied else ()), tuple((state,) for state in states)
    return World("hand", 0, 0, 0, room, None, decor, things, None, names, each, None, "hand")


def near(page: Image.Image, x: float, y: float, colour: tuple[int, ...]) -> bool:
    pixel = np.asarray(page)[round(y), round(x)].astype(int)
    return bool(np.abs(pixel - np.array(colour)).max() <= 12)


def paint(name: str) -> tuple[int, ...]:
    return tuple(round(255 * channel) for channel in PALETTE[name])


def test_a_room_fills_its_plan() -> None:
    """The room's top left corner (−2, 1.5) lands behind the border, one metre is 100 pixels."""
    chart = chart_of(world(), Notes(), SIZE)
    assert chart.scale == pytest.approx(100.0)
    assert chart.at(-2.0, 1.5) == pytest.approx((12.0, 12.0))
    assert chart.at(0.0, 0.0) == pytest.approx((212.0, 162.0))


def test_an_l_shaped_room_lacks_its_corner() -> None:
    """1.5 m along x and 1 m along y: the corner (0.5, 0.5) of the edge is at pixel (262, 112)."""
    room = Room((4.0, 3.0, 2.5), (1.5, 1.0))
    page = draw_plan(replace(world(), room=room), Notes(), SIZE)
    assert near(page, 262 + 60, 112 - 40, PAPER)
    for x, y in ((-60, -40), (-60, 40), (60, 40)):
        assert near(page, 262 + x, 112 + y, GROUND)
    assert near(page, 262 + 60, 112, INK)
    assert near(page, 262, 112 - 40, INK)


def test_plus_x_is_right_and_plus_y_up() -> None:
    page = draw_plan(world(thing(1.0, 1.0)), Notes(), SIZE)
    assert near(page, 212 + 100 + 12, 162 - 100 + 30, paint("red"))
    for i, j in ((-1, -1), (-1, 1), (1, 1)):
        assert near(page, 212 + 100 * i + 12, 162 + 100 * j + 12, GROUND)


def test_footprint_is_turned_counter_clockwise() -> None:
    """Unturned it reaches 20 px along x and 40 px along y; turned by 90° the other way round; turned by 30°
    its front left corner (0.2, 0.4) goes to (−0.027, 0.446)."""
    upright = draw_plan(world(thing(0.0, 0.0)), Notes(), SIZE)
    turned = draw_plan(world(thing(0.0, 0.0, 90.0)), Notes(), SIZE)
    assert near(upright, 212 + 17, 162 - 36, paint("red"))
    assert near(upright, 212 + 36, 162 - 17, GROUND)
    assert near(turned, 212 + 36, 162 - 17, paint("red"))
    assert near(turned, 212 + 17, 162 - 36, GROUND)
    assert footprint(thing(0.0, 0.0, 30.0))[0] == pytest.approx((-0.0268, 0.4464), abs=1e-4)
    assert Chart(100.0, (-2.12, 1.62)).at(-0.0268, 0.4464) == pytest.approx((209.32, 117.36))


def test_cone_points_at_what_the_camera_sees() -> None:
    """A camera at the room's middle that looks along +y sees the upper point and not the other three."""
    eye = ViewPoint((0.0, 0.0, 1.5), 90.0, 0.0, 60.0)
    page = draw_plan(world(), Notes(eye), SIZE)
    camera = Camera(eye.position, eye.yaw, eye.pitch, eye.fov, 64, 64)
    mixed = tuple(
        round((120 * sight + 135 * ground) / 255) for sight, ground in zip(SIGHT, GROUND, strict=True)
    )
    for dx, dy in ((0.0, 0.5), (0.5, 0.0), (0.0, -0.5), (-0.5, 0.0)):
        pixels, depths = camera.project(np.array([[dx, dy, 1.5]]))
        seen = depths[0] > 0 and 0 <= pixels[0, 0] < 64
        assert near(page, 212 + 100 * dx, 162 - 100 * dy, mixed if seen else GROUND)


def test_answer_state_is_filled_and_the_others_outlined() -> None:
    states = (Placement((-1.0, 0.0, 0.0), 0.0, 1.0), Placement((1.0, 0.0, 0.0), 0.0, 1.0))
    notes = Notes(states={0: Mark("A", False), 1: Mark("B", True)})
    page = draw_plan(world(thing(-1.0, 0.0), varied="thing", states=states), notes, SIZE)
    assert near(page, 312 + 12, 162 - 30, paint("red"))
    assert near(page, 112 + 12, 162 - 30, GROUND)
    assert near(page, 312 + 20, 162 + 30, MARK)


def test_the_map_frame_is_drawn_where_it_lies() -> None:
    """Origin at (−1, −0.5), +x turned by 90°: the axis runs up from pixel (112, 212)."""
    plain = world()
    framed = draw_plan(
        replace(plain, frame=MapFrame((-1.0, -0.5, 0.0), 90.0)),
        Notes(),
        SIZE,
    )
    blank = np.asarray(draw_plan(plain, Notes(), SIZE)).astype(int)
    changed = np.abs(np.asarray(framed).astype(int) - blank).max(axis=2) > 60
    assert changed[185:211, 111:114].any(axis=1).all()
    assert not changed[216:320, :].any()


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    renderer = RENDERERS["raycast"]
    with renderer.open("draft", 1) as opened:
        yield opened


def asked(spec: str, cell: str, count: int) -> tuple[Question, ...]:
    program = load_program(SPECS / f"{spec}.scene", SPECS).program
    assert program is not None
    return ask(make_cell(program, program.datasets[0], cell), range(count)).questions


@pytest.mark.parametrize(
    ("spec", "cell"),
    [
        ("desk", "desk_1d"),
        pytest.param("desk", "desk_3d", marks=pytest.mark.long),
        ("kitchen", "turn"),
        ("measure", "desk_gap"),
        ("measure", "desk_gap_open"),
    ],
)
def test_every_family_has_a_sheet(spec: str, cell: str, session: Session) -> None:
    """One more world is one more row."""
    questions = asked(spec, cell, 2)
    one, two = (
        preview_sheet(some, (64, 64), session) for some in (questions[: len(questions) // 2], questions)
    )
    assert two.width == one.width
    assert two.height > one.height + 3 * 64


@pytest.mark.parametrize(("spec", "cell"), [("desk", "desk_2d"), ("kitchen", "walk")])
@pytest.mark.long
def test_the_marked_option_is_the_answer(spec: str, cell: str, session: Session) -> None:
    """The frame stands in the column of the answer: options follow the pictures that come before them."""
    for question in asked(spec, cell, 3)[::2]:
        page = np.asarray(preview_sheet([question], (112, 112), session))
        column = question.answer_index + (1 if question.setting == "transition" else 0)
        left = 14 + column * (WIDE + 14)
        marked = (page == np.array(MARK)).all(axis=2)
        columns = np.flatnonzero(marked.sum(axis=0) > WIDE)
        assert columns.min() == left - 4
        assert columns.max() == left + WIDE + 3


def test_notes_letter_every_option_once() -> None:
    layout, walk, tilt = (
        asked("desk", "desk_2d", 1)[0],
        asked("kitchen", "walk", 1)[0],
        asked("kitchen", "tilt", 1)[0],
    )
    marks = [
        list(notes_of(layout).states.values()),
        [mark for _, mark in notes_of(walk).ends],
        [mark for _, mark in notes_of(tilt).ends],
    ]
    for question, found in zip((layout, walk, tilt), marks, strict=True):
        assert sorted(mark.letter for mark in found) == [option.label for option in question.options]
        assert [mark.letter for mark in found if mark.answer] == [
            question.options[question.answer_index].label
        ]
    assert not notes_of(layout).ends
    assert not notes_of(walk).states


def test_both_directions_share_a_row(session: Session) -> None:
    """A sheet of one direction is as large as one of both but for the words of the other."""
    pair = asked("desk", "desk_1d", 1)
    both, single = preview_sheet(pair, (64, 64), session), preview_sheet(pair[1:], (64, 64), session)
    assert both.width == single.width
    assert abs(both.height - single.height) < 100


def test_a_sheet_is_about_one_cell(session: Session) -> None:
    with pytest.raises(ValueError, match="one cell"):
        preview_sheet([], (64, 64), session)
    with pytest.raises(ValueError, match="one cell"):
        preview_sheet([*asked("desk", "desk_1d", 1), *asked("desk", "desk_2d", 1)], (64, 64), session)
