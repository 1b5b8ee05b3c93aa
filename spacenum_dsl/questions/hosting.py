"""What every family repeats whose worlds vary before a fixed camera: one picture of each state.

A family says which objects a question names and gets all states seen, or the reason why one of them can't be
asked about. All states are treated alike and none is known to be the answer (G2): the camera stands free, all
named objects are seen, requirements hold, any two pictures differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spacenum_dsl.questions.difficulty import BY_PLACE, Difficulty, of_places, of_states
from spacenum_dsl.questions.family import Cell, min_difference
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
    """The states of a world, in the order in which they were drawn, each of them seen.
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
    """All states of a world in which some objects move, if every one of them can be asked about.

    `named` are the objects that the question speaks of, the varied ones among them: each has a name of its
    own and is seen in every picture. `places` are metres of each state, where places vary: `step` is measured
    between them, or between places in plan where several objects move.
    """
    spoken = [thing for thing in world.things if thing.name in named]
    confused = alike(cell, world, spoken)
    if confused is not None:
        return confused
    beyond = outside(cell, world, structure_of(world))
    if beyond is not None:
        return beyond
    placed = _placed(cell, world, places)
    if isinstance(placed, Rejection):
        return placed
    names = [thing.name for thing in spoken]
    looks = seen(cell, world, [names] * len(world.states))
    if isinstance(looks, Rejection):
        return looks
    return measured(cell, world, looks, of_states(placed, looks, world.varied, names))


def seen(cell: Cell, world: World, named: Sequence[Sequence[str]]) -> list[Look] | Rejection:
    """A look at each state, in which all that is `named` for it is seen, if there are such: requirements on
    views hold, and any two pictures differ."""
    assert world.camera is not None
    camera, structure = camera_at(world.camera, cell.image), structure_of(world)
    looks: list[Look] = []
    alone: Alone = {}
    for state, names in enumerate(named):
        things = world.in_state(state)
        met = within(camera.position, reach_of(camera), things, structure)
        if met is not None:
            return too_near(*met)
        look = Look(camera, bodies_of(things, structure), alone=alone)
        unshown = next((name for name in names if not look.sees(name)), None)
        if unshown is not None:
            return hidden(cell, world, unshown)
        need = broken(cell.plan, world, things, look)
        if need is not None:
            return unseen(cell, world, need)
        looks.append(look)
    difference, least = _least_difference(looks, world.varied), min_difference(cell)
    return same_pictures(cell, difference, least) if difference < least else looks


def measured(
    cell: Cell, world: World, looks: Sequence[Look], measures: Sequence[Difficulty]
) -> Hosted | Rejection:
    """The states with what is measured of them, if the requirements on options hold."""
    assert world.camera is not None
    for state, (look, each) in enumerate(zip(looks, measures, strict=True)):
        need = unmet(cell.plan, world, world.in_state(state), look, each)
        if need is not None:
            return unmet_options(cell, world, need, measures, looks)
    views = tuple(View(state, world.camera) for state in range(len(looks)))
    return Hosted(tuple(looks), tuple(measures), views)


def _placed(
    cell: Cell, world: World, places: Sequence[tuple[float, ...]] | None
) -> list[Difficulty] | Rejection:
    """What the places alone tell of each state, or the requirement that this is enough to break."""
    assert world.camera is not None
    movers = [[world.thing(name, state) for state in range(len(world.states))] for name in world.varied]
    corners = [[bodies_of([thing]).corners[0] for thing in states] for states in movers]
    spots: list[Sequence[tuple[float, ...]]] = [] if places is None else [places]
    if places is not None and len(movers) > 1:
        spots = [[thing.placement.position[:2] for thing in states] for states in movers]
    measures = of_places(corners, camera_at(world.camera, cell.image), spots)
    needs = [need for need in cell.plan.options if functions(need.condition) <= BY_PLACE]
    for state, measured in enumerate(measures) if needs else ():
        need = unmet(cell.plan, world, world.in_state(state), None, measured, needs)
        if need is not None:
            return replace(unmet_options(cell, world, need, measures, None), gate=PLACED + 2)
    return measures


def _least_difference(looks: Sequence[Look], varied: Sequence[str]) -> float:
    """The fewest pixels by which two states' pictures differ: those that show what varies in one of them and
    not, or another of it, in the other."""
    there = [[name for name in varied if name in look.bodies.place] for look in looks]
    strides = (look.stride(name) for look, names in zip(looks, there, strict=True) for name in names)
    stride, camera = max(strides, default=1), looks[0].camera
    shown = np.zeros((len(looks), camera.width * camera.height), dtype=np.int16)
    masks = []
    for look, names, pixels in zip(looks, there, shown, strict=True):
        own = [look.mask(name, stride) for name in names]
        for name, mask in zip(names, own, strict=True):
            pixels[mask] = 1 + varied.index(name)
        masks.append(np.concatenate([np.empty(0, dtype=np.int64), *own]))

    def differing(a: int, b: int) -> int:
        both, here = shown[a][masks[b]], shown[b][masks[b]]
        shared, same = np.count_nonzero(both), np.count_nonzero(both == here)
        return len(masks[a]) + len(masks[b]) - int(shared) - int(same)

    return float(min(differing(a, b) for a, b in itertools.combinations(range(len(looks)), 2)) * stride**2)
