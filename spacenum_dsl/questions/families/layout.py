"""`layout … on scene`: the map of a scene with a target whose position, size or yaw varies.

Num2Space: given the map of anchors and target, which picture shows it? Space2Num: given the picture and
the anchors' entries, which entry is the target's? The option set is a factorial of the varied factors,
drawn before anything is known about the answer; all of its members stand in the same world, among the
same distractors, which avoid every one of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.questions.difficulty import BY_PLACE, Difficulty, of_places, of_states
from spacenum_dsl.questions.families._layout_check import (
    FACTORS,
    PROPERTIES,
    check,
    dims_of,
    factors_of,
    target_of,
)
from spacenum_dsl.questions.families._layout_map import by_name, decimals_of, entry, in_map, printed
from spacenum_dsl.questions.families._layout_refusals import (
    PLACED,
    alike,
    hidden,
    outside,
    same_pictures,
    too_near,
    unmet_options,
    unseen,
)
from spacenum_dsl.questions.families._layout_words import prompt
from spacenum_dsl.questions.family import Cell, Family, min_difference, register, share_spanned
from spacenum_dsl.questions.question import Member, OptionSet, View
from spacenum_dsl.questions.wording import USUAL
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import FAMILY_PROPERTIES
from spacenum_dsl.semantics.program import FamilyBlock
from spacenum_dsl.semantics.types import BlockSpec, FamilySpec, Measure, ObjectOf, PropertySpec, WordsOf
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.conditions import functions
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.standing import reach_of, within
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view_requirements import broken, camera_at, unmet
from spacenum_dsl.world.visibility import Alone, Look
from spacenum_dsl.world.world import Thing, Variation, World

DIGITS = 9
"""Digits after which two values of a factor count as one: ranks must not follow rounding noise."""


def variation(block: FamilyBlock) -> Variation:
    """One factor takes all options, several take two values each."""
    factors = factors_of(block)
    count = block.options if len(factors) == 1 else 2
    return Variation(
        target_of(block),
        factors,  # type: ignore[arg-type]
        count,
        along_x=dims_of(block) == 1,
        span=share_spanned(block),
    )


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """All states of the target in this world, if every one of them can be asked about."""
    target = target_of(cell.block)
    named = [thing for thing in world.things if thing.role == "anchor" or thing.name == target]
    confused = alike(cell, world, named)
    if confused is not None:
        return confused
    assert world.camera is not None
    structure = structure_of(world)
    camera = camera_at(world.camera, cell.image)
    beyond = outside(cell, world, structure)
    if beyond is not None:
        return beyond
    states = [world.in_state(state) for state in range(len(world.states))]
    placed = _placed(cell, world, camera)
    if isinstance(placed, Rejection):
        return placed
    looks: list[Look] = []
    alone: Alone = {}
    for things in states:
        met = within(camera.position, reach_of(camera), things, structure)
        if met is not None:
            return too_near(*met)
        look = Look(camera, bodies_of(things, structure), alone=alone)
        unshown = next((thing.name for thing in named if not look.sees(thing.name)), None)
        if unshown is not None:
            return hidden(cell, world, unshown)
        need = broken(cell.plan, world, things, look)
        if need is not None:
            return unseen(cell, world, need)
        looks.append(look)
    difference, least = _least_difference(looks, target), min_difference(cell)
    if difference < least:
        return same_pictures(cell, difference, least)
    measures = of_states(placed, looks, target, [thing.name for thing in named])
    made = _members(cell, world, named, measures)
    if isinstance(made, Rejection):
        return made
    for things, look, measured in zip(states, looks, measures, strict=True):
        need = unmet(cell.plan, world, things, look, measured)
        if need is not None:
            return unmet_options(cell, world, need, measures, looks)
    return made


def _placed(cell: Cell, world: World, camera: Camera) -> list[Difficulty] | Rejection:
    """What the places alone tell of each state, or the requirement that this is enough to break."""
    states = [world.thing_in_state(state) for state in range(len(world.states))]
    places = [_place(thing, world, cell)["position"] for thing in states] if _moves(cell) else None
    measures = of_places([bodies_of([thing]).corners[0] for thing in states], camera, places)
    needs = [need for need in cell.plan.options if functions(need.condition) <= BY_PLACE]
    for state, measured in enumerate(measures) if needs else ():
        need = unmet(cell.plan, world, world.in_state(state), None, measured, needs)
        if need is not None:
            return replace(unmet_options(cell, world, need, measures, None), gate=PLACED + 2)
    return measures


def _moves(cell: Cell) -> bool:
    return "position" in factors_of(cell.block)


def _least_difference(looks: list[Look], target: str) -> float:
    """The fewest pixels by which two states' pictures differ: those that show the target in one of them."""
    stride, camera = max(look.stride(target) for look in looks), looks[0].camera
    masks = [look.mask(target, stride) for look in looks]
    shown = np.zeros((len(looks), camera.width * camera.height), dtype=bool)
    for mask, pixels in zip(masks, shown, strict=True):
        pixels[mask] = True
    pairs = itertools.combinations(range(len(looks)), 2)
    return min(
        float(len(masks[a]) + len(masks[b]) - 2 * int(np.count_nonzero(shown[a][masks[b]]))) for a, b in pairs
    ) * (stride**2)


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


def _members(
    cell: Cell, world: World, known: list[Thing], measures: list[Difficulty]
) -> OptionSet | Rejection:
    """Members sorted by their factors' values, with exact entries. `measures` are those of each state."""
    target, dims, factors = target_of(cell.block), dims_of(cell.block), factors_of(cell.block)
    members: list[Member] = []
    for state, measured in enumerate(measures):
        thing = world.thing_in_state(state)
        value = by_name(entry(thing, world, dims))
        if "yaw" in factors:
            value["yaw"] = _turned(thing, world)
        members.append(Member(value, state, _place(thing, world, cell), measured))
    members.sort(key=lambda member: tuple(member.coordinates.values()))
    entries = [by_name(entry(thing, world, dims)) for thing in known if thing.name != target]
    decimals = decimals_of([*entries, *(member.value for member in members)], USUAL)
    if len({printed(member.value, USUAL, decimals) for member in members}) < len(members):
        ways = ("values of what varies that differ by a centimetre or more",)
        varied = PROPERTIES[factors[0]]
        reason = "two options would be printed alike"
        return Rejection(target, reason, None, ways, property=varied, gate=PLACED + 7)
    assert world.camera is not None
    views = tuple(View(state, world.camera) for state in range(len(members)))
    return OptionSet(world, views, tuple(members), {"target": target})


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
    ),
    requires=True,
)


def default_difference(image: tuple[int, int]) -> int:
    """A thousandth of the picture: 112 of 336 × 336 pixels."""
    return image[0] * image[1] // 1000


def measures(block: Mapping[str, values.Value]) -> Mapping[str, Dimension]:
    """What layouts are measured by beside `visible(…)`; without varying places there are no steps."""
    found: dict[str, Dimension] = {"separation": "pixels", "depth": "length", "objects": "number"}
    vary = block["vary"]
    if isinstance(vary, values.Words) and "position" in vary.names:
        found["step"] = "length"
    return found


register(Family(FamilySpec(_BLOCK, check, measures), variation, option_set, prompt, default_difference))
