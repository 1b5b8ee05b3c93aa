"""Why a world can't show the states of what varies in it: what is wrong, by how much, and what would help."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from spacenum_dsl.base import boxes, exact
from spacenum_dsl.questions.difficulty import LAST, Difficulty, unmet_by
from spacenum_dsl.questions.family import Cell, varied
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.kind import title_of
from spacenum_dsl.semantics.program import CameraBlock
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.camera import aim_of
from spacenum_dsl.world.conditions import functions, singles
from spacenum_dsl.world.nearest import told
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.standing import fitting, lacking, outside_of
from spacenum_dsl.world.structure import Structure, structure_of
from spacenum_dsl.world.view_requirements import ViewFacts, camera_at
from spacenum_dsl.world.visibility import MIN_PIXELS, MIN_SHARE, Alone, Look
from spacenum_dsl.world.world import Thing, World

PLACED = 1000
"""The first check after the last object is placed."""

VIEW = "another view: `distance`, `elevation`, `azimuth` or `fov`"
"""A way out for what is not seen."""


def outside(cell: Cell, world: World, structure: Structure, block: CameraBlock) -> Rejection | None:
    """Why a camera can't stand where it would: how far outside, and what of its block would bring it in."""
    camera = world.cameras[block.name]
    assert isinstance(block.look_at, values.ObjectRef)
    by = outside_of(structure, camera.position)
    if by is None:
        return None
    aim = aim_of(world, block.look_at.name)
    distance = exact.distance(camera.position, aim)
    ways = fitting(structure, aim, distance, -camera.pitch, camera.yaw + 180.0)
    changed = ways[0].partition(" ")[0] if ways else "distance"
    if not structure.open:
        ways = (*ways, "`ceiling: none`: one looks into the room from above and from outside")
    reason, near = "the camera would stand outside the room", -lacking(structure, camera.position)
    return Rejection(block.name, reason, None, ways, by, changed, PLACED + 1, near=near)


def too_near(camera: str, name: str, by: float) -> Rejection:
    """The refusal of a camera that is in something, or so near that its near plane cuts it."""
    reason = f"the camera would stand in {name}"
    ways = ("another `azimuth`, `distance` or `elevation`", f"another place for {name}")
    detail = f"{by:.3f} m from it" if by else ""
    return Rejection(camera, reason, None, ways, detail, "distance", PLACED + 3, near=by)


def alike(cell: Cell, world: World, named: list[Thing]) -> Rejection | None:
    """Why one of the objects that a question names could not be told from another one by its name."""
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


def same_pictures(cell: Cell, found: float, least: int) -> Rejection:
    """The refusal of a set of which two options look alike, with the pixels by which they differ."""
    ways = ("values of what varies that are farther apart", "a lower `min_difference`", VIEW)
    detail = f"as they differ in {found:,.0f} px and {least:,} are needed"
    (name, (changed, *_)), reason = varied(cell), "two options' pictures would look alike"
    return Rejection(name, reason, None, ways, detail, changed, PLACED + 6, near=found)


def hidden(cell: Cell, world: World, name: str) -> Rejection:
    """The refusal of a picture that does not show what the question is about. How much of it the world shows
    is measured later, in all states."""
    reason, measure = f"`{name}` would not be visible", partial(_shown, cell, world, name)
    return Rejection(name, reason, None, (VIEW,), property="at", gate=PLACED + 4, measure=measure)


def _shown(cell: Cell, world: World, name: str) -> Rejection:
    """The same with what the worst state shows of it to the best camera, and what helps against that."""
    states = [state for _, state in _looks(cell, world)]
    there = [state for state in states if all(name in look.bodies.place for look in state.values())]
    best = [max(state.values(), key=lambda look: _visibility(look, name)) for state in there]
    worst = min(best, key=lambda look: _visibility(look, name))
    pixels, share = worst.pixels(name), worst.share(name)
    framed, whole = worst.alone(name)
    move, changed = f"another `at` of `{name}`", "at"
    if framed < MIN_SHARE * whole or not worst.within(name):
        inside = f"{100 * framed / whole:.0f} %" if framed else "none"
        detail = f"as {inside} of it is within the picture and {100 * MIN_SHARE:.0f} % must be"
        ways: tuple[str, ...] = ("a larger `distance` or `fov`, or another `azimuth` or `elevation`", move)
    elif framed < MIN_PIXELS:
        detail, changed = f"as it covers {pixels} px and {MIN_PIXELS} are needed", "scale"
        larger = math.ceil(10 * math.sqrt(MIN_PIXELS / max(1, framed))) / 10
        ways = (
            f"a larger `scale` of `{name}`: about {larger:g} times as large",
            "come closer: a smaller `distance` or `fov`",
            "a larger picture: `image`",
        )
    else:
        other = next((thing.group for thing in world.things if thing.name == worst.hidden_by(name)), None)
        by = f"`{other}`" if other else "the room"
        much = f"{pixels} px of it are in view and {MIN_PIXELS} are needed"
        if share < MIN_SHARE:
            much = f"{100 * share:.0f} % of it is in view and {100 * MIN_SHARE:.0f} % must be"
        detail, ways = f"as {by} hides it: {much}", (VIEW, move)
        if other:
            ways = (VIEW, f"{move}, or of {by}", f"a smaller {by}")
    near = _visibility(worst, name)
    return replace(hidden(cell, world, name), ways=ways, detail=detail, property=changed, near=near)


def _visibility(look: Look, name: str) -> float:
    """1 or more where an object counts as visible."""
    return min(look.pixels(name) / MIN_PIXELS, look.share(name) / MIN_SHARE)


def unseen(cell: Cell, world: World, need: values.Requirement) -> Rejection:
    """The refusal of a picture for which a requirement does not hold; how near it comes is measured later, in
    all states."""
    text = f"require {need.span.text}"
    ways, measure = (f"loosen `{text}`", VIEW, *_seen_better(need)), partial(_unseen, cell, world, need)
    return Rejection(varied(cell)[0], text, need, ways, gate=PLACED + 5, measure=measure)


def _seen_better(need: values.Requirement) -> Iterator[str]:
    """What helps against a requirement on a view beside another view."""
    if "count" in functions(need.condition):
        yield "more or larger objects, where the camera looks"
    names = " or ".join(f"`{name}`" for name in sorted(singles(need.condition)))
    if names:
        yield f"another `at` of {names}, or fewer and smaller objects before it"


def _unseen(cell: Cell, world: World, need: values.Requirement) -> Rejection:
    first = cell.plan.scene.first
    facts = [
        ViewFacts(world, things, look, first=first, looks=state)
        for things, state in _looks(cell, world)
        for look in state.values()
    ]
    return told(unseen(cell, world, need), [need.condition], facts)


def _looks(cell: Cell, world: World) -> Iterator[tuple[tuple[Thing, ...], dict[str, Look]]]:
    """What stands in each state, and what each camera sees of it."""
    structure = structure_of(world)
    cameras = {block.name: camera_at(world.cameras[block.name], cell.image) for block in cell.cameras}
    alone: dict[str, Alone] = {name: {} for name in cameras}
    for state in range(len(world.states)):
        things = world.in_state(state)
        bodies = bodies_of(things, structure)
        yield things, {name: Look(camera, bodies, alone=alone[name]) for name, camera in cameras.items()}


def unmet_options(
    cell: Cell,
    world: World,
    need: values.Requirement,
    measures: Sequence[Difficulty],
    looks: Sequence[Look] | None,
) -> Rejection:
    """The refusal of a set for which a requirement on options does not hold, with what the worst of its
    options comes to."""
    target, properties = varied(cell)
    names = [f"`{target}.{property}`" for property in properties]
    facts = [
        ViewFacts(
            world, world.in_state(state), looks[state] if looks else None, measured, cell.plan.scene.first
        )
        for state, measured in enumerate(measures)
    ]
    return told(unmet_by(target, need, ", ".join(names), VIEW), [need.condition], facts)


def printed_alike(cell: Cell) -> Rejection:
    """The refusal of a set of which two options read alike, though their pictures differ."""
    ways = ("values of what varies that differ by a centimetre or more",)
    (name, (changed, *_)), reason = varied(cell), "two options would be printed alike"
    return Rejection(name, reason, None, ways, property=changed, gate=LAST + 1)


def over(one: Thing, other: Thing) -> bool:
    """Whether one of two objects stands over the other, so that there is no direction between them."""
    plans = [
        boxes.Boxes(box.x, box.y, np.zeros(()), box.yaw, box.depth, box.width, np.ones(()))
        for box in (thing.box().map(np.asarray) for thing in (one, other))
    ]
    return bool(boxes.overlap(*plans))


def no_direction(one: Thing, other: Thing) -> Rejection:
    """The refusal of a direction from one object to another that stands over or under it."""
    reason = f"`{one.name}` and `{other.name}` would be one above the other, in no direction"
    ways = (f"another `at` for `{one.name}` or `{other.name}`",)
    return Rejection(one.name, reason, None, ways, property="at", gate=PLACED)
