"""An audit as one page for people: no scripts, nothing from elsewhere, readable in light and in dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from spacenum_dsl.checks.audit import plot
from spacenum_dsl.checks.audit.records import Audit, AuditedCell, Finding, SolverRecord
from spacenum_dsl.checks.audit.summary import HEAD, called, row, verdict

STYLE = """
:root { color-scheme: light dark; --ink: #1c1f24; --soft: #667080; --line: #d5dae1;
  --paper: #fdfdfc; --fair: #2b6cb0; --leak: #c53030; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --soft: #98a2b0; --line: #3a414b;
  --paper: #16191d; --fair: #6fb1f0; --leak: #ff8080; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
.verdict { border-left: 4px solid var(--fair); padding: .4rem .9rem; }
.verdict.leaks { border-color: var(--leak); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; font-size: .9rem; }
th, td { padding: .2rem .5rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top;
  overflow-wrap: break-word; }
.long { overflow-wrap: anywhere; } .short { white-space: nowrap; }
th { color: var(--soft); font-weight: 600; } .number { text-align: right; white-space: nowrap; }
tr.leaks td:last-child::before { font-weight: 400; }
tr.leaks td:last-child, b.leaks { color: var(--leak); font-weight: 600; }
details { margin: .4rem 0; } summary { cursor: pointer; } .soft { color: var(--soft); }
dt, dd, p, h1 { overflow-wrap: anywhere; }
@media (max-width: 46rem) { body { margin: 1rem auto; } tr.head { display: none; }
  table, tbody, tr, td { display: block; } tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  td, td.number { border: 0; padding: .1rem 0; text-align: left; white-space: normal; }
  td::before { content: attr(data-of) " "; color: var(--soft); } td:first-child { font-weight: 600; } }
"""
LONG = 24
"""Characters from which on a text may be broken anywhere."""
SHORT = 12
"""Characters up to which it stays on one line."""
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
        f"<title>{escape(title)}</title><style>{STYLE}{plot.STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="{kind}">{escape(verdict(audit))}</p>',
        "<p>Can these questions be answered without looking? Each row below is one cell in one direction, "
        "and the dot is the solver that is least likely to do so well by luck, with the exact 99 % interval "
        "of its accuracy. The grey tick is chance. A row leaks where a solver beats chance at 99 %, "
        f"corrected for all {audit.tests} tests of this audit.</p>",
        plot.plot(audit.cells),
        "<h2>Cells</h2>",
        _table(HEAD, (row(cell) for cell in audit.cells), [cell.leaks for cell in audit.cells], NUMBERS),
        "<h2>Lesser skills</h2>",
        "<p>How far readers get who lack the skill that a cell is meant to test. They are told what theirs "
        "would find, so these are ceilings, not leaks: what a score says begins above them. The ordinal "
        "reader knows the order of the pictures and no distance; the image-frame reader takes right and up "
        "in the picture for the map's +x and +y; the reader of names knows the usual size of things of a "
        "kind; the reader of text sees no picture at all.</p>",
        _ceilings(audit.cells),
        *_constants(audit.cells),
        "<h2>Variety</h2>",
        _varieties(audit.cells),
        "<h2>Form of the options</h2>",
        _findings(audit.findings),
        "<h2>Balance of the answers</h2>",
        _balances(audit.cells),
        "<h2>All solvers</h2>",
        *(_details(cell) for cell in audit.cells),
        "<h2>What each solver does</h2>",
        "<p>From picture to numbers, solvers know all but the pictures. From numbers to pictures, they know "
        "the prompt (and choose a letter) or the candidates (as numbers and, where rendered, as thumbnails), "
        "never both: that would be the task itself. Values, slots and kernels learn from all other "
        "questions.</p>",
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


def _ceilings(cells: Sequence[AuditedCell]) -> str:
    head = ("cell", "direction", "reader", "right", "99 % interval", "place right", "strict", "goes by")
    those = [(cell, record) for cell in cells for record in cell.ceilings]
    rows = (
        (
            cell.title,
            cell.direction,
            record.reader,
            f"{100 * record.accuracy:.1f} %",
            f"{100 * record.low:.1f}–{100 * record.high:.1f} %",
            "–" if record.position is None else f"{100 * record.position:.1f} %",
            "–" if record.limit is None else f"≤ {100 * record.limit:.1f} %",
            record.how,
        )
        for cell, record in those
    )
    return _table(head, rows, [record.above for _, record in those], (3, 4, 5, 6))


def _constants(cells: Sequence[AuditedCell]) -> Iterator[str]:
    """What constant replies are worth where no letter is to be given; nothing where letters are."""
    rows = [
        (
            cell.title,
            cell.direction,
            record.metric,
            record.given,
            record.worth,
            "–" if record.chance is None else f"{100 * record.chance:.1f} %",
            "–" if record.median is None else f"{record.median:g}",
            record.median_worth,
        )
        for cell in cells
        if (record := cell.constant) is not None
    ]
    if rows:
        yield "<h2>Open answers</h2>"
        yield (
            "<p>What one reply is worth that is given to every question: the best one that there is, and of "
            "numbers, in metres, degrees or times, the median of the right ones. A score begins above it.</p>"
        )
        head = ("cell", "direction", "metric", "best constant", "worth", "guess", "median", "worth of it")
        yield _table(head, rows, [False] * len(rows), (3, 4, 5, 6, 7))


def _varieties(cells: Sequence[AuditedCell]) -> str:
    """One row per cell, as both directions ask about the same worlds."""
    known = {cell.cell: cell.variety for cell in cells if cell.variety is not None}
    if not known:
        return "<p>The manifest says nothing of it.</p>"
    head = ("cell", "worlds", "option sets", "most frequent set", "values", "rooms", "kinds", "directions")
    rows = (
        (
            name,
            str(each.worlds),
            str(each.sets),
            f"{100 * each.largest_set:.1f} %",
            str(each.values),
            str(each.rooms),
            str(each.kinds),
            str(each.directions),
        )
        for name, each in known.items()
    )
    return _table(head, rows, [False] * len(known), tuple(range(1, 8)))


def _details(cell: AuditedCell) -> str:
    head = ("solver", "answered", "accuracy", "99 % interval", "p", "p (all)")
    rows = (_solver(record) for record in cell.solvers)
    flags = [record.beats for record in cell.solvers]
    mark = ' <b class="leaks">leaks</b>' if cell.leaks else ""
    idle = "".join(
        f'<p class="soft">Nothing to go by, {escape(why)}: '
        f"{escape(', '.join(name for name, each in cell.left_out.items() if each == why))}.</p>"
        for why in dict.fromkeys(cell.left_out.values())
    )
    return (
        f"<details><summary>{escape(cell.title)} {cell.direction}: {cell.worlds} worlds, chance "
        f"{100 * cell.chance:.1f} %, {len(cell.solvers)} of {cell.tests} tests{mark}</summary>"
        f"{_table(head, rows, flags, (1, 2, 3, 4, 5))}{idle}"
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
    titles = (
        '<th class="number">' + escape(name) + "</th>" if column in numbers else f"<th>{escape(name)}</th>"
        for column, name in enumerate(head)
    )
    lines = ['<table><tr class="head">', *titles, "</tr>"]
    for cells, flag in zip(rows, flags, strict=True):
        lines.append('<tr class="leaks">' if flag else "<tr>")
        for column, text in enumerate(cells):
            name = "number" if column in numbers else "long" if len(text) > LONG else "short"
            kind = f' class="{name}"' if name != "short" or len(text) <= SHORT else ""
            lines.append(f'<td data-of="{escape(head[column])}"{kind}>{escape(text)}</td>')
        lines.append("</tr>")
    return "".join([*lines, "</table>"])
