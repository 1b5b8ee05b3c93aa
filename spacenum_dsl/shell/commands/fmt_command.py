"""`spacenum fmt`: the one way to write a spec."""

from __future__ import annotations

from pathlib import Path

import click

from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.language.format import format_tree
from spacenum_dsl.language.parse import decode, parse
from spacenum_dsl.meaning.faults import NO_SPEC
from spacenum_dsl.output.dataset import write_atomically
from spacenum_dsl.output.faults import cant_write
from spacenum_dsl.shell import options
from spacenum_dsl.shell.console import leave, say, stop_on_errors
from spacenum_dsl.shell.specs import find_specs


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
                write_atomically(path, text.encode())
            except OSError as error:
                diagnostics.append(cant_write(error, path))
    stop_on_errors(diagnostics)
    say(f"{len(files)} files, {changed} {'would change' if check else 'changed'}")
    if check and changed:
        leave(1)


def _formatted(path: Path) -> tuple[list[Diagnostic], str | None]:
    """The formatted text, if it differs; a file with faults is left as it is."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return [Diagnostic(NO_SPEC, f"can't read `{path}`: {error.strerror}")], None
    source, found = decode(str(path), data)
    parsed = parse(source)
    faults = [*found, *parsed.diagnostics]
    if has_errors(faults):
        return faults, None
    text = format_tree(parsed.tree)
    return faults, None if text.encode() == data else text
