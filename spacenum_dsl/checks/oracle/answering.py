"""Sits an exam: from the clouds of its pictures to the letter of an option.

Beside the letter stand what was measured, and doubts: whatever the prompt tells that the pictures contradict.
A right letter with a doubt is not a right answer, as it may be luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.checks.oracle import reading
from spacenum_dsl.checks.oracle.clouds import Ground
from spacenum_dsl.checks.oracle.exam import GROUND, Choice, Exam, Value
from spacenum_dsl.checks.oracle.maps import (
    CENSORED,
    SETTLED,
    Extent,
    anchors_apart,
    backs,
    extent_of,
    frame_of,
    left_open,
    slack,
)
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.motion import TURNS, Moved
from spacenum_dsl.checks.oracle.numerals import Quantity, UnreadableError
from spacenum_dsl.checks.oracle.reading import Map, Told

LEAST_AGREEMENT = 0.93
"""Share of points that two pictures must agree on once the motion is known."""
HEIGHT_OFF, PITCH_OFF = 0.004, 0.15
"""Share of the height, and degrees, by which a measured camera may differ from the told one."""
MOVE_OFF, TURN_OFF = 0.01, 0.15
"""Metres and degrees by which a measured motion may differ from the told one: its magnitude from that of the
option that is picked, and all else from nothing. At least twice as much as rendered pairs are off
(docs/verify.md)."""
APART_OFF = 0.02
"""Share of their distance by which anchors may stand nearer or farther than told."""
APART_PIXELS = 4.0
"""Pixels by which they may do so too: thin leaves end in less than one."""
SURE = 2.0
"""Times as far as the nearest centre that all others must be, of those that may be meant."""
CLEAR = 3.0
"""Times as bad as the best shape that all others must be for covers not to matter."""
MISFIT = 3.0
"""Misfit (`Extent.misfit`) of the best option from which nothing fits."""
ALIKE = 0.3
"""Misfit by which boxes that differ in the object's yaw alone may differ for what is not seen of it."""
HIDDEN = "more than one option fits what covers leave to be seen"
"""Why pictures may not tell the answer."""
FRONT = "options with like boxes, of which only the front's direction differs"
"""Why passes don't."""
LEAST_POINTS = 12
"""Pixels of an object below which it is not in view."""


@dataclass(frozen=True)
class Answer:
    """What the oracle says: the letter it picks, or why no pass can tell, and then which letters are left
    `open`, if any are ruled out; `measured` in metres and degrees by option or name; `doubts` where pictures
    and prompt contradict each other."""

    label: str | None
    measured: dict[str, float]
    doubts: tuple[str, ...] = ()
    unanswerable: str | None = None
    open: tuple[str, ...] = ()


def answer(exam: Exam, measures: Measures) -> Answer:
    """Sit an exam."""
    if exam.blind is not None:
        return Answer(None, {}, unanswerable=exam.blind)
    try:
        return _transition(exam, measures) if exam.setting == "transition" else _layout(exam, measures)
    except UnreadableError as error:
        return Answer(None, {}, (str(error),))


def _transition(exam: Exam, measures: Measures) -> Answer:
    told = reading.motion(exam.text)
    views = [shot.view for shot in exam.pictures]
    ground = measures.ground((views[0],), GROUND["floor"])
    doubts = list(_camera_doubts(ground, told.eye, told.pitch, exam.scaled))
    pitch = told.pitch if ground is None else ground.pitch
    scale = told.eye.value / ground.height if exam.scaled and ground is not None else 1.0
    if exam.scaled and ground is None and told.axis not in TURNS:
        return Answer(None, {}, unanswerable="no floor is in view that would tell the scale of its lengths")
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
    label = min(off, key=off.__getitem__)
    step = told.magnitude.step / 2 if told.magnitude is not None else 0.0
    bound = (TURN_OFF if told.axis in TURNS else MOVE_OFF * max(1.0, scale)) + step
    if off[label] > bound:
        unit = "°" if told.axis in TURNS else " m"
        doubts.append(f"no option is what was measured: the nearest is {off[label]:.3f}{unit} off")
    doubts += dict.fromkeys(doubt for each in found.values() for doubt in _other_ways(each))
    if one.agreement < LEAST_AGREEMENT:
        doubts.append(
            f"the pictures agree on {100 * one.agreement:.0f} % of what both should show, "
            "so the camera did not move like that"
        )
    besides = {"astray": one.astray * scale, "turned": one.turned, "agreement": one.agreement}
    return Answer(label, {**measured, **besides}, tuple(doubts))


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


def _number(value: Value | None) -> float:
    number = None if value is None else value.get("magnitude")
    if not isinstance(number, (int, float)):
        raise UnreadableError("an option has no magnitude")
    return float(number)


def _camera_doubts(ground: Ground | None, eye: Quantity, pitch: float, scaled: bool) -> list[str]:
    """Where the told camera is not the one that the ground shows. Pictures without ground tell nothing."""
    if ground is None:
        return []
    doubts = []
    if not scaled and abs(ground.height - eye.value) > HEIGHT_OFF * eye.value + eye.step / 2:
        doubts.append(f"the camera is {ground.height:.3f} m above the ground, not {eye.value:.3f} m")
    if abs(ground.pitch - pitch) > PITCH_OFF or abs(ground.roll) > PITCH_OFF:
        doubts.append(
            f"the camera looks {ground.pitch:.2f}° upwards and leans by {ground.roll:.2f}°, "
            f"not {pitch:.2f}° and 0°"
        )
    return doubts


def _layout(exam: Exam, measures: Measures) -> Answer:
    told = reading.layout(exam.text)
    views = [shot.view for shot in exam.pictures]
    thing = GROUND["surface" if told.on_surface else "floor"]
    if told.below is not None:
        thing = _only(exam, told.below)
    ground = measures.ground(tuple(views), thing)
    if ground is None:
        return Answer(None, {}, ("the ground is not in view",))
    over = Quantity(told.eye.value - told.raised.value, "length", told.eye.step + told.raised.step)
    doubts = _camera_doubts(ground, over, told.pitch, exam.scaled)
    scale = over.value / ground.height if exam.scaled else 1.0
    eye = np.array([0.0, 0.0, ground.height * scale])
    bodies = {
        name: [measures.body(view, ground, _only(exam, name), scale) for view in views]
        for name in (told.origin, told.x_axis, told.target)
    }
    unseen = sorted(
        name for name, seen in bodies.items() if any(len(body.points) < LEAST_POINTS for body in seen)
    )
    if unseen:
        return Answer(None, {}, (*doubts, f"not in view: {', '.join(unseen)}"))
    anchors = bodies[told.origin], bodies[told.x_axis]
    frame = frame_of(*anchors, told, eye)
    first, second = ([extent_of(body, frame, eye) for body in each] for each in anchors)
    apart = anchors_apart(*anchors, told, frame, eye)
    doubts += _frame_doubts(first, second, told, apart)
    extents = [extent_of(body, frame, eye) for body in bodies[told.target]]
    if exam.direction == "num2space":
        entry = told.entries[told.target]
        entries = {choice.label: entry for choice in exam.choices}
        seen = {choice.label: extents[views.index(choice.view or "")] for choice in exam.choices}
    else:
        entries = {choice.label: _entry(choice) for choice in exam.choices}
        seen = dict.fromkeys(entries, extents[0])
    if all(len(entry.low) == 1 for entry in entries.values()):
        room = {each: left_open(first, second, seen[each], told) for each in entries}
        return _centre(seen, entries, room, tuple(doubts))
    loose = {each: slack(first, second, seen[each], told) for each in entries}
    return _box(seen, entries, loose, tuple(doubts))


def _centre(
    seen: Mapping[str, Extent],
    entries: Mapping[str, Told],
    room: Mapping[str, float],
    doubts: tuple[str, ...],
) -> Answer:
    """The option of the nearest centre, where no other may be meant that is off by less than `room`."""
    away = {each: abs(float(seen[each].middle[0]) - entries[each].low[0]) for each in entries}
    label = min(away, key=away.__getitem__)
    near = [each for each in away if away[each] <= room[each]]
    if any(away[each] <= SURE * away[label] for each in near if each != label):
        reason = HIDDEN if entries[label].yaw is None else FRONT
        return Answer(None, {**away, "left open": room[label]}, doubts, reason, tuple(near))
    if away[label] > room[label]:
        doubts = (*doubts, f"nothing fits: the nearest centre is {away[label]:.3f} m off")
    return Answer(label, {"x": float(seen[label].middle[0]), **away}, doubts)


def _box(
    seen: Mapping[str, Extent],
    entries: Mapping[str, Told],
    loose: Mapping[str, float],
    doubts: tuple[str, ...],
) -> Answer:
    """The option whose box fits best. Covered anchors leave it open by `loose` metres where a target stands:
    where that lets no box fit in its place, or several, their shapes decide."""
    misfits = {label: seen[label].misfit(entries[label]) for label in entries}
    label = min(misfits, key=misfits.__getitem__)
    rivals = [each for each in misfits if each != label and misfits[each] < 2 * misfits[label] + ALIKE]
    far = {each: float(np.linalg.norm(seen[each].off(entries[each])[:2])) for each in entries}
    near = [each for each in entries if far[each] <= loose[each]]
    if misfits[label] <= MISFIT and len({label, *rivals}.intersection(near)) < 2:
        return _settled(label, rivals, misfits, seen, entries, doubts)
    shapes = {each: seen[each].shape_misfit(entries[each]) for each in near}
    like = [each for each in near if shapes[each] <= min(MISFIT, CLEAR * min(shapes.values()))]
    if len(like) == 1:
        return Answer(like[0], {**far, "slack": max(loose.values()), **_named(shapes)}, doubts)
    if near:
        return Answer(None, {**far, "slack": max(loose.values())}, doubts, HIDDEN, tuple(near))
    doubts = (*doubts, f"nothing fits: the best option has a misfit of {misfits[label]:.1f}")
    return _settled(label, rivals, misfits, seen, entries, doubts)


def _settled(
    label: str,
    rivals: list[str],
    misfits: Mapping[str, float],
    seen: Mapping[str, Extent],
    entries: Mapping[str, Told],
    doubts: tuple[str, ...],
) -> Answer:
    """The option of the smallest misfit, or that what tells it from another one is not seen."""
    measured = _named(misfits)
    if entries[label].yaw is not None and rivals:
        return Answer(None, measured, doubts, FRONT, (label, *rivals))
    covered = [each for each in rivals if _unseen(label, each, seen, entries)]
    if covered:
        return Answer(None, measured, doubts, HIDDEN, (label, *covered))
    return Answer(label, {**_numbers(seen[label], len(entries[label].low)), **measured}, doubts)


def _unseen(one: str, other: str, seen: Mapping[str, Extent], entries: Mapping[str, Told]) -> bool:
    """Whether no side by which two options could be told apart is seen: all of them go on behind a cover."""
    dims = len(entries[one].low)
    told = [np.array([entries[each].low, entries[each].high]) for each in (one, other)]
    differing = np.abs(told[0] - told[1]) > SETTLED if seen[one] is seen[other] else np.ones((2, dims), bool)
    trusts = [np.array([seen[each].low_trust[:dims], seen[each].high_trust[:dims]]) for each in (one, other)]
    return bool((np.maximum(*trusts)[differing] <= CENSORED).all())


def _named(misfits: Mapping[str, float]) -> dict[str, float]:
    return {f"misfit {letter}": misfit for letter, misfit in misfits.items()}


def _frame_doubts(origin: list[Extent], x_axis: list[Extent], told: Map, apart: float | None) -> list[str]:
    """Where the anchors are not as the map tells: their distance, seen as `apart` metres, and their boxes
    where it has boxes."""
    doubts = []
    expected = told.apart
    off = APART_OFF * expected + APART_PIXELS * origin[0].pixel + told.entries[told.x_axis].step / 2
    if len(told.entries[told.x_axis].low) == 1:
        off += backs(*origin, *x_axis)
    if apart is not None and abs(apart - expected) > off:
        doubts.append(f"the anchors are {apart:.3f} m apart, not {expected:.3f} m")
    for name, extents in ((told.origin, origin), (told.x_axis, x_axis)):
        if len(told.entries[name].low) == 1:
            continue
        misfit = min(extent.misfit(told.entries[name]) for extent in extents)
        if misfit > MISFIT:
            doubts.append(f"the {name} is not as the map tells: it has a misfit of {misfit:.1f}")
    return doubts


def _only(exam: Exam, name: str) -> int:
    """The instance of a name: the prompt must call one object so."""
    ids = exam.names.get(name, ())
    if len(ids) != 1:
        raise UnreadableError(f"{len(ids) or 'no'} objects are called `{name}`")
    return ids[0]


def _entry(choice: Choice) -> Told:
    """The map entry of an option, exact."""
    value = choice.value or {}
    yaw = value.get("yaw")
    turned = float(yaw) if isinstance(yaw, (int, float)) else None
    x, low, high = value.get("x"), value.get("low"), value.get("high")
    if isinstance(x, (int, float)):
        return Told((float(x),), (float(x),), 0.0, turned)
    if isinstance(low, (tuple, list)) and isinstance(high, (tuple, list)):
        return Told(tuple(low), tuple(high), 0.0, turned)
    raise UnreadableError("an option has no map entry")


def _numbers(extent: Extent, dims: int) -> dict[str, float]:
    """What was measured of the target, metres in the map."""
    ends = {"min": extent.low, "max": extent.high}
    return {
        f"{axis} {name}": float(end["xyz".index(axis)]) for name, end in ends.items() for axis in "xyz"[:dims]
    }
