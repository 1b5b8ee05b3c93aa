"""Whether a layout's options are the full factorial of what varies, and its maps what the triangles say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from spacenum_dsl.checks.admissible import EXACT
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.printed import printed
from spacenum_dsl.checks.requirements import in_map
from spacenum_dsl.checks.shown import faults_of as faults_of_views
from spacenum_dsl.checks.shown import state_of
from spacenum_dsl.checks.solids import Solid, entry
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Option, Question, Text
from spacenum_dsl.semantics import values
from spacenum_dsl.world.world import MapFrame

FACTORS = ("position", "size", "yaw")
EntryReader: TypeAlias = Callable[[Solid], tuple[float, ...]]
"""Reads off an object's triangles what a map says of it."""


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question of a layout."""
    world, frame = question.world, question.world.frame
    target, vary = cell.block.values["target"], cell.block.values["vary"]
    dims = cell.block.values["dims"]
    assert isinstance(target, values.ObjectRef) and isinstance(vary, values.Words)
    if frame is None or world.varied != (target.name,) or question.truth.get("target") != target.name:
        yield f"it asks about `{question.truth.get('target')}`, and `{', '.join(world.varied)}` varies"
        return
    unshown = list(faults_of_views(cell, question, len(judged.moving)))
    yield from unshown
    if unshown:
        return
    solids = [judged.moving[state_of(question, option)][0] for option in question.options]
    places = [_place(solid, frame) for solid in solids]
    yield from _factorial(question, places, [name for name in FACTORS if name in vary.names])
    wide = int(dims.value) if isinstance(dims, values.Constant) else 2
    if wide == 1 and len({place["position"][1] for place in places}) > 1:
        yield "a one-dimensional layout also varies along y"
    reading = partial(_exact, frame=frame, dims=wide, points=question.open is not None)
    for option, solid, place in zip(question.options, solids, places, strict=True):
        yield from _entry(option, reading(solid), wide, place["yaw"][0] if "yaw" in vary.names else None)
    yield from _map(question, judged, reading)
    if question.open is not None:
        yield from _written(cell, question, judged, reading)


def _place(solid: Solid, frame: MapFrame) -> dict[str, tuple[float, ...]]:
    """The factors' values of one state, in the map frame, rounded so that equal ones compare equal."""
    placement = solid.thing.placement
    x, y = in_map(frame, *placement.position[:2])
    turned = round((placement.yaw - frame.yaw) % 360.0, 8) % 360.0
    return {
        "position": (round(x, 9) + 0.0, round(y, 9) + 0.0),
        "size": (round(placement.scale, 9),),
        "yaw": (turned,),
    }


def _factorial(
    question: Question, places: Sequence[dict[str, tuple[float, ...]]], vary: Sequence[str]
) -> Iterator[str]:
    """Every combination of the factors' values once, ranks by them, and differences as recorded."""
    levels = len(places) if len(vary) == 1 else 2
    for factor in FACTORS:
        counts = Counter(place[factor] for place in places)
        wanted = levels if factor in vary else 1
        if len(counts) != wanted or set(counts.values()) != {len(places) // wanted}:
            yield f"{factor} takes {len(counts)} values over the options, not {wanted} equally often"
    if len({tuple(place.values()) for place in places}) < len(places):
        yield "the options are not the full factorial of what varies"
    answer = places[question.answer_index]
    order = sorted(tuple(place[factor] for factor in FACTORS) for place in places)
    rank = order.index(tuple(answer[factor] for factor in FACTORS))
    if rank != question.rank:
        yield f"the answer has rank {rank}, not {question.rank}"
    for option, place in zip(question.options, places, strict=True):
        wanted_differences = {
            factor: _difference(factor, answer[factor], place[factor])
            for factor in FACTORS
            if place[factor] != answer[factor]
        }
        if set(wanted_differences) != set(option.differs) or any(
            abs(option.differs[factor] - by) > 1e-6 for factor, by in wanted_differences.items()
        ):
            yield f"option {option.label} differs by {wanted_differences}, not by {option.differs}"


def _difference(factor: str, answer: tuple[float, ...], other: tuple[float, ...]) -> float:
    """A distance, a ratio or a difference."""
    if factor == "position":
        return math.dist(answer, other)
    return other[0] / answer[0] if factor == "size" else other[0] - answer[0]


def _entry(option: Option, exact: tuple[float, ...], dims: int, yaw: float | None) -> Iterator[str]:
    """The option's numbers against the triangles, its text against the numbers."""
    value = option.value
    said = [each for name in ("x", "at", "low", "high") if name in value for each in _numbers(value[name])]
    if yaw is not None:
        exact = (*exact, yaw)
        said.append(value.get("yaw"))
    if len(said) != len(exact) or any(
        not isinstance(one, float) or abs(one - other) > (EXACT if place < 2 * dims else 1e-7)
        for place, (one, other) in enumerate(zip(said, exact, strict=False))
    ):
        yield f"option {option.label} says {said}, its triangles say {[round(number, 9) for number in exact]}"
    ends = " m" if yaw is None else "°"
    if " m" not in option.text or not option.text.endswith(ends):
        yield f"option {option.label} lacks a unit: {option.text}"
    yield from printed(f"option {option.label}", option.text, exact)


def _exact(solid: Solid, frame: MapFrame, dims: int, points: bool) -> tuple[float, ...]:
    """What a map says of an object: the centre of its own box, or its box along the map's axes."""
    if dims == 1 or points:
        x, y = in_map(frame, *solid.thing.placement.position[:2])
        return (x, y, (solid.low + solid.high) / 2 - frame.origin[2])[:dims]
    low, high = entry(solid, frame.origin, frame.yaw)
    return (*low[:dims], *high[:dims])


def _written(cell: Cell, question: Question, judged: Judged, reading: EntryReader) -> Iterator[str]:
    """The map of each case holds the target, or all objects, where the triangles of its state are."""
    form, write = question.open, cell.block.values["write"]
    assert form is not None and isinstance(write, values.Symbol)
    for option, answer in zip(question.options, form.answers, strict=True):
        solids = judged.states[state_of(question, option)].solids.values()
        wanted = {
            _called(solid.thing.colour, solid.thing.kind): reading(solid)
            for solid in solids
            if solid.thing.name in question.world.varied
            or (write.name == "all" and solid.thing.role in {"object", "objects"})
        }
        if not isinstance(answer, dict) or set(answer) != set(wanted):
            yield f"case {option.label} is answered by {answer}, not by a map of {', '.join(wanted)}"
        elif any(math.dist(answer[name], point) > EXACT for name, point in wanted.items()):
            yield f"case {option.label} is answered by {answer}, its triangles are at {wanted}"


def _numbers(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _called(colour: str, kind: str) -> str:
    """`red mug`; a user's mesh, `mug@HASH`, has colours of its own and is a `mug`."""
    stem, mesh, _ = kind.partition("@")
    return stem.replace("_", " ") if mesh else f"{colour} {stem.replace('_', ' ')}"


def _map(question: Question, judged: Judged, reading: EntryReader) -> Iterator[str]:
    """The prompt's map lists both anchors and, where its numbers are given, the target; nothing else."""
    text = "\n".join(block.text for block in question.content if isinstance(block, Text))
    listed = [line[2:].rsplit(": ", 1) for line in text.splitlines() if line.startswith("- ")]
    wanted = [solid for solid in judged.fixed if solid.thing.role == "anchor"]
    if question.direction == "num2space":
        state = state_of(question, question.options[question.answer_index])
        wanted.append(judged.moving[state][0])
    names = [_called(solid.thing.colour, solid.thing.kind) for solid in wanted]
    if sorted(name for name, *_ in listed) != sorted(names):
        yield f"its map lists {[name for name, *_ in listed]}, not {names}"
        return
    entries = dict(listed)
    for name, solid in zip(names, wanted, strict=True):
        if solid.thing.role == "anchor":
            yield from printed(f"the map entry of the {name}", entries[name], reading(solid))


def shown(cell: Cell, question: Question) -> Sequence[str]:
    """Both anchors and the target, or all objects where their map is to be written."""
    world, write = question.world, cell.block.values["write"]
    roles = {"anchor", "object", "objects"} if write.name == "all" else {"anchor"}  # type: ignore[union-attr]
    return [thing.name for thing in world.things if thing.role in roles or thing.name in world.varied]


JUDGES.add("layout", Judge(faults_of, displaced="target", shows=shown))
