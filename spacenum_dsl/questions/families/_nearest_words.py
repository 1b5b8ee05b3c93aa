"""Puts questions of nearness into words: the camera, what counts as near, of which objects one is nearest."""

from __future__ import annotations

from collections.abc import Sequence

from spacenum_dsl.questions.families._nearest_check import named
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.question import Block, Prompt, Text
from spacenum_dsl.questions.scene_words import called, same_camera, setting, shown
from spacenum_dsl.questions.words import picture_options, pictures_of, text_options

LEVEL = (
    "Distances are level: those between the centres of objects as seen from above, however high these "
    "objects are."
)
COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def prompt(draft: Draft) -> Prompt:
    """The camera, the distance, the objects in the block's order, the picture or pictures, the options."""
    world, members = draft.chosen.world, draft.members
    target, among = named(draft.cell.block)
    things = [called(world.thing(name)) for name in among]
    texts = tuple(str(member.value["nearest"]) for member in members)
    lines = [setting(draft), LEVEL, _ranged(called(world.thing(target)), things)]
    content: tuple[Block, ...]
    if draft.direction == "num2space":
        asked = f"In which {shown(draft)} is it the {texts[draft.answer]}?"
        lines.append(f"{asked}{same_camera(draft)}")
        content = (Text("\n".join(lines)), *picture_options(members, draft.wording.last_line))
    else:
        lines.append(f"Which one is it in this {shown(draft)}?")
        pictures = pictures_of(draft.right)
        content = (Text("\n".join(lines)), *pictures, *text_options(texts, draft.wording.last_line))
    values = tuple(member.value for member in members)
    return Prompt(content, values, texts, tuple(m.coordinates for m in members), draft.chosen.context)


def _ranged(target: str, things: Sequence[str]) -> str:
    """Which objects there are, one of which is the answer."""
    *most, last = (f"the {thing}" for thing in things)
    many = COUNTED[len(things) - 2] if len(things) - 2 < len(COUNTED) else str(len(things))
    near = "nearer" if len(things) == 2 else "nearest"
    return f"Of {many} objects, {', '.join(most)} and {last}, one is {near} to the {target}."
