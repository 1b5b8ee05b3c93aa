"""Puts a transition's questions into words: where the agent stands, what it sees, what it does."""

from __future__ import annotations

from collections.abc import Sequence

from spacenum_dsl.questions import forms
from spacenum_dsl.questions.actions import ACTIONS, MIRRORED, OPPOSITE, Action
from spacenum_dsl.questions.family import Draft
from spacenum_dsl.questions.question import AnswerForm, Block, Member, Numbers, Picture, Prompt, Text
from spacenum_dsl.questions.wording import Wording
from spacenum_dsl.questions.words import picture_options, text_options
from spacenum_dsl.world.world import ViewPoint

FULL_TURN = 360.0


def prompt(draft: Draft) -> Prompt:
    """The first view, the action, the view or views after it, the options."""
    wording, chosen = draft.wording, draft.chosen
    name = _action(chosen.context["action"], wording)
    action = ACTIONS[name]
    magnitudes = [_magnitude(member, action, wording) for member in draft.members]
    values: tuple[Numbers, ...] = tuple(
        {**member.value, "magnitude": magnitude}
        for member, magnitude in zip(draft.members, magnitudes, strict=True)
    )
    texts = _texts(magnitudes, action, wording)
    (end,) = draft.right.views
    first, then = (end, 0) if wording.inverse else (0, end)
    opening = (
        Text(_setting(draft, chosen.views[first].point) + "\nThis is what you see first:"),
        Picture(first),
    )
    content: tuple[Block, ...]
    told: AnswerForm | None = None
    if draft.direction == "num2space":
        does = f"Now you {action.words} by {texts[draft.answer]}{_manner(action)}."
        asks = Text(f"{does} Which picture shows what you see then?")
        content = (*opening, asks, *picture_options(draft.members, wording.last_line))
    else:
        does = f"Now you {action.words}{_manner(action)}. This is what you see then:"
        ask = "How far did you move?" if action.dimension == "length" else "By which angle?"
        told = _open(magnitudes, action, wording) if draft.cell.block.answer == "number" else None
        unit = wording.unit_name if action.dimension == "length" else "degrees"
        ends = text_options(texts, wording.last_line) if told is None else (Text(wording.number_line(unit)),)
        content = (*opening, Text(does), Picture(then), Text(ask), *ends)
    places: tuple[dict[str, tuple[float, ...]], ...] = tuple(
        {"magnitude": (magnitude,)} for magnitude in magnitudes
    )
    return Prompt(content, values, texts, places, {**chosen.context, "action": name}, told)


def _open(magnitudes: Sequence[float], action: Action, wording: Wording) -> AnswerForm:
    """The magnitudes, to be given in the unit that the prompt tells lengths in."""
    if action.dimension == "length":
        return forms.number("m", magnitudes, asked_in=wording.unit)
    return forms.number("deg", magnitudes)


def _action(name: str, wording: Wording) -> str:
    """The action that a wording tells. A mirror exchanges left and right; the way back goes the other way,
    and so does a rotation that is told by the angle that is left to a full turn."""
    if wording.mirrored:
        name = MIRRORED.get(name, name)
    return OPPOSITE[name] if wording.inverse != wording.opposite else name


def _magnitude(member: Member, action: Action, wording: Wording) -> float:
    """How far an action goes, as a wording tells it, metres or degrees."""
    (magnitude,) = member.coordinates["magnitude"]
    if action.dimension == "length":
        return magnitude * wording.scale
    return FULL_TURN - magnitude if wording.opposite else magnitude


def _texts(magnitudes: Sequence[float], action: Action, wording: Wording) -> tuple[str, ...]:
    if action.dimension == "length":
        lengths = [magnitude / wording.scale for magnitude in magnitudes]
        decimals = wording.decimals(lengths)
        return tuple(wording.length(length, decimals) for length in lengths)
    decimals = wording.angle_decimals(magnitudes)
    return tuple(wording.angle(magnitude, decimals) for magnitude in magnitudes)


def _setting(draft: Draft, start: ViewPoint) -> str:
    wording = draft.wording.context
    width, height = draft.cell.image
    pitch = round(start.pitch, 2)
    looks = (
        "straight ahead"
        if pitch == 0
        else f"{wording.angle(abs(pitch))} {'above' if pitch > 0 else 'below'} the horizon"
    )
    eye = wording.length(start.position[2], wording.rounded)
    return (
        f"You stand in a room and look {looks}. Your eye is {eye} above the floor. "
        f"Pictures are {width} × {height} pixels with a horizontal field of view of "
        f"{wording.angle(round(start.fov, 2))}."
    )


def _manner(action: Action) -> str:
    if action.dimension == "length":
        return ", horizontally and without turning"
    if action.pitch:
        return ", around the axis through your eye that points to your right, without moving"
    return ", around the vertical axis through your eye, without moving"
