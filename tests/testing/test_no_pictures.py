"""A family whose cases no picture shows: its prompts tell two places, and the distance between them is asked.

It stands for all that is asked in words alone. Nothing outside of its three parts knows of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from spacenum_dsl.base import exact
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.oracle.exam import Exam
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.oracle import ORACLES, Answer, Oracle
from spacenum_dsl.checks.oracle.pictures import ShownView
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.checks.shown import state_of
from spacenum_dsl.cli.cli import main
from spacenum_dsl.cli.specs import load_specs
from spacenum_dsl.output.records.dataset import read_items
from spacenum_dsl.output.records.types import ItemRecord, WorldRecord
from spacenum_dsl.questions.ask import ask, make_cell
from spacenum_dsl.questions.family import FAMILIES, Cell, Draft, Family, register
from spacenum_dsl.questions.question import Member, OptionSet, Prompt, Question, Text
from spacenum_dsl.questions.words import text_options
from spacenum_dsl.semantics.blocks import FAMILY_PROPERTIES
from spacenum_dsl.semantics.program import FamilyBlock, Scene
from spacenum_dsl.semantics.types import FAMILY_SPECS, BlockSpec, FamilySpec
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import Variation, Varying, World

NAME = "told_places"
SPEC = f"""
scene desk {{
  surface: desk_top(1.6, 1.0) m
  object mark  {{ kind: box; at: (-0.4 .. 0.4, -0.3 .. 0.3) m }}
  object thing {{ kind: mug; at: (-0.6 .. 0.6, -0.4 .. 0.4) m }}
  camera {{ look_at: surface; distance: 1.5 m; elevation: 40 deg; azimuth: -90 deg }}
}}
{NAME} far on desk {{ ask: space2num }}
dataset told {{ cells {{ far: 8 }} }}
"""
_TOLD = re.compile(r"at \((-?[\d.]+), (-?[\d.]+)\) m")


def check(_: FamilyBlock, __: Scene) -> tuple[Diagnostic, ...]:
    return ()


def variation(block: FamilyBlock) -> tuple[Varying, ...]:
    return (Variation("thing", ("position",), block.options, along_x=False),)


def option_set(_: Cell, world: World) -> OptionSet | Rejection:
    mark = world.thing("mark").placement.position[:2]
    far = [exact.distance(world.thing("thing", state).placement.position[:2], mark) for state in range(4)]
    if min(abs(a - b) for place, a in enumerate(far) for b in far[:place]) < 0.05:
        return Rejection("thing", "two distances would be alike", None)
    members = [
        Member({"distance": each}, state, {"distance": (each,)}, {}, (), ()) for state, each in enumerate(far)
    ]
    members.sort(key=lambda member: member.coordinates["distance"])
    return OptionSet(world, (), tuple(members), {"target": "thing"})


def prompt(draft: Draft) -> Prompt:
    world = draft.chosen.world
    there = (
        world.thing("thing", draft.right.number).placement.position,
        world.thing("mark").placement.position,
    )
    places = [f"({x:.3f}, {y:.3f}) m" for x, y, _ in there]
    texts = tuple(f"{member.coordinates['distance'][0]:.2f} m" for member in draft.members)
    told = Text(f"A mug is at {places[0]}, a box is at {places[1]}. How far are they apart?")
    return Prompt(
        (told, *text_options(texts, draft.wording.last_line)),
        tuple(member.value for member in draft.members),
        texts,
        tuple(member.coordinates for member in draft.members),
        draft.chosen.context,
    )


def judge(_: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """Distances and the told places against the triangles."""
    for place, option in enumerate(question.options):
        solids = judged.states[state_of(question, option)].solids
        ends = [solids[name].centre[:2] for name in ("thing", "mark")]
        if abs(float(str(option.value["distance"])) - math.dist(*ends)) > 1e-6:
            yield f"option {option.label} says {option.text}, its triangles say {math.dist(*ends):.3f} m"
        if place == question.answer_index:
            text = next(block.text for block in question.content if isinstance(block, Text))
            told = [tuple(map(float, each)) for each in _TOLD.findall(text)]
            if any(math.dist(one, other) > 0.001 for one, other in zip(told, ends, strict=True)):
                yield f"its words tell {told}, not {ends}"


def answer(exam: Exam, _: Measures) -> Answer:
    """From the prompt alone."""
    one, other = (tuple(map(float, each)) for each in _TOLD.findall(exam.text))
    far = math.dist(one, other)
    off = {each.label: abs(float(str((each.value or {})["distance"])) - far) for each in exam.choices}
    return Answer(min(off, key=off.__getitem__), off)


def faults(
    _: ItemRecord, __: WorldRecord, looks: Mapping[str, ShownView], ___: int, ____: Path
) -> Iterator[Diagnostic]:
    assert not looks
    return iter(())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the spec, while the family is registered."""
    block = BlockSpec(NAME, "how far two told places are apart", FAMILY_PROPERTIES, requires=True)
    with pytest.MonkeyPatch.context() as patch:
        for registry in (FAMILIES, FAMILY_SPECS, JUDGES, ORACLES):
            patch.setattr(registry, "_entries", {**registry._entries})
        register(Family(FamilySpec(block, check), variation, option_set, prompt, lambda _: 0))
        JUDGES.add(NAME, Judge(judge))
        ORACLES.add(NAME, Oracle(answer, faults))
        folder = tmp_path_factory.mktemp("told")
        (folder / "told.scene").write_text(SPEC)
        yield folder


def questions(home: Path) -> tuple[Cell, tuple[Question, ...]]:
    (spec,) = load_specs([home / "told.scene"], {}).specs
    cell = make_cell(spec.program, spec.program.datasets[0], "far")
    return cell, ask(cell, range(4)).questions


def test_its_judge_takes_each_case_and_refuses_every_other_ones_words(home: Path) -> None:
    cell, asked = questions(home)
    assert recheck(cell, asked) == ()
    one, other = asked[:2]
    wrong = replace(one, content=(other.content[0], *one.content[1:]))
    assert any("its words tell" in each.message for each in recheck(cell, [wrong]))


def test_it_is_compiled_rendered_and_verified_without_a_picture(home: Path) -> None:
    for command in (
        ("compile", str(home / "told.scene"), "-o", str(home), "--workers", "1"),
        ("render", str(home / "told"), "--renderer", "raycast", "--passes", "--workers", "1"),
        ("verify", str(home / "told"), "--workers", "1"),
    ):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, (command, result.output)
    assert "far" in result.output and re.search(r"space2num +8 +8 +0 +0", result.output)
    assert all(not option.pictures for item, _ in read_items(home / "told") for option in item.options)
    assert all(key.seen == {} and not key.options[0].suffices for _, key in read_items(home / "told"))
