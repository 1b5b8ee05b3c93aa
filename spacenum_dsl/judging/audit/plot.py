"""Dots and intervals as inline SVG: one row per cell and direction, a tick at chance."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from spacenum_dsl.judging.audit.records import AuditedCell
from spacenum_dsl.judging.audit.summary import called

LEFT, WIDTH, ROW, TOP, RIGHT = 330, 400, 22, 28, 220
"""Pixels: labels, plot, height of a row, axis, names of solvers."""


def plot(cells: Sequence[AuditedCell]) -> str:
    """The accuracy of each row's most telling solver with its 99 % interval, and chance."""
    shown = [cell for cell in cells if cell.solvers]
    high = TOP + ROW * len(shown) + 8
    parts = [
        f'<svg viewBox="0 0 {LEFT + WIDTH + RIGHT} {high}" role="img" '
        'aria-label="Accuracy of the most telling blind solver of each cell, with 99 % intervals">'
    ]
    for percent in range(0, 101, 25):
        x = _x(percent / 100)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{high - 8}"/>')
        parts.append(f'<text class="axis" x="{x:.1f}" y="{TOP - 12}" text-anchor="middle">{percent} %</text>')
    for row, cell in enumerate(shown):
        parts += _row(cell, TOP + ROW * row + ROW / 2)
    return "\n".join([*parts, "</svg>"])


def _row(cell: AuditedCell, y: float) -> list[str]:
    best = cell.solvers[0]
    kind = "leak" if cell.leaks else "fair"
    chance = _x(cell.chance)
    title = f"{escape(cell.title)} {cell.direction}"
    return [
        f'<text x="{LEFT - 12}" y="{y + 4:.1f}" text-anchor="end">{title}</text>',
        f'<line class="chance" x1="{chance:.1f}" x2="{chance:.1f}" y1="{y - 8:.1f}" y2="{y + 8:.1f}"/>',
        f'<line class="{kind}" x1="{_x(best.low):.1f}" x2="{_x(best.high):.1f}" y1="{y:.1f}" y2="{y:.1f}"/>',
        f'<circle class="{kind}" cx="{_x(best.accuracy):.1f}" cy="{y:.1f}" r="4.5"/>',
        f'<text class="axis" x="{LEFT + WIDTH + 14}" y="{y + 4:.1f}">{escape(called(best))}</text>',
    ]


def _x(share: float) -> float:
    return LEFT + WIDTH * min(max(share, 0.0), 1.0)
