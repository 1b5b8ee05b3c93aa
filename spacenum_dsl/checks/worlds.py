"""Whether a world is one that its scene allows, in every state of the objects that vary."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import shapely

from spacenum_dsl.checks import cameras, places
from spacenum_dsl.checks.admissible import EXACT, MILLIMETRE, possible, words
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.floor import missing_corner
from spacenum_dsl.checks.requirements import holds, parts
from spacenum_dsl.checks.solids import SLIVER, TOUCH, Solid, overlapping
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import KINDS
from spacenum_dsl.semantics.program import CameraBlock, DecorUse, ObjectBlock, RoomUse, Scene
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.world import Decor, Room, Thing, ViewPoint, World

NARROWEST = 1.0
"""Metres that both arms of an L-shaped room are wide at least."""

ROOM_IDS = 15
"""Instance ids up to this one stand for walls, floor and the like."""


def misfits(cell: Cell, world: World) -> Iterator[str]:
    """What is wrong with what a world consists of; one with such faults may have no geometry to judge."""
    yield from _identity(cell, world)
    yield from _blocks(cell, world)


def faults_of(cell: Cell, judged: Judged) -> Iterator[str]:
    """What is wrong with where things are, in words with numbers."""
    yield from _space(judged)
    yield from _places(cell, judged)
    yield from _anchors(judged.world)
    yield from _cameras(cell.plan.scene, judged)
    yield from cameras.room_faults(cell, judged.world)
    eyes = [judged.world.cameras[name] for name in cell.block.viewers if name in judged.world.cameras]
    yield from cameras.place_faults(eyes, cell.image, judged.world, judged.solids)
    yield from _requirements(cell, judged)


def _identity(cell: Cell, world: World) -> Iterator[str]:
    scene = cell.plan.scene
    if (world.scene, world.seed) != (scene.name, cell.seed):
        yield f"the world is `{world.scene}` of seed {world.seed}, not `{scene.name}` of {cell.seed}"
    yield from _room(scene.room, world.room)
    yield from _decor(scene.decor, world.decor)
    surface = world.surface and (world.surface.name, (world.surface.width, world.surface.depth))
    if surface != (scene.surface and (scene.surface.name, scene.surface.size)):
        yield f"the surface is {surface}, not {scene.surface}"
    if any(thing.id <= ROOM_IDS for thing in world.things):
        yield f"an object has one of the ids up to {ROOM_IDS}, which are for parts of rooms"
    for what in ("id", "name"):
        if len({getattr(thing, what) for thing in world.things}) < len(world.things):
            yield f"two objects share one {what}"
    yield from _first_states(world)


def _first_states(world: World) -> Iterator[str]:
    """What varies is there in some state, and stands as in the first of these."""
    known = {thing.name: thing.placement for thing in world.things}
    if len(set(world.varied)) < len(world.varied) or any(
        len(state) != len(world.varied) for state in world.states
    ):
        yield f"its states don't each say where {', '.join(world.varied) or 'nothing'} stands"
        return
    for place, name in enumerate(world.varied):
        there = [state[place] for state in world.states if state[place] is not None]
        if not there or known.get(name) != there[0]:
            yield f"`{name}` does not stand in its first state"


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
    for side, cut in zip(room.size, room.cut or (), strict=False):
        if side - cut < NARROWEST - EXACT:
            yield f"the room is {side - cut:.3f} m wide beside the corner that it lacks"


def _decor(use: DecorUse, decor: Decor) -> Iterator[str]:
    """Floor, walls and light are words that the scene allows."""
    for what, value, word in (
        ("floor", use.floor, decor.floor),
        ("walls", use.walls, decor.walls),
        ("light", use.light, decor.light),
    ):
        if word not in words(value):
            yield f"the {what} is `{word}`, which is not among `{value.span.text}`"
    if not all(0 <= share < 1 for share in decor.shares):
        yield f"the light is drawn from {decor.shares}"


def _space(judged: Judged) -> Iterator[str]:
    """Nothing overlaps, nothing sticks out, nothing stands in a door's way."""
    for one, other in overlapping(judged.fixed, judged.moving):
        yield f"`{one.thing.name}` {_at(one)} overlaps `{other.thing.name}` {_at(other)}"
    world = judged.world
    if world.room is not None:
        x, y, ceiling = world.room.size
    else:
        assert world.surface is not None
        x, y, ceiling = world.surface.width, world.surface.depth, structure_of(world).high[2]
    for solid in judged.solids:
        west, south, east, north = solid.bounds
        over = max(-west - x / 2, east - x / 2, -south - y / 2, north - y / 2)
        if over > TOUCH:
            yield f"`{solid.thing.name}` {_at(solid)} sticks out of the edge by {over:.4f} m"
        if solid.low < -TOUCH or solid.high > ceiling + TOUCH:
            reach = f"{solid.low:.4f} m to {solid.high:.4f} m"
            yield f"`{solid.thing.name}` reaches from {reach}, out of 0 m to {ceiling:g} m"
    if world.room is not None:
        yield from _corner(world.room, judged)
    for solid in judged.fixed:
        if solid.kind.clear:
            yield from _way_out(solid, judged, judged.solids)
    for state in judged.moving:
        for solid in state:
            if solid.kind.clear:
                yield from _way_out(solid, judged, (*judged.fixed, *state))


def _corner(room: Room, judged: Judged) -> Iterator[str]:
    """Nothing stands in the corner that an L-shaped room lacks."""
    corner = missing_corner(room)
    if corner is not None:
        for solid in _within(corner, judged.solids):
            yield f"`{solid.thing.name}` {_at(solid)} stands in the corner that the room lacks"


def _way_out(solid: Solid, judged: Judged, company: Sequence[Solid]) -> Iterator[str]:
    """What must be clear before an object is: inside the room, and nothing of its `company` stands there at
    its height."""
    place, clear, room = solid.thing.placement, solid.kind.clear, judged.world.room
    (_, right, _), (front, left, _) = solid.own
    angle = math.radians(place.yaw)
    c, s = math.cos(angle), math.sin(angle)
    corners = ((front, right), (front + clear, right), (front + clear, left), (front, left))
    ring = [(place.position[0] + u * c - v * s, place.position[1] + u * s + v * c) for u, v in corners]
    zone = shapely.polygons(ring)
    if room is not None:
        lacking = missing_corner(room)
        out = max(
            abs(number) - side / 2 for point in ring for number, side in zip(point, room.size, strict=False)
        )
        if out > TOUCH or (
            lacking is not None and shapely.area(shapely.intersection(zone, lacking)) > SLIVER
        ):
            yield f"a wall stands within {clear:g} m before `{solid.thing.name}` {_at(solid)}"
    for other in _within(zone, company):
        level = min(other.high, solid.high) - max(other.low, solid.low) > TOUCH
        if level and not other.kind.flat and other.thing.name != solid.thing.name:
            yield f"`{other.thing.name}` {_at(other)} stands within {clear:g} m before `{solid.thing.name}`"


def _within(area: shapely.Polygon, solids: Sequence[Solid]) -> Iterator[Solid]:
    """What shares ground with an area."""
    west, south, east, north = area.bounds
    for solid in solids:
        a, b, c, d = solid.bounds
        near = min(c, east) - max(a, west) > TOUCH and min(d, north) - max(b, south) > TOUCH
        if near and shapely.area(shapely.intersection(solid.ground, area)) > SLIVER:
            yield solid


def _at(solid: Solid) -> str:
    x, y, z = solid.thing.placement.position
    return f"at ({x:.4f}, {y:.4f}, {z:.4f}) m"


def _blocks(cell: Cell, world: World) -> Iterator[str]:
    """Every object comes from a block, in the number, kind and size that it allows."""
    known = {block.name: block for block in cell.plan.scene.objects}
    for block in known.values():
        for there in sorted(set(_members(world, block.name))):
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


def _members(world: World, block: str) -> Iterator[int]:
    """How many objects of a block each state has."""
    always = sum(thing.group == block and thing.name not in world.varied for thing in world.things)
    own = [place for place, name in enumerate(world.varied) if name.partition("[")[0] == block]
    for state in world.states or ((),):
        yield always + sum(state[place] is not None for place in own)


def _places(cell: Cell, judged: Judged) -> Iterator[str]:
    """Every object stands in a way that its block allows."""
    known = {block.name: block for block in cell.plan.scene.objects}
    for solid in judged.solids:
        block = known[solid.thing.group]
        if not possible(block.scale, solid.thing.placement.scale, known=judged.number):
            scale = solid.thing.placement.scale
            yield f"`{solid.thing.name}` has scale {scale:g}, not `{block.scale.span.text}`"
        yield from places.faults_of(block, solid, judged)


def _make(block: ObjectBlock, thing: Thing) -> Iterator[str]:
    if thing.kind not in words(block.kind):
        yield f"`{thing.name}` is a `{thing.kind}`, which is not among `{block.kind.span.text}`"
        return
    kind = KINDS.get(thing.kind)
    assert kind is not None
    for side, low, high in zip(thing.size, kind.low, kind.high, strict=True):
        if not low - EXACT <= side <= high + EXACT:
            yield f"`{thing.name}` measures {side:.4f} m, its kind {low:g} to {high:g} m"
    if not 0 <= thing.grain < 1:
        yield f"`{thing.name}` has a grain of {thing.grain:g}"
    if set(thing.variant) != set(kind.variants) or any(
        choice not in kind.variants[name] for name, choice in thing.variant.items()
    ):
        yield f"`{thing.name}` has variant {thing.variant}"
    asked = None if kind.colours == ("own",) else block.colour
    if thing.colour not in (kind.colours if asked is None else words(asked)):
        yield f"`{thing.name}` is {thing.colour}"


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


def _cameras(scene: Scene, judged: Judged) -> Iterator[str]:
    """The fixed cameras are those of the scene."""
    blocks, cameras = {block.name: block for block in scene.cameras}, judged.world.cameras
    if list(blocks) != list(cameras):
        yield f"it has the cameras {', '.join(cameras) or 'none'}, not {', '.join(blocks) or 'none'}"
        return
    for name, block in blocks.items():
        yield from _camera(block, cameras[name], judged)


def _camera(block: CameraBlock, camera: ViewPoint, judged: Judged) -> Iterator[str]:
    """A fixed camera stands where its block says, as seen from what it looks at, and looks there."""
    assert isinstance(block.look_at, values.ObjectRef)
    name = block.look_at.name
    aim = (0.0, 0.0, 0.0) if name in {"surface", "room"} else judged.states[0].solids[name].centre
    x, y, z = (at - to for at, to in zip(camera.position, aim, strict=True))
    distance, over = math.dist(camera.position, aim), math.degrees(math.atan2(z, math.hypot(x, y)))
    azimuth = math.degrees(math.atan2(y, x))
    for what, value, number in (
        ("distance", block.distance, distance),
        ("elevation", block.elevation, over),
        ("azimuth", block.azimuth, azimuth),
        ("fov", block.fov, camera.fov),
    ):
        if not possible(value, number, what == "azimuth", TOUCH, judged.number):
            yield f"the camera's {what} is {number:g}, not `{value.span.text}`"
    aside = math.remainder(camera.yaw - azimuth - 180.0, 360.0)
    if abs(aside) > TOUCH or abs(camera.pitch + over) > TOUCH:
        yield f"the camera looks {aside:.6f}° beside and {camera.pitch + over:.6f}° over `{name}`"


def _requirements(cell: Cell, judged: Judged) -> Iterator[str]:
    for requirement in (*cell.plan.scene.requirements, *cell.block.requirements):
        for part in parts(requirement.condition):
            broken = [number for number, facts in enumerate(judged.states) if holds(part, facts) is False]
            if broken:
                where = f" in state {broken[0]}" if judged.world.varied else ""
                yield f"`require {requirement.span.text}` does not hold{where}"
