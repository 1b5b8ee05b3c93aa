"""Contact sheets of questions, for looking at a spec while writing it.

One row for each world: what a model sees first, the options with the answer marked, and the world from
above. Pictures pass through the same records and stages as those of a dataset, so that what is seen here
is what will be rendered, and only then are they made smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
import numpy as np
import numpy.typing as npt
from PIL import Image

from spacenum_dsl.answers.grade import answer_type
from spacenum_dsl.output.pictures.renderer import Session
from spacenum_dsl.output.pictures.stage import camera_of, stage_of
from spacenum_dsl.output.preview.plan_drawing import Mark, Notes, draw_plan
from spacenum_dsl.output.preview.sheet import MARGIN, SheetCell, sheet
from spacenum_dsl.output.records.encode import encode
from spacenum_dsl.output.records.types import ImageRecord
from spacenum_dsl.questions.question import Picture, Question, Text
from spacenum_dsl.questions.wording import LAST_LINE

WIDE = 224
"""Pixels: how wide a picture is at most on a sheet."""

PLAN = (400, 300)
"""Pixels: the size of a plan."""

DIRECTIONS = {"num2space": "Num2Space", "space2num": "Space2Num"}

Pixels = npt.NDArray[np.uint8]


def preview_sheet(questions: Sequence[Question], image: tuple[int, int], session: Session) -> Image.Image:
    """A sheet of one cell's questions, `image` pixels each before they are made smaller.

    Both directions of a world share its row. Raises `ValueError` for no questions or those of several cells.
    """
    if len({question.cell for question in questions}) != 1:
        raise ValueError("a preview shows the questions of one cell")
    ordered = sorted(questions, key=lambda question: question.index)
    groups = [tuple(group) for _, group in groupby(ordered, key=lambda question: question.index)]
    rows = [_row(group, image, session) for group in groups]
    width = max(row.width for row in rows)
    shared = _shared(ordered)
    first = ordered[0]
    scenes = dict.fromkeys(question.world.scene for question in ordered)
    title = f"{first.cell}: {first.setting} on {', '.join(scenes)}"
    pieces = [_words(["  ".join(shared)], width, title)]
    for group, row in zip(groups, rows, strict=True):
        pieces += [_words(_own(group, shared), width), row]
    return _stacked(pieces)


def notes_of(question: Question) -> Notes:
    """What a plan shows of a question: options that are other states of the world, and other view points."""
    first = question.views[0]
    marked = [
        (question.views[view], Mark(option.label, place == question.answer_index))
        for place, option in enumerate(question.options)
        for view in option.views
    ]
    states = {view.state: mark for view, mark in marked} if question.world.varied else {}
    ends = tuple((view.point, mark) for view, mark in marked if view.point != first.point)
    return Notes(first.point, states, ends)


def _row(group: Sequence[Question], image: tuple[int, int], session: Session) -> Image.Image:
    """Pictures and plan of one world."""
    question = group[0]
    pictures = [_fitted(picture) for picture in _pictures(question, image, session)]
    optional = {view for option in question.options for view in option.views}
    before = sorted(
        {
            block.view
            for each in group
            for block in each.content
            if isinstance(block, Picture) and block.view not in optional
        }
    )
    cells = [SheetCell(pictures[view], ("first",)) for view in before]
    for place, option in enumerate(question.options):
        right = place == question.answer_index
        caption = (
            f"{option.label}.  {option.text}",
            *_reply(question, place),
            *(["answer"] if right else []),
        )
        cells += [SheetCell(pictures[view], caption, marked=right) for view in option.views]
    plan = SheetCell(np.asarray(draw_plan(question.world, notes_of(question), PLAN)))
    return _beside([sheet(cells, len(cells)), sheet([plan], 1)])


def _reply(question: Question, place: int) -> Iterator[str]:
    """What a case is answered by, where that is neither its letter nor its text."""
    form = question.open
    if form is not None and not isinstance(form.answers[place], float):
        asked = answer_type(form.public)
        yield f"reply: {asked.printed(asked.right({'answer': form.answers[place]}))}"


def _pictures(question: Question, image: tuple[int, int], session: Session) -> list[Pixels]:
    """Every view of a question, whichever of them its direction shows."""
    everything = tuple(Picture(number) for number in range(len(question.views)))
    encoded = encode([msgspec.structs.replace(question, content=everything)])
    views = {view.id: view for view in encoded.views}
    drawn = {
        name: session.render(stage_of(encoded.worlds[0], view.state), camera_of(view), passes=False).colour
        for name, view in views.items()
    }
    return [drawn[block.view] for block in encoded.items[0].content if isinstance(block, ImageRecord)]


def _fitted(picture: Pixels) -> Pixels:
    """Not wider than `WIDE`; a tiny picture is enlarged by a whole factor, so that its caption has room."""
    height, width = picture.shape[:2]
    if width > WIDE:
        size = (WIDE, max(1, round(height * WIDE / width)))
        return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))
    factor = WIDE // width
    return picture.repeat(factor, axis=0).repeat(factor, axis=1)


def _sentences(question: Question) -> tuple[str, ...]:
    """The prompt without its options, which stand below the pictures; what it lists beside cases that it does
    not tell stays."""
    told = question.options if question.open is None else ()
    options = {f"{option.label}." for option in told} | {f"{option.label}. {option.text}" for option in told}
    lines = [line for block in question.content if isinstance(block, Text) for line in block.text.split("\n")]
    kept = [line for line in lines if line and line not in options and not LAST_LINE.fullmatch(line)]
    return tuple(part for line in kept for part in re.split(r"(?<=[.?!]) +(?=[A-Z+])", line))


def _shared(questions: Sequence[Question]) -> tuple[str, ...]:
    """Sentences that every question has, in the order of the first."""
    others = [set(_sentences(question)) for question in questions[1:]]
    return tuple(text for text in _sentences(questions[0]) if all(text in other for other in others))


def _own(group: Sequence[Question], shared: Iterable[str]) -> Iterator[str]:
    """The number of a world and what is said about it alone: to both directions, then to each."""
    known = set(shared)
    common = [text for text in _shared(group) if text not in known] if len(group) > 1 else []
    yield "  ".join([f"#{group[0].index}", *common])
    for question in group:
        rest = [text for text in _sentences(question) if text not in known and text not in common]
        if rest:
            yield f"{DIRECTIONS[question.direction]}:  {'  '.join(rest)}"


def _words(lines: Iterable[str], width: int, title: str = "") -> Image.Image:
    """Wrapped lines of text, as wide as the rows. Pillow's own font has no multiplication sign."""
    blank = np.full((1, width - 2 * MARGIN, 3), 255, np.uint8)
    return sheet([SheetCell(blank, tuple(line.replace("×", "x") for line in lines))], 1, title=title)


def _beside(pieces: Sequence[Image.Image]) -> Image.Image:
    page = Image.new("RGB", (sum(one.width for one in pieces), max(one.height for one in pieces)), "white")
    left = 0
    for one in pieces:
        page.paste(one, (left, 0))
        left += one.width
    return page


def _stacked(pieces: Sequence[Image.Image]) -> Image.Image:
    page = Image.new("RGB", (max(one.width for one in pieces), sum(one.height for one in pieces)), "white")
    top = 0
    for one in pieces:
        page.paste(one, (0, top))
        top += one.height
    return page
