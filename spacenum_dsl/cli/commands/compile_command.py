"""`spacenum compile`: from specs to datasets on disk."""

from __future__ import annotations

from math import prod
from pathlib import Path

import click

from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic, has_errors
from spacenum_dsl.base.streams import Seed
from spacenum_dsl.cli import options
from spacenum_dsl.cli.commands.render_command import render_folder
from spacenum_dsl.cli.console import (
    counted,
    exit_code,
    leave,
    next_command,
    progress,
    report,
    say,
    stop_on_errors,
)
from spacenum_dsl.cli.faults import NOTHING, NOTHING_TO_COMPILE
from spacenum_dsl.cli.pipeline import Compiled, compile_dataset, narrowed, part_of, questions_of
from spacenum_dsl.cli.specs import Spec, load_specs, unknown_cells
from spacenum_dsl.output.pictures.choice import choose
from spacenum_dsl.output.records.dataset import read_views
from spacenum_dsl.output.records.types import ITEMS, VIEWS, WORLDS
from spacenum_dsl.semantics.program import DatasetBlock


@click.command("compile")
@options.spec_paths
@click.option(
    "-o",
    "--out",
    "out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Folder of datasets.",
)
@click.option("--count", type=click.IntRange(min=1), help="Questions of every cell per direction.")
@click.option("--only", multiple=True, metavar="CELL", help="Only this cell. May be repeated.")
@options.seed
@options.defines
@options.workers
@click.option("--render", "rendered", is_flag=True, help="Render the pictures afterwards.")
@options.rendering
@options.as_json
def command(
    paths: tuple[Path, ...],
    out: Path,
    count: int | None,
    only: tuple[str, ...],
    seed: Seed | None,
    defines: tuple[tuple[str, str], ...],
    workers: int | None,
    rendered: bool,
    rendering: options.Rendering,
    as_json: bool,
) -> None:
    """Compile specs into datasets: questions with exact truth, and the plan of their pictures.

    Every dataset becomes a folder of its name below `-o`. A compile that was interrupted goes on where it
    stopped.

    \b
    Examples:
      spacenum compile specs/desk.scene
      spacenum compile specs/kitchen.scene --count 100 --workers 2
      spacenum compile specs/desk.scene --only desk_2d --seed 11 -o out
      spacenum compile specs/quickstart.scene --render
    """
    specs = load_specs(paths, defines, registry.load())
    diagnostics = (*specs.diagnostics, *unknown_cells(specs.specs, only))
    jobs = [
        (spec, narrowed(dataset, only=only, count=count, seed=seed))
        for spec in specs.specs
        for dataset in spec.datasets
    ]
    jobs = [(spec, dataset) for spec, dataset in jobs if dataset.cells]
    if not jobs and not has_errors(diagnostics):
        diagnostics = (*diagnostics, Diagnostic(NOTHING_TO_COMPILE, NOTHING))
    choice = (
        choose(rendering.renderer, rendering.device) if rendered and not has_errors(diagnostics) else None
    )
    if isinstance(choice, Diagnostic):
        diagnostics = (*diagnostics, choice)
    stop_on_errors(diagnostics, as_json=as_json)
    if len(jobs) > 1:
        for spec, dataset in jobs:
            say(_plan(spec, dataset, out))
    done = [_compile(spec, dataset, out, workers) for spec, dataset in jobs]
    faults = [fault for compiled in done for fault in compiled.diagnostics]
    if not as_json or faults:
        report(faults, as_json=as_json)
    made = {compiled.folder: compiled.manifest for compiled in done if compiled.manifest is not None}
    if rendered:
        for folder, manifest in made.items():
            faults += render_folder(folder, manifest, workers, rendering)
    elif made:
        next_command("render", *made)
    if faults:
        leave(exit_code(faults))


def _plan(spec: Spec, dataset: DatasetBlock, out: Path) -> str:
    """What is about to be made of one of several datasets."""
    assert spec.program is not None
    known = spec.program.interventions
    arms = sum(prod(len(known[name].arms) for name in chain) for chain in dataset.interventions)
    changed = f", each changed by {counted(arms, 'arm')} where that can be done" if arms else ""
    asked = counted(questions_of(spec.program, dataset), "question")
    return f"{spec.path}: {asked} in {counted(len(dataset.cells), 'cell')}{changed}, to {out / dataset.name}"


def _compile(spec: Spec, dataset: DatasetBlock, out: Path, workers: int | None) -> Compiled:
    assert spec.program is not None
    total = questions_of(spec.program, dataset)
    parts = sum(-(-count // part_of(spec.program, name)) for name, count in dataset.cells)
    most = options.cores() if parts > 4 else 1
    with progress(f"compiling {dataset.name}", total) as bar:
        compiled = compile_dataset(
            spec.program,
            dataset,
            out / dataset.name,
            workers=workers or most,
            progress=lambda step: bar(step.done),
        )
    if compiled.manifest is not None:
        files = compiled.manifest.files
        questions, worlds, views = (files[name].lines for name in (ITEMS, WORLDS, VIEWS))
        made = (
            f"{counted(questions, 'question')} in {counted(len(compiled.manifest.cells), 'cell')}",
            counted(worlds, "world"),
            counted(views, "picture"),
        )
        say(f"{compiled.folder}: {', '.join(made)}")
        changed = sum(arm.changed for arm in compiled.manifest.arms)
        if changed:
            arms = len({(arm.intervention, arm.arm) for arm in compiled.manifest.arms})
            rendered = sum(not view.effects for view in read_views(compiled.folder))
            say(
                f"{compiled.folder}: {counted(changed, 'question')} changed by {counted(arms, 'arm')};"
                f" {counted(rendered, 'picture')} to be rendered, {views - rendered:,} to be drawn"
            )
    return compiled
