"""What an audit needs beyond spacenum's own packages; imports none of it."""

from __future__ import annotations

import importlib.util

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.audit import faults

PACKAGES = {"sklearn": "scikit-learn", "scipy": "scipy"}
"""Modules and the packages that they come in."""


def missing() -> Diagnostic | None:
    """What has to be installed first."""
    lacking = [title for name, title in PACKAGES.items() if importlib.util.find_spec(name) is None]
    if not lacking:
        return None
    help = ('pip install "spacenum[proof]"',)
    return Diagnostic(faults.NO_SOLVERS, f"an audit needs {' and '.join(lacking)}", help=help)
