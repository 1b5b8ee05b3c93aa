"""What an audit found, as diagnostics."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.audit import faults
from spacenum_dsl.checks.audit.records import Audit, Finding

NAMED = 8
"""Leaks and findings that are named one by one in a message."""


def diagnostics_of(audit: Audit) -> tuple[Diagnostic, ...]:
    """What is wrong with the dataset, the worst first; nothing if every solver stays at chance."""
    leaks = sorted(
        ((record, cell) for cell in audit.cells for record in cell.solvers if record.beats),
        key=lambda pair: pair[0].p,
    )
    found = []
    if leaks:
        notes = [
            f"`{cell.title}` {cell.direction}: {'avoiding ' if record.manner == 'avoids' else ''}"
            f"`{record.solver}` is right in {100 * record.accuracy:.1f} % of {record.answered}, chance is "
            f"{100 * cell.chance:.1f} %; {audit.about[record.solver]}"
            for record, cell in leaks[:NAMED]
        ]
        cells = len({(cell.title, cell.direction) for _, cell in leaks})
        message = f"{cells} of {len(audit.cells)} cells and directions can be answered without looking"
        found.append(Diagnostic(faults.LEAKS, message, notes=(*notes, *_more(len(leaks)))))
    if audit.findings:
        notes = [_told(finding) for finding in audit.findings[:NAMED]]
        message = "options can be told apart by their form"
        found.append(Diagnostic(faults.TELLTALE, message, notes=(*notes, *_more(len(audit.findings)))))
    return tuple(found)


def unstrict(audit: Audit) -> Diagnostic | None:
    """The cells in which a reader of a lesser skill goes farther than a strict cell allows."""
    above = [(record, cell) for cell in audit.cells for record in cell.ceilings if record.above]
    if not above:
        return None
    above.sort(key=lambda pair: (pair[0].limit or 0) - pair[0].accuracy)
    notes = [
        f"`{cell.title}` {cell.direction}: the {record.reader} reader is right in "
        f"{100 * record.accuracy:.1f} % of {record.answered}, a strict cell allows "
        f"{100 * (record.limit or 0):.1f} %; it goes by {record.how}"
        for record, cell in above[:NAMED]
    ]
    cells = len({(cell.title, cell.direction) for _, cell in above})
    message = f"{cells} of {len(audit.cells)} cells and directions are not strict"
    help = ("see `spacenum explain SN642`, or leave out `--strict`",)
    return Diagnostic(faults.CEILINGS, message, help=help, notes=(*notes, *_more(len(above))))


def _told(finding: Finding) -> str:
    return (
        f"`{finding.title}` {finding.direction}: {finding.check} in {finding.questions} of {finding.of}; "
        f"`{finding.example}`: {finding.detail}"
    )


def _more(count: int) -> tuple[str, ...]:
    return (f"and {count - NAMED} more: see `audit.html`",) if count > NAMED else ()
