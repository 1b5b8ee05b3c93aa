"""`spacenum verify` finds pictures that show another camera, or another world, than is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as changed
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from oracle_dataset import compiled, copied, groups_of
from PIL import Image

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.checks.oracle.silhouettes import beside
from spacenum_dsl.checks.oracle.verify import Found, QuestionGroup, examine
from spacenum_dsl.output.pictures.renderer import RENDERERS
from spacenum_dsl.output.pictures.stage import camera_of, stage_of
from spacenum_dsl.output.records.types import ImageRecord, WorldRecord

pytestmark = pytest.mark.long

SURFACE = 4
"""The instance id of what objects stand on."""


@pytest.fixture
def group_of(
    tmp_path_factory: pytest.TempPathFactory, specs: Path, tmp_path: Path
) -> Callable[[str], QuestionGroup]:
    """The first group of a cell, with pictures of its own to tamper with."""
    all_groups = groups_of(compiled(tmp_path_factory, specs))
    return lambda cell: copied(all_groups, cell, tmp_path)


def answer_of(group: QuestionGroup) -> str:
    """The view of the right option of Num2Space."""
    item, key = next((item, key) for item, key in group.questions if item.direction == "num2space")
    view = item.options[key.answer_index].pictures[0].view
    assert view is not None
    return view


def shown(group: QuestionGroup) -> str:
    """The view after the action, which Space2Num shows last."""
    item = next(item for item, _ in group.questions if item.direction == "space2num")
    return [part.view for part in item.content if isinstance(part, ImageRecord)][-1]


def paint(
    group: QuestionGroup,
    view: str,
    camera: Callable[[Camera], Camera] = lambda camera: camera,
    world: Callable[[WorldRecord], WorldRecord] = lambda world: world,
) -> None:
    """Render a view again, of another camera or another world than it says."""
    about = group.views[view]
    renderer = RENDERERS["raycast"]
    with renderer.open("draft", 1) as session:
        stage = stage_of(world(group.worlds[about.world]), about.state)
        frame = session.render(stage, camera(camera_of(about)), passes=True)
    assert frame.depth is not None
    assert frame.ids is not None
    base = Path(group.folder) / "images" / view
    Image.fromarray(frame.colour).save(f"{base}.png")
    Image.fromarray(frame.depth).save(f"{base}.depth.tiff")
    Image.fromarray(frame.ids.astype(np.uint16)).save(f"{base}.ids.png")


def doubts(found: Found) -> list[str]:
    return ["; ".join(grade.failed.doubts) for grade in found.grades if grade.failed is not None]


def faults(found: Found) -> list[str]:
    assert {fault.code for fault in found.faults} <= {"SN613"}
    return [fault.message for fault in found.faults]


def sideways(camera: Camera, metres: float) -> Camera:
    x, y, z = np.asarray(camera.position) + metres * camera.axes[0]
    return changed(camera, position=(x, y, z))


CAMERAS: dict[str, Callable[[Camera], Camera]] = {
    "3° of yaw": lambda camera: changed(camera, yaw=camera.yaw + 3),
    "3° of pitch": lambda camera: changed(camera, pitch=camera.pitch + 3),
    "5 cm sideways": lambda camera: sideways(camera, 0.05),
}


@pytest.mark.long
@pytest.mark.parametrize("cell", ["desk_2d", "walk"])
def test_pictures_rendered_again_are_the_same(group_of: Callable[[str], QuestionGroup], cell: str) -> None:
    """So what the tests below find is what they changed."""
    group = group_of(cell)
    for view in group.views.values():
        if view.world in group.worlds:
            paint(group, view.id)
    found = examine(group)
    assert doubts(found) == faults(found) == []


@pytest.mark.parametrize(
    ("cell", "besides"),
    [
        ("walk", "3° of yaw"),
        pytest.param("strafe", "3° of pitch", marks=pytest.mark.long),
        pytest.param("tilt", "3° of yaw", marks=pytest.mark.long),
        ("turn", "5 cm sideways"),
    ],
)
def test_a_camera_that_moved_in_another_way_too_fails(
    group_of: Callable[[str], QuestionGroup], cell: str, besides: str
) -> None:
    group = group_of(cell)
    for view in {answer_of(group), shown(group)}:
        paint(group, view, CAMERAS[besides])
    found = examine(group)
    expected = "0.05" if "cm" in besides else "3.0"
    for doubt in doubts(found):
        assert "moved in another way" in doubt
        assert expected in doubt
    assert len(doubts(found)) == 2
    assert any("pixels where it is not" in fault for fault in faults(found))


def of_varied(world: WorldRecord, change: Callable[[float], float]) -> WorldRecord:
    """The world with its target of another size in all states."""
    states = tuple((replace(state, scale=change(state.scale)),) for (state,) in world.states)
    return replace(world, states=states)


def test_an_object_larger_than_recorded_is_found(group_of: Callable[[str], QuestionGroup]) -> None:
    group = group_of("desk_2d")
    view = answer_of(group)
    (target,) = group.worlds[group.views[view].world].varied
    paint(group, view, world=lambda world: of_varied(world, lambda scale: 1.15 * scale))
    assert any(f"shows `{target}`" in fault for fault in faults(examine(group)))


def test_an_object_that_is_left_out_is_found(group_of: Callable[[str], QuestionGroup]) -> None:
    group = group_of("turn")
    view = answer_of(group)
    ids = np.asarray(Image.open(Path(group.folder) / "images" / f"{view}.ids.png"))
    largest = int(np.bincount(ids[ids >= 16]).argmax())
    world = group.worlds[group.views[view].world]
    name = next(thing.name for thing in world.objects if thing.id == largest)

    def without(world: WorldRecord) -> WorldRecord:
        return replace(world, objects=tuple(thing for thing in world.objects if thing.id != largest))

    paint(group, view, world=without)
    assert any(f"shows `{name}` in 0 pixels" in fault for fault in faults(examine(group)))


def test_an_object_in_question_of_which_too_little_is_seen_is_found(
    group_of: Callable[[str], QuestionGroup],
) -> None:
    """Enough pixels to count, but less than a quarter of it, and no other pixel where it should not be."""
    group = group_of("desk_2d")
    view = answer_of(group)
    world = group.worlds[group.views[view].world]
    path = Path(group.folder) / "images" / f"{view}.ids.png"
    ids = np.asarray(Image.open(path)).astype(np.uint16)
    asked = [thing for thing in world.objects if thing.name in {"origin", "x_axis", *world.varied}]
    largest = max(asked, key=lambda thing: np.count_nonzero(ids == thing.id))
    pixels = np.flatnonzero(ids == largest.id)
    assert len(pixels) > 250
    ids.ravel()[pixels[60:]] = SURFACE
    Image.fromarray(ids).save(path)
    messages = faults(examine(group))
    assert len(messages) == 2
    assert all("%" in message and f"of `{largest.name}`" in message for message in messages)


def test_what_touches_a_mask() -> None:
    mask = np.zeros((4, 5), dtype=bool)
    mask[0, 0] = mask[2, 4] = True
    expected = np.zeros((4, 5), dtype=bool)
    expected[:2, :2] = expected[1:, 3:] = True
    assert (beside(mask) == expected).all()
