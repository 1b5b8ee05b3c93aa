"""An audit as a few lines of text: one row per cell, direction and arm."""

from __future__ import annotations

from spacenum_dsl.checks.audit.records import Audit, AuditedCell, SolverRecord

HEAD = (
    "cell",
    "direction",
    "n",
    "chance",
    "best blind solver",
    "accuracy",
    "99 % interval",
    "p (all)",
    "verdict",
)


def summary(audit: Audit) -> str:
    """The table, and whether anything was found."""
    rows = [HEAD, *(row(cell) for cell in audit.cells)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(HEAD))]
    right = (2, 3, 5, 6, 7)
    lines = [
        "  ".join(
            text.rjust(width) if column in right else text.ljust(width)
            for column, (text, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        for cells in rows
    ]
    constants = [
        f"{cell.title}: {record.given} given to every question scores {record.worth} ({record.metric})"
        + ("" if record.chance is None else f", a guess {100 * record.chance:.1f} %")
        for cell in audit.cells
        if cell.intervention is None and (record := cell.constant) is not None
    ]
    return "\n".join([*lines, "", *constants, verdict(audit)])


def verdict(audit: Audit) -> str:
    if not audit.leaks:
        said = f"No blind solver beats chance: {audit.tests} tests, together at {100 * audit.level:g} %"
        small = sum(not cell.enough for cell in audit.cells)
        return f"{said}; {small} of {len(audit.cells)} cells are too small to tell." if small else f"{said}."
    leaking = sum(cell.leaks for cell in audit.cells)
    parts = [f"{leaking} of {len(audit.cells)} cells and directions can be answered without looking"] * bool(
        leaking
    )
    checks = sorted({finding.check for finding in audit.findings})
    parts += [f"structural findings: {', '.join(checks)}"] * bool(checks)
    return f"{'; '.join(parts)}."


def row(cell: AuditedCell) -> tuple[str, ...]:
    chance = f"{100 * cell.chance:.1f} %"
    start = (cell.title, cell.direction, str(cell.questions), chance)
    if not cell.solvers:
        return (*start, "–", "–", "–", "–", "nothing tried")
    best = cell.solvers[0]
    return (
        *start,
        called(best),
        f"{100 * best.accuracy:.1f} % of {best.answered}",
        f"{100 * best.low:.1f}–{100 * best.high:.1f} %",
        f"{best.adjusted:.2g}",
        "leaks" if cell.leaks else "at chance" if cell.enough else "too few questions to tell",
    )


def called(record: SolverRecord) -> str:
    return f"not {record.solver}" if record.manner == "avoids" else record.solver
