"""Dose and response: the same world with fewer or more distractors, one inside the other."""

from __future__ import annotations

from dataclasses import replace as with_fields
from itertools import pairwise

import pytest
from msgspec.structs import replace
from probes import cell_of, changed, drafts, faults, one, outcomes, program_of

from spacenum_dsl.base.span import Source, Span
from spacenum_dsl.language.parse import parse
from spacenum_dsl.questions.arms import UNCHANGED
from spacenum_dsl.questions.ask import draft, make_cell
from spacenum_dsl.questions.interventions.distractors import NONE_WRITTEN, counted
from spacenum_dsl.questions.question import OptionSet
from spacenum_dsl.semantics.resolve import resolve
from spacenum_dsl.semantics.values import Constant
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import World

NOWHERE = Span(Source("", ""), 0, 0)
DOSES = "intervention crowd { distractors: 0 | 2 | 4 | 8 }"


def distractors(world: World) -> list[str]:
    return [thing.name for thing in world.things if thing.role == "distractors"]


def dosed(
    text: str, name: str, doses: tuple[int, ...], count: int = 8
) -> list[list[OptionSet | Rejection | None]]:
    """What comes of each world of a cell at each dose."""
    parsed = parse(Source("test.scene", text))
    resolved = resolve([parsed.tree], (), parsed.diagnostics)
    program = resolved.program
    assert program is not None, resolved.diagnostics
    cell = make_cell(program, program.datasets[0], name)
    made = []
    for pair in draft(cell, range(count)).drafts:
        found = [counted(cell, pair[0].chosen, Constant(NOWHERE, float(dose), "number")) for dose in doses]
        made.append([each[1] if isinstance(each, tuple) else each for each in found])
    return made


@pytest.mark.parametrize("cell", ["map", "walk"])
def test_a_dose_is_the_number_of_distractors_in_all(cell: str) -> None:
    made = changed(cell, DOSES)
    assert made
    for outcome in made:
        assert len(distractors(one(outcome).world)) == int(outcome.arm.name.label)
    for group in outcomes(cell, DOSES):
        for each in group:
            same = len(distractors(each.base.world)) == int(each.arm.name.label)
            assert (each.reason == UNCHANGED) == same


@pytest.mark.parametrize("cell", ["map", "walk"])
def test_all_else_stays_byte_for_byte_with_its_id(cell: str) -> None:
    for outcome in changed(cell, DOSES):
        base, world = outcome.base.world, one(outcome).world
        assert replace(world, things=base.things) == base
        kept = [thing for thing in world.things if thing in base.things]
        assert [thing for thing in base.things if thing in kept] == kept
        assert {thing.role for thing in base.things if thing not in kept} <= {"distractors"}
        highest = max(thing.id for thing in base.things)
        added = [thing for thing in world.things if thing not in base.things]
        assert [thing.id for thing in added] == list(range(highest + 1, highest + 1 + len(added)))


@pytest.mark.parametrize("cell", ["map", "walk"])
def test_doses_are_nested(cell: str) -> None:
    for group in outcomes(cell, DOSES):
        worlds = [each.base.world for each in group] + [
            each.question.world for each in group if each.question
        ]
        worlds.sort(key=lambda world: len(distractors(world)))
        sets = [{repr(thing) for thing in world.things} for world in worlds]
        assert all(small <= large for small, large in pairwise(sets))


def test_a_dose_does_not_depend_on_the_other_arms() -> None:
    alone = {
        each.base.index: one(each).world for each in changed("map", "intervention crowd { distractors: 8 }")
    }
    among = {each.base.index: one(each).world for each in changed("map", DOSES) if each.arm.name.label == "8"}
    assert alone == among


def test_the_changed_cell_says_how_many_there_are() -> None:
    for outcome in changed("map", DOSES):
        assert outcome.cell is not None
        block = outcome.cell.plan.scene.object("clutter")
        assert block is not None
        assert isinstance(block.count, Constant)
        assert block.count.value == int(outcome.arm.name.label)


@pytest.mark.parametrize("dose", ["1", "3", "6"])
def test_a_wrong_number_of_them_is_found(dose: str) -> None:
    outcome = changed("map", f"intervention crowd {{ distractors: {dose} }}")[0]
    world = one(outcome).world
    fewer = replace(one(outcome), world=replace(world, things=world.things[:-1]))
    tampered = with_fields(outcome, question=fewer)
    assert "members" in faults(cell_of(program_of(""), "map"), [tampered])


def test_a_scene_without_any_is_left_out() -> None:
    made = dosed(PLAIN.replace("distractors few { count: 1; kind: pen; at: anywhere }", ""), "map", (0, 2))
    assert all(each == NONE_WRITTEN for row in made for each in row)


PLAIN = """
scene desk {
  surface: desk_top(1.6, 0.8) m
  let shade = red | blue | green
  anchor origin { kind: mug;  at: (-0.55, -0.20) m }
  anchor x_axis { kind: lamp; at: ( 0.25, -0.20) m }
  distractors few { count: 1; kind: pen; at: anywhere }
  object target { kind: book; at: (0.1 .. 0.9 step 0.1, 0.1 .. 0.4 step 0.1) m; scale: 80 % | 125 % }
  camera { look_at: surface; distance: 1.6 m; elevation: 50 deg; azimuth: -90 deg; fov: 55 deg }
}
layout map on desk { target: target; dims: 2; vary: position, size }
dataset probes { seed: 5; image: (128, 128) px; cells { map: 8 } }
"""


def plain_with(line: str) -> str:
    return PLAIN.replace("  camera", f"  {line}\n  camera")


def test_the_block_that_is_written_last_loses_and_gains_first() -> None:
    made = dosed(plain_with("distractors more { count: 2; kind: apple; at: anywhere }"), "map", (0, 1, 2, 5))
    for none, first, second, fifth in made:
        assert all(isinstance(each, OptionSet) for each in (none, first, second, fifth))
        assert distractors(none.world) == []  # type: ignore[union-attr]
        assert distractors(first.world) == ["few[0]"]  # type: ignore[union-attr]
        assert distractors(second.world) == ["few[0]", "more[0]"]  # type: ignore[union-attr]
        names = ["few[0]", "more[0]", "more[1]", "more[2]", "more[3]"]
        assert distractors(fifth.world) == names  # type: ignore[union-attr]


def test_further_ones_mention_what_the_world_drew() -> None:
    """A `let` is one draw per world, for those that are drawn into it too."""
    text = plain_with("distractors more { count: 1; kind: box; colour: shade; at: anywhere }")
    colours = set()
    for (world,) in dosed(text, "map", (6,)):
        assert isinstance(world, OptionSet)
        own = {thing.colour for thing in world.world.things if thing.group == "more"}
        assert len(own) == 1
        colours |= own
    assert len(colours) > 1


def test_requirements_hold_for_further_ones_whatever_is_written_after_them() -> None:
    text = plain_with("require gap(few, target) >= 20 cm\n  require few.at.y <= 0 m")
    for (made,) in dosed(text, "map", (4,)):
        assert isinstance(made, OptionSet)
        frame = made.world.frame
        assert frame is not None
        for thing in made.world.things:
            if thing.group == "few":
                assert frame.to_map(*thing.placement.position[:2])[1] <= 1e-9


def test_a_requirement_that_no_number_may_break_leaves_the_question_out() -> None:
    text = plain_with("require count(few) == 1")
    for none, two in dosed(text, "map", (0, 2)):
        assert isinstance(none, Rejection)
        assert isinstance(two, Rejection)
        assert none.reason == "require count(few) == 1"
        assert "require count(few) == 1" in two.reason


def test_what_others_stand_on_stays() -> None:
    text = plain_with("object bulb { kind: apple; at: on(piles) }").replace(
        "distractors few { count: 1; kind: pen; at: anywhere }",
        "distractors piles { count: 1; kind: box; at: anywhere }",
    )
    for (made,) in dosed(text, "map", (0,)):
        assert made == Rejection("bulb", "`bulb` is placed by `piles`", None)


def test_where_no_more_fit_the_question_is_left_out_with_a_reason() -> None:
    text = PLAIN.replace("kind: pen; at: anywhere", "kind: box; scale: 200 %; at: anywhere")
    (made, *_), *_ = dosed(text, "map", (40,), count=1)
    assert isinstance(made, Rejection)
    assert made.reason.startswith("no place for a further distractor: ")


def test_drafts_of_the_base_stay_as_they_are() -> None:
    before = [repr(pair) for pair in drafts("map")]
    changed("map", "intervention crowd { distractors: 7 }")
    assert [repr(pair) for pair in drafts("map")] == before
