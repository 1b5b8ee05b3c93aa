"""What the strategies promise: specs that resolve, worlds that are possible, questions with one answer."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable

import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from spacenum_dsl.base.span import Source
from spacenum_dsl.language.format import format_tree
from spacenum_dsl.language.parse import parse
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.program import Program
from spacenum_dsl.semantics.resolve import resolve
from spacenum_dsl.testing import programs, questions, scene_specs, worlds
from spacenum_dsl.world.plan import check_places
from spacenum_dsl.world.rule import RULES, Rule
from spacenum_dsl.world.world import Thing, World

pytestmark = pytest.mark.long

SLACK = 1e-6
"""Metres and square metres that rounding may take."""

drawn = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

CROWDED = """
scene hall {
  room: (3, 3, 2.5) m
  objects beds { count: 5; kind: bed; at: anywhere }
  agent { at: free(0.3 m) }
}
transition turn on hall { action: rotate_left; by: 10 .. 70 step 10 deg }
"""


def footprint(thing: Thing) -> shapely.Polygon:
    """The rectangle of an object, made by other means than the sampler's."""
    place = thing.placement
    depth, width = thing.size[0] * place.scale, thing.size[1] * place.scale
    flat = shapely.box(-depth / 2, -width / 2, depth / 2, width / 2)
    turned = shapely.affinity.rotate(flat, place.yaw, origin=(0, 0))
    return shapely.affinity.translate(turned, *place.position[:2])


def ground_of(world: World) -> shapely.Polygon:
    """The floor of the room, or the top of the surface."""
    if world.surface is not None:
        x, y = world.surface.width / 2, world.surface.depth / 2
        return shapely.box(-x, -y, x, y)
    assert world.room is not None
    x, y = world.room.size[0] / 2, world.room.size[1] / 2
    a, b = world.room.cut or (0.0, 0.0)
    return shapely.box(-x, -y, x, y) - shapely.box(x - a, y - b, x, y)


def overlap(a: Thing, b: Thing) -> bool:
    """Whether two share space; one may stand on what lies flat."""
    kinds = KINDS
    if kinds[a.kind].flat != kinds[b.kind].flat:
        return False
    low = max(a.placement.position[2], b.placement.position[2])
    high = min(thing.placement.position[2] + thing.size[2] * thing.placement.scale for thing in (a, b))
    return high - low > SLACK and footprint(a).intersection(footprint(b)).area > SLACK


@given(scene_specs())
@drawn
def test_specs_resolve_and_can_be_written_again(text: str) -> None:
    parsed = parse(Source("drawn.scene", text))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    assert resolved.diagnostics == ()
    assert resolved.program is not None
    assert all(not check_places(scene) for scene in resolved.program.scenes.values())
    assert parse(Source("again.scene", format_tree(parsed.tree))).tree == parsed.tree


@given(st.data())
@drawn
def test_worlds_are_possible(data: st.DataObject) -> None:
    """In every state of a world no two boxes overlap, and all stand inside its room or on its surface."""
    program = data.draw(programs())
    name = data.draw(st.sampled_from(sorted(program.scenes)))
    world = data.draw(worlds(program, name))
    ground = ground_of(world).buffer(SLACK, join_style="mitre")
    assert world.scene == name
    for state in range(max(1, len(world.states))):
        things = world.in_state(state) if world.states else world.things
        assert len({thing.id for thing in things}) == len(things)
        assert all(ground.covers(footprint(thing)) for thing in things)
        for a, b in itertools.combinations(things, 2):
            assert not overlap(a, b), f"{a.name} and {b.name} overlap"


@pytest.mark.slow
@given(st.data())
@drawn
def test_questions_have_one_answer_and_stable_ids(data: st.DataObject) -> None:
    program = data.draw(programs())
    cell = data.draw(st.sampled_from(sorted(program.families)))
    question = data.draw(questions(program, cell))
    right = [place for place, option in enumerate(question.options) if not option.differs]
    assert right == [question.answer_index]
    assert len({option.text for option in question.options}) == program.families[cell].options
    assert len({option.label for option in question.options}) == len(question.options)
    assert question.direction in program.families[cell].asks
    item = encode([question]).items[0]
    assert item.id == f"{cell}.{question.index:06d}.{question.direction}"
    dataset = program.datasets[0]
    again = ask(make_cell(program, dataset, cell), [question.index + 1, question.index]).questions
    assert question in again
    assert item in encode([each for each in again if each.index == question.index]).items


@pytest.mark.slow
def test_every_family_and_every_space_is_drawn() -> None:
    """One example each of what a tool has to cope with."""
    seen: Counter[str] = Counter()

    @settings(drawn, max_examples=150, derandomize=True, database=None, phases=[Phase.generate])
    @given(programs())
    def look(program: Program) -> None:
        seen.update(block.family for block in program.families.values())
        seen.update(direction for block in program.families.values() for direction in block.asks)
        for scene in program.scenes.values():
            seen["on a surface"] += scene.surface is not None
            seen["room with a camera"] += scene.room is not None and bool(scene.cameras)
            seen["room with an agent"] += scene.agent is not None
            seen["with requirements"] += bool(scene.requirements)
            seen["L-shaped"] += scene.room is not None and scene.room.cut is not None
            seen["drawn size"] += scene.room is not None and isinstance(scene.room.size[0], values.Uniform)
            seen["drawn light"] += isinstance(scene.decor.light, values.Choice)
            seen["styled"] += scene.name == "styled_scene"
            seen.update(block.at.name for block in scene.objects if isinstance(block.at, values.RuleCall))

    look()
    assert min(seen.values()) > 3, seen
    assert {"layout", "transition", "num2space", "space2num"} < set(seen)
    rules = RULES
    assert {name for name, rule in rules.items() if isinstance(rule, Rule)} < set(seen)


def test_what_is_not_there_is_an_error(program_of: Callable[[str], Program]) -> None:
    program = program_of(CROWDED)
    with pytest.raises(KeyError):
        worlds(program, "hell")
    with pytest.raises(KeyError):
        questions(program, "walk")


@pytest.mark.parametrize("what", ["worlds", "questions"])
@pytest.mark.usefixtures("few_attempts")
def test_an_unsatisfiable_scene_says_so(what: str, program_of: Callable[[str], Program]) -> None:
    """It never shows as a mere lack of examples."""
    program = program_of(CROWDED)
    strategy: st.SearchStrategy[object] = (
        worlds(program, "hall") if what == "worlds" else questions(program, "turn")
    )

    @settings(max_examples=1, deadline=None, database=None, phases=[Phase.generate])
    @given(strategy)
    def draw(_: object) -> None:
        raise AssertionError("drawn")

    with pytest.raises(ValueError, match="can't be satisfied"):
        draw()
