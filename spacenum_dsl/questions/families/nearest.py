"""`nearest … on scene`: which of some objects is nearest to a target.

Num2Space: the nearest one is told, which picture shows it? Space2Num: given the picture, which name is right?
The target has one place for each object to which it is nearest there, by a margin, drawn before anything is
known about the answer: every name is true of one picture.

Beside its own name, each option tells which object is nearest in the picture, in pixels, so that a wrong
answer tells who took the picture for the plan.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.questions.families._nearest_check import check, margin_of, misleading_of, named
from spacenum_dsl.questions.families._nearest_words import prompt
from spacenum_dsl.questions.family import Cell, Family, register
from spacenum_dsl.questions.hosting import MEASURES, default_difference, host
from spacenum_dsl.questions.hosting_rejections import PLACED
from spacenum_dsl.questions.question import Numbers, OptionSet
from spacenum_dsl.questions.scene_words import called
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import FAMILY_PROPERTIES
from spacenum_dsl.semantics.program import FamilyBlock
from spacenum_dsl.semantics.types import (
    BlockSpec,
    FamilySpec,
    Measure,
    MeasureOf,
    ObjectOf,
    ObjectsOf,
    PropertySpec,
)
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.view_requirements import camera_at
from spacenum_dsl.world.world import Position, Stratum, Thing, Variation, Varying, World

DIGITS = 9
"""Digits after which two places count as one."""


def variation(block: FamilyBlock) -> tuple[Varying, ...]:
    """One place of the target for each object to which it is nearest there."""
    target, among = named(block)
    strata = tuple(
        Stratum(f"where `{name}` is nearest", _nearest_to(block, target, name, among)) for name in among
    )
    return (Variation(target, ("position",), len(strata), along_x=False, strata=strata),)


def _nearest_to(block: FamilyBlock, target: str, near: str, among: tuple[str, ...]) -> values.Condition:
    """That every other object is farther from the target than `near`, by the margin."""
    span, (times, metres) = block.span, margin_of(block)

    def away(name: str) -> values.FunctionCall:
        args = (values.ObjectRef(span, target), values.ObjectRef(span, name))
        return values.FunctionCall(span, "plan_distance", args, "length")

    scaled = values.Operation(span, "*", away(near), values.Constant(span, times, "number"), "length")
    least = values.Operation(span, "+", scaled, values.Constant(span, metres, "length"), "length")
    return values.Logic(
        span, "and", tuple(values.Comparison(span, "<=", least, away(name)) for name in among if name != near)
    )


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """All states of the target in this world, if every one of them can be asked about and as many of their
    pictures mislead as the block says."""
    return _set(cell, world, misleading_of(cell.block))


def again(cell: Cell, world: World, _: OptionSet) -> OptionSet | Rejection:
    """The same set from elsewhere: how many pictures mislead is what an arm may change."""
    return _set(cell, world, None)


def _set(cell: Cell, world: World, misleading: int | None) -> OptionSet | Rejection:
    target, among = named(cell.block)
    things = [world.thing(name) for name in among]
    states = [world.thing(target, state) for state in range(len(world.states))]
    told = [_value(cell, world, thing, things) for thing in states]
    misled = sum(value["camera"] != value["nearest"] for value in told)
    if misleading is not None and misled != misleading:
        return _misled(cell, misled, misleading)
    places = [tuple(round(axis, DIGITS) for axis in thing.placement.position[:2]) for thing in states]
    hosted = host(cell, world, [target, *among], places)
    if isinstance(hosted, Rejection):
        return hosted
    ranks = {called(thing): float(place) for place, thing in enumerate(things)}
    members = [
        hosted.member(state, value, {"nearest": (ranks[str(value["nearest"])],)})
        for state, value in enumerate(told)
    ]
    members.sort(key=lambda member: member.coordinates["nearest"])
    context = {"target": target, "among": ", ".join(among)}
    return hosted.option_set(members, context)


def _value(cell: Cell, world: World, target: Thing, things: list[Thing]) -> Numbers:
    """What the nearest object is called; how many times as far the next one is (`lead`); and what the one is
    called that is nearest to the first camera (`camera`): in pixels between the centres of boxes."""
    camera = camera_at(world.cameras[cell.block.viewers[0]], cell.image)
    here = target.placement.position[:2]
    away = [exact.distance(here, thing.placement.position[:2]) for thing in things]
    first, second, *_ = sorted(away)
    middle = _pixel(camera, target)
    shown = [exact.distance(middle, _pixel(camera, thing)) for thing in things]
    return {
        "nearest": called(things[away.index(first)]),
        "lead": second / first,
        "camera": called(things[shown.index(min(shown))]),
    }


def _pixel(camera: Camera, thing: Thing) -> tuple[float, float]:
    """Column and row of the centre of an object's box."""
    x, y, z = thing.placement.position
    centre: Position = (x, y, z + thing.size[2] * thing.placement.scale / 2)
    ((column, row),), _ = camera.project(np.array([centre]))
    return float(column), float(row)


def _misled(cell: Cell, misled: int, wanted: int) -> Rejection:
    """The refusal of a set of which more or fewer pictures mislead than the block says."""
    target, count = named(cell.block)[0], cell.block.options
    reason = "more or fewer pictures would show another object nearer"
    way = "smaller" if misled < wanted else "larger"
    ways = (
        f"a {way} `elevation` of the camera: what looks near from low down is far",
        "another `misleading`",
    )
    detail = f"as {misled} of {count} would and {wanted} should"
    return Rejection(target, reason, None, ways, detail, "at", PLACED, near=-abs(misled - wanted))


_BLOCK = BlockSpec(
    "nearest",
    "which of some objects is nearest to a target",
    (
        PropertySpec("target", ObjectOf(), "the object that the question is about", required=True),
        PropertySpec(
            "among", ObjectsOf(2, 10), "the objects of which one is nearest, one option each", required=True
        ),
        PropertySpec(
            "margin",
            MeasureOf((Measure("number", low=1.01, high=10.0), Measure("length", low=0.01))),
            "how many times as far the next one is at least, or by how much farther",
            "1.3",
        ),
        PropertySpec(
            "misleading",
            Measure("number", low=0, high=10, whole=True),
            "in how many of a question's pictures another one is nearer in pixels; without it, as it comes",
        ),
        *(each for each in FAMILY_PROPERTIES if each.name not in {"options", "span"}),
    ),
    requires=True,
)


def measures(_: Mapping[str, values.Value]) -> Mapping[str, Dimension]:
    """What options are measured by beside `visible(…)`."""
    return {**MEASURES, "step": "length"}


register(
    Family(
        FamilySpec(_BLOCK, check, measures, options="among"),
        variation,
        option_set,
        prompt,
        default_difference,
        again,
    )
)
