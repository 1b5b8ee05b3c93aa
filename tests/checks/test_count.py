"""Counts: as many things stand in a picture as its option says, and nothing else tells how many."""

from __future__ import annotations

from collections.abc import Callable

import measure_specs
import pytest
from count_specs import CELLS, FAMILIES, SCENE, cell_of, questions, resolved
from msgspec.structs import replace
from tampering import found, with_option, with_thing

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.families.count import faults_of
from spacenum_dsl.checks.oracle.families.count import title_of, wanted
from spacenum_dsl.checks.oracle.numerals import UnreadableError
from spacenum_dsl.checks.recheck import recheck
from spacenum_dsl.output.records.encode import arrangement
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.questions.words import plural


def asked(cell: str, direction: str) -> Question:
    return next(question for question in questions(cell) if question.direction == direction)


def text_of(question: Question) -> str:
    return "\n".join(block.text for block in question.content if isinstance(block, Text))


def said(question: Question, cell: str = "mugs_there") -> str:
    return "\n".join(faults_of(cell_of(cell), question, Judged(question.world)))


@pytest.mark.parametrize("cell", CELLS)
def test_every_option_says_how_many_its_picture_has(cell: str) -> None:
    assert recheck(cell_of(cell), questions(cell)) == ()
    beside = set()
    for question in questions(cell):
        numbers = []
        for option in question.options:
            things = question.world.in_state(question.views[option.views[0]].state)
            numbers.append(sum(thing.kind == "mug" for thing in things))
            assert option.value == {"count": numbers[-1]} and option.text == str(numbers[-1])
            beside.add((numbers[-1] - min(numbers), sum(thing.group == "things" for thing in things)))
        assert sorted(numbers) == list(range(min(numbers), min(numbers) + 4))
        if question.open is not None:
            assert question.open.answers == tuple(map(float, numbers)) and question.open.fields["unit"] == ""
    assert {others for _, others in beside} == {0, 1, 2, 3}


def test_the_words_name_what_is_counted() -> None:
    picked, given = asked("mugs_there", "num2space"), asked("mugs_given", "space2num")
    right = picked.options[picked.answer_index].text
    which = "is there exactly 1 mug?" if right == "1" else f"are there exactly {right} mugs?"
    assert f"In which picture {which}" in text_of(picked)
    assert "How many mugs are there in this picture?" in text_of(given)
    assert text_of(given).endswith("Answer with a number.")
    assert "A mug counts if any part of it is in the picture." in text_of(picked)
    several = {"chest of drawers": "chests of drawers", "box": "boxes", "wall shelf": "wall shelves"}
    several |= {"computer mouse": "computer mice", "toy car": "toy cars", "body": "bodies", "toy": "toys"}
    assert {noun: plural(noun) for noun in several} == several


def test_worlds_in_which_nothing_stays_are_told_apart() -> None:
    """What comes and goes stands still; where all things move, a world is known by what it was drawn of."""
    counts = [question.world for question in questions("mugs_given")]
    pairs = [question.world for question in measure_specs.questions("far_both")[::2]]
    for worlds in (counts, pairs):
        bare = [replace(w, things=tuple(t for t in w.things if t.name in w.varied)) for w in worlds]
        assert len({arrangement(world) for world in bare}) == len(bare)
    again = replace(counts[0], states=counts[0].states[::-1])
    assert arrangement(again) == arrangement(counts[0])


class TestTheJudge:
    def test_refuses_another_options_number(self) -> None:
        question = asked("mugs_there", "space2num")
        for place, option in enumerate(question.options):
            for other in question.options:
                message = said(with_option(question, place, value=other.value))
                assert (f"option {option.label} says" in message) == (other is not option)

    def test_counts_whatever_is_called_so(self) -> None:
        """One of the other things is a mug too; and one that stands there always."""
        question = asked("mugs_there", "space2num")
        mug = next(thing for thing in question.world.things if thing.kind == "mug")
        world = with_thing(question.world, "lamp", kind="mug", variant=mug.variant, size=mug.size)
        assert f"its picture shows {int(question.options[0].value['count']) + 1}" in said(  # type: ignore[arg-type]
            replace(question, world=world)
        )

    def test_sees_what_leaves_its_place_and_what_else_comes_and_goes(self) -> None:
        question = asked("mugs_there", "space2num")
        world = question.world
        place = next(
            place for place, states in enumerate(zip(*world.states, strict=True))
            if sum(state is not None for state in states) > 1
        )  # fmt: skip
        first = next(number for number, state in enumerate(world.states) if state[place] is not None)
        moved = [list(state) for state in world.states]
        moved[first][place] = replace(moved[first][place], yaw=moved[first][place].yaw + 1.0)  # type: ignore[union-attr, type-var]
        elsewhere = replace(world, states=tuple(map(tuple, moved)))
        assert f"`{world.varied[place]}` does not always stand" in said(replace(question, world=elsewhere))
        lamp = world.thing("lamp").placement
        states = tuple((*state, lamp if number else None) for number, state in enumerate(world.states))
        gone = replace(world, varied=(*world.varied, "lamp"), states=states)
        assert "`lamp` differs between options" in said(replace(question, world=gone))

    def test_sees_numbers_that_are_left_out(self) -> None:
        """One mug more where there are most: that number is in no neighbour of the others."""
        for question in questions("mugs_there"):
            world, most = question.world, max(question.options, key=lambda each: int(each.text))
            state = question.views[most.views[0]].state
            missing = [
                place
                for place, name in enumerate(world.varied)
                if name.startswith("mugs") and world.states[state][place] is None
            ]
            if missing:
                break
        there = list(world.states[state])
        there[missing[0]] = world.thing(world.varied[missing[0]]).placement
        states = (*world.states[:state], tuple(there), *world.states[state + 1 :])
        more = replace(question, world=replace(world, states=states))
        assert f"leave {most.text} out" in said(more)

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            (lambda text: text.replace("mugs", "bowls"), "its words ask for `bowls`"),
            (lambda text: text.replace("any part", "all"), "don't say what counts"),
            (lambda text: text.replace(" above that top", ""), "don't tell where the camera is"),
        ],
    )
    def test_reads_the_words(self, change: Callable[[str], str], fault: str) -> None:
        question = asked("mugs_there", "space2num")
        content = tuple(
            Text(change(block.text)) if isinstance(block, Text) else block for block in question.content
        )
        assert fault in said(replace(question, content=content))

    def test_a_mug_that_nobody_sees(self) -> None:
        """Under the table top's edge, far behind the lamp: the check of what cameras see finds it."""
        question = asked("mugs_there", "space2num")
        world = question.world
        name = next(name for name in world.varied if name.startswith("mugs"))
        place = world.varied.index(name)
        far = replace(world.thing(name).placement, scale=0.02)
        states = tuple(
            (*state[:place], None if state[place] is None else far, *state[place + 1 :])
            for state in world.states
        )
        small = replace(with_thing(world, name, placement=far), states=states)
        assert f"`{name}` is not visible in state" in found(
            cell_of("mugs_there"), replace(question, world=small)
        )


class TestTheOracle:
    def test_reads_what_is_asked_for(self) -> None:
        rule = "A toy car counts if any part of it is in the picture."
        titles = {"toy car", "car", "mug"}
        assert wanted(f"{rule} In which picture are there exactly 3 toy cars?", titles) == ("toy car", 3.0)
        assert wanted(f"{rule} In which picture is there exactly one toy car?", titles) == ("toy car", 1.0)
        told = f"{rule} In which picture are there exactly one hundred and five toy cars?"
        assert wanted(told, titles) == ("toy car", 105.0)
        assert wanted(f"{rule} How many toy cars are there in this picture?", titles) == ("toy car", None)
        for text in (rule, "How many mugs are there in this picture?"):
            with pytest.raises(UnreadableError):
                wanted(text, titles)
        assert [title_of(name) for name in ("red mug", "mug", "toy car")] == ["mug", "mug", "toy car"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("count: 1 .. 7", "count: 4", "`mugs.count` has 1 value for 4 options"),
        ("count: 1 .. 7", "count: 0 .. 7", "a picture without any `mugs` is told without counting"),
        ("kind: mug;", "kind: mug | cup;", "members of `mugs` are called `cup` and `mug`"),
        ("kind: mug;", "kind: books;", "one of the `mugs` is already called `books`"),
        ("bowl | apple", "bowl | mug", "`things` may be a mug too, which would not be counted"),
        ("count: 0 .. 3", "count: 2", "as many `things` are there in every picture"),
        ("among: things", "among: mugs", "what is counted and what is there beside it are one group"),
        ("among: things", "among: lamp", "`among` of a count is a group"),
        ("apple; at: anywhere", "apple; at: (mugs[0].at.x, -20 .. 20 cm)", "`things` depends on `mugs`"),
        ("look_at: surface", "look_at: mugs[0]", "`camera` depends on `mugs`"),
        ("require visible(mugs) >= 60 %", "require objects >= 3", ""),
    ],
)
def test_what_can_not_be_counted_is_said(old: str, new: str, fault: str) -> None:
    text = f"{SCENE}\n{FAMILIES}"
    assert old in text
    found = [each for each in resolved(text.replace(old, new)).diagnostics if each.severity == "error"]
    assert found and any(each.message.startswith(fault) for each in found)
    assert fault == "" or {each.code for each in found} == {"SN243"}
