"""G8: an arm changes what it declares and nothing else, in every setting and direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from probes import (
    CELLS,
    EVERY,
    arms_as_written,
    cell_of,
    changed,
    drafts,
    faults,
    one,
    outcomes,
    program_of,
    questions,
    text_of,
)

from spacenum_dsl.checks.arm_pairs import check_arms, facets_of
from spacenum_dsl.checks.arm_worlds import recheck_arms
from spacenum_dsl.questions.arms import UNCHANGED, Outcome
from spacenum_dsl.questions.ask import build
from spacenum_dsl.questions.intervention import INTERVENTIONS
from spacenum_dsl.questions.question import Question, Text, View


class TestEveryArm:
    @pytest.mark.parametrize("name", EVERY)
    def test_changes_what_it_declares_and_nothing_else(self, name: str) -> None:
        intervention = INTERVENTIONS[name]
        settings = {cell: ("layout" if cell == "map" else "transition") for cell in CELLS}
        seen: set[str] = set()
        for cell, setting in settings.items():
            made = changed(cell, EVERY[name])
            asked = intervention.spec.takes(setting)
            assert bool(outcomes(cell, EVERY[name])[0]) == asked
            assert faults(cell_of(program_of(""), cell), made) == ""
            for outcome in made:
                facets = facets_of(outcome.base, one(outcome))
                assert facets
                seen |= facets
        assert seen == intervention.changes

    @pytest.mark.parametrize("name", EVERY)
    def test_changes_some_question_of_each_direction_that_it_can(self, name: str) -> None:
        labels = arms_as_written(INTERVENTIONS[name])
        made = {
            (each.arm.name.label, each.base.direction)
            for cell in CELLS
            for each in changed(cell, EVERY[name])
        }
        one_way = {"inverse": {"space2num"}, "options_only": {"num2space", "space2num"}}
        for label in labels:
            assert {way for each, way in made if each == label} == one_way.get(
                label, {"num2space", "space2num"}
            )

    @pytest.mark.parametrize("name", EVERY)
    def test_every_outcome_is_a_question_or_a_reason(self, name: str) -> None:
        for cell in CELLS:
            for group in outcomes(cell, EVERY[name]):
                assert all((each.question is None) == bool(each.reason) for each in group)

    @pytest.mark.parametrize("name", EVERY)
    def test_the_right_letter_moves_only_where_options_do(self, name: str) -> None:
        for cell in CELLS:
            for each in changed(cell, EVERY[name]):
                moved = one(each).answer_index != each.base.answer_index
                assert moved == (name == "options")


TOUCHES: dict[str, Callable[[Question], Question]] = {
    "the answer": lambda q: replace(q, answer_index=(q.answer_index + 1) % len(q.options)),
    "an object": lambda q: replace(
        q,
        world=replace(
            q.world,
            things=(
                replace(q.world.things[0], placement=replace(q.world.things[0].placement, yaw=3.0)),
                *q.world.things[1:],
            ),
        ),
    ),
    "a word": lambda q: replace(q, content=(Text("Look closely. "), *q.content)),
    "a view": lambda q: replace(
        q, views=(View(q.views[0].state, replace(q.views[0].point, yaw=1.0)), *q.views[1:])
    ),
    "an option's number": lambda q: replace(
        q, options=(replace(q.options[0], text="9.99 m"), *q.options[1:])
    ),
    "the order": lambda q: replace(q, options=tuple(reversed(q.options)), answer_index=3 - q.answer_index),
    "the pictures": lambda q: replace(q, pictures_of=q),
    "the room": lambda q: replace(
        q, world=replace(q.world, decor=replace(q.world.decor, floor="white_tiles", walls="brick"))
    ),
    "the light": lambda q: replace(q, world=replace(q.world, decor=replace(q.world.decor, light="evening"))),
    "the size": lambda q: replace(q, image=(64, 64)),
    "the question": lambda q: replace(q, index=q.index + 1),
}


class TestTampering:
    @pytest.mark.parametrize("touch", TOUCHES)
    @pytest.mark.parametrize("cell", CELLS)
    def test_whatever_else_differs_is_found(self, cell: str, touch: str) -> None:
        """The crosshair may change pictures' effects alone."""
        made = changed(cell, "intervention cross { overlay: crosshair }")[0]
        owner = cell_of(program_of(""), cell)
        assert check_arms(owner, [made]) == ()
        tampered = Outcome(made.arm, made.base, TOUCHES[touch](one(made)), "", made.cell)
        assert check_arms(owner, [tampered])

    def test_an_arm_that_is_the_base_question_is_found(self) -> None:
        made = changed("turn", "intervention cross { overlay: crosshair }")[0]
        (fault,) = check_arms(
            cell_of(program_of(""), "turn"), [Outcome(made.arm, made.base, made.base, "", made.cell)]
        )
        assert "it is the base question" in fault.message

    @pytest.mark.parametrize(
        ("cell", "intervention"),
        [
            ("map", "distractors: 5"),
            ("walk", "distractors: 3"),
            ("map", "fov: 65 deg"),
            ("turn", "fov: 95 deg"),
            ("walk", "light: evening"),
        ],
    )
    def test_a_changed_world_is_judged_like_any_other(self, cell: str, intervention: str) -> None:
        made = changed(cell, f"intervention tried {{ {intervention} }}")[0]
        assert recheck_arms(cell_of(program_of(""), cell), [made]) == ()
        world = one(made).world
        last = world.things[-1]
        x, y, z = world.things[0].placement.position
        into_another = replace(last, placement=replace(last.placement, position=(x, y, z)))
        for name, things in (
            ("overlaps", (*world.things[:-1], into_another)),
            ("share one id", (*world.things[:-1], replace(last, id=world.things[0].id))),
        ):
            tampered = replace(one(made), world=replace(world, things=things))
            found = recheck_arms(made.cell, [Outcome(made.arm, made.base, tampered, "", made.cell)])  # type: ignore[arg-type]
            assert any(name in fault.message for fault in found), name
        assert recheck_arms(made.cell, [Outcome(made.arm, made.base, made.base, "", made.cell)])  # type: ignore[arg-type]


class TestChains:
    CHAIN = (
        "intervention tidy { distractors: 0 }\nintervention cross { overlay: crosshair | grid }\n"
        "chains: tidy then cross"
    )

    def test_a_chain_is_one_step_after_the_other(self) -> None:
        for each in changed("map", self.CHAIN):
            question = one(each)
            assert each.arm.name.intervention == "tidy then cross"
            assert each.arm.name.label in {"0 then crosshair", "0 then grid"}
            assert each.arm.name.suffix in {"tidy+cross-crosshair", "tidy+cross-grid"}
            assert [effect.name for effect in question.effects] == ["overlay"]
            assert not any(thing.role == "distractors" for thing in question.world.things)

    def test_a_step_that_changes_nothing_leaves_the_question_out(self) -> None:
        for group in outcomes("map", self.CHAIN):
            for each in group:
                bare = not any(thing.role == "distractors" for thing in each.base.world.things)
                assert each.reason == (UNCHANGED if bare else "")

    def test_a_chain_of_world_and_words_passes_the_checks(self) -> None:
        chain = (
            "intervention crowd { distractors: 5 }\nintervention feet { numbers: unit(ft) }\n"
            "intervention turned { origin: other_anchor }\nchains: crowd then feet, turned then crowd"
        )
        made = changed("map", chain)
        assert len(made) > len(questions("map"))
        assert faults(cell_of(program_of(""), "map"), made) == ""

    @pytest.mark.parametrize(
        ("cell", "first", "second"),
        [
            ("walk", "world: mirrored", "world: mirrored"),
            ("map", "units: scaled(2)", "units: scaled(0.5)"),
            ("map", "options: shuffled(1)", "options: shuffled(3)"),
            ("map", "origin: other_anchor", "origin: other_anchor"),
            ("turn", "rephrase: opposite_rotation", "rephrase: opposite_rotation"),
            ("walk", "action: inverse", "action: inverse"),
        ],
    )
    def test_what_undoes_itself_leaves_the_base_question(self, cell: str, first: str, second: str) -> None:
        chain = f"intervention one {{ {first} }}\nintervention two {{ {second} }}\nchains: one then two"
        reasons = [each.reason for group in outcomes(cell, chain) for each in group]
        assert len(reasons) == 2 * len(questions(cell))
        assert set(reasons) == {UNCHANGED}


class TestOptions:
    def test_over_all_shifts_each_option_stands_at_each_letter_once(self) -> None:
        for cell in CELLS:
            stands: dict[tuple[int, str], list[list[int]]] = {}
            for outcome in changed(cell, EVERY["options"]):
                key = (outcome.base.index, outcome.base.direction)
                first = [option.number for option in outcome.base.options]
                stands.setdefault(key, [first]).append([option.number for option in one(outcome).options])
            for orders in stands.values():
                assert all(sorted(letter) == sorted(orders[0]) for letter in zip(*orders, strict=True))

    def test_the_right_option_goes_along(self) -> None:
        for outcome in changed("map", EVERY["options"]):
            base, question = outcome.base, one(outcome)
            assert question.options[question.answer_index].number == base.options[base.answer_index].number


class TestPictures:
    def test_swapped_pictures_are_the_neighbours(self) -> None:
        for cell in CELLS:
            for outcome in changed(cell, "intervention other { images: swapped }"):
                question, index = one(outcome), outcome.base.index
                assert question.pictures_of is not None
                neighbour = build(drafts(cell)[index - 1 if index else 1][0])
                assert question.pictures_of.index == neighbour.index
                assert question.pictures_of.direction == outcome.base.direction

    def test_blind_arms_keep_every_word(self) -> None:
        for cell in CELLS:
            for outcome in changed(cell, EVERY["images"]):
                assert text_of(one(outcome)) == text_of(outcome.base)

    def test_arms_are_told_apart_by_their_ids(self) -> None:
        for name, text in EVERY.items():
            for cell in CELLS:
                suffixes = Counter(
                    each.arm.name.suffix for each in changed(cell, text) if each.base.index == 1
                )
                assert all(count <= 2 for count in suffixes.values()), name
