"""Drawings and lines in perspective: pixels decide, against ray casts and projections of their own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.output.pictures.renderer import RENDERERS, Session
from spacenum_dsl.output.pictures.stage import stage_of
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.drawing.pen import Pen
from spacenum_dsl.questions.drawing.perspective import Perspective
from spacenum_dsl.questions.drawing.prompt_map import ToldMap
from spacenum_dsl.questions.drawing.ruler import AXES
from spacenum_dsl.questions.drawing.sketch import WAYS, Sketch
from spacenum_dsl.questions.drawing.tags import Tag, placed
from spacenum_dsl.questions.intervention import PAINTERS, Canvas
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.resolve import load_program
from spacenum_dsl.world.view_requirements import camera_at
from spacenum_dsl.world.world import MapFrame, Thing

SPECS = Path(__file__).parents[2] / "specs"
INK = (213, 94, 0)
BLANK = (255, 255, 255)


def asked(cell: str, count: int, file: str = "desk.scene") -> list[Question]:
    program = load_program(SPECS / file, SPECS).program
    assert program is not None
    return list(ask(make_cell(program, program.datasets[0], cell), range(count)).questions)


@pytest.fixture(scope="module")
def question() -> Question:
    """One about three objects of 336 × 336 px; the anchors are 0.8 m apart on the x axis of the desk."""
    return asked("desk_2d", 1)[0]


@pytest.fixture(scope="module")
def caster() -> Iterator[Session]:
    renderer = RENDERERS["raycast"]
    with renderer.open("draft", 1) as session:
        yield session


def camera_of(question: Question, view: int = 0) -> Camera:
    return camera_at(question.views[view].point, question.image)


def painted(name: str, way: str, canvas: Canvas, over: Image.Image | None = None) -> Image.Image:
    painter = PAINTERS[name]
    size = (canvas.camera.width, canvas.camera.height)
    return painter.paint(over or Image.new("RGB", size, BLANK), canvas, way)


def ids_of(caster: Session, question: Question, things: tuple[Thing, ...], camera: Camera) -> Floats:
    """Instance ids at pixel centres with these objects alone, by ray casting."""
    world = replace(question.world, things=things, varied=(), states=())
    (record,) = encode([replace(question, world=world)]).worlds
    stage = dataclasses.replace(stage_of(record, 0), key=repr(things))
    frame = caster.render(stage, camera, passes=True)
    assert frame.ids is not None
    return np.asarray(frame.ids)


def sketched(way: str, thing: Thing, canvas: Canvas) -> Floats:
    """(h, w): how dark the drawing of one object makes each pixel, without ground and name."""
    pen = Pen(Image.new("RGB", (canvas.camera.width, canvas.camera.height), BLANK))
    WAYS[way](Sketch(pen, Perspective(canvas.camera, canvas.mirrored), ToldMap.of(canvas)), thing, INK)
    return 255.0 - np.asarray(pen.page()).astype(float).mean(axis=2)


def differ(one: Image.Image, other: Image.Image) -> int:
    apart = np.abs(np.asarray(one).astype(int) - np.asarray(other).astype(int)).max(axis=2)
    return int((apart > 64).sum())


@pytest.mark.parametrize("cell", ["desk_1d", "desk_2d", "desk_3d"])
@pytest.mark.parametrize("way", ["points", "boxes2d", "boxes3d"])
def test_the_pictures_of_all_options_differ(cell: str, way: str) -> None:
    for question in asked(cell, 2)[::2]:
        pages = []
        for option in question.options:
            view = question.views[option.views[0]]
            pages.append(
                painted("draw", way, Canvas(question.world, view.state, camera_at(view.point, (336, 336))))
            )
        assert min(differ(one, other) for one, other in combinations(pages, 2)) >= 20


@pytest.mark.parametrize("fov", [55.0, 14.0])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_rectangle_is_where_the_rays_meet_the_object(
    question: Question, caster: Session, fov: float, mirrored: bool
) -> None:
    """Within a pixel; through the narrow lens the frame cuts objects off."""
    cut = 0
    point = replace(question.views[0].point, fov=fov)
    camera = camera_at(point, question.image)
    for thing in question.world.in_state(0):
        seen = ids_of(caster, question, (thing,), camera) == thing.id
        drawn = sketched("boxes2d", thing, Canvas(question.world, 0, camera, mirrored))
        if not seen.any():
            assert not drawn.any()
            continue
        seen = seen[:, ::-1] if mirrored else seen
        for axis in (0, 1):
            found = np.flatnonzero(seen.any(axis=axis))
            lines = drawn.sum(axis=axis)
            half = (found[0] + found[-1]) // 2
            first, last = int(np.argmax(lines[:half])), half + int(np.argmax(lines[half:]))
            assert abs(first - found[0]) <= 1
            assert abs(last - found[-1]) <= 1
            cut += found[0] == 0 or found[-1] == len(lines) - 1
    assert cut > 0 if fov < 20 else cut == 0


@pytest.mark.parametrize("way", ["boxes2d", "boxes3d"])
def test_a_mirrored_drawing_is_the_drawing_in_a_mirror(question: Question, way: str) -> None:
    for thing in question.world.things:
        plain, mirrored = (
            sketched(way, thing, Canvas(question.world, 0, camera_of(question), m)) for m in (False, True)
        )
        assert (np.abs(plain[:, ::-1] - mirrored) > 100).mean() < 0.001
        assert plain.max() > 100


def test_words_are_never_mirrored(question: Question) -> None:
    """The dark pixels of a drawing of one red object are the letters of its name."""
    thing = replace(question.world.thing("origin"), colour="red")
    world = replace(question.world, things=(thing,), varied=(), states=())
    letters = []
    for mirrored in (False, True):
        page = np.asarray(painted("draw", "boxes2d", Canvas(world, 0, camera_of(question), mirrored)))
        rows, columns = np.nonzero((page < 130).all(axis=2))
        letters.append(page[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1])
    assert np.array_equal(*letters)
    assert not np.array_equal(letters[0], letters[0][:, ::-1])


@pytest.mark.parametrize("mirrored", [False, True])
def test_points_are_at_the_corners_that_the_text_tells(question: Question, mirrored: bool) -> None:
    """The corners of the told box, y turned round in a mirror, are at its dots: one full, one a ring."""
    world, camera = question.world, camera_of(question)
    assert world.frame is not None
    thing = world.thing("target")
    box = thing.mesh.vertices * thing.placement.scale
    turn = np.radians(thing.placement.yaw)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    across, away = (box[:, :2] @ spin.T + thing.placement.position[:2]).T
    assert world.frame.yaw == 0.0
    low_y, high_y = (away.max(), away.min()) if mirrored else (away.min(), away.max())
    corners = np.array([(across.min(), low_y, 0.0), (across.max(), high_y, box[:, 2].max())])
    pixels, _ = camera.project(corners)
    if mirrored:
        pixels[:, 0] = camera.width - pixels[:, 0]
    drawn = sketched("points", thing, Canvas(world, 0, camera, mirrored))
    (low, high) = (drawn[int(y), int(x)] for x, y in pixels)
    assert low > 140
    assert high < 20
    around = [
        drawn[int(y + 3.1 * np.sin(a)), int(x + 3.1 * np.cos(a))]
        for x, y in pixels[1:]
        for a in np.arange(0, 6, 0.8)
    ]
    assert np.median(around) > 100


class TestAxes:
    """Sampled along lines that `Camera.project` gives, on a grey picture."""

    def at(self, page: Image.Image, camera: Camera, point: Floats, mirrored: bool = False) -> Floats:
        ((x, y),), _ = camera.project(point[None])
        return np.asarray(page)[int(y), int(camera.width - x if mirrored else x)].astype(int)

    @pytest.mark.parametrize(
        ("turned", "mirrored", "length", "y"),
        [
            (False, False, 0.5, 1.0),
            (False, True, 0.2, -1.0),
            (True, False, 0.2, 1.0),
            (True, True, 0.5, -1.0),
        ],
    )
    def test_they_lie_in_the_map_frame(
        self, question: Question, turned: bool, mirrored: bool, length: float, y: float
    ) -> None:
        """From the origin to the other anchor, and right-handed as the picture shows it: turned round in a
        mirror. So long that +y, 0.2 m from the near edge of the desk, does not leave it."""
        world, camera = question.world, camera_of(question)
        if turned:
            world = replace(
                world,
                frame=MapFrame(world.thing("x_axis").placement.position, 180.0, ("x_axis", "origin")),
            )
        assert world.frame is not None
        grey = Image.new("RGB", question.image, (128, 128, 128))
        page = painted("overlay", "axes", Canvas(world, 0, camera, mirrored), grey)
        origin, other = (np.array(world.thing(name).placement.position) for name in world.frame.anchors)
        ahead = (other - origin) / np.linalg.norm(other - origin)
        sides = {"x": ahead, "y": y * np.array([-ahead[1], ahead[0], 0.0]), "z": np.array([0.0, 0.0, 1.0])}
        assert not self.at(page, camera, origin, mirrored).any()
        for name, (ink, _) in AXES.items():
            for share in (0.5, 0.7, 0.9):
                found = self.at(page, camera, origin + share * length * sides[name], mirrored)
                assert np.abs(found - ink).max() < 48, name

    def test_the_origin_is_under_its_anchor(self, question: Question, caster: Session) -> None:
        """The black dot lies on a flat tile that stands where the anchor does."""
        camera, anchor = camera_of(question), question.world.thing("origin")
        wide = min(anchor.size[:2]) * anchor.placement.scale
        variant = {name: choices[0] for name, choices in KINDS["box"].variants.items()}
        flat = replace(anchor, kind="box", size=(wide, wide, 0.004), variant=variant, colour="red")
        base = ids_of(caster, question, (flat,), camera) == anchor.id
        grey = Image.new("RGB", question.image, (128, 128, 128))
        page = np.asarray(painted("overlay", "axes", Canvas(question.world, 0, camera), grey))
        dot = (page == 0).all(axis=2)
        assert dot.any()
        assert base[dot].all()


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_scale_bar_is_as_long_as_it_says(question: Question, mirrored: bool) -> None:
    """Half a metre in five parts, black and white, beside the origin: unprojected from the picture."""
    camera = camera_of(question)
    grey = Image.new("RGB", question.image, (128, 128, 128))
    page = painted("overlay", "scale_bar", Canvas(question.world, 0, camera, mirrored), grey)
    shown = np.asarray(page.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else page)
    rows, columns = np.nonzero((shown == 0).all(axis=2))
    rays = camera.rays(np.column_stack([columns + 0.5, rows + 0.5]))
    eye = np.array(camera.position)
    ground = eye + rays * (-eye[2] / rays[:, 2])[:, None]
    assert question.world.frame is not None
    x = np.array([question.world.frame.to_map(*point[:2]) for point in ground])
    bar = x[np.abs(x[:, 1] - np.median(x[:, 1])) < 0.03]
    assert np.ptp(bar[:, 0]) == pytest.approx(0.5, abs=0.02)
    assert bar[:, 0].min() == pytest.approx(0.0, abs=0.01)
    filled = np.histogram(bar[:, 0], bins=5, range=(0.0, 0.5))[0]
    assert filled[[0, 2, 4]].min() > 2 * filled[[1, 3]].max()


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["red mug", "walnut chest of drawers", "pen", "turquoise pencil cup"]),
            st.floats(0, 224),
            st.floats(0, 224),
        ),
        min_size=1,
        max_size=14,
    )
)
def test_tags_stay_in_the_picture_and_cover_no_other(named: list[tuple[str, float, float]]) -> None:
    spots, size = placed([Tag(text, INK, ((x, y),)) for text, x, y in named], np.zeros((224, 224)))
    assert len(spots) == len(named)
    assert size >= 7
    for one in spots:
        left, top, right, bottom = one.area
        assert 0 <= left < right <= 224
        assert 0 <= top < bottom <= 224
    for one, other in combinations(spots, 2):
        a, b = one.area, other.area
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
