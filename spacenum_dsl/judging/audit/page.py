"""An audit as one page for people: no scripts, nothing from elsewhere, readable in light and in dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from spacenum_dsl.judging.audit.plot import plot
from spacenum_dsl.judging.audit.records import Audit, AuditedCell, Finding, SolverRecord
from spacenum_dsl.judging.audit.summary import HEAD, called, row, verdict

STYLE = """
:root { color-scheme: light dark; --ink: #1c1f24; --soft: #667080; --line: #d5dae1;
  --paper: #fdfdfc; --fair: #2b6cb0; --leak: #c53030; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --soft: #98a2b0; --line: #3a414b;
  --paper: #16191d; --fair: #6fb1f0; --leak: #ff8080; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
.verdict { border-left: 4px solid var(--fair); padding: .4rem .9rem; }
.verdict.leaks { border-color: var(--leak); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .7rem; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--soft); font-weight: 600; } td.number { text-align: right; } td.wide { white-space: normal; }
tr.leaks td:last-child, b.leaks { color: var(--leak); font-weight: 600; }
svg { width: 100%; font: 12px system-ui, sans-serif; fill: var(--ink); } svg .axis { fill: var(--soft); }
svg line { stroke-width: 2; } svg .grid { stroke: var(--line); stroke-width: 1; }
svg .chance { stroke: var(--soft); } svg line.fair { stroke: var(--fair); }
svg line.leak { stroke: var(--leak); }
svg circle.fair { fill: var(--fair); } svg circle.leak { fill: var(--leak); }
details { margin: .4rem 0; } summary { cursor: pointer; } .soft { color: var(--soft); }
"""
NUMBERS = (2, 3, 5, 6, 7)
"""Columns of the summary that are aligned as numbers."""


def page(audit: Audit) -> str:
    """The whole page. The same audit gives the same text."""
    title = f"Audit of {audit.dataset}"
    kind = "verdict leaks" if audit.leaks else "verdict"
    versions = ", ".join(f"{name} {number}" for name, number in audit.versions.items())
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="{kind}">{escape(verdict(audit))}</p>',
        "<p>Can these questions be answered without looking? Each row below is one cell in one direction, "
        "and the dot is the solver that is least likely to do so well by luck, with the exact 99 % interval "
        "of its accuracy. The grey tick is chance. A row leaks where a solver beats chance at 99 % after "
        f"Holm's correction over all {audit.tests} tests of this audit.</p>",
        plot(audit.cells),
        "<h2>Cells</h2>",
        _table(HEAD, (row(cell) for cell in audit.cells), [cell.leaks for cell in audit.cells], NUMBERS),
        "<h2>Form of the options</h2>",
        _findings(audit.findings),
        "<h2>Balance of the answers</h2>",
        _balances(audit.cells),
        "<h2>All solvers</h2>",
        *(_details(cell) for cell in audit.cells),
        "<h2>What each solver does</h2>",
        "<p>From picture to numbers, solvers know all but the pictures. From numbers to pictures, they know "
        "the prompt (and choose a letter) or the candidates (as numbers and, where rendered, as thumbnails), "
        "never both: that would be the task itself.</p>",
        "<dl>",
        *(f"<dt><b>{escape(name)}</b></dt><dd>{escape(what)}</dd>" for name, what in audit.about.items()),
        "</dl>",
        *(f'<p class="soft">{escape(note)}</p>' for note in audit.notes),
        f'<p class="soft">{escape(versions)}; items.jsonl {audit.items[:16]}…</p>',
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return (
            "<p>Nothing found: options of a question are printed in one form, differ, tie in no proximity "
            "rank, and are in bounds.</p>"
        )
    rows = (
        (
            finding.title,
            finding.direction,
            finding.check,
            f"{finding.questions} of {finding.of}",
            f"{finding.example}: {finding.detail}",
        )
        for finding in findings
    )
    head = ("cell", "direction", "finding", "questions", "first one")
    return _table(head, rows, [True] * len(findings), (3,))


def _balances(cells: Sequence[AuditedCell]) -> str:
    rows = (
        (
            cell.title,
            cell.direction,
            "  ".join(f"{label} {count}" for label, count in cell.letters.items()),
            "  ".join(map(str, cell.ranks)),
        )
        for cell in cells
    )
    return _table(("cell", "direction", "letters", "ranks, smallest first"), rows, [False] * len(cells), ())


def _details(cell: AuditedCell) -> str:
    head = ("solver", "answered", "accuracy", "99 % interval", "p", "p (Holm)")
    rows = (_solver(record) for record in cell.solvers)
    flags = [record.beats for record in cell.solvers]
    mark = ' <b class="leaks">leaks</b>' if cell.leaks else ""
    idle = (
        f'<p class="soft">Nothing to go by: {escape(", ".join(cell.left_out))}.</p>' if cell.left_out else ""
    )
    return (
        f"<details><summary>{escape(cell.title)} {cell.direction}: {cell.worlds} worlds, chance "
        f"{100 * cell.chance:.1f} %{mark}</summary>{_table(head, rows, flags, (1, 2, 3, 4, 5))}{idle}"
        f'<p class="soft">Thumbnails: {escape(cell.thumbnails)}.</p></details>'
    )


def _solver(record: SolverRecord) -> tuple[str, ...]:
    return (
        called(record),
        str(record.answered),
        f"{100 * record.accuracy:.1f} %",
        f"{100 * record.low:.1f}–{100 * record.high:.1f} %",
        f"{record.p:.2g}",
        f"{record.adjusted:.2g}",
    )


def _table(
    head: Sequence[str], rows: Iterable[Sequence[str]], flags: Sequence[bool], numbers: Sequence[int]
) -> str:
    lines = ['<div class="scroll"><table><tr>', *(f"<th>{escape(name)}</th>" for name in head), "</tr>"]
    for cells, flag in zip(rows, flags, strict=True):
        lines.append('<tr class="leaks">' if flag else "<tr>")
        for column, text in enumerate(cells):
            lines.append(
                f'<td class="number">{text}</td>' if column in numbers else f"<td>{escape(text)}</td>"
            )
        lines.append("</tr>")
    return "".join([*lines, "</table></div>"])
