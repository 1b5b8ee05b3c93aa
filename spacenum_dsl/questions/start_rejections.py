"""Why a start state of an agent, or a set of magnitudes from there, can't be asked about."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from spacenum_dsl.base.camera import Camera
from spacenum_dsl.semantics import values
from spacenum_dsl.world.bodies import bodies_of
from spacenum_dsl.world.nearest import told
from spacenum_dsl.world.rejection import Rejection
from spacenum_dsl.world.structure import structure_of
from spacenum_dsl.world.view_requirements import ViewFacts
from spacenum_dsl.world.visibility import Look
from spacenum_dsl.world.world import World

MIN_VISIBLE = 3
"""Objects that every view of a transition shows at least (G5)."""

LEGAL, LEGAL_ENDS, STEPS, ENOUGH_SEEN, OPTIONS, SHARED, VIEWS, DIFFERENT = range(8)
"""The checks of a start state and its sets, in their order."""

PLACED = 1000
"""The first check after the last object is placed."""

SMALL = 0.2
"""Metres of a clearance that is offered where a larger one does not fit."""

VIEW = "another view: `fov`, `height` or `pitch`"
"""A way out for what is not seen."""

CUT_OFF = Rejection(
    "agent",
    "a part of the free floor could not be walked to",
    None,
    (
        "put furniture right at walls or at other furniture, or leave more than twice the agent's clearance",
        "a smaller clearance: `free(0.2 m)`",
        "fewer or smaller objects in the scene",
    ),
    property="at",
    gate=PLACED,
)


def no_place(around: float, clearance: float, ruled: bool) -> Rejection:
    """The refusal of a world in which an agent can stand nowhere: `around` are the metres that are free round
    the best place, less than 0 outside the room; `ruled` tells whether a rule proposes the places."""
    gate = PLACED + 1
    elsewhere = "another or a wider `at`, such as `free(0.3 m)`"
    if around < 0 and not ruled:
        reason, detail = "the agent would stand outside the room", f"{-around:.2f} m beyond a wall"
        return Rejection("agent", reason, None, (elsewhere,), detail, "at", gate, near=around)
    detail = f"as {around:.2f} m are free around the best one and {clearance:.2f} m must be"
    if around <= 0:
        detail = "as something stands at each one that was tried"
    ways: tuple[str, ...] = ("more free floor, or fewer and smaller objects",)
    if not ruled:
        ways = (elsewhere, *ways)
    elif clearance > SMALL:
        ways = (*ways, f"a smaller clearance: `free({SMALL:g} m)`")
    return Rejection("agent", "no free place for the agent", None, ways, detail, "at", gate, near=around)


TOO_FEW = Rejection(
    "agent",
    f"fewer than {MIN_VISIBLE} objects would be visible",
    None,
    ("more or larger objects, in more places of the room", VIEW),
    gate=ENOUGH_SEEN,
)
NONE_SHARED = Rejection(
    "agent",
    "no object of the first view would be visible",
    None,
    ("smaller values of `by`", "more or larger objects, in more places of the room"),
    property="by",
    gate=SHARED,
)
NO_PATH = Rejection(
    "agent",
    "no straight free path for all magnitudes",
    None,
    ("smaller values of `by`", "more free floor", "a smaller clearance: `free(0.2 m)`"),
    property="by",
    gate=LEGAL_ENDS,
)
TOO_STEEP = Rejection(
    "agent",
    "the pitch of some ends would be out of limits",
    None,
    ("smaller values of `by`", "wider `pitch_limits`"),
    property="by",
    gate=LEGAL_ENDS,
)
LIKE = Rejection(
    "agent",
    "two options' pictures would look alike",
    None,
    ("values of `by` that are farther apart", "a lower `min_difference`"),
    property="by",
    gate=DIFFERENT,
)


STEEP_START = Rejection(
    "agent",
    "the first view's pitch would be out of limits",
    None,
    ("another `pitch`", "wider `pitch_limits`"),
    property="pitch",
    gate=LEGAL,
)
NO_SET = Rejection(
    "agent",
    "no set of magnitudes without proximity ties",
    None,
    ("offer more values of `by`", "a wider `span`", "fewer `options`"),
    property="by",
    gate=STEPS,
)


def like(found: float, least: int) -> Rejection:
    """The refusal of a set of which two end views look alike, with the pixels by which they differ."""
    detail = f"as they differ in {max(found, 0.0):,.0f} px and {least:,} are needed"
    return replace(LIKE, detail=detail, near=found)


def too_few(world: World, camera: Camera) -> Rejection:
    """The refusal of a view that shows too few objects; how many it shows is counted later."""
    return replace(TOO_FEW, measure=partial(_counted, world, camera))


def _counted(world: World, camera: Camera) -> Rejection:
    count = len(_again(world, camera).visible())
    return replace(TOO_FEW, detail=f"{count or 'none'} at best", near=count)


def unseen(need: values.Requirement, world: World, camera: Camera, first: frozenset[str]) -> Rejection:
    """The refusal of a view by a requirement; what it comes to is measured later. `first` are the blocks that
    were placed before the map frame."""
    text = f"require {need.span.text}"
    refusal = Rejection("agent", text, need, (f"loosen `{text}`", VIEW), gate=VIEWS)
    return replace(refusal, measure=partial(_unseen, refusal, need, world, camera, first))


def _unseen(
    refusal: Rejection, need: values.Requirement, world: World, camera: Camera, first: frozenset[str]
) -> Rejection:
    facts = ViewFacts(world, world.things, _again(world, camera), first=first)
    return told(refusal, [need.condition], [facts])


def _again(world: World, camera: Camera) -> Look:
    """A view that was looked at before."""
    return Look(camera, bodies_of(world.things, structure_of(world)))
