"""`layout … on scene`: the map of a scene with a target whose position, size or yaw varies.

Num2Space: given the map of anchors and target, which picture shows it? Space2Num: given the picture and
the anchors' entries, which entry is the target's? The option set is a factorial of the varied factors,
drawn before anything is known about the answer; all of its members stand in the same world, among the
same distractors, which avoid every one of them.
"""

from __future__ import annotations

import itertools
import math

import numpy as np

from spacenum_dsl.asking.families._layout_check import FACTORS, check, dims_of, factors_of, target_of
from spacenum_dsl.asking.families._layout_words import word
from spacenum_dsl.asking.family import Cell, Family, min_difference, register
from spacenum_dsl.asking.question import Member, Numbers, OptionSet, View
from spacenum_dsl.asking.words import (
    decimals_for,
    degrees,
    plain,
)
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.meaning.blocks import FAMILY_PROPERTIES
from spacenum_dsl.meaning.kind import OWN, title_of
from spacenum_dsl.meaning.program import FamilyBlock
from spacenum_dsl.meaning.types import BlockSpec, FamilySpec, Measure, ObjectOf, PropertySpec, WordsOf
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.sampler import Refusal
from spacenum_dsl.world.sight import Alone, Look
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view import broken, camera_at
from spacenum_dsl.world.world import Thing, Variation, World

DIGITS = 9
"""Digits after which two values of a factor count as one: ranks must not follow rounding noise."""

CAMERA_MARGIN = 0.1
"""Metres that a camera keeps from walls, floor and ceiling."""


def variation(block: FamilyBlock) -> Variation:
    """One factor takes all options, several take two values each."""
    factors = factors_of(block)
    count = block.options if len(factors) == 1 else 2
    return Variation(target_of(block), factors, count, along_x=dims_of(block) == 1)  # type: ignore[arg-type]


def option_set(cell: Cell, world: World) -> OptionSet | Refusal:
    """All states of the target in this world, if every one of them can be asked about."""
    target = target_of(cell.block)
    named = [thing for thing in world.things if thing.role == "anchor" or thing.name == target]
    titles = [title_of(thing.kind) for thing in world.things]
    if any(titles.count(title_of(thing.kind)) > 1 for thing in named):
        return Refusal(target, "two objects would have the same name", None)
    assert world.camera is not None
    structure = structure_of(world)
    if not structure.encloses(world.camera.position, CAMERA_MARGIN):
        return Refusal("camera", "the camera would stand outside the room", None)
    camera = camera_at(world.camera, cell.image)
    looks: list[Look] = []
    alone: Alone = {}
    for state in range(len(world.states)):
        things = world.in_state(state)
        look = Look(camera, bodies_of(things, structure), alone=alone)
        hidden = next((thing.name for thing in named if not look.sees(thing.name)), None)
        if hidden is not None:
            return Refusal(hidden, f"`{hidden}` would not be visible", None)
        need = broken(cell.plan.views, world, things, look)
        if need is not None:
            return Refusal(target, f"require {need.span.text}", need)
        looks.append(look)
    if _least_difference(looks, target) < min_difference(cell):
        return Refusal(target, "two options' pictures would look alike", None)
    return _members(cell, world, named)


def _least_difference(looks: list[Look], target: str) -> float:
    """The fewest pixels by which two states' pictures differ: those that show the target in one of them."""
    stride = max(look.stride(target) for look in looks)
    masks = [look.mask(target, stride) for look in looks]
    pairs = itertools.combinations(masks, 2)
    return min(float(len(np.setxor1d(a, b, assume_unique=True))) for a, b in pairs) * stride**2


def _members(cell: Cell, world: World, named: list[Thing]) -> OptionSet | Refusal:
    """Members sorted by their factors' values, with exact entries and printed ones."""
    target, dims, factors = target_of(cell.block), dims_of(cell.block), factors_of(cell.block)
    entries = {thing.name: entry(thing, world, dims) for thing in named if thing.name != target}
    states = [world.thing_in_state(state) for state in range(len(world.states))]
    own = [entry(thing, world, dims) for thing in states]
    decimals = decimals_for(np.concatenate([*own, *entries.values()]))
    members: list[Member] = []
    for state, thing in enumerate(states):
        x, y = _in_map(thing, world)
        turned = (thing.placement.yaw - (world.frame.yaw if world.frame else 0.0)) % 360.0
        place: dict[str, tuple[float, ...]] = {}
        if "position" in factors:
            place["position"] = (round(x, DIGITS),) if dims == 1 else (round(x, DIGITS), round(y, DIGITS))
        if "size" in factors:
            place["size"] = (round(thing.placement.scale, DIGITS),)
        if "yaw" in factors:
            place["yaw"] = (round(turned, DIGITS) % 360.0,)
        text = printed(own[state], dims, decimals)
        value: Numbers = {"x": float(own[state][0])} if dims == 1 else _corners(own[state], dims)
        if "yaw" in factors:
            text += f", yaw {degrees(round(turned, 2) % 360.0)}"
            value["yaw"] = turned
        members.append(Member(value, text, state, place))
    members.sort(key=lambda member: tuple(member.place.values()))
    if len({member.text for member in members}) < len(members):
        return Refusal(target, "two options would be printed alike", None)
    words = {
        "target": _called(world.thing_in_state(0)),
        "origin": _called(world.thing("origin")),
        "x_axis": _called(world.thing("x_axis")),
        "origin_entry": printed(entries["origin"], dims, decimals),
        "x_axis_entry": printed(entries["x_axis"], dims, decimals),
    }
    assert world.camera is not None
    views = tuple(View(state, world.camera) for state in range(len(states)))
    return OptionSet(world, views, tuple(members), words, {"target": target})


def _called(thing: Thing) -> str:
    """Its colour and kind; of a kind that brings its own colours there is no word for them."""
    title = title_of(thing.kind)
    return title if thing.colour == OWN else f"{thing.colour} {title}"


def _in_map(thing: Thing, world: World) -> tuple[float, float]:
    assert world.frame is not None
    return world.frame.to_map(*thing.placement.position[:2])


def entry(thing: Thing, world: World, dims: int) -> Floats:
    """The map entry, metres, exact: the centre's x, or the low and high corner of the box round the
    object's triangles in the map frame."""
    assert world.frame is not None
    placement = thing.placement
    x, y = _in_map(thing, world)
    if dims == 1:
        return np.array([x])
    turn = math.radians(placement.yaw - world.frame.yaw)
    points = thing.mesh.vertices * placement.scale
    across = x + points[:, 0] * math.cos(turn) - points[:, 1] * math.sin(turn)
    away = y + points[:, 0] * math.sin(turn) + points[:, 1] * math.cos(turn)
    up = placement.position[2] - world.frame.origin[2] + points[:, 2]
    axes = (across, away, up)[:dims]
    return np.array([axis.min() for axis in axes] + [axis.max() for axis in axes])


def _corners(numbers: Floats, dims: int) -> Numbers:
    return {"low": tuple(numbers[:dims].tolist()), "high": tuple(numbers[dims:].tolist())}


def printed(numbers: Floats, dims: int, decimals: int) -> str:
    """`x = 0.35 m`, or `[(0.10, 0.20), (0.35, 0.45)] m`."""
    texts = [plain(float(number), decimals) for number in numbers]
    if dims == 1:
        return f"x = {texts[0]} m"
    return f"[({', '.join(texts[:dims])}), ({', '.join(texts[dims:])})] m"


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


register(Family(FamilySpec(_BLOCK, check), variation, option_set, word, default_difference))
