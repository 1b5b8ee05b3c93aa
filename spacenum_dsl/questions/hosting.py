"""What every family repeats that varies an object before fixed cameras: a picture of each state by each.

A family says which objects a question names and gets all states seen, or the reason why one of them can't be
asked about. All states are treated alike and none is known to be the answer (G2): the camera stands free, all
named objects are seen, requirements hold, any two pictures differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.questions.difficulty import BY_PLACE, Difficulty, best_of, of_places, of_states
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
from spacenum_dsl.questions.question import Member, Numbers, OptionSet, View
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.conditions import functions
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.standing import reach_of, within
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view_requirements import broken, camera_at, unmet
from spacenum_dsl.world.visibility import Alone, Look
from spacenum_dsl.world.world import Thing, World

MEASURES: Mapping[str, Dimension] = {"separation": "pixels", "depth": "length", "objects": "number"}
"""What options of hosted families are measured by, beside `visible(…)`, and `step` where places vary."""


@dataclass(frozen=True, eq=False)
class Hosted:
    """The states of a world's varied object, in the order in which they were drawn, each of them seen.

    `measures` tell how hard each would be to tell from the others. `views` are one by each camera of each
    state, and `seen` who of those that the question names is visible in each. The pictures of each of the
    cameras `whole`, by their places, are enough to answer.
    """

    world: World
    measures: tuple[Difficulty, ...]
    views: tuple[View, ...]
    seen: tuple[tuple[str, ...], ...]
    whole: tuple[int, ...]

    def member(self, state: int, value: Numbers, coordinates: dict[str, tuple[float, ...]]) -> Member:
        """The case that a state is, with all of its pictures."""
        each = len(self.views) // len(self.measures)
        views = tuple(range(state * each, (state + 1) * each))
        enough = tuple((views[camera],) for camera in self.whole)
        return Member(value, state, coordinates, self.measures[state], views, enough)

    def option_set(self, members: Iterable[Member], context: dict[str, str]) -> OptionSet:
        """The set of these members, sorted by rank."""
        return OptionSet(self.world, self.views, tuple(members), context, self.seen)


def default_difference(image: tuple[int, int]) -> int:
    """Pixels by which any two pictures differ where a block says nothing: a thousandth of the picture, 112 of
    336 × 336."""
    return image[0] * image[1] // 1000


def host(
    cell: Cell, world: World, named: Sequence[str], places: Sequence[tuple[float, ...]] | None
) -> Hosted | Rejection:
    """All states of the varied object, if every one of them can be asked about.

    `named` are the objects that the question speaks of, the varied one among them: each has a name of its
    own, and one of the cameras shows them all in all states. `places` are metres of each state, where places
    vary: `step` is measured between them.
    """
    target = varied(cell).object
    spoken = [thing for thing in world.things if thing.name in named]
    confused = alike(cell, world, spoken)
    if confused is not None:
        return confused
    structure = structure_of(world)
    cameras = {block.name: camera_at(world.cameras[block.name], cell.image) for block in cell.cameras}
    for block in cell.cameras:
        beyond = outside(cell, world, structure, block)
        if beyond is not None:
            return beyond
    placed = _placed(cell, world, list(cameras.values()), places)
    if isinstance(placed, Rejection):
        return placed
    names = list(cameras)
    states = [world.in_state(state) for state in range(len(world.states))]
    looks: list[dict[str, Look]] = []
    seen: list[tuple[str, ...]] = []
    alone: dict[str, Alone] = {name: {} for name in names}
    whole = set(names)
    for things in states:
        for name, camera in cameras.items():
            met = within(camera.position, reach_of(camera), things, structure)
            if met is not None:
                return too_near(name, *met)
        bodies = bodies_of(things, structure)
        state = {name: Look(camera, bodies, alone=alone[name]) for name, camera in cameras.items()}
        shown = {name: tuple(_seen(look, spoken, whole - {name})) for name, look in state.items()}
        lacking = [name for name in names if len(shown[name]) < len(spoken)]
        whole.difference_update(lacking)
        if not whole:
            unshown = next(each.name for each in spoken if each.name not in shown[lacking[0]])
            return hidden(cell, world, unshown)
        for look in state.values():
            need = broken(cell.plan, world, things, look, state)
            if need is not None:
                return unseen(cell, world, need)
        looks.append(state)
        seen += shown.values()
    enough = [name for name in names if name in whole]
    difference = max(_least_difference([state[name] for state in looks], target) for name in enough)
    if difference < min_difference(cell):
        return same_pictures(cell, difference, min_difference(cell))
    called = [thing.name for thing in spoken]
    each = [
        of_states(placed[names.index(name)], [state[name] for state in looks], target, called)
        for name in enough
    ]
    measures = [best_of(state) for state in zip(*each, strict=True)]
    for things, state, measured in zip(states, looks, measures, strict=True):
        need = unmet(cell.plan, world, things, state[enough[0]], measured)
        if need is not None:
            return unmet_options(cell, world, need, measures, [each[enough[0]] for each in looks])
    views = tuple(View(state, world.cameras[name]) for state in range(len(states)) for name in names)
    return Hosted(world, tuple(measures), views, tuple(seen), tuple(names.index(name) for name in enough))


def _seen(look: Look, spoken: Sequence[Thing], others: Collection[str]) -> Iterator[str]:
    """Who of those that a question speaks of is visible: all of them, or those before the first that is not,
    where no other camera can make up for it."""
    for thing in spoken:
        if look.sees(thing.name):
            yield thing.name
        elif not others:
            return


def _placed(
    cell: Cell, world: World, cameras: Sequence[Camera], places: Sequence[tuple[float, ...]] | None
) -> list[list[Difficulty]] | Rejection:
    """What the places alone tell each camera of each state, or the requirement that this is enough to
    break."""
    target = varied(cell).object
    states = [world.thing(target, state) for state in range(len(world.states))]
    corners = [bodies_of([thing]).corners[0] for thing in states]
    measures = [of_places(corners, camera, places) for camera in cameras]
    best = [best_of(each) for each in zip(*measures, strict=True)]
    needs = [need for need in cell.plan.options if functions(need.condition) <= BY_PLACE]
    for state, measured in enumerate(best) if needs else ():
        need = unmet(cell.plan, world, world.in_state(state), None, measured, needs)
        if need is not None:
            return replace(unmet_options(cell, world, need, best, None), gate=PLACED + 2)
    return measures


def _least_difference(looks: Sequence[Look], target: str) -> float:
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
