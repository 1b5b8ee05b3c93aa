"""Worker processes that never outlive the process that started them, however that ends.

They are fresh processes, never forks. Ctrl-C is for the parent, which ends them: they are started with it
blocked, so that none stops in the middle of a word to print a traceback. A parent that is killed takes them
with it.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

PARENT_DIES = 1
"""Linux's PR_SET_PDEATHSIG: the signal that a process gets when its parent dies."""


def end_with_parent() -> None:
    """End this process when its parent does, so that no orphan works on.

    Linux kills it at once; a thread that waits for the parent does the same elsewhere, and for a parent that
    was gone before Linux was asked.
    """
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIES, signal.SIGKILL)
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def computed(pid: int) -> float | None:
    """Seconds of processor time that a process has used; nothing where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Processes and threads that are started meanwhile have Ctrl-C blocked for good."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Pool(ProcessPoolExecutor):
    """An executor whose workers come and go as this module says. Tasks are handed to it by one thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        with without_interrupts():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def pool(workers: int) -> Iterator[Pool]:
    """Workers for a while. An exception that ends it ends them in the middle of their work."""
    others = set(active_children())
    context = multiprocessing.get_context("spawn")
    with Pool(workers, mp_context=context, initializer=end_with_parent) as made:
        try:
            yield made
        except BaseException:
            made.shutdown(wait=False, cancel_futures=True)
            for process in set(active_children()) - others:
                process.kill()
            raise
