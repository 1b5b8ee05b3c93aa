"""What a world tells beside the answer: numbers about the scene, the first view, and where options would be.

Nothing here depends on which option is right: the objects that vary are left out, and of the cameras only
that one is used which takes the first view of a question, or all pictures of its world. World frame and map
frame are those of `WorldRecord`; metres and degrees.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from spacenum_dsl.output.records.types import CameraRecord, ImageRecord, ItemRecord, WorldRecord
from spacenum_dsl.questions.actions import ACTIONS
from spacenum_dsl.questions.question import Number
from spacenum_dsl.world.world import Thing

FAR = 100.0
"""Metres of free way where nothing is met."""
HIGH = 1.0
"""Metres above which an object hangs and is in nobody's way."""

MAPPED = (2, 3)
"""Numbers of a corner in a map: on its ground, or above it."""

WALLS, OBJECTS = "way to walls", "way to objects"

Corners = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True, eq=False)
class Around:
    """A world, reduced to what an audit looks at. `told` has a number per name; `boxes` are the anchors'
    entries in the map and `others` the places of all fixed objects there; `ground` has the sides of room or
    surface, `line` the y of a one-dimensional map. `circles` (x, y, radius) lie in the footprints of what
    stands in an agent's way, and `cameras` are those of the views."""

    told: Mapping[str, float]
    boxes: tuple[Corners, ...]
    others: tuple[tuple[float, float], ...]
    ground: tuple[float, float] | None
    frame: tuple[float, float, float]
    line: float
    circles: tuple[tuple[float, float, float], ...]
    cameras: Mapping[str, CameraRecord]


def around(world: WorldRecord) -> Around:
    fixed = [thing for thing in world.objects if thing.name not in world.varied]
    anchors = [thing for thing in fixed if thing.role == "anchor"]
    frame = world.frame
    origin = (*frame.origin[:2], frame.yaw) if frame is not None else (0.0, 0.0, 0.0)
    extent = world.room.size[:2] if world.room else None
    if world.surface is not None:
        extent = (world.surface.width, world.surface.depth)
    first = world.states[0][0] if world.varied else None
    state = (0.0, 0.0, 0.0) if first is None else first.position
    return Around(
        {**_scene(world, fixed), **_objects(fixed, anchors, origin)},
        tuple(_box(thing, origin) for thing in anchors),
        tuple(to_map(origin, *thing.placement.position[:2]) for thing in fixed),
        extent,
        origin,
        to_map(origin, state[0], state[1])[1],
        tuple(_circle(thing) for thing in fixed if thing.placement.position[2] <= HIGH),
        dict(zip(world.views, world.cameras, strict=False)),
    )


def _scene(world: WorldRecord, fixed: list[Thing]) -> dict[str, float]:
    told = {f"scene={world.scene}": 1.0, f"floor={world.decor.floor}": 1.0}
    told |= {f"walls={world.decor.walls}": 1.0, f"light={world.decor.light}": 1.0}
    told |= {f"light.{place}": share for place, share in enumerate(world.decor.shares)}
    told |= {"lamps": float(len(world.lighting.lamps)), "exposure": world.lighting.exposure}
    if world.room is not None:
        told |= {f"room.{axis}": side for axis, side in zip("xyz", world.room.size, strict=True)}
        told |= {f"room.cut.{place}": side for place, side in enumerate(world.room.cut or ())}
    if world.surface is not None:
        told |= {"surface.x": world.surface.width, "surface.y": world.surface.depth}
    if world.frame is not None:
        told |= _direction("frame", world.frame.yaw)
        told |= {"frame.x": world.frame.origin[0], "frame.y": world.frame.origin[1]}
    varied = [thing for thing in world.objects if thing.name in world.varied]
    told |= {f"target={thing.kind}": 1.0 for thing in varied}
    told |= {f"target.colour={thing.colour}": 1.0 for thing in varied}
    return told | {"objects": float(len(fixed))}


def _objects(
    fixed: list[Thing], anchors: list[Thing], origin: tuple[float, float, float]
) -> dict[str, float]:
    told = {f"role={role}": float(n) for role, n in Counter(thing.role for thing in fixed).items()}
    told |= {f"kind={kind}": float(n) for kind, n in Counter(thing.kind for thing in fixed).items()}
    for place, thing in enumerate(anchors):
        x, y = to_map(origin, *thing.placement.position[:2])
        told |= {f"anchor{place}.x": x, f"anchor{place}.y": y, f"anchor{place}={thing.kind}": 1.0}
        told |= _direction(f"anchor{place}", thing.placement.yaw - origin[2])
    free = [thing for thing in fixed if thing.role != "anchor"]
    if free:
        places = np.array([to_map(origin, *thing.placement.position[:2]) for thing in free])
        middle, spread = places.mean(axis=0).tolist(), places.std(axis=0).tolist()
        told |= {"others.x": middle[0], "others.y": middle[1], "spread.x": spread[0], "spread.y": spread[1]}
        sizes = [thing.placement.scale * math.prod(thing.size) ** (1 / 3) for thing in free]
        told["others.size"] = sum(sizes) / len(sizes)
    return told


def first_camera(scene: Around, item: ItemRecord) -> CameraRecord | None:
    """The camera of the view that comes before all candidates, or the only one that the world has."""
    cameras = list(scene.cameras.values())
    if cameras and all(camera == cameras[0] for camera in cameras):
        return cameras[0]
    pictures = [block.view for block in item.content if isinstance(block, ImageRecord)]
    candidates = {part.view for option in item.options for part in option.pictures}
    if len(pictures) < 2 or pictures[0] in candidates:
        return None
    return scene.cameras.get(pictures[0])


def seen_from(scene: Around, camera: CameraRecord, action: str) -> dict[str, float]:
    """Where the camera stands and looks, and how far it could go that way."""
    told = {f"camera.{axis}": place for axis, place in zip("xyz", camera.position, strict=True)}
    told |= _direction("camera", camera.yaw) | {"pitch": camera.pitch, "fov": camera.fov}
    known = ACTIONS.get(action)
    if known is None or known.dimension != "length" or scene.ground is None:
        return told
    angle = math.radians(camera.yaw + math.degrees(math.atan2(known.left, known.ahead)))
    step = (math.cos(angle), math.sin(angle))
    walls = min(
        (math.copysign(scene.ground[axis] / 2, step[axis]) - camera.position[axis]) / step[axis]
        for axis in (0, 1)
        if abs(step[axis]) > 1e-9
    )
    things = min((_met(circle, camera.position, step) for circle in scene.circles), default=FAR)
    return told | {WALLS: walls, OBJECTS: min(walls, things)}


def _direction(name: str, yaw: float) -> dict[str, float]:
    turn = math.radians(yaw)
    return {f"{name}.cos": round(math.cos(turn), 9), f"{name}.sin": round(math.sin(turn), 9)}


def _circle(thing: Thing) -> tuple[float, float, float]:
    x, y, _ = thing.placement.position
    return x, y, min(thing.size[:2]) * thing.placement.scale / 2


def _met(
    circle: tuple[float, float, float], start: tuple[float, float, float], step: tuple[float, float]
) -> float:
    """Metres to a circle on the way."""
    x, y, radius = circle
    dx, dy = x - start[0], y - start[1]
    ahead, aside = dx * step[0] + dy * step[1], abs(dx * step[1] - dy * step[0])
    return ahead - math.sqrt(radius**2 - aside**2) if ahead > 0 and aside < radius else FAR


def to_map(origin: tuple[float, float, float], x: float, y: float) -> tuple[float, float]:
    c, s = math.cos(math.radians(origin[2])), math.sin(math.radians(origin[2]))
    dx, dy = x - origin[0], y - origin[1]
    return c * dx + s * dy, c * dy - s * dx


def _box(thing: Thing, origin: tuple[float, float, float]) -> Corners:
    """The box round an object's size, in the map's axes."""
    x, y = to_map(origin, *thing.placement.position[:2])
    z, scale = thing.placement.position[2], thing.placement.scale
    c, s = (abs(f(math.radians(thing.placement.yaw - origin[2]))) for f in (math.cos, math.sin))
    depth, width, height = (side * scale for side in thing.size)
    along, across = (c * depth + s * width) / 2, (s * depth + c * width) / 2
    return (x - along, y - across, z), (x + along, y + across, z + height)


def situated(scene: Around, value: Mapping[str, Number], ways: Mapping[str, float]) -> dict[str, float]:
    """Where an option would be in its world: what somebody who knows only numbers can rule out or prefer.
    `ways` are those of `seen_from`."""
    low, high, x = value.get("low"), value.get("high"), value.get("x")
    if isinstance(low, tuple) and isinstance(high, tuple) and len(low) == len(high) in MAPPED:
        return _placed(scene, low, high)
    if isinstance(x, float):
        return _placed(scene, (x, scene.line), (x, scene.line))
    magnitude = value.get("magnitude")
    if isinstance(magnitude, float) and WALLS in ways:
        beyond = (max(0.0, magnitude - ways[WALLS]), max(0.0, magnitude - ways[OBJECTS]))
        return {"way through walls": beyond[0], "way through objects": beyond[1]}
    return {}


def _placed(scene: Around, low: tuple[float, ...], high: tuple[float, ...]) -> dict[str, float]:
    centre = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
    told = {"outside": outside(scene, centre)}
    shared = 0.0
    for box in scene.boxes:
        sides = [min(high[axis], box[1][axis]) - max(low[axis], box[0][axis]) for axis in range(len(low))]
        if min(sides) > 0:
            shared += math.prod(sides[:2])
    told["overlap"] = shared
    away = sorted(math.dist(centre, other) for other in scene.others)
    told["distance to the nearest object"] = away[0] if away else 0.0
    told["distance to all objects"] = sum(away) / len(away) if away else 0.0
    return told


def outside(scene: Around, centre: tuple[float, float]) -> float:
    """Metres by which a place in the map lies beyond the surface or the room."""
    if scene.ground is None:
        return 0.0
    c, s = math.cos(math.radians(scene.frame[2])), math.sin(math.radians(scene.frame[2]))
    x = scene.frame[0] + c * centre[0] - s * centre[1]
    y = scene.frame[1] + s * centre[0] + c * centre[1]
    return round(max(0.0, abs(x) - scene.ground[0] / 2, abs(y) - scene.ground[1] / 2), 9)
