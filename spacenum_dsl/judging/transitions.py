"""Whether a transition's views follow from its start, action and magnitudes, and the agent could go there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

import shapely

from spacenum_dsl.asking.family import Cell
from spacenum_dsl.asking.question import Question
from spacenum_dsl.judging.layouts import printed
from spacenum_dsl.judging.worlds import EXACT, Judged, possible, words
from spacenum_dsl.meaning import values
from spacenum_dsl.meaning.program import AgentBlock
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
    agent, action = cell.plan.scene.agent, str(question.truth.get("action"))
    if agent is None or question.world.room is None or action not in words(cell.block.values["action"]):
        yield f"`{action}` is no action of its agent"
        return
    start = question.views[0].point
    if any(view.state != 0 for view in question.views):
        yield "its views show different worlds"
    if any(option.view == 0 for option in question.options):
        yield "an option's picture is the first view"
    magnitudes = tuple(_magnitudes(question))
    if len(magnitudes) != len(question.options):
        yield "an option has no magnitude"
        return
    yield from _sizes(cell, question, action, magnitudes)
    ends = [question.views[option.view].point for option in question.options]
    for option, magnitude, end in zip(question.options, magnitudes, ends, strict=True):
        off = _apart(after(start, action, magnitude), end)
        if off > EXACT:
            yield f"option {option.label}'s view is not {option.text} after the first, but off by {off:.6f}"
    yield from _agent(agent, start)
    limits = agent.pitch_limits
    assert isinstance(limits, values.Vector)
    low, high = (item.value if isinstance(item, values.Constant) else math.nan for item in limits.items)
    for point in (start, *ends):
        if point.pitch < low - EXACT or point.pitch > high + EXACT:
            yield f"a view has a pitch of {point.pitch:g}°, out of {low:g}° to {high:g}°"
    farthest = max(ends, key=lambda end: math.dist(end.position, start.position))
    yield from _way(agent, judged, start, farthest)


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


def _agent(agent: AgentBlock, start: ViewPoint) -> Iterator[str]:
    """The first view is one that the agent's block allows."""
    x, y, eye = start.position
    for name, value, number, turn in (
        ("height", agent.height, eye, False),
        ("yaw", agent.yaw, start.yaw, True),
        ("pitch", agent.pitch, start.pitch, False),
        ("fov", agent.fov, start.fov, False),
    ):
        if not possible(value, number, turn):
            yield f"the agent's {name} is {number:g}, not `{value.span.text}`"
    if isinstance(agent.at, values.Vector) and not all(
        possible(item, number) for item, number in zip(agent.at.items, (x, y), strict=False)
    ):
        yield f"the agent stands at ({x:.4f}, {y:.4f}) m, not at `{agent.at.span.text}`"


def _way(agent: AgentBlock, judged: Judged, start: ViewPoint, end: ViewPoint) -> Iterator[str]:
    """The straight way to the farthest end keeps clear of walls and of what is not well above the eye."""
    assert judged.world.room is not None
    room = judged.world.room.size
    clearance = CLEARANCE
    if isinstance(agent.at, values.RuleCall):
        if agent.at.name != "free" or not isinstance(agent.at.args[0], values.Constant):
            return
        clearance = agent.at.args[0].value
    for point in (start, end):
        left = min(room[axis] / 2 - abs(point.position[axis]) for axis in (0, 1))
        if left < clearance - EXACT:
            yield f"the agent comes within {left:.4f} m of a wall"
    low = [solid for solid in judged.fixed if solid.low < start.position[2] + ABOVE_EYE]
    path = shapely.linestrings([start.position[:2], end.position[:2]])
    for solid, left in zip(
        low, shapely.distance(path, [solid.ground for solid in low]).tolist(), strict=True
    ):
        if left < clearance - EXACT:
            yield f"the agent comes within {left:.4f} m of `{solid.thing.name}`, not {clearance:g} m"
