"""`spacenum render`: the pictures of datasets."""

from __future__ import annotations

from pathlib import Path

import click

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.output.dataset import check_files, read_manifest
from spacenum_dsl.output.farm import Done
from spacenum_dsl.output.pictures import IMAGES, render_dataset
from spacenum_dsl.shell import options
from spacenum_dsl.shell.console import exit_code, leave, progress, report, say


@click.command("render")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DATASET…")
@options.workers
@options.rendering
def command(
    folders: tuple[Path, ...],
    workers: int | None,
    renderer: str,
    quality: str,
    threads: int,
    passes: bool,
    replace: bool,
) -> None:
    """Render the pictures of datasets that are not there yet.

    \b
    Examples:
      spacenum render build/quickstart
      spacenum render build/desk --renderer raycast
      spacenum render build/desk --quality high --workers 4 --passes
    """
    registry.load()
    faults: list[Diagnostic] = []
    for folder in folders:
        faults += render_folder(
            folder,
            renderer=renderer,
            quality=quality,
            workers=workers,
            threads=threads,
            passes=passes,
            replace=replace,
        )
    if faults:
        leave(exit_code(faults))


def render_folder(
    folder: Path,
    *,
    renderer: str,
    quality: str,
    workers: int | None,
    threads: int,
    passes: bool,
    replace: bool,
) -> list[Diagnostic]:
    """Render one dataset with a progress bar; what went wrong is printed and handed back."""
    manifest = read_manifest(folder)
    fault = manifest if isinstance(manifest, Diagnostic) else check_files(folder, manifest)
    if fault is not None:
        report([fault])
        return [fault]
    assert not isinstance(manifest, Diagnostic)
    total = manifest.files["views.jsonl"].lines
    with progress(f"rendering {folder}", total) as bar:

        def step(done: Done) -> None:
            bar(total - done.total + done.done, f"{done.failed} failed" if done.failed else "")

        found = render_dataset(
            folder,
            renderer=renderer,
            quality=quality,  # type: ignore[arg-type]
            workers=workers or max(1, options.cores() // threads),
            threads=threads,
            passes=passes,
            replace=replace,
            progress=step,
        )
    report(found.diagnostics)
    if not found.diagnostics:
        say(f"{folder / IMAGES}: {total} pictures, {found.written} of them new")
    return list(found.diagnostics)
