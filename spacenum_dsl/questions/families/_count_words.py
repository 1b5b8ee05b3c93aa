"""Puts counts into words: the camera, what counts, the question."""

from __future__ import annotations

from spacenum_dsl.questions import forms
from spacenum_dsl.questions.families._count_check import named
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.numerals import in_words
from spacenum_dsl.questions.question import AnswerForm, Block, Prompt, Text
from spacenum_dsl.questions.scene_words import same_camera, setting, shown
from spacenum_dsl.questions.words import (
    picture_options,
    pictures_of,
    plain,
    plural,
    text_options,
    with_article,
)
from spacenum_dsl.semantics.kind import title_of


def prompt(draft: Draft) -> Prompt:
    """The camera, what is counted, the picture or pictures, the options."""
    world, wording, group = draft.chosen.world, draft.wording, named(draft.cell.block)["group"]
    title = title_of(next(thing.kind for thing in world.things if thing.group == group))
    exact = [member.coordinates["count"][0] for member in draft.members]
    texts = tuple(
        in_words(each) if wording.style == "words" else each for each in (plain(n, 0) for n in exact)
    )
    rule = f"{with_article(title).capitalize()} counts if any part of it is in the picture."
    content: tuple[Block, ...]
    open: AnswerForm | None = None
    if draft.direction == "num2space":
        right = draft.right.coordinates["count"][0]
        things = f"is there exactly {{}} {title}" if right == 1 else f"are there exactly {{}} {plural(title)}"
        asked = f"In which {shown(draft)} {things.format(texts[draft.answer])}?"
        lines = [setting(draft), rule, f"{asked}{same_camera(draft)}"]
        content = (Text("\n".join(lines)), *picture_options(draft.members, wording.last_line))
    else:
        open = forms.number("", exact) if draft.cell.block.answer == "number" else None
        lines = [setting(draft), rule, f"How many {plural(title)} are there in this {shown(draft)}?"]
        ends = text_options(texts, wording.last_line) if open is None else (Text(wording.number_line("")),)
        content = (Text("\n".join(lines)), *pictures_of(draft.right), *ends)
    values = tuple(member.value for member in draft.members)
    places = tuple(member.coordinates for member in draft.members)
    return Prompt(content, values, texts, places, draft.chosen.context, open)
