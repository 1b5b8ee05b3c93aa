"""Hypothesis strategies for those who build on spacenum: specs to test a tool against."""

try:
    import hypothesis as _hypothesis
except ImportError as error:
    raise ImportError('spacenum.testing needs Hypothesis: pip install "spacenum[testing]"') from error

from spacenum_dsl.testing.syntax import broken_sources, spec_sources, syntax_trees

del _hypothesis

__all__ = ["broken_sources", "spec_sources", "syntax_trees"]
