"""Where an agent can start in a world, and the sets of magnitudes that are fair from there.

A set is fair if every end is legal, reachable and shows enough, and if any two end views differ. Tests
stop at the first that fails, and cheap ones come first; their order changes what a refusal says, never
which set is taken.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from spacenum_dsl.asking.actions import ACTIONS, Action
from spacenum_dsl.asking.difficulty import Difficulty, Ends, rounded, steps, unmet_by
from spacenum_dsl.asking.family import Cell, min_difference
from spacenum_dsl.asking.magnitudes import in_random_order
from spacenum_dsl.asking.turned_away import (
    CUT_OFF,
    LIKE,
    MIN_VISIBLE,
    NO_PATH,
    NONE_SHARED,
    OPTIONS,
    OUT_OF_LIMITS,
    PLACED,
    STEPS,
    TOO_FEW,
    TOO_STEEP,
    VIEW,
    VIEWS,
)
from spacenum_dsl.asking.walking import ground_of
from spacenum_dsl.base import registry
from spacenum_dsl.base.parts import Flags, Floats
from spacenum_dsl.base.streams import Words
from spacenum_dsl.meaning import values
from spacenum_dsl.meaning.measures import fixed_number
from spacenum_dsl.meaning.program import AgentBlock
from spacenum_dsl.world.bodies import Bodies, bodies_of
from spacenum_dsl.world.columns import Columns, Draws
from spacenum_dsl.world.conditions import functions, holds
from spacenum_dsl.world.plan import symbols
from spacenum_dsl.world.refusal import Refusal
from spacenum_dsl.world.rule import AgentRule
from spacenum_dsl.world.sight import Look, looks
from spacenum_dsl.world.standing import MARGIN, outside_of, reach_of
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view import ViewFacts, broken, camera_at, mentioned, unmet
from spacenum_dsl.world.world import ViewPoint, World

NUMBERS = ("height", "yaw", "pitch", "fov")
"""Properties of an agent that are one number each."""

STARTS = 48
"""Start states that are tried in one world before the next one is drawn."""

AHEAD = 4
"""Start states whose first views are prepared together."""

POOL = 12
"""Magnitudes that are drawn out of a continuous range for one option set."""

MOST_UNMET = 32
"""Sets of one start state that requirements on options may refuse before the next start is tried."""

DEFAULT_CLEARANCE = 0.3
"""Metres around an agent that stands at given coordinates."""


@dataclass(frozen=True)
class Fair:
    """A start state with a fair set of magnitudes, ascending, and how hard each of them is to tell."""

    start: ViewPoint
    magnitudes: tuple[float, ...]
    difficulty: tuple[Difficulty, ...]


def listed(value: values.Value) -> tuple[float, ...] | None:
    """All magnitudes that a value can be, if they can be listed, ascending."""
    match value:
        case values.Constant(value=number):
            return (number,)
        case values.Grid(values=numbers):
            return numbers
        case values.Named(value=inner):
            return listed(inner)
        case values.Choice(options=options):
            parts = [listed(option) for option in options]
            if all(part is not None for part in parts):
                return tuple(sorted({number for part in parts for number in part or ()}))
    return None


class Starts:
    """The start states that one world offers, drawn at once, looked at one by one."""

    def __init__(self, cell: Cell, world: World) -> None:
        agent = cell.plan.scene.agent
        assert agent is not None and world.room is not None
        self.cell, self.world, self.agent = cell, world, agent
        self.things = {thing.name: thing for thing in world.things}
        height = fixed_number(agent.height)
        highest = float(self.numbers["height"].max()) if height is None else height
        self.ground = ground_of(world, max(_clearance(agent), self._reach), highest)
        self.pool = listed(cell.block.values["by"])
        limits = agent.pitch_limits
        assert isinstance(limits, values.Vector)
        self.short: values.Requirement | None = None
        """The last requirement that the steps alone of some set of the last start broke."""
        options = cell.plan.options
        self._about_steps = tuple(need for need in options if functions(need.condition) == {"step"})
        self._steps: dict[float, values.Requirement | None] = {}
        self._firsts: dict[int, Look] = {}
        self.limits = [fixed_number(item) or 0.0 for item in limits.items]

    @cached_property
    def draws(self) -> Draws:
        """Draws of the agent, which all cells of the scene share."""
        agent, index, attempt = self.agent, _one(self.world.index), _one(self.world.attempt)
        drawn = [name for name in ("at", *NUMBERS) if not isinstance(getattr(agent, name), values.Constant)]
        return Draws(self.cell.seed, self.world.scene, index, attempt).ahead(
            [("agent", name) for name in drawn], 2 * STARTS
        )

    @cached_property
    def numbers(self) -> dict[str, Floats]:
        """(starts,) values of each of the agent's properties that are one number."""
        columns, agent = self._columns(self.draws), self.agent
        found = {name: columns.evaluate(getattr(agent, name), ("agent", name), 0, STARTS) for name in NUMBERS}
        return {name: np.broadcast_to(row[0], STARTS) for name, row in found.items()}

    @property
    def _reach(self) -> float:
        """How near things may come before a near plane cuts them, through the widest lens that is drawn."""
        lens = ViewPoint((0.0, 0.0, 0.0), 0.0, 0.0, float(self.numbers["fov"].max()))
        return reach_of(camera_at(lens, self.cell.image))

    @cached_property
    def own(self) -> Draws:
        """Draws of this cell alone; start states belong to the scene."""
        names = f"{self.world.scene}/{self.cell.block.name}"
        draws = Draws(self.cell.seed, names, _one(self.world.index), _one(self.world.attempt))
        return draws.ahead([("action",), ("set",)], 4 * AHEAD)

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
        """(starts,) whether it can stand there, its eye between floor and ceiling."""
        return self.ground.free(self.points) & ~self.beyond

    @cached_property
    def beyond(self) -> Flags:
        """(starts,) whether the eye would be above the ceiling, below the floor, or too near to either."""
        assert self.world.room is not None
        heights = self.numbers["height"]
        return np.asarray((heights < MARGIN) | (heights > self.world.room.size[2] - MARGIN))

    def nowhere(self) -> Refusal:
        """Why there is no start state at all: what its eye would be beyond, or no free place."""
        if not self.beyond.all():
            ways = ("more free floor, or fewer and smaller objects", "a smaller clearance: `free(0.2 m)`")
            return Refusal("agent", "no free place for the agent", None, ways, property="at", gate=PLACED + 1)
        height = float(self.numbers["height"].min())
        around = structure_of(self.world)
        by = outside_of(around, (0.0, 0.0, height)) or ""
        most = around.high[2] - MARGIN
        ways = (f"`height` of {MARGIN:g} m to {most:.2f} m", "a higher room")
        return Refusal("agent", "the eye would be outside the room", None, ways, by, "height", PLACED)

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
            axes = columns.coordinates(at, ("agent", "at"), 0, STARTS)
            return np.stack([np.broadcast_to(axis[0], STARTS) for axis in axes], axis=1)
        assert self.world.room is not None
        share = self.draws.uniform(("agent", "at"), 0, 2 * STARTS).reshape(STARTS, 2)
        return np.asarray((share - 0.5) * np.array(self.world.room.size[:2]))

    def start(self, number: int) -> ViewPoint:
        """One start state."""
        x, y = self.points[number].tolist()
        height, yaw, pitch, fov = (float(self.numbers[name][number]) for name in NUMBERS)
        return ViewPoint((x, y, height), yaw % 360.0, pitch, fov)

    def _first(self, number: int) -> Look:
        """The first view of a start state; those of the next few free ones are prepared with it."""
        if number not in self._firsts:
            free = np.flatnonzero(self.free)
            numbers = free[free >= number][:AHEAD].tolist()
            looked = self.looks([self.start(number) for number in numbers])
            self._firsts = dict(zip(numbers, looked, strict=True))
        return self._firsts[number]

    def attempt(self, number: int) -> Fair | Refusal:
        """One start state with a fair set of magnitudes, or why it has none."""
        start = self.start(number)
        if not self.limits[0] <= start.pitch <= self.limits[1]:
            return OUT_OF_LIMITS
        pool = self._possible(start, self._magnitudes(number))
        if len(pool) < self.cell.block.options:
            if self.action.dimension == "length":
                return NO_PATH
            return TOO_STEEP
        order = self._sets(pool, number)
        foremost = next(order, None)
        if foremost is None and self.short is not None:
            return replace(unmet_by("agent", self.short, "`by`"), gate=STEPS)
        first = self._first(number)
        if not first.may_show(MIN_VISIBLE):
            return TOO_FEW
        ends = _Ends(self, start, first, pool)
        each = order if foremost is None else itertools.chain((foremost,), order)
        sets = (chosen for chosen in each if ends.may_be_fair(chosen))
        chosen = next(sets, None)
        refusal = None if chosen is None else self.refused(first, None)
        if refusal is not None:
            return refusal
        while chosen is not None and ends.broke < MOST_UNMET:
            found = ends.fair(chosen)
            if found is not None:
                return found
            chosen = next(sets, None)
        return ends.unmet or ends.last

    def again(self, start: ViewPoint, magnitudes: tuple[float, ...]) -> Fair | Refusal:
        """These magnitudes from there, or why they can't be asked about."""
        if self.beyond.all():
            return self.nowhere()
        if not self.limits[0] <= start.pitch <= self.limits[1]:
            return OUT_OF_LIMITS
        if not self.ground.connected:
            return CUT_OFF
        there = bool(self.ground.free(np.array([start.position[:2]]))[0])
        if not there or len(self._possible(start, magnitudes)) < len(magnitudes):
            return Refusal("agent", "something would stand in the agent's way", None)
        first = self.looks([start])[0]
        refusal = self.refused(first, None)
        if refusal is not None:
            return refusal
        ends = _Ends(self, start, first, magnitudes)
        found = ends.fair(magnitudes) if ends.may_be_fair(magnitudes) else None
        return found or ends.unmet or ends.last

    def _magnitudes(self, number: int) -> tuple[float, ...]:
        if self.pool is not None:
            return self.pool
        by = self.cell.block.values["by"]
        drawn = self._columns(self.own).evaluate(by, ("by",), number * POOL, POOL)[0]
        return tuple(sorted({round(float(value), 2) for value in drawn}))

    def _possible(self, start: ViewPoint, pool: tuple[float, ...]) -> tuple[float, ...]:
        """Magnitudes whose end is legal and reachable; where one only turns, all are."""
        if self.action.pitch:
            low, high = self.limits[0] - 1e-9, self.limits[1] + 1e-9
            return tuple(by for by in pool if low <= self.action.apply(start, by).pitch <= high)
        if self.action.dimension == "angle":
            return pool
        ends = np.array([self.action.apply(start, by).position[:2] for by in pool])
        fine = self.ground.reachable(np.array(start.position[:2]), ends)
        return tuple(by for by, good in zip(pool, fine, strict=True) if good)

    def _sets(self, pool: tuple[float, ...], number: int) -> Iterator[tuple[float, ...]]:
        """Sets in an order that treats all alike, but for those whose steps alone break a requirement."""
        self.short = None
        shares = self.own.uniform(("set",), 4 * number, 4)[0]
        for chosen in in_random_order(pool, self.cell.block.options, shares):
            needs = (self._unmet_by_step(step) for step in steps(chosen)) if self._about_steps else ()
            short = next((need for need in needs if need is not None), None)
            if short is None:
                yield chosen
            else:
                self.short = short

    def _unmet_by_step(self, step: float) -> values.Requirement | None:
        """The first requirement on options that this step breaks, whatever else is measured."""
        if step not in self._steps:
            facts = ViewFacts(
                self.world, self.world.things, None, rounded(step=step), self.cell.plan.scene.first
            )
            broken = (need for need in self._about_steps if not np.all(holds(need.condition, facts)))
            self._steps[step] = next(broken, None)
        return self._steps[step]

    def looks(self, points: Sequence[ViewPoint]) -> list[Look]:
        """What the agent sees there."""
        return looks([camera_at(point, self.cell.image) for point in points], self.bodies)

    def refused(self, look: Look, first: Look | None) -> Refusal | None:
        """Why a view can't be used: too few objects, none in common with the first view, a requirement."""
        if not look.shows(MIN_VISIBLE):
            return TOO_FEW
        if first is not None and not (look.shows(1, first.clear) or look.shows(1, first.visible())):
            return NONE_SHARED
        need = broken(self.cell.plan, self.world, self.world.things, look)
        if need is None:
            return None
        ways = (f"loosen `require {need.span.text}`", VIEW)
        return Refusal("agent", f"require {need.span.text}", need, ways, gate=VIEWS)


class _Ends:
    """The end views of one start state, each looked at once and only if a set needs it."""

    def __init__(self, starts: Starts, start: ViewPoint, first: Look, pool: tuple[float, ...]) -> None:
        self.starts, self.start, self.first = starts, start, first
        self.least = min_difference(starts.cell)
        ends = [starts.action.apply(start, magnitude) for magnitude in pool]
        self.looks = dict(zip(pool, starts.looks(ends), strict=True))
        self.refusals: dict[float, Refusal | None] = {
            magnitude: TOO_FEW for magnitude, look in self.looks.items() if not look.may_show(MIN_VISIBLE)
        }
        self.difficulty = Ends(self.looks)
        self.alike: dict[tuple[float, float], bool] = {}
        self.last = Refusal(
            "agent",
            "no set of magnitudes without proximity ties",
            None,
            ("more values of `by`, or fewer `options`",),
            property="by",
            gate=STEPS,
        )
        """Why the last set that was not fair was not."""
        self.unmet: Refusal | None = None
        """What refused a set that was fair but for a requirement on options."""
        self.broke = 0
        """How many sets such requirements refused."""

    def may_be_fair(self, chosen: tuple[float, ...]) -> bool:
        """Whether no end of a set is known to be refused."""
        for magnitude in chosen:
            refusal = self.refusals.get(magnitude)
            if refusal is not None:
                self.last = refusal
                return False
        return True

    def fair(self, chosen: tuple[float, ...]) -> Fair | None:
        """A set, if it is. The largest magnitude, which leads farthest from what the first view shows, is
        looked at first."""
        for magnitude in reversed(chosen):
            if magnitude not in self.refusals:
                self.refusals[magnitude] = self.starts.refused(self.looks[magnitude], self.first)
            refusal = self.refusals[magnitude]
            if refusal is not None:
                self.last = refusal
                return None
        for place, one in enumerate(chosen):
            for other in chosen[:place]:
                if self._alike(other, one):
                    self.last = LIKE
                    return None
        found = Fair(self.start, chosen, self.difficulty.of(chosen))
        plan, world = self.starts.cell.plan, self.starts.world
        for magnitude, measures in zip(chosen, found.difficulty, strict=True):
            need = unmet(plan, world, world.things, self.looks[magnitude], measures)
            if need is not None:
                self.broke += 1
                self.unmet = replace(unmet_by("agent", need, "`by`"), gate=OPTIONS)
                return None
        return found

    def _alike(self, one: float, other: float) -> bool:
        """Whether two end views differ in too few pixels."""
        known = self.alike.get((one, other))
        if known is None:
            known = self.looks[one].difference(self.looks[other]) < self.least
            self.alike[one, other] = known
        return known


def _one(number: int) -> Words:
    return np.full(1, number, dtype=np.uint64)


def _clearance(agent: AgentBlock) -> float:
    """The clearance of the agent's own rule; with coordinates, that of the default one."""
    if not isinstance(agent.at, values.RuleCall):
        return DEFAULT_CLEARANCE
    rule: AgentRule = registry.every("rule")[agent.at.name]
    return rule.clearance(agent.at.args)
