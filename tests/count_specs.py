"""Counts of mugs among other things, to be picked and to be given, with arms as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from spacenum_dsl.base.span import Source
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import Resolved, resolve

SCENE = """
scene desk {
  surface: desk_top(1.2, 0.9) m
  object lamp { kind: lamp; at: anywhere }
  objects mugs { count: 1 .. 7; kind: mug; at: anywhere; yaw: any; scale: 130 % }
  objects things { count: 0 .. 3; kind: bowl | apple; at: anywhere }
  camera { look_at: surface; distance: 1.2 m; elevation: 55 deg; azimuth: any; fov: 65 deg }
}
"""
FAMILIES = """
count mugs_there on desk { group: mugs; among: things; require visible(mugs) >= 60 % }
count mugs_given extends mugs_there { answer: number }
"""
CELLS = ("mugs_there", "mugs_given")
NUMBERS = range(6)


def resolved(text: str) -> Resolved:
    parsed = parse(Source("counts.scene", text))
    return resolve([parsed.tree], (), parsed.diagnostics)


def program_of(cells: Sequence[str] = CELLS) -> Program:
    asked = "; ".join(f"{cell}: {len(NUMBERS)}" for cell in cells)
    dataset = f"dataset counted {{ seed: 5; image: (160, 160) px; cells {{ {asked} }} }}"
    made = resolved(f"{SCENE}\n{FAMILIES}\n{dataset}\n")
    assert made.program is not None, made.diagnostics
    return made.program


@lru_cache
def cell_of(name: str) -> Cell:
    program = program_of()
    return make_cell(program, program.datasets[0], name)


@lru_cache
def questions(name: str) -> tuple[Question, ...]:
    made = ask(cell_of(name), NUMBERS)
    assert made.questions, made.diagnostics
    return made.questions
