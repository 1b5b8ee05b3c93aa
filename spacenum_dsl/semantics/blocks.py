"""The blocks that the language itself has, as data. Question families add theirs through the registry."""

from __future__ import annotations

from spacenum_dsl.base.coverings import FLOORS, WALLS
from spacenum_dsl.base.paint import PALETTE
from spacenum_dsl.semantics.answers import ANSWERS, PICKED
from spacenum_dsl.semantics.style import STYLES
from spacenum_dsl.semantics.types import (
    LIGHT_SUMMARIES,
    BlockName,
    BlockNames,
    BlockSpec,
    Measure,
    ObjectOf,
    PlaceOf,
    PropertySpec,
    RoomOf,
    SurfaceOf,
    SymbolOf,
    VectorOf,
    ViewersOf,
    WordsOf,
    kinds,
)

CEILINGS = ("flat", "none")

YAW = Measure("angle", wrap=(0.0, 360.0))

_KIND = PropertySpec(
    "kind", SymbolOf("an object kind", kinds), "what the object is", required=True, drawn=True
)
_PLACED = (
    PropertySpec(
        "at", PlaceOf("object"), "where its centre stands, or a placement rule", "anywhere", drawn=True
    ),
    PropertySpec("yaw", YAW, "where its front looks; by default 0°, or what its rule decides", drawn=True),
    PropertySpec(
        "scale", Measure("share", low=0.05, high=20.0), "its size against the kind's own", "100 %", drawn=True
    ),
    PropertySpec(
        "colour",
        SymbolOf("a colour", lambda: PALETTE),
        "its colour; by default one of its kind's",
        drawn=True,
    ),
)
_REQUIREMENTS = PropertySpec(
    "requirements",
    SymbolOf("a choice of requirements", lambda: ("all", "own")),
    "which requirements hold: `all`, or the `own` ones without those that are taken over",
    "all",
)
_COUNT = PropertySpec(
    "count", Measure("number", low=0, high=64, whole=True), "how many there are", required=True, drawn=True
)

SCENE_PARTS = (
    BlockSpec("anchor", "an object that fixes the map frame: `origin` or `x_axis`", (_KIND, *_PLACED)),
    BlockSpec("object", "one object", (_KIND, *_PLACED)),
    BlockSpec("objects", "a group of objects of one distribution", (_COUNT, _KIND, *_PLACED)),
    BlockSpec("distractors", "a group that no question is about", (_COUNT, _KIND, *_PLACED)),
    BlockSpec(
        "camera",
        "a fixed camera that looks at a point; a scene may have several, each with its name",
        (
            PropertySpec("look_at", ObjectOf(("surface", "room")), "what it looks at", required=True),
            PropertySpec(
                "distance", Measure("length", low=0.1), "how far it is away", required=True, drawn=True
            ),
            PropertySpec(
                "elevation",
                Measure("angle", low=-89.0, high=89.0),
                "how high it stands over that point",
                required=True,
                drawn=True,
            ),
            PropertySpec(
                "azimuth",
                YAW,
                "from which side it looks; at −90° +y points away from it",
                required=True,
                drawn=True,
            ),
            PropertySpec(
                "fov", Measure("angle", low=5.0, high=150.0), "horizontal field of view", "60 deg", drawn=True
            ),
        ),
    ),
    BlockSpec(
        "agent",
        "someone who stands in the room and looks around; a scene may have several, each with its name",
        (
            PropertySpec("at", PlaceOf("agent"), "where it stands", "free(0.3 m)", drawn=True),
            PropertySpec(
                "height", Measure("length", low=0.1), "height of its eye over the floor", "1.5 m", drawn=True
            ),
            PropertySpec("yaw", YAW, "where it looks", "any", drawn=True),
            PropertySpec(
                "pitch", Measure("angle", low=-90.0, high=90.0), "how far up it looks", "0 deg", drawn=True
            ),
            PropertySpec(
                "fov", Measure("angle", low=5.0, high=150.0), "horizontal field of view", "90 deg", drawn=True
            ),
            PropertySpec(
                "pitch_limits",
                VectorOf(Measure("angle", low=-90.0, high=90.0), 2),
                "the lowest and highest pitch that it can take",
                "(-90, 90) deg",
            ),
        ),
    ),
)

SCENE = BlockSpec(
    "scene",
    "a distribution over worlds",
    (
        PropertySpec("room", RoomOf(), "size along x, y and z of a room with walls", drawn=True),
        PropertySpec("surface", SurfaceOf(), "a surface with objects on it, in a plain room"),
        PropertySpec(
            "style",
            SymbolOf("a room style", lambda: STYLES),
            "furnishes the room: all blocks of a scene that comes with spacenum",
        ),
        PropertySpec(
            "floor",
            SymbolOf("a floor", lambda: tuple(FLOORS)),
            "what the floor is covered with",
            "oak_planks",
            drawn=True,
        ),
        PropertySpec(
            "walls",
            SymbolOf("a wall covering", lambda: tuple(WALLS)),
            "what the walls are covered with",
            "white_paint",
            drawn=True,
        ),
        PropertySpec(
            "light",
            SymbolOf("a light", lambda: LIGHT_SUMMARIES),
            "how the room is lit",
            "lamp",
            drawn=True,
        ),
        PropertySpec(
            "ceiling",
            SymbolOf("a ceiling", lambda: CEILINGS),
            "whether the room has one; without it one can look in from above and from outside",
            "flat",
        ),
        _REQUIREMENTS,
    ),
    nested=tuple(spec.kind for spec in SCENE_PARTS),
    requires=True,
)

DATASET = BlockSpec(
    "dataset",
    "what to compile",
    (
        PropertySpec(
            "seed", Measure("number", low=0, high=2**53, whole=True), "the one source of randomness", "0"
        ),
        PropertySpec(
            "image",
            VectorOf(Measure("pixels", low=16, high=8192, whole=True), 2),
            "width and height of pictures",
            "(336, 336) px",
        ),
        PropertySpec("interventions", BlockNames("intervention"), "which interventions to apply"),
    ),
    nested=("cells",),
)

FAMILY_PROPERTIES = (
    PropertySpec(
        "options", Measure("number", low=2, high=26, whole=True), "how many options a question has", "4"
    ),
    PropertySpec(
        "ask", WordsOf(("num2space", "space2num")), "which directions are asked", "num2space, space2num"
    ),
    PropertySpec(
        "span",
        Measure("share", low=0.01, high=1.0),
        "the share of what may vary that the options of one question span; where it lies slides",
        "100 %",
    ),
    PropertySpec(
        "seen_by",
        ViewersOf(),
        "the cameras that take its pictures, each one of every case, or the agent; by default the only one",
    ),
    PropertySpec(
        "worlds",
        BlockName("question family"),
        "the family whose worlds it is about too, so that answers can be compared world by world",
    ),
    PropertySpec(
        "min_difference",
        Measure("pixels", low=0),
        "by how many pixels any two options' pictures differ at least; 0 px relaxes G5",
    ),
    _REQUIREMENTS,
)
"""What every question family takes beside its own."""


def answered_by(name: str) -> PropertySpec:
    """What a family takes beside it that can be asked in `space2num` for another type of answer, too."""
    doc = f"what a reply must be: the letter of an option, or in `space2num` {ANSWERS[name]}"
    return PropertySpec("answer", SymbolOf("what a reply must be", lambda: (PICKED, name)), doc, PICKED)


ANSWER = answered_by("number")
