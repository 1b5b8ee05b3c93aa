"""`bearing … on scene`: where a target is for one who stands at an object and faces another one.

Num2Space: the sector is told in a word, which picture shows it? Space2Num: given the picture, which word is
right? The target has one place in each sector, drawn before anything is known about the answer, by strata:
all words can be true of one world, and each of them is of one picture.

With `answer: number` the direction is to be given in degrees, and no sector is told.

Beside its own word, each option says what it would be called in other frames of reference, so that a wrong
answer tells which one was used.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from spacenum_dsl.base import exact
from spacenum_dsl.questions.families._bearing_check import check, margin_of, named, sectors_of
from spacenum_dsl.questions.families._bearing_sectors import SECTORS, Sector, rank_of, sector_of
from spacenum_dsl.questions.families._bearing_words import prompt
from spacenum_dsl.questions.family import Cell, Family, register
from spacenum_dsl.questions.hosting import MEASURES, default_difference, host
from spacenum_dsl.questions.hosting_rejections import no_direction, over
from spacenum_dsl.questions.question import Numbers, OptionSet
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import ANSWER, FAMILY_PROPERTIES
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.program import FamilyBlock
from spacenum_dsl.semantics.types import BlockSpec, FamilySpec, Measure, ObjectOf, PropertySpec
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import Position, Stratum, Thing, Variation, Varying, World

DIGITS = 9
"""Digits after which two places count as one."""


def variation(block: FamilyBlock) -> tuple[Varying, ...]:
    """One place of the target in each sector, as far from its borders as the margin says."""
    target, eye, towards = named(block)
    names = [target, eye, *([] if towards is None else [towards])]
    faced = f"facing `{towards}`" if towards is not None else "facing as its front does"
    strata = tuple(
        Stratum(f"in the sector {sector.word} of `{eye}`, {faced}", _within(block, names, sector))
        for sector in SECTORS[sectors_of(block)]
    )
    return (Variation(target, ("position",), len(strata), along_x=False, strata=strata),)


def _within(block: FamilyBlock, names: list[str], sector: Sector) -> values.Condition:
    """That the target lies in a sector: between its borders, or outside of them where it is cut in two by the
    ends of the range of `bearing`."""
    span, margin = block.span, margin_of(block)
    args = tuple(values.ObjectRef(span, name) for name in names)
    call = values.FunctionCall(span, "bearing", args, "angle")
    inner = sector.half - margin
    low, high = ((sector.middle + side + 180.0) % 360.0 - 180.0 for side in (-inner, inner))
    after = values.Comparison(span, ">=", call, values.Constant(span, low, "angle"))
    before = values.Comparison(span, "<=", call, values.Constant(span, high, "angle"))
    return values.Logic(span, "and" if low <= high else "or", (after, before))


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """All states of the target in this world, if every one of them can be asked about."""
    target, eye, towards = named(cell.block)
    known = [world.thing(name) for name in (eye, towards) if name is not None]
    states = [world.thing(target, state) for state in range(len(world.states))]
    for one, other in [*itertools.combinations(known, 2), *itertools.product(states, known)]:
        if over(one, other):
            return no_direction(one, other)
    places = [tuple(round(axis, DIGITS) for axis in thing.placement.position[:2]) for thing in states]
    hosted = host(cell, world, [target, *(thing.name for thing in known)], places)
    if isinstance(hosted, Rejection):
        return hosted
    count = sectors_of(cell.block)
    members = []
    for state, thing in enumerate(states):
        value = _value(cell, world, thing)
        rank = float(rank_of(str(value["sector"]), count))
        members.append(hosted.member(state, value, {"sector": (rank,)}))
    members.sort(key=lambda member: member.coordinates["sector"])
    context = {"target": target, "from": eye} | ({} if towards is None else {"towards": towards})
    return hosted.option_set(members, context)


def _value(cell: Cell, world: World, target: Thing) -> Numbers:
    """The sector in a word, its exact angle in degrees, and what it would be called with another straight
    ahead: `camera`, the way the first camera looks; `other_way`, for one who stands at what is faced and
    faces back; `own_front`, as the front of the object at which one stands, if it has one."""
    count, (_, place, faced) = sectors_of(cell.block), named(cell.block)
    eye, camera = world.thing(place), world.cameras[cell.block.viewers[0]]
    here, there = eye.placement.position, target.placement.position
    towards = None if faced is None else world.thing(faced).placement.position
    ahead = eye.placement.yaw if towards is None else _direction(here, towards)
    angle = _turned(here, there, ahead)
    value: Numbers = {"sector": sector_of(angle, count), "bearing": angle}
    value["camera"] = sector_of(_turned(here, there, camera.yaw), count)
    if towards is not None:
        value["other_way"] = sector_of(_turned(towards, there, _direction(towards, here)), count)
        if KINDS[eye.kind].front:
            value["own_front"] = sector_of(_turned(here, there, eye.placement.yaw), count)
    return value


def _direction(one: Position, other: Position) -> float:
    """Degrees counter-clockwise from +x of the world, in plan."""
    return exact.bearing(other[0] - one[0], other[1] - one[1])


def _turned(here: Position, there: Position, ahead: float) -> float:
    """From straight ahead to the direction of a place, degrees in [-180, 180), to the left positive."""
    turned = (_direction(here, there) - ahead + 180.0) % 360.0
    return (turned if turned < 360.0 else 0.0) - 180.0  # a remainder may be rounded up to the whole


_BLOCK = BlockSpec(
    "bearing",
    "where a target is for one who stands at an object and faces another",
    (
        PropertySpec("target", ObjectOf(), "the object that the question is about", required=True),
        PropertySpec("from", ObjectOf(), "the object at which one stands", required=True),
        PropertySpec(
            "towards", ObjectOf(), "the object that one faces; without it one faces as the front of `from`"
        ),
        PropertySpec(
            "sectors", Measure("number", low=2, high=8, whole=True), "how many directions there are", "4"
        ),
        PropertySpec(
            "margin",
            Measure("angle", low=0.0, high=90.0),
            "by how much places keep away from the borders of sectors; a fifth of the narrowest one's width",
        ),
        *(each for each in FAMILY_PROPERTIES if each.name not in {"options", "span"}),
        ANSWER,
    ),
    requires=True,
)


def measures(_: Mapping[str, values.Value]) -> Mapping[str, Dimension]:
    """What bearings are measured by beside `visible(…)`."""
    return {**MEASURES, "step": "length"}


register(
    Family(
        FamilySpec(_BLOCK, check, measures, options="sectors"),
        variation,
        option_set,
        prompt,
        default_difference,
    )
)
