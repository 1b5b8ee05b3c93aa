"""Strategies for what comes out of a spec: programs, worlds and questions.

They draw names (a seed, a question's number), never numbers of a world, so what they give is what a compile
would give, and an example can be made again from its spec. Drawing takes milliseconds to tenths of a
second: set `deadline=None`.
"""

from __future__ import annotations

from functools import partial

from hypothesis import strategies as st

from spacenum_dsl.base import registry
from spacenum_dsl.base.render_diagnostics import render
from spacenum_dsl.base.span import Source
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.ask import MAX_ATTEMPTS, ask, make_cell
from spacenum_dsl.questions.family import FAMILIES, Cell
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics.program import DatasetBlock, Program
from spacenum_dsl.semantics.resolve import resolve
from spacenum_dsl.testing.scenes import scene_specs
from spacenum_dsl.world.plan import Plan, plan_scene
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.sampler import draw_worlds
from spacenum_dsl.world.world import Varying, World

NUMBERS = st.integers(0, 10**6)
SEEDS = st.integers(0, 2**63 - 1)


def programs() -> st.SearchStrategy[Program]:
    """Programs of `scene_specs()`.

    Properties worth testing: what is computed from a program does not depend on the order of its cells;
    a plugin's check accepts what the language accepts.
    """
    return scene_specs().map(_program)


def worlds(program: Program, scene: str) -> st.SearchStrategy[World]:
    """Worlds of a scene: of the scene alone, or as one of its layouts varies them.

    Raises `KeyError` for a scene that the program does not have; drawing raises `ValueError` where the
    scene can't be satisfied. Properties worth testing: no two boxes overlap in any state; everything is
    inside the room; an exporter's file reads back as the same world.
    """
    registry.load()
    bare: tuple[Plan, tuple[Varying, ...]] = (plan_scene(program.scenes[scene]), ())
    layouts = [_layout(program, name) for name, block in program.families.items() if block.scene == scene]
    return st.tuples(st.sampled_from([bare, *layouts]), SEEDS, NUMBERS).map(_world)


def questions(program: Program, cell: str) -> st.SearchStrategy[Question]:
    """Questions of a cell, both directions if it asks both, with its dataset's seed and image size.

    Raises `KeyError` for a cell that the program does not have; drawing raises `ValueError` with the
    diagnostic where the cell can't be satisfied. Properties worth testing: exactly one option is right; a
    prompt shows every option; a scorer gives the answer full marks and every other letter none.
    """
    registry.load()
    block = program.families[cell]
    found = next((each for each in program.datasets if cell in dict(each.cells)), None)
    dataset = found or DatasetBlock("testing", 0, (336, 336), ((block.name, 1),), (), None)
    made = make_cell(program, dataset, cell)
    return NUMBERS.map(partial(_questions, made)).flatmap(st.sampled_from)


def _program(text: str) -> Program:
    registry.load()
    parsed = parse(Source("generated.scene", text))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    if resolved.program is None:
        raise ValueError(render(resolved.diagnostics, colour=False))
    return resolved.program


def _layout(program: Program, name: str) -> tuple[Plan, tuple[Varying, ...]]:
    """The plan of a family's worlds and what it varies of them."""
    block = program.families[name]
    family = FAMILIES[block.family]
    return plan_scene(program.scenes[block.scene], block.requirements), family.variation(block)


def _world(name: tuple[tuple[Plan, tuple[Varying, ...]], int, int]) -> World:
    """The first attempt that succeeds: mostly the very first, so that the others wait until it fails."""
    (plan, varying), seed, number = name
    refusals: list[Rejection] = []
    for attempts in (range(1), range(1, MAX_ATTEMPTS)):
        for drawn in draw_worlds(plan, seed, [number] * len(attempts), attempts, varying):
            if isinstance(drawn, World):
                return drawn
            refusals.append(drawn)
    last = refusals[-1]
    raise ValueError(f"scene `{plan.scene.name}` can't be satisfied: {last.reason} (`{last.object}`)")


def _questions(cell: Cell, number: int) -> tuple[Question, ...]:
    asked = ask(cell, [number])
    if asked.diagnostics:
        raise ValueError(render(asked.diagnostics, colour=False))
    return asked.questions
