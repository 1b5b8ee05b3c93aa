"""What every family repeats whose worlds vary before fixed cameras: a picture of each state by each.

A family says which objects a question names and gets all states seen, or the reason why one of them can't be
asked about. All states are treated alike and none is known to be the answer (G2): the camera stands free, all
named objects are seen, requirements hold, any two pictures differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spacenum_dsl.questions.difficulty import BY_PLACE, Difficulty, best_of, of_places, of_states
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
from spacenum_dsl.questions.question import Member, Numbers, OptionSet, View
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
    """All states of a world in which some objects move, if every one of them can be asked about.

    `named` are the objects that the question speaks of, the varied ones among them: each has a name of its
    own, and one of the cameras shows them all in all states. `places` are metres of each state, where places
    vary: `step` is measured between them, or between places in plan where several objects move.
    """
    spoken = [thing for thing in world.things if thing.name in named]
    confused = alike(cell, world, spoken)
    if confused is not None:
        return confused
    beyond = beyond_room(cell, world)
    if beyond is not None:
        return beyond
    placed = _placed(cell, world, places)
    if isinstance(placed, Rejection):
        return placed
    names = [thing.name for thing in spoken]
    sights = seen(cell, world, [names] * len(world.states))
    if isinstance(sights, Rejection):
        return sights
    each = [of_states(placed[camera], sights.by(camera), world.varied, names) for camera in sights.whole]
    return measured(cell, world, sights, [best_of(state) for state in zip(*each, strict=True)])


def beyond_room(cell: Cell, world: World) -> Rejection | None:
    """Why one of the cameras can't stand where it would."""
    structure = structure_of(world)
    found = (outside(cell, world, structure, block) for block in cell.cameras)
    return next((each for each in found if each is not None), None)


@dataclass(frozen=True, eq=False)
class Sights:
    """What each camera, by its name, sees of each state; `shown` is who of those that are named for a state
    is visible to each, and `whole` the cameras, by their names, that show all of them in all states."""

    looks: tuple[dict[str, Look], ...]
    shown: tuple[dict[str, tuple[str, ...]], ...]
    whole: tuple[str, ...]

    def by(self, camera: str) -> list[Look]:
        """The looks of one camera at all states."""
        return [state[camera] for state in self.looks]


def seen(cell: Cell, world: World, named: Sequence[Sequence[str]]) -> Sights | Rejection:
    """A look by each camera at each state, if one of them sees all that is `named` for each: requirements on
    views hold, and any two pictures of such a camera differ."""
    structure = structure_of(world)
    cameras = {block.name: camera_at(world.cameras[block.name], cell.image) for block in cell.cameras}
    alone: dict[str, Alone] = {name: {} for name in cameras}
    looks: list[dict[str, Look]] = []
    shown: list[dict[str, tuple[str, ...]]] = []
    whole = set(cameras)
    for state, names in enumerate(named):
        things = world.in_state(state)
        for name, camera in cameras.items():
            met = within(camera.position, reach_of(camera), things, structure)
            if met is not None:
                return too_near(name, *met)
        bodies = bodies_of(things, structure)
        here = {name: Look(camera, bodies, alone=alone[name]) for name, camera in cameras.items()}
        visible = {name: tuple(_visible(look, names, whole - {name})) for name, look in here.items()}
        lacking = [name for name in cameras if len(visible[name]) < len(names)]
        whole.difference_update(lacking)
        if not whole:
            return hidden(cell, world, next(name for name in names if name not in visible[lacking[0]]))
        for look in here.values():
            need = broken(cell.plan, world, things, look, here)
            if need is not None:
                return unseen(cell, world, need)
        looks.append(here)
        shown.append(visible)
    sights = Sights(tuple(looks), tuple(shown), tuple(name for name in cameras if name in whole))
    difference = max(_least_difference(sights.by(name), world.varied) for name in sights.whole)
    if difference < min_difference(cell):
        return same_pictures(cell, difference, min_difference(cell))
    return sights


def measured(cell: Cell, world: World, sights: Sights, measures: Sequence[Difficulty]) -> Hosted | Rejection:
    """The states with what is measured of them, if the requirements on options hold."""
    first = sights.by(sights.whole[0])
    for state, (look, each) in enumerate(zip(first, measures, strict=True)):
        need = unmet(cell.plan, world, world.in_state(state), look, each)
        if need is not None:
            return unmet_options(cell, world, need, measures, first)
    names = [block.name for block in cell.cameras]
    views = tuple(View(state, world.cameras[name]) for state in range(len(first)) for name in names)
    visible = tuple(state[name] for state in sights.shown for name in names)
    return Hosted(world, tuple(measures), views, visible, tuple(names.index(name) for name in sights.whole))


def _visible(look: Look, names: Sequence[str], others: Collection[str]) -> Iterator[str]:
    """Who of those that a question speaks of is visible: all of them, or those before the first that is not,
    where no other camera can make up for it."""
    for name in names:
        if look.sees(name):
            yield name
        elif not others:
            return


def _placed(
    cell: Cell, world: World, places: Sequence[tuple[float, ...]] | None
) -> dict[str, list[Difficulty]] | Rejection:
    """What the places alone tell each camera of each state, or the requirement that this is enough to
    break."""
    movers = [[world.thing(name, state) for state in range(len(world.states))] for name in world.varied]
    corners = [[bodies_of([thing]).corners[0] for thing in states] for states in movers]
    spots: list[Sequence[tuple[float, ...]]] = [] if places is None else [places]
    if places is not None and len(movers) > 1:
        spots = [[thing.placement.position[:2] for thing in states] for states in movers]
    measures = {
        block.name: of_places(corners, camera_at(world.cameras[block.name], cell.image), spots)
        for block in cell.cameras
    }
    best = [best_of(state) for state in zip(*measures.values(), strict=True)]
    needs = [need for need in cell.plan.options if functions(need.condition) <= BY_PLACE]
    for state, each in enumerate(best) if needs else ():
        need = unmet(cell.plan, world, world.in_state(state), None, each, needs)
        if need is not None:
            return replace(unmet_options(cell, world, need, best, None), gate=PLACED + 2)
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
