"""The oracle of transitions: how far the camera moved between two pictures, and that it did nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.oracle import faults as codes
from spacenum_dsl.checks.oracle import reading
from spacenum_dsl.checks.oracle.exam import GROUND, Exam, ToldValue
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.motion import TURNS, Moved
from spacenum_dsl.checks.oracle.numerals import UnreadableError
from spacenum_dsl.checks.oracle.oracle import ORACLES, Answer, Oracle, camera_doubts
from spacenum_dsl.checks.oracle.pictures import LEAST_OBJECTS, ShownView, alike, fault
from spacenum_dsl.output.records.types import ItemRecord, WorldRecord

LEAST_AGREEMENT = 0.93
"""Share of points that two pictures must agree on once the motion is known."""
MOVE_OFF, TURN_OFF = 0.01, 0.15
"""Metres and degrees by which a measured motion may differ from the told one: its magnitude from that of the
option that is picked, and all else from nothing. At least twice as much as rendered pairs are off
(docs/verify.md)."""
LEAST_SHARED = 4.0
"""Degrees of its width that a picture must share with the one before a turn for surfaces to be compared."""
APART = "turns by as much as a picture is wide, so that both share nothing"
"""Why pictures may not tell a turn."""


def answer(exam: Exam, measures: Measures) -> Answer:
    """The option that is as far as the camera is measured to have gone, and the told way."""
    told = reading.motion(exam.text)
    views = [shot.view for shot in exam.pictures]
    ground = measures.ground((views[0],), GROUND["floor"])
    doubts = list(camera_doubts(ground, told.eye, told.pitch, exam.scaled))
    pitch = told.pitch if ground is None else ground.pitch
    scale = told.eye.value / ground.height if exam.scaled and ground is not None else 1.0
    if exam.scaled and ground is None and told.axis not in TURNS:
        return Answer(None, {}, unanswerable="no floor is in view that would tell the scale of its lengths")
    if told.magnitude is not None and _apart(exam, told.axis, [told.magnitude.value]):
        return Answer(None, {}, unanswerable=APART)
    if told.magnitude is None:
        (then,) = views[1:]
        one = measures.motion(views[0], then, told.axis, pitch)
        found = {then: one}
        magnitude = _signed(one, told.axis, told.sign, scale)
        off = {choice.label: _off(magnitude, _number(choice.value), told.axis) for choice in exam.choices}
        measured = {"magnitude": magnitude}
    else:
        shown = [(choice.label, choice.view) for choice in exam.choices if choice.view is not None]
        found = {label: measures.motion(views[0], view, told.axis, pitch) for label, view in shown}
        measured = {label: _signed(each, told.axis, told.sign, scale) for label, each in found.items()}
        off = {label: _off(each, told.magnitude.value, told.axis) for label, each in measured.items()}
        one = found[min(off, key=off.__getitem__)]
    label = min(off, key=off.__getitem__) if off else None
    step = told.magnitude.step / 2 if told.magnitude is not None else 0.0
    bound = (TURN_OFF if told.axis in TURNS else MOVE_OFF * max(1.0, scale)) + step
    if label is not None and off[label] > bound:
        unit = "°" if told.axis in TURNS else " m"
        doubts.append(f"no option is what was measured: the nearest is {off[label]:.3f}{unit} off")
    trusted = (each for each in found.values() if each is one or told.axis not in TURNS or _agreeing(each))
    doubts += dict.fromkeys(doubt for each in trusted for doubt in _other_ways(each))
    if one.agreement < LEAST_AGREEMENT:
        doubts.append(
            f"the pictures agree on {100 * one.agreement:.0f} % of what both should show, "
            "so the camera did not move like that"
        )
    if told.magnitude is None and doubts:
        offered = [_number(choice.value) for choice in exam.choices]
        unlike = not exam.choices and told.axis in TURNS and not _agreeing(one)
        if unlike or _apart(exam, told.axis, offered):
            return Answer(None, measured, unanswerable=APART)
    besides = {"astray": one.astray * scale, "turned": one.turned, "agreement": one.agreement}
    given = measured["magnitude"] if exam.open else None
    return Answer(label, {**measured, **besides}, tuple(doubts), given=given)


def _agreeing(found: Moved) -> bool:
    """Whether two pictures share enough to be compared, and agree on it."""
    return bool(found.pairs) and found.agreement >= LEAST_AGREEMENT


def _apart(exam: Exam, axis: str, degrees: Sequence[float]) -> bool:
    """Whether one of these turns leaves too little of the first picture in the next one."""
    if axis not in TURNS:
        return False
    shot = exam.pictures[0]
    place, side = (0, shot.width) if axis == "turn" else (1, shot.height)
    wide = 2 * np.degrees(np.arctan(side / 2 / shot.intrinsics[place, place]))
    return any(min(each % 360.0, -each % 360.0) > wide - LEAST_SHARED for each in degrees)


def _other_ways(found: Moved) -> list[str]:
    """Where the camera did what the prompt does not tell, in the five other degrees of freedom."""
    if not found.pairs:
        return ["the pictures share too little to tell how the camera moved"]
    if found.astray <= MOVE_OFF and found.turned <= TURN_OFF:
        return []
    besides = f"{found.astray:.3f} m and {found.turned:.2f}° besides what is told"
    return [f"the camera moved in another way: {besides}"]


def _signed(found: Moved, axis: str, sign: int, scale: float) -> float:
    """How far the camera went in the direction of the told action, degrees from 0 to 360 or told metres."""
    if axis in TURNS:
        return (found.magnitude * sign) % 360.0
    return found.magnitude * sign * scale


def _off(measured: float, told: float, axis: str) -> float:
    """How far two magnitudes are apart; angles that end alike are one."""
    if axis in TURNS:
        return abs((measured - told + 180.0) % 360.0 - 180.0)
    return abs(measured - told)


def _number(value: ToldValue | None) -> float:
    number = None if value is None else value.get("magnitude")
    if not isinstance(number, (int, float)):
        raise UnreadableError("an option has no magnitude")
    return float(number)


def faults(
    item: ItemRecord, _: WorldRecord, looks: Mapping[str, ShownView], least: int, images: Path
) -> Iterator[Diagnostic]:
    """Where a view shows too little, or nothing that the first one shows, or candidates look alike."""
    first, *others = looks.values()
    for look in looks.values():
        if len(look.objects) < LEAST_OBJECTS:
            what = f"shows {len(look.objects)} objects; each view of `{item.id}` needs {LEAST_OBJECTS}"
            yield fault(codes.NOT_ITS_WORLD, look.view, what)
    for look in others:
        if not look.objects & first.objects:
            yield fault(
                codes.NOT_ITS_WORLD, look.view, f"shares no object with the first view of `{item.id}`"
            )
    yield from alike(item, looks, least, images, lambda one: one.ids)


ORACLES.add("transition", Oracle(answer, faults, beside=1))
