"""What every family repeats that varies an object before a fixed camera: one picture of each state.

A family says which objects a question names and gets all states seen, or the reason why one of them can't be
asked about. All states are treated alike and none is known to be the answer (G2): the camera stands free, all
named objects are seen, requirements hold, any two pictures differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.questions.difficulty import BY_PLACE, Difficulty, of_places, of_states
from spacenum_dsl.questions.family import Cell, min_difference, varied
from spacenum_dsl.questions.hosting_rejections import (
    PLACED,
    alike,
    hidden,
    outside,
    same_pictures,
    too_near,
    unmet_options,
    unseen,
)
from spacenum_dsl.questions.question import View
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.conditions import functions
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.standing import reach_of, within
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view_requirements import broken, camera_at, unmet
from spacenum_dsl.world.visibility import Alone, Look
from spacenum_dsl.world.world import World

MEASURES: Mapping[str, Dimension] = {"separation": "pixels", "depth": "length", "objects": "number"}
"""What options of hosted families are measured by, beside `visible(…)`, and `step` where places vary."""


@dataclass(frozen=True, eq=False)
class Hosted:
    """The states of a world's varied object, in the order in which they were drawn, each of them seen.
    `measures` tell how hard each would be to tell from the others."""

    looks: tuple[Look, ...]
    measures: tuple[Difficulty, ...]
    views: tuple[View, ...]


def default_difference(image: tuple[int, int]) -> int:
    """Pixels by which any two pictures differ where a block says nothing: a thousandth of the picture, 112 of
    336 × 336."""
    return image[0] * image[1] // 1000


def host(
    cell: Cell, world: World, named: Sequence[str], places: Sequence[tuple[float, ...]] | None
) -> Hosted | Rejection:
    """All states of the varied object, if every one of them can be asked about.

    `named` are the objects that the question speaks of, the varied one among them: each has a name of its own
    and is seen in every picture. `places` are metres of each state, where places vary: `step` is measured
    between them.
    """
    target = varied(cell).object
    spoken = [thing for thing in world.things if thing.name in named]
    confused = alike(cell, world, spoken)
    if confused is not None:
        return confused
    assert world.camera is not None
    structure = structure_of(world)
    camera = camera_at(world.camera, cell.image)
    beyond = outside(cell, world, structure)
    if beyond is not None:
        return beyond
    placed = _placed(cell, world, camera, places)
    if isinstance(placed, Rejection):
        return placed
    states = [world.in_state(state) for state in range(len(world.states))]
    looks: list[Look] = []
    alone: Alone = {}
    for things in states:
        met = within(camera.position, reach_of(camera), things, structure)
        if met is not None:
            return too_near(*met)
        look = Look(camera, bodies_of(things, structure), alone=alone)
        unshown = next((thing.name for thing in spoken if not look.sees(thing.name)), None)
        if unshown is not None:
            return hidden(cell, world, unshown)
        need = broken(cell.plan, world, things, look)
        if need is not None:
            return unseen(cell, world, need)
        looks.append(look)
    difference, least = _least_difference(looks, target), min_difference(cell)
    if difference < least:
        return same_pictures(cell, difference, least)
    measures = of_states(placed, looks, target, [thing.name for thing in spoken])
    for things, look, measured in zip(states, looks, measures, strict=True):
        need = unmet(cell.plan, world, things, look, measured)
        if need is not None:
            return unmet_options(cell, world, need, measures, looks)
    views = tuple(View(state, world.camera) for state in range(len(states)))
    return Hosted(tuple(looks), tuple(measures), views)


def _placed(
    cell: Cell, world: World, camera: Camera, places: Sequence[tuple[float, ...]] | None
) -> list[Difficulty] | Rejection:
    """What the places alone tell of each state, or the requirement that this is enough to break."""
    target = varied(cell).object
    states = [world.thing(target, state) for state in range(len(world.states))]
    measures = of_places([bodies_of([thing]).corners[0] for thing in states], camera, places)
    needs = [need for need in cell.plan.options if functions(need.condition) <= BY_PLACE]
    for state, measured in enumerate(measures) if needs else ():
        need = unmet(cell.plan, world, world.in_state(state), None, measured, needs)
        if need is not None:
            return replace(unmet_options(cell, world, need, measures, None), gate=PLACED + 2)
    return measures


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
