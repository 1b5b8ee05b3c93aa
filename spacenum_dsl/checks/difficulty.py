"""Requirements on the options of a question, measured a second time: from the triangles, by own projection.

Displacements, depths and steps follow from placements and cameras alone. Which objects are visible is known
from few rays here as there, so it is told with a margin: an object is surely visible, surely not, or may be
either, and a measure is a range from the least to the most that it can be. A requirement is broken where no
number of these ranges fulfils it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from statistics import fmean, median
from typing import TypeAlias

from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES
from spacenum_dsl.checks.requirements import SLACK, Facts, holds, parts
from spacenum_dsl.checks.shown import state_of
from spacenum_dsl.checks.solids import Solid
from spacenum_dsl.checks.visibility import Visible, visible
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question, View
from spacenum_dsl.semantics import values
from spacenum_dsl.world.world import Position, ViewPoint

MEASURES = ("separation", "depth", "step", "objects")
ROUNDED = {"separation": 0.05, "depth": 0.0005, "step": 0.00005, "objects": 0.0}
"""What rounding may have added to or taken from the numbers that were tested: half of their last digit."""

BEFORE = 0.02
"""Metres before a camera from which a point is ahead of it."""

Interval: TypeAlias = tuple[float, float]
ANY: Interval = (-math.inf, math.inf)
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """Which requirements the options of a question break."""
    needs = [
        (requirement, part)
        for requirement in cell.block.requirements
        for part in parts(requirement.condition)
        if _used(part) & {*MEASURES}
    ]
    judge = JUDGES.get(question.setting)
    if not needs or judge is None or judge.displaced is None:
        return
    used = frozenset().union(*(_used(part) for _, part in needs))
    for option, measures in zip(
        question.options, _measured(question, judged, used, judge.displaced == "target"), strict=True
    ):
        state = judged.states[state_of(question, option)]
        for requirement, part in needs:
            if not _may(part, state, measures, wanted=True):
                found = ", ".join(f"{name} {low:.4g} to {high:.4g}" for name, (low, high) in measures.items())
                yield f"`require {requirement.span.text}` does not hold for option {option.label}: {found}"


def _used(item: values.Condition | values.Term) -> frozenset[str]:
    """The functions that a condition uses."""
    match item:
        case values.Logic(items=items):
            return frozenset().union(*(_used(each) for each in items))
        case values.Not(item=inner):
            return _used(inner)
        case values.Comparison(left=left, right=right) | values.Operation(left=left, right=right):
            return _used(left) | _used(right)
        case values.FunctionCall(name=name):
            return frozenset((name,))
    return frozenset()


def _may(condition: values.Condition, facts: Facts, measures: dict[str, Interval], *, wanted: bool) -> bool:
    """Whether a condition may be as wanted. What can't be told may be anything."""
    match condition:
        case values.Not(item=item):
            return _may(item, facts, measures, wanted=not wanted)
        case values.Logic(op=op, items=items):
            found = (_may(item, facts, measures, wanted=wanted) for item in items)
            return any(found) if (op == "or") == wanted else all(found)
    if not _used(condition) & {*MEASURES}:
        told = holds(condition, facts)
        return told is None or told == wanted
    (low, high), (least, most) = _range(condition.left, measures), _range(condition.right, measures)
    low, high = low - SLACK, high + SLACK
    return {
        "<": low < most,
        "<=": low <= most,
        ">": high > least,
        ">=": high >= least,
        "==": low <= most and high >= least,
        "!=": True,
    }[condition.op if wanted else OPPOSITE[condition.op]]


def _range(term: values.Term, measures: dict[str, Interval]) -> Interval:
    match term:
        case values.Constant(value=value) | values.Named(value=values.Constant(value=value)):
            return value, value
        case values.FunctionCall(name=name):
            return measures.get(name, ANY)
        case values.Operation(op=op, left=left, right=right):
            (a, b), (c, d) = _range(left, measures), _range(right, measures)
            if not all(map(math.isfinite, (a, b, c, d))) or (op == "/" and c <= 0 <= d):
                return ANY
            if op == "+":
                return a + c, b + d
            if op == "-":
                return a - d, b - c
            ends = [x * y if op == "*" else x / y for x in (a, b) for y in (c, d)]
            return min(ends), max(ends)
    return ANY


def _measured(
    question: Question, judged: Judged, used: frozenset[str], layout: bool
) -> Iterator[dict[str, Interval]]:
    """What each option measures, in the order of the options; visibility only where it is asked for. In a
    `layout` objects are displaced, else the view. Of several cameras whose pictures suffice, the one counts
    that shows most."""
    enough = {view for option in question.options for views in option.suffices for view in views}
    each = [
        list(_measured_by([question.views[view] for view in views], question, judged, used, layout))
        for views in zip(*(option.views for option in question.options), strict=True)
        if enough >= set(views)
    ]
    for found in zip(*each, strict=True):
        yield {
            name: (fewest(one[name][0] for one in found), fewest(one[name][1] for one in found))
            for name in found[0]
            for fewest in [min if name == "depth" else max]
        }


def _measured_by(
    views: Sequence[View], question: Question, judged: Judged, used: frozenset[str], layout: bool
) -> Iterator[dict[str, Interval]]:
    """What each option measures in one picture of each."""
    looked = bool(used & ({"objects"} if layout else {"separation", "depth", "objects"}))
    seen = [visible(judged.world, view, question.image) if looked else Visible() for view in views]
    drawn = [_drawn(view, layout, judged, question.image) for view in views]
    most = math.hypot(*question.image)
    for place in range(len(views)):
        others = [other for other in range(len(views)) if other != place]
        apart = [_separation(drawn, seen, place, other, layout, most) for other in others]
        depths = {name: fmean(depth for _, depth in points) for name, points in drawn[place].items()}
        sure, open_ = ({*depths}, set[str]()) if layout else (seen[place].sure, seen[place].open)
        measures = {
            "separation": (min(low for low, _ in apart), min(high for _, high in apart)),
            "depth": _median([depths[name] for name in sure], [depths[name] for name in open_], ANY),
            "step": _step(views, place, judged, question, layout),
            "objects": (float(len(seen[place].sure)), float(len(seen[place].sure | seen[place].open))),
        }
        yield {
            name: (low - ROUNDED[name], high + ROUNDED[name])
            for name, (low, high) in measures.items()
            if name in used
        }


Points: TypeAlias = list[tuple[tuple[float, float] | None, float]]
"""Pixels from the middle of a picture, None for what is not ahead of the camera, and depths."""


def _drawn(view: View, layout: bool, judged: Judged, image: tuple[int, int]) -> dict[str, Points]:
    """What is displaced: the corners of the boxes of what moves, or the centre of each object's."""
    if layout:
        return {
            solid.thing.name: [_project(view.point, corner, image) for corner in _corners(solid)]
            for solid in judged.moving[view.state]
        }
    solids = judged.states[view.state].solids
    return {name: [_project(view.point, solid.centre, image)] for name, solid in solids.items()}


def _corners(solid: Solid) -> Iterator[Position]:
    """The corners of the box round an object's triangles, always in one order: a lower one, then that over
    it."""
    low, high = solid.own
    turn = math.radians(solid.thing.placement.yaw)
    x, y, z = solid.thing.placement.position
    for ahead, left, up in itertools.product(*zip(low, high, strict=True)):
        away, bearing = math.hypot(ahead, left), turn + math.atan2(left, ahead)
        yield x + away * math.cos(bearing), y + away * math.sin(bearing), z + up


def _project(
    eye: ViewPoint, point: Position, image: tuple[int, int]
) -> tuple[tuple[float, float] | None, float]:
    """Where a point is in a picture, by its bearing and height as seen from the eye."""
    x, y, z = (to - at for to, at in zip(point, eye.position, strict=True))
    away, bearing = math.hypot(x, y), math.atan2(y, x) - math.radians(eye.yaw)
    pitch = math.radians(eye.pitch)
    depth = away * math.cos(bearing) * math.cos(pitch) + z * math.sin(pitch)
    up = z * math.cos(pitch) - away * math.cos(bearing) * math.sin(pitch)
    if depth <= BEFORE:
        return None, depth
    per_metre = image[0] / (2 * math.tan(math.radians(eye.fov) / 2) * depth)
    return (-away * math.sin(bearing) * per_metre, -up * per_metre), depth


def _separation(
    drawn: Sequence[dict[str, Points]],
    seen: Sequence[Visible],
    place: int,
    other: int,
    layout: bool,
    most: float,
) -> Interval:
    """By how many pixels two options' pictures are displaced, at least and at most: in layouts the corners on
    which the target stands, which are every other one."""
    each = 2 if layout else 1
    apart = {
        name: max(
            most if one is None or two is None else min(math.dist(one, two), most)
            for (one, _), (two, _) in zip(points[::each], drawn[other][name][::each], strict=True)
        )
        for name, points in drawn[place].items()
    }
    if layout:
        return max(apart.values()), max(apart.values())
    sure = seen[place].sure & seen[other].sure
    either = [seen[each].sure | seen[each].open for each in (place, other)]
    open_ = (either[0] & either[1]) - sure
    return _median([apart[name] for name in sure], [apart[name] for name in open_], (most, most))


def _median(sure: Sequence[float], doubtful: Sequence[float], none: Interval) -> Interval:
    """The least and the most that a median can be, whichever doubtful numbers count; `none` without any."""
    rising = sorted(doubtful)
    taken = [[*sure, *order[:count]] for order in (rising, rising[::-1]) for count in range(len(rising) + 1)]
    found = [median(numbers) for numbers in taken if numbers]
    ends = [*found, *(none if not sure else ())]
    return min(ends), max(ends)


def _step(views: Sequence[View], place: int, judged: Judged, question: Question, layout: bool) -> Interval:
    """How far it is to the nearest other place of what moves, or to the nearest other magnitude."""
    if layout:
        states = [
            [solid.thing.placement.position[:2] for solid in judged.moving[view.state]] for view in views
        ]
        apart = [
            by
            for places in zip(*states, strict=True)
            for each in places
            if (by := math.dist(places[place], each)) > SLACK
        ]
    else:
        gone = [_gone(question.views[0].point, view.point) for view in views]
        if min(gone) < SLACK:
            return ANY
        apart = [abs(gone[place] - by) for other, by in enumerate(gone) if other != place]
    return (min(apart), min(apart)) if apart else ANY


def _gone(start: ViewPoint, end: ViewPoint) -> float:
    """How far an action went, metres or degrees; a turn to the right counts as the rest of a full one to the
    left, which leaves differences as they are, and a full turn as nothing, of which nothing can be said."""
    turned = (end.yaw - start.yaw) % 360.0
    return math.dist(start.position, end.position) + abs(end.pitch - start.pitch) + turned
