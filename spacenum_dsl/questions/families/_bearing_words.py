"""Puts a bearing's questions into words: camera, where one stands and what one faces, sectors (G9)."""

from __future__ import annotations

from spacenum_dsl.questions import forms
from spacenum_dsl.questions.families._bearing_check import named, sectors_of
from spacenum_dsl.questions.families._bearing_sectors import TOLD, in_mirror, rank_of
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.question import AnswerForm, Block, Member, Numbers, Prompt, Text
from spacenum_dsl.questions.scene_words import called, same_camera, setting, shown
from spacenum_dsl.questions.words import picture_options, pictures_of, text_options
from spacenum_dsl.semantics.kind import KINDS

DEGREES = (
    "A direction is told by its angle from straight ahead, in degrees: positive to the left, so that "
    "straight left is 90°, negative to the right, so that straight right is -90°; straight behind is 180°."
)
"""What a number of degrees means."""


def prompt(draft: Draft) -> Prompt:
    """The camera, whose directions are meant, the sectors or what degrees mean, the picture or pictures, the
    options."""
    count = sectors_of(draft.cell.block)
    name, _, _ = named(draft.cell.block)
    target = called(draft.chosen.world.thing(name))
    values = tuple(told(member, draft.wording.mirrored) for member in draft.members)
    texts = tuple(str(value["sector"]) for value in values)
    open = _open(values) if draft.cell.block.answer == "number" else None
    lines = [
        setting(draft),
        _stance(draft),
        "Directions are level, as seen from above: straight ahead is the way you face, and straight left is "
        "90° counter-clockwise from it.",
        TOLD[count] if open is None else DEGREES,
        "",
    ]
    content: tuple[Block, ...]
    if draft.direction == "num2space":
        asked = f"In which {shown(draft)} is the centre of the {target} in the sector {texts[draft.answer]}?"
        lines.append(f"{asked}{same_camera(draft)}")
        content = (Text("\n".join(lines)), *picture_options(draft.members, draft.wording.last_line))
    elif open is not None:
        lines.append(f"In which direction is the centre of the {target} in this {shown(draft)}?")
        asks = Text(draft.wording.number_line("degrees"))
        content = (Text("\n".join(lines)), *pictures_of(draft.right), asks)
        angles = [float(str(value["bearing"])) for value in values]
        decimals = draft.wording.angle_decimals(angles)
        texts = tuple(draft.wording.angle(angle, decimals) for angle in angles)
    else:
        lines.append(f"In which sector is the centre of the {target} in this {shown(draft)}?")
        pictures = pictures_of(draft.right)
        content = (Text("\n".join(lines)), *pictures, *text_options(texts, draft.wording.last_line))
    places: tuple[dict[str, tuple[float, ...]], ...] = tuple(
        {"sector": (float(rank_of(str(value["sector"]), count)),)} for value in values
    )
    return Prompt(content, values, texts, places, draft.chosen.context, open)


def _open(values: tuple[Numbers, ...]) -> AnswerForm:
    """The angles, which grow to the left and come round again."""
    angles = tuple(float(str(value["bearing"])) for value in values)
    return forms.number("deg", angles, period=360.0, sense="counter-clockwise")


def told(member: Member, mirrored: bool) -> Numbers:
    """What a member is, as a wording tells it: a mirror exchanges left and right."""
    if not mirrored:
        return member.value
    return {
        name: in_mirror(part) if isinstance(part, str) else 0.0 - float(part)  # type: ignore[arg-type]
        for name, part in member.value.items()
    }


def _stance(draft: Draft) -> str:
    """Where one stands and which way one faces."""
    world = draft.chosen.world
    _, place, towards = named(draft.cell.block)
    eye = world.thing(place)
    stand = f"Imagine standing at the centre of the {called(eye)} and facing"
    if towards is not None:
        return f"{stand} the centre of the {called(world.thing(towards))}."
    return f"{stand} the way its front does; the front of the {called(eye)} is {KINDS[eye.kind].front}."
