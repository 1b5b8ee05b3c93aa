"""Showing diagnostics: to people with the line and a caret under the fault, to machines as plain data.

What a spec holds may be hostile or merely odd, so nothing of it reaches a terminal unescaped, and carets
are placed by what a character takes up on screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.span import Span

JsonField: TypeAlias = str | int | list[str] | None

_WIDEST = 120
_TAB = 4
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "frame": "\x1b[34m", "bold": "\x1b[1m"}
_END = "\x1b[0m"


def render(diagnostics: Iterable[Diagnostic], *, colour: bool) -> str:
    """All diagnostics as text, a blank line between them, each line ended."""
    return "\n".join(_rendered(diagnostic, colour) for diagnostic in diagnostics)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many of what: `2 errors, 1 warning`; empty when there are none."""
    counts = [
        (sum(diagnostic.severity == severity for diagnostic in diagnostics), severity)
        for severity in ("error", "warning")
    ]
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count)


def to_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, JsonField]]:
    """One flat record each. Lines and columns count from 1; the end is the place behind the span."""
    return [_record(diagnostic) for diagnostic in diagnostics]


def _record(diagnostic: Diagnostic) -> dict[str, JsonField]:
    span = diagnostic.span
    behind = Span(span.source, span.end, span.end) if span else None
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "file": span.source.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": behind.line if behind else None,
        "end_column": behind.column if behind else None,
        "label": diagnostic.label,
        "help": list(diagnostic.help),
        "notes": list(diagnostic.notes),
    }


def _rendered(diagnostic: Diagnostic, colour: bool) -> str:
    def paint(text: str, look: str) -> str:
        return f"{_COLOURS[look]}{text}{_END}" if colour else text

    head = paint(f"{diagnostic.severity}[{diagnostic.code}]", diagnostic.severity)
    lines = [f"{head}{paint(f': {_shown(diagnostic.message)}', 'bold')}"]
    span = diagnostic.span
    margin = " " * len(str(span.line) if span else " ")
    bar = paint("|", "frame")
    if span:
        text, before, width = _excerpt(span)
        label = f" {_shown(diagnostic.label)}" if diagnostic.label else ""
        carets = paint("^" * width + label, diagnostic.severity)
        place = f"{_shown(span.source.path)}:{span.line}:{span.column}"
        lines += [
            f"{margin}{paint('-->', 'frame')} {place}",
            f"{margin} {bar}",
            f"{paint(str(span.line), 'frame')} {bar} {text}".rstrip(),
            f"{margin} {bar} {' ' * before}{carets}",
        ]
    advice = [("help", text) for text in diagnostic.help] + [("note", text) for text in diagnostic.notes]
    if span and advice:
        lines.append(f"{margin} {bar}")
    for word, text in advice:
        first, *rest = text.split("\n")
        lines.append(f"{margin} {paint('=', 'frame')} {paint(word, 'bold')}: {_shown(first)}".rstrip())
        lines += [f"{margin}         {_shown(line)}".rstrip() for line in rest]
    return "".join(f"{line}\n" for line in lines)


def _excerpt(span: Span) -> tuple[str, int, int]:
    """A line as shown, how many columns stand before the span, and how many it takes, at least one."""
    line = span.source.line(span.line)
    start = min(span.column - 1, len(line))
    end = max(min(start + span.end - span.start, len(line)), start)
    first, last = max(start - _WIDEST // 2, 0), min(start + _WIDEST, len(line))
    if len(line) <= _WIDEST:
        first, last = 0, len(line)
    cells = _cells(line[first:last], 0)
    open_start, open_end = "…" if first else "", "…" if last < len(line) else ""
    before = len(open_start) + sum(width for _, width in cells[: start - first])
    marked = sum(width for _, width in cells[start - first : min(end, last) - first])
    return open_start + "".join(text for text, _ in cells) + open_end, before, max(marked, 1)


def _cells(text: str, column: int) -> list[tuple[str, int]]:
    """Each character as shown and the columns it takes; tabs reach to the next stop."""
    cells: list[tuple[str, int]] = []
    for char in text:
        shown = " " * (_TAB - column % _TAB) if char == "\t" else _shown(char)
        width = len(shown) if len(shown) != 1 else _width(char)
        column += width
        cells.append((shown, width))
    return cells


def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _shown(text: str) -> str:
    """Text that is safe on a terminal: control, format and lone surrogate characters by their numbers."""
    return "".join(
        f"\\u{{{ord(char):x}}}" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
        for char in text
    )
