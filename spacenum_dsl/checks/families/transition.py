"""Whether a transition's views follow from its start, action and magnitudes, and the agent could go there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import shapely

from spacenum_dsl.checks.admissible import EXACT, may_be_at, most, possible, settled, words
from spacenum_dsl.checks.cameras import place_faults
from spacenum_dsl.checks.checked_world import Judged
from spacenum_dsl.checks.floor import in_one_piece, missing_corner
from spacenum_dsl.checks.judge import JUDGES, Judge
from spacenum_dsl.checks.printed import printed
from spacenum_dsl.questions.family import Cell
from spacenum_dsl.questions.question import Question
from spacenum_dsl.semantics import values
from spacenum_dsl.semantics.program import AgentBlock
from spacenum_dsl.world.world import ViewPoint

ABOVE_EYE = 0.15
"""Metres over the eye up to which objects are in an agent's way."""

CLEARANCE = 0.3
"""Metres that an agent at given coordinates keeps from everything."""

BEARINGS = {"move_forward": 0.0, "move_left": 90.0, "move_backward": 180.0, "move_right": -90.0}
"""In which direction a move goes, counter-clockwise from where the agent looks."""

TURNS = {"rotate_left": (1, 0), "rotate_right": (-1, 0), "rotate_up": (0, 1), "rotate_down": (0, -1)}
"""What a degree of a rotation adds to yaw and pitch."""


def after(start: ViewPoint, action: str, magnitude: float) -> ViewPoint:
    """Where an action leads, by bearings on the compass."""
    x, y, z = start.position
    if action in BEARINGS:
        way = math.radians(start.yaw + BEARINGS[action])
        place = (x + magnitude * math.cos(way), y + magnitude * math.sin(way), z)
        return ViewPoint(place, start.yaw, start.pitch, start.fov)
    yaw, pitch = TURNS[action]
    return ViewPoint(start.position, start.yaw + yaw * magnitude, start.pitch + pitch * magnitude, start.fov)


def faults_of(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """What is wrong with one question of a transition."""
    agent, action = _agent_of(cell), str(question.truth.get("action"))
    if question.world.room is None or action not in words(cell.block.values["action"]):
        yield f"`{action}` is no action of its agent"
        return
    start = question.views[0].point
    if any(view.state != 0 for view in question.views):
        yield "its views show different worlds"
    if any(len(option.views) != 1 or option.views == (0,) for option in question.options):
        yield "an option's picture is the first view, or not one"
        return
    if any(option.suffices != ((0, *option.views),) for option in question.options):
        yield "an option is not told by the first view and its own"
    magnitudes = tuple(_magnitudes(question))
    if len(magnitudes) != len(question.options):
        yield "an option has no magnitude"
        return
    yield from _sizes(cell, question, action, magnitudes)
    ends = [question.views[option.views[0]].point for option in question.options]
    for option, magnitude, end in zip(question.options, magnitudes, ends, strict=True):
        off = _apart(after(start, action, magnitude), end)
        if off > EXACT:
            yield f"option {option.label}'s view is not {option.text} after the first, but off by {off:.6f}"
    yield from _agent(agent, judged, start)
    yield from _pitches(agent, (start, *ends))
    standing = [solid for solid in judged.fixed if not solid.kind.flat]
    places = {end.position: end for end in (start, *ends)}
    yield from place_faults(list(places.values()), question.image, question.world, standing)
    farthest = max(ends, key=lambda end: math.dist(end.position, start.position))
    yield from _way(agent, judged, start, farthest)


def floor_faults(cell: Cell, question: Question, judged: Judged) -> Iterator[str]:
    """Whether the agent could walk all over the free floor of the world, wherever it stands.

    Where the agent's height is drawn, an object counts that is in the way of the largest one.
    """
    agent, room = _agent_of(cell), judged.world.room
    clearance = _clearance(agent)
    if room is None or clearance is None:
        return
    eye = question.views[0].point.position[2]
    standing = [solid for solid in judged.fixed if not solid.kind.flat]
    highest = most(agent.height) + ABOVE_EYE
    levels = {solid.base + EXACT for solid in standing if eye + ABOVE_EYE <= solid.base < highest}
    for level in (eye + ABOVE_EYE, *sorted(levels)):
        if in_one_piece(room, [solid for solid in standing if solid.base < level], clearance):
            return
    yield f"a part of the free floor can't be walked to {clearance:g} m away from everything"


def _agent_of(cell: Cell) -> AgentBlock:
    """Who takes the pictures."""
    return next(agent for agent in cell.plan.scene.agents if agent.name in cell.block.viewers)


def _magnitudes(question: Question) -> Iterator[float]:
    for option in question.options:
        magnitude = option.value.get("magnitude")
        if isinstance(magnitude, float):
            yield magnitude


def _sizes(cell: Cell, question: Question, action: str, magnitudes: tuple[float, ...]) -> Iterator[str]:
    """Magnitudes that the spec allows, told with their unit, without ties of proximity."""
    unit, suffix = ("m", " m") if action in BEARINGS else ("deg", "°")
    own = magnitudes[question.answer_index]
    for option, magnitude in zip(question.options, magnitudes, strict=True):
        if not possible(cell.block.values["by"], magnitude):
            yield f"{magnitude:g} is not among `{cell.block.values['by'].span.text}`"
        if option.value.get("unit") != unit or not option.text.endswith(suffix):
            yield f"option {option.label} lacks its unit: {option.text}"
        yield from printed(f"option {option.label}", option.text, (magnitude,))
        if option.differs and abs(option.differs.get("magnitude", math.nan) - (magnitude - own)) > 1e-6:
            yield f"option {option.label} is said to differ by {option.differs} from {own:g}"
        others = [abs(magnitude - other) for other in magnitudes if other != magnitude]
        if len(others) < len(magnitudes) - 1 or any(abs(a - b) <= EXACT for a, b in combinations(others, 2)):
            yield f"two options are equally far from {option.text}"
    told = () if question.open is None else question.open.answers
    if any(abs(number - each) > 1e-9 for number, each in zip(told, magnitudes, strict=False)):  # type: ignore[operator]
        yield f"it is answered by one of {told}, not of {magnitudes}"
    rank = sorted(magnitudes).index(own)
    if rank != question.rank:
        yield f"the answer has rank {rank}, not {question.rank}"


def _apart(one: ViewPoint, other: ViewPoint) -> float:
    """Metres and degrees between two view points, in all."""
    return (
        math.dist(one.position, other.position)
        + abs(math.remainder(one.yaw - other.yaw, 360.0))
        + abs(one.pitch - other.pitch)
        + abs(one.fov - other.fov)
    )


def _pitches(agent: AgentBlock, points: Sequence[ViewPoint]) -> Iterator[str]:
    """No view is pitched beyond the agent's limits."""
    limits = agent.pitch_limits
    assert isinstance(limits, values.Vector)
    low, high = (settled(item) for item in limits.items)
    if low is None or high is None:
        yield f"`{limits.span.text}` are no fixed limits"
        return
    for point in points:
        if not low - EXACT <= point.pitch <= high + EXACT:
            yield f"a view has a pitch of {point.pitch:g}°, out of {low:g}° to {high:g}°"


def _agent(agent: AgentBlock, judged: Judged, start: ViewPoint) -> Iterator[str]:
    """The first view is one that the agent's block allows."""
    x, y, eye = start.position
    for name, value, number, turn in (
        ("height", agent.height, eye, False),
        ("yaw", agent.yaw, start.yaw, True),
        ("pitch", agent.pitch, start.pitch, False),
        ("fov", agent.fov, start.fov, False),
    ):
        if not possible(value, number, turn, known=judged.number):
            yield f"the agent's {name} is {number:g}, not `{value.span.text}`"
    if not isinstance(agent.at, values.RuleCall) and not may_be_at(agent.at, (x, y), judged.number):
        yield f"the agent stands at ({x:.4f}, {y:.4f}) m, not at `{agent.at.span.text}`"


def _clearance(agent: AgentBlock) -> float | None:
    """Metres that the agent keeps from everything; None under a rule that is not the language's own."""
    if not isinstance(agent.at, values.RuleCall):
        return CLEARANCE
    return settled(agent.at.args[0]) if agent.at.name == "free" else None


def _way(agent: AgentBlock, judged: Judged, start: ViewPoint, end: ViewPoint) -> Iterator[str]:
    """The straight way to the farthest end keeps clear of walls and of what is not well above the eye; what
    lies flat on the floor is walked on."""
    room, clearance = judged.world.room, _clearance(agent)
    assert room is not None
    if clearance is None:
        return
    for point in (start, end):
        left = min(room.size[axis] / 2 - abs(point.position[axis]) for axis in (0, 1))
        if left < clearance - EXACT:
            yield f"the agent comes within {left:.4f} m of a wall"
    level = start.position[2] + ABOVE_EYE
    met = {
        solid.thing.name: solid.ground for solid in judged.fixed if solid.low < level and not solid.kind.flat
    }
    corner = missing_corner(room)
    if corner is not None:
        met["the corner that the room lacks"] = corner
    path = shapely.linestrings([start.position[:2], end.position[:2]])
    distances = shapely.distance(path, list(met.values())).tolist()
    for name, left in zip(met, distances, strict=True):
        if left < clearance - EXACT:
            yield f"the agent comes within {left:.4f} m of `{name}`, not {clearance:g} m"


JUDGES.add("transition", Judge(faults_of, floor_faults, displaced="view"))
