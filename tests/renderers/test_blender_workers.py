"""Blender in long-lived workers: a scene is loaded once for all its views, nothing of it stays behind, and a
frame is the same whichever process made it and whatever that had rendered before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from handmade import box, ornament, shell
from test_farm import digests, members, until

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.output.pictures.choice import ChosenRenderer, choose
from spacenum_dsl.output.pictures.farm import FarmReport, FrameGroup, render_jobs
from spacenum_dsl.output.pictures.farm_worker import Shot
from spacenum_dsl.output.pictures.renderer import RENDERERS, Instance, Quality, Session, Stage
from spacenum_dsl.world.lighting import Lamp, Lighting

pytestmark = pytest.mark.long

CAMERAS = tuple(Camera((-3.2, -2.4, 1.6), yaw, -15.0, 75.0, 48, 48) for yaw in (30.0, 45.0))
LIGHTINGS = (
    Lighting((Lamp((0.0, 0.0, 2.9), (1.0, 1.0), 120.0),)),
    Lighting(
        (Lamp((1.0, 1.0, 2.8), (0.5, 0.5), 90.0), Lamp((-2.0, 0.0, 2.8), (0.5, 0.5), 60.0)), ambient=0.2
    ),
)
COLOURS = ("red", "blue", "green")


def stage(number: int) -> Stage:
    """One of many rooms that differ in meshes, paints, number of objects and lights."""
    things = [Instance(1, shell(8.0, 6.0, 3.0), (0.0, 0.0, 0.0), 0.0, 1.0, "white")]
    for k in range(1 + number % 3):
        mesh = ornament() if (number + k) % 2 else box((0.5, 0.5, 0.6))
        place = (-0.5 + 0.9 * k, 0.4 * number - 0.8, 0.0)
        things.append(Instance(2 + k, mesh, place, 20.0 * number, 1.0, COLOURS[(number + k) % 3]))
    return Stage(f"room {number}", tuple(things), LIGHTINGS[number % 2])


def build(number: int) -> tuple[Shot, ...]:
    return tuple((stage(number), camera) for camera in CAMERAS)


def render(
    out: Path, rooms: tuple[int, ...], memory: int | None = None, quality: Quality = "draft"
) -> FarmReport:
    choice = choose("blender", "cpu")
    if not isinstance(choice, ChosenRenderer):
        pytest.skip(f"{choice.message}; {choice.help[0]}")
    return render_jobs(
        (FrameGroup((f"{room}-a", f"{room}-b"), room) for room in rooms),
        total=2 * len(rooms),
        choice=choice,
        quality=quality,
        workers=1,
        threads=1,
        out=out,
        build=build,
        passes=True,
        progress=lambda done: None,
        memory=memory,
    )


@pytest.mark.long
def test_a_frame_is_the_same_whatever_its_worker_rendered_before(tmp_path: Path) -> None:
    """With one byte of memory allowed, each room has a worker of its own; all files have the same bytes."""
    rooms = (0, 1, 2)
    assert render(tmp_path / "one", rooms).written == 6
    assert render(tmp_path / "each", rooms[::-1], memory=1).written == 6
    assert len(digests(tmp_path / "one")) == 4 * 6
    assert digests(tmp_path / "one") == digests(tmp_path / "each")


def held() -> dict[str, int]:
    """How many blocks of each sort Blender holds."""
    import bpy

    sorts = ("objects", "meshes", "lights", "materials", "images", "worlds", "scenes", "node_groups")
    return {sort: len(getattr(bpy.data, sort)) for sort in sorts}


def test_a_scene_is_loaded_once_for_its_views_and_leaves_nothing(sessions: dict[str, Session | str]) -> None:
    session = sessions["blender"]
    if isinstance(session, str):
        pytest.skip(session)
    import bpy

    def objects() -> set[int]:
        return {thing.as_pointer() for thing in bpy.data.objects if thing.type == "MESH"}

    first, second = CAMERAS
    session.render(stage(0), first, passes=False)
    loaded = objects()
    session.render(stage(0), second, passes=True)
    assert objects() == loaded
    for number in range(6):
        session.render(stage(number), first, passes=False)
    before = held()
    assert before["objects"] == 2 + 3 + 2
    for number in range(18):
        session.render(stage(number), first, passes=False)
    assert held() == before


def test_a_frame_is_the_same_whatever_was_rendered_before(sessions: dict[str, Session | str]) -> None:
    """In one process; `test_a_frame_is_the_same_whatever_its_worker_rendered_before` has workers."""
    session = sessions["blender"]
    if isinstance(session, str):
        pytest.skip(session)
    first, *_, again = (session.render(stage(number), CAMERAS[0], passes=True) for number in (1, 0, 2, 1))
    for name in ("colour", "depth", "ids", "normals"):
        one, other = getattr(first, name), getattr(again, name)
        assert one is not None and np.array_equal(one, other), name


def test_a_process_that_has_loaded_blender_can_start_workers(
    sessions: dict[str, Session | str], tmp_path: Path
) -> None:
    """Blender puts folders on Python's path that workers get too; one of them holds another `bpy`."""
    if isinstance(sessions["blender"], str):
        pytest.skip(sessions["blender"])
    assert "bpy" in sys.modules
    report = render(tmp_path, (0,))
    assert report.diagnostics == ()
    assert report.written == 2


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_worker_in_the_middle_of_a_frame_ends_with_its_parent(tmp_path: Path) -> None:
    """Cycles holds Python's lock while it renders, so no thread of the worker could see the parent go."""
    blender = RENDERERS["blender"]
    if (lack := blender.missing()) is not None:
        pytest.skip(lack)
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\n"
        "import test_blender_workers as t\n"
        "if __name__ == '__main__':\n"
        f"    t.render(Path({str(tmp_path / 'out')!r}), (0, 1, 2), quality='high')\n"
    )
    command = [sys.executable, "-c", code]
    process = subprocess.Popen(command, start_new_session=True, env={**os.environ, "TMPDIR": str(tmp_path)})
    until((tmp_path / "out" / "0-a.png").exists, 120.0)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=10)
    until(lambda: not members(process.pid))
    report = render(tmp_path / "out", (0,))
    assert report.diagnostics == ()
    assert report.written == 2
