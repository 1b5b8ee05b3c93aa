"""Faults as values: a stable code, the smallest place that shows it, what was found, what to do.

Every stage returns diagnostics beside its result; only bugs are exceptions. Codes are registered by
the floor that raises them (`declare`), so `spacenum explain CODE` knows each without a hand-kept list.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from spacenum_dsl.base.registry import Registry
from spacenum_dsl.base.span import Span

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Code:
    """What `spacenum explain` tells of a code: a headline and a longer text with an example."""

    code: str
    title: str
    explanation: str


@dataclass(frozen=True)
class Diagnostic:
    """One fault. `message` stands alone; `label` sits at the caret; `help` holds only ways out."""

    code: str
    message: str
    span: Span | None = None
    label: str = ""
    help: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    severity: Severity = "error"


CODES: Registry[Code] = Registry("code")


def declare(code: str, title: str, explanation: str) -> str:
    """Register a code and hand it back, so that its name can be used where it is raised."""
    CODES.add(code, Code(code, title, explanation))
    return code


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


ALIKE = 0.03
"""By how much the likeness of two known names to a word may differ so that both are offered."""


MOST_OFFERED = 4
"""Names that one label offers."""


def close_match(word: str, known: Iterable[str]) -> str:
    """A caret label that offers the nearest known names, or nothing: those that the word begins, else the
    most like it, and all that are as near."""
    names = list(dict.fromkeys(known))
    near = [name for name in names if len(word) > 2 and name.startswith(f"{word}_")]
    if not near:
        scores = {name: difflib.SequenceMatcher(None, name, word).ratio() for name in names}
        best = max(scores.values(), default=0.0)
        near = [name for name in names if scores[name] >= max(best - ALIKE, 0.6)]
    if not near:
        return ""
    *others, last = (f"`{name}`" for name in near[:MOST_OFFERED])
    return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"


def in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file and place, each once; those without a place come last."""

    def key(diagnostic: Diagnostic) -> tuple[bool, str, int, str]:
        span = diagnostic.span
        return (span is None, span.source.path if span else "", span.start if span else 0, diagnostic.code)

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))
