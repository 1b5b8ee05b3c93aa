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

from spacenum_dsl.asking.family import Cell, Family, min_difference, register
from spacenum_dsl.asking.question import Block, Member, Numbers, OptionSet, Picture, Text, View
from spacenum_dsl.asking.words import (
    decimals_for,
    degrees,
    picture_options,
    plain,
    text_options,
    with_article,
)
from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.meaning import faults, values
from spacenum_dsl.meaning.blocks import FAMILY_PROPERTIES
from spacenum_dsl.meaning.measures import fixed_number
from spacenum_dsl.meaning.program import Direction, FamilyBlock, Scene
from spacenum_dsl.meaning.surface import Surface
from spacenum_dsl.meaning.types import BlockSpec, FamilySpec, Measure, ObjectOf, PropertySpec, WordsOf
from spacenum_dsl.meaning.values import is_drawn
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.plan import symbols
from spacenum_dsl.world.sampler import Refusal
from spacenum_dsl.world.sight import Alone, Look
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view import broken, camera_at
from spacenum_dsl.world.world import Thing, Variation, World

FACTORS = ("position", "size", "yaw")
DIGITS = 9
"""Digits after which two values of a factor count as one: ranks must not follow rounding noise."""

CAMERA_MARGIN = 0.1
"""Metres that a camera keeps from walls, floor and ceiling."""


def _dims(block: FamilyBlock) -> int:
    return int(fixed_number(block.values["dims"]) or 0)


def _vary(block: FamilyBlock) -> tuple[str, ...]:
    words = block.values["vary"]
    assert isinstance(words, values.Words)
    return tuple(factor for factor in FACTORS if factor in words.names)


def _target(block: FamilyBlock) -> str:
    target = block.values["target"]
    assert isinstance(target, values.ObjectRef)
    return target.name


def variation(block: FamilyBlock) -> Variation:
    """One factor takes all options, several take two values each."""
    factors = _vary(block)
    count = block.options if len(factors) == 1 else 2
    return Variation(_target(block), factors, count, along_x=_dims(block) == 1)  # type: ignore[arg-type]


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """What keeps a layout from being asked about this scene."""
    found: list[Diagnostic] = []

    def fault(message: str, span: object, help: str, code: str = faults.BAD_FAMILY) -> None:
        found.append(Diagnostic(code, message, span, "", (help,)))  # type: ignore[arg-type]

    written = block.values
    if not scene.anchored:
        fault(
            f"scene `{scene.name}` has no anchors",
            block.span,
            "add `anchor origin { … }` and `anchor x_axis { … }`",
        )
    if scene.camera is None:
        fault(f"scene `{scene.name}` has no camera", block.span, "add `camera { … }`")
    target = scene.object(_target(block))
    if target is None or target.role != "object":
        fault("the target of a layout is a single `object`", written["target"].span, "name an `object` block")
        return tuple(found)
    factors = _vary(block)
    expected = block.options if len(factors) == 1 else 2 ** len(factors)
    if block.options != expected:
        fault(
            f"{len(factors)} factors of two values make {expected} options, not {block.options}",
            block.span,
            f"write `options: {expected}`",
        )
    if _dims(block) == 1 and factors != ("position",):
        fault("a 1D map shows positions only", written["vary"].span, "write `vary: position`, or `dims: 2`")
    ways = {"position": target.at, "size": target.scale, "yaw": target.yaw}
    for factor in factors:
        way = ways[factor]
        fixed = way is None or not (is_drawn(way) or isinstance(way, values.RuleCall))
        if isinstance(way, values.Named):
            message = f"`{factor}` varies, but `{way.name}` is one draw for all options of a world"
            fault(message, way.span, "write the values here instead of naming them with `let`")
        elif fixed:
            name = {"position": "at", "size": "scale", "yaw": "yaw"}[factor]
            fault(
                f"`{factor}` varies, but `{target.name}` has one `{name}`",
                written["vary"].span,
                f"give `{target.name}.{name}` several values",
            )
    for name in symbols(target.kind) if "yaw" in factors else ():
        if not registry.every("kind")[name].front:
            fault(f"a `{name}` has no front to tell its yaw by", target.kind.span, "choose other kinds")
    named = [other for other in scene.objects if other.role == "anchor" or other is target]
    for one in named:
        for other in scene.objects:
            if (
                other is not one
                and len(symbols(other.kind)) == 1
                and set(symbols(one.kind)) <= set(symbols(other.kind))
            ):
                message = f"`{one.name}` and `{other.name}` are both called `{symbols(other.kind)[0]}`"
                fault(message, other.kind.span, "choose different kinds", faults.AMBIGUOUS_NAME)
    return tuple(dict.fromkeys(found))


def option_set(cell: Cell, world: World) -> OptionSet | Refusal:
    """All states of the target in this world, if every one of them can be asked about."""
    target = _target(cell.block)
    named = [thing for thing in world.things if thing.role == "anchor" or thing.name == target]
    kinds = [thing.kind for thing in world.things]
    if any(kinds.count(thing.kind) > 1 for thing in named):
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
    target, dims, factors = _target(cell.block), _dims(cell.block), _vary(cell.block)
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
    kind = registry.every("kind")[thing.kind]
    return f"{thing.colour} {kind.title}"


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


def word(
    cell: Cell, chosen: OptionSet, answer: Member, members: tuple[Member, ...], direction: Direction
) -> tuple[Block, ...]:
    """The frame, the map, the picture or pictures, the options."""
    words, dims = chosen.words, _dims(cell.block)
    lines = [_setting(cell, chosen.world), _frame(words, dims)]
    if "yaw" in _vary(cell.block):
        front = registry.every("kind")[chosen.world.thing(_target(cell.block)).kind].front
        lines += [
            "Yaw is the direction of an object's front, counter-clockwise from +x seen from above; the front of "
            f"the {words['target']} is {front}."
        ]
    lines += ["", "Map:"]
    lines += [
        f"- {words['origin']}: {words['origin_entry']}",
        f"- {words['x_axis']}: {words['x_axis_entry']}",
    ]
    if direction == "num2space":
        lines += [f"- {words['target']}: {answer.text}", ""]
        lines += ["Which picture shows the scene of this map? All pictures are taken by the same camera."]
        return (Text("\n".join(lines)), *picture_options(members))
    question = "What is its x coordinate?" if dims == 1 else "What is its entry in the map?"
    lines += ["", f"The picture also shows {with_article(words['target'])}. {question}"]
    return (Text("\n".join(lines)), Picture(answer.view), *text_options(members))


def _setting(cell: Cell, world: World) -> str:
    camera = world.camera
    assert camera is not None
    if world.surface is not None:
        surface: Surface = registry.every("surface")[world.surface.name]
        title, ground = with_article(surface.title), "that top"
        place = f"objects on {title} with a top of {_extent(world.surface.width, world.surface.depth)}"
    else:
        assert world.room is not None
        place, ground = f"objects in a room of {_extent(*world.room[:2])}", "the floor"
    width, high = cell.image
    return (
        f"A camera looks at {place}. Pictures are {width} × {high} pixels with a horizontal field of view of "
        f"{degrees(round(camera.fov, 2))}; the camera is {plain(camera.position[2], 2)} m above {ground} and "
        f"looks {degrees(round(-camera.pitch, 2))} downwards."
    )


def _extent(x: float, y: float) -> str:
    return f"{plain(x, 2)} m × {plain(y, 2)} m"


def _frame(words: dict[str, str], dims: int) -> str:
    box = "Each entry is an object's axis-aligned bounding box"
    what = {
        1: "Each entry is the x coordinate of an object's centre",
        2: f"{box} seen from above, as [(x min, y min), (x max, y max)]",
        3: f"{box}, as [(x min, y min, z min), (x max, y max, z max)]",
    }[dims]
    axes = {
        1: "",
        2: " Seen from above, +y is +x turned by 90° counter-clockwise (a right-handed frame).",
        3: " Seen from above, +y is +x turned by 90° counter-clockwise; +z points up (a right-handed frame).",
    }[dims]
    return (
        "A map lists objects by coordinates in metres. Its origin is the point on the ground under the centre "
        f"of the {words['origin']}'s bounding box; +x points from there towards the centre of the "
        f"{words['x_axis']}'s.{axes} {what}."
    )


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
