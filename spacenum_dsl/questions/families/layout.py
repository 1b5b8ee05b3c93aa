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

from spacenum_dsl.base import exact
from spacenum_dsl.base.camera import Camera
from spacenum_dsl.questions.difficulty import BY_PLACE, Difficulty, of_places, of_states, unmet_by
from spacenum_dsl.questions.families._layout_check import (
    FACTORS,
    PROPERTIES,
    check,
    dims_of,
    factors_of,
    target_of,
)
from spacenum_dsl.questions.families._layout_map import by_name, decimals_of, entry, in_map, printed
from spacenum_dsl.questions.families._layout_words import prompt
from spacenum_dsl.questions.family import Cell, Family, min_difference, register, share_spanned
from spacenum_dsl.questions.question import Member, OptionSet, View
from spacenum_dsl.questions.wording import USUAL
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.blocks import FAMILY_PROPERTIES
from spacenum_dsl.semantics.kind import title_of
from spacenum_dsl.semantics.program import FamilyBlock
from spacenum_dsl.semantics.types import BlockSpec, FamilySpec, Measure, ObjectOf, PropertySpec, WordsOf
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.camera import aim_of
from spacenum_dsl.world.conditions import functions
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.standing import MARGIN, fitting, outside_of, reach_of, within
from spacenum_dsl.world.structure import Structure, structure_of
from spacenum_dsl.world.view_requirements import broken, camera_at, unmet
from spacenum_dsl.world.visibility import Alone, Look
from spacenum_dsl.world.world import Thing, Variation, World

DIGITS = 9
"""Digits after which two values of a factor count as one: ranks must not follow rounding noise."""


PLACED = 1000
"""The first check after the last object is placed."""

VIEW = "another view: `distance`, `elevation`, `azimuth` or `fov`"
"""A way out for what is not seen."""


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
    alike = _alike(cell, world, named)
    if alike is not None:
        return alike
    assert world.camera is not None
    structure = structure_of(world)
    camera = camera_at(world.camera, cell.image)
    outside = _outside(cell, world, structure)
    if outside is not None:
        return outside
    states = [world.in_state(state) for state in range(len(world.states))]
    placed = _placed(cell, world, camera)
    if isinstance(placed, Rejection):
        return placed
    looks: list[Look] = []
    alone: Alone = {}
    for things in states:
        met = within(camera.position, reach_of(camera), things, structure)
        if met is not None:
            return _too_near(*met)
        look = Look(camera, bodies_of(things, structure), alone=alone)
        hidden = next((thing.name for thing in named if not look.sees(thing.name)), None)
        if hidden is not None:
            return _hidden(hidden, look)
        need = broken(cell.plan, world, things, look)
        if need is not None:
            ways = (f"loosen `require {need.span.text}`", VIEW)
            return Rejection(target, f"require {need.span.text}", need, ways, gate=PLACED + 5)
        looks.append(look)
    if _least_difference(looks, target) < min_difference(cell):
        farther = ("values of what varies that are farther apart", "a lower `min_difference`", VIEW)
        return Rejection(target, "two options' pictures would look alike", None, farther, gate=PLACED + 6)
    measures = of_states(placed, looks, target, [thing.name for thing in named])
    made = _members(cell, world, named, measures)
    if isinstance(made, Rejection):
        return made
    for things, look, measured in zip(states, looks, measures, strict=True):
        need = unmet(cell.plan, world, things, look, measured)
        if need is not None:
            return _unmet(cell, need)
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
            return replace(_unmet(cell, need), gate=PLACED + 2)
    return measures


def _moves(cell: Cell) -> bool:
    return "position" in factors_of(cell.block)


def _unmet(cell: Cell, need: values.Requirement) -> Rejection:
    target = target_of(cell.block)
    names = [f"`{target}.{PROPERTIES[factor]}`" for factor in factors_of(cell.block)]
    return unmet_by(target, need, ", ".join(names))


def _outside(cell: Cell, world: World, structure: Structure) -> Rejection | None:
    """Why the camera can't stand where it would: how far outside, and what of its block would bring it in."""
    camera, block = world.camera, cell.plan.scene.camera
    assert camera is not None and block is not None and isinstance(block.look_at, values.ObjectRef)
    by = outside_of(structure, camera.position)
    if by is None:
        return None
    aim = aim_of(world, block.look_at.name)
    distance = exact.distance(camera.position, aim)
    ways = fitting(structure, aim, distance, -camera.pitch, camera.yaw + 180.0)
    up = camera.position[2] > structure.high[2] - MARGIN
    if not structure.open:
        ways = (*ways, "`ceiling: none`: one looks into the room from above and from outside")
    reason = "the camera would stand outside the room"
    return Rejection("camera", reason, None, ways, by, "elevation" if up else "distance", PLACED + 1)


def _too_near(name: str, by: float) -> Rejection:
    """The refusal of a camera that is in something, or so near that its near plane cuts it."""
    reason = f"the camera would stand in {name}"
    ways = ("another `azimuth`, `distance` or `elevation`", f"another place for {name}")
    detail = f"{by:.3f} m from it" if by else ""
    return Rejection("camera", reason, None, ways, detail, "distance", PLACED + 3)


def _alike(cell: Cell, world: World, named: list[Thing]) -> Rejection | None:
    """Why an anchor or the target could not be told from another object by its name."""
    for thing in named:
        for other in world.things:
            if other is not thing and title_of(other.kind) == title_of(thing.kind):
                both = f"`{thing.name}` and `{other.group}` would both be called `{title_of(thing.kind)}`"
                ways: tuple[str, ...] = (f"other kinds for `{other.group}`, or for `{thing.name}`",)
                block, scene = cell.plan.scene.object(other.group), cell.plan.scene
                if block is not None and block.span.source != scene.span.source:
                    own = f"`{other.group}`, which comes from another file or the style"
                    ways = (*ways, f"write {own}, anew in this scene")
                return Rejection(thing.name, both, None, ways, property="kind", gate=PLACED)
    return None


def _hidden(name: str, look: Look) -> Rejection:
    """The refusal of a picture that does not show what the question is about, with what it shows of it."""
    share = 100 * look.share(name)
    detail = f"{share:.0f} % of it, {look.pixels(name)} pixels"
    ways = (VIEW, f"another `at` for `{name}`, or a larger `scale`", "fewer or smaller objects before it")
    return Rejection(name, f"`{name}` would not be visible", None, ways, detail, "at", PLACED + 4)


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
        return Rejection(target, "two options would be printed alike", None, ways, gate=PLACED + 7)
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
