"""Dots and intervals, one row per cell and direction, a tick at chance: words as HTML, lines as inline SVG.

Words stand beside their line where there is room, above it on a phone. Lines have no width of their own: they
are drawn in shares of the width that they get.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from spacenum_dsl.checks.audit.records import AuditedCell
from spacenum_dsl.checks.audit.summary import called

STYLE = """
.plot { display: grid; grid-template-columns: minmax(0, max-content) minmax(16rem, 1fr) minmax(0, 16rem);
  column-gap: .8rem; align-items: center; font-size: .85rem; }
.plot > .of { text-align: right; grid-column: 1; } .plot > svg { grid-column: 2; }
.plot > .who { color: var(--soft); overflow-wrap: anywhere; grid-column: 3; }
.plot > .axis { fill: var(--soft); }
.plot svg { width: 100%; height: 1.4rem; display: block; overflow: visible; }
.plot line { stroke-width: 2; } .plot .grid { stroke: var(--line); stroke-width: 1; }
.plot .chance { stroke: var(--soft); } .plot .fair { stroke: var(--fair); fill: var(--fair); }
.plot .leak { stroke: var(--leak); fill: var(--leak); } .plot circle { stroke: none; }
@media (max-width: 46rem) { .plot { grid-template-columns: minmax(0, 1fr); }
  .plot > .of, .plot > svg, .plot > .who { grid-column: 1; text-align: left; }
  .plot > .who { margin-bottom: .5rem; } }
"""


def plot(cells: Sequence[AuditedCell]) -> str:
    """The accuracy of each row's most telling solver with its 99 % interval, and chance."""
    shown = [cell for cell in cells if cell.solvers]
    marks = "".join(_mark(percent) for percent in range(0, 101, 25))
    parts = ['<div class="plot">', f'<svg class="axis" aria-hidden="true">{marks}</svg>']
    for cell in shown:
        parts += _row(cell)
    return "\n".join([*parts, "</div>"])


def _row(cell: AuditedCell) -> Iterator[str]:
    best = cell.solvers[0]
    kind = "leak" if cell.leaks else "fair"
    yield f'<div class="of">{escape(cell.title)} {cell.direction}</div>'
    label = f"{100 * best.accuracy:.1f} %, 99 % interval {100 * best.low:.1f} to {100 * best.high:.1f} %"
    grid = "".join(_line("grid", percent / 100, 0, 100) for percent in range(0, 101, 25))
    yield (
        f'<svg role="img" aria-label="{label}">{grid}{_line("chance", cell.chance, 15, 85)}'
        f'<line class="{kind}" x1="{_x(best.low)}" x2="{_x(best.high)}" y1="50%" y2="50%"/>'
        f'<circle class="{kind}" cx="{_x(best.accuracy)}" cy="50%" r="4.5"/></svg>'
    )
    yield f'<div class="who">{escape(called(best))}</div>'


def _mark(percent: int) -> str:
    anchor = {0: "start", 100: "end"}.get(percent, "middle")
    return f'<text x="{percent}%" y="75%" text-anchor="{anchor}">{percent} %</text>'


def _line(kind: str, share: float, top: int, bottom: int) -> str:
    return f'<line class="{kind}" x1="{_x(share)}" x2="{_x(share)}" y1="{top}%" y2="{bottom}%"/>'


def _x(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.1f}%"
