"""`spacenum export`: what an examinee may see of a dataset, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import click

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.cli.console import next_command, progress, say, stop_on_errors
from spacenum_dsl.output.records.public import CARD, export_public
from spacenum_dsl.output.records.trust import opened
from spacenum_dsl.output.records.types import ITEMS


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DATASET")
@click.option(
    "--public",
    is_flag=True,
    required=True,
    help="Leave out all that gives answers away: the key, passes, spec and seed, reports.",
)
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER",
    help="A new or empty folder.",
)
def command(folder: Path, public: bool, out: Path) -> None:
    """Copy the questions of a dataset and the pictures that they name, and nothing that answers them.

    \b
    Examples:
      spacenum export build/quickstart --public -o build/quickstart-public
    """
    assert public, "click asks for it"
    manifest = opened(folder)
    if isinstance(manifest, Diagnostic):
        stop_on_errors([manifest])
        return
    with progress(f"copying {folder}", manifest.files[ITEMS].lines) as bar:
        exported = export_public(folder, manifest, out, bar)
    if isinstance(exported, Diagnostic):
        stop_on_errors([exported])
        return
    say(f"{out}: {exported.items} questions, {exported.pictures} pictures")
    say(f"held back: the key, which stays in {folder}; say in {out / CARD} under which licence this is")
    next_command("audit", folder)
