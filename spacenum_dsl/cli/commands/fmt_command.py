"""`spacenum fmt`: the one way to write a spec."""

from __future__ import annotations

import stat
from pathlib import Path

import click

from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.cli import options
from spacenum_dsl.cli.console import counted, leave, say, stop_on_errors
from spacenum_dsl.cli.specs import find_specs
from spacenum_dsl.language.format import format_tree
from spacenum_dsl.language.parse import decode, parse
from spacenum_dsl.output.faults import cant_write
from spacenum_dsl.output.records.dataset import write_atomically
from spacenum_dsl.semantics.faults import NO_SPEC, TOO_LARGE
from spacenum_dsl.semantics.imports import MAX_BYTES, read_regular


@click.command("fmt")
@options.spec_paths
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
def command(paths: tuple[Path, ...], check: bool) -> None:
    """Format specs in place. Comments stay; formatting twice changes nothing.

    \b
    Examples:
      spacenum fmt specs/
      spacenum fmt --check specs/desk.scene
    """
    files, diagnostics = find_specs(paths)
    changed = 0
    for path, _ in files:
        found, text = _formatted(path)
        diagnostics += found
        if text is None:
            continue
        changed += 1
        say(f"{'would change' if check else 'formatted'} {path}")
        if not check:
            try:
                _replace(path, text)
            except OSError as error:
                diagnostics.append(cant_write(error, path))
    stop_on_errors(diagnostics)
    say(f"{counted(len(files), 'file')}, {changed} {'would change' if check else 'changed'}")
    if check and changed:
        leave(1)


def _replace(path: Path, text: str) -> None:
    """Write a file anew: the one that a link leads to, and whoever might read it still may."""
    real = path.resolve()
    mode = stat.S_IMODE(real.stat().st_mode)
    write_atomically(real, text.encode(), mode)


def _formatted(path: Path) -> tuple[list[Diagnostic], str | None]:
    """The formatted text, if it differs; a file with faults is left as it is."""
    data = read_regular(path, MAX_BYTES)
    if isinstance(data, str):
        return [Diagnostic(NO_SPEC, f"can't read `{path}`: {data}")], None
    if len(data) > MAX_BYTES:
        return [Diagnostic(TOO_LARGE, f"`{path}` is larger than one megabyte")], None
    source, found = decode(str(path), data)
    parsed = parse(source)
    faults = [*found, *parsed.diagnostics]
    if has_errors(faults):
        return faults, None
    text = format_tree(parsed.tree)
    return faults, None if text.encode() == data else text
