"""`layout … on scene`: the map of a scene with a target whose position, size or yaw varies.

Num2Space: given the map of anchors and target, which picture shows it? Space2Num: given the picture and
the anchors' entries, which entry is the target's? The option set is a factorial of the varied factors,
drawn before anything is known about the answer; all of its members stand in the same world, among the
same distractors, which avoid every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacenum_dsl.questions.families._layout_check import (
    FACTORS,
    asked_about,
    check,
    dims_of,
    factors_of,
    target_of,
)
from spacenum_dsl.questions.families._layout_map import decimals_of, in_map, printed
from spacenum_dsl.questions.families._layout_words import prompt, told_of
from spacenum_dsl.questions.family import Cell, Family, register, share_spanned
from spacenum_dsl.questions.hosting import MEASURES, Hosted, default_difference, host
from spacenum_dsl.questions.hosting_rejections import printed_alike
from spacenum_dsl.questions.question import Member, OptionSet
from spacenum_dsl.questions.wording import USUAL
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import FAMILY_PROPERTIES, answered_by
from spacenum_dsl.semantics.program import FamilyBlock
from spacenum_dsl.semantics.types import (
    BlockSpec,
    FamilySpec,
    Measure,
    ObjectOf,
    PropertySpec,
    SymbolOf,
    WordsOf,
)
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.world import Thing, Variation, Varying, World

DIGITS = 9
"""Digits after which two values of a factor count as one: ranks must not follow rounding noise."""


def variation(block: FamilyBlock) -> tuple[Varying, ...]:
    """One factor takes all options, several take two values each."""
    factors = factors_of(block)
    count = block.options if len(factors) == 1 else 2
    moved = Variation(
        target_of(block),
        factors,  # type: ignore[arg-type]
        count,
        along_x=dims_of(block) == 1,
        span=share_spanned(block),
    )
    return (moved,)


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """All states of the target in this world, if every one of them can be asked about."""
    known = [thing for thing in world.things if thing.role == "anchor"]
    target = target_of(cell.block)
    states = [world.thing(target, state) for state in range(len(world.states))]
    places = [_place(thing, world, cell)["position"] for thing in states] if _moves(cell) else None
    named = [*known, *asked_about(cell.block, world.things)]
    hosted = host(cell, world, [thing.name for thing in named], places)
    return hosted if isinstance(hosted, Rejection) else _members(cell, world, known, hosted)


def _moves(cell: Cell) -> bool:
    return "position" in factors_of(cell.block)


def _place(thing: Thing, world: World, cell: Cell) -> dict[str, tuple[float, ...]]:
    """The values of the varied factors of a state of the target."""
    dims, factors = dims_of(cell.block), factors_of(cell.block)
    place: dict[str, tuple[float, ...]] = {}
    if "position" in factors:
        x, y = in_map(thing, world)
        place["position"] = (round(x, DIGITS),) if dims == 1 else (round(x, DIGITS), round(y, DIGITS))
    if "size" in factors:
        place["size"] = (round(thing.placement.scale, DIGITS),)
    if "yaw" in factors:
        place["yaw"] = (round(_turned(thing, world), DIGITS) % 360.0,)
    return place


def _turned(thing: Thing, world: World) -> float:
    """Yaw in the map frame, degrees."""
    return (thing.placement.yaw - (world.frame.yaw if world.frame else 0.0)) % 360.0


def _members(cell: Cell, world: World, known: list[Thing], hosted: Hosted) -> OptionSet | Rejection:
    """Members sorted by their factors' values, with exact entries. `known` are the anchors."""
    target, factors = target_of(cell.block), factors_of(cell.block)
    members: list[Member] = []
    for state in range(len(hosted.measures)):
        thing = world.thing(target, state)
        value = told_of(cell.block, thing, world)
        if "yaw" in factors:
            value["yaw"] = _turned(thing, world)
        members.append(hosted.member(state, value, _place(thing, world, cell)))
    members.sort(key=lambda member: tuple(member.coordinates.values()))
    entries = [told_of(cell.block, thing, world) for thing in known]
    decimals = decimals_of([*entries, *(member.value for member in members)], USUAL)
    if len({printed(member.value, USUAL, decimals) for member in members}) < len(members):
        return printed_alike(cell)
    return hosted.option_set(members, {"target": target})


_BLOCK = BlockSpec(
    "layout",
    "the map of a scene with a target that varies",
    (
        PropertySpec("target", ObjectOf(), "the object that the question is about", required=True),
        PropertySpec("dims", Measure("number", low=1, high=3, whole=True), "1D, 2D or 3D map", "2"),
        PropertySpec(
            "vary", WordsOf(FACTORS), "what of the target differs between options", "position, size"
        ),
        *FAMILY_PROPERTIES,
        answered_by("map"),
        PropertySpec(
            "write",
            SymbolOf("what of a map is written", lambda: ("target", "all")),
            "whose entries `answer: map` asks for: the target's, or those of all objects",
            "target",
        ),
    ),
    requires=True,
)


def measures(block: Mapping[str, values.Value]) -> Mapping[str, Dimension]:
    """What layouts are measured by beside `visible(…)`; without varying places there are no steps."""
    found = dict(MEASURES)
    vary = block["vary"]
    if isinstance(vary, values.Words) and "position" in vary.names:
        found["step"] = "length"
    return found


register(Family(FamilySpec(_BLOCK, check, measures), variation, option_set, prompt, default_difference))
