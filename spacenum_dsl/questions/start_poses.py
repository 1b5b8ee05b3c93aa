"""Where an agent can start in a world, so that the question's set of magnitudes is fair from there.

The set is drawn before the world: worlds and starts are tried until one fits it. Were it the other way
round, large magnitudes would be rare, as few places allow them, and a magnitude would tell its rank. A set is
fair if every end is legal, reachable and shows enough, and if any two end views differ. Tests stop at the
first that fails, and cheap ones come first; their order changes what a refusal says, never what is taken.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.base.streams import Words
from spacenum_dsl.questions.actions import ACTIONS, Action
from spacenum_dsl.questions.difficulty import Difficulty, Ends, rounded, steps, unmet_by
from spacenum_dsl.questions.family import Cell, min_difference, share_spanned
from spacenum_dsl.questions.magnitudes import Sets, Short, sets_of
from spacenum_dsl.questions.start_rejections import (
    CUT_OFF,
    MIN_VISIBLE,
    NO_PATH,
    NO_SET,
    NONE_SHARED,
    OPTIONS,
    PLACED,
    STEEP_START,
    STEPS,
    TOO_STEEP,
    VIEW,
    like,
    no_place,
    too_few,
    unseen,
)
from spacenum_dsl.questions.walking import ground_of
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.program import AgentBlock
from spacenum_dsl.world.bodies import Bodies, bodies_of
from spacenum_dsl.world.conditions import functions, holds
from spacenum_dsl.world.evaluate import Columns, Draws
from spacenum_dsl.world.limits import out_of_bounds
from spacenum_dsl.world.nearest import told
from spacenum_dsl.world.plan import symbols
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.rule import AGENT_RULES
from spacenum_dsl.world.standing import MARGIN, outside_of, reach_of
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view_requirements import ViewFacts, broken, camera_at, mentioned, unmet
from spacenum_dsl.world.visibility import Look, looks
from spacenum_dsl.world.world import ViewPoint, World

NUMBERS = ("height", "yaw", "pitch", "fov")
"""Properties of an agent that are one number each."""

STARTS = 48
"""Start states that are tried in one world before the next one is drawn."""

AHEAD = 4
"""Start states whose first views are prepared together."""

PATIENCE = 8
"""Worlds that are tried for one set of magnitudes before the question's next one."""

MOST_SETS = 100
"""Sets that are drawn for one question."""

PATIENT = 3
"""Sets with which there is that patience; where all of them fail, each further world is tried for another."""

DEFAULT_CLEARANCE = 0.3
"""Metres around an agent that stands at given coordinates."""


@dataclass(frozen=True)
class Fair:
    """A start state with a fair set of magnitudes, ascending, how hard each of them is to tell, and who is
    visible, as far as few rays tell, in the first view and in each end view."""

    start: ViewPoint
    magnitudes: tuple[float, ...]
    difficulty: tuple[Difficulty, ...]
    seen: tuple[tuple[str, ...], ...]


class Starts:
    """The start states that one world offers, drawn at once, looked at one by one."""

    def __init__(self, cell: Cell, world: World) -> None:
        agent = cell.plan.scene.agent(cell.block.viewers[0])
        assert world.room is not None
        self.cell, self.world, self.agent = cell, world, agent
        self.things = {thing.name: thing for thing in world.things}
        height = fixed_number(agent.height)
        highest = float(np.nan_to_num(self.numbers["height"]).max()) if height is None else height
        self.ground = ground_of(world, max(_clearance(agent), self._reach), highest)
        limits = agent.pitch_limits
        assert isinstance(limits, values.Vector)
        options = cell.plan.options
        self._about_steps = tuple(need for need in options if functions(need.condition) == {"step"})
        self._steps: dict[float, values.Requirement | None] = {}
        self._firsts: dict[int, Look] = {}
        self._bars: dict[int, Rejection | None] = {}
        self.limits = [fixed_number(item) or 0.0 for item in limits.items]

    @cached_property
    def draws(self) -> Draws:
        """Draws of the agent, which belong to the world as its objects do."""
        agent, index, attempt = self.agent, _one(self.world.index), _one(self.world.attempt)
        drawn = [name for name in ("at", *NUMBERS) if not isinstance(getattr(agent, name), values.Constant)]
        return Draws(self.cell.seed, self.world.stream, index, attempt).ahead(
            [(agent.name, name) for name in drawn], 2 * STARTS
        )

    @cached_property
    def numbers(self) -> dict[str, Floats]:
        """(starts,) values of each of the agent's properties that are one number."""
        columns, agent = self._columns(self.draws), self.agent
        found = {
            name: columns.evaluate(getattr(agent, name), (agent.name, name), 0, STARTS) for name in NUMBERS
        }
        return {name: np.broadcast_to(row[0], STARTS) for name, row in found.items()}

    @property
    def _reach(self) -> float:
        """How near things may come before a near plane cuts them, through the widest lens that is drawn."""
        widest = max(1.0, float(np.nan_to_num(self.numbers["fov"]).max()))
        lens = ViewPoint((0.0, 0.0, 0.0), 0.0, 0.0, widest)
        return reach_of(camera_at(lens, self.cell.image))

    @cached_property
    def own(self) -> Draws:
        """Draws of the question, the same in every world that is tried for it."""
        names = f"{self.world.scene}/{self.cell.block.name}"
        return Draws(self.cell.seed, names, _one(self.world.index), _one(0))

    @cached_property
    def sets(self) -> Sets:
        """The question's sets of magnitudes; where these depend on objects, this world's own."""
        known = self.cell.sets
        if self.world.index not in known or values.mentions(self.cell.block.values["by"]):
            known[self.world.index] = Sets(self._sets(), MOST_SETS)
        return known[self.world.index]

    @cached_property
    def magnitudes(self) -> tuple[float, ...] | None:
        """The set that this world is tried for, if there are any."""
        first = self.world.attempt // PATIENCE
        return self.sets[first if first < PATIENT else PATIENT + self.world.attempt - PATIENT * PATIENCE]

    @cached_property
    def action_name(self) -> str:
        action = self.cell.block.values["action"]
        names = symbols(action)
        return names[int(self._columns(self.own, names).evaluate(action, ("action",))[0, 0])]

    @cached_property
    def action(self) -> Action:
        return ACTIONS[self.action_name]

    @cached_property
    def points(self) -> Floats:
        """(starts, 2): where the agent would stand."""
        return self._points(self._columns(self.draws))

    @cached_property
    def free(self) -> Flags:
        """(starts,) whether it can stand there, its eye between floor and ceiling, with no number that it
        can't have."""
        usable = ~np.isnan(np.stack([self.numbers[name] for name in NUMBERS])).any(axis=0)
        return np.asarray(self.ground.free(self.points) & usable & ~self.beyond)

    @cached_property
    def unusable(self) -> Rejection | None:
        """Which computed number of the agent is out of bounds in all start states, if one is."""
        for name in NUMBERS:
            if np.isnan(self.numbers[name]).all():
                return Rejection("agent", out_of_bounds(name, getattr(self.agent, name)), None)
        return None

    @cached_property
    def beyond(self) -> Flags:
        """(starts,) whether the eye would be above the ceiling, below the floor, or too near to either."""
        assert self.world.room is not None
        heights = self.numbers["height"]
        return np.asarray((heights < MARGIN) | (heights > self.world.room.size[2] - MARGIN))

    def nowhere(self) -> Rejection:
        """Why there is no start state at all: what its eye would be beyond, or no free place."""
        if not self.beyond.all():
            return no_place(
                float(self.ground.around(self.points[~self.beyond]).max()),
                self.ground.clearance,
                ruled=isinstance(self.agent.at, values.RuleCall),
            )
        height = float(self.numbers["height"].min())
        around = structure_of(self.world)
        by = outside_of(around, (0.0, 0.0, height)) or ""
        most = around.high[2] - MARGIN
        ways = (f"`height` of {MARGIN:g} m to {most:.2f} m", "a higher room")
        return Rejection("agent", "the eye would be outside the room", None, ways, by, "height", PLACED)

    @cached_property
    def bodies(self) -> Bodies:
        """What rays can hit."""
        return bodies_of(self.world.things, structure_of(self.world))

    def _columns(self, draws: Draws, vocabulary: tuple[str, ...] = ()) -> Columns:
        """Evaluates values in this world; they may mention its objects."""

        def mention(value: values.Attribute) -> Floats:
            return mentioned(self.world, self.things, value, self.cell.plan.scene.first).reshape(1, 1)

        return Columns(draws, mention, vocabulary)

    def _points(self, columns: Columns) -> Floats:
        at = self.agent.at
        if not isinstance(at, values.RuleCall):
            axes = columns.coordinates(at, (self.agent.name, "at"), 0, STARTS)
            return np.stack([np.broadcast_to(axis[0], STARTS) for axis in axes], axis=1)
        assert self.world.room is not None
        share = self.draws.uniform((self.agent.name, "at"), 0, 2 * STARTS).reshape(STARTS, 2)
        return np.asarray((share - 0.5) * np.array(self.world.room.size[:2]))

    def start(self, number: int) -> ViewPoint:
        """One start state."""
        x, y = self.points[number].tolist()
        height, yaw, pitch, fov = (float(self.numbers[name][number]) for name in NUMBERS)
        return ViewPoint((x, y, height), yaw % 360.0, pitch, fov)

    def different(self) -> list[int]:
        """The free start states in the order drawn, each once: where little is drawn, many are alike."""
        first: dict[ViewPoint, int] = {}
        for number in np.flatnonzero(self.free).tolist():
            first.setdefault(self.start(number), number)
        return list(first.values())

    def _first(self, number: int) -> Look:
        """The first view of a start state; those of the next few that come into question are prepared with
        it."""
        if number not in self._firsts:
            free = np.flatnonzero(self.free)
            able = (other for other in free[free >= number].tolist() if self._barred(other) is None)
            numbers = list(itertools.islice(able, AHEAD))
            looked = self.looks([self.start(number) for number in numbers])
            self._firsts = dict(zip(numbers, looked, strict=True))
        return self._firsts[number]

    def _barred(self, number: int) -> Rejection | None:
        """Why the set can't be asked about from a start state, before anything is looked at."""
        if number not in self._bars:
            start, chosen = self.start(number), self.magnitudes or ()
            if not self.limits[0] <= start.pitch <= self.limits[1]:
                self._bars[number] = STEEP_START
            elif self._possible(start, chosen):
                self._bars[number] = None
            else:
                self._bars[number] = NO_PATH if self.action.dimension == "length" else TOO_STEEP
        return self._bars[number]

    def attempt(self, number: int) -> Fair | Rejection:
        """The set from one start state, or why it can't be asked about there."""
        if self.magnitudes is None:
            return self.short
        barred = self._barred(number)
        return barred or self._fair(self.start(number), self._first(number), self.magnitudes)

    def _fair(self, start: ViewPoint, first: Look, chosen: tuple[float, ...]) -> Fair | Rejection:
        """A set whose ends can be reached, if all that is seen is fair."""
        if not first.may_show(MIN_VISIBLE):
            return too_few(self.world, first.camera)
        ends = _Ends(self, start, first, chosen)
        refusal = ends.hopeless() or self.refused(first, None)
        return refusal or ends.fair()

    def again(self, start: ViewPoint, magnitudes: tuple[float, ...]) -> Fair | Rejection:
        """These magnitudes from there, or why they can't be asked about."""
        if self.beyond.all():
            return self.nowhere()
        if not self.limits[0] <= start.pitch <= self.limits[1]:
            return STEEP_START
        if not self.ground.connected:
            return CUT_OFF
        there = bool(self.ground.free(np.array([start.position[:2]]))[0])
        if not there or not self._possible(start, magnitudes):
            return Rejection("agent", "something would stand in the agent's way", None)
        return self._fair(start, self.looks([start])[0], magnitudes)

    def _possible(self, start: ViewPoint, chosen: tuple[float, ...]) -> bool:
        """Whether every end is legal and reachable; where one only turns, all are."""
        if self.action.pitch:
            low, high = self.limits[0] - 1e-9, self.limits[1] + 1e-9
            return all(low <= self.action.apply(start, by).pitch <= high for by in chosen)
        if self.action.dimension == "angle":
            return True
        ends = np.array([self.action.apply(start, by).position[:2] for by in chosen])
        return bool(np.all(self.ground.reachable(np.array(start.position[:2]), ends)))

    def _sets(self) -> Iterator[tuple[float, ...] | Short]:
        """The question's sets in the order drawn; in place of one whose steps alone break a requirement, what
        tells so."""
        block = self.cell.block
        draws = replace(self.own, span=share_spanned(block), many=block.options)
        for chosen in sets_of(block.values["by"], block.options, self._columns(draws)):
            apart = steps(chosen) if self._about_steps else []
            needs = (self._unmet_by_step(step) for step in apart)
            short = next((need for need in needs if need is not None), None)
            yield chosen if short is None else Short(short, tuple(apart))

    def _unmet_by_step(self, step: float) -> values.Requirement | None:
        """The first requirement on options that this step breaks, whatever else is measured."""
        if step not in self._steps:
            facts = self._facts(None, rounded(step=step))
            broken = (need for need in self._about_steps if not np.all(holds(need.condition, facts)))
            self._steps[step] = next(broken, None)
        return self._steps[step]

    def _facts(self, look: Look | None, option: Mapping[str, float] | None = None) -> ViewFacts:
        """What requirements may be about."""
        looks = None if look is None else {self.agent.name: look}
        return ViewFacts(self.world, self.world.things, look, option, self.cell.plan.scene.first, looks)

    @cached_property
    def short(self) -> Rejection:
        """Why there is no set of magnitudes at all."""
        need = self.sets.short
        if need is None:
            return NO_SET
        refusal = replace(unmet_by("agent", need, "`by`", VIEW), gate=STEPS)
        nearest = (
            told(refusal, [need.condition], [self._facts(None, rounded(step=step)) for step in apart])
            for apart in (self.sets.widest, self.sets.narrowest)
        )
        return max(nearest, key=lambda each: each.near)

    def looks(self, points: Sequence[ViewPoint]) -> list[Look]:
        """What the agent sees there."""
        return looks([camera_at(point, self.cell.image) for point in points], self.bodies)

    def refused(self, look: Look, first: Look | None) -> Rejection | None:
        """Why a view can't be used: too few objects, none in common with the first view, a requirement."""
        if not look.shows(MIN_VISIBLE):
            return too_few(self.world, look.camera)
        if first is not None and not (look.shows(1, first.clear) or look.shows(1, first.visible())):
            return NONE_SHARED
        need = broken(self.cell.plan, self.world, self.world.things, look, {self.agent.name: look})
        if need is None:
            return None
        return unseen(need, self.world, look.camera, self.cell.plan.scene.first)


class _Ends:
    """The end views of one start state and one set, looked at closely only while none is refused."""

    def __init__(self, starts: Starts, start: ViewPoint, first: Look, chosen: tuple[float, ...]) -> None:
        self.starts, self.start, self.first, self.chosen = starts, start, first, chosen
        self.least = min_difference(starts.cell)
        ends = [starts.action.apply(start, magnitude) for magnitude in chosen]
        self.looks = dict(zip(chosen, starts.looks(ends), strict=True))

    def hopeless(self) -> Rejection | None:
        """Why a glance at the ends is enough to refuse them."""
        poor = next((look for look in self.looks.values() if not look.may_show(MIN_VISIBLE)), None)
        return None if poor is None else too_few(self.starts.world, poor.camera)

    def fair(self) -> Fair | Rejection:
        """The set, if it is: first what few rays tell of all ends, then what each shows. The largest
        magnitude, which leads farthest from what the first view shows, is looked at first."""
        seen = tuple(look.likely() for look in (self.first, *self.looks.values()))
        found = Fair(self.start, self.chosen, Ends(self.looks).of(self.chosen), seen)
        plan, world = self.starts.cell.plan, self.starts.world
        for magnitude, measures in zip(self.chosen, found.difficulty, strict=True):
            need = unmet(plan, world, world.things, self.looks[magnitude], measures)
            if need is not None:
                return self._unmet(need, found)
        for magnitude in reversed(self.chosen):
            refusal = self.starts.refused(self.looks[magnitude], self.first)
            if refusal is not None:
                return refusal
        pairs = itertools.combinations(self.looks.values(), 2)
        alike = min((one.difference(other) for one, other in pairs), default=math.inf)
        if alike < self.least:
            return like(alike, self.least)
        return found

    def _unmet(self, need: values.Requirement, found: Fair) -> Rejection:
        """The refusal by a requirement on options, with what the worst of them comes to."""
        facts = [
            self.starts._facts(self.looks[magnitude], measures)
            for magnitude, measures in zip(self.chosen, found.difficulty, strict=True)
        ]
        refusal = replace(unmet_by("agent", need, "`by`", VIEW), gate=OPTIONS)
        return told(refusal, [need.condition], facts)


def _one(number: int) -> Words:
    return np.full(1, number, dtype=np.uint64)


def _clearance(agent: AgentBlock) -> float:
    """The clearance of the agent's own rule; with coordinates, that of the default one."""
    if not isinstance(agent.at, values.RuleCall):
        return DEFAULT_CLEARANCE
    return AGENT_RULES[agent.at.name].clearance(agent.at.args)
