"""`spacenum audit`: whether a dataset can be answered without looking."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click
import msgspec

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.audit.audit import Learn, Training, audit
from spacenum_dsl.checks.audit.messages import diagnostics_of, unstrict
from spacenum_dsl.checks.audit.needs import missing
from spacenum_dsl.checks.audit.page import page
from spacenum_dsl.checks.audit.summary import summary
from spacenum_dsl.cli import options
from spacenum_dsl.cli.console import FAILURE, leave, progress, report, say, stop_on_errors, tell
from spacenum_dsl.output.faults import cant_write
from spacenum_dsl.output.records.dataset import write_atomically
from spacenum_dsl.output.records.leftovers import remove_unfinished
from spacenum_dsl.output.records.trust import opened


@click.command("audit")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DATASET")
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of `audit.json` and `audit.html`.  [default: the dataset's own]",
)
@click.option(
    "--learn",
    type=click.Choice(list(get_args(Learn))),
    default="base",
    show_default=True,
    help="Where solvers that learn are tried: nowhere, on base questions, on the arms of interventions too.",
)
@click.option(
    "--train",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DATASET",
    help="Another dataset, as the training set, that readers of lesser skills learn from, too.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Exit 1, too, where such a reader gets farther than a strict cell allows.",
)
@options.workers
def command(
    folder: Path, out: Path | None, learn: Learn, train: Path | None, strict: bool, workers: int | None
) -> None:
    """Try to answer a dataset without looking, and prove that it can't be done.

    Blind solvers see all but the pictures, or the candidate pictures without the question. Exits 1 if one
    beats chance at 99 %, corrected for all that was tried, or if options can be told apart by their form.
    Needs no pictures; where they are rendered, their files and small copies of the candidates are tried too.

    \b
    Examples:
      spacenum audit build/quickstart
      spacenum audit build/desk --workers 2 -o reports
      spacenum audit build/probes --learn all
      spacenum audit build/strict --strict --train build/training
    """
    lacking = missing()
    stop_on_errors((lacking,) if lacking is not None else ())

    manifest = opened(folder)
    if isinstance(manifest, Diagnostic):
        return stop_on_errors((manifest,))
    taught = opened(train) if train is not None else None
    if isinstance(taught, Diagnostic):
        return stop_on_errors((taught,))
    with progress(f"auditing {folder}", 100) as bar:
        found = audit(
            folder,
            manifest,
            learn=learn,
            workers=workers or options.cores(),
            progress=lambda done, total: bar(100 * done // total),
            train=Training(taught.name, train) if taught is not None and train is not None else None,
        )
    if isinstance(found, Diagnostic):
        return stop_on_errors((found,))
    place = out or folder
    try:
        place.mkdir(parents=True, exist_ok=True)
        remove_unfinished(place, ours=False)
        write_atomically(
            place / "audit.json", msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"
        )
        write_atomically(place / "audit.html", page(found).encode())
    except OSError as error:
        return stop_on_errors((cant_write(error, place),))
    tell(summary(found))
    say(f"{place / 'audit.html'}: {found.tests} tests of blind solvers")
    loose = unstrict(found) if strict else None
    report((*diagnostics_of(found), *([loose] if loose is not None else [])))
    if found.leaks or loose is not None:
        leave(FAILURE)
