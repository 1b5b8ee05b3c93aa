"""Options that are words, words beside numbers, or nothing but texts are audited like numbers are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from audit_dataset import TURNS, clean_cells
from msgspec.structs import replace
from sabotage import Item, Option, Records, chance_of, replace_items, sorted_places
from test_audit import audited as audited_with
from test_audit import culprits

from spacenum_dsl.checks.audit import marks
from spacenum_dsl.checks.audit.cues import order
from spacenum_dsl.checks.audit.page import page
from spacenum_dsl.checks.audit.readers.study import studies
from spacenum_dsl.checks.audit.records import Audit
from spacenum_dsl.checks.audit.tables import Table, read_tables
from spacenum_dsl.checks.audit.trial import ALIKE, NO_NUMBERS, NOT_ASKED
from spacenum_dsl.checks.audit.words import gathered
from spacenum_dsl.output.records.types import TextRecord
from spacenum_dsl.questions.question import Number

COUNT = TURNS
SHARE = 0.6
SIDES = {"right": "to the right", "front": "in front", "left": "to the left", "behind": "behind"}
SIZES = ("tiny", "small", "medium", "large", "huge", "vast")

Told = tuple[dict[str, Number], str]
"""What an option is, and how it is printed."""
Draw = Callable[[Item], list[Told]]
"""An option set, sorted by rank, the same in both directions of a question."""


def sides(item: Item) -> list[Told]:
    """Always the same four, in an order that is not the alphabet's."""
    return [({"side": side}, text) for side, text in SIDES.items()]


def sizes(item: Item) -> list[Told]:
    """Four of six."""
    chosen = sorted(chance_of(item, "sizes").sample(range(len(SIZES)), 4))
    return [({"size": SIZES[place]}, SIZES[place]) for place in chosen]


def corners(item: Item) -> list[Told]:
    """Each shares one word with each of two others."""
    return [
        ({"row": row, "column": column}, f"{row} {column}")
        for row in ("top", "bottom")
        for column in ("left", "right")
    ]


def ways(item: Item) -> list[Told]:
    """A number and a word."""
    numbers = sorted(chance_of(item, "ways").sample(range(2, 20), 2))
    return [
        ({"distance": number / 10, "side": side, "unit": "m"}, f"{number / 10} m to the {side}")
        for number in numbers
        for side in ("left", "right")
    ]


def perhaps(item: Item) -> list[Told]:
    """Three numbers and a word."""
    numbers = sorted(chance_of(item, "perhaps").sample(range(2, 20), 3))
    return [
        ({"answer": "none"}, "none"),
        *(({"answer": number / 10, "unit": "m"}, f"{number / 10} m") for number in numbers),
    ]


def changing(item: Item) -> list[Told]:
    """Words in some questions, numbers in others."""
    return sizes(item) if chance_of(item, "changing").random() < 0.5 else perhaps(item)


def bare(item: Item) -> list[Told]:
    """Nothing but a text."""
    return [({}, text) for text in SIDES.values()]


DRAWS: Mapping[str, Draw] = {
    draw.__name__: draw for draw in (sides, sizes, corners, ways, perhaps, changing, bare)
}


def said(item: Item, options: Sequence[Option], answer: int, rank: int) -> Item:
    """The question with other options in their order, printed or asked for in the same words as before."""
    relabelled = tuple(replace(new, label=old.label) for new, old in zip(options, item.options, strict=True))
    if item.direction == "space2num":
        lines = "\n".join(f"{option.label}. {option.text}" for option in relabelled)
        content = (*item.content[:-1], TextRecord(f"{lines}\n\nAnswer with the letter of the right option."))
    else:
        content = (TextRecord(f"In which picture is it {relabelled[answer].text}?"), *item.content[1:])
    return replace(
        item,
        record=replace(item.record, setting="side"),
        content=content,
        options=relabelled,
        answer=relabelled[answer].label,
        answer_index=answer,
        rank=rank,
    )


def drawn(draw: Draw) -> Callable[[Item], Item]:
    """Gives an item other options, those of rank 1 in place of those of rank 1."""

    def change(item: Item) -> Item:
        told = draw(item)
        options = list(item.options)
        for (value, text), place in zip(told, sorted_places(item), strict=True):
            options[place] = replace(options[place], value=value, text=text)
        return said(item, options, item.answer_index, item.rank)

    return change


def changed(records: Records, *changes: Callable[[Item], Item]) -> Records:
    items = list(records.items)
    for change in changes:
        items = [change(item) for item in items]
    return replace_items(records, items)


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """A clean cell of four options in both directions."""
    return clean_cells(tmp_path_factory).only("turn")


def audited(records: Records, folder: Path) -> Audit:
    return audited_with(records, folder, "none")


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(draw, marks=pytest.mark.long if draw is perhaps else pytest.mark.slow)
        for draw in DRAWS.values()
    ],
    ids=DRAWS,
)
def test_fair_words_pass(turns: Records, tmp_path: Path, draw: Draw) -> None:
    found = audited(changed(turns, drawn(draw)), tmp_path)
    assert not found.leaks, culprits(found)
    assert [(cell.questions, cell.setting) for cell in found.cells] == [(COUNT, "side")] * 2
    numbered = draw in (ways, perhaps, changing)
    for cell in found.cells:
        lacking = {name for name, why in cell.left_out.items() if why == NO_NUMBERS}
        assert ("median" in lacking, "others by distance" in lacking) == (not numbered, not numbered)
    assert studies(tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_fair_words_teach_nothing(turns: Records, tmp_path: Path, draw: Draw) -> None:
    """Forests, regressions and kernels too; the asked word is no news about its rank."""
    found = audited_with(changed(turns, drawn(draw)), tmp_path)
    assert not found.leaks, culprits(found)
    assert all(cell.tests > 1000 for cell in found.cells)
    assert {record.reader for cell in found.cells for record in cell.ceilings} <= {"text"}


def planted(item: Item) -> bool:
    return chance_of(item, f"plant {item.direction}").random() < SHARE


def first_in_the_alphabet(item: Item) -> Item:
    texts = [option.text for option in item.options]
    place = texts.index(min(texts))
    return said(item, item.options, place, [*SIDES.values()].index(texts[place])) if planted(item) else item


def odd_one_out(item: Item) -> Item:
    """The right corner is the centre."""
    if not planted(item):
        return item
    options = list(item.options)
    options[item.answer_index] = replace(options[item.answer_index], value={"row": "centre"}, text="centre")
    return said(item, options, item.answer_index, item.rank)


def hub_of_words(item: Item) -> Item:
    """The corner opposite the right one is the centre, so the right one alone has two neighbours."""
    right = set(item.options[item.answer_index].text.split())
    if not planted(item):
        return item
    options = [
        replace(option, value={"row": "centre"}, text="centre")
        if right.isdisjoint(option.text.split())
        else option
        for option in item.options
    ]
    return said(item, options, item.answer_index, item.rank)


def echo(item: Item) -> Item:
    """The prompt names the right words in passing."""
    if item.direction != "space2num" or not planted(item):
        return item
    told = TextRecord(f"Like {item.options[item.answer_index].text}, but elsewhere.")
    return replace(item, content=(told, *item.content))


def capital(item: Item) -> Item:
    options = list(item.options)
    right = options[item.answer_index]
    options[item.answer_index] = replace(right, text=right.text.capitalize())
    return said(item, options, item.answer_index, item.rank) if planted(item) else item


def second_size(item: Item) -> Item:
    """The second smallest of four sizes, as only the key orders them."""
    place = sorted(range(4), key=lambda place: SIZES.index(item.options[place].text))[1]
    return said(item, item.options, place, 1) if planted(item) else item


def longest_way(item: Item) -> Item:
    """The farther one to the right: the largest by number, then by word."""
    place = max(range(4), key=lambda place: tuple(item.options[place].value.values())[:2])
    return said(item, item.options, place, 3) if planted(item) else item


LEAKS: tuple[tuple[Draw, Callable[[Item], Item], str], ...] = (
    (sides, first_in_the_alphabet, "first in the alphabet"),
    (bare, first_in_the_alphabet, "first in the alphabet"),
    (corners, odd_one_out, "no word in common"),
    (corners, hub_of_words, "words in common"),
    (corners, hub_of_words, "hub"),
    (sides, echo, "said in the prompt"),
    (sides, capital, "odd form"),
    (sides, capital, "options in different forms"),
    (sizes, second_size, "rank 2"),
    (ways, longest_way, "largest"),
)


@pytest.mark.parametrize(
    ("draw", "leak", "named"),
    [
        pytest.param(*row, marks=() if row[1] in (first_in_the_alphabet, odd_one_out) else pytest.mark.long)
        for row in LEAKS
    ],
    ids=[f"{draw.__name__} {named}" for draw, _, named in LEAKS],
)
def test_leaks_of_words_are_found(
    turns: Records, tmp_path: Path, draw: Draw, leak: Callable[[Item], Item], named: str
) -> None:
    found = audited(changed(turns.only("turn", "space2num"), drawn(draw), leak), tmp_path)
    assert named in culprits(found)
    chosen = [
        record
        for cell in found.cells
        for record in cell.solvers
        if record.solver == named and record.manner == "chooses" and record.answered == COUNT
    ]
    for record in chosen:
        said_before = leak is echo  # the prompt speaks of left and right by itself
        assert record.low > 0.25 and (said_before or record.low < SHARE + (1 - SHARE) / 4 < record.high)


def tables_of(records: Records, folder: Path) -> dict[str, Table]:
    records.write(folder)
    tables = read_tables(folder)
    assert isinstance(tables, list)
    return {table.direction: table for table in tables}


def test_words_stand_in_the_order_of_the_key(turns: Records, tmp_path: Path) -> None:
    for table in tables_of(changed(turns, drawn(sizes)), tmp_path).values():
        for texts, ranks in zip(table.texts, order(table).tolist(), strict=True):
            assert sorted(texts, key=SIZES.index) == [texts[ranks.index(rank)] for rank in range(4)]


def test_words_of_contradicting_ranks_stand_in_the_alphabet() -> None:
    rows = [[{"size": "tiny"}, {"size": "huge"}]] * 40
    answer = np.zeros(40, dtype=np.int64)
    by_key = gathered(rows, answer, np.zeros(40, dtype=np.int64), ordered=True)
    assert by_key.places[0].tolist() == [0, 1]
    by_letter = gathered(rows, answer, np.arange(40) % 2, ordered=True)
    assert by_letter.places[0].tolist() == [1, 0]


def test_numbers_come_before_words_and_words_before_nothing(turns: Records, tmp_path: Path) -> None:
    for table in tables_of(changed(turns, drawn(perhaps)), tmp_path).values():
        assert table.columns == ("answer",) and table.words.known == (("none",),)
        last = order(table) == 3
        assert all(text == "none" for row, those in zip(table.texts, last, strict=True)
                   for text, there in zip(row, those, strict=True) if there)  # fmt: skip


def test_asked_words_are_masked_where_ranks_are_learned(turns: Records, tmp_path: Path) -> None:
    table = tables_of(changed(turns, drawn(sides)), tmp_path)["num2space"]
    whole = {view.name: view for view in marks.of_questions(table)}
    masked = {view.name: view for view in marks.of_questions(table, numbers=False)}
    assert {"`behind`", "`left`"} <= whole["words"].slots.keys()
    assert not masked["words"].slots.keys() & {
        f"`{word}`" for text in SIDES.values() for word in text.split()
    }
    assert not masked["words in place"].slots


def test_what_is_left_out_says_why(turns: Records, tmp_path: Path) -> None:
    found = audited(changed(turns.only("turn", "space2num"), drawn(sides)), tmp_path)
    (cell,) = found.cells
    assert cell.left_out["mean"] == NO_NUMBERS and cell.left_out["hub"] == ALIKE
    assert cell.left_out["forest on options"] == NOT_ASKED
    assert f"Nothing to go by, {NO_NUMBERS}: median, mean, " in page(found)
