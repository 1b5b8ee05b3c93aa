"""`spacenum check`: all faults of all files, without drawing anything."""

from __future__ import annotations

from pathlib import Path

import click

from spacenum_dsl.base import registry
from spacenum_dsl.cli import options
from spacenum_dsl.cli.console import counted, next_command, say, stop_on_errors
from spacenum_dsl.cli.specs import STDIN, load_specs
from spacenum_dsl.semantics.meshes.library import described


@click.command("check")
@options.spec_paths
@options.defines
@options.as_json
def command(paths: tuple[Path, ...], defines: tuple[tuple[str, str], ...], as_json: bool) -> None:
    """Report all faults of specs: syntax, names, units, structure.

    \b
    Examples:
      spacenum check specs/
      spacenum check specs/desk.scene --json
      spacenum check specs/desk.scene -D clutter=8
      cat desk.scene | spacenum check - --json
    """
    specs = load_specs(paths, defines, registry.load())
    stop_on_errors(specs.diagnostics, as_json=as_json)
    if not as_json:
        uses = [use for spec in specs.specs if spec.program for use in spec.program.meshes]
        for line in dict.fromkeys(map(described, uses)):
            say(line)
        say(f"{counted(len(specs.specs), 'file')}, no errors")
        if STDIN not in paths:
            next_command("compile", *paths)
