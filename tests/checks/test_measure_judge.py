"""The judge of measures takes each option with its own number, and finds whatever is tampered with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from measure_specs import BOTH, CELLS, OPEN, PICKED, cell_of, questions
from msgspec.structs import replace
from tampering import found, with_option, with_thing, wrong_option

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.families.measure import faults_of
from spacenum_dsl.questions.question import Question, Text
from spacenum_dsl.world.world import Thing

QUANTITIES = {"far": "gap", "middle": "distance", "high": "height", "times": "ratio"}


def quantity_of(cell: str) -> str:
    return QUANTITIES[cell.partition("_")[0]]


def said_of(cell: str, question: Question) -> str:
    """What the family's own judge says, whatever is found before it is asked."""
    return "\n".join(faults_of(cell_of(cell), question, Judged(question.world)))


def asked(cell: str, direction: str = "space2num") -> Question:
    return next(question for question in questions(cell) if question.direction == direction)


def told(question: Question, change: Callable[[str], str]) -> Question:
    content = tuple(
        Text(change(block.text)) if isinstance(block, Text) else block for block in question.content
    )
    return replace(question, content=content)


@pytest.mark.parametrize("cell", CELLS)
def test_what_was_compiled_is_right(cell: str) -> None:
    assert found(cell_of(cell), *questions(cell)) == ""


@pytest.mark.parametrize("cell", (*PICKED, *BOTH))
def test_no_option_may_have_anothers_number(cell: str) -> None:
    """Each with each other's, as value and text: the triangles of its own picture deny it."""
    question, quantity = asked(cell), quantity_of(cell)
    for place, option in enumerate(question.options):
        for other in question.options:
            wrong = with_option(question, place, value=other.value)
            message = said_of(cell, wrong)
            said = f"option {option.label} says {other.value[quantity]}, its triangles say"
            assert (said in message) == (other is not option)
            if other is not option:
                read = said_of(cell, with_option(question, place, text=other.text))
                assert f"option {option.label} reads {other.text}" in read


@pytest.mark.parametrize("cell", PICKED)
def test_another_unit(cell: str) -> None:
    question = asked(cell)
    unit = "cm" if cell != "times" else "m"
    for place, option in enumerate(question.options):
        wrong = with_option(question, place, value={**option.value, "unit": unit})
        assert f"option {option.label} lacks its unit" in said_of(cell, wrong)
        wrong = with_option(question, place, text=f"{option.text.removesuffix(' m')} {unit}")
        assert f"option {option.label} lacks its unit" in said_of(cell, wrong)


@pytest.mark.parametrize("cell", OPEN)
def test_a_number_to_be_given_in_another_unit_or_of_another_case(cell: str) -> None:
    question = asked(cell)
    assert question.open is not None
    fields = question.open.fields
    other = {**fields, "unit": "cm" if fields["unit"] else "m"}
    right = [number for number in question.open.answers if isinstance(number, float)]
    for wrong in (
        replace(question.open, fields=other),
        replace(question.open, answers=(*right[1:], right[0])),
        replace(question.open, answers=tuple(100 * number for number in right)),
    ):
        assert "it is answered by one of" in said_of(cell, replace(question, open=wrong))


def test_a_wrong_rank() -> None:
    question = asked("far")
    wrong = replace(question, rank=(question.rank + 1) % 4)
    assert f"the answer has rank {question.rank}, not {wrong.rank}" in found(cell_of("far"), wrong)


def test_wrong_differences() -> None:
    question = asked("middle")
    place = wrong_option(question)
    (by,) = question.options[place].differs.values()
    wrong = with_option(question, place, differs={"distance": by + 0.01})
    assert "is said to differ by" in found(cell_of("middle"), wrong)


@pytest.mark.parametrize("cell", ["far", "times"])
@pytest.mark.parametrize("direction", ["num2space", "space2num"])
def test_exchanged_objects(cell: str, direction: str) -> None:
    """In the truth and, as a reader would meet them, in the words."""
    question = asked(cell, direction)
    one, other = (f"the {thing.colour} {thing.kind}" for thing in things(question))

    def exchanged(text: str) -> str:
        return text.replace(one, "\0").replace(other, one).replace("\0", other)

    assert "its words never ask: " in found(cell_of(cell), told(question, exchanged))
    truth = {**question.truth, "of": question.truth["to"], "to": question.truth["of"]}
    assert "it asks for" in found(cell_of(cell), replace(question, truth=truth))


def things(question: Question) -> list[Thing]:
    return [question.world.thing(name) for name in ("thing", "mark")]


@pytest.mark.parametrize(
    ("said", "instead", "message"),
    [
        ("the gap between", "the distance between", "its words never ask"),
        ("the shortest straight line", "a line", "don't say from where to where the gap goes"),
        ("; the camera is ", "; the eye is ", "don't tell where the camera is"),
        ("looks 45°", "looks 44°", "the pitch of the camera reads 44°, not [45.0]"),
        ("field of view of 65°", "field of view of 60°", "the field of view reads 60°, not [65"),
        ("the camera is 0", "the camera is 1", "the height of the camera reads 1"),
    ],
)
def test_words_that_say_something_else(said: str, instead: str, message: str) -> None:
    question = asked("far")
    assert message in found(cell_of("far"), told(question, lambda text: text.replace(said, instead)))


def test_pictures_from_elsewhere() -> None:
    question = asked("far")
    view = question.views[0]
    views = (replace(view, point=replace(view.point, fov=view.point.fov + 1)), *question.views[1:])
    assert "is not seen by camera in this order" in found(cell_of("far"), replace(question, views=views))


@pytest.mark.parametrize(("cell", "change", "what"), [("far", "scale", "size"), ("high", "yaw", "yaw")])
def test_states_that_differ_in_something_else(cell: str, change: str, what: str) -> None:
    question = asked(cell)
    *states, (last,) = question.world.states
    other = replace(last, **{change: getattr(last, change) * 0.9 + 0.05})
    wrong = replace(question, world=replace(question.world, states=(*states, (other,))))
    assert f"its {what} differs between options" in found(cell_of(cell), wrong)


def test_an_object_that_stays_where_both_vary() -> None:
    question = asked("far_both")
    world = question.world
    place = world.varied.index("mark")
    states = tuple((*state[:place], world.states[0][place], *state[place + 1 :]) for state in world.states)
    still = replace(question, world=replace(world, states=states))
    assert "`mark` has 1 of 4 places" in found(cell_of("far_both"), still)
    alone = replace(
        question, world=replace(world, varied=world.varied[:1], states=tuple(s[:1] for s in states))
    )
    assert "varies" in said_of("far_both", alone)


def test_the_other_object_elsewhere() -> None:
    """A world in which the mark stands a centimetre off has other gaps than those that are recorded."""
    question = asked("far")
    placement = question.world.thing("mark").placement
    x, y, z = placement.position
    away = with_thing(question.world, "mark", placement=replace(placement, position=(x + 0.01, y, z)))
    assert "its triangles say" in found(cell_of("far"), replace(question, world=away))
