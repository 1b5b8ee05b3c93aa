"""Measures of two things on a desk: each quantity, to be picked and to be given, with arms as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from spacenum_dsl.base.span import Source
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.ask import ask, draft, make_cell
from spacenum_dsl.questions.family import Cell, Draft
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import Resolved, resolve

SCENE = """
scene desk {
  surface: desk_top(1.6, 1.0) m
  object mark  { kind: box; at: (-0.1 .. 0.1, -0.1 .. 0.1) m; yaw: any; scale: 80 % .. 120 % }
  object thing { kind: toaster; at: (-0.6 .. 0.6, -0.35 .. 0.35) m; yaw: any; scale: 60 % .. 140 % }
  distractors clutter { count: 0 .. 2; kind: apple | cup; at: anywhere }
  camera { look_at: surface; distance: 1.4 m; elevation: 45 deg; azimuth: -110 .. -70 deg; fov: 65 deg }
  require gap(thing, mark) >= 2 cm and visible(thing) >= 100 % and visible(mark) >= 100 %
}
"""
FAMILIES = """
measure far    on desk { of: thing; to: mark; quantity: gap }
measure middle on desk { of: thing; to: mark; quantity: distance }
measure high   on desk { of: thing; quantity: height; apart: 2 cm }
measure times  on desk { of: thing; to: mark; quantity: ratio }
measure far_open    extends far    { answer: number }
measure middle_open extends middle { answer: number }
measure high_open   extends high   { answer: number }
measure times_open  extends times  { answer: number }
measure far_both    extends far    { vary: both }
measure times_both  extends times  { vary: both }
"""
PICKED = ("far", "middle", "high", "times")
OPEN = tuple(f"{name}_open" for name in PICKED)
BOTH = ("far_both", "times_both")
CELLS = (*PICKED, *OPEN)
NUMBERS = range(6)


def resolved(text: str) -> Resolved:
    parsed = parse(Source("measures.scene", text))
    return resolve([parsed.tree], (), parsed.diagnostics)


def program_of(interventions: str = "", cells: Sequence[str] = CELLS) -> Program:
    """The spec with these intervention blocks and a dataset that names all of them."""
    names = [line.split()[1] for line in interventions.splitlines()]
    asked = "; ".join(f"{cell}: {len(NUMBERS)}" for cell in cells)
    listed = f"; interventions: {', '.join(names)}" if names else ""
    dataset = f"dataset measured {{ seed: 5; image: (128, 128) px; cells {{ {asked} }}{listed} }}"
    made = resolved(f"{SCENE}\n{FAMILIES}\n{interventions}\n{dataset}\n")
    assert made.program is not None, made.diagnostics
    return made.program


@lru_cache
def cell_of(name: str) -> Cell:
    program = program_of()
    return make_cell(program, program.datasets[0], name)


@lru_cache
def drafts(name: str) -> tuple[tuple[Draft, ...], ...]:
    made = draft(cell_of(name), NUMBERS)
    assert made.drafts, made.diagnostics
    return made.drafts


@lru_cache
def questions(name: str) -> tuple[Question, ...]:
    made = ask(cell_of(name), NUMBERS)
    assert made.questions, made.diagnostics
    return made.questions
