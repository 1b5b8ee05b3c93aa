"""The independent check agrees with the sampler about specs that nobody wrote by hand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tampering import found

from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.testing import programs


@pytest.mark.slow
@given(programs(), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_questions_of_drawn_specs_pass(program: Program, number: int) -> None:
    (dataset,) = program.datasets
    for name in program.families:
        cell = make_cell(program, dataset, name)
        asked = ask(cell, range(number, number + 3))
        assert found(cell, *asked.questions) == ""
