"""A clean dataset of layouts and turns, from which the audit's tests make the ones that leak."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_once import made_once
from sabotage import Records, read_records
from test_audit import SPEC

from spacenum_dsl.base.span import Source
from spacenum_dsl.cli.pipeline import compile_dataset
from spacenum_dsl.language.parse import parse
from spacenum_dsl.semantics.resolve import resolve

PLANS, TURNS = 100, 200
"""Whole runs of letters, in both directions each."""


def clean_cells(factory: pytest.TempPathFactory) -> Records:
    """`PLANS` worlds of the cell `plan` and `TURNS` of `turn`, compiled once for all tests of a run."""

    def make(place: Path) -> None:
        cells = SPEC.index("dataset fair")
        spec = f"{SPEC[:cells]}dataset fair {{ seed: 5; cells {{ plan: {PLANS}; turn: {TURNS} }} }}\n"
        parsed = parse(Source("fair.scene", spec))
        program = resolve([parsed.tree], (), parsed.diagnostics).program
        assert program is not None
        made = compile_dataset(program, program.datasets[0], place, workers=1, progress=lambda _: None)
        assert made.manifest is not None, made.diagnostics

    return read_records(made_once(factory, "clean", make))
