"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Define(click.ParamType[tuple[str, str]]):
    """`name=value`."""

    name = "name=value"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        name, sign, text = str(value).partition("=")
        if not sign or not name.strip().isidentifier():
            self.fail(f"`{value}` is not of the form name=value", param, ctx)
        return name.strip(), text.strip()


spec_paths = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…"
)
defines = click.option(
    "-D", "defines", multiple=True, type=Define(), help="Replace a top-level `let`. May be repeated."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Diagnostics as JSON on standard output.")


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


workers = click.option(
    "--workers", type=click.IntRange(min=1), default=None, help="Worker processes.  [default: one per core]"
)


def rendering(command: F) -> F:
    """The options of everything that renders."""
    for option in (
        click.option("--replace", is_flag=True, help="Render again what another renderer or quality made."),
        click.option("--passes", is_flag=True, help="Also write depth (metres) and instance ids."),
        click.option(
            "--threads", type=click.IntRange(min=1), default=1, show_default=True, help="Threads per worker."
        ),
        click.option(
            "--quality",
            type=click.Choice(["draft", "standard", "high"]),
            default="standard",
            show_default=True,
            help="How long a picture may take.",
        ),
        click.option("--renderer", default="blender", show_default=True, help="`blender` or `raycast`."),
    ):
        command = option(command)
    return command
