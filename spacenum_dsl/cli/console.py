"""Talks to the user: diagnostics, progress, colours. Nothing else prints or exits.

Results go to standard output, everything else to standard error. Colours appear on terminals only, unless
`NO_COLOR` or `FORCE_COLOR` say otherwise. A reader that goes away (`| head -1`) costs no work.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn, Protocol

import click

from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.base.render_diagnostics import render, summary, to_json

USER = 2
"""Exit code for the user's fault."""

FAILURE = 1
"""Exit code for what the user can't help: a worker that died, a check that a compiled question fails."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

NOT_THE_USERS = ("SN504", "SN554", "SN558", "SN601", "SN602", "SN616", "SN634")

WIDE = 60
"""Columns of a terminal on which a bar has room for its numbers."""

PLAIN_EVERY = 2.0
"""Seconds between progress lines where there is no terminal."""


def coloured() -> bool:
    """Whether messages are coloured."""
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stderr.isatty() or bool(os.environ.get("FORCE_COLOR"))


def tell(text: str, *, newline: bool = True) -> None:
    """Results, on standard output."""
    _write(text, newline=newline, err=False)


def say(text: str) -> None:
    """A line beside the results."""
    _write(text, newline=True, err=True)


def _write(text: str, *, newline: bool, err: bool) -> None:
    try:
        click.echo(text, nl=newline, err=err, color=coloured() if err else None)
    except BrokenPipeError:
        stream = sys.stderr if err else sys.stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report(diagnostics: Sequence[Diagnostic], *, as_json: bool = False) -> None:
    """Print diagnostics: for people on standard error, for machines on standard output."""
    if as_json:
        tell(json.dumps(to_json(diagnostics), indent=2, ensure_ascii=False))
    elif diagnostics:
        say(render(diagnostics, colour=coloured()))
        say(summary(diagnostics))


def exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    """0 without errors, else whose fault the first one is."""
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
    if not errors:
        return 0
    return FAILURE if all(error.code in NOT_THE_USERS for error in errors) else USER


def stop_on_errors(diagnostics: Sequence[Diagnostic], *, as_json: bool = False) -> None:
    """Print what there is, and leave if there is an error among it."""
    report(diagnostics, as_json=as_json)
    if has_errors(diagnostics):
        leave(exit_code(diagnostics))


def leave(code: int) -> NoReturn:
    raise click.exceptions.Exit(code)


def counted(number: int, noun: str) -> str:
    """`1 cell`, `2 cells`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def next_command(*words: object) -> None:
    """What to type next: `spacenum`, then these words, quoted as a shell wants it."""
    command = f"spacenum {shlex.join(str(word) for word in words)}"
    say(f"next: {click.style(command, bold=True) if coloured() else command}")


class Bar(Protocol):
    def __call__(self, done: int, note: str = "") -> None: ...


@contextmanager
def progress(label: str, total: int) -> Iterator[Bar]:
    """A bar with the time left on a terminal; elsewhere a plain line every few seconds and at the end."""
    if sys.stderr.isatty():
        columns = shutil.get_terminal_size().columns
        with click.progressbar(
            length=total,
            label=_shortened(label, columns // 3),
            file=sys.stderr,
            show_eta=True,
            show_pos=columns >= WIDE,
            width=0,
            color=coloured(),
        ) as bar:
            yield lambda done, note="": bar.update(done - bar.pos)
        return
    started = last = time.monotonic()

    def line(done: int, note: str = "") -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < PLAIN_EVERY and (done < total or now - started < PLAIN_EVERY):
            return
        last = now
        left = (now - started) / done * (total - done) if done else 0.0
        say(f"{label} {done}/{total}, {left:.0f} s left{f', {note}' if note else ''}")

    yield line


def _shortened(text: str, columns: int) -> str:
    """The end of a text that is too long, which tells one folder from another."""
    return text if len(text) <= columns else f"…{text[1 - columns :]}"
