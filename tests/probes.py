"""A small spec with both settings, and its questions under one or several interventions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import lru_cache

from spacenum_dsl.base import registry
from spacenum_dsl.base.span import Source
from spacenum_dsl.checks.arm_pairs import check_arms
from spacenum_dsl.checks.arm_worlds import recheck_arms
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.arms import Outcome, arms_of, intervene
from spacenum_dsl.questions.ask import build, draft, make_cell
from spacenum_dsl.questions.family import Cell, Draft
from spacenum_dsl.questions.intervention import INTERVENTIONS
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import resolve
from spacenum_dsl.testing.conformance import arms_as_written

SPEC = """
scene desk {
  surface: desk_top(1.6, 0.8) m
  anchor origin { kind: mug;  at: (-0.55, -0.20) m }
  anchor x_axis { kind: lamp; at: ( 0.25, -0.20) m }
  object target {
    kind:  book | bowl | bottle
    at:    (0.10 .. 0.90 step 0.05, 0.10 .. 0.45 step 0.05) m
    scale: 80 % | 100 % | 125 %
  }
  distractors clutter { count: 0 .. 4; kind: pen | cup | box | apple; at: anywhere; yaw: any }
  camera { look_at: surface; distance: 1.6 m; elevation: 40 deg; azimuth: -110 .. -70 deg; fov: 55 deg }
  require gap(target, anchors) >= 4 cm
  require visible(target) >= 70 %
}

scene den {
  room: (5.0, 4.0, 2.7) m
  light: midday
  objects units { count: 3 .. 5; kind: cabinet | fridge | bookcase; at: against(walls) }
  object  table { kind: table; at: anywhere }
  distractors crates { count: 0 .. 2; kind: box; at: anywhere }
  objects high  { count: 3 .. 5; kind: picture | clock | shelf; at: hung(walls, 1.4 .. 1.9 m) }
  agent { at: free(0.3 m); height: 1.5 m; yaw: any; pitch: -10 deg | 0 deg; fov: 80 deg }
}

layout map on desk { target: target; dims: 2; vary: position, size }
transition walk on den { action: move_forward | move_left | move_right; by: 0.2 .. 1.6 step 0.2 m }
transition turn on den { action: rotate_left | rotate_right; by: 10 .. 70 step 10 deg }
transition tilt on den { action: rotate_up | rotate_down; by: 5 .. 40 step 5 deg }
"""

CELLS = ("map", "walk", "turn", "tilt")
NUMBERS = range(4)

registry.load()

EVERY = {
    name: f"intervention tried {{ {name}: {' | '.join(arms_as_written(each))} }}"
    for name, each in sorted(INTERVENTIONS.items())
}


def text_of(question: Question) -> str:
    return "\n".join(block.text for block in question.content if isinstance(block, Text))


def one(outcome: Outcome) -> Question:
    assert outcome.question is not None
    return outcome.question


def program_of(interventions: str, cells: Sequence[str] = CELLS, count: int = len(NUMBERS)) -> Program:
    """The spec with these intervention blocks and a dataset that names all of them."""
    names = [line.split()[1] for line in interventions.splitlines() if line.startswith("intervention")]
    chains = [line.partition(":")[2] for line in interventions.splitlines() if line.startswith("chains")]
    blocks = "\n".join(line for line in interventions.splitlines() if not line.startswith("chains"))
    asked = "; ".join(f"{cell}: {count}" for cell in cells)
    listed = chains[0] if chains else ", ".join(names)
    dataset = f"dataset probes {{ seed: 5; image: (128, 128) px; cells {{ {asked} }}"
    dataset += f"; interventions: {listed} }}" if listed else " }"
    parsed = parse(Source("probes.scene", f"{SPEC}\n{blocks}\n{dataset}\n"))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    assert resolved.program is not None, resolved.diagnostics
    return resolved.program


def cell_of(program: Program, name: str) -> Cell:
    return make_cell(program, program.datasets[0], name)


@lru_cache
def drafts(name: str) -> tuple[tuple[Draft, ...], ...]:
    """The drafts of one cell, whatever interventions follow."""
    made = draft(cell_of(program_of(""), name), NUMBERS)
    assert made.drafts, made.diagnostics
    return made.drafts


@lru_cache
def questions(name: str) -> tuple[tuple[Question, ...], ...]:
    return tuple(tuple(build(each) for each in pair) for pair in drafts(name))


@lru_cache
def outcomes(name: str, interventions: str) -> tuple[tuple[Outcome, ...], ...]:
    """What came of each world's questions in all arms."""
    program = program_of(interventions)
    arms = arms_of(program, program.datasets[0], cell_of(program, name))
    return tuple(
        tuple(intervene(arms, _with_neighbour(name, place), pair))
        for place, pair in enumerate(questions(name))
    )


def _with_neighbour(name: str, place: int) -> tuple[Draft, ...]:
    own, other = drafts(name)[place], drafts(name)[place - 1 if place else 1]
    return tuple(dataclasses.replace(one, neighbour=two) for one, two in zip(own, other, strict=True))


def changed(name: str, interventions: str) -> list[Outcome]:
    """The outcomes with a changed question."""
    return [each for group in outcomes(name, interventions) for each in group if each.question is not None]


def faults(cell: Cell, made: Sequence[Outcome]) -> str:
    """What the independent checks find."""
    return "\n".join(each.message for check in (check_arms, recheck_arms) for each in check(cell, made))
