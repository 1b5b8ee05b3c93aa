"""What counts as visible, against id images of a renderer at full resolution; and what questions promise
to show, measured on such images again (G5)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.parts import Flags
from spacenum_dsl.output.pictures.renderer import RENDERERS, Instance, Renderer, Session, Stage
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell, min_difference
from spacenum_dsl.questions.question import Question, View
from spacenum_dsl.semantics.resolve import load_program
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.lighting import Lamp, Lighting
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.visibility import MIN_PIXELS, MIN_SHARE, Look
from spacenum_dsl.world.world import Thing, World

LAYOUTS = (("desk", "desk_1d"), ("desk", "desk_2d"), ("desk", "desk_3d"))
TRANSITIONS = (("kitchen", "walk"), ("kitchen", "strafe"), ("kitchen", "tilt"), ("kitchen", "turn"))
QUESTIONS = 3
LARGE = 200
"""Pixels from which counts are compared."""

WIDENED = 3
"""How many times wider and higher the frame is in which an object is looked at as a whole."""

Ids = np.ndarray
Shown = Callable[[World, int, Camera], Ids]


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    renderer = RENDERERS.get("raycast")
    assert isinstance(renderer, Renderer)
    with renderer.open("draft", 1) as opened:
        yield opened


def instances(things: Sequence[Thing]) -> tuple[Instance, ...]:
    return tuple(
        Instance(
            thing.id,
            thing.mesh,
            thing.placement.position,
            thing.placement.yaw,
            thing.placement.scale,
            thing.colour,
        )
        for thing in things
    )


def rendered(session: Session, key: str, parts: tuple[Instance, ...], camera: Camera) -> Ids:
    lamp = Lamp((0.0, 0.0, 2.0), (1.0, 1.0), 60.0)
    ids = session.render(Stage(key, parts, Lighting((lamp,))), camera, passes=True).ids
    assert ids is not None
    return ids


@pytest.fixture(scope="module")
def shown(session: Session) -> Shown:
    """The id image of one state of a world."""

    def show(world: World, state: int, camera: Camera) -> Ids:
        around = tuple(
            Instance(number, mesh, (0.0, 0.0, 0.0), 0.0, 1.0, "white")
            for number, mesh in structure_of(world).meshes.items()
        )
        key = f"{world.scene} {world.index} {world.attempt} {state} {world.varied} {world.states}"
        return rendered(session, key, (*around, *instances(world.in_state(state))), camera)

    return show


@pytest.fixture(scope="module")
def whole(session: Session) -> Callable[[Thing, Camera], int]:
    """How many pixels an object would fill alone, if the frame did not cut it off."""

    def count(thing: Thing, camera: Camera) -> int:
        if not reaches_out(thing, camera, 1):
            return int((rendered(session, f"{thing} {camera}", instances([thing]), camera) == thing.id).sum())
        fov = 2 * math.degrees(math.atan(WIDENED * math.tan(math.radians(camera.fov) / 2)))
        width, height = WIDENED * camera.width // 2, WIDENED * camera.height // 2
        wide = Camera(camera.position, camera.yaw, camera.pitch, fov, width, height)
        alone = rendered(session, f"{thing} {camera}", instances([thing]), wide)
        return 4 * int((alone == thing.id).sum())

    return count


@lru_cache
def asked(spec: Path, name: str) -> tuple[Cell, tuple[Question, ...]]:
    program = load_program(spec, spec.parent).program
    assert program is not None
    cell = make_cell(program, program.datasets[0], name)
    found = ask(cell, range(QUESTIONS))
    assert found.diagnostics == ()
    return cell, found.questions[::2]


def camera_of(view: View, cell: Cell) -> Camera:
    point = view.point
    return Camera(point.position, point.yaw, point.pitch, point.fov, *cell.image)


def edge(shown: Flags, stride: int) -> float:
    """Pixels that a lattice may gain or lose: it tells a width or height but for one stride less a pixel."""
    rows, columns = np.nonzero(shown)
    return float((stride - 1) * (np.ptp(rows) + np.ptp(columns) + 2))


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        LAYOUTS[1],
        pytest.param(*TRANSITIONS[0], marks=pytest.mark.long),
        pytest.param(*TRANSITIONS[3], marks=pytest.mark.long),
    ],
)
def test_pixels_agree_with_id_images(spec: str, name: str, specs: Path, shown: Shown) -> None:
    cell, questions = asked(specs / f"{spec}.scene", name)
    compared = 0
    for question in questions:
        world = question.world
        for view in question.views:
            camera, things = camera_of(view, cell), world.in_state(view.state)
            look = Look(camera, bodies_of(things, structure_of(world) if world.surface else None))
            ids = shown(world, view.state, camera)
            for thing in things:
                real = int((ids == thing.id).sum())
                if real > LARGE:
                    compared += 1
                    assert len(look.mask(thing.name, 1)) == pytest.approx(real, rel=0.01), thing.name
                    rounding = 0.01 * real + edge(ids == thing.id, look.stride(thing.name))
                    assert look.pixels(thing.name) == pytest.approx(real, abs=rounding), thing.name
                else:
                    assert look.pixels(thing.name) <= 1.1 * LARGE, thing.name
    assert compared >= 30


@pytest.mark.parametrize(
    ("spec", "name"), [LAYOUTS[1], pytest.param(*TRANSITIONS[0], marks=pytest.mark.long)]
)
def test_shares_agree_with_id_images(
    spec: str, name: str, specs: Path, shown: Shown, whole: Callable[[Thing, Camera], int]
) -> None:
    cell, questions = asked(specs / f"{spec}.scene", name)
    shares = []
    for question in questions:
        world, view = question.world, question.views[-1]
        camera, things = camera_of(view, cell), world.in_state(view.state)
        look = Look(camera, bodies_of(things, structure_of(world) if world.surface else None))
        ids = shown(world, view.state, camera)
        for thing in things:
            if reaches_out(thing, camera, WIDENED):
                continue
            alone = whole(thing, camera)
            if alone > LARGE:
                share = int((ids == thing.id).sum()) / alone
                shares.append(share)
                assert look.share(thing.name) == pytest.approx(share, abs=0.04), thing.name
    assert len(shares) >= 10


def reaches_out(thing: Thing, camera: Camera, widened: int) -> bool:
    """Whether an object leaves a frame so many times wider and higher, or comes too near to be projected."""
    angle = math.radians(thing.placement.yaw)
    turn = np.array(
        [[math.cos(angle), math.sin(angle), 0], [-math.sin(angle), math.cos(angle), 0], [0, 0, 1]]
    )
    points = thing.mesh.vertices * thing.placement.scale @ turn + np.asarray(thing.placement.position)
    pixels, depth = camera.project(points)
    middle = np.array([camera.width, camera.height]) / 2
    return bool(depth.min() < 0.05 or (np.abs(pixels - middle) > widened * middle).any())


@pytest.mark.parametrize(
    ("spec", "name"), [LAYOUTS[0], *(pytest.param(*each, marks=pytest.mark.long) for each in LAYOUTS[1:])]
)
def test_layouts_show_what_they_are_about(
    spec: str, name: str, specs: Path, shown: Shown, whole: Callable[[Thing, Camera], int]
) -> None:
    """Target and anchors in every picture, 70 % of the target as the scene requires, and every two pictures
    different enough."""
    cell, questions = asked(specs / f"{spec}.scene", name)
    for question in questions[:2]:
        masks = []
        for option in question.options:
            view = question.views[option.views[0]]
            camera = camera_of(view, cell)
            ids = shown(question.world, view.state, camera)
            for thing in question.world.in_state(view.state):
                if thing.role == "anchor" or thing.name == "target":
                    pixels = int((ids == thing.id).sum())
                    least = 0.7 if thing.name == "target" else MIN_SHARE
                    assert pixels >= MIN_PIXELS, thing.name
                    assert pixels / whole(thing, camera) >= least - 0.03, thing.name
            masks.append(ids == question.world.thing("target").id)
        for one, other in combinations(masks, 2):
            assert int((one != other).sum()) >= 0.95 * min_difference(cell)


@pytest.mark.parametrize(
    ("spec", "name"),
    [*(pytest.param(*each, marks=pytest.mark.slow) for each in TRANSITIONS[:2]), *TRANSITIONS[2:]],
)
@pytest.mark.long
def test_transitions_show_enough(
    spec: str, name: str, specs: Path, shown: Shown, whole: Callable[[Thing, Camera], int]
) -> None:
    """Three objects in every view, one of them in the first view too, and every two end views different."""
    cell, questions = asked(specs / f"{spec}.scene", name)
    for question in questions[:2]:
        seen: list[set[str]] = []
        pictures = []
        for view in question.views:
            camera = camera_of(view, cell)
            ids = shown(question.world, view.state, camera)
            seen.append(set())
            for thing in question.world.things:
                pixels = int((ids == thing.id).sum())
                if pixels >= MIN_PIXELS and pixels / whole(thing, camera) >= MIN_SHARE - 0.02:
                    seen[-1].add(thing.name)
            pictures.append(np.where(ids < min(thing.id for thing in question.world.things), 0, ids))
        assert all(len(names) >= 3 for names in seen), seen
        assert all(names & seen[0] for names in seen), seen
        for one, other in combinations(pictures[1:], 2):
            assert int((one != other).sum()) >= 0.95 * min_difference(cell)
