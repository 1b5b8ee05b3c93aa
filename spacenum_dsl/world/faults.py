"""The codes of floor 3: scenes that can't be drawn."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import declare

UNSATISFIABLE = declare(
    "SN401",
    "scene that can't be satisfied",
    "So many worlds were drawn and every one was refused. The report names what refused them, how often,\n"
    "and ways out: fewer or smaller objects, more space, looser requirements, wider distributions. Nothing\n"
    "is ever let through because attempts ran out.",
)
BAD_PLACE = declare(
    "SN402",
    "placement that this scene or kind does not have",
    "Walls and a ceiling exist in rooms only; a kind that hangs can't stand, and one that stands can't hang.",
)
