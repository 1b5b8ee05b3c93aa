"""`spacenum preview`: a contact sheet for looking at a spec while writing it."""

from __future__ import annotations

from pathlib import Path

import click
from PIL.Image import Image

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.base.streams import Seed
from spacenum_dsl.cli import options
from spacenum_dsl.cli.console import next_command, progress, say, stop_on_errors
from spacenum_dsl.cli.faults import NOTHING, NOTHING_TO_COMPILE
from spacenum_dsl.cli.pipeline import narrowed
from spacenum_dsl.cli.specs import load_specs, unknown_cells
from spacenum_dsl.output.faults import cant_write
from spacenum_dsl.output.pictures.renderer import RENDERERS
from spacenum_dsl.output.preview.questions import preview_sheet
from spacenum_dsl.questions.ask import ask, make_cell


@click.command("preview")
@options.spec_paths
@click.option(
    "-o",
    "--out",
    "out",
    type=click.Path(path_type=Path),
    default=Path("build/preview"),
    show_default=True,
    help="Folder of sheets.",
)
@click.option(
    "--count", type=click.IntRange(min=1, max=32), default=4, show_default=True, help="Worlds per cell."
)
@click.option("--only", multiple=True, metavar="CELL", help="Only this cell. May be repeated.")
@options.seed
@options.defines
def command(
    paths: tuple[Path, ...],
    out: Path,
    count: int,
    only: tuple[str, ...],
    seed: Seed | None,
    defines: tuple[tuple[str, str], ...],
) -> None:
    """Draw a few questions of each family: views, options, the answer marked, a plan from above.

    \b
    Examples:
      spacenum preview specs/desk.scene
      spacenum preview specs/kitchen.scene --only turn --seed 3
    """
    specs = load_specs(paths, defines, registry.load())
    diagnostics = (*specs.diagnostics, *unknown_cells(specs.specs, only))
    if not has_errors(diagnostics) and not any(spec.datasets for spec in specs.specs):
        diagnostics = (*diagnostics, Diagnostic(NOTHING_TO_COMPILE, NOTHING))
    stop_on_errors(diagnostics)
    renderer = RENDERERS["raycast"]
    wanted = [
        (spec.program, dataset, name)
        for spec in specs.specs
        for dataset in spec.datasets
        for name, _ in dataset.cells
        if spec.program is not None and (not only or name in only)
    ]
    faults: list[Diagnostic] = []
    with renderer.open("standard", 1) as session, progress("drawing previews", len(wanted)) as bar:
        for done, (program, dataset, name) in enumerate(wanted, 1):
            cell = make_cell(program, narrowed(dataset, seed=seed), name)
            asked = ask(cell, range(count))
            faults += asked.diagnostics
            if asked.questions:
                faults += _save(
                    out / f"{dataset.name}.{name}.png", preview_sheet(asked.questions, dataset.image, session)
                )
            bar(done)
    stop_on_errors(faults)
    next_command("compile", *paths)


def _save(path: Path, picture: Image) -> list[Diagnostic]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path)
    except OSError as error:
        return [cant_write(error, path)]
    say(str(path))
    return []
