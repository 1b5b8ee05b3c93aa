"""Faults that follow from others and would go with them: they are not told.

What could not be read, or stands in a file that could not be imported, is missing elsewhere. To say so again
hides what is to be mended.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.language import mistakes
from spacenum_dsl.semantics import faults

UNKNOWN = frozenset({faults.UNKNOWN_NAME, faults.WRONG_TARGET, faults.UNKNOWN_KIND})
"""Codes of names that are defined nowhere."""

NO_FILE = frozenset({faults.BAD_IMPORT, faults.IMPORT_CYCLE, faults.TOO_LARGE})
TORN = frozenset({mistakes.UNCLOSED_BLOCK.code, mistakes.STRAY_BRACKET.code})
"""Codes of braces that don't match, behind which nothing is sure to stand where it was meant to."""

STRUCTURE = frozenset({faults.MISPLACED, faults.MISSING_PROPERTY, faults.BAD_SCENE})


def without_follow_ups(found: Sequence[Diagnostic], lost: frozenset[str]) -> list[Diagnostic]:
    """The faults that stand for themselves; `lost` are the names in statements that could not be read."""
    codes = {fault.code for fault in found}
    unread, torn = bool(codes & NO_FILE), bool(codes & TORN)

    def follows(fault: Diagnostic) -> bool:
        if fault.code in UNKNOWN and fault.span is not None:
            head = fault.span.text.partition(".")[0].partition("[")[0]
            return unread or head in lost
        return torn and fault.code in STRUCTURE

    return [fault for fault in found if not follows(fault)]
