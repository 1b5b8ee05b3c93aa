"""Talks to the user: diagnostics, progress, colours. Only the shell prints or exits.

Results go to standard output, everything else to standard error. Colours respect `NO_COLOR` and appear
on terminals only.
"""

from __future__ import annotations

import json
import os
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

NOT_THE_USERS = ("SN504", "SN554", "SN558", "SN601", "SN602", "SN616", "SN634")

PLAIN_EVERY = 2.0
"""Seconds between progress lines where there is no terminal."""


def coloured() -> bool:
    """Whether messages are coloured."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def report(diagnostics: Sequence[Diagnostic], *, as_json: bool = False) -> None:
    """Print diagnostics: for people on standard error, for machines on standard output."""
    if as_json:
        click.echo(json.dumps(to_json(diagnostics), indent=2, ensure_ascii=False))
    elif diagnostics:
        click.echo(render(diagnostics, colour=coloured()), err=True)
        click.echo(summary(diagnostics), err=True)


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


def say(text: str) -> None:
    """A line beside the results."""
    click.echo(text, err=True)


def next_command(command: str) -> None:
    """What to type next."""
    text = click.style(command, bold=True) if coloured() else command
    say(f"next: {text}")


class Bar(Protocol):
    def __call__(self, done: int, note: str = "") -> None: ...


@contextmanager
def progress(label: str, total: int) -> Iterator[Bar]:
    """A bar with the time left on a terminal; elsewhere a plain line every few seconds and at the end."""
    if sys.stderr.isatty():
        with click.progressbar(
            length=total, label=label, file=sys.stderr, show_eta=True, show_pos=True, color=coloured()
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
