"""Where cameras stand and whether they see what they should, judged from triangles, by no code that put them
there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from spacenum_dsl.checks.admissible import EXACT
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.floor import Side, outline, sides
from spacenum_dsl.checks.shown import state_of
from spacenum_dsl.checks.solids import TOUCH, Solid, solids_of
from spacenum_dsl.checks.visibility import Eyes
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question
from spacenum_dsl.world.structure import Structure, structure_of
from spacenum_dsl.world.world import Room, ViewPoint, World

MARGIN = 0.1
"""Metres that a camera keeps from walls, floor and ceiling."""

NEAR = 0.02
"""Metres before the eye of what can be projected; the corners of that plane are farther away."""


def room_faults(cell: Cell, world: World) -> Iterator[str]:
    """What is wrong with what the room lacks: an open one has no ceiling and no wall between it and the eye;
    one round a surface is open if the scene says so or the camera is not inside."""
    space = world.room or world.surface
    assert space is not None
    if not world.cameras:
        if space.without is not None:
            yield "the room is open, and no camera looks into it from outside"
        return
    around = structure_of(world)
    eyes, room = tuple(world.cameras.values()), _room(world, around)
    inside = all(_left(room, around, eye) >= MARGIN - EXACT for eye in eyes)
    wanted = not cell.plan.scene.ceiling or (world.room is None and not inside)
    if (space.without is not None) != wanted:
        yield f"the room is {'open' if space.without is not None else 'closed'}, which it should not be"
        return
    for number, side in enumerate(sides(room) if wanted else ()):
        away = [_before(side, eye) for eye in eyes if not _above(room, eye)]
        between = any(by < MARGIN for by in away)
        sure = not any(abs(by - MARGIN) <= EXACT for by in away)
        if sure and between != (number in (space.without or ())):
            what = "in the picture" if between else "left out"
            told = f"{min(away):.3f} m behind which a camera stands" if away else "over which cameras look"
            yield f"wall {number} is {what}, {told}"


def _room(world: World, around: Structure) -> Room:
    """The room that a camera stands in, that of a surface too."""
    if world.room is not None:
        return world.room
    x, y, z = (high - low for low, high in zip(around.low, around.high, strict=True))
    return Room((x, y, z))


def _before(side: Side, eye: ViewPoint) -> float:
    """Metres from a wall's inner face to the eye, into the room."""
    x, y, _ = eye.position
    turn = math.radians(side.yaw)
    return (x - side.end[0]) * math.cos(turn) + (y - side.end[1]) * math.sin(turn)


def _above(room: Room, eye: ViewPoint) -> bool:
    """Whether the eye is over the floor, clear of all walls, at whatever height."""
    ring = shapely.polygons(outline(room))
    point = shapely.points(eye.position[:2])
    return bool(shapely.contains(ring, point)) and shapely.distance(ring.exterior, point) >= MARGIN - EXACT


def _left(room: Room, around: Structure, eye: ViewPoint) -> float:
    """Metres from the eye to the nearest of a closed room's walls, floor and ceiling; negative beyond one."""
    ring = shapely.polygons(outline(room))
    point = shapely.points(eye.position[:2])
    away = float(shapely.distance(ring.exterior, point))
    across = away if shapely.contains(ring, point) else -away
    return min(across, eye.position[2] - around.low[2], around.high[2] - eye.position[2])


def place_faults(
    eyes: Sequence[ViewPoint], image: tuple[int, int], world: World, solids: Sequence[Solid]
) -> Iterator[str]:
    """What cameras would be beyond, in, or so near to that their near planes cut it."""
    around = structure_of(world)
    space = world.room or world.surface
    assert space is not None
    room = _room(world, around)
    met = [(f"`{each.thing.name}`", each.low, each.high, each.ground) for each in solids]
    met += [
        (f"the room's {each.thing.kind}", each.low, each.high, each.ground)
        for each in solids_of(around.fittings)
    ]
    if around.furniture is not None:
        (west, south, low), (east, north, high) = around.furniture.bounds.tolist()
        met.append(("the surface's furniture", low, high, shapely.box(west, south, east, north)))
    names = [name for name, *_ in met]
    lows, highs = (np.array([each[place] for each in met]) for place in (1, 2))
    grounds = np.array([each[3] for each in met], dtype=object)
    for eye in eyes:
        height = eye.position[2]
        least = _left(room, around, eye) if space.without is None else height - around.low[2]
        if least < MARGIN - EXACT:
            yield f"the camera is {least:.4f} m away from the edge of the room"
        wide = math.tan(math.radians(eye.fov) / 2)
        reach = NEAR * math.hypot(1.0, wide, wide * image[1] / image[0])
        over = np.maximum(0.0, np.maximum(lows - height, height - highs))
        level = np.flatnonzero(over < reach)
        apart = np.hypot(over[level], shapely.distance(grounds[level], shapely.points(eye.position[:2])))
        for place in level[apart < reach - TOUCH].tolist():
            yield f"the camera is in {names[place]}, or less than {reach:.3f} m before it"


def sight_faults(cell: Cell, question: Question, judged: Judged, wanted: Sequence[str]) -> Iterator[str]:
    """Which of the objects that a question is about no picture shows of those that are said to suffice, and
    which picture shows other ones than the question records. Of what a state does not have nothing is
    wanted."""
    world = judged.world
    if not world.varied:
        return
    used = sorted({view for option in question.options for view in option.views})
    points = {question.views[view].point for view in used}
    eyes = {point: Eyes(world, point, cell.image) for point in points}
    seen = {view: eyes[question.views[view].point].visible(question.views[view].state) for view in used}
    for view in used:
        said, state = set(question.seen[view]), question.views[view].state
        for name in sorted(said - (seen[view].sure | seen[view].open)):
            yield f"`{name}` is not visible in state {state}, and view {view} is said to show it"
        for name in sorted((seen[view].sure & set(wanted)) - said):
            yield f"`{name}` is visible in state {state}, and view {view} is not said to show it"
    for option in question.options:
        there = {thing.name for thing in world.in_state(state_of(question, option))}
        for enough in option.suffices:
            shown = {name for view in enough for name in question.seen[view]}
            for name in sorted((set(wanted) & there) - shown):
                yield f"`{name}` is not visible in the views that are to suffice for option {option.label}"
