"""The oracle of layouts: which told box, or centre, is the one that the pictures show in the map's frame."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.checks.oracle import faults as codes
from spacenum_dsl.checks.oracle import reading
from spacenum_dsl.checks.oracle.exam import GROUND, Exam, ExamOption
from spacenum_dsl.checks.oracle.maps import (
    CENSORED,
    SETTLED,
    SeenExtent,
    anchors_apart,
    backs,
    extent_of,
    frame_of,
    left_open,
    slack,
)
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.numerals import PrintedQuantity, UnreadableError
from spacenum_dsl.checks.oracle.oracle import ORACLES, Answer, Oracle, camera_doubts
from spacenum_dsl.checks.oracle.pictures import (
    CLEARLY,
    LEAST_PIXELS,
    SHARE,
    SHARE_OFF,
    ShownView,
    alike,
    fault,
)
from spacenum_dsl.checks.oracle.reading import Map, Told
from spacenum_dsl.output.records.types import ItemRecord, WorldRecord

APART_OFF = 0.02
"""Share of their distance by which anchors may stand nearer or farther than told."""
APART_PIXELS = 4.0
"""Pixels by which they may do so too: thin leaves end in less than one."""
SURE = 2.0
"""Times as far as the nearest centre that all others must be, of those that may be meant."""
CLEAR = 3.0
"""Times as bad as the best shape that all others must be for covers not to matter."""
MISFIT = 3.0
"""Misfit (`SeenExtent.misfit`) of the best option from which nothing fits."""
ALIKE = 0.3
"""Misfit by which boxes that differ in the object's yaw alone may differ for what is not seen of it."""
HIDDEN = "more than one option fits what covers leave to be seen"
"""Why pictures may not tell the answer."""
COVER = 0.02
"""Metres up to which covers leave a map fit to be written."""
COVERED = "what is to be written goes on behind a cover"
FRONT = "options with like boxes, of which only the front's direction differs"
"""Why passes don't."""
LEAST_POINTS = 12
"""Pixels of an object below which it is not in view."""


def answer(exam: Exam, measures: Measures) -> Answer:
    """The option whose box or centre stands where the target is seen in the frame that the anchors make."""
    told = reading.layout(exam.text)
    targets = reading.written(exam.text) if exam.open else (told.target,)
    views = [shot.view for shot in exam.pictures]
    thing = GROUND["surface" if told.on_surface else "floor"]
    if told.below is not None:
        thing = _only(exam, told.below)
    ground = measures.ground(tuple(views), thing)
    if ground is None:
        return Answer(None, {}, ("the ground is not in view",))
    over = PrintedQuantity(told.eye.value - told.raised.value, "length", told.eye.step + told.raised.step)
    doubts = camera_doubts(ground, over, told.pitch, exam.scaled)
    scale = over.value / ground.height if exam.scaled else 1.0
    eye = np.array([0.0, 0.0, ground.height * scale])
    bodies = {
        name: [measures.body(view, ground, _only(exam, name), scale) for view in views]
        for name in (told.origin, told.x_axis, *targets)
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
    if exam.open:
        seen_of = {name: extent_of(bodies[name][0], frame, eye) for name in targets}
        return _written(seen_of, (*first, *second), told, tuple(doubts))
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


def _written(
    seen: Mapping[str, SeenExtent], anchors: Sequence[SeenExtent], told: Map, doubts: tuple[str, ...]
) -> Answer:
    """The map of what is seen, where covers leave its middles and its anchors' alone."""
    dims = len(told.entries[told.origin].low)
    found = {name: tuple(extent.middle[:dims].tolist()) for name, extent in seen.items()}
    measured = {
        f"{name} {axis}": part
        for name, point in found.items()
        for axis, part in zip("xyz", point, strict=False)
    }
    hidden = max(float(extent.open[:2].max()) for extent in (*seen.values(), *anchors))
    if hidden > COVER:
        return Answer(None, {**measured, "open": hidden}, doubts, COVERED)
    return Answer(None, measured, doubts, given=found)


def _centre(
    seen: Mapping[str, SeenExtent],
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
    seen: Mapping[str, SeenExtent],
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
    seen: Mapping[str, SeenExtent],
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


def _unseen(one: str, other: str, seen: Mapping[str, SeenExtent], entries: Mapping[str, Told]) -> bool:
    """Whether no side by which two options could be told apart is seen: all of them go on behind a cover."""
    dims = len(entries[one].low)
    told = [np.array([entries[each].low, entries[each].high]) for each in (one, other)]
    differing = np.abs(told[0] - told[1]) > SETTLED if seen[one] is seen[other] else np.ones((2, dims), bool)
    trusts = [np.array([seen[each].low_trust[:dims], seen[each].high_trust[:dims]]) for each in (one, other)]
    return bool((np.maximum(*trusts)[differing] <= CENSORED).all())


def _named(misfits: Mapping[str, float]) -> dict[str, float]:
    return {f"misfit {letter}": misfit for letter, misfit in misfits.items()}


def _frame_doubts(
    origin: list[SeenExtent], x_axis: list[SeenExtent], told: Map, apart: float | None
) -> list[str]:
    """Where the anchors are not as the map tells: their distance, seen as `apart` metres, and their boxes
    where it has boxes."""
    doubts = []
    expected = told.apart
    off = APART_OFF * expected + APART_PIXELS * origin[0].pixel + told.entries[told.x_axis].step / 2
    if told.entries[told.x_axis].tells_a_point:
        off += backs(*origin, *x_axis)
    if apart is not None and abs(apart - expected) > off:
        doubts.append(f"the anchors are {apart:.3f} m apart, not {expected:.3f} m")
    for name, extents in ((told.origin, origin), (told.x_axis, x_axis)):
        if told.entries[name].tells_a_point:
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


def _entry(choice: ExamOption) -> Told:
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


def _numbers(extent: SeenExtent, dims: int) -> dict[str, float]:
    """What was measured of the target, metres in the map."""
    ends = {"min": extent.low, "max": extent.high}
    return {
        f"{axis} {name}": float(end["xyz".index(axis)]) for name, end in ends.items() for axis in "xyz"[:dims]
    }


def faults(
    item: ItemRecord, world: WorldRecord, looks: Mapping[str, ShownView], least: int, images: Path
) -> Iterator[Diagnostic]:
    """Where pictures lack the target or an anchor, or candidates look alike."""
    assert world.frame is not None
    ids = {thing.name: thing.id for thing in world.objects}
    (varied,) = world.varied
    needed = [*world.frame.anchors, varied]
    for look, name in itertools.product(looks.values(), needed):
        pixels = look.pixels(ids[name])
        if pixels < CLEARLY * LEAST_PIXELS:
            what = f"shows {pixels} pixels of `{name}`, which `{item.id}` is about"
            yield fault(codes.NOT_ITS_WORLD, look.view, what)
        elif look.share(ids[name]) < SHARE - SHARE_OFF:
            seen = f"{100 * look.share(ids[name]):.0f} %"
            what = f"shows {seen} of `{name}`, which `{item.id}` is about"
            yield fault(codes.NOT_ITS_WORLD, look.view, what)
    target = ids[varied]
    yield from alike(item, looks, least, images, lambda one: one.ids == target)


ORACLES.add("layout", Oracle(answer, faults))
