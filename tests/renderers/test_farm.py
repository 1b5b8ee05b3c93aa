"""The farm loses nothing: dead workers, frames that raise, full disks, two farms at once, interruptions."""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import growing  # noqa: F401  its renderer, in workers too
import numpy as np
import pytest
import reluctant
from PIL import Image, ImageSequence
from spacenum_renderers import raycast

from spacenum_dsl.base import registry
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Box, Part, mesh_of
from spacenum_dsl.output.locks import reserved
from spacenum_dsl.output.pictures import farm, farm_worker
from spacenum_dsl.output.pictures.choice import ChosenRenderer, choose
from spacenum_dsl.output.pictures.farm import (
    LEAST_MEMORY,
    MOST_MEMORY,
    Done,
    FarmReport,
    FrameGroup,
    fair_share,
    render_jobs,
)
from spacenum_dsl.output.pictures.farm_worker import Shot
from spacenum_dsl.output.pictures.renderer import RENDERERS, Instance, Stage
from spacenum_dsl.world.lighting import Lamp, Lighting

pytestmark = pytest.mark.long

CUBE = mesh_of((Part(Box((1.0, 1.0, 1.0)), at=(0.0, 0.0, 0.5)),))
CAMERA = Camera((-3.0, 0.0, 0.5), 0.0, 0.0, 60.0, 32, 24)


@dataclass(frozen=True)
class Plan:
    """What `build` does in the worker: `fault` names a mishap, which happens the first `times` times."""

    key: str
    shots: int = 1
    fault: str = ""
    marks: Path = Path()
    times: int = 0


def build(plan: Plan) -> tuple[Shot, ...]:
    if plan.fault and len(list(plan.marks.iterdir())) < plan.times:
        (plan.marks / str(time.monotonic_ns())).touch()
        _mishap(plan)
    stage = Stage(
        plan.key,
        (Instance(7, CUBE, (0.0, 0.0, 0.0), 0.0, 1.0, "red"),),
        Lighting((Lamp((0, 0, 3), (1, 1), 40),)),
    )
    cameras = (Camera(CAMERA.position, 3.0 * k, 0.0, 60.0, 32, 24) for k in range(plan.shots))
    return tuple((stage, camera) for camera in cameras)


def _mishap(plan: Plan) -> None:
    match plan.fault:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "raise":
            raise ValueError("no such world")
        case "full":
            _fill_disk()
        case "no room":
            farm_worker.LEAST_SPACE = sys.maxsize
            raycast._look = _broken
        case "sleep":
            time.sleep(60)


def _broken(*_: object) -> None:
    raise RuntimeError("cannot write colour.png")


def _fill_disk() -> None:
    def write(_self: Path, _target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    Path.replace = write  # type: ignore[method-assign,assignment]


def groups(*plans: Plan) -> list[FrameGroup]:
    return [FrameGroup(tuple(f"{plan.key}-{k}" for k in range(plan.shots)), plan) for plan in plans]


def chosen(renderer: str = "raycast") -> ChosenRenderer:
    choice = choose(renderer)
    assert isinstance(choice, ChosenRenderer)
    return choice


def run(
    out: Path,
    *plans: Plan,
    workers: int = 1,
    passes: bool = False,
    seen: list[Done] | None = None,
    renderer: str = "raycast",
    memory: int | None = None,
    silence: float = 600.0,
) -> FarmReport:
    with reserved(out) as fault:
        if fault is not None:
            return FarmReport(0, (), (fault,))
        return render_jobs(
            groups(*plans),
            total=sum(plan.shots for plan in plans),
            choice=chosen(renderer),
            quality="draft",
            workers=workers,
            threads=1,
            out=out,
            build=build,
            passes=passes,
            progress=(seen if seen is not None else []).append,
            memory=memory,
            silence=silence,
        )


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    folder = tmp_path / "marks"
    folder.mkdir()
    return folder


def test_writes_every_frame_and_tells_of_each(tmp_path: Path) -> None:
    seen: list[Done] = []
    report = run(tmp_path / "out", Plan("a", 2), Plan("b", 1), seen=seen)
    assert (report.written, report.failures, report.diagnostics) == (3, (), ())
    assert [(each.done, each.total, each.failed, each.name) for each in seen] == [
        (1, 3, 0, "a-0"),
        (2, 3, 0, "a-1"),
        (3, 3, 0, "b-0"),
    ]
    assert sorted(digests(tmp_path / "out")) == ["a-0.png", "a-1.png", "b-0.png"]


def test_same_bytes_with_one_and_two_workers_and_passes_without_loss(tmp_path: Path) -> None:
    plans = [Plan(key, 2) for key in "abcd"]
    run(tmp_path / "one", *plans, workers=1, passes=True)
    run(tmp_path / "two", *plans, workers=2, passes=True)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    registry.load()
    with RENDERERS["raycast"].open("draft", 1) as session:
        frame = session.render(*build(plans[0])[1], passes=True)
    depth = np.asarray(Image.open(tmp_path / "one" / "a-1.depth.tiff"))
    ids = np.asarray(Image.open(tmp_path / "one" / "a-1.ids.png"))
    assert depth.dtype == np.float32
    assert np.array_equal(depth, frame.depth)
    assert np.isinf(depth).any()
    assert np.array_equal(ids, frame.ids)
    with Image.open(tmp_path / "one" / "a-1.normals.tiff") as file:
        axes = [np.asarray(axis) for axis in ImageSequence.Iterator(file)]
    assert [axis.dtype for axis in axes] == [np.float32] * 3
    assert np.array_equal(np.stack(axes, axis=-1), frame.normals)
    assert np.array_equal(np.asarray(Image.open(tmp_path / "one" / "a-1.png")), frame.colour)


@pytest.mark.parametrize("fault", ["kill", pytest.param("exit", marks=pytest.mark.long)])
def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path, marks: Path, fault: str) -> None:
    report = run(tmp_path / "out", Plan("a"), Plan("b", 2, fault, marks, times=1), Plan("c"))
    assert (report.written, report.failures, report.diagnostics) == (4, (), ())


def test_a_frame_that_kills_three_workers_is_reported_and_the_others_go_on(
    tmp_path: Path, marks: Path
) -> None:
    seen: list[Done] = []
    report = run(tmp_path / "out", Plan("a", 2, "kill", marks, times=3), Plan("b"), seen=seen)
    assert report.written == 2
    assert [each.name for each in report.failures] == ["a-0"]
    assert "SIGKILL" in report.failures[0].reason
    assert [each.code for each in report.diagnostics] == ["SN554"]
    assert seen[-1].done == 3
    assert sorted(digests(tmp_path / "out")) == ["a-1.png", "b-0.png"]


def test_an_exception_comes_back_with_its_traceback(tmp_path: Path, marks: Path) -> None:
    report = run(tmp_path / "out", Plan("a", 1, "raise", marks, times=1), Plan("b"))
    assert report.written == 1
    assert "in _mishap" in report.failures[0].reason
    assert "ValueError: no such world" in report.failures[0].reason


def test_a_full_disk_stops_with_what_was_written_whole(tmp_path: Path, marks: Path) -> None:
    report = run(tmp_path / "out", Plan("a", 2), Plan("b", 2, "full", marks, times=1), Plan("c"))
    assert report.written == 2
    assert [each.code for each in report.diagnostics] == ["SN551"]
    assert sorted(digests(tmp_path / "out")) == ["a-0.png", "a-1.png"]


def test_a_renderer_that_fails_for_want_of_space_stops_the_farm(tmp_path: Path, marks: Path) -> None:
    """It says so in its own words; the farm looks at the disk of the temporary files."""
    report = run(tmp_path / "out", Plan("a"), Plan("b", 2, "no room", marks, times=1), Plan("c"))
    assert [each.code for each in report.diagnostics] == ["SN551"]
    assert "spacenum-farm-" in report.diagnostics[0].message
    assert sorted(digests(tmp_path / "out")) == ["a-0.png"]


def test_an_unwritable_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    report = run(tmp_path / "file", Plan("a"))
    assert [each.code for each in report.diagnostics] == ["SN552"]
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a-0.png").mkdir()
    report = run(tmp_path / "out", Plan("a"))
    assert [each.code for each in report.diagnostics] == ["SN552"]


def test_an_unknown_renderer_is_said() -> None:
    fault = choose("crayon")
    assert isinstance(fault, Diagnostic)
    assert fault.code == "SN553"
    assert "`raycast`" in fault.help[0]


def holders(out: Path) -> list[int]:
    """The processes that rendered a folder's frames, as `growing` writes them into the first pixel."""
    pictures = (np.asarray(Image.open(path)) for path in sorted(out.glob("*.png")))
    return [int.from_bytes(picture[0, 0].tobytes(), "big") for picture in pictures]


@pytest.mark.parametrize(
    ("limit", "replaced"), [(600 * 2**20, True), pytest.param(8 * 2**30, False, marks=pytest.mark.long)]
)
def test_a_worker_that_holds_too_much_is_replaced(tmp_path: Path, limit: int, replaced: bool) -> None:
    """Each frame of this renderer holds 120 MB for ever, so no worker gets to ten below 600 MB."""
    plans = [Plan(f"g{k}") for k in range(10)]
    report = run(tmp_path / "out", *plans, renderer="growing", memory=limit)
    assert (report.written, report.diagnostics) == (10, ())
    found = Counter(holders(tmp_path / "out"))
    assert (len(found) > 1) is replaced
    if replaced:
        assert max(found.values()) <= 5


@pytest.mark.slow
def test_a_limit_below_a_worker_s_own_size_costs_time_only(tmp_path: Path) -> None:
    """With one byte allowed each group has a process of its own, and the files have the same bytes."""
    plans = [Plan(key, 2) for key in "abc"]
    assert run(tmp_path / "tiny", *plans, memory=1).written == 6
    assert run(tmp_path / "grown", *plans[:2], renderer="growing", memory=1).written == 4
    run(tmp_path / "free", *plans)
    assert digests(tmp_path / "tiny") == digests(tmp_path / "free")
    assert list(Counter(holders(tmp_path / "grown")).values()) == [2, 2]


@pytest.mark.parametrize("dies", [False, pytest.param(True, marks=pytest.mark.long)])
def test_workers_that_do_not_start_beside_one_that_did_cost_time_only(
    tmp_path: Path, marks: Path, monkeypatch: pytest.MonkeyPatch, dies: bool
) -> None:
    """A computer that has room for one worker only renders with that one."""
    (marks / "1").touch()
    monkeypatch.setenv(reluctant.MARKS, str(marks))
    if dies:
        monkeypatch.setenv("RELUCTANT_DIES", "1")
    plans = [Plan(f"g{k}") for k in range(8)]
    report = run(tmp_path / "out", *plans, workers=3, renderer="reluctant")
    assert (report.written, report.failures, report.diagnostics) == (8, (), ())


@pytest.mark.parametrize(
    ("dies", "note"), [(False, "MemoryError: no room for another one"), (True, "ended with status 1")]
)
def test_a_renderer_that_never_starts_is_said_with_its_reason(
    tmp_path: Path, marks: Path, monkeypatch: pytest.MonkeyPatch, dies: bool, note: str
) -> None:
    monkeypatch.setenv(reluctant.MARKS, str(marks))
    if dies:
        monkeypatch.setenv("RELUCTANT_DIES", "1")
    (fault,) = run(tmp_path / "out", Plan("a"), workers=2, renderer="reluctant").diagnostics
    assert fault.code == "SN553"
    assert note in "\n".join(fault.notes)


def test_a_slow_worker_is_not_taken_for_a_hung_one(
    tmp_path: Path, marks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is heard for longer than it may be silent; the processor time that it uses goes on growing."""
    ticks = itertools.count(1)
    monkeypatch.setattr(farm, "computed", lambda pid: next(ticks) * 0.0101)
    report = run(tmp_path / "out", Plan("b"), silence=1.0)
    assert (report.written, report.failures, report.diagnostics) == (1, (), ())


def test_the_limit_of_memory_is_a_share_of_the_computer() -> None:
    assert fair_share(10_000) == LEAST_MEMORY
    assert LEAST_MEMORY <= fair_share(2) <= fair_share(1) <= MOST_MEMORY


@pytest.mark.long
def test_a_worker_that_hangs_is_ended_and_its_frame_tried_again(tmp_path: Path, marks: Path) -> None:
    """The first build sleeps for a minute; nothing is heard for the seconds that it may be silent."""
    report = run(tmp_path / "out", Plan("a"), Plan("b", 1, "sleep", marks, times=1), silence=15.0)
    assert (report.written, report.failures, report.diagnostics) == (2, (), ())


def farm_in_another_process(out: Path, marks: Path) -> subprocess.Popen[bytes]:
    """A farm that writes `a-0` and then hangs in the worker of `b`."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import signal\n"
        "from pathlib import Path\n"
        "import test_farm as t\n"
        "if __name__ == '__main__':\n"
        "    signal.signal(signal.SIGINT, signal.default_int_handler)  # shells ignore it in the background\n"
        f"    t.run(Path({str(out)!r}), t.Plan('a'), t.Plan('b', 1, 'sleep', Path({str(marks)!r}), 1))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(marks.parent)},
    )
    until(lambda: any(marks.iterdir()))
    return process


def until(happens: object, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not happens():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def members(session: int) -> list[int]:
    """Processes of a session that are not dead."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] not in {"Z", "X"}:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize(
    "ending",
    [
        pytest.param(signal.SIGINT, marks=pytest.mark.long),
        pytest.param(signal.SIGTERM, marks=pytest.mark.long),
        signal.SIGKILL,
    ],
)
def test_no_orphans_the_lock_goes_and_the_rest_can_be_made(
    tmp_path: Path, marks: Path, ending: signal.Signals
) -> None:
    out = tmp_path / "out"
    process = farm_in_another_process(out, marks)
    assert [each.code for each in run(out, Plan("c")).diagnostics] == ["SN550"]
    process.send_signal(ending)
    process.wait(timeout=10)
    until(lambda: not members(process.pid))
    assert (out / "a-0.png").exists()
    assert not (out / "c-0.png").exists()
    report = run(out, Plan("b"))
    assert (report.written, report.diagnostics) == (1, ())
    assert sorted(digests(out)) == ["a-0.png", "b-0.png"]


def test_groups_are_taken_when_they_are_needed(tmp_path: Path) -> None:
    ahead: list[int] = []
    made = 0
    over = 0

    def lazily() -> object:
        nonlocal made
        for group in groups(*(Plan(f"g{k}") for k in range(12))):
            made += 1
            ahead.append(made - over)
            yield group

    def progress(done: Done) -> None:
        nonlocal over
        over = done.done

    report = render_jobs(
        lazily(),  # type: ignore[arg-type]
        total=12,
        choice=chosen(),
        quality="draft",
        workers=2,
        threads=1,
        out=tmp_path,
        build=build,
        passes=False,
        progress=progress,
    )
    assert report.written == 12
    assert max(ahead) <= 5
