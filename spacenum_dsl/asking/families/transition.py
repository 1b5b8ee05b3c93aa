"""`transition … on scene`: an action of the agent, and the magnitudes by which it may happen.

Num2Space: given the first view, the action and its magnitude, which view results? Space2Num: given both
views and the action, which magnitude explains the change? The set of magnitudes is drawn from all sets
that are fair for the start state: every end is legal, reachable and shows enough, no proximity ties, and
any two end views differ. So the start state tells nothing beyond the set.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from spacenum_dsl.asking.actions import ACTIONS, Action
from spacenum_dsl.asking.family import Cell, Family, min_difference, register
from spacenum_dsl.asking.magnitudes import in_random_order, tieless_sets
from spacenum_dsl.asking.question import Block, Member, OptionSet, Picture, Text, View
from spacenum_dsl.asking.walking import ground_of
from spacenum_dsl.asking.words import decimals_for, degrees, picture_options, plain, text_options
from spacenum_dsl.base import registry
from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.meaning import faults, values
from spacenum_dsl.meaning.blocks import FAMILY_PROPERTIES
from spacenum_dsl.meaning.expressions import fixed_number
from spacenum_dsl.meaning.program import AgentBlock, Direction, FamilyBlock, Scene
from spacenum_dsl.meaning.types import BlockSpec, FamilySpec, Measure, MeasureOf, PropertySpec, SymbolOf
from spacenum_dsl.world.columns import Columns, Draws
from spacenum_dsl.world.plan import symbols
from spacenum_dsl.world.rule import AgentRule
from spacenum_dsl.world.sampler import Refusal
from spacenum_dsl.world.sight import Body, Look, bodies_of
from spacenum_dsl.world.view import broken, camera_at
from spacenum_dsl.world.world import Variation, ViewPoint, World

STARTS = 48
"""Start states that are tried in one world before the next one is drawn."""

POOL = 12
"""Magnitudes that are drawn out of a continuous range for one option set."""

MIN_VISIBLE = 3
"""Objects that every view of a transition shows at least (G5)."""


def variation(_: FamilyBlock) -> Variation | None:
    """Nothing of the world differs between options; only the view does."""
    return None


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """What keeps a transition from being asked about this scene."""
    found: list[Diagnostic] = []
    if scene.agent is None:
        message = f"scene `{scene.name}` has no agent"
        found.append(
            Diagnostic(faults.BAD_FAMILY, message, block.span, "", ("add `agent { at: free(0.3 m) }`",))
        )
    action, by = block.values["action"], block.values["by"]
    dimension = _dimension(by)
    for name in symbols(action):
        if ACTIONS[name].dimension != dimension:
            wanted = "a length" if ACTIONS[name].dimension == "length" else "an angle"
            message = f"`{name}` goes by {wanted}"
            found.append(Diagnostic(faults.BAD_FAMILY, message, by.span, f"expected {wanted}"))
    pool = _listed(by)
    if pool is not None and not tieless_sets(pool, block.options) and len(pool) < 64:
        message = f"no {block.options} of these {len(pool)} magnitudes have proximity ranks without ties"
        help = "offer more magnitudes or fewer options"
        found.append(Diagnostic(faults.BAD_FAMILY, message, by.span, "", (help,)))
    return tuple(found)


def _dimension(value: values.Value) -> str:
    match value:
        case values.Named(value=inner):
            return _dimension(inner)
        case values.Choice(options=options):
            return _dimension(options[0])
        case values.Constant() | values.Grid() | values.Uniform() | values.Arithmetic():
            return value.dimension
    return "number"


def _listed(value: values.Value) -> tuple[float, ...] | None:
    """All magnitudes that a value can be, if they can be listed, ascending."""
    match value:
        case values.Constant(value=number):
            return (number,)
        case values.Grid(values=numbers):
            return numbers
        case values.Named(value=inner):
            return _listed(inner)
        case values.Choice(options=options):
            parts = [_listed(option) for option in options]
            if all(part is not None for part in parts):
                return tuple(sorted({number for part in parts for number in part or ()}))
    return None


def option_set(cell: Cell, world: World) -> OptionSet | Refusal:
    """The first start state of this world, in the order drawn, that has a fair set of magnitudes."""
    starts = _Starts(cell, world)
    reasons: dict[Refusal, int] = {}
    for number in np.flatnonzero(starts.free):
        found = starts.attempt(int(number))
        if isinstance(found, OptionSet):
            return found
        reasons[found] = reasons.get(found, 0) + 1
    if not reasons:
        return Refusal("agent", "no free place for the agent", None)
    return max(reasons, key=lambda refusal: reasons[refusal])


class _Starts:
    """The start states that one world offers, drawn at once, looked at one by one."""

    def __init__(self, cell: Cell, world: World) -> None:
        agent = cell.plan.scene.agent
        assert agent is not None and world.room is not None
        self.cell, self.world, self.agent = cell, world, agent
        self.draws = Draws(cell.seed, world.scene, _one(world.index), _one(world.attempt))
        self.own = Draws(
            cell.seed, f"{world.scene}/{cell.block.name}", _one(world.index), _one(world.attempt)
        )
        columns = Columns(self.draws, lambda _: np.zeros((1, 1)))
        self.numbers = {
            name: np.broadcast_to(
                columns.evaluate(getattr(agent, name), ("agent", name), 0, STARTS)[0], STARTS
            )
            for name in ("height", "yaw", "pitch", "fov")
        }
        self.points = self._points(columns)
        clearance = _clearance(agent)
        self.ground = ground_of(world, clearance, float(self.numbers["height"].max()))
        self.free = self.ground.free(self.points)
        names = symbols(cell.block.values["action"])
        code = Columns(self.own, lambda _: np.zeros((1, 1)), names).evaluate(
            cell.block.values["action"], ("action",)
        )
        self.action_name = names[int(code[0, 0])]
        self.action: Action = ACTIONS[self.action_name]
        self.bodies: tuple[Body, ...] = bodies_of(world.things)
        self.pool = _listed(cell.block.values["by"])
        limits = agent.pitch_limits
        assert isinstance(limits, values.Vector)
        self.limits = [fixed_number(item) or 0.0 for item in limits.items]

    def _points(self, columns: Columns) -> Floats:
        at = self.agent.at
        if isinstance(at, values.Vector):
            axes = [
                columns.evaluate(item, ("agent", "at", name), 0, STARTS)[0]
                for item, name in zip(at.items, "xy", strict=True)
            ]
            return np.stack([np.broadcast_to(axis, STARTS) for axis in axes], axis=1)
        assert self.world.room is not None
        share = self.draws.uniform(("agent", "at"), 0, 2 * STARTS).reshape(STARTS, 2)
        return np.asarray((share - 0.5) * np.array(self.world.room[:2]))

    def attempt(self, number: int) -> OptionSet | Refusal:
        """A fair set of magnitudes for one start state, or why there is none."""
        x, y = self.points[number].tolist()
        height, yaw, pitch, fov = (
            float(self.numbers[name][number]) for name in ("height", "yaw", "pitch", "fov")
        )
        start = ViewPoint((x, y, height), yaw % 360.0, pitch, fov)
        if not self.limits[0] <= pitch <= self.limits[1]:
            return Refusal("agent", "the first view's pitch would be out of limits", None)
        pool = self._possible(start, self._magnitudes(number))
        if len(pool) < self.cell.block.options:
            what = (
                "no straight free path for enough magnitudes"
                if self.action.dimension == "length"
                else "too few legal pitches"
            )
            return Refusal("agent", what, None)
        first = self._look(start)
        refusal = self._refused(first, None)
        if refusal is not None:
            return refusal
        ends = _Ends(self, start, first)
        least = min_difference(self.cell)
        last = Refusal("agent", "no set of magnitudes without proximity ties", None)
        for chosen in self._sets(pool, number):
            refusal = ends.refused(chosen, least)
            if refusal is None:
                return self._set(start, chosen)
            last = refusal
        return last

    def _magnitudes(self, number: int) -> tuple[float, ...]:
        if self.pool is not None:
            return self.pool
        by = self.cell.block.values["by"]
        columns = Columns(self.own, lambda _: np.zeros((1, 1)))
        drawn = columns.evaluate(by, ("by",), number * POOL, POOL)[0]
        return tuple(sorted({round(float(value), 2) for value in drawn}))

    def _possible(self, start: ViewPoint, pool: tuple[float, ...]) -> tuple[float, ...]:
        """Magnitudes whose end is legal and reachable."""
        ends = [self.action.apply(start, magnitude) for magnitude in pool]
        fine = np.array([self.limits[0] - 1e-9 <= end.pitch <= self.limits[1] + 1e-9 for end in ends])
        if self.action.dimension == "length":
            points = np.array([end.position[:2] for end in ends])
            fine &= self.ground.reachable(np.array(start.position[:2]), points)
        return tuple(magnitude for magnitude, good in zip(pool, fine, strict=True) if good)

    def _sets(self, pool: tuple[float, ...], number: int) -> Iterator[tuple[float, ...]]:
        shares = self.own.uniform(("set",), 4 * number, 4)[0]
        return in_random_order(pool, self.cell.block.options, shares)

    def _look(self, point: ViewPoint) -> Look:
        return Look(camera_at(point, self.cell.image), self.bodies)

    def _refused(self, look: Look, first: frozenset[str] | None) -> Refusal | None:
        """Why a view can't be used: too few objects, none in common with the first view, a requirement."""
        seen = look.visible()
        if len(seen) < MIN_VISIBLE:
            return Refusal("agent", f"fewer than {MIN_VISIBLE} objects would be visible", None)
        if first is not None and not first.intersection(seen):
            return Refusal("agent", "no object of the first view would be visible", None)
        need = broken(self.cell.plan.views, self.world, self.world.things, look)
        return None if need is None else Refusal("agent", f"require {need.span.text}", need)

    def _set(self, start: ViewPoint, chosen: tuple[float, ...]) -> OptionSet:
        ends = [self.action.apply(start, magnitude) for magnitude in chosen]
        views = (View(0, start), *(View(0, end) for end in ends))
        decimals = decimals_for(chosen)
        unit = " m" if self.action.dimension == "length" else "°"
        members = tuple(
            Member(
                {"magnitude": magnitude, "unit": "m" if unit == " m" else "deg"},
                f"{plain(magnitude, decimals)}{unit}",
                place + 1,
                {"magnitude": (magnitude,)},
            )
            for place, magnitude in enumerate(chosen)
        )
        about = {"action": self.action_name}
        return OptionSet(self.world, views, members, about, about)


class _Ends:
    """The end views of one start state, each looked at once and only if a set needs it."""

    def __init__(self, starts: _Starts, start: ViewPoint, first: Look) -> None:
        self.starts, self.start = starts, start
        self.in_first = frozenset(first.visible())
        self.looks: dict[float, Look] = {}
        self.refusals: dict[float, Refusal | None] = {}
        self.pictures: dict[float, np.ndarray] = {}
        self.stride = max(1, starts.cell.image[0] // 84)

    def refused(self, chosen: tuple[float, ...], least: int) -> Refusal | None:
        """Why a set is not fair, if it is not."""
        known = [self.refusals.get(magnitude) for magnitude in chosen]
        for refusal in known:
            if refusal is not None:
                return refusal
        for magnitude in chosen:
            if magnitude not in self.refusals:
                look = self.starts._look(self.starts.action.apply(self.start, magnitude))
                self.looks[magnitude] = look
                self.refusals[magnitude] = self.starts._refused(look, self.in_first)
            refusal = self.refusals[magnitude]
            if refusal is not None:
                return refusal
        pictures = [self._picture(magnitude) for magnitude in chosen]
        for i, one in enumerate(pictures):
            for other in pictures[:i]:
                if int((one != other).sum()) * self.stride**2 < least:
                    return Refusal("agent", "two options' pictures would look alike", None)
        return None

    def _picture(self, magnitude: float) -> np.ndarray:
        if magnitude not in self.pictures:
            self.pictures[magnitude] = self.looks[magnitude].picture(self.stride)
        return self.pictures[magnitude]


def _one(number: int) -> np.ndarray:
    return np.full(1, number, dtype=np.uint64)


def _clearance(agent: AgentBlock) -> float:
    """The clearance of the agent's own rule; with coordinates, that of the default one."""
    at = agent.at if isinstance(agent.at, values.RuleCall) else None
    if at is None:
        return DEFAULT_CLEARANCE
    rule: AgentRule = registry.every("rule")[at.name]
    return rule.clearance(at.args)


DEFAULT_CLEARANCE = 0.3
"""Metres around an agent that stands at given coordinates."""


def word(
    cell: Cell, chosen: OptionSet, answer: Member, members: tuple[Member, ...], direction: Direction
) -> tuple[Block, ...]:
    """The first view, the action, the view or views after it, the options."""
    action = ACTIONS[chosen.words["action"]]
    start = chosen.views[0].point
    opening = (Text(_setting(cell, start) + "\nThis is what you see first:"), Picture(0))
    if direction == "num2space":
        text = f"Now you {action.words} by {answer.text}{_manner(action)}. Which picture shows what you see then?"
        return (*opening, Text(text), *picture_options(members))
    text = f"Now you {action.words}{_manner(action)}. This is what you see then:"
    asked = "How far did you move?" if action.dimension == "length" else "By which angle?"
    return (*opening, Text(text), Picture(answer.view), Text(asked), *text_options(members))


def _setting(cell: Cell, start: ViewPoint) -> str:
    width, height = cell.image
    pitch = round(start.pitch, 2)
    looks = (
        "straight ahead"
        if pitch == 0
        else f"{degrees(abs(pitch))} {'above' if pitch > 0 else 'below'} the horizon"
    )
    return (
        f"You stand in a room and look {looks}. Your eye is {plain(start.position[2], 2)} m above the floor. Pictures are "
        f"{width} × {height} pixels with a horizontal field of view of {degrees(round(start.fov, 2))}."
    )


def _manner(action: Action) -> str:
    if action.dimension == "length":
        return ", horizontally and without turning"
    if action.pitch:
        return ", around the horizontal axis through your eye and without moving"
    return ", around the vertical axis through your eye and without moving"


_BLOCK = BlockSpec(
    "transition",
    "an action of the agent, and the magnitudes by which it may happen",
    (
        PropertySpec(
            "action", SymbolOf("an action", lambda: ACTIONS), "what the agent does", required=True, drawn=True
        ),
        PropertySpec(
            "by",
            MeasureOf((Measure("length", low=0.01), Measure("angle", low=0.1, high=360.0))),
            "by how much",
            required=True,
            drawn=True,
        ),
        *FAMILY_PROPERTIES,
    ),
    requires=True,
)


def default_difference(image: tuple[int, int]) -> int:
    """Two hundredths of the picture: 2,257 of 336 × 336 pixels."""
    return image[0] * image[1] // 50


register(Family(FamilySpec(_BLOCK, check), variation, option_set, word, default_difference))
