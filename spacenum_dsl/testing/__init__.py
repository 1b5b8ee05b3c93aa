"""Hypothesis strategies for those who build on spacenum: specs, worlds, questions to test a tool against."""

try:
    import hypothesis as _hypothesis
except ImportError as error:
    raise ImportError('spacenum.testing needs Hypothesis: pip install "spacenum[testing]"') from error

from spacenum_dsl.testing.programs import programs, questions, worlds
from spacenum_dsl.testing.scenes import scene_specs
from spacenum_dsl.testing.syntax import broken_sources, spec_sources, syntax_trees

del _hypothesis

__all__ = [
    "broken_sources",
    "programs",
    "questions",
    "scene_specs",
    "spec_sources",
    "syntax_trees",
    "worlds",
]
