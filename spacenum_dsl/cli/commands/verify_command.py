"""`spacenum verify`: an oracle answers every question from the passes of its pictures."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
import msgspec

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.oracle import faults
from spacenum_dsl.checks.oracle.faults import NO_PASSES
from spacenum_dsl.checks.oracle.grading import Failed
from spacenum_dsl.checks.oracle.tally import REPORT, CellTally, Verified
from spacenum_dsl.checks.oracle.verify import missing_files, verify
from spacenum_dsl.cli import options
from spacenum_dsl.cli.console import (
    FAILURE,
    USER,
    counted,
    leave,
    next_command,
    progress,
    report,
    say,
    tell,
)
from spacenum_dsl.output.faults import cant_write
from spacenum_dsl.output.pictures.brightness import doubtful
from spacenum_dsl.output.pictures.render import IMAGES, RENDERED, Rendered
from spacenum_dsl.output.records.dataset import write_atomically
from spacenum_dsl.output.records.leftovers import remove_unfinished
from spacenum_dsl.output.records.trust import opened
from spacenum_dsl.output.records.types import ITEMS, Manifest

SHOWN = 20
"""Faults of a dataset that are printed one by one."""


@click.command("verify")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DATASET…")
@options.workers
@click.option("--allow-unexamined", is_flag=True, help="Exit 0 though a question family has no oracle.")
def command(folders: tuple[Path, ...], workers: int | None, allow_unexamined: bool) -> None:
    """Answer every question from depth, instance ids and intrinsics alone.

    The oracle must be right on all of them. Its findings are written to verify.json in the dataset. Pictures
    must have been rendered with --passes.

    \b
    Examples:
      spacenum verify build/quickstart
      spacenum verify build/desk build/kitchen --workers 2
    """
    found = {folder: opened(folder) for folder in folders}
    report([fault for fault in found.values() if isinstance(fault, Diagnostic)])
    most = workers or options.cores()
    codes = [
        USER if isinstance(manifest, Diagnostic) else verify_folder(folder, manifest, most, allow_unexamined)
        for folder, manifest in found.items()
    ]
    if any(codes):
        leave(USER if USER in codes else FAILURE)
    next_command("audit", *folders)


def verify_folder(folder: Path, manifest: Manifest, workers: int, allow_unexamined: bool) -> int:
    """Verify one dataset with a progress bar, print what was found, and say how to exit."""
    try:
        fault = missing_files(folder, _render_command(folder))
    except OSError as error:
        fault = Diagnostic(NO_PASSES, f"can't look into `{folder / IMAGES}`: {error.strerror or error}")
    if fault is not None:
        report([fault])
        return USER
    assert not isinstance(manifest, Diagnostic)
    total = manifest.files[ITEMS].lines
    with progress(f"verifying {folder}", total) as bar:
        found = verify(
            folder,
            manifest,
            workers=workers,
            progress=lambda done, failed: bar(done, f"{failed} failed" if failed else ""),
        )
    if isinstance(found, Diagnostic):
        report([found])
        return FAILURE if found.code == faults.WORKER_LOST else USER
    tell("\n".join(_table(found)))
    written = _write(folder / REPORT, found)
    if written is None:
        say(f"{folder / REPORT}: {counted(found.pictures, 'picture')} looked at")
    unknown = list(_unexamined(found, allow_unexamined))
    report([*_diagnostics(found), *unknown, *([written] if written is not None else [])])
    if written is not None:
        return USER
    return 0 if found.right and not (unknown and not allow_unexamined) else FAILURE


def _write(path: Path, found: Verified) -> Diagnostic | None:
    """Keep what was found; what stood in the way of it, which makes it no less true."""
    try:
        remove_unfinished(path.parent, ours=False)
        write_atomically(path, msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    except OSError as error:
        return cant_write(error, path)
    return None


def _render_command(folder: Path) -> str:
    """What makes the missing passes, in the way in which the pictures that are there were made."""
    note = folder / IMAGES / RENDERED
    try:
        made = msgspec.json.decode(note.read_bytes() if note.is_file() else b"", type=Rendered)
    except (OSError, msgspec.DecodeError):
        return f"spacenum render {shlex.quote(str(folder))} --passes"
    way = f" --renderer {made.renderer} --quality {made.quality} --device {made.device}"
    return f"spacenum render {shlex.quote(str(folder))}{way} --passes"


def _table(found: Verified) -> Iterator[str]:
    """One row per cell and direction, one per arm, and why questions could not be answered."""
    base: dict[tuple[str, ...], list[CellTally]] = {
        (row.cell, row.direction): [row] for row in found.cells if row.arm is None
    }
    yield from _rows(("cell", "direction"), base)
    arms: dict[tuple[str, ...], list[CellTally]] = {}
    for row in found.cells:
        if row.arm is not None:
            arms.setdefault(tuple(row.arm.split(": ", 1)), []).append(row)
    if arms:
        yield ""
        yield from _rows(("intervention", "arm"), arms)
    reasons: Counter[str] = Counter()
    for row in found.cells:
        reasons.update(row.unanswerable)
    for reason, count in reasons.items():
        yield f"not answerable from passes: {count} × {reason}"


def _rows(head: tuple[str, str], rows: Mapping[tuple[str, ...], list[CellTally]]) -> Iterator[str]:
    """A table with two columns of names and four of numbers."""
    lines = [(*head, "questions", "right", "not answerable", "failed")]
    for names, tallies in rows.items():
        sums = (
            sum(row.asked for row in tallies),
            sum(row.right for row in tallies),
            sum(sum(row.unanswerable.values()) for row in tallies),
            sum(row.failed for row in tallies),
        )
        lines.append((*names, *map(str, sums)))  # type: ignore[arg-type]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        left = [text.ljust(width) for text, width in zip(line[:2], widths[:2], strict=True)]
        right = [text.rjust(width) for text, width in zip(line[2:], widths[2:], strict=True)]
        yield "  ".join([*left, *right])


def _diagnostics(found: Verified) -> list[Diagnostic]:
    """Failed questions and faulty pictures, as many as can be read; a warning of pictures in bad light."""
    shown = [_failure(failed) for failed in found.failed[:SHOWN]]
    shown += [Diagnostic(fault.code, fault.message) for fault in found.faults[:SHOWN]]
    left = max(0, len(found.failed) - SHOWN) + max(0, len(found.faults) - SHOWN)
    if left:
        shown.append(Diagnostic(faults.NOT_ANSWERED, f"and {left} more: see `{REPORT}`"))
    warnings = (_left_open(found.open), doubtful(found.doubtful))
    return [*shown, *(warning for warning in warnings if warning is not None)]


def _unexamined(found: Verified, allowed: bool) -> Iterator[Diagnostic]:
    """The families that no oracle knows: a warning where that is allowed."""
    for family, count in found.unexamined.items():
        message = f"{counted(count, 'question')} of family `{family}` not examined: it has no oracle"
        ways = ("bring an oracle for it: see `spacenum explain SN618`", "or say `--allow-unexamined`")
        yield Diagnostic(faults.UNEXAMINED, message, help=ways, severity="warning" if allowed else "error")


def _left_open(open: Sequence[Failed]) -> Diagnostic | None:
    """A warning that names questions whose passes leave more than one option."""
    if not open:
        return None
    notes = [f"`{each.item}`: {_numbers(each)}" for each in open[:SHOWN]]
    if len(open) > SHOWN:
        notes.append(f"and {len(open) - SHOWN} more: see `{REPORT}`")
    message = f"{len(open)} questions can't be decided from depth and ids, though no arm made them blind"
    ways = ("look at their pictures; ask for more to be visible: `require visible(target) >= 90 %`",)
    return Diagnostic(faults.LEFT_OPEN, message, help=ways, notes=tuple(notes), severity="warning")


def _numbers(failed: Failed) -> str:
    """What was measured."""
    return ", ".join(f"{name} {number:.3f}" for name, number in failed.measured.items())


def _failure(failed: Failed) -> Diagnostic:
    given = "no option" if failed.given is None else failed.given
    message = f"`{failed.item}`: the pictures say {given}, the record says {failed.expected}"
    if failed.given == failed.expected:
        message = f"`{failed.item}`: the pictures contradict the prompt"
    numbers = _numbers(failed)
    notes = [
        *failed.doubts,
        *([f"measured: {numbers}"] if numbers else []),
        f"views: {', '.join(failed.views)}",
    ]
    return Diagnostic(faults.NOT_ANSWERED, message, notes=tuple(notes))
