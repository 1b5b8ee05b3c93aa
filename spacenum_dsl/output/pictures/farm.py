"""The render farm: many frames by a few worker processes, whatever happens to one of them.

Workers are fresh processes (never forks: Blender does not survive one) that open a renderer once. Groups are
taken from an iterator as workers become free, so memory does not grow with their number. A worker that holds
too much memory is replaced, one that says nothing for too long is ended. A frame whose worker dies is tried
again on a new worker; a frame that raises is reported with its traceback; what is written stays. The farm
prints nothing: `progress` hears of every frame.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from spacenum_dsl.base.diagnostics import Diagnostic, declare
from spacenum_dsl.base.processes import computed, without_interrupts
from spacenum_dsl.output.locks import not_written
from spacenum_dsl.output.pictures.choice import NO_RENDERER, ChosenRenderer
from spacenum_dsl.output.pictures.farm_worker import (
    Broken,
    Build,
    Finished,
    FrameFailed,
    FrameWritten,
    Order,
    Ready,
    Task,
    Unwritable,
    partial,
    work,
)
from spacenum_dsl.output.pictures.renderer import Quality
from spacenum_dsl.output.records.leftovers import scratch

TRIES = 3
"""How often a frame is tried whose worker dies."""
PATIENCE = 10.0
"""Seconds that workers get to close their renderer before they are ended."""
SILENCE = 3600.0
"""Seconds without a word after which a worker that should work is taken for hung and ended, if it does not
compute, or has computed for so long. On a busy computer one that is merely slow lives."""
IDLE = 0.01
"""Share of that time for which a worker that is not hung computes at least."""
LEAST_MEMORY, MOST_MEMORY = 1024**3, 4 * 1024**3
"""Bytes between which a worker's limit of memory lies unless it is given."""
SHARE = 0.8
"""Share of a computer's memory that all workers may fill together."""

FRAMES_FAILED = declare(
    "SN554",
    "pictures failed",
    "Some pictures could not be rendered: rendering them raised an error, or ended the worker process each of"
    " the times it was tried. All other pictures are there; the same command tries the missing ones again.",
)


@dataclass(frozen=True)
class FrameGroup:
    """Frames that share a scene: their names (paths below the folder, without ending), and what `build` gets.

    `build(payload)` runs in the worker and gives a stage and a camera for each name, in the same order;
    frames of one stage should stand together, as each change of stage loads another. It must be a function
    at the top level of a module, and the payload must survive pickling.
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
    groups: Iterable[FrameGroup],
    *,
    total: int,
    choice: ChosenRenderer,
    quality: Quality,
    workers: int,
    threads: int,
    out: Path,
    build: Build,
    passes: bool,
    progress: Callable[[Done], None],
    memory: int | None = None,
    silence: float = SILENCE,
) -> FarmReport:
    """Render all frames of all groups into a folder, by `workers` processes of `threads` threads each.

    `total` is the number of frames, for progress only. Frames that exist already are for the caller to leave
    out, and so is the care that no one else renders into the folder (`reserved`). A worker that holds more
    than `memory` bytes after a group is replaced; without a number, each may fill its share of the computer.
    An interruption (Ctrl-C) ends all workers and goes on upwards.
    """
    limit = fair_share(workers) if memory is None else memory
    with scratch() as folder:
        order = Order(choice.renderer.name, quality, threads, choice.device, out, folder, build, passes)
        return _Farm(order, iter(groups), total, progress, limit, silence).run(workers)


def fair_share(workers: int) -> int:
    """Bytes that each of so many workers may hold on this computer."""
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min(max(int(SHARE * whole / workers), LEAST_MEMORY), MOST_MEMORY)


@dataclass(eq=False)
class _Worker:
    """A process as the parent knows it: `heard` of last, `looked` at last when it had `computed` so many
    seconds, of them `silent` ones since it was heard of. `reason` is what it said of its own end."""

    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    task: Task | None = None
    left: deque[int] = field(default_factory=deque)
    heard: float = field(default_factory=time.monotonic)
    looked: float = field(default_factory=time.monotonic)
    computed: float = 0.0
    silent: float = 0.0
    hung: bool = False
    reason: str = ""


class _Farm:
    def __init__(
        self,
        order: Order,
        groups: Iterator[FrameGroup],
        total: int,
        progress: Callable[[Done], None],
        memory: int,
        silence: float,
    ) -> None:
        self._order = order
        self._groups = groups
        self._total = total
        self._progress = progress
        self._memory = memory
        self._silence = silence
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[Task] = deque()
        self._crashes: Counter[str] = Counter()
        self._most = 0
        self._start_failures: list[str] = []
        self._written = 0
        self._failures: list[Failure] = []
        self._fault: Diagnostic | None = None

    def run(self, count: int) -> FarmReport:
        self._most = count
        try:
            self._fetch(count)
            while self._fault is None and (self._waiting or self._busy()):
                for worker in self._idle():
                    if worker.ready and self._waiting:
                        self._give(worker, self._waiting.popleft())
                while len(self._workers) < self._most and len(self._idle()) < len(self._waiting):
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
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(self._order, theirs), daemon=True)
        with without_interrupts():
            process.start()
            self._workers.append(_Worker(process, ours))
        theirs.close()

    def _give(self, worker: _Worker, task: Task) -> None:
        worker.task, worker.left = task, deque(task.wanted)
        _heard(worker, time.monotonic())
        try:
            worker.pipe.send(task)
        except (BrokenPipeError, ConnectionResetError):
            self._reap(worker)

    def _listen(self) -> None:
        """Wait until workers say something, take it in, and end those that should have."""
        heard = wait([worker.pipe for worker in self._workers], self._silence)
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.pipe in heard:
                _heard(worker, now)
                try:
                    message = worker.pipe.recv()
                except (EOFError, OSError):
                    self._reap(worker)
                else:
                    self._take(worker, message)
            elif (worker.task is not None or not worker.ready) and self._hangs(worker, now):
                worker.hung = True
                worker.process.kill()
                self._reap(worker)

    def _hangs(self, worker: _Worker, now: float) -> bool:
        """Whether a worker that says nothing does not compute either, or does so without end."""
        if now - worker.looked < self._silence:
            return False
        seconds = computed(worker.process.pid or 0)
        if seconds is None:
            return now - worker.heard >= self._silence
        used = seconds - worker.computed
        worker.silent += used
        idle = used < IDLE * (now - worker.looked)
        worker.looked, worker.computed = now, seconds
        return idle or worker.silent >= self._silence * self._order.threads

    def _take(self, worker: _Worker, message: object) -> None:
        match message:
            case Ready():
                worker.ready = True
                self._start_failures.clear()
            case Broken(reason):
                worker.reason = reason.strip()
            case FrameWritten(index):
                self._written += 1
                self._over(worker, index)
            case FrameFailed(index, reason):
                self._fail(worker, index, reason.strip())
            case Unwritable(number, reason, path):
                self._fault = not_written(OSError(number, reason), path)
            case Finished(memory):
                worker.task = None
                if memory > self._memory:
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

    def _reap(self, worker: _Worker) -> None:
        """A worker died: the frame that it was on is to blame, and all that it had left is tried again."""
        worker.process.join()
        cause = _cause(worker)
        task = worker.task
        if task is not None and worker.left:
            index = worker.left[0]
            name = task.names[index]
            partial(self._order.out / name).unlink(missing_ok=True)
            self._crashes[name] += 1
            if self._crashes[name] >= TRIES:
                died = f"the worker process {cause}, {TRIES} times in a row"
                self._fail(worker, index, "\n".join(filter(None, (died, worker.reason))))
                del self._crashes[name]
            if worker.left:
                self._waiting.appendleft(Task(task.payload, task.names, tuple(worker.left)))
        worker.pipe.close()
        self._workers.remove(worker)
        if not worker.ready:
            self._not_started(worker, cause)

    def _not_started(self, worker: _Worker, cause: str) -> None:
        """Go on with those that did start, as a computer may have room for no more. Without any, try again
        what died without a word, and believe what says why it can't."""
        self._start_failures.append(worker.reason or f"its process {cause}")
        others = len(self._workers)
        if any(other.ready for other in self._workers):
            self._most = others
        elif not others and (worker.reason or len(self._start_failures) >= TRIES):
            text = f"renderer `{self._order.renderer}` can't be started"
            self._fault = Diagnostic(NO_RENDERER, text, notes=tuple(dict.fromkeys(self._start_failures)))
        else:
            self._most = max(1, others)

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


def _heard(worker: _Worker, now: float) -> None:
    worker.heard = worker.looked = now
    worker.computed, worker.silent = computed(worker.process.pid or 0) or 0.0, 0.0


def _ask_to_go(worker: _Worker) -> None:
    """A worker that has gone already needs no word."""
    try:
        worker.pipe.send(None)
    except (BrokenPipeError, ConnectionResetError):
        return


def _cause(worker: _Worker) -> str:
    code = worker.process.exitcode or 0
    if worker.hung:
        return "said nothing for too long"
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
