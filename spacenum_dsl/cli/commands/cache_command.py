"""`spacenum cache`: the pictures that datasets share."""

from __future__ import annotations

from pathlib import Path

import click

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.cli import options
from spacenum_dsl.cli.console import stop_on_errors, tell
from spacenum_dsl.output.pictures.cache import UNUSABLE, clear, default_place, files_of


@click.command("cache")
@click.option("--clear", "emptied", is_flag=True, help="Remove the pictures in it.")
@options.cache
def command(emptied: bool, place: Path | None) -> None:
    """Show where the picture cache is and how large, or empty it.

    Rendering keeps a copy of every picture there, for other datasets that show the same. It grows until it
    is emptied, which costs nothing but time.

    \b
    Examples:
      spacenum cache
      spacenum cache --clear
    """
    where = place or default_place()
    if where is None:
        stop_on_errors([Diagnostic(UNUSABLE, "this user has no cache folder", help=("give `--cache DIR`",))])
        return
    try:
        if emptied:
            tell(f"{where}: {clear(where) / 1e6:.1f} MB removed")
            return
        sizes = [path.stat().st_size for path in files_of(where)]
    except OSError as error:
        stop_on_errors([Diagnostic(UNUSABLE, f"can't use the picture cache `{where}`: {error.strerror}")])
        return
    tell(f"{where}: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")
