"""`spacenum render`: the pictures of datasets."""

from __future__ import annotations

from pathlib import Path

import click

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.cli import options
from spacenum_dsl.cli.console import counted, exit_code, leave, next_command, progress, report, say
from spacenum_dsl.output.pictures.brightness import FrameRecord
from spacenum_dsl.output.pictures.cache import PictureCache
from spacenum_dsl.output.pictures.choice import ChosenRenderer, choose
from spacenum_dsl.output.pictures.farm import Done
from spacenum_dsl.output.pictures.render import IMAGES, render_dataset
from spacenum_dsl.output.records.trust import opened
from spacenum_dsl.output.records.types import VIEWS, Manifest

PER_CARD = 2
"""Worker processes for graphics cards unless a number is given: one prepares what the other computes."""


@click.command("render")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DATASET…")
@options.workers
@options.rendering
def command(folders: tuple[Path, ...], workers: int | None, rendering: options.Rendering) -> None:
    """Make the pictures of datasets that are not there yet.

    A picture that any dataset had before is taken from the picture cache.

    \b
    Examples:
      spacenum render build/quickstart
      spacenum render build/desk --renderer raycast
      spacenum render build/desk --quality high --workers 4 --passes
      spacenum render build/desk --device cuda --no-cache
    """
    registry.load()
    found = {folder: opened(folder) for folder in folders}
    faults = [fault for fault in found.values() if isinstance(fault, Diagnostic)]
    report(faults)
    for folder, manifest in found.items():
        if isinstance(manifest, Manifest):
            faults += render_folder(folder, manifest, workers, rendering)
    if faults:
        leave(exit_code(faults))


def render_folder(
    folder: Path, manifest: Manifest, workers: int | None, rendering: options.Rendering
) -> list[Diagnostic]:
    """Render one dataset with a progress bar; what went wrong is printed and handed back."""
    choice = choose(rendering.renderer, rendering.device)
    if isinstance(choice, Diagnostic):
        report([choice])
        return [choice]
    say(f"rendering with {choice.renderer.name} on {choice.device}")
    total = manifest.files[VIEWS].lines
    with progress(f"rendering {folder}", total) as bar:

        def step(done: Done) -> None:
            bar(total - done.total + done.done, f"{done.failed} failed" if done.failed else "")

        found = render_dataset(
            folder,
            choice=choice,
            quality=rendering.quality,
            workers=workers or _workers(choice, rendering.threads),
            threads=rendering.threads,
            passes=rendering.passes,
            replace=rendering.replace,
            cache=PictureCache(rendering.cache) if rendering.cache is not None else None,
            progress=step,
        )
    report(found.diagnostics)
    if not has_errors(found.diagnostics):
        cached = f", {found.cached:,} of those from the cache" if found.cached else ""
        say(f"{folder / IMAGES}: {counted(total, 'picture')}, {found.new:,} of them new{cached}")
    if found.frames:
        say(_brightness(found.frames))
    if not has_errors(found.diagnostics):
        next_command("verify" if rendering.passes else "audit", folder)
    return list(found.diagnostics)


def _workers(choice: ChosenRenderer, threads: int) -> int:
    most = max(1, options.cores() // threads)
    return most if choice.device == "cpu" else min(most, PER_CARD)


def _brightness(frames: tuple[FrameRecord, ...]) -> str:
    means = [frame.mean for frame in frames]
    dark, blown = max(frame.dark for frame in frames), max(frame.blown for frame in frames)
    return (
        f"brightness {min(means):.2f} to {max(means):.2f}; at most {100 * dark:.1f} % of a picture black,"
        f" {100 * blown:.1f} % blown out"
    )
