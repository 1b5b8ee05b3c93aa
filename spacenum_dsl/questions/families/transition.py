"""`transition … on scene`: an action of the agent, and the magnitudes by which it may happen.

Num2Space: given the first view, the action and its magnitude, which view results? Space2Num: given both
views and the action, which magnitude explains the change? The set of magnitudes is drawn from all sets
that are fair for the start state: every end is legal, reachable and shows enough, no proximity ties, and
any two end views differ. So the start state tells nothing beyond the set.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.questions.actions import ACTIONS
from spacenum_dsl.questions.families._transition_words import prompt
from spacenum_dsl.questions.family import Cell, Family, register
from spacenum_dsl.questions.question import Member, OptionSet, View
from spacenum_dsl.questions.start_poses import Fair, Starts
from spacenum_dsl.questions.start_rejections import CUT_OFF, PLACED
from spacenum_dsl.questions.tieless import can_be_tieless, listed, needed
from spacenum_dsl.semantics import faults, values
from spacenum_dsl.semantics.blocks import ANSWER, FAMILY_PROPERTIES
from spacenum_dsl.semantics.extents import fixed_number
from spacenum_dsl.semantics.program import FamilyBlock, Scene
from spacenum_dsl.semantics.types import BlockSpec, FamilySpec, Measure, MeasureOf, PropertySpec, SymbolOf
from spacenum_dsl.semantics.units import Dimension
from spacenum_dsl.world.plan import symbols
from spacenum_dsl.world.rejection import Rejection, foremost, tally
from spacenum_dsl.world.world import Varying, ViewPoint, World


def variation(_: FamilyBlock) -> tuple[Varying, ...]:
    """Nothing of the world differs between options; only the view does."""
    return ()


def check(block: FamilyBlock, scene: Scene) -> tuple[Diagnostic, ...]:
    """What keeps a transition from being asked about this scene."""
    found: list[Diagnostic] = []
    if not block.viewers:
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
    pool = listed(by)
    if pool is not None and not can_be_tieless(pool, block.options):
        found.append(_too_few(block, pool))
    return tuple(found)


def _too_few(block: FamilyBlock, pool: tuple[float, ...]) -> Diagnostic:
    """Magnitudes that hold no set for one question."""
    options, by = block.options, block.values["by"]
    most = max(size for size in range(1, options) if can_be_tieless(pool, size))
    more = f"offer more values; {needed(options)} in equal steps are enough"
    ways = (more, f"or write `options: {most}`") if most > 1 else (more,)
    counted = "one value" if len(pool) == 1 else f"{len(pool)} values"
    if len(pool) < options:
        message = f"a question has {options} options, and `by` has {counted}"
        return Diagnostic(faults.BAD_FAMILY, message, by.span, counted, ways)
    message = f"of any {options} of these {counted}, three are equally spaced"
    label = "the one between is as near to both others, which no ranking may leave open"
    return Diagnostic(faults.BAD_FAMILY, message, by.span, label, ways)


def _dimension(value: values.Value) -> str:
    match value:
        case values.Named(value=inner):
            return _dimension(inner)
        case values.Choice(options=options):
            return _dimension(options[0])
        case values.Constant() | values.Grid() | values.Uniform() | values.Arithmetic():
            return value.dimension
    return "number"


def option_set(cell: Cell, world: World) -> OptionSet | Rejection:
    """The first start state of this world, in the order drawn, that has a fair set of magnitudes."""
    starts = Starts(cell, world)
    if starts.unusable is not None:
        return starts.unusable
    if starts.beyond.all():
        return starts.nowhere()
    if not starts.ground.connected:
        return CUT_OFF
    reasons: list[tuple[Rejection, int]] = []
    for number in starts.different():
        found = starts.attempt(number)
        if not isinstance(found, Rejection):
            return _members(starts, found)
        reasons.append((found, 1))
    if not reasons:
        return starts.nowhere()
    counts = tally(reasons)
    return dataclasses.replace(foremost(counts).refusal, gate=PLACED + 2, starts=counts)


def same_set(cell: Cell, world: World, chosen: OptionSet) -> OptionSet | Rejection:
    """The same start and magnitudes in a changed world, through another lens or with another height or pitch
    of the eye, if that shows enough."""
    agent = cell.plan.scene.agent(cell.block.viewers[0])
    fov, height, pitch = (fixed_number(each) for each in (agent.fov, agent.height, agent.pitch))
    start = chosen.views[0].point
    x, y, eye = start.position
    start = ViewPoint(
        (x, y, eye if height is None else height),
        start.yaw,
        start.pitch if pitch is None else pitch,
        start.fov if fov is None else fov,
    )
    magnitudes = tuple(member.coordinates["magnitude"][0] for member in chosen.members)
    starts = Starts(cell, world)
    found = starts.again(start, magnitudes)
    return found if isinstance(found, Rejection) else _members(starts, found)


def _members(starts: Starts, fair: Fair) -> OptionSet:
    """The option set of these magnitudes, ascending; view 0 is the first, view n shows the nth end."""
    ends = [starts.action.apply(fair.start, magnitude) for magnitude in fair.magnitudes]
    views = (View(0, fair.start), *(View(0, end) for end in ends))
    unit = "m" if starts.action.dimension == "length" else "deg"
    members = tuple(
        Member(
            {"magnitude": magnitude, "unit": unit},
            place + 1,
            {"magnitude": (magnitude,)},
            measures,
            (place + 1,),
            ((0, place + 1),),
        )
        for place, (magnitude, measures) in enumerate(zip(fair.magnitudes, fair.difficulty, strict=True))
    )
    return OptionSet(starts.world, views, members, {"action": starts.action_name}, fair.seen)


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
        ANSWER,
    ),
    requires=True,
)


def default_difference(image: tuple[int, int]) -> int:
    """Two hundredths of the picture: 2,257 of 336 × 336 pixels."""
    return image[0] * image[1] // 50


def measures(block: Mapping[str, values.Value]) -> Mapping[str, Dimension]:
    """What transitions are measured by; steps are of the dimension of their magnitudes."""
    step: Dimension = "angle" if _dimension(block["by"]) == "angle" else "length"
    return {"separation": "pixels", "depth": "length", "step": step, "objects": "number"}


register(
    Family(
        FamilySpec(_BLOCK, check, measures, eye="agent"),
        variation,
        option_set,
        prompt,
        default_difference,
        same_set,
    )
)
