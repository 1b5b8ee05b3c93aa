"""Why a start state of an agent, or a set of magnitudes from there, can't be asked about."""

from __future__ import annotations

from spacenum_dsl.world.rejection import Rejection

MIN_VISIBLE = 3
"""Objects that every view of a transition shows at least (G5)."""

LEGAL, LEGAL_ENDS, STEPS, ENOUGH_SEEN, OPTIONS, SHARED, VIEWS, DIFFERENT = range(8)
"""The checks of a start state and its sets, in their order."""

PLACED = 1000
"""The first check after the last object is placed."""

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
