"""The independent check of changed worlds: each is judged like any other, by the cell that its arm made.

A question whose arm changes its world and how it is seen, and none of its words, must pass all that a base
question must. Where the words are changed too, its world must: words, options and view points are compared
with those of the base question (`judging.pairs`), and so is a map frame that an arm turned.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.questions.arms import Outcome
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.intervention import Facet

OF_WORLDS: frozenset[Facet] = frozenset({"distractors", "light", "lens", "view"})
"""Facets whose change needs another look at the world."""

WORDLESS = OF_WORLDS | {"texture", "image"}
"""Facets that leave every word but those about the camera and the pictures' size."""


def recheck_arms(_: Cell, outcomes: Sequence[Outcome]) -> tuple[Diagnostic, ...]:
    """All faults of the worlds that arms changed, those of both directions of a question once."""
    made = [outcome for outcome in outcomes if outcome.question and outcome.arm.changes & OF_WORLDS]
    found: list[Diagnostic] = []
    for cell, group in groupby(made, key=lambda outcome: outcome.cell):
        assert cell is not None
        found += _faults(cell, list(group))
    return tuple(found)


def _faults(cell: Cell, outcomes: Sequence[Outcome]) -> list[Diagnostic]:
    """The faults of the questions of one arm about one world."""
    wordless = outcomes[0].arm.changes <= WORDLESS
    questions = []
    for outcome in outcomes:
        assert outcome.question is not None
        world = outcome.question.world
        if world.frame != outcome.base.world.frame:
            world = replace(world, frame=outcome.base.world.frame)
        questions.append(replace(outcome.question, world=world))
    name = outcomes[0].arm.name
    return [
        dataclasses.replace(fault, message=f"{fault.message}, in `{name.intervention}` ({name.label})")
        for fault in recheck(cell, questions, words=wordless)
    ]
