"""A question's attempts are its own: it is the same whichever others are asked with it, in scenes that are
refused most of the time too (G6, G7)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from spacenum_dsl.questions.ask import MAX_ATTEMPTS, SCOUT, ask, make_cell
from spacenum_dsl.semantics.program import Program

RARE = """
scene hall {
  room: (5, 5, 2.5) m
  objects units { count: 2; kind: cabinet; at: against(walls) }
  objects high { count: 3; kind: picture | clock; at: hung(walls, 1.5 m) }
  objects stools { count: 0 .. 9; kind: stool; at: anywhere }
  agent { at: free(0.2 m) }
  require count(stools) == 4
}
transition turn on hall { action: rotate_left; by: 10 .. 70 step 10 deg; ask: num2space }
dataset d { seed: 3; cells { turn: 4 } }
"""


@pytest.mark.slow
def test_a_question_is_the_same_whichever_others_are_asked(program_of: Callable[[str], Program]) -> None:
    program = program_of(RARE)
    cell = make_cell(program, program.datasets[0], "turn")
    numbers = range(16)
    alone = {number: ask(cell, [number]).questions for number in numbers}
    found = [number for number in numbers if alone[number]]
    late = [number for number in found if alone[number][0].world.attempt >= SCOUT]
    assert len(found) > 10
    assert len(late) > 4
    for one, other in pairwise(late):
        for pair in ((one, other), (other, one)):
            assert ask(cell, pair).questions == (*alone[pair[0]], *alone[pair[1]])
    assert ask(cell, found).questions == tuple(question for number in found for question in alone[number])


@pytest.mark.long
def test_an_impossible_scene_costs_few_attempts(program_of: Callable[[str], Program]) -> None:
    """All questions try a few times, and then the first one alone, whose attempts are counted."""
    program = program_of(RARE.replace("== 4", "== 10"))
    asked = ask(make_cell(program, program.datasets[0], "turn"), range(32))
    assert asked.questions == ()
    (fault,) = asked.diagnostics
    assert f"question 0: {MAX_ATTEMPTS} worlds drawn" in fault.notes[0]
