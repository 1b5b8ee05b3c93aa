"""The render farm: many frames by a few worker processes, whatever happens to one of them.

Workers are fresh processes (never forks: Blender does not survive one) that open a renderer once. Groups are
taken from an iterator as workers become free, so memory does not grow with their number. A frame whose
worker dies is tried again on a new worker; a frame that raises is reported with its traceback; what is
written stays. The farm prints nothing: `progress` hears of every frame.
"""

from __future__ import annotations

import errno
import multiprocessing
import signal
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.output.farm_worker import (
    Broken,
    Build,
    Failed,
    Finished,
    Order,
    Ready,
    Task,
    Unwritable,
    Written,
    partial,
    work,
)
from spacenum_dsl.output.lock import locked
from spacenum_dsl.output.renderer import Quality, Renderer

TRIES = 3
"""How often a frame is tried whose worker dies."""
MEMORY = 4 * 1024**3
"""Bytes beyond which a worker is replaced when it has finished a group."""
PATIENCE = 10.0
"""Seconds that workers get to close their renderer before they are ended."""

IN_USE = declare(
    "SN550",
    "pictures folder in use",
    "Another process is rendering into the same folder. Wait for it, end it, or give another folder. The lock"
    " belongs to the process: it is gone when that ends, even if it was killed.",
)
DISK_FULL = declare(
    "SN551",
    "disk full",
    "There was no space left for a picture. All pictures written before are whole; free some space and run"
    " the same command again, which goes on where this one stopped.",
)
NOT_WRITABLE = declare(
    "SN552",
    "pictures folder not writable",
    "A picture could not be written: the folder is missing rights, or its disk fails. All pictures written"
    " before are whole; the same command goes on where this one stopped.",
)
NO_RENDERER = declare(
    "SN553",
    "renderer not available",
    "The renderer is unknown, lacks something that it needs on this computer, or could not be started. The"
    " message says which, and what to install.",
)
FRAMES_FAILED = declare(
    "SN554",
    "pictures failed",
    "Some pictures could not be rendered: rendering them raised an error, or ended the worker process each of"
    " the times it was tried. All other pictures are there; the same command tries the missing ones again.",
)


@dataclass(frozen=True)
class Group:
    """Frames of one stage: their names (paths below the folder, without ending), and what `build` gets.

    `build(payload)` runs in the worker and gives the stage and one camera per name, in the same order. It
    must be a function at the top level of a module, and the payload must survive pickling.
    """

    names: tuple[str, ...]
    payload: object


@dataclass(frozen=True)
class Done:
    """How far the farm is after frame `name`: `done` of `total` are written or `failed`."""

    done: int
    total: int
    failed: int
    name: str


@dataclass(frozen=True)
class Failure:
    """A frame that could not be rendered, and why: a traceback, or how its worker died."""

    name: str
    reason: str


@dataclass(frozen=True)
class FarmReport:
    """What came of it. With errors in `diagnostics`, frames may be missing; those written are whole."""

    written: int
    failures: tuple[Failure, ...]
    diagnostics: tuple[Diagnostic, ...]


def render_jobs(
    groups: Iterable[Group],
    *,
    total: int,
    renderer: str,
    quality: Quality,
    workers: int,
    threads: int,
    out: Path,
    build: Build,
    passes: bool,
    progress: Callable[[Done], None],
) -> FarmReport:
    """Render all frames of all groups into a folder, by `workers` processes of `threads` threads each.

    `total` is the number of frames, for progress only. Frames that exist already are for the caller to leave
    out. An interruption (Ctrl-C) ends all workers and goes on upwards.
    """
    fault = _unavailable(renderer)
    if fault is not None:
        return FarmReport(0, (), (fault,))
    with ExitStack() as held:
        try:
            if not held.enter_context(locked(out)):
                message = f"another process is rendering into {out}"
                ways = ("wait until it has finished", "give another folder")
                return FarmReport(0, (), (Diagnostic(IN_USE, message, help=ways),))
            for left in out.rglob(".*.part"):
                left.unlink()
        except OSError as error:
            return FarmReport(0, (), (_not_written(error.errno or 0, error.strerror or str(error), out),))
        scratch = held.enter_context(tempfile.TemporaryDirectory(prefix="spacenum-farm-"))
        order = Order(renderer, quality, threads, out, Path(scratch), build, passes)
        return _Farm(order, iter(groups), total, progress).run(workers)


def _unavailable(name: str) -> Diagnostic | None:
    registry.load()
    renderer: Renderer | None = registry.find("renderer", name)
    if renderer is None:
        known = ", ".join(f"`{each}`" for each in registry.every("renderer")) or "none"
        return Diagnostic(NO_RENDERER, f"unknown renderer `{name}`", help=(f"known renderers: {known}",))
    lack = renderer.missing()
    return (
        None if lack is None else Diagnostic(NO_RENDERER, f"renderer `{name}` can't run here", help=(lack,))
    )


def _not_written(number: int, reason: str, path: Path) -> Diagnostic:
    if number in {errno.ENOSPC, errno.EDQUOT}:
        ways = ("free some space, then run the same command again: it goes on where this one stopped",)
        return Diagnostic(DISK_FULL, f"no space left for {path}", help=ways)
    ways = ("make the folder writable, or give another one",)
    return Diagnostic(NOT_WRITABLE, f"could not write {path}: {reason}", help=ways)


@dataclass(eq=False)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    task: Task | None = None
    left: deque[int] = field(default_factory=deque)


class _Farm:
    def __init__(
        self, order: Order, groups: Iterator[Group], total: int, progress: Callable[[Done], None]
    ) -> None:
        self._order = order
        self._groups = groups
        self._total = total
        self._progress = progress
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[Task] = deque()
        self._deaths: Counter[str] = Counter()
        self._stillborn = 0
        self._written = 0
        self._failures: list[Failure] = []
        self._fault: Diagnostic | None = None

    def run(self, count: int) -> FarmReport:
        try:
            self._fetch(count)
            while self._fault is None and (self._waiting or self._busy()):
                for worker in self._idle():
                    if worker.ready and self._waiting:
                        self._give(worker, self._waiting.popleft())
                while len(self._workers) < count and len(self._idle()) < len(self._waiting):
                    self._start()
                self._listen()
                self._fetch(count)
        finally:
            self._end()
        faults = [self._fault] if self._fault is not None else []
        if self._failures:
            faults.append(self._failed())
        return FarmReport(self._written, tuple(self._failures), tuple(faults))

    def _fetch(self, count: int) -> None:
        """Have one task ready per worker; no more, so that groups are made when they are needed."""
        while len(self._waiting) < count and (group := next(self._groups, None)) is not None:
            if group.names:
                self._waiting.append(Task(group.payload, group.names, tuple(range(len(group.names)))))

    def _busy(self) -> bool:
        return any(worker.task is not None for worker in self._workers)

    def _idle(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.task is None]

    def _start(self) -> None:
        """A new worker. It is started with interrupts blocked: Ctrl-C is for the parent, which ends it."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(self._order, theirs), daemon=True)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
            self._workers.append(_Worker(process, ours))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()

    def _give(self, worker: _Worker, task: Task) -> None:
        worker.task, worker.left = task, deque(task.wanted)
        try:
            worker.pipe.send(task)
        except (BrokenPipeError, ConnectionResetError):
            self._bury(worker)

    def _listen(self) -> None:
        """Wait until workers say something, and take it in."""
        heard = wait([worker.pipe for worker in self._workers])
        for worker in [each for each in self._workers if each.pipe in heard]:
            try:
                message = worker.pipe.recv()
            except (EOFError, ConnectionResetError):
                self._bury(worker)
            else:
                self._take(worker, message)

    def _take(self, worker: _Worker, message: object) -> None:
        match message:
            case Ready():
                worker.ready, self._stillborn = True, 0
            case Broken(reason):
                text = f"renderer `{self._order.renderer}` stopped working"
                self._fault = Diagnostic(NO_RENDERER, text, notes=(reason.strip(),))
            case Written(index):
                self._written += 1
                self._over(worker, index)
            case Failed(index, reason):
                self._fail(worker, index, reason.strip())
            case Unwritable(number, reason, name):
                self._fault = _not_written(number, reason, self._order.out / f"{name}.png")
            case Finished(memory):
                worker.task = None
                if memory > MEMORY:
                    self._dismiss(worker)

    def _over(self, worker: _Worker, index: int) -> None:
        if worker.task is None:
            raise RuntimeError("a worker reports a frame that it was not given")
        worker.left.remove(index)
        done = self._written + len(self._failures)
        self._progress(Done(done, self._total, len(self._failures), worker.task.names[index]))

    def _fail(self, worker: _Worker, index: int, reason: str) -> None:
        if worker.task is None:
            raise RuntimeError("a worker reports a frame that it was not given")
        self._failures.append(Failure(worker.task.names[index], reason))
        self._over(worker, index)

    def _bury(self, worker: _Worker) -> None:
        """A worker died: the frame that it was on is to blame, and all that it had left is tried again."""
        worker.process.join()
        cause = _cause(worker.process.exitcode or 0)
        task = worker.task
        if task is not None and worker.left:
            index = worker.left[0]
            name = task.names[index]
            partial(self._order.out / name).unlink(missing_ok=True)
            self._deaths[name] += 1
            if self._deaths[name] >= TRIES:
                self._fail(worker, index, f"the worker process {cause}, {TRIES} times in a row")
                del self._deaths[name]
            if worker.left:
                self._waiting.appendleft(Task(task.payload, task.names, tuple(worker.left)))
        elif not worker.ready:
            self._stillborn += 1
            if self._stillborn >= TRIES:
                text = f"renderer `{self._order.renderer}` can't be started: its process {cause}"
                self._fault = Diagnostic(NO_RENDERER, text)
        worker.pipe.close()
        self._workers.remove(worker)

    def _dismiss(self, worker: _Worker) -> None:
        _ask_to_go(worker)
        worker.process.join(PATIENCE)
        worker.process.kill()
        worker.pipe.close()
        self._workers.remove(worker)

    def _end(self) -> None:
        """Let idle workers close their renderer; end those that are in the middle of something."""
        for worker in self._workers:
            if worker.task is None and worker.ready:
                _ask_to_go(worker)
            else:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join(PATIENCE)
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
            for name in worker.task.names if worker.task else ():
                partial(self._order.out / name).unlink(missing_ok=True)

    def _failed(self) -> Diagnostic:
        first = self._failures[0]
        more = f" and {len(self._failures) - 1} more" if len(self._failures) > 1 else ""
        message = f"could not render `{first.name}`{more}"
        return Diagnostic(FRAMES_FAILED, message, notes=(f"`{first.name}`: {first.reason}",))


def _ask_to_go(worker: _Worker) -> None:
    """A worker that has gone already needs no word."""
    try:
        worker.pipe.send(None)
    except (BrokenPipeError, ConnectionResetError):
        return


def _cause(code: int) -> str:
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
