"""The oracle of bearings: in which sector the target is seen from the object at which one stands.

It takes the middles of what is seen of the three objects, seen from above, and the angle between them. What
is hidden of an object leaves its middle open, and with it the angle: where more than one sector, or picture,
is left by that, it says so. Which way a front points is told by the depths of seats alone, whose backs are
their highest parts.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.oracle import faults as codes
from spacenum_dsl.checks.oracle.clouds import Ground
from spacenum_dsl.checks.oracle.exam import GROUND, Exam
from spacenum_dsl.checks.oracle.maps import SeenBody, SeenFrame, extent_of
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.numerals import UnreadableError
from spacenum_dsl.checks.oracle.oracle import ORACLES, Answer, Oracle, camera_doubts
from spacenum_dsl.checks.oracle.pictures import (
    CLEARLY,
    LEAST_PIXELS,
    SHARE,
    SHARE_OFF,
    ShownView,
    alike,
    fault,
)
from spacenum_dsl.checks.oracle.reading import fixed_camera
from spacenum_dsl.output.records.types import ItemRecord, TextRecord, WorldRecord

LEAST_POINTS = 12
"""Pixels of an object below which it is not in view."""
BACKS = 0.05
"""Share of an object's seen width by which its middle may be off for the sides that are turned away."""
HIDDEN = "more than one option fits what covers leave to be seen"
"""Why pictures may not tell the answer."""
COVERED = "what is hidden leaves the direction open"
"""Why they may not tell an angle."""
COVER, ROOM = 4.0, 15.0
"""Degrees that covers, and all that is not seen, may leave open of an angle for it to be given."""
FRONT = "the front's direction of an object that is no seat"
"""Why passes don't."""

SECTORS: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "two": {"left": (90, 90), "right": (-90, 90)},
    "three": {"left": (67.5, 67.5), "back": (180, 45), "right": (-67.5, 67.5)},
    "four": {"front": (0, 45), "left": (90, 45), "back": (180, 45), "right": (-90, 45)},
    "eight": {
        "front": (0, 22.5),
        "front-left": (45, 22.5),
        "left": (90, 22.5),
        "back-left": (135, 22.5),
        "back": (180, 22.5),
        "back-right": (-135, 22.5),
        "right": (-90, 22.5),
        "front-right": (-45, 22.5),
    },
}
"""The middle of each sector, degrees to the left of straight ahead, and how far it reaches to both sides."""

_COUNT = re.compile(r"There are (two|three|four|eight) sectors")
_STANCE = re.compile(
    r"standing at the centre of the (.+?) and facing (?:the centre of the (.+?)\.|the way its front does; "
    r"the front of the .+? is (.+?)\.)"
)
_ASKED = re.compile(r"is the centre of the (.+?) in (?:the sector ([a-z-]+)|this picture)\?")
_LEFT = "straight left is 90° counter-clockwise"
_DEGREES = "in degrees: positive to the left, so that straight left is 90°"
SEATED = "the side from which one sits down"
"""The front of a seat, whose back is opposite to it."""
TOP = 0.75
"""Share of a seat's height over which only its back is."""
BOWED = 0.5
"""Share of a back's depth by which one of its sides may be nearer to the front than the other."""


@dataclass(frozen=True)
class AskedBearing:
    """What a prompt asks: names of the target, of the object at which one stands and of what one faces, or
    what the front of the second is; the sectors, none where degrees are asked for, and the told one."""

    target: str
    place: str
    faced: str | None
    front: str | None
    sectors: Mapping[str, tuple[float, float]] | None
    word: str | None

    @property
    def spoken(self) -> tuple[str, ...]:
        return tuple(name for name in (self.target, self.place, self.faced) if name is not None)


def read(text: str) -> AskedBearing:
    """What the prompt tells."""
    count, stance, asked = _COUNT.search(text), _STANCE.search(text), _ASKED.search(text)
    meant = count is not None or _DEGREES in text
    if not meant or stance is None or asked is None or _LEFT not in text:
        raise UnreadableError("the prompt does not tell who stands where, faces what and is asked for what")
    sectors = None if count is None else SECTORS[count[1]]
    return AskedBearing(asked[1], stance[1], stance[2], stance[3], sectors, asked[2])


@dataclass(frozen=True)
class SeenMiddle:
    """Where the middle of an object is in level axes (right, away), metres, give or take `loose`, of which
    covers leave open `covered`."""

    at: Floats
    loose: float
    covered: float


def answer(exam: Exam, measures: Measures) -> Answer:
    """The option whose sector the target is in."""
    asked, camera = read(exam.text), fixed_camera(exam.text)
    views = [shot.view for shot in exam.pictures]
    ground = measures.ground(tuple(views), GROUND["surface" if camera.on_surface else "floor"])
    if ground is None:
        return Answer(None, {}, ("the ground is not in view",))
    doubts = tuple(camera_doubts(ground, camera.eye, camera.pitch, exam.scaled))
    bodies = {
        name: [measures.body(view, ground, _only(exam, name), 1.0) for view in views] for name in asked.spoken
    }
    unseen = sorted(name for name, seen in bodies.items() if any(len(b.points) < LEAST_POINTS for b in seen))
    if unseen:
        return Answer(None, {}, (*doubts, f"not in view: {', '.join(unseen)}"))
    place = _still(bodies[asked.place], ground)
    if asked.faced is not None:
        faced = _still(bodies[asked.faced], ground)
        ahead, turn = _direction(faced.at - place.at), _loose(place, faced)
        hidden = _covered(place, faced)
    elif asked.front == SEATED:
        ahead, turn = _seat(bodies[asked.place], place)
        hidden = 0.0
    else:
        return Answer(None, {}, doubts, FRONT)
    targets = [_spot(body, ground) for body in bodies[asked.target]]
    turned = {view: _direction(spot.at - place.at) - ahead for view, spot in zip(views, targets, strict=True)}
    loose = {view: turn + _loose(place, spot) for view, spot in zip(views, targets, strict=True)}
    if exam.open:
        ((angle, spot),) = zip(turned.values(), targets, strict=True)
        found = {"bearing": math.remainder(angle, 360.0), "slack": max(loose.values())}
        if hidden + _covered(place, spot) > COVER or found["slack"] > ROOM:
            return Answer(None, found, doubts, COVERED)
        return Answer(None, found, doubts, given=found["bearing"])
    if asked.word is not None:
        inside = {each.label: _inside(turned[each.view or ""], asked, asked.word) for each in exam.choices}
        slack = {each.label: loose[each.view or ""] for each in exam.choices}
    else:
        (angle,), (off,) = turned.values(), loose.values()
        inside = {each.label: _inside(angle, asked, _told(each.value)) for each in exam.choices}
        slack = dict.fromkeys(inside, off)
    return _picked(inside, slack, doubts)


def _picked(inside: Mapping[str, float], slack: Mapping[str, float], doubts: tuple[str, ...]) -> Answer:
    """The option that lies deepest in its sector, where what is hidden leaves no other. `inside` are degrees
    to the nearest border, negative outside."""
    label = max(inside, key=inside.__getitem__)
    rivals = [each for each in inside if each != label and inside[each] > -slack[each]]
    measured = {f"inside {each}": by for each, by in inside.items()} | {"slack": max(slack.values())}
    if inside[label] < -slack[label]:
        doubts = (*doubts, f"nothing fits: the nearest is {-inside[label]:.1f}° outside of its sector")
    elif rivals and inside[label] < slack[label]:
        return Answer(None, measured, doubts, HIDDEN, (label, *rivals))
    return Answer(label, measured, doubts)


def _told(value: Mapping[str, object] | None) -> str:
    """The word that an option prints."""
    return str((value or {}).get("sector"))


def _inside(angle: float, asked: AskedBearing, word: str) -> float:
    """Degrees by which an angle lies within the borders of a sector."""
    if asked.sectors is None or word not in asked.sectors:
        raise UnreadableError(f"there is no sector `{word}`")
    middle, half = asked.sectors[word]
    return half - abs(math.remainder(angle - middle, 360.0))


def _only(exam: Exam, name: str) -> int:
    """The instance of a name: the prompt must call one object so."""
    ids = exam.names.get(name, ())
    if len(ids) != 1:
        raise UnreadableError(f"{len(ids) or 'no'} objects are called `{name}`")
    return ids[0]


def _spot(body: SeenBody, ground: Ground) -> SeenMiddle:
    """The middle of what is seen of an object."""
    extent = extent_of(body, SeenFrame((0.0, 0.0), 0.0), np.array([0.0, 0.0, ground.height]))
    wide = float((extent.high - extent.low)[:2].max())
    covered = float(extent.open[:2].max())
    return SeenMiddle(extent.middle[:2], covered + BACKS * wide + body.pixel, covered)


def _still(bodies: Sequence[SeenBody], ground: Ground) -> SeenMiddle:
    """The middle of an object that stands still, from the picture that shows it best."""
    return min((_spot(body, ground) for body in bodies), key=lambda spot: spot.loose)


def _loose(one: SeenMiddle, other: SeenMiddle) -> float:
    """Degrees by which the direction from one to the other may be off."""
    return math.degrees(math.atan2(math.hypot(one.loose, other.loose), math.dist(one.at, other.at)))


def _covered(one: SeenMiddle, other: SeenMiddle) -> float:
    """Degrees by which covers leave open the direction from one to the other."""
    return math.degrees(math.atan2(math.hypot(one.covered, other.covered), math.dist(one.at, other.at)))


def _direction(vector: Floats) -> float:
    return math.degrees(math.atan2(vector[1], vector[0]))


def _seat(bodies: Sequence[SeenBody], place: SeenMiddle) -> tuple[float, float]:
    """Which way a seat faces, degrees, and how far that may be off: across the width of its back, from there
    to its middle. A back as deep as it is wide tells nothing."""
    points = np.concatenate([body.points for body in bodies])
    low, high = points[:, 2].min(), points[:, 2].max()
    back = points[points[:, 2] > low + TOP * (high - low), :2]
    deep, wide = np.sqrt(np.maximum(np.linalg.eigvalsh(np.cov(back.T)), 0.0))
    across = np.linalg.eigh(np.cov(back.T))[1][:, 0]
    ahead = place.at - (back.min(axis=0) + back.max(axis=0)) / 2
    return _direction(across if across @ ahead > 0 else -across), math.degrees(math.atan2(BOWED * deep, wide))


def faults(
    item: ItemRecord, world: WorldRecord, looks: Mapping[str, ShownView], least: int, images: Path
) -> Iterator[Diagnostic]:
    """Where pictures lack an object that the question speaks of, or candidates look alike."""
    ids: dict[str, int] = {}
    for thing in world.objects:
        title = thing.kind.partition("@")[0].replace("_", " ")
        ids[title if thing.colour == "own" else f"{thing.colour} {title}"] = thing.id
    asked = read("\n".join(part.text for part in item.content if isinstance(part, TextRecord)))
    for look, name in itertools.product(looks.values(), asked.spoken):
        pixels, share = look.pixels(ids[name]), look.share(ids[name])
        if pixels < CLEARLY * LEAST_PIXELS:
            what = f"shows {pixels} pixels of the {name}, which `{item.id}` is about"
            yield fault(codes.NOT_ITS_WORLD, look.view, what)
        elif share < SHARE - SHARE_OFF:
            what = f"shows {100 * share:.0f} % of the {name}, which `{item.id}` is about"
            yield fault(codes.NOT_ITS_WORLD, look.view, what)
    target = ids[asked.target]
    yield from alike(item, looks, least, images, lambda one: one.ids == target)


ORACLES.add("bearing", Oracle(answer, faults))
