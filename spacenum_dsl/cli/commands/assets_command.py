"""`spacenum assets`: the object kinds that are installed."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic, close_match
from spacenum_dsl.cli.console import say, stop_on_errors, tell
from spacenum_dsl.output.faults import CANT_WRITE
from spacenum_dsl.output.pictures.renderer import RENDERERS
from spacenum_dsl.output.preview.sheet import kinds_sheet
from spacenum_dsl.semantics.faults import UNKNOWN_KIND, UNKNOWN_NAME
from spacenum_dsl.semantics.kind import Kind, Use
from spacenum_dsl.semantics.style import STYLES
from spacenum_dsl.semantics.types import kinds as nameable

ROOMS = frozenset(get_args(Use)) - {"desk"}


@click.command("assets")
@click.argument("names", nargs=-1, metavar="[KIND]…")
@click.option("--use", type=click.Choice(get_args(Use)), help="Only what belongs there.")
@click.option("--style", metavar="STYLE", help="Print a room style's text instead.")
@click.option("--sheet", type=click.Path(path_type=Path, dir_okay=False), help="Draw them all into this PNG.")
def command(names: tuple[str, ...], use: str | None, style: str | None, sheet: Path | None) -> None:
    """List the object kinds: sizes in metres, what they stand on or hang from, where they belong, colours.

    \b
    Examples:
      spacenum assets
      spacenum assets --use kitchen
      spacenum assets mug cup bowl --sheet cups.png
      spacenum assets --style kitchen
    """
    registry.load()
    if style is not None:
        tell(_style(style), newline=False)
        return
    kinds = nameable()
    unknown = [
        Diagnostic(
            UNKNOWN_KIND,
            f"unknown object kind `{name}`",
            help=(close_match(name, kinds) or "`spacenum assets` lists all",),
        )
        for name in names
        if name not in kinds
    ]
    stop_on_errors(unknown)
    chosen = [kinds[name] for name in names or kinds if use is None or use in kinds[name].uses]
    if not chosen:
        raise click.UsageError(f"none of {', '.join(names)} belongs in `{use}`")
    for kind in chosen:
        tell(_line(kind))
    if sheet is not None:
        renderer = RENDERERS["raycast"]
        with renderer.open("standard", 1) as session:
            picture = kinds_sheet([kind.name for kind in chosen], session, pixels=224)
        try:
            picture.save(sheet)
        except (OSError, ValueError) as error:
            stop_on_errors([Diagnostic(CANT_WRITE, f"can't write `{sheet}`: {error}")])
        say(f"wrote {sheet}")


def _line(kind: Kind) -> str:
    sizes = " × ".join(
        f"{low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else f"{low:.2f}–{high:.2f}"
        for low, high in zip(kind.low, kind.high, strict=True)
    )
    uses = "every room" if set(kind.uses) >= ROOMS else "/".join(kind.uses) or "-"
    return f"{kind.name:14} {sizes:33} {'/'.join(kind.places):13} {uses:34} {', '.join(kind.colours)}"


def _style(name: str) -> str:
    """The text of a style; what else there is if it is unknown."""
    styles = STYLES
    if name not in styles:
        label = close_match(name, styles) or f"styles are {', '.join(f'`{each}`' for each in styles)}"
        stop_on_errors([Diagnostic(UNKNOWN_NAME, f"unknown room style `{name}`", help=(label,))])
    return styles[name].source.text
