"""The oracle of measures: the boxes round what is seen of the named objects, and what lies between them.

A body is told by the points that a picture shows of it. Its box reaches as far as they do, or down to the
ground where only its foot is out of view, and is turned as the smallest rectangle round them is. Sides that
are turned away, and what a cover hides, leave a number open by some metres, its `room`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from spacenum_dsl.base.diagnostics import Diagnostic
from spacenum_dsl.base.parts import Floats
from spacenum_dsl.checks.oracle import faults as codes
from spacenum_dsl.checks.oracle.exam import GROUND, Exam, ToldValue
from spacenum_dsl.checks.oracle.maps import SeenBody
from spacenum_dsl.checks.oracle.measures import Measures
from spacenum_dsl.checks.oracle.numerals import (
    PrintedQuantity,
    UnreadableError,
    number,
    quantity,
    step,
)
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
from spacenum_dsl.output.records.types import ItemRecord, TextRecord, WorldRecord

LEAST_POINTS = 12
"""Pixels of an object below which it is not in view."""
TURNS = np.radians(np.arange(0.0, 90.0, 0.25))
"""Turns that are tried for the smallest rectangle."""
STANDS = 0.35
"""Share of a body's height up to which its lowest part may be out of view while it stands on the ground."""
SETTLED = 0.004
"""Metres that are always open, as surfaces are met at pixels' centres."""
BACKS = 0.08
"""Share of a body's largest side that is open for sides that are turned away."""
UPWARDS = 0.03
"""The same of its height: its top is in view."""
LARGEST = 2.0
"""Times its largest side that a body may go on behind a cover."""
EDGE = 1 / 3
"""Share of a body's smaller side along which a cover must run to hide more of its box, which goes on by whole
sides: one that only touches its outline hides nothing of note."""
COVER = 0.02
"""Metres up to which a cover leaves a number that is asked for fit to be given."""
SURE = 2.0
"""Times as far as the nearest number that all others must be, of those that may be meant."""
HIDDEN = "more than one option fits what covers leave to be seen"
"""Why pictures may not tell which option it is."""
COVERED = "what is to be measured goes on behind a cover"
"""Why they may not tell a number."""

_CAMERA = re.compile(r"the camera is (.+?) above (that top|the floor) and looks (.+?) downwards")
_LEAD = r"(In which picture|What) is the "
_PATTERNS = {
    "gap": rf"{_LEAD}gap between the ({{0}}) and the ({{0}}) (.+?)\?",
    "distance": rf"{_LEAD}distance between the ({{0}}) and the ({{0}}) (.+?)\?",
    "angle": rf"{_LEAD}angle at the ({{0}}) between the directions to the ({{0}}) and to the ({{0}}) (.+?)\?",
    "height": rf"{_LEAD}height of the ({{0}}) (.+?)\?",
    "ratio": rf"{_LEAD}height of the ({{0}}), divided by the height of the ({{0}}), (.+?)\?",
}
"""How each quantity is asked for, of things with known names."""
_MEANT = {
    "gap": "the shortest straight line from one of their bounding boxes to the other",
    "distance": "the straight line between the centres of their bounding boxes",
    "angle": "level, as seen from above, from the centre of one object to the centre of another",
    "height": "how far its highest point lies above its lowest point",
    "ratio": "how far its highest point lies above its lowest point",
}
"""What the prompt must say that each quantity is."""


@dataclass(frozen=True)
class Wanted:
    """What a prompt asks: the quantity, of which things, the one at which an angle lies first, and the
    number where it is told. The camera's height
    in metres over the ground, and its pitch in degrees upwards."""

    quantity: str
    things: tuple[str, ...]
    number: PrintedQuantity | float | None
    step: float
    eye: PrintedQuantity
    on_surface: bool
    pitch: float

    @property
    def told(self) -> float:
        """The number, metres or times."""
        if self.number is None:
            raise UnreadableError("the prompt tells no number")
        return self.number if isinstance(self.number, float) else self.number.value


def wanted(text: str, names: Iterable[str]) -> Wanted:
    """What a prompt asks about things of these names."""
    camera = _CAMERA.search(text)
    if camera is None:
        raise UnreadableError("the prompt does not tell the camera")
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = {what: re.search(each.replace("{0}", known), text) for what, each in _PATTERNS.items()}
    asked = [(what, match) for what, match in found.items() if match is not None]
    if len(asked) != 1:
        raise UnreadableError("the prompt asks for no quantity of objects that are there")
    ((what, match),) = asked
    if _MEANT[what] not in text:
        raise UnreadableError(f"the prompt does not say what a {what} is")
    told: PrintedQuantity | float | None = None
    smallest = 0.0
    lead, *things, last = match.groups()
    if lead == "In which picture":
        told = number(last) if what == "ratio" else quantity(last)
        smallest = step(last) if isinstance(told, float) else told.step
    eye, pitch = quantity(camera[1]), -quantity(camera[3]).value
    return Wanted(what, tuple(things), told, smallest, eye, camera[2] == "that top", pitch)


@dataclass(frozen=True, eq=False)
class SeenBox:
    """The box round what is seen of a body: `ground` (4, 2) its corners in plan, `low` to `high` over the
    ground, `across` its largest side, metres. Covers leave open how much farther it reaches `aside` and
    `upright`, to the top or the foot."""

    ground: Floats
    low: float
    high: float
    across: float
    pixel: float
    aside: float
    upright: float

    @property
    def height(self) -> float:
        return self.high - self.low

    @property
    def centre(self) -> Floats:
        return np.append(self.ground.mean(axis=0), (self.low + self.high) / 2)

    @property
    def loose(self) -> float:
        """Metres by which a side in plan may be elsewhere."""
        return self.pixel + BACKS * self.across + self.aside

    @property
    def rise(self) -> float:
        """Metres by which the height may be another one."""
        return self.pixel + UPWARDS * self.height + self.upright


def box_of(body: SeenBody) -> SeenBox:
    """The smallest upright box round seen points, down to the ground where nearly all of it is seen."""
    plan, up = body.points[:, :2], body.points[:, 2]
    c, s = np.cos(TURNS)[:, None], np.sin(TURNS)[:, None]
    ahead, aside = c * plan[:, 0] + s * plan[:, 1], c * plan[:, 1] - s * plan[:, 0]
    sides = np.ptp(ahead, axis=1), np.ptp(aside, axis=1)
    best = int(np.argmin(sides[0] * sides[1]))
    turn = np.array([[c[best, 0], -s[best, 0]], [s[best, 0], c[best, 0]]])
    own = plan @ turn
    low, high = own.min(axis=0), own.max(axis=0)
    corners = np.array([(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])])
    base, top, across = float(up.min()), float(up.max()), float((high - low).max())
    if base <= STANDS * top:
        base = 0.0
    reach, over = body.reach[:, :2] @ turn, body.reach[:, 2]
    aside = float(np.max([low - reach, reach - high], initial=0.0))
    upright = float(np.max([base - np.maximum(over, 0.0), over - top], initial=0.0))
    hides = len(body.reach) * body.pixel > EDGE * float((high - low).min())
    covers = [
        min(each, LARGEST * across) if hides and each > body.pixel else 0.0 for each in (aside, upright)
    ]
    return SeenBox(corners @ turn.T, base, top, across, body.pixel, *covers)


def covered(what: str, boxes: Sequence[SeenBox]) -> float:
    """By how many metres covers leave open what the quantity is measured along."""
    return max(box.upright if what in {"height", "ratio"} else box.aside for box in boxes)


def measured(what: str, boxes: Sequence[SeenBox]) -> tuple[float, float]:
    """The quantity, metres, degrees or times, and by how much it is open."""
    if what == "height":
        return boxes[0].height, boxes[0].rise + SETTLED
    if what == "angle":
        return _angle(*boxes)
    one, other = boxes
    if what == "ratio":
        found = one.height / other.height
        return found, (one.rise + SETTLED + found * (other.rise + SETTLED)) / other.height
    if what == "distance":
        return float(np.linalg.norm(one.centre - other.centre)), (one.loose + other.loose) / 2 + SETTLED
    beside = float(shapely.distance(*(shapely.Polygon(each.ground) for each in boxes)))
    over = max(one.low - other.high, other.low - one.high, 0.0)
    return float(np.hypot(beside, over)), one.loose + other.loose + SETTLED


def _angle(corner: SeenBox, one: SeenBox, other: SeenBox) -> tuple[float, float]:
    """Degrees at a corner between the directions to two other boxes, in plan, and by how much they are
    open."""
    ways = [(each.centre - corner.centre)[:2] for each in (one, other)]
    (x, y), (u, v) = ways
    turn = np.degrees(np.arctan2(abs(x * v - y * u), x * u + y * v))
    reach = [float(np.linalg.norm(way)) for way in ways]
    loose = [np.hypot(corner.loose, each.loose) / 2 + SETTLED for each in (one, other)]
    room = sum(np.degrees(np.arctan2(off, far)) for off, far in zip(loose, reach, strict=True))
    return float(turn), float(room)


def answer(exam: Exam, measures: Measures) -> Answer:
    """The option whose number the picture shows, or the number."""
    told = wanted(exam.text, exam.names)
    views = [shot.view for shot in exam.pictures]
    ground = measures.ground(tuple(views), GROUND["surface" if told.on_surface else "floor"])
    if ground is None:
        return Answer(None, {}, ("the ground is not in view",))
    doubts = camera_doubts(ground, told.eye, told.pitch, exam.scaled)
    scale = told.eye.value / ground.height if exam.scaled else 1.0
    bodies = {
        view: [measures.body(view, ground, _only(exam.names, name), scale) for name in told.things]
        for view in views
    }
    unseen = sorted(
        {
            name
            for seen in bodies.values()
            for name, body in zip(told.things, seen, strict=True)
            if len(body.points) < LEAST_POINTS
        }
    )
    if unseen:
        return Answer(None, {}, (*doubts, f"not in view: {', '.join(unseen)}"))
    boxes = {view: [box_of(body) for body in seen] for view, seen in bodies.items()}
    found = {view: measured(told.quantity, seen) for view, seen in boxes.items()}
    if exam.direction == "num2space":
        seen = {choice.label: found[choice.view or ""] for choice in exam.choices}
        off = {label: abs(each - told.told) for label, (each, _) in seen.items()}
        return _picked(off, {label: room + told.step / 2 for label, (_, room) in seen.items()}, doubts)
    ((here, room),) = found.values()
    if exam.open:
        if covered(told.quantity, boxes[views[0]]) > COVER:
            return Answer(None, {told.quantity: here, "open": room}, tuple(doubts), COVERED)
        return Answer(None, {told.quantity: here}, tuple(doubts), given=here)
    off = {choice.label: abs(_number(choice.value, told.quantity) - here) for choice in exam.choices}
    return _picked(off, dict.fromkeys(off, room), doubts)


def _picked(off: Mapping[str, float], room: Mapping[str, float], doubts: Sequence[str]) -> Answer:
    """The option that is off least, where no other may be meant."""
    label = min(off, key=off.__getitem__)
    rivals = [each for each in off if each != label and off[each] <= min(room[each], SURE * off[label])]
    if rivals:
        return Answer(None, {**off, "open": room[label]}, tuple(doubts), HIDDEN, (label, *rivals))
    if off[label] > room[label]:
        doubts = (*doubts, f"nothing fits: the nearest is off by {off[label]:.3f}")
    return Answer(label, dict(off), tuple(doubts))


def _only(names: Mapping[str, tuple[int, ...]], name: str) -> int:
    """The instance of a name: the prompt must call one object so."""
    ids = names.get(name, ())
    if len(ids) != 1:
        raise UnreadableError(f"{len(ids) or 'no'} objects are called `{name}`")
    return ids[0]


def _number(value: ToldValue | None, what: str) -> float:
    found = None if value is None else value.get(what)
    if not isinstance(found, (int, float)):
        raise UnreadableError(f"an option has no {what}")
    return float(found)


def _spoken(item: ItemRecord, world: WorldRecord) -> dict[str, int]:
    """The objects that a prompt names, by their names; none of a prompt that `answer` could not read."""
    names: dict[str, tuple[int, ...]] = {}
    for thing in world.objects:
        title = thing.kind.partition("@")[0].replace("_", " ")
        called = title if thing.colour == "own" else f"{thing.colour} {title}"
        names[called] = (*names.get(called, ()), thing.id)
    text = "\n".join(part.text for part in item.content if isinstance(part, TextRecord))
    try:
        return {name: _only(names, name) for name in wanted(text, names).things}
    except UnreadableError:
        return {}


def faults(
    item: ItemRecord, world: WorldRecord, looks: Mapping[str, ShownView], least: int, images: Path
) -> Iterator[Diagnostic]:
    """Where pictures lack what is measured, or candidates look alike."""
    for look, (name, thing) in itertools.product(looks.values(), _spoken(item, world).items()):
        pixels, share = look.pixels(thing), look.share(thing)
        what = f"of the {name}, which `{item.id}` is about"
        if pixels < CLEARLY * LEAST_PIXELS:
            yield fault(codes.NOT_ITS_WORLD, look.view, f"shows {pixels} pixels {what}")
        elif share < SHARE - SHARE_OFF:
            yield fault(codes.NOT_ITS_WORLD, look.view, f"shows {100 * share:.0f} % {what}")
    varied = [thing.id for thing in world.objects if thing.name in world.varied]
    yield from alike(
        item, looks, least, images, lambda look: np.where(np.isin(look.ids, varied), look.ids, 0)
    )


ORACLES.add("measure", Oracle(answer, faults))
