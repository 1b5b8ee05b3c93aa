"""Options that several commands share."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from spacenum_dsl.base.streams import Seed
from spacenum_dsl.output.pictures.cache import default_place
from spacenum_dsl.output.pictures.choice import Wish
from spacenum_dsl.output.pictures.renderer import Device, Quality

F = TypeVar("F", bound=Callable[..., Any])


LARGEST_SEED = 2**53
LONGEST_SEED = 200


class SeedText(click.ParamType[Seed]):
    """A whole number as a spec has it, or a text."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Seed:
        text = str(value)
        if text.isascii() and text.isdigit() and int(text) <= LARGEST_SEED:
            return int(text)
        if not 0 < len(text) <= LONGEST_SEED or not text.isprintable() or text.strip() != text:
            self.fail(f"a seed is a whole number, or up to {LONGEST_SEED} printable characters", param, ctx)
        if re.fullmatch(r"[-+]?[\d.,_]+", text) and not text.isdigit():
            self.fail(f"`{text}` is no whole number of 0 or more", param, ctx)
        return text


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


seed = click.option(
    "--seed", type=SeedText(), help="In place of the dataset's own: a whole number, or a text to keep secret."
)
workers = click.option(
    "--workers", type=click.IntRange(min=1), default=None, help="Worker processes.  [default: one per core]"
)


cache = click.option(
    "--cache",
    "place",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the picture cache.  [default: the user's cache folder, or SPACENUM_CACHE]",
)


@dataclass(frozen=True)
class Rendering:
    """How pictures are to be made; `cache` is the folder of the picture cache, or nothing for none."""

    renderer: str
    quality: Quality
    device: Wish
    threads: int
    passes: bool
    replace: bool
    cache: Path | None


def rendering(command: F) -> F:
    """The options of everything that renders, as one argument `rendering`."""

    @wraps(command)
    def gathered(*args: Any, place: Path | None, no_cache: bool, **others: Any) -> Any:
        names = ("renderer", "quality", "device", "threads", "passes", "replace")
        kept = None if no_cache else place or default_place()
        made = Rendering(**{name: others.pop(name) for name in names}, cache=kept)
        return command(*args, rendering=made, **others)

    for option in (
        click.option("--no-cache", is_flag=True, help="Neither take pictures from the cache nor keep any."),
        cache,
        click.option("--replace", is_flag=True, help="Render again what was made in another way."),
        click.option("--passes", is_flag=True, help="Also write depth (metres), instance ids and normals."),
        click.option(
            "--threads", type=click.IntRange(min=1), default=1, show_default=True, help="Threads per worker."
        ),
        click.option(
            "--device",
            type=click.Choice(["auto", *get_args(Device)]),
            default="auto",
            show_default=True,
            help="What to compute on; `auto` takes the quickest that there is.",
        ),
        click.option(
            "--quality",
            type=click.Choice(list(get_args(Quality))),
            default="standard",
            show_default=True,
            help="How long a picture may take.",
        ),
        click.option("--renderer", default="blender", show_default=True, help="`blender` or `raycast`."),
    ):
        gathered = option(gathered)
    return gathered  # type: ignore[return-value]
