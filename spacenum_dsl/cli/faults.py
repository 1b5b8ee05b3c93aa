"""The codes of floor 7."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import declare

BROKEN_PLUGIN = declare(
    "SN701",
    "plugin that can't be loaded",
    "A module of the entry-point group `spacenum.plugins` raised an error when it was imported, so what it\n"
    "registers is missing. Repair or uninstall it.",
)
UNKNOWN_CELL = declare(
    "SN702",
    "unknown cell on the command line",
    "`--only` names a question family of the datasets that are compiled.",
)
NOTHING_TO_COMPILE = declare(
    "SN703",
    "nothing to compile",
    "The files have neither a `dataset` nor a question family of their own.",
)
NOTHING = "the files have neither a dataset nor a question family"
"""The headline of that."""
