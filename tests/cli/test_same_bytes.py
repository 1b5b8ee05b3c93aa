"""Records have the same bytes whatever the processor, the BLAS, the C library and numpy's code (G6)."""

from __future__ import annotations

import pytest
from everywhere import GOLDEN, SPEC, digest, environments

HERE = environments()
SOME = ("as it is", "libm without FMA", "all of the oldest")
"""`benchmarks/same_bytes.py` compiles in all of them, and more."""


@pytest.mark.parametrize(
    "name", [SOME[0], *(pytest.param(name, marks=pytest.mark.long) for name in SOME[1:])]
)
def test_records_are_the_same_everywhere(name: str) -> None:
    """Where records are meant to change, `python tests/cli/everywhere.py` writes the hash anew."""
    assert digest(SPEC, HERE[name]) == GOLDEN.read_text().strip()
