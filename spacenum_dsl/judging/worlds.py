"""Whether a world is one that its scene allows, in every state of the object that varies."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacenum_dsl.asking.family import Cell
from spacenum_dsl.base import registry
from spacenum_dsl.judging.requirements import Facts, holds, in_map, parts
from spacenum_dsl.judging.solids import TOUCH, Solid, overlapping, solid_of
from spacenum_dsl.meaning import values
from spacenum_dsl.meaning.kind import Kind
from spacenum_dsl.meaning.program import ObjectBlock, RoomUse
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.world import Room, Thing, World

EXACT = 1e-9
"""Metres or degrees by which numbers that should be equal may differ."""

MILLIMETRE = 0.0005 + EXACT
"""Metres that rounding to millimetres may change."""

AT_WALL = 0.01
"""Metres that what hangs on a wall or stands against it may keep from it."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A world with its solids: those that never move, and the varied object in each of its states."""

    world: World

    @cached_property
    def fixed(self) -> tuple[Solid, ...]:
        return tuple(solid_of(thing) for thing in self.world.things if thing.name != self.world.varied)

    @cached_property
    def moving(self) -> tuple[tuple[Solid, ...], ...]:
        """One tuple per state, empty where nothing varies."""
        if self.world.varied is None:
            return ((),)
        states = range(len(self.world.states))
        return tuple((solid_of(self.world.thing_in_state(state)),) for state in states)

    @cached_property
    def solids(self) -> tuple[Solid, ...]:
        """All solids of all states."""
        return (*self.fixed, *(solid for state in self.moving for solid in state))

    @cached_property
    def states(self) -> tuple[Facts, ...]:
        groups: dict[str, tuple[str, ...]] = {}
        for thing in self.world.things:
            if thing.role in {"objects", "distractors"}:
                groups[thing.group] = (*groups.get(thing.group, ()), thing.name)
            elif thing.role == "anchor":
                groups["anchors"] = (*groups.get("anchors", ()), thing.name)
        fixed = {solid.thing.name: solid for solid in self.fixed}
        return tuple(
            Facts({**fixed, **{solid.thing.name: solid for solid in state}}, groups, self.world.frame)
            for state in self.moving
        )


def misfits(cell: Cell, world: World) -> Iterator[str]:
    """What is wrong with what a world consists of; one with such faults may have no geometry to judge."""
    yield from _identity(cell, world)
    yield from _blocks(cell, world)


def faults_of(cell: Cell, judged: Judged) -> Iterator[str]:
    """What is wrong with where things are, in words with numbers."""
    yield from _space(judged)
    yield from _places(cell, judged)
    yield from _anchors(judged.world)
    yield from _requirements(cell, judged)


def possible(value: values.Value, number: float, turn: bool = False, within: float = EXACT) -> bool:
    """Whether a value can be that number, give or take `within`; `turn` counts angles modulo 360°. Values
    that depend on other objects or on a computation are not judged."""
    match value:
        case values.Constant(value=only):
            return _near(only, number, turn, within)
        case values.Grid(values=numbers):
            return any(_near(one, number, turn, within) for one in numbers)
        case values.Uniform(low=low, high=high, whole=whole):
            if whole and not _near(round(number), number, False, within):
                return False
            return any(
                low - within <= number + lap <= high + within for lap in ((0, -360, 360) if turn else (0,))
            )
        case values.Choice(options=options):
            return any(possible(option, number, turn, within) for option in options)
        case values.Named(value=inner):
            return possible(inner, number, turn, within)
    return True


def words(value: values.Value) -> frozenset[str]:
    """All words that a value can be."""
    match value:
        case values.Symbol(name=name):
            return frozenset((name,))
        case values.Choice(options=options):
            return frozenset().union(*(words(option) for option in options))
        case values.Named(value=inner):
            return words(inner)
    return frozenset()


def _near(one: float, other: float, turn: bool, within: float) -> bool:
    apart = one - other
    return abs(math.remainder(apart, 360.0) if turn else apart) <= within


def _identity(cell: Cell, world: World) -> Iterator[str]:
    scene = cell.plan.scene
    if (world.scene, world.seed) != (scene.name, cell.seed):
        yield f"the world is `{world.scene}` of seed {world.seed}, not `{scene.name}` of {cell.seed}"
    yield from _room(scene.room, world.room)
    surface = world.surface and (world.surface.name, (world.surface.width, world.surface.depth))
    if surface != (scene.surface and (scene.surface.name, scene.surface.size)):
        yield f"the surface is {surface}, not {scene.surface}"
    for what in ("id", "name"):
        if len({getattr(thing, what) for thing in world.things}) < len(world.things):
            yield f"two objects share one {what}"
    if world.varied is not None and world.thing(world.varied).placement != world.states[0]:
        yield f"`{world.varied}` does not stand in its first state"


def _room(use: RoomUse | None, room: Room | None) -> Iterator[str]:
    """A room has the sides that the scene allows, rounded to millimetres."""
    if use is None or room is None:
        if use is not None or room is not None:
            yield f"the room is {room}, not {use}"
        return
    sides = [*zip(use.size, room.size, strict=True), *zip(use.cut or (), room.cut or (), strict=False)]
    if (use.cut is None) != (room.cut is None) or not all(
        possible(value, side, within=MILLIMETRE) for value, side in sides
    ):
        yield f"the room is {room}, not `{use.span.text}`"


def _space(judged: Judged) -> Iterator[str]:
    """Nothing overlaps, nothing sticks out."""
    for one, other in overlapping(judged.fixed, judged.moving):
        yield f"`{one.thing.name}` {_at(one)} overlaps `{other.thing.name}` {_at(other)}"
    world = judged.world
    if world.room is not None:
        x, y, _ = world.room.size
    else:
        assert world.surface is not None
        x, y = world.surface.width, world.surface.depth
    ceiling = structure_of(world).high[2]
    for solid in judged.solids:
        west, south, east, north = solid.bounds
        over = max(-west - x / 2, east - x / 2, -south - y / 2, north - y / 2)
        if over > TOUCH:
            yield f"`{solid.thing.name}` {_at(solid)} sticks out of the edge by {over:.4f} m"
        if solid.low < -TOUCH or solid.high > ceiling + TOUCH:
            reach = f"{solid.low:.4f} m to {solid.high:.4f} m"
            yield f"`{solid.thing.name}` reaches from {reach}, out of 0 m to {ceiling:g} m"


def _at(solid: Solid) -> str:
    x, y, z = solid.thing.placement.position
    return f"at ({x:.4f}, {y:.4f}, {z:.4f}) m"


def _blocks(cell: Cell, world: World) -> Iterator[str]:
    """Every object comes from a block, in the number, kind and size that it allows."""
    known = {block.name: block for block in cell.plan.scene.objects}
    for block in known.values():
        there = sum(thing.group == block.name for thing in world.things)
        if block.count is None and there != 1:
            yield f"there are {there} of `{block.name}`, not one"
        if block.count is not None and not possible(block.count, there):
            yield f"`{block.name}` has {there} members, which `count: {block.count.span.text}` rules out"
    for thing in world.things:
        owner = known.get(thing.group)
        if owner is None or owner.role != thing.role:
            yield f"`{thing.name}` ({thing.role}) is no object of the scene"
        else:
            yield from _make(owner, thing)


def _places(cell: Cell, judged: Judged) -> Iterator[str]:
    """Every object stands in a way that its block allows."""
    known = {block.name: block for block in cell.plan.scene.objects}
    for solid in judged.solids:
        block = known[solid.thing.group]
        if not possible(block.scale, solid.thing.placement.scale):
            scale = solid.thing.placement.scale
            yield f"`{solid.thing.name}` has scale {scale:g}, not `{block.scale.span.text}`"
        yield from _stand(block, solid, judged)


def _make(block: ObjectBlock, thing: Thing) -> Iterator[str]:
    if thing.kind not in words(block.kind):
        yield f"`{thing.name}` is a `{thing.kind}`, which is not among `{block.kind.span.text}`"
        return
    kind: Kind = registry.every("kind")[thing.kind]
    for side, low, high in zip(thing.size, kind.low, kind.high, strict=True):
        if not low - EXACT <= side <= high + EXACT:
            yield f"`{thing.name}` measures {side:.4f} m, its kind {low:g} to {high:g} m"
    if set(thing.variant) != set(kind.variants) or any(
        choice not in kind.variants[name] for name, choice in thing.variant.items()
    ):
        yield f"`{thing.name}` has variant {thing.variant}"
    asked = None if kind.colours == ("own",) else block.colour
    if thing.colour not in (kind.colours if asked is None else words(asked)):
        yield f"`{thing.name}` is {thing.colour}"


def _stand(block: ObjectBlock, solid: Solid, judged: Judged) -> Iterator[str]:
    """Coordinates and yaw in the frame of `at`, and what the language's own placement rules promise."""
    thing, frame = solid.thing, None if block.role == "anchor" else judged.world.frame
    x, y, z = thing.placement.position
    if block.yaw is not None:
        yaw = thing.placement.yaw - (frame.yaw if frame else 0.0)
        if not possible(block.yaw, yaw % 360.0, turn=True):
            yield f"`{thing.name}` looks to {yaw % 360.0:.4f}°, not `{block.yaw.span.text}`"
    at = block.at
    if isinstance(at, values.Vector):
        place = in_map(frame, x, y) if frame else (x, y)
        if not all(possible(item, number) for item, number in zip(at.items, place, strict=False)):
            yield f"`{thing.name}` stands at ({place[0]:.4f}, {place[1]:.4f}) m, not at `{at.span.text}`"
    if not isinstance(at, values.RuleCall) or at.name == "anywhere":
        if abs(z) > EXACT:
            yield f"`{thing.name}` floats {z:.4f} m over the ground"
    elif at.name == "on" and isinstance(at.args[0], values.ObjectRef):
        carriers = [one for one in judged.solids if one.thing.group == at.args[0].name]
        if not any(abs(one.top - z) <= TOUCH and _carries(one, solid) for one in carriers):
            yield f"`{thing.name}` {_at(solid)} stands on no `{at.args[0].name}`"
    elif at.name in {"against", "hung"}:
        yield from _on_wall(at, solid, judged)


def _carries(below: Solid, solid: Solid) -> bool:
    return bool(below.rectangle.buffer(TOUCH).covers(solid.ground))


def _on_wall(at: values.RuleCall, solid: Solid, judged: Judged) -> Iterator[str]:
    thing = solid.thing
    assert judged.world.room is not None
    room = judged.world.room.size
    if at.name == "hung" and isinstance(at.args[0], values.Symbol) and at.args[0].name == "ceiling":
        if abs(solid.top - room[2]) > TOUCH:
            yield f"`{thing.name}` hangs {room[2] - solid.top:.4f} m below the ceiling"
        return
    turn = round(thing.placement.yaw / 90.0) % 4
    if abs(math.remainder(thing.placement.yaw, 90.0)) > EXACT:
        yield f"`{thing.name}` looks to {thing.placement.yaw:.4f}°, along no wall's normal"
    west, south, east, north = solid.bounds
    behind = (west + room[0] / 2, south + room[1] / 2, room[0] / 2 - east, room[1] / 2 - north)[turn]
    if behind > AT_WALL:
        yield f"the back of `{thing.name}` is {behind:.4f} m away from the wall"
    if at.name == "against" and abs(solid.base) > EXACT:
        yield f"`{thing.name}` floats {solid.base:.4f} m over the floor"
    if at.name == "hung" and len(at.args) > 1 and not possible(at.args[1], solid.centre[2]):
        yield f"`{thing.name}` hangs at {solid.centre[2]:.4f} m, not at `{at.args[1].span.text}`"


def _anchors(world: World) -> Iterator[str]:
    """The map frame's origin is under the first anchor's centre, its +x points to the second."""
    there = {thing.name: thing.placement.position for thing in world.things if thing.role == "anchor"}
    if not {"origin", "x_axis"} <= set(there):
        if world.frame is not None:
            yield "there is a map frame without anchors"
        return
    if world.frame is None:
        yield "there is no map frame"
        return
    off = math.dist(world.frame.origin, there["origin"])
    if off > EXACT:
        yield f"the origin of the map frame is {off:.6f} m away from the origin anchor"
    (x, y, _), (u, v, _) = there["origin"], there["x_axis"]
    turned = math.remainder(math.degrees(math.atan2(v - y, u - x)) - world.frame.yaw, 360.0)
    if abs(turned) > EXACT:
        yield f"+x of the map frame misses the x_axis anchor by {turned:.6f}°"


def _requirements(cell: Cell, judged: Judged) -> Iterator[str]:
    for requirement in (*cell.plan.scene.requirements, *cell.block.requirements):
        for part in parts(requirement.condition):
            broken = [number for number, facts in enumerate(judged.states) if holds(part, facts) is False]
            if broken:
                where = f" in state {broken[0]}" if judged.world.varied is not None else ""
                yield f"`require {requirement.span.text}` does not hold{where}"
